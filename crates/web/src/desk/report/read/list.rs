//! `GET /reports/read`, `POST /reports/read`: the reports that were read from files, and the form that takes one.

use app::authorise::Action;
use app::{AppError, People, ReadingListed, ReportSource};
use askama::Template;
use axum::http::StatusCode;
use uuid::Uuid;

use super::{TAKE, called};
use crate::answer::{Answer, html_with, see};
use crate::asked::Asked;
use crate::desk::report::READ;
use crate::filled::Filled;
use crate::form::Form;
use crate::page::PageContext;
use crate::route::Route;
use crate::words::{filters, wall_clock};

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/reports/read", READ, show), Route::post("/reports/read", TAKE, take)]
}

#[derive(Template)]
#[template(path = "report/read/list.html")]
struct ListPage {
    page: PageContext,
    filled: Filled,
    takes: bool,
    done: &'static str,
    /// Whether a file came with a form that is shown again: browsers do not keep it.
    file_lost: bool,
    groups: Vec<Group>,
    withdrawn: Vec<Line>,
}

/// Reports under one heading.
struct Group {
    title: &'static str,
    lines: Vec<Line>,
}

/// One report.
struct Line {
    id: Uuid,
    name: String,
    /// The class and the words of its standing.
    tag: (&'static str, String),
    found: Vec<(&'static str, String)>,
    corrections: u32,
    taken: String,
    format: String,
}

async fn show(page: PageContext, Asked(asked): Asked) -> Answer {
    let done = if asked.get("done") == "withdrawn" {
        "已经撤回；文件、读数和更正都还保存在记录中。"
    } else {
        ""
    };
    told(page, Filled::default(), done, false, StatusCode::OK).await
}

async fn take(page: PageContext, mut form: Form) -> Answer {
    let file = form.file("file");
    let mut filled = form.filled;
    let file_lost = file.is_some();
    let text = filled.all("text").first().map(|text| (*text).to_owned()).filter(|text| !text.trim().is_empty());
    let source = match (file, text) {
        (Some(upload), None) => ReportSource::File { name: upload.name, bytes: upload.bytes },
        (None, Some(text)) => ReportSource::Pasted(text),
        (Some(_), Some(_)) => {
            filled.wrong("text", "文件和粘贴的文字只能选一种，请留下一种");
            return told(page, filled, "", file_lost, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
        (None, None) => {
            filled.wrong("file", "请选择报告的文件，或者在下面粘贴报告的全文");
            return told(page, filled, "", file_lost, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    let note = filled.get("reason").to_owned();
    match page.app.take_report(&page.occasion().because(&note), source).await {
        Ok(id) => Ok(see(&format!("/reports/read/{id}?done=taken"))),
        Err(AppError::Invalid(faults)) => {
            filled.wrongs(faults);
            told(page, filled, "", file_lost, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn told(page: PageContext, filled: Filled, done: &'static str, file_lost: bool, status: StatusCode) -> Answer {
    let occasion = page.occasion();
    let people = page.app.people(&occasion).await?;
    let listed = page.app.read_reports(&occasion).await?;
    let (withdrawn, at_hand): (Vec<_>, Vec<_>) = listed.iter().partition(|one| one.withdrawn);
    let (own, others): (Vec<_>, Vec<_>) = at_hand.into_iter().partition(|one| one.own);
    let lines = |all: Vec<&ReadingListed>| all.into_iter().map(|one| line(one, &people)).collect::<Vec<_>>();
    let groups = [("本机关的", lines(own)), ("其他机关的", lines(others))];
    let groups = groups.into_iter().map(|(title, lines)| Group { title, lines });
    let view = ListPage {
        takes: page.may(Action::TakeReport),
        groups: groups.filter(|group| !group.lines.is_empty()).collect(),
        withdrawn: lines(withdrawn),
        page,
        filled,
        done,
        file_lost,
    };
    Ok(html_with(status, &view))
}

fn line(one: &ReadingListed, people: &People) -> Line {
    let mut found = Vec::new();
    let counts =
        [(one.errors, "late", "错误"), (one.warnings, "soon", "需要说明"), (one.unassessed, "wait", "无法核对")];
    for (count, tag, word) in counts {
        if count > 0 {
            found.push((tag, format!("{word}{count}处")));
        }
    }
    let tag = match one.adopted {
        _ if one.withdrawn => ("void", "已撤回".to_owned()),
        Some(year) => ("done", format!("采用为{year}年度")),
        None => ("", "供核对".to_owned()),
    };
    Line {
        id: one.id,
        name: called(&one.of_organ, one.year),
        tag,
        found,
        corrections: one.corrections,
        taken: format!("{}，{}", people.name(&one.taken_by), wall_clock(one.taken_at)),
        format: one.format.clone(),
    }
}

#[cfg(test)]
mod tests {
    use app::Role;

    use super::*;
    use crate::desk::report::read::one::tests::{OTHERS, page_of, taken};
    use crate::testing::Desk;

    #[tokio::test]
    async fn a_report_is_taken_from_a_file_or_from_pasted_text_and_listed() {
        let desk = Desk::new().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let empty = editor.get("/reports/read").await.body;
        assert!(empty.contains("multipart/form-data") && empty.contains("还没有读取过"));
        assert!(editor.get("/reports").await.body.contains("href=\"/reports/read\""));
        let address = taken(&editor, OTHERS, 2020, 7).await;
        assert!(editor.get(&address).await.body.contains("已经读取"));
        let html = String::from_utf8(page_of(OTHERS, 2021, 4)).unwrap();
        let pasted = editor.post_files("/reports/read", &[("text", &html), ("reason", "区政府网站")], &[]).await;
        assert!(pasted.location.starts_with("/reports/read/"), "{}", pasted.body);
        let list = editor.get("/reports/read").await.body;
        assert!(list.contains(&format!("{OTHERS}2020年度报告")) && list.contains("其他机关的"));
        assert!(list.contains("错误2处"), "{list}");
    }

    #[tokio::test]
    async fn what_is_no_report_is_told_beside_its_field_and_the_text_is_kept() {
        let desk = Desk::new().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let nothing = editor.post_files("/reports/read", &[], &[]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.body.contains("f-file-fault"));
        let png: (&str, &str, &[u8]) = ("file", "扫描.png", b"\x89PNG\r\n\x1a\n0000");
        let picture = editor.post_files("/reports/read", &[], &[png]).await;
        assert_eq!(picture.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(picture.body.contains("f-file-fault") && picture.body.contains("图片"));
        assert!(picture.body.contains("请重新选择"));
        let text = editor.post_files("/reports/read", &[("text", "会议通知")], &[]).await;
        assert!(text.body.contains("f-text-fault") && text.body.contains("会议通知</textarea>"));
        let both = editor.post_files("/reports/read", &[("text", "会议通知")], &[png]).await;
        assert!(both.body.contains("只能选一种"));
        assert!(editor.get("/reports/read").await.body.contains("还没有读取过"));
    }

    #[tokio::test]
    async fn whoever_only_reads_sees_the_list_without_the_form() {
        let desk = Desk::new().await;
        let (supervisor, leader) = (desk.sign_in(Role::Supervisor).await, desk.sign_in(Role::Leader).await);
        taken(&supervisor, OTHERS, 2020, 4).await;
        let page = leader.get("/reports/read").await.body;
        assert!(page.contains(OTHERS) && !page.contains("multipart/form-data"));
        let refused = leader.post_files("/reports/read", &[("text", "x")], &[]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
}
