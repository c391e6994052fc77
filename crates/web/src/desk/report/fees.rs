//! `GET /reports/{year}/fees`, `GET /reports/span/fees`: the fee notices behind the three figures of section six (FEE-12).

use app::FeeCase;
use askama::Template;
use axum::extract::Path;
use law::fee::Fen;
use law::reason::chinese_date;

use super::READ;
use super::change::{CaseLink, case_link};
use super::figures::Figures;
use crate::answer::{Answer, html};
use crate::asked::Asked;
use crate::page::PageContext;
use crate::route::Route;
use crate::words::filters;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/reports/{year}/fees", READ, of_year), Route::get("/reports/span/fees", READ, of_days)]
}

#[derive(Template)]
#[template(path = "report/fees.html")]
struct FeesPage {
    page: PageContext,
    home: String,
    spoken: String,
    notices: usize,
    charged: String,
    received: String,
    lines: Vec<FeeLine>,
}

struct FeeLine {
    case: CaseLink,
    noticed: String,
    charged: String,
    paid: String,
    because: String,
}

async fn of_year(page: PageContext, Path(year): Path<String>, Asked(asked): Asked) -> Answer {
    let figures = Figures::of_year(&page, &year, &asked).await?;
    told(page, figures).await
}

async fn of_days(page: PageContext, Asked(asked): Asked) -> Answer {
    let figures = Figures::of_days(&page, &asked).await?;
    told(page, figures).await
}

async fn told(page: PageContext, figures: Figures) -> Answer {
    let fees = page.app.fees_behind(&page.occasion(), figures.span).await?;
    let noticed = || fees.iter().filter(|fee| fee.counts_as_noticed);
    let received = fees.iter().filter(|fee| fee.counts_as_received).filter_map(|fee| fee.paid);
    let view = FeesPage {
        home: figures.whence.home(),
        spoken: figures.span.spoken(),
        notices: noticed().count(),
        charged: total(noticed().map(|fee| fee.charged)),
        received: total(received.map(|(_, paid)| paid)),
        lines: fees.iter().map(|fee| line(&page, fee)).collect(),
        page,
    };
    Ok(html(&view))
}

fn line(page: &PageContext, fee: &FeeCase) -> FeeLine {
    FeeLine {
        case: case_link(page, &fee.case_id.to_string(), fee.number.as_deref().unwrap_or_default()),
        noticed: chinese_date(fee.noticed_on),
        charged: fee.charged.to_string(),
        paid: fee.paid.map_or_else(|| "没有缴费".to_owned(), |(on, paid)| format!("{paid}（{}）", chinese_date(on))),
        because: fee.because.clone(),
    }
}

fn total(sums: impl Iterator<Item = Fen>) -> String {
    Fen(sums.fold(0, |total, Fen(fen)| total.saturating_add(fen))).to_string()
}

#[cfg(test)]
mod tests {
    use app::Role;
    use axum::http::StatusCode;

    use super::*;
    use crate::testing::Desk;

    #[tokio::test]
    async fn fee_12_the_three_figures_of_section_six_are_opened() {
        // FEE-12
        let desk = Desk::demo().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let none = editor.get("/reports/2021/fees").await;
        assert_eq!(none.status, StatusCode::OK);
        assert!(none.body.contains("没有发出收费通知"));
        let days = editor.get("/reports/span/fees?from=2022-01-01&to=2022-03-31").await;
        assert_eq!(days.status, StatusCode::OK);
        assert!(days.body.contains("2022年第一季度"));
    }

    #[test]
    fn sums_are_told_in_yuan() {
        assert_eq!(total([Fen(10_000), Fen(5)].into_iter()), "100.05元");
        assert_eq!(total([].into_iter()), "0元");
    }
}
