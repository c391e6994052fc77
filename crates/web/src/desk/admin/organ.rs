//! `GET /admin/organ`, `POST /admin/organ`: the organ as its letters, its numbers and its report name it.

use app::organ::{Body, Office};
use app::{AppError, OrganProfile};
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use law::application::ReviewLevel;
use law::duty::Reporter;
use serde::Deserialize;

use super::SETTINGS;
use crate::answer::{Answer, html_with, see};
use crate::filled::Filled;
use crate::form::Form;
use crate::page::PageContext;
use crate::route::Route;
use crate::words::filters;

/// Most reconsideration organs or courts the page offers.
const BODIES_MAX: usize = 10;
/// How many places for one are shown at least.
const BODIES_SHOWN: usize = 2;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/admin/organ", SETTINGS, show), Route::post("/admin/organ", SETTINGS, change)]
}

#[derive(Template)]
#[template(path = "admin/organ.html")]
struct OrganPage {
    page: PageContext,
    filled: Filled,
    bodies: Vec<(&'static str, &'static str, usize)>,
    done: bool,
}

/// What was just done.
#[derive(Deserialize)]
struct Done {
    done: Option<String>,
}

async fn show(page: PageContext, Query(done): Query<Done>) -> Answer {
    let filled = filled_from(&page.profile);
    Ok(told(page, filled, done.done.is_some(), StatusCode::OK))
}

async fn change(page: PageContext, form: Form) -> Answer {
    let mut filled = form.filled;
    let mut profile = read(&filled, &page.profile);
    if filled.has("more") {
        return Ok(told(page, filled, false, StatusCode::OK));
    }
    // Blank places for a body are places not used.
    for bodies in [&mut profile.reconsideration, &mut profile.courts] {
        while bodies.last().is_some_and(|body| *body == Body::default()) {
            bodies.pop();
        }
    }
    match page.app.change_settings(&page.occasion().because("修改机关设置"), &profile).await {
        Ok(()) => Ok(see("/admin/organ?done=1")),
        Err(AppError::Invalid(mut faults)) => {
            for fault in &mut faults.0 {
                if fault.field.starts_with("units.") {
                    fault.field = "units".to_owned();
                }
            }
            filled.wrongs(faults);
            Ok(told(page, filled, false, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(error.into()),
    }
}

fn told(page: PageContext, filled: Filled, done: bool, status: StatusCode) -> axum::response::Response {
    let more = usize::from(filled.has("more"));
    let places = |list: &str| (filled.count(list, BODIES_MAX) + more).clamp(BODIES_SHOWN, BODIES_MAX);
    let bodies = vec![
        ("reconsideration", "行政复议机关", places("reconsideration")),
        ("courts", "有管辖权的人民法院", places("courts")),
    ];
    html_with(status, &OrganPage { page, filled, bodies, done })
}

const OFFICE: [&str; 8] = ["name", "address", "postcode", "hours", "telephone", "fax", "email", "website"];

fn office_values(office: &Office) -> [&String; 8] {
    let Office { name, address, postcode, hours, telephone, fax, email, website } = office;
    [name, address, postcode, hours, telephone, fax, email, website]
}

fn level_word(level: ReviewLevel) -> &'static str {
    match level {
        ReviewLevel::UnitHead => "unit_head",
        ReviewLevel::Legal => "legal",
        ReviewLevel::Secrecy => "secrecy",
    }
}

fn filled_from(profile: &OrganProfile) -> Filled {
    let mut filled = Filled::default();
    filled.set("name", &profile.name);
    filled.set("short", &profile.short);
    for (part, value) in OFFICE.iter().zip(office_values(&profile.office)) {
        filled.set(&format!("office.{part}"), value);
    }
    filled.set("units", profile.units.join("\n"));
    for (list, bodies) in [("reconsideration", &profile.reconsideration), ("courts", &profile.courts)] {
        for (place, body) in bodies.iter().enumerate() {
            filled.set(&format!("{list}.{place}.name"), &body.name);
            filled.set(&format!("{list}.{place}.address"), &body.address);
            filled.set(&format!("{list}.{place}.online"), &body.online);
        }
    }
    filled.set("reporter", if profile.reporter == Reporter::Government { "government" } else { "department" });
    for level in &profile.levels {
        filled.add("levels", level_word(*level));
    }
    filled
}

/// The profile as filled in; what the page does not show stays as it is.
fn read(filled: &Filled, before: &OrganProfile) -> OrganProfile {
    let [name, address, postcode, hours, telephone, fax, email, website] =
        OFFICE.map(|part| filled.get(&format!("office.{part}")).to_owned());
    let bodies = |list: &str| {
        (0..filled.count(list, BODIES_MAX))
            .map(|place| {
                let part = |part: &str| filled.get(&format!("{list}.{place}.{part}")).to_owned();
                Body { name: part("name"), address: part("address"), online: part("online") }
            })
            .collect()
    };
    let chosen = filled.all("levels");
    OrganProfile {
        name: filled.get("name").to_owned(),
        short: filled.get("short").to_owned(),
        office: Office { name, address, postcode, hours, telephone, fax, email, website },
        units: filled.get("units").lines().map(str::trim).filter(|unit| !unit.is_empty()).map(str::to_owned).collect(),
        reconsideration: bodies("reconsideration"),
        courts: bodies("courts"),
        reporter: if filled.get("reporter") == "government" { Reporter::Government } else { Reporter::Department },
        levels: ReviewLevel::USUAL.into_iter().filter(|level| chosen.contains(&level_word(*level))).collect(),
        ..before.clone()
    }
}

#[cfg(test)]
mod tests {
    use app::Role;

    use super::*;
    use crate::testing::{Desk, ORGAN};

    #[test]
    fn what_is_shown_reads_back_the_same() {
        let mut profile = OrganProfile::new("某某园区管理委员会", "某园");
        profile.units = vec!["办公室".to_owned(), "规划处".to_owned()];
        profile.courts = vec![Body { name: "某某人民法院".to_owned(), ..Body::default() }];
        profile.office.telephone = "010-00000000".to_owned();
        assert_eq!(read(&filled_from(&profile), &profile), profile);
    }

    #[tokio::test]
    async fn cmp_6_the_office_and_the_bodies_of_the_remedy_paragraph_are_set_by_the_administrator() {
        // CMP-6, REM-20a
        let desk = Desk::new().await;
        let admin = desk.sign_in(Role::Administrator).await;
        let fields = [
            ("name", "某某园区管理委员会"),
            ("short", "某园"),
            ("office.name", "办公室"),
            ("office.telephone", "010-00000000"),
            ("units", "办公室\n\n规划处\n"),
            ("reconsideration.0.name", "甲人民政府"),
            ("reconsideration.1.name", "乙人民政府"),
            ("courts.0.name", ""),
            ("levels", "secrecy"),
        ];
        let answer = admin.post("/admin/organ", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let profile = desk.app.organ(ORGAN).await.unwrap();
        assert_eq!(profile.units, ["办公室", "规划处"]);
        assert_eq!(profile.reconsideration.len(), 2);
        assert_eq!((profile.courts.len(), profile.levels.len()), (0, 1));
    }

    #[tokio::test]
    async fn art_17_all_faults_are_told_at_once_and_nothing_typed_is_lost() {
        // SEC-3
        let desk = Desk::new().await;
        let admin = desk.sign_in(Role::Administrator).await;
        let fields = [("name", ""), ("short", "某〔"), ("units", "只有我"), ("courts.0.address", "某路1号")];
        let answer = admin.post("/admin/organ", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for kept in ["f-name-fault", "f-short-fault", "f-levels", "f-courts-0-name-fault", "只有我", "某路1号"] {
            assert!(answer.body.contains(kept), "{kept}");
        }
    }
}
