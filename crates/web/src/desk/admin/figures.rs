//! `GET /admin/figures`, `POST /admin/figures`: which unit states which figure of table two.

use annual_report::{Expected, Form as ReportForm, Path};
use askama::Template;
use axum::extract::Query;
use serde::Deserialize;

use super::SETTINGS;
use crate::answer::{Answer, html, see};
use crate::field::Field;
use crate::filled::Filled;
use crate::form::Form;
use crate::page::PageContext;
use crate::route::Route;
use crate::words::filters;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/admin/figures", SETTINGS, show), Route::post("/admin/figures", SETTINGS, change)]
}

#[derive(Template)]
#[template(path = "admin/figures.html")]
struct FiguresPage {
    page: PageContext,
    fields: Vec<Field>,
    done: bool,
}

/// What was just done.
#[derive(Deserialize)]
struct Done {
    done: Option<String>,
}

fn cells() -> impl Iterator<Item = Path> {
    ReportForm::F2021.paths().into_iter().filter(|path| matches!(path, Path::Proactive(..)))
}

async fn show(page: PageContext, Query(done): Query<Done>) -> Answer {
    let mut filled = Filled::default();
    for expected in &page.profile.expected_figures {
        filled.set(&expected.figure.to_string(), &expected.unit);
    }
    let fields = cells()
        .map(|cell| {
            let label = cell.in_words(ReportForm::F2021);
            let units = page.profile.units.iter().map(|unit| (unit.as_str(), unit.as_str()));
            filled.select(&cell.to_string(), &label).choice("", "（不指定）").choices(units)
        })
        .collect();
    Ok(html(&FiguresPage { page, fields, done: done.done.is_some() }))
}

async fn change(page: PageContext, form: Form) -> Answer {
    let mut profile = page.profile.clone();
    profile.expected_figures = cells()
        .filter_map(|figure| {
            let unit = form.filled.some(&figure.to_string())?;
            profile.units.iter().any(|known| known == unit).then(|| Expected { unit: unit.to_owned(), figure })
        })
        .collect();
    page.app.change_settings(&page.occasion().because("修改填报分工"), &profile).await?;
    Ok(see("/admin/figures?done=1"))
}

#[cfg(test)]
mod tests {
    use app::Role;

    use crate::testing::{Desk, ORGAN};

    #[tokio::test]
    async fn a_unit_is_told_which_figure_to_state_and_no_unknown_unit_is() {
        let desk = Desk::new().await;
        let admin = desk.sign_in(Role::Administrator).await;
        assert!(admin.get("/admin/figures").await.body.contains("综合办公室"));
        let fields = [("proactive.licences.decisions", "规划建设处"), ("proactive.fees.amount", "没有这个处")];
        assert_eq!(admin.post("/admin/figures", &fields).await.location, "/admin/figures?done=1");
        let expected = desk.app.organ(ORGAN).await.unwrap().expected_figures;
        let listed: Vec<_> = expected.iter().map(|one| (one.figure.to_string(), one.unit.clone())).collect();
        assert_eq!(listed, [("proactive.licences.decisions".to_owned(), "规划建设处".to_owned())]);
    }
}
