//! `GET /reports`: the years, how far each report is and what comes next; the present year's figures so far.

use annual_report::{Column, Path, RemedyBlock, RemedyResult, Report, Row, Span};
use app::authorise::Action;
use app::{ReportListed, ReportStatus};
use askama::Template;
use law::duty::Reporter;
use uuid::Uuid;

use super::READ;
use super::step::{DueView, due, tag};
use super::table::shown;
use super::whence::Whence;
use crate::answer::{Answer, html};
use crate::desk::days::DaysFields;
use crate::filled::Filled;
use crate::page::PageContext;
use crate::route::Route;
use crate::words::filters;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/reports", READ, show)]
}

#[derive(Template)]
#[template(path = "report/list.html")]
struct ListPage {
    page: PageContext,
    year: i16,
    running: Vec<Running>,
    years: Vec<YearView>,
    days: DaysFields,
}

/// One figure of the present year so far.
pub(crate) struct Running {
    pub(crate) what: &'static str,
    pub(crate) figure: String,
    pub(crate) href: String,
}

struct YearView {
    listed: ReportListed,
    tag: &'static str,
    due: Option<DueView>,
    next: &'static str,
    /// The report read from a file that stands for the year, while none is frozen.
    adopted: Option<Uuid>,
}

async fn show(page: PageContext) -> Answer {
    let occasion = page.occasion();
    let today = page.at.today;
    let year = today.year();
    let listed = page.app.report_years(&occasion).await?;
    let running = match Span::year(year) {
        Ok(span) => {
            let counted = page.app.compile(&occasion, span, false).await?;
            running(&counted.compiled.report, Whence::Year(year))
        }
        Err(_) => Vec::new(),
    };
    let view = |listed: ReportListed| YearView {
        tag: tag(listed.status),
        due: due(listed.due, None, listed.published.is_some(), today).filter(|_| adopted(&listed).is_none()),
        next: next(&page, &listed),
        adopted: adopted(&listed),
        listed,
    };
    let years = listed.into_iter().map(view).collect();
    let days = DaysFields::new(&Filled::default(), today, false);
    Ok(html(&ListPage { page, year, running, years, days }))
}

/// The few figures people ask for, each to be opened.
pub(crate) fn running(report: &Report, whence: Whence) -> Vec<Running> {
    let applications = |row| Path::Applications(row, Column::Total);
    let remedies = |block| Path::Remedies(block, RemedyResult::Total);
    [
        ("新收申请", applications(Row::New)),
        ("上年结转", applications(Row::CarriedIn)),
        ("已办结", applications(Row::Total)),
        ("尚未办结", applications(Row::CarriedOut)),
        ("行政复议", remedies(RemedyBlock::Reconsideration)),
        ("未经复议的诉讼", remedies(RemedyBlock::LitigationDirect)),
        ("复议后的诉讼", remedies(RemedyBlock::LitigationAfterReconsideration)),
    ]
    .into_iter()
    .map(|(what, path)| Running { what, figure: shown(report.cell(path)), href: whence.cell(path) })
    .collect()
}

/// The report read from a file that stands for a year: one frozen here comes before it.
fn adopted(listed: &ReportListed) -> Option<Uuid> {
    listed.adopted.filter(|_| listed.versions == 0)
}

/// What comes next with a year's report, said to somebody who may or may not do it.
fn next(page: &PageContext, listed: &ReportListed) -> &'static str {
    let over = page.at.today.year() > listed.year;
    let writes = page.may(Action::WriteNarrative);
    match listed.status {
        _ if adopted(listed).is_some() => "下一年度与它核对、对照",
        ReportStatus::Draft if !over => "年度还没有结束，可以随时看统计数字",
        ReportStatus::Draft if writes && listed.overdue => {
            "核对统计数字，写好文字，然后定稿；已经另行编制的，读取后采用"
        }
        ReportStatus::Draft if writes => "核对统计数字，写好文字，然后定稿",
        ReportStatus::Draft => "年报编制人正在编制",
        ReportStatus::Frozen if page.may(Action::SignReport) => "请签署",
        ReportStatus::Frozen => "等负责人签署",
        ReportStatus::Signed if page.profile.reporter == Reporter::Government => "公布，并登记网址",
        ReportStatus::Signed => "报送主管部门，公布，并登记网址",
        ReportStatus::Submitted => "公布，并登记网址",
        ReportStatus::Published => "已办完",
        ReportStatus::Correcting if writes => "改好后重新定稿，或者放弃更正",
        ReportStatus::Correcting => "年报编制人正在更正",
    }
}

#[cfg(test)]
mod tests {
    use app::Role;

    use crate::testing::Desk;

    #[tokio::test]
    async fn every_year_of_the_record_is_listed_with_what_comes_next() {
        let desk = Desk::demo().await;
        let (editor, leader) = (desk.sign_in(Role::ReportEditor).await, desk.sign_in(Role::Leader).await);
        let page = editor.get("/reports").await.body;
        for year in 2021..=2026 {
            assert!(page.contains(&format!("href=\"/reports/{year}\"")), "{year}");
        }
        assert!(page.contains("核对统计数字，写好文字，然后定稿"));
        assert!(leader.get("/reports").await.body.contains("年报编制人正在编制"));
        assert_eq!(editor.post("/reports/2022/freeze", &[]).await.location, "/reports/2022?done=freeze");
        assert!(editor.get("/reports").await.body.contains("等负责人签署"));
        assert!(leader.get("/reports").await.body.contains("请签署"));
    }

    #[tokio::test]
    async fn an_organ_without_a_case_sees_its_year_begin() {
        let desk = Desk::new().await;
        let page = desk.sign_in(Role::ReportEditor).await.get("/reports").await.body;
        assert!(page.contains("2026年到今天的数字") && page.contains("年度还没有结束"));
    }
}
