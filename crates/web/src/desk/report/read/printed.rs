//! `GET /reports/read/{id}/form`, `POST` the same: the form a report is printed on, where it was taken for another. What the
//! other form has no place for is named before it is done.

use annual_report::{Form as ReportForm, OtherRows, Path as CellPath};
use app::{PrintedForm, Reading, ReadingChange};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use uuid::Uuid;

use super::corrections::{Again, form_words, send};
use super::one::in_words;
use super::{TAKE, id_of, name};
use crate::answer::{Answer, html_with, see};
use crate::desk::report::year::refused as refused_words;
use crate::field::Field;
use crate::filled::Filled;
use crate::form::Form;
use crate::page::PageContext;
use crate::route::Route;
use crate::words::filters;

/// The forms by their keys, with the years they are for.
const FORMS: [(ReportForm, &str, &str); 2] = [
    (ReportForm::F2021, "2021年格式", "2021年度起用。表二分四块，“规章”一行是制发、废止、现行有效三格。"),
    (ReportForm::F2019, "2019年格式", "2019、2020年度用。表二分五块，最后一块是“政府集中采购”。"),
];
/// How （六） is printed, by what the field is sent with.
const OTHER_ROWS: [(OtherRows, &str, &str); 2] =
    [(OtherRows::Three, "three", "分三行：不补正、不缴费、其他"), (OtherRows::One, "one", "只有一行")];

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/reports/read/{id}/form", TAKE, show), Route::post("/reports/read/{id}/form", TAKE, correct)]
}

#[derive(Template)]
#[template(path = "report/read/printed.html")]
struct PrintedPage {
    page: PageContext,
    id: Uuid,
    seq: i64,
    name: String,
    /// What it is held to be, and what came out of the file.
    now: String,
    as_read: String,
    /// What has no place in the form that was chosen.
    left: Left,
    filled: Filled,
    /// Why it cannot be corrected; empty where it can.
    obstacle: String,
    refused: String,
}

/// What has no place in a form.
#[derive(Default)]
struct Left {
    figures: usize,
    rows: Vec<String>,
}

impl PrintedPage {
    fn forms(&self) -> Field {
        let field = self.filled.radios("form", "原件用的格式").must();
        FORMS.into_iter().fold(field, |field, (form, label, hint)| field.choice_with(form.key(), label, hint))
    }

    fn other_rows(&self) -> Field {
        let field = self.filled.radios("other_rows", "表三的“（六）其他处理”").must();
        OTHER_ROWS.into_iter().fold(field, |field, (_, value, label)| field.choice(value, label))
    }
}

async fn show(page: PageContext, Path(id): Path<String>) -> Answer {
    told(page, id_of(&id)?, None).await
}

async fn correct(page: PageContext, Path(id): Path<String>, form: Form) -> Answer {
    let id = id_of(&id)?;
    let mut filled = form.filled;
    let Some(now) = chosen(&filled) else {
        for (field, message) in [("form", "请选择原件用的格式"), ("other_rows", "请选择原件怎样列")] {
            if filled.get(field).is_empty() {
                filled.wrong(field, message);
            }
        }
        filled.text("reason", "更正的原因");
        return told(page, id, Some(Again::wrong(filled))).await;
    };
    let knowing = filled.has("knowing");
    match send(&page, id, filled, &[ReadingChange::Form { now, knowing }]).await? {
        None => Ok(see(&format!("/reports/read/{id}?done=corrected#part-2"))),
        again => told(page, id, again).await,
    }
}

/// The form that was chosen.
fn chosen(filled: &Filled) -> Option<PrintedForm> {
    let form = FORMS.iter().find(|(form, ..)| form.key() == filled.get("form"))?.0;
    let other_rows = OTHER_ROWS.iter().find(|(_, value, _)| *value == filled.get("other_rows"))?.0;
    Some(PrintedForm { form, other_rows })
}

async fn told(page: PageContext, id: Uuid, again: Option<Again>) -> Answer {
    let reading = page.app.read_report(&page.occasion(), id).await?;
    let people = page.app.people(&page.occasion()).await?;
    let now = PrintedForm::of(&reading.report);
    let Again { filled, refused, status } = again.unwrap_or_else(|| {
        let mut filled = Filled::default();
        filled.set("form", now.form.key());
        let rows = OTHER_ROWS.iter().find(|(rows, ..)| *rows == now.other_rows);
        filled.set("other_rows", rows.map_or("", |(_, value, _)| value));
        Again { filled, refused: None, status: StatusCode::OK }
    });
    let view = PrintedPage {
        id,
        seq: reading.seq,
        name: name(&reading.report),
        now: form_words(now),
        as_read: form_words(PrintedForm::of(&reading.as_read)),
        left: chosen(&filled).map(|chosen| left(&reading, chosen)).unwrap_or_default(),
        obstacle: reading.acts.correct.unwrap_or_default(),
        refused: refused.map(|error| refused_words(&error, &people)).unwrap_or_default(),
        filled,
        page,
    };
    Ok(html_with(status, &view))
}

/// What has no place in a form: how many figures, and each row with its own.
fn left(reading: &Reading, printed: PrintedForm) -> Left {
    let report = &reading.report;
    let mut rows: Vec<(String, Vec<(&str, String)>)> = Vec::new();
    let paths = printed.without_place(report);
    for path in &paths {
        let (row, place) = match *path {
            CellPath::Proactive(subject, measure) => {
                (subject.label(report.form()).to_owned(), measure.label(subject, report.form()))
            }
            CellPath::Applications(row, column) => (row.in_words(), column.label()),
            CellPath::Remedies(block, result) => (block.in_words().to_owned(), result.label()),
        };
        let figure = (place, in_words(report.cell(*path)));
        match rows.last_mut() {
            Some((last, figures)) if *last == row => figures.push(figure),
            _ => rows.push((row, vec![figure])),
        }
    }
    Left { figures: paths.len(), rows: rows.into_iter().map(|(row, figures)| told_row(&row, &figures)).collect() }
}

fn told_row(row: &str, figures: &[(&str, String)]) -> String {
    if figures.len() > 1 && figures.iter().all(|(_, figure)| figure == "0") {
        return format!("{row}：{}格都是0", figures.len());
    }
    let figures: Vec<String> = figures.iter().map(|(place, figure)| format!("{place} {figure}")).collect();
    format!("{row}：{}", figures.join("，"))
}

#[cfg(test)]
mod tests {
    use app::Role;

    use super::*;
    use crate::desk::report::read::one::tests::{OTHERS, home, taken};
    use crate::testing::Desk;

    #[tokio::test]
    async fn the_form_is_corrected_once_a_person_has_seen_what_has_no_place_in_it() {
        let desk = Desk::new().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let address = taken(&editor, OTHERS, 2021, 4).await;
        let home = home(&address);
        let form = format!("{home}/form");
        assert!(editor.get(home).await.body.contains(&format!("href=\"{form}\"")));
        let page = editor.get(&form).await.body;
        assert!(page.contains("value=\"2021\" checked") && page.contains("value=\"three\" checked"), "{page}");
        assert!(!page.contains("name=\"knowing\""));
        let nothing = editor.post(&form, &[("seen", "1")]).await;
        for field in ["form", "other_rows", "reason"] {
            assert!(nothing.body.contains(&format!("f-{field}-fault")), "{field}");
        }
        let asked = [("form", "2019"), ("other_rows", "one"), ("seen", "1")];
        let warned = editor.post(&form, &asked).await;
        assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY);
        for told in
            ["下面 28 个数字没有位置", "f-knowing-fault", "f-reason-fault", "name=\"knowing\"", "规章：3格都是0</li>"]
        {
            assert!(warned.body.contains(told), "{told}");
        }
        let sure = [asked[0], asked[1], ("knowing", "1"), ("reason", "原件是2019年格式"), ("seen", "1")];
        assert_eq!(editor.post(&form, &sure).await.location, format!("{home}?done=corrected#part-2"));
        let page = editor.get(home).await.body;
        assert!(page.contains("政府集中采购") && page.contains("更正（1处）") && page.contains("2019年格式"));
        // A cell that was not read, because the form was taken for the other.
        let cell = editor.get(&format!("{home}/cell/proactive.procurement.items")).await.body;
        assert!(cell.contains("没有读这一格"));
        let late = editor.post(&form, &sure).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains("更正读取的格式"));
    }
}
