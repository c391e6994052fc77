//! `GET /reports/read/{id}/title`, `POST` the same: organ and year of a report, where they were read wrongly.

use app::ReadingChange;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use uuid::Uuid;

use super::corrections::{Again, send};
use super::{TAKE, id_of, name};
use crate::answer::{Answer, html_with, see};
use crate::desk::report::year::refused as refused_words;
use crate::filled::Filled;
use crate::form::Form;
use crate::page::PageContext;
use crate::route::Route;
use crate::words::filters;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/reports/read/{id}/title", TAKE, show), Route::post("/reports/read/{id}/title", TAKE, correct)]
}

#[derive(Template)]
#[template(path = "report/read/title.html")]
struct TitlePage {
    page: PageContext,
    id: Uuid,
    seq: i64,
    name: String,
    /// Organ and year as they came out of the file.
    as_read: (String, String),
    filled: Filled,
    /// Why they cannot be corrected; empty where they can.
    obstacle: String,
    refused: String,
}

async fn show(page: PageContext, Path(id): Path<String>) -> Answer {
    told(page, id_of(&id)?, None).await
}

async fn correct(page: PageContext, Path(id): Path<String>, form: Form) -> Answer {
    let id = id_of(&id)?;
    let mut filled = form.filled;
    let year = filled.number("year", "年度", false);
    if !filled.is_right() {
        filled.text("organ", "机关名称");
        filled.text("reason", "更正的原因");
        return told(page, id, Some(Again::wrong(filled))).await;
    }
    let year = year.map(|year| u16::try_from(year).unwrap_or(u16::MAX));
    let changes = [ReadingChange::Organ(filled.get("organ").to_owned()), ReadingChange::Year(year)];
    match send(&page, id, filled, &changes).await? {
        None => Ok(see(&format!("/reports/read/{id}?done=corrected"))),
        again => told(page, id, again).await,
    }
}

async fn told(page: PageContext, id: Uuid, again: Option<Again>) -> Answer {
    let reading = page.app.read_report(&page.occasion(), id).await?;
    let people = page.app.people(&page.occasion()).await?;
    let year = |year: Option<u16>| year.map(|year| year.to_string()).unwrap_or_default();
    let Again { filled, refused, status } = again.unwrap_or_else(|| {
        let mut filled = Filled::default();
        filled.set("organ", reading.report.organ.clone());
        filled.set("year", year(reading.report.year));
        Again { filled, refused: None, status: StatusCode::OK }
    });
    let unknown = |text: &str| if text.trim().is_empty() { "没有读出".to_owned() } else { text.to_owned() };
    let view = TitlePage {
        id,
        seq: reading.seq,
        name: name(&reading.report),
        as_read: (unknown(&reading.as_read.organ), unknown(&year(reading.as_read.year))),
        obstacle: reading.acts.rename.unwrap_or_default(),
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
    use crate::desk::report::read::one::tests::{OTHERS, OWN, home, taken};
    use crate::testing::Desk;

    #[tokio::test]
    async fn organ_and_year_are_corrected_and_the_report_is_the_organs_own_from_then_on() {
        let desk = Desk::new().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let address = taken(&editor, OTHERS, 2023, 4).await;
        let home = home(&address);
        let title = format!("{home}/title");
        let page = editor.get(&title).await.body;
        assert!(page.contains(&format!("value=\"{OTHERS}\"")) && page.contains("value=\"2023\""));
        let wrong = editor.post(&title, &[("organ", ""), ("year", "二〇"), ("seen", "1")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for field in ["organ", "year", "reason"] {
            assert!(wrong.body.contains(&format!("f-{field}-fault")), "{field}");
        }
        let late = editor.post(&title, &[("organ", " "), ("year", "99999"), ("seen", "1")]).await;
        for field in ["organ", "year", "reason"] {
            assert!(late.body.contains(&format!("f-{field}-fault")), "{field}");
        }
        let right = [("organ", OWN), ("year", "2024"), ("reason", "原件封面"), ("seen", "1")];
        assert_eq!(editor.post(&title, &right).await.location, format!("{home}?done=corrected"));
        let page = editor.get(home).await.body;
        assert!(page.contains("更正（2处）") && page.contains("采用为本机关2024年度"));
        editor.post(&format!("{home}/adopt"), &[]).await;
        let page = editor.get(&title).await.body;
        assert!(page.contains("撤回后重新读取") && !page.contains("name=\"organ\""));
        let late = editor.post(&title, &[("organ", OTHERS), ("year", "2024"), ("reason", "x")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
    }
}
