//! `GET /reports/span`: the figures of any month, quarter or days, counted now.

use annual_report::{FeeFigures, count::spoken_day};
use askama::Template;
use axum::http::StatusCode;

use super::READ;
use super::body::BodyView;
use super::download::FilesView;
use super::finding::FindingsView;
use super::list::{Running, running};
use super::whence::Whence;
use crate::answer::{Answer, html_with, see};
use crate::asked::Asked;
use crate::desk::days::{DaysFields, days_of};
use crate::filled::Filled;
use crate::page::PageContext;
use crate::route::Route;
use crate::words::filters;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/reports/span", READ, show)]
}

#[derive(Template)]
#[template(path = "report/span.html")]
struct SpanPage {
    page: PageContext,
    filled: Filled,
    days: DaysFields,
    counted: Option<Counted>,
}

/// The figures of the days.
struct Counted {
    spoken: String,
    /// What must be known of days that are not over.
    unfinished: String,
    running: Vec<Running>,
    fees: FeeFigures,
    fees_href: String,
    body: BodyView,
    findings: FindingsView,
    files: FilesView,
}

async fn show(page: PageContext, Asked(mut filled): Asked) -> Answer {
    let today = page.at.today;
    let anything = ["kind", "from", "to"].iter().any(|field| filled.has(field));
    let span = if anything { days_of(&mut filled) } else { None };
    if let Some(year) = span.and_then(|span| span.as_year()) {
        return Ok(see(&format!("/reports/{year}")));
    }
    let counted = match span {
        Some(span) => {
            let counted = page.app.compile(&page.occasion(), span, true).await?;
            let whence = Whence::Days(span);
            let report = &counted.compiled.report;
            let unfinished = if span.from() > today {
                "这段时间还没有开始。".to_owned()
            } else if span.to() > today {
                format!("到{}为止，这段时间还没有结束，数字还会变。", spoken_day(today))
            } else {
                String::new()
            };
            Some(Counted {
                spoken: span.spoken(),
                unfinished,
                running: running(report, whence),
                fees: counted.fees,
                fees_href: whence.fees(),
                body: BodyView::new(report, whence, &counted.findings, None),
                findings: FindingsView::new(&counted.findings, report.form()),
                files: FilesView::new(whence, false),
            })
        }
        None => None,
    };
    let status = if filled.is_right() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let days = DaysFields::new(&filled, today, false);
    Ok(html_with(status, &SpanPage { page, filled, days, counted }))
}

#[cfg(test)]
mod tests {
    use app::Role;

    use super::*;
    use crate::testing::Desk;

    #[tokio::test]
    async fn any_month_quarter_or_days_are_counted_and_a_whole_year_is_its_report() {
        let desk = Desk::demo().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        for (query, spoken) in [
            ("kind=month&year=2022&month=1", "2022年1月"),
            ("kind=quarter&year=2022&quarter=1&month=7", "2022年第一季度"),
            ("from=2022-01-10&to=2022-02-11", "2022年1月10日至2022年2月11日"),
        ] {
            let answer = editor.get(&format!("/reports/span?{query}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{query}");
            assert!(answer.body.contains(&format!("{spoken}政府信息公开工作情况")), "{query}");
        }
        let year = editor.get("/reports/span?from=2022-01-01&to=2022-12-31").await;
        assert_eq!(year.location, "/reports/2022");
    }

    #[tokio::test]
    async fn days_that_are_none_are_told_beside_their_field() {
        let desk = Desk::new().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        assert_eq!(editor.get("/reports/span").await.status, StatusCode::OK);
        let answer = editor.get("/reports/span?kind=days&from=2022-02-01&to=2022-01-01").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("f-to-fault"));
    }
}
