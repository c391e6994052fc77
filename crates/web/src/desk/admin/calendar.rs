//! `GET /admin/calendar`, `POST /admin/calendar`: the State Council's holiday notices, and what a new one moves.
//!
//! The form takes the notice as it reads: its number, the days off, the days of make-up work. What it would move is shown
//! before it is adopted.

use app::AppError;
use app::calendar::NoticePreview;
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use law::calendar::Notice;
use serde::Deserialize;

use super::CALENDAR;
use crate::answer::{Answer, html_with, see};
use crate::filled::Filled;
use crate::form::Form;
use crate::page::PageContext;
use crate::route::Route;
use crate::words::filters;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/admin/calendar", CALENDAR, show), Route::post("/admin/calendar", CALENDAR, adopt)]
}

#[derive(Template)]
#[template(path = "admin/calendar.html")]
struct CalendarPage {
    page: PageContext,
    filled: Filled,
    notices: Vec<Notice>,
    horizon: jiff::civil::Date,
    preview: Option<NoticePreview>,
    done: bool,
}

/// What was just done.
#[derive(Deserialize)]
struct Done {
    done: Option<String>,
}

async fn show(page: PageContext, Query(done): Query<Done>) -> Answer {
    told(page, Filled::default(), None, done.done.is_some(), StatusCode::OK).await
}

async fn adopt(page: PageContext, mut form: Form) -> Answer {
    let uploaded = form.file("file").map(|upload| String::from_utf8_lossy(&upload.bytes).into_owned());
    let mut filled = form.filled;
    // A file of the form operations.md describes fills the fields in, so that they can be looked over.
    if let Some(text) = uploaded {
        match serde_json::from_str::<Written>(&text) {
            Ok(written) => written.fill(&mut filled),
            Err(_) => filled.wrong("file", "文件不是放假通知的 JSON；请按运行说明的样子写，或者直接在下面填写"),
        }
    }
    let text = notice_text(&filled);
    let preview = page.app.preview_notice(&page.occasion(), text.as_bytes()).await?;
    for fault in &preview.faults.0 {
        filled.wrong(field_of(&fault.field), fault.message.clone());
    }
    if !filled.is_right() {
        return told(page, filled, None, false, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    // It is adopted as it was previewed, or previewed again.
    if !filled.has("adopt") || filled.get("seen") != preview.seq.to_string() {
        filled.set("seen", preview.seq.to_string());
        return told(page, filled, Some(preview), false, StatusCode::OK).await;
    }
    let occasion = page.occasion().because("国务院办公厅放假通知").having_seen(preview.seq);
    match page.app.import_calendar(&occasion, &text).await {
        Ok(_) => Ok(see("/admin/calendar?done=1")),
        Err(AppError::Overtaken(_)) => {
            filled.wrong("number", "另一位管理员刚刚导入了通知，请重新预览后再办理");
            told(page, filled, None, false, StatusCode::CONFLICT).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn told(
    page: PageContext,
    filled: Filled,
    preview: Option<NoticePreview>,
    done: bool,
    status: StatusCode,
) -> Answer {
    let calendar = page.app.calendar().await?;
    let (notices, horizon) = (calendar.notices().to_vec(), calendar.horizon());
    Ok(html_with(status, &CalendarPage { page, filled, notices, horizon, preview, done }))
}

/// A notice's file.
#[derive(Deserialize)]
struct Written {
    year: i16,
    number: String,
    #[serde(default)]
    replaces: String,
    #[serde(default)]
    holidays: Vec<String>,
    #[serde(default)]
    makeup_workdays: Vec<String>,
}

impl Written {
    fn fill(self, filled: &mut Filled) {
        filled.set("year", self.year.to_string());
        filled.set("number", self.number);
        filled.set("replaces", self.replaces);
        filled.set("holidays", self.holidays.join("\n"));
        filled.set("makeup_workdays", self.makeup_workdays.join("\n"));
    }
}

/// The notice as filled in, in the form the calendar reads.
fn notice_text(filled: &Filled) -> String {
    let lines = |field: &str| -> Vec<String> {
        let separators = |c: char| c.is_whitespace() || matches!(c, '、' | '，' | ',' | '；' | ';');
        filled
            .get(field)
            .replace('至', "..")
            .split(separators)
            .filter(|day| !day.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let year: serde_json::Value = filled.get("year").parse::<i16>().map_or(serde_json::Value::Null, Into::into);
    let mut notice = serde_json::json!({
        "year": year,
        "number": filled.get("number"),
        "holidays": lines("holidays"),
        "makeup_workdays": lines("makeup_workdays"),
    });
    if let (Some(replaces), Some(object)) = (filled.some("replaces"), notice.as_object_mut()) {
        object.insert("replaces".to_owned(), replaces.into());
    }
    notice.to_string()
}

/// The field a fault of the notice belongs to.
fn field_of(part: &str) -> &'static str {
    match part.split(['.', '[']).next().unwrap_or_default() {
        "year" => "year",
        "number" => "number",
        "replaces" => "replaces",
        "makeup_workdays" => "makeup_workdays",
        "holidays" => "holidays",
        _ => "file",
    }
}

#[cfg(test)]
mod tests {
    use app::Role;

    use super::*;
    use crate::testing::Desk;

    const NOTICE: [(&str, &str); 4] = [
        ("year", "2027"),
        ("number", "国办发明电〔2026〕0号"),
        (
            "holidays",
            "2027-01-01至2027-01-03\n2027-02-05..2027-02-12 2027-04-03..2027-04-05、2027-05-01..2027-05-05\n\
             2027-06-09..2027-06-11 2027-09-15..2027-09-17 2027-10-01..2027-10-07",
        ),
        ("makeup_workdays", "2027-02-14 2027-02-20\n2027-05-08，2027-10-09"),
    ];

    #[tokio::test]
    async fn wd_4_a_notice_is_previewed_and_then_adopted() {
        // WD-4
        let desk = Desk::new().await;
        let admin = desk.sign_in(Role::Administrator).await;
        let before = desk.app.calendar().await.unwrap().horizon();
        let preview = admin.post("/admin/calendar", &NOTICE).await;
        assert_eq!(preview.status, StatusCode::OK, "{}", preview.body);
        assert_eq!(desk.app.calendar().await.unwrap().horizon(), before);
        let seen = preview.body.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let mut adopt = NOTICE.to_vec();
        adopt.extend([("seen", seen), ("adopt", "1")]);
        assert_eq!(admin.post("/admin/calendar", &adopt).await.location, "/admin/calendar?done=1");
        assert!(desk.app.calendar().await.unwrap().horizon() > before);
    }

    #[tokio::test]
    async fn a_notice_that_cannot_be_is_told_with_all_its_faults() {
        let desk = Desk::new().await;
        let admin = desk.sign_in(Role::Administrator).await;
        let fields = [("year", "2027"), ("number", ""), ("holidays", "2027-02-30"), ("makeup_workdays", "x")];
        let answer = admin.post("/admin/calendar", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("2027-02-30") && answer.body.contains("-fault"));
        let file = br#"{"year": 2027, "number": "N", "holidays": ["2027-01-01"]}"#;
        let answer = admin.post_files("/admin/calendar", &[], &[("file", "notice.json", file)]).await;
        assert!(answer.body.contains("2027-01-01"), "{}", answer.body);
    }
}
