//! `GET /statements`: which figures are expected of which unit, which are stated, which are not; one's own unit first.

use std::collections::BTreeSet;

use annual_report::{Expected, Span};
use app::People;
use app::Statements;
use app::authorise::Action;
use askama::Template;
use axum::http::StatusCode;

use super::READ;
use super::line::{StatementLine, form_of, line};
use crate::answer::{Answer, html_with};
use crate::asked::Asked;
use crate::desk::days::{DaysFields, days_of, query};
use crate::desk::report::short_words;
use crate::filled::Filled;
use crate::page::PageContext;
use crate::route::Route;
use crate::words::filters;

/// The month in which the figures of the year before are still what units are asked for.
const LAST_YEAR_UNTIL: i8 = 3;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/statements", READ, show)]
}

#[derive(Template)]
#[template(path = "statement/list.html")]
struct ListPage {
    page: PageContext,
    filled: Filled,
    days: DaysFields,
    /// The years at hand: how each is called, its address, whether it is the one shown.
    tabs: Vec<(String, String, bool)>,
    spoken: String,
    done: &'static str,
    states: bool,
    ended: bool,
    ended_href: String,
    units: Vec<UnitView>,
    missing: usize,
}

/// One unit's figures.
struct UnitView {
    name: String,
    /// Whether it is the person's own.
    own: bool,
    missing: Vec<(String, String)>,
    stated: Vec<StatementLine>,
}

async fn show(page: PageContext, Asked(mut filled): Asked) -> Answer {
    let today = page.at.today;
    let asked = ["kind", "from", "to", "year"].iter().any(|field| filled.some(field).is_some());
    let usual = if today.month() <= LAST_YEAR_UNTIL { today.year() - 1 } else { today.year() };
    let span = if asked { days_of(&mut filled) } else { Span::year(usual).ok() };
    let ended = filled.get("ended") == "1";
    let done = match filled.get("done") {
        "stated" => "数字已经填报。",
        "replaced" => "已经换成新的数字，原来的一份保留在“撤回和替换的”中。",
        "withdrawn" => "数字已经撤回，这一格没有别的填报时空着。",
        _ => "",
    };
    let people = page.app.people(&page.occasion()).await?;
    let statements = match span {
        Some(span) => Some((span, page.app.statements(&page.occasion(), span, ended).await?)),
        None => None,
    };
    let status = if filled.is_right() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let tab = |year: i16| {
        let here = span.and_then(Span::as_year) == Some(year);
        (format!("{year}年"), format!("/statements?kind=year&year={year}"), here)
    };
    let (units, missing, ended_href) = match &statements {
        Some((span, found)) => (
            units(&page, found, *span, &people),
            found.unstated.len(),
            format!("/statements?{}{}", query(*span), if ended { "" } else { "&ended=1" }),
        ),
        None => (Vec::new(), 0, String::new()),
    };
    let view = ListPage {
        days: DaysFields::new(&filled, today, true),
        tabs: vec![tab(today.year() - 1), tab(today.year())],
        spoken: span.map(Span::spoken).unwrap_or_default(),
        done,
        states: page.may(Action::StateFigure),
        ended,
        ended_href,
        units,
        missing,
        filled,
        page,
    };
    Ok(html_with(status, &view))
}

/// The units with what they stated and what is still expected of them; one's own first, then as the organ lists them.
fn units(page: &PageContext, found: &Statements, span: Span, people: &People) -> Vec<UnitView> {
    let own = page.session.unit.as_deref();
    let mut order: Vec<&str> = own.into_iter().collect();
    order.extend(page.profile.units.iter().map(String::as_str));
    order.extend(found.unstated.iter().map(|one| one.unit.as_str()));
    order.extend(found.stated.iter().map(|info| info.unit.as_str()));
    let mut seen = BTreeSet::new();
    order.retain(|unit| seen.insert(*unit));
    let view = |unit: &str| UnitView {
        name: unit.to_owned(),
        own: own == Some(unit),
        missing: found.unstated.iter().filter(|one| one.unit == unit).map(|one| missing(one, span)).collect(),
        stated: found.stated.iter().filter(|info| info.unit == unit).map(|info| line(page, info, people)).collect(),
    };
    let views = order.into_iter().map(view);
    views.filter(|unit| unit.own || !unit.missing.is_empty() || !unit.stated.is_empty()).collect()
}

/// A figure that is expected, and where it is stated.
fn missing(expected: &Expected, span: Span) -> (String, String) {
    let unit = crate::guard::percent(&expected.unit);
    let href = format!("/statements/new?figure={}&unit={unit}&{}", expected.figure, query(span));
    (short_words(expected.figure, form_of(span)), href)
}

#[cfg(test)]
mod tests {
    use app::Role;

    use super::*;
    use crate::testing::Desk;

    #[tokio::test]
    async fn what_is_expected_and_not_stated_is_listed_with_the_persons_own_unit_first() {
        let desk = Desk::demo().await;
        let handler = desk.sign_in(Role::UnitHandler).await;
        let page = handler.get("/statements?kind=year&year=2024").await.body;
        let heads: Vec<&str> = page.split("class=\"card-head\"><h2>").skip(1).collect();
        assert!(heads.first().unwrap().starts_with("规划建设处（我的处室）"));
        assert!(page.contains("还有 <b>10</b> 个应当填报的数字没有填报"));
        assert!(page.contains("/statements/new?figure=proactive.licences.decisions"));
        let stated = handler.get("/statements?kind=year&year=2021").await.body;
        assert!(stated.contains("应当填报的数字都有处室填报"));
    }

    #[tokio::test]
    async fn in_spring_the_year_before_is_asked_for_and_other_days_can_be_chosen() {
        let desk = Desk::new().await;
        let handler = desk.sign_in(Role::UnitHandler).await;
        assert!(handler.get("/statements").await.body.contains("2025年：应当填报的数字"));
        assert!(handler.get("/statements?from=2025-04-01&to=2025-06-30").await.body.contains("2025年第二季度："));
        let wrong = handler.get("/statements?kind=month&year=2025&month=0").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
