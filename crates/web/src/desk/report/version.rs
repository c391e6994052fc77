//! `GET /reports/{year}/versions/{no}`: one frozen version of a year's report, as it was frozen.

use annual_report::CellChange;
use app::Version;
use askama::Template;
use axum::extract::Path;

use super::READ;
use super::body::BodyView;
use super::change::{ChangeView, changes};
use super::download::FilesView;
use super::figures::year_of;
use super::finding::FindingsView;
use super::step::went_through;
use super::whence::Whence;
use crate::answer::{Answer, html};
use crate::fault::PageError;
use crate::page::PageContext;
use crate::route::Route;
use crate::words::filters;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/reports/{year}/versions/{no}", READ, show)]
}

#[derive(Template)]
#[template(path = "report/version.html")]
struct VersionPage {
    page: PageContext,
    year: i16,
    version: Version,
    /// The number of the last version.
    last: u32,
    marks: Vec<(&'static str, String)>,
    changes: Vec<ChangeView>,
    body: BodyView,
    findings: FindingsView,
    files: FilesView,
}

async fn show(page: PageContext, Path((year, no)): Path<(String, String)>) -> Answer {
    let year = year_of(&year)?;
    let no: u32 = no.parse().map_err(|_| PageError::not_found())?;
    let occasion = page.occasion();
    let frozen = page.app.frozen_version(&occasion, year, no).await?.frozen;
    let report = page.app.report_year(&occasion, year).await?;
    let last = report.versions.last().map_or(no, |version| version.no);
    let version = report.versions.into_iter().find(|version| version.no == no).ok_or_else(PageError::not_found)?;
    let people = page.app.people(&occasion).await?;
    let findings = page.app.version_findings(&occasion, year, no).await?;
    let before: Vec<CellChange> = match no.checked_sub(1) {
        Some(before) if before > 0 => page.app.difference_of_versions(&occasion, year, before, no).await?,
        _ => Vec::new(),
    };
    let whence = Whence::Version(year, no);
    let form = frozen.report.form();
    let view = VersionPage {
        year,
        last,
        marks: went_through(&version, &people),
        changes: changes(&page, &before, form),
        body: BodyView::new(&frozen.report, whence, &findings, None),
        findings: FindingsView::new(&findings, form),
        files: FilesView::new(whence, false),
        version,
        page,
    };
    Ok(html(&view))
}
