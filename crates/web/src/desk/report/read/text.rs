//! `GET /reports/read/{id}/text/{section}`, `POST` the same: one of the three texts of a report that was read: what is to be
//! said of it, and what it says when it was read wrongly.

use annual_report::Section;
use app::{AppError, Corrected, ReadingChange};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use uuid::Uuid;

use super::corrections::{Again, CorrectionLine, corrections, send};
use super::{TAKE, id_of, name};
use crate::answer::{Answer, html_with, see};
use crate::desk::report::READ;
use crate::desk::report::finding::about_text;
use crate::desk::report::text::{heading, part};
use crate::desk::report::year::refused as refused_words;
use crate::fault::PageError;
use crate::filled::Filled;
use crate::form::Form;
use crate::page::PageContext;
use crate::route::Route;
use crate::words::filters;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/reports/read/{id}/text/{section}", READ, show),
        Route::post("/reports/read/{id}/text/{section}", TAKE, correct),
    ]
}

#[derive(Template)]
#[template(path = "report/read/text.html")]
struct TextPage {
    page: PageContext,
    id: Uuid,
    section: Section,
    seq: i64,
    name: String,
    /// Its heading as the form prints it.
    title: &'static str,
    /// Where it stands on the page of the report.
    part: &'static str,
    now: String,
    as_read: String,
    /// What is kept now, where it is not what is typed after somebody else corrected.
    theirs: String,
    /// What checking says of it, each with its anchor.
    about: Vec<(String, String)>,
    corrections: Vec<CorrectionLine>,
    filled: Filled,
    /// Why it cannot be corrected; empty where it can.
    obstacle: String,
    refused: String,
}

async fn show(page: PageContext, Path((id, section)): Path<(String, String)>) -> Answer {
    told(page, id_of(&id)?, section_of(&section)?, None).await
}

async fn correct(page: PageContext, Path((id, section)): Path<(String, String)>, form: Form) -> Answer {
    let (id, section) = (id_of(&id)?, section_of(&section)?);
    let now = form.filled.get(section.key()).to_owned();
    match send(&page, id, form.filled, &[ReadingChange::Text { section, now }]).await? {
        None => Ok(see(&format!("/reports/read/{id}?done=corrected#{}", part(section)))),
        again => told(page, id, section, again).await,
    }
}

fn section_of(key: &str) -> Result<Section, PageError> {
    Section::ALL.into_iter().find(|section| section.key() == key).ok_or_else(PageError::not_found)
}

async fn told(page: PageContext, id: Uuid, section: Section, again: Option<Again>) -> Answer {
    let reading = page.app.read_report(&page.occasion(), id).await?;
    let people = page.app.people(&page.occasion()).await?;
    let now = reading.report.narrative.section(section).to_owned();
    let Again { filled, refused, status } = again.unwrap_or_else(|| {
        let mut filled = Filled::default();
        filled.set(section.key(), now.as_str());
        Again { filled, refused: None, status: StatusCode::OK }
    });
    let typed = filled.get(section.key()).replace("\r\n", "\n");
    let overtaken = matches!(refused, Some(AppError::Overtaken(_)));
    let of = |what: &Corrected| matches!(what, Corrected::Text { section: of, .. } if *of == section);
    let view = TextPage {
        id,
        section,
        seq: reading.seq,
        name: name(&reading.report),
        title: heading(section, reading.report.form()),
        part: part(section),
        theirs: if overtaken && typed != now.trim() { now.clone() } else { String::new() },
        now,
        as_read: reading.as_read.narrative.section(section).to_owned(),
        about: about_text(&reading.findings, section),
        corrections: corrections(&reading, &people, of),
        obstacle: reading.acts.correct.unwrap_or_default(),
        refused: refused.map(|error| refused_words(&error, &people)).unwrap_or_default(),
        filled,
        page,
    };
    Ok(html_with(status, &view))
}

#[cfg(test)]
mod tests {
    use app::Role;

    use super::*;
    use crate::desk::report::read::one::tests::{OTHERS, home, taken};
    use crate::testing::Desk;

    #[tokio::test]
    async fn a_text_is_corrected_with_a_reason_and_both_wordings_are_shown() {
        let desk = Desk::new().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let address = taken(&editor, OTHERS, 2021, 4).await;
        let home = home(&address);
        let text = format!("{home}/text/overview");
        assert!(editor.get(home).await.body.contains(&format!("href=\"{text}\"")));
        assert!(editor.get(&text).await.body.contains("2021年，本机关依法办理政府信息公开申请。</textarea>"));
        let long = "长".repeat(200_001);
        let wrong = editor.post_files(&text, &[("overview", &long), ("seen", "1")], &[]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("f-overview-fault") && wrong.body.contains("f-reason-fault"));
        let now = "2021年，本机关依法办理政府信息公开申请。\r\n新收申请9件。";
        let right = [("overview", now), ("reason", "第1页漏读一段"), ("seen", "1")];
        assert_eq!(editor.post(&text, &right).await.location, format!("{home}?done=corrected#part-1"));
        let page = editor.get(home).await.body;
        for told in ["更正（1处）", "“总体情况”的文字", "第1页漏读一段", "新收申请9件", "文字更正过"]
        {
            assert!(page.contains(told), "{told}");
        }
        assert!(page.contains("<mark id=\"text-overview-"), "the new figure is held against the table");
        let page = editor.get(&text).await.body;
        assert!(page.contains("从文件中读出的全文") && page.contains("在报告旁边看") && !page.contains('\r'));
    }

    #[tokio::test]
    async fn of_two_officers_the_second_keeps_what_they_typed_and_sees_what_the_first_wrote() {
        let desk = Desk::new().await;
        let (editor, supervisor) = (desk.sign_in(Role::ReportEditor).await, desk.sign_in(Role::Supervisor).await);
        let address = taken(&editor, OTHERS, 2021, 4).await;
        let text = format!("{}/text/other", home(&address));
        let theirs = [("other", "没有收费。"), ("reason", "原件第4页"), ("seen", "1")];
        assert_eq!(supervisor.post(&text, &theirs).await.status, StatusCode::SEE_OTHER);
        let mine = [("other", "无。"), ("reason", "原件只有一个字"), ("seen", "1")];
        let late = editor.post(&text, &mine).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        for told in ["更正读取的文字", "没有收费。", "无。</textarea>", "原件只有一个字", "name=\"seen\" value=\"2\""]
        {
            assert!(late.body.contains(told), "{told}");
        }
    }

    #[tokio::test]
    async fn whoever_only_reads_sees_the_text_and_a_part_that_is_no_text_is_not_there() {
        let desk = Desk::new().await;
        let (editor, leader) = (desk.sign_in(Role::ReportEditor).await, desk.sign_in(Role::Leader).await);
        let address = taken(&editor, OTHERS, 2021, 4).await;
        let text = format!("{}/text/problems", home(&address));
        let page = leader.get(&text).await.body;
        assert!(page.contains("公开不够及时") && !page.contains("<textarea"));
        assert!(!leader.get(home(&address)).await.body.contains(&format!("href=\"{text}\"")));
        assert_eq!(leader.post(&text, &[("problems", "x"), ("reason", "x")]).await.status, StatusCode::FORBIDDEN);
        let nothing = format!("{}/text/preface", home(&address));
        assert_eq!(editor.get(&nothing).await.status, StatusCode::NOT_FOUND);
    }
}
