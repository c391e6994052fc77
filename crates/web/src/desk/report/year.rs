//! `GET /reports/{year}`: a year's report: how far it is, its tables and texts, what checking finds, the year before beside it.
//!
//! While it is being made everything is counted anew; once frozen the page shows the frozen version, and what later entries
//! would change.

use std::collections::BTreeMap;

use annual_report::{CellBeside, Finding, Report, Span, difference};
use app::People;
use app::authorise::Action;
use app::{AppError, Before, Figures, ReportAct, ReportYear, Version};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use law::reason::Because;
use uuid::Uuid;

use super::READ;
use super::act::{self, ActForms, hinders};
use super::body::BodyView;
use super::change::{ChangeView, changes};
use super::download::FilesView;
use super::figures::year_of;
use super::finding::FindingsView;
use super::history::{HistoryLine, history};
use super::step::{DueView, StepView, chain, due_of, is_open, tag, went_through};
use super::whence::Whence;
use crate::answer::{Answer, html_with};
use crate::asked::Asked;
use crate::fault::PageError;
use crate::filled::Filled;
use crate::page::PageContext;
use crate::route::Route;
use crate::words::{filters, wall_clock};

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/reports/{year}", READ, show)]
}

/// How the page is shown this time.
#[derive(Default)]
pub(crate) struct Shown {
    /// What was just done.
    pub(crate) done: &'static str,
    /// A form that came back, with what was wrong with it.
    pub(crate) sent: Option<(ReportAct, Filled)>,
    /// Why nothing was done.
    pub(crate) refused: Option<AppError>,
    /// Whether the year before stands beside.
    pub(crate) beside: bool,
    /// The status it is answered with.
    pub(crate) status: StatusCode,
}

impl Shown {
    /// The page with a form again.
    pub(crate) fn again(act: ReportAct, filled: Filled, status: StatusCode) -> Self {
        Shown { sent: Some((act, filled)), status, ..Shown::default() }
    }
}

#[derive(Template)]
#[template(path = "report/year.html")]
struct YearPage {
    page: PageContext,
    report: ReportYear,
    tag: &'static str,
    due: Option<DueView>,
    /// The report read from a file that stands for the year, while none is frozen.
    adopted: Option<Uuid>,
    /// Whether a form came back, so that it must be in sight.
    returned: bool,
    due_because: Vec<Because>,
    steps: Vec<StepView>,
    forms: ActForms,
    done: &'static str,
    refused: String,
    /// Whether its figures are still counted anew.
    open: bool,
    /// Whether the year has ended.
    over: bool,
    writes: bool,
    hindered: bool,
    beside: bool,
    changes: Vec<ChangeView>,
    body: BodyView,
    findings: FindingsView,
    files: FilesView,
    versions: Vec<VersionLine>,
    history: Vec<HistoryLine>,
}

/// A frozen version in the list of versions.
struct VersionLine {
    no: u32,
    marks: Vec<(&'static str, String)>,
    address: String,
    because: String,
}

async fn show(page: PageContext, Path(year): Path<String>, Asked(asked): Asked) -> Answer {
    let year = year_of(&year)?;
    let shown = Shown { done: act::done(asked.get("done")), beside: asked.get("beside") == "1", ..Shown::default() };
    told(page, year, shown).await
}

/// What the page shows of the figures.
struct Seen {
    whence: Whence,
    report: Report,
    findings: Vec<Finding>,
    changes: Vec<annual_report::CellChange>,
}

/// Shows a year's report.
pub(crate) async fn told(page: PageContext, year: i16, shown: Shown) -> Answer {
    let occasion = page.occasion();
    let today = page.at.today;
    let report = page.app.report_year(&occasion, year).await?;
    let people = page.app.people(&occasion).await?;
    let seen = seen(&page, &report).await?;
    let form = seen.report.form();
    let (cells, sentence) = if shown.beside { beside(&page, year).await? } else { (None, String::new()) };
    let open = is_open(report.status);
    let writes = open && page.may(Action::WriteNarrative);
    let body = BodyView::new(&seen.report, seen.whence, &seen.findings, cells.as_ref()).beside(sentence);
    let body = if writes { body.written_at(&format!("/reports/{year}/narrative")) } else { body };
    let adopted = report.adopted.filter(|_| report.versions.is_empty());
    let view = YearPage {
        returned: shown.sent.is_some() || shown.refused.is_some(),
        tag: if adopted.is_some() { "done" } else { tag(report.status) },
        due: due_of(&report, today).filter(|_| adopted.is_none()),
        adopted,
        due_because: report.due.as_ref().map(|due| due.because.clone()).unwrap_or_default(),
        steps: chain(&report, page.profile.reporter, &people, today),
        forms: ActForms::new(&page, &report, shown.sent),
        done: shown.done,
        refused: shown.refused.map(|error| refused(&error, &people)).unwrap_or_default(),
        open,
        over: today.year() > year,
        writes,
        hindered: hinders(&seen.findings),
        beside: shown.beside,
        changes: changes(&page, &seen.changes, form),
        body,
        findings: findings(&page, year, &seen).await?,
        files: FilesView::new(seen.whence, open),
        versions: report.versions.iter().rev().map(|version| version_line(version, &people)).collect(),
        history: history(&report.history, &people),
        report,
        page,
    };
    Ok(html_with(shown.status, &view))
}

/// The figures as the page shows them: counted anew while the report is being made, else as they were frozen.
async fn seen(page: &PageContext, report: &ReportYear) -> Result<Seen, PageError> {
    let (occasion, year) = (page.occasion(), report.year);
    let app = &page.app;
    let span = Span::year(year).map_err(|_| PageError::not_found())?;
    let last = report.versions.last();
    if let Some(last) = last.filter(|_| !is_open(report.status)) {
        return Ok(Seen {
            whence: Whence::Version(year, last.no),
            report: app.frozen_version(&occasion, year, last.no).await?.frozen.report,
            findings: app.version_findings(&occasion, year, last.no).await?,
            changes: app.difference(&occasion, year).await?,
        });
    }
    let counted = app.compile(&occasion, span, true).await?;
    let changes = match last {
        Some(last) => {
            let frozen = app.frozen_version(&occasion, year, last.no).await?.frozen;
            difference(&frozen, &counted.compiled)
        }
        None => Vec::new(),
    };
    Ok(Seen { whence: Whence::Year(year), report: counted.compiled.report, findings: counted.findings, changes })
}

/// The findings, with a word on the report of the year before where that is none of ours.
async fn findings(page: &PageContext, year: i16, seen: &Seen) -> Result<FindingsView, PageError> {
    let view = FindingsView::new(&seen.findings, seen.report.form());
    Ok(match page.app.report_before(&page.occasion(), year).await? {
        Some(Before::Adopted(id)) => view.against("上一年采用上传的年度报告", format!("/reports/read/{id}")),
        _ => view,
    })
}

type Cells = BTreeMap<annual_report::Path, CellBeside>;

/// The figures of the year before by cell, and a sentence on where they come from.
async fn beside(page: &PageContext, year: i16) -> Result<(Option<Cells>, String), PageError> {
    let beside = page.app.beside_previous(&page.occasion(), year).await?;
    let before = i32::from(year) - 1;
    let whence = match beside.previous {
        Some(Figures::Frozen { published: true, .. }) => "按已公布的年度报告",
        Some(Figures::Frozen { .. }) => "按定稿",
        Some(Figures::Adopted(_)) => "按上传的年度报告",
        Some(Figures::Counted) => "按现在的登记统计",
        None => return Ok((None, format!("记录中没有{before}年的数字，无从比较。"))),
    };
    let sentence = format!("每格三行：本年；{before}年（{whence}）；增减。");
    Ok((Some(beside.cells.into_iter().map(|cell| (cell.path, cell)).collect()), sentence))
}

/// Why nothing was done, with people by their names.
pub(crate) fn refused(error: &AppError, people: &People) -> String {
    match error {
        AppError::Overtaken(done) if !done.is_empty() => {
            let told = |one: &app::error::DoneMeanwhile| {
                format!("{}在{}办理了“{}”", people.name(&one.actor), wall_clock(one.at), one.what)
            };
            let done = done.iter().map(told).collect::<Vec<_>>().join("；");
            format!("{done}。这次操作没有保存，请看清最新情况后再办理。")
        }
        other => format!("{other}。"),
    }
}

fn version_line(version: &Version, people: &People) -> VersionLine {
    VersionLine {
        no: version.no,
        marks: went_through(version, people),
        address: version.published.as_ref().map(|published| published.address.clone()).unwrap_or_default(),
        because: version.corrects.as_ref().map(|correction| correction.because.clone()).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use annual_report::Form;
    use app::{Moment, Occasion, Role};
    use law::application::{Act, Amendment, EntryRef};

    use super::*;
    use crate::testing::{Desk, TODAY};

    #[tokio::test]
    async fn every_cell_of_the_form_is_on_the_page_once_and_can_be_opened() {
        let desk = Desk::demo().await;
        let page = desk.sign_in(Role::ReportEditor).await.get("/reports/2021").await.body;
        for path in Form::F2021.paths() {
            assert_eq!(page.matches(&format!("<td id=\"{path}\"")).count(), 1, "{path}");
        }
        assert!(page.contains("/reports/2021/cell/applications.new.total?version=1"));
    }

    #[tokio::test]
    async fn the_year_before_stands_beside_only_when_it_is_asked_for() {
        let desk = Desk::demo().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let beside = editor.get("/reports/2022?beside=1").await.body;
        assert_eq!(beside.matches("class=\"was\"").count(), 200);
        assert!(beside.contains("2021年（按"));
        assert!(!editor.get("/reports/2022").await.body.contains("class=\"was\""));
        assert!(editor.get("/reports/2021?beside=1").await.body.contains("没有2020年的数字"));
    }

    #[tokio::test]
    async fn a_figure_nobody_stated_is_called_unstated_and_never_nought() {
        let desk = Desk::new().await;
        let page = desk.sign_in(Role::ReportEditor).await.get("/reports/2025").await.body;
        assert_eq!(page.matches("<td id=\"proactive.").count(), 10);
        assert_eq!(page.matches("class=\"blank\"").count(), 10);
    }

    #[tokio::test]
    async fn what_was_entered_after_freezing_shows_as_a_difference_and_the_frozen_figure_stays() {
        let desk = Desk::demo().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        assert!(!editor.get("/reports/2021").await.body.contains("定稿以后的登记改动"));
        let officer = Desk::actor(Role::DisclosureOfficer);
        let occasion = Occasion::now(&officer, Moment::on(TODAY, 9 * 3600));
        let span = Span::year(2021).unwrap();
        let all = "applications.new.total".parse().unwrap();
        let cases = desk.app.cases_behind(&occasion, span, &all).await.unwrap();
        let last = cases.last().unwrap();
        let amendment = Amendment::Date { entry: EntryRef::Receipt, to: "2020-12-30".parse().unwrap() };
        let act = Act::CorrectEntry { amendment, reason: "登记时看错邮戳".to_owned() };
        desk.app.handle(&occasion, last.case_id, act).await.unwrap();
        let page = editor.get("/reports/2021").await.body;
        assert!(page.contains("定稿以后的登记改动") && page.contains(last.number.as_deref().unwrap()));
        // What stood behind the figure when it was frozen is still told, and that it would not be counted now.
        let cell = editor.get("/reports/2021/cell/applications.new.total").await.body;
        assert_eq!(cell.matches("<tr><td data-label=").count(), 3);
        assert!(cell.contains("现在不再计入"));
    }

    #[tokio::test]
    async fn a_year_that_is_none_is_not_there() {
        let desk = Desk::new().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        for address in ["/reports/21", "/reports/x", "/reports/99999"] {
            assert_eq!(editor.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
        }
    }
}
