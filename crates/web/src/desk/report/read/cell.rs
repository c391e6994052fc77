//! `GET /reports/read/{id}/cell/{path}`, `POST` the same: one figure of a report that was read: where it stood in the file,
//! what it is held to be and why; what it is said to be when it was read wrongly.

use annual_report::{Cell, Path as CellPath, Source};
use app::{Corrected, Reading, ReadingChange};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use document::Place;
use uuid::Uuid;

use super::corrections::{Again, CorrectionLine, corrections, send};
use super::one::{as_read, in_words};
use super::value::{cell_of, choice, marks, put};
use super::{TAKE, id_of, name};
use crate::answer::{Answer, html_with, see};
use crate::desk::report::READ;
use crate::desk::report::finding::about;
use crate::desk::report::table::short_words;
use crate::desk::report::year::refused as refused_words;
use crate::fault::PageError;
use crate::field::Field;
use crate::filled::Filled;
use crate::form::Form;
use crate::page::PageContext;
use crate::route::Route;
use crate::words::filters;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/reports/read/{id}/cell/{path}", READ, show),
        Route::post("/reports/read/{id}/cell/{path}", TAKE, correct),
    ]
}

#[derive(Template)]
#[template(path = "report/read/cell.html")]
struct CellPage {
    page: PageContext,
    id: Uuid,
    path: CellPath,
    seq: i64,
    name: String,
    short: String,
    words: String,
    figure: String,
    as_read: String,
    place: String,
    /// What checking says of it, each with its anchor.
    about: Vec<(String, String)>,
    corrections: Vec<CorrectionLine>,
    filled: Filled,
    what: Field,
    mark: Field,
    money: bool,
    /// Whether several readings are possible.
    doubtful: bool,
    /// Why it cannot be corrected; empty where it can.
    obstacle: String,
    refused: String,
}

async fn show(page: PageContext, Path((id, path)): Path<(String, String)>) -> Answer {
    told(page, id_of(&id)?, path_of(&path)?, None).await
}

async fn correct(page: PageContext, Path((id, path)): Path<(String, String)>, form: Form) -> Answer {
    let (id, path) = (id_of(&id)?, path_of(&path)?);
    let mut filled = form.filled;
    let reading = page.app.read_report(&page.occasion(), id).await?;
    let Some(now) = cell_of(&mut filled, path, reading.report.cell(path)) else {
        filled.text("reason", "更正的原因");
        return told(page, id, path, Some(Again::wrong(filled))).await;
    };
    match send(&page, id, filled, &[ReadingChange::Cell { path, now }]).await? {
        None => Ok(see(&format!("/reports/read/{id}?done=corrected#{path}"))),
        again => told(page, id, path, again).await,
    }
}

fn path_of(text: &str) -> Result<CellPath, PageError> {
    text.parse().map_err(|_| PageError::not_found())
}

async fn told(page: PageContext, id: Uuid, path: CellPath, again: Option<Again>) -> Answer {
    let reading = page.app.read_report(&page.occasion(), id).await?;
    if !reading.report.has(path) {
        return Err(PageError::not_found());
    }
    let people = page.app.people(&page.occasion()).await?;
    let form = reading.report.form();
    let cell = reading.report.cell(path);
    let Again { filled, refused, status } = again.unwrap_or_else(|| {
        let mut filled = Filled::default();
        put(&mut filled, cell);
        Again { filled, refused: None, status: StatusCode::OK }
    });
    let view = CellPage {
        id,
        path,
        seq: reading.seq,
        name: name(&reading.report),
        short: short_words(path, form),
        words: path.in_words(form),
        figure: in_words(cell),
        as_read: as_read(&reading, path),
        place: place(&reading, path),
        about: about(&reading.findings, path),
        corrections: corrections(
            &reading,
            &people,
            |what| matches!(what, Corrected::Cell { path: of, .. } if *of == path),
        ),
        what: choice(&filled, cell),
        mark: marks(&filled),
        money: path.is_money(),
        doubtful: matches!(cell, Cell::Doubtful(_)),
        obstacle: reading.acts.correct.clone().unwrap_or_default(),
        refused: refused.map(|error| refused_words(&error, &people)).unwrap_or_default(),
        filled,
        page,
    };
    Ok(html_with(status, &view))
}

/// Where the file has the figure, in words.
fn place(reading: &Reading, path: CellPath) -> String {
    match reading.sources.get(&path) {
        Some(Source::Read(place)) => place_in_words(*place, reading.format == "Excel"),
        Some(Source::Counted(_)) => "数据文件注明由登记的申请统计".to_owned(),
        Some(Source::Stated(_)) => "数据文件注明由处室填报".to_owned(),
        None if reading.format == "JSON" => "数据文件没有注明".to_owned(),
        None if !reading.as_read.has(path) => "读取时认成了另一种格式，没有读这一格".to_owned(),
        None => "原件中没有找到这一格".to_owned(),
    }
}

fn place_in_words(place: Place, workbook: bool) -> String {
    let page = if workbook { "张工作表" } else { "页" };
    let known = [(place.page, page), (place.table, "个表格"), (place.row, "行"), (place.col, "列")];
    let mut words: String = known.iter().filter_map(|(number, unit)| Some(format!("第{}{unit}", (*number)?))).collect();
    if let Some(line) = place.line {
        let line = format!("文字的第{line}行");
        words = if words.is_empty() { line } else { format!("{words}（{line}）") };
    }
    if words.is_empty() { "没有注明".to_owned() } else { words }
}

#[cfg(test)]
mod tests {
    use app::Role;

    use super::*;
    use crate::desk::report::read::one::tests::{OTHERS, home, page_of, taken};
    use crate::testing::Desk;

    const TOTAL: &str = "applications.new.total";

    #[tokio::test]
    async fn a_figure_tells_where_it_stood_and_is_corrected_with_a_reason() {
        let desk = Desk::new().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let address = taken(&editor, OTHERS, 2021, 7).await;
        let home = home(&address);
        let cell = format!("{home}/cell/{TOTAL}");
        let page = editor.get(&cell).await.body;
        assert!(page.contains("个表格第") && page.contains("value=\"7\""), "{page}");
        assert!(page.contains(&format!("href=\"{home}#finding-1\"")), "{page}");
        let silent = editor.post(&cell, &[("what", "figure"), ("value", "四"), ("seen", "1")]).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(silent.body.contains("f-value-fault") && silent.body.contains("f-reason-fault"));
        assert!(silent.body.contains("value=\"四\""));
        let same = [("what", "figure"), ("value", "7"), ("reason", "看过"), ("seen", "1")];
        assert!(editor.post(&cell, &same).await.body.contains("与现在的读数相同"));
        let right = [("what", "figure"), ("value", "4"), ("reason", "原件是4"), ("seen", "1")];
        let done = editor.post(&cell, &right).await;
        assert_eq!(done.location, format!("{home}?done=corrected#{TOTAL}"));
        let page = editor.get(home).await.body;
        assert!(page.contains("原读作7") && page.contains("更正（1处）") && page.contains("原件是4"));
        assert!(!page.contains("id=\"finding-1\">") || !page.contains("处错误"), "{page}");
        let late = editor.post(&cell, &[("what", "blank"), ("reason", "空的"), ("seen", "1")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains("更正读取的数字") && late.body.contains("空的"));
        let page = editor.get(&cell).await.body;
        assert!(page.contains("演示年报编制人") || page.contains("原件是4"));
    }

    #[tokio::test]
    async fn a_doubtful_figure_offers_its_candidates() {
        let desk = Desk::new().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let read = document::read::document(&page_of(OTHERS, 2021, 4), None, &Default::default()).unwrap();
        let mut report = annual_report::read(&read.document).unwrap().report;
        let candidates = [4, 9].map(annual_report::Figure::Number).to_vec();
        report.set(TOTAL.parse().unwrap(), annual_report::Cell::Doubtful(candidates));
        let data = serde_json::to_vec(&report).unwrap();
        let address = editor.post_files("/reports/read", &[], &[("file", "a.json", &data)]).await.location;
        let home = home(&address);
        let cell = format!("{home}/cell/{TOTAL}");
        let page = editor.get(&cell).await.body;
        assert!(page.contains("candidate-0") && page.contains("candidate-1") && page.contains("4或9"));
        let unsaid = editor.post(&cell, &[("reason", "看过")]).await;
        assert!(unsaid.body.contains("f-what-fault"));
        let done = editor.post(&cell, &[("what", "candidate-0"), ("reason", "原件是4")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        assert!(editor.get(home).await.body.contains("原读作4或9"));
    }

    #[tokio::test]
    async fn whoever_only_reads_sees_the_figure_and_who_may_correct_it() {
        let desk = Desk::new().await;
        let (editor, leader) = (desk.sign_in(Role::ReportEditor).await, desk.sign_in(Role::Leader).await);
        let address = taken(&editor, OTHERS, 2021, 7).await;
        let cell = format!("{}/cell/{TOTAL}", home(&address));
        let page = leader.get(&cell).await.body;
        assert!(page.contains("读取已有的年度报告") && !page.contains("name=\"value\""));
        let refused = leader.post(&cell, &[("what", "blank"), ("reason", "x")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        for path in ["x", "applications.results.other.total"] {
            let address = format!("{}/cell/{path}", home(&address));
            assert_eq!(editor.get(&address).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }

    #[test]
    fn a_place_is_told_as_far_as_it_is_known() {
        let place = Place { page: Some(3), table: Some(2), row: Some(5), col: Some(4), line: None };
        assert_eq!(place_in_words(place, false), "第3页第2个表格第5行第4列");
        assert_eq!(place_in_words(place, true), "第3张工作表第2个表格第5行第4列");
        assert_eq!(place_in_words(Place { line: Some(118), ..Place::default() }, false), "文字的第118行");
        assert_eq!(place_in_words(Place::default(), false), "没有注明");
    }
}
