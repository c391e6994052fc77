//! `GET /reports/{year}/cell/{path}`, `GET /reports/span/cell/{path}`: what stands behind a figure.
//!
//! Of tables three and four the applications (or remedies) that were counted, as many as the figure says; of table two
//! what the units stated, which adds up to it. Of a frozen figure those that stood behind it when it was frozen.

use std::collections::BTreeMap;

use annual_report::count::{Behind, spoken_day};
use annual_report::{Column, Figure, Path as CellPath, Row, Span, StatedValue};
use app::authorise::Action;
use app::{CellCase, StatementInfo};
use askama::Template;
use axum::extract::Path;
use law::reason::chinese_date;
use uuid::Uuid;

use super::READ;
use super::change::{CaseLink, case_link};
use super::figures::Figures;
use super::table::{short_words, shown};
use crate::answer::{Answer, html};
use crate::asked::Asked;
use crate::desk::statement::{StatementLine, line};
use crate::fault::PageError;
use crate::filled::Filled;
use crate::page::PageContext;
use crate::route::Route;
use crate::words::filters;

/// How many applications a page lists; a large organ has thousands behind a total.
const PER_PAGE: usize = 500;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/reports/{year}/cell/{path}", READ, of_year),
        Route::get("/reports/span/cell/{path}", READ, of_days),
    ]
}

#[derive(Template)]
#[template(path = "report/cell.html")]
struct CellPage {
    page: PageContext,
    /// Where the figure stands, and what that page is called.
    home: String,
    home_words: String,
    short: String,
    words: String,
    figure: String,
    frozen: bool,
    table_two: bool,
    remedies: bool,
    cases: Vec<CaseLine>,
    statements: Vec<StatementLine>,
    silent: Vec<String>,
    state: String,
    agrees: bool,
    total: String,
    /// Where the rows before and after these are listed; empty where there are none.
    before: String,
    after: String,
}

/// One application behind a figure.
struct CaseLine {
    case: CaseLink,
    received: String,
    class: &'static str,
    result: String,
    remedy: String,
    because: String,
}

async fn of_year(page: PageContext, Path((year, path)): Path<(String, String)>, Asked(asked): Asked) -> Answer {
    let figures = Figures::of_year(&page, &year, &asked).await?;
    told(page, figures, &path, &asked).await
}

async fn of_days(page: PageContext, Path(path): Path<String>, Asked(asked): Asked) -> Answer {
    let figures = Figures::of_days(&page, &asked).await?;
    told(page, figures, &path, &asked).await
}

async fn told(page: PageContext, figures: Figures, path: &str, asked: &Filled) -> Answer {
    let path: CellPath = path.parse().map_err(|_| PageError::not_found())?;
    if !figures.report.has(path) {
        return Err(PageError::not_found());
    }
    let cell = figures.report.cell(path);
    let home = format!("{}#{path}", figures.whence.home());
    let mut view = CellPage {
        home,
        home_words: match (figures.whence, &figures.version) {
            (_, Some(version)) => format!("{}第{}版", figures.span.spoken(), version.no),
            _ => figures.span.spoken(),
        },
        short: short_words(path, figures.report.form()),
        words: path.in_words(figures.report.form()),
        figure: shown(cell),
        frozen: figures.version.is_some(),
        table_two: matches!(path, CellPath::Proactive(..)),
        remedies: matches!(path, CellPath::Remedies(..)),
        cases: Vec::new(),
        statements: Vec::new(),
        silent: Vec::new(),
        state: String::new(),
        agrees: true,
        total: String::new(),
        before: String::new(),
        after: String::new(),
        page: page.clone(),
    };
    if view.table_two {
        let people = page.app.people(&page.occasion()).await?;
        let infos = statements(&page, &figures, path).await?;
        (view.agrees, view.total) = sum(&infos, cell.figure());
        view.statements = infos.iter().map(|info| line(&page, info, &people)).collect();
        if !view.frozen {
            view.silent = silent(&page, figures.span, path).await?;
            view.state = state_address(&page, figures.span, path);
        }
    } else {
        view.cases = cases(&page, &figures, path).await?;
        view.agrees = cell.count() == i64::try_from(view.cases.len()).ok();
        view.total = format!("{}件", view.cases.len());
        let at = asked.get("page").parse::<usize>().unwrap_or(1).clamp(1, view.cases.len().div_ceil(PER_PAGE).max(1));
        let address = |at: usize| figures.whence.cell_page(path, at);
        view.before = if at > 1 { address(at - 1) } else { String::new() };
        view.after = if at * PER_PAGE < view.cases.len() { address(at + 1) } else { String::new() };
        view.cases = view.cases.into_iter().skip((at - 1) * PER_PAGE).take(PER_PAGE).collect();
    }
    Ok(html(&view))
}

/// The statements behind a figure of table two.
async fn statements(page: &PageContext, figures: &Figures, path: CellPath) -> Result<Vec<StatementInfo>, PageError> {
    let occasion = page.occasion();
    let Some(behind) = figures.behind.as_ref() else {
        return Ok(page.app.statements_behind(&occasion, figures.span, &path).await?);
    };
    let mut infos = Vec::new();
    for id in behind.statements(path).iter().filter_map(|id| Uuid::try_parse(id).ok()) {
        infos.push(page.app.statement(&occasion, id).await?);
    }
    Ok(infos)
}

/// Whether statements add up to a figure, and what they add up to.
fn sum(infos: &[StatementInfo], figure: Option<Figure>) -> (bool, String) {
    let total = infos.iter().try_fold(0i64, |sum, info| {
        let (StatedValue::Count(amount) | StatedValue::Fen(amount)) = info.value;
        sum.checked_add(amount)
    });
    let agrees = match (figure, total) {
        (Some(Figure::Number(n)), Some(total)) => n == total,
        (Some(Figure::Money(amount)), Some(total)) => {
            annual_report::Decimal::wan_yuan_from_fen(total).is_some_and(|total| total.same_amount(amount))
        }
        (None, _) => infos.is_empty(),
        (Some(_), None) => false,
    };
    (agrees, format!("{}份填报", infos.len()))
}

/// The units that are expected to state a figure and have not.
async fn silent(page: &PageContext, span: Span, path: CellPath) -> Result<Vec<String>, PageError> {
    let stated = page.app.statements(&page.occasion(), span, false).await?;
    Ok(stated.unstated.into_iter().filter(|one| one.figure == path).map(|one| one.unit).collect())
}

/// Where the figure is stated, for whoever may.
fn state_address(page: &PageContext, span: Span, path: CellPath) -> String {
    if !page.may(Action::StateFigure) {
        return String::new();
    }
    format!("/statements/new?figure={path}&{}", crate::desk::days::query(span))
}

/// The applications behind a figure of table three or four.
async fn cases(page: &PageContext, figures: &Figures, path: CellPath) -> Result<Vec<CaseLine>, PageError> {
    let now = page.app.cases_behind(&page.occasion(), figures.span, &path).await?;
    let Some(behind) = figures.behind.as_ref() else {
        return Ok(now.iter().map(|case| case_line(page, case, case.because.clone())).collect());
    };
    let known = known(page, figures.span, path, &now).await?;
    Ok(as_frozen(page, behind, path, &now, &known))
}

type Known = BTreeMap<String, CellCase>;

/// What the record says now of every application of the days, for those that stand elsewhere now.
async fn known(page: &PageContext, span: Span, path: CellPath, now: &[CellCase]) -> Result<Known, PageError> {
    let mut known: Known = now.iter().map(|case| (case.case_id.to_string(), case.clone())).collect();
    if matches!(path, CellPath::Applications(..)) {
        for row in [Row::New, Row::CarriedIn] {
            let all = CellPath::Applications(row, Column::Total);
            for case in page.app.cases_behind(&page.occasion(), span, &all).await? {
                known.entry(case.case_id.to_string()).or_insert(case);
            }
        }
    }
    Ok(known)
}

/// The applications as they stood behind a frozen figure; what the record says of each now is told beside.
fn as_frozen(page: &PageContext, behind: &Behind, path: CellPath, now: &[CellCase], known: &Known) -> Vec<CaseLine> {
    let line = |frozen: &annual_report::CaseRef| {
        let same = |case: &&CellCase| {
            let remedy = case.remedy.as_ref().map(|remedy| remedy.id.to_string());
            case.case_id.to_string() == frozen.case && remedy == frozen.remedy
        };
        if let Some(case) = now.iter().find(same) {
            return case_line(page, case, case.because.clone());
        }
        let moved = "定稿时计入这一格；后来的登记改动使它现在不再计入".to_owned();
        match known.get(&frozen.case).filter(|_| frozen.remedy.is_none()) {
            Some(case) => case_line(page, case, moved),
            None => CaseLine {
                case: case_link(page, &frozen.case, &frozen.number),
                received: spoken_day(frozen.on),
                class: "—",
                result: "—".to_owned(),
                remedy: String::new(),
                because: moved,
            },
        }
    };
    behind.cases(path).into_iter().map(line).collect()
}

fn case_line(page: &PageContext, case: &CellCase, because: String) -> CaseLine {
    let on = case.closed_on.map(|on| format!("（{}）", chinese_date(on))).unwrap_or_default();
    let remedy = case.remedy.as_ref().map(|remedy| match remedy.decided {
        Some((on, result)) => format!("{}，{result}（{}）", remedy.kind, chinese_date(on)),
        None => format!("{}，尚未审结", remedy.kind),
    });
    CaseLine {
        case: case_link(page, &case.case_id.to_string(), case.number.as_deref().unwrap_or_default()),
        received: case.received_on.map_or_else(|| "—".to_owned(), chinese_date),
        class: case.class,
        result: case.result.as_ref().map_or_else(|| "尚未办结".to_owned(), |result| format!("{result}{on}")),
        remedy: remedy.unwrap_or_default(),
        because,
    }
}

#[cfg(test)]
mod tests {
    use annual_report::{Cell, Form, Report};
    use app::{Occasion, Role};
    use axum::http::StatusCode;

    use super::*;
    use crate::testing::{Answered, Browser, Desk};

    /// How many rows of applications or statements a page shows.
    fn rows(answer: &Answered) -> usize {
        answer.body.matches("<tr><td data-label=").count()
    }

    /// Opens every cell of a report and holds the rows behind it against its figure.
    async fn opened(browser: &Browser<'_>, report: &Report, address: impl Fn(CellPath) -> String) {
        for path in Form::F2021.paths() {
            let answer = browser.get(&address(path)).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert!(!answer.body.contains("对不上"), "{path}");
            match (path, report.cell(path)) {
                (CellPath::Proactive(..), Cell::Blank) => assert_eq!(rows(&answer), 0, "{path}"),
                (CellPath::Proactive(..), _) => assert!(rows(&answer) > 0, "{path}"),
                (_, cell) => assert_eq!(cell.count(), i64::try_from(rows(&answer)).ok(), "{path}"),
            }
        }
    }

    async fn report(desk: &Desk, span: Span) -> Report {
        let editor = Desk::actor(Role::ReportEditor);
        let at = app::Moment::on(crate::testing::TODAY, 9 * 3600);
        desk.app.compile(&Occasion::now(&editor, at), span, false).await.unwrap().compiled.report
    }

    #[tokio::test]
    async fn every_figure_of_a_year_leads_to_as_many_applications_as_it_says() {
        let desk = Desk::demo().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let frozen = report(&desk, Span::year(2021).unwrap()).await;
        assert_eq!(frozen.cell(CellPath::Applications(Row::New, Column::Total)), &Cell::Number(3));
        opened(&editor, &frozen, |path| format!("/reports/2021/cell/{path}")).await;
        let open = report(&desk, Span::year(2022).unwrap()).await;
        assert!(open.cell(CellPath::Applications(Row::New, Column::Total)).count() > Some(3));
        opened(&editor, &open, |path| format!("/reports/2022/cell/{path}")).await;
    }

    #[tokio::test]
    async fn every_figure_of_a_month_leads_to_as_many_applications_as_it_says() {
        let desk = Desk::demo().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let january = report(&desk, Span::month(2022, 1).unwrap()).await;
        let address = |path| format!("/reports/span/cell/{path}?from=2022-01-01&to=2022-01-31");
        opened(&editor, &january, address).await;
    }

    #[tokio::test]
    async fn a_case_is_opened_by_whoever_may_read_it_and_only_named_to_the_supervisor() {
        let desk = Desk::demo().await;
        let address = "/reports/2021/cell/applications.new.total";
        let officer = desk.sign_in(Role::DisclosureOfficer).await.get(address).await.body;
        let supervisor = desk.sign_in(Role::Supervisor).await.get(address).await.body;
        assert!(officer.contains("href=\"/cases/"));
        assert!(supervisor.contains("〔2021〕") && !supervisor.contains("/cases/"), "{supervisor}");
    }

    #[tokio::test]
    async fn what_is_no_cell_of_the_form_is_not_there() {
        let desk = Desk::new().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        for address in [
            "/reports/2021/cell/x",
            "/reports/2021/cell/proactive.procurement.amount",
            "/reports/21/cell/applications.new.total",
            "/reports/2021/cell/applications.new.total?version=1",
            "/reports/2021/cell/applications.new.total?version=x",
            "/reports/span/cell/applications.new.total",
        ] {
            assert_eq!(editor.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
        }
    }
}
