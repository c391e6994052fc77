//! `GET /cases/{id}/log`: every event of a case, for the file.

use app::authorise::Action;
use askama::Template;
use axum::extract::{Path, Query};
use uuid::Uuid;

use super::case_id;
use super::happened::detail;
use super::told::entered;
use crate::answer::{Answer, html};
use crate::page::PageContext;
use crate::route::{Needs, Route};
use crate::words::filters;

/// How much of a hash is shown: enough to find it, and to see that two are not the same.
const SHORT_HASH: usize = 12;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/cases/{id}/log", Needs::OneOf(&[Action::ReadCase]), show)]
}

#[derive(Template)]
#[template(path = "case/log.html")]
struct LogPage {
    page: PageContext,
    case_id: Uuid,
    number: String,
    entries: Vec<Entry>,
    /// How many events there are.
    count: usize,
    /// How many of them, papers sealed with each step, are not listed.
    left_out: usize,
    /// The hash of the last event, whole: it vouches for all before it.
    last_hash: String,
}

/// One event.
struct Entry {
    seq: i64,
    what: &'static str,
    detail: String,
    on: jiff::civil::Date,
    entered: String,
    backdated: bool,
    who: String,
    reason: String,
    hash: String,
}

/// What of the log is asked for.
#[derive(serde::Deserialize)]
struct Asked {
    /// Everything, with each paper that was sealed.
    all: Option<String>,
}

async fn show(page: PageContext, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let dossier = page.app.dossier(&page.occasion(), case_id(&id)?).await?;
    let view = &dossier.view;
    let (sealings, steps): (Vec<_>, Vec<_>) = view.history.iter().partition(|step| step.is_sealing());
    let all = asked.all.is_some();
    let steps = if all { view.history.iter().collect() } else { steps };
    let entries = steps.into_iter().map(|step| {
        let (day, clock) = entered(step.recorded_at);
        Entry {
            seq: step.seq,
            what: step.what,
            detail: detail(&dossier, &step.event),
            on: step.on,
            entered: clock,
            backdated: day != step.on,
            who: dossier.people.name(&step.actor).to_owned(),
            reason: step.reason.clone(),
            hash: step.hash.to_string().chars().take(SHORT_HASH).collect(),
        }
    });
    let template = LogPage {
        case_id: view.case_id,
        number: view.case.number.clone().unwrap_or_else(|| "未编号的申请".to_owned()),
        last_hash: view.history.last().map_or_else(String::new, |step| step.hash.to_string()),
        entries: entries.collect(),
        count: view.history.len(),
        left_out: if all { 0 } else { sealings.len() },
        page,
    };
    Ok(html(&template))
}
