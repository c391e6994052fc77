//! `GET /cases/{id}/do`: every step of a case, open or not, each with its reason.

use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use jiff::civil::Date;
use law::application::allowed;

use super::FAMILIES;
use super::bench::Bench;
use super::trouble::{may, posts};
use super::which::case_id;
use crate::answer::{Answer, html_with};
use crate::filled::Filled;
use crate::form::query;
use crate::page::PageContext;
use crate::route::{Needs, Route};
use crate::words::filters;
use app::case::actions_of;

pub(super) fn routes(needs: Needs) -> Vec<Route> {
    vec![Route::get("/cases/{id}/do", needs, show)]
}

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Open,
    Warned,
    Closed,
    /// Open, and for another post.
    Others,
}

struct Line {
    label: &'static str,
    lead: &'static str,
    href: String,
    standing: Standing,
    /// Why it is not open, or whose it is.
    why: String,
    cite: String,
}

impl Line {
    fn open(&self) -> bool {
        self.standing == Standing::Open
    }

    /// The word in the tag, with its shape.
    fn tag(&self) -> (&'static str, &'static str) {
        match self.standing {
            Standing::Open => ("可以办理", "run"),
            Standing::Warned => ("有提示", "soon"),
            Standing::Closed => ("现在不能办理", "wait"),
            Standing::Others => ("其他岗位办理", "wait"),
        }
    }
}

struct Family {
    name: &'static str,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "step/list.html")]
struct ListPage<'a> {
    page: &'a PageContext,
    bench: &'a Bench,
    families: Vec<Family>,
}

impl ListPage<'_> {
    fn open(&self) -> usize {
        self.families.iter().flat_map(|family| &family.lines).filter(|line| line.open()).count()
    }
}

async fn show(page: PageContext, Path(id): Path<String>, RawQuery(asked): RawQuery) -> Answer {
    let filled = query(asked.as_deref().unwrap_or_default())?;
    let on = filled.get("on").parse::<Date>().unwrap_or(page.at.today).min(page.at.today);
    let bench = Bench::load(&page, case_id(&id)?, on, None, &Filled::default()).await?;
    let families = families(&bench);
    Ok(html_with(StatusCode::OK, &ListPage { page: &page, bench: &bench, families }))
}

fn families(bench: &Bench) -> Vec<Family> {
    let steps = allowed(bench.law(), &bench.context());
    let line = |step: &super::described::Step| {
        let refusal = steps.iter().find(|one| one.kind == step.kind).and_then(|one| one.open.as_ref().err());
        let mine = may(bench, step.kind);
        let (standing, why, cite) = match refusal {
            None if mine => (Standing::Open, String::new(), String::new()),
            None => {
                let who = format!("由{}办理。", posts(actions_of(step.kind)));
                (Standing::Others, who, String::new())
            }
            Some(refusal) => {
                let standing = if refusal.may_be_overridden() { Standing::Warned } else { Standing::Closed };
                (standing, format!("{}。", refusal.message), refusal.cite.as_str().to_owned())
            }
        };
        let on = if bench.on == bench.page.at.today { String::new() } else { format!("?on={}", bench.on) };
        let href = format!("{}{on}", bench.address(step.kind));
        Line { label: step.kind.label(), lead: step.lead, href, standing, why, cite }
    };
    FAMILIES
        .iter()
        .map(|(name, steps)| {
            let mut lines: Vec<Line> = steps.iter().map(line).collect();
            lines.sort_by_key(|line| !line.open());
            Family { name, lines }
        })
        .collect()
}
