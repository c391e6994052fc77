//! `POST /cases/{id}/do/{kind}`: carries a step out, or shows its form again with everything typed still there.

use app::authorise::Action;
use app::{AppError, LetterForm};
use axum::http::StatusCode;
use jiff::civil::Date;
use law::application::{Refusal, decide};
use law::reason::chinese_date;

use super::bench::Bench;
use super::described::{Reason, Step};
use super::show::{Preview, StepPage};
use super::trouble::{Trouble, may};
use super::which::{Which, kind, word};
use crate::answer::{Answer, see};
use crate::filled::Filled;
use crate::form::Form;
use crate::page::PageContext;

/// The button that asks what would follow.
pub(super) const EFFECT: &str = "effect";

/// The buttons that send the form without recording anything.
const LOOKING: [&str; 4] = ["preview", "next", "back-a-stage", "more"];

pub(super) async fn send(page: PageContext, which: Which, mut form: Form) -> Answer {
    let Which { case_id, step } = which;
    let today = page.at.today;
    let on = day(&mut form.filled, step, today);
    let bench = Bench::load(&page, case_id, on, Some(step), &form.filled).await?;
    if !may(&bench, step.kind) {
        return Ok(StepPage::new(&bench, step, form.filled).answer(StatusCode::FORBIDDEN));
    }
    let seen = form.filled.get("seen").parse::<i64>().unwrap_or(0);
    let meanwhile = bench.since(seen);
    let overtaken = (!meanwhile.is_empty()).then(|| Trouble::overtaken(meanwhile));
    let dropped = form.brought_files();
    if LOOKING.iter().any(|button| form.filled.has(button)) {
        return look(bench, step, form, overtaken, dropped).await;
    }
    if let Some(trouble) = overtaken {
        return Ok(again(&bench, step, form.filled, Some(trouble), dropped, StatusCode::CONFLICT));
    }
    let deed = (step.deed)(&bench, &mut form);
    let reason = reason(&mut form.filled, step);
    let (Some(deed), true) = (deed, form.filled.is_right()) else {
        return Ok(again(&bench, step, form.filled, None, dropped, StatusCode::UNPROCESSABLE_ENTITY));
    };
    let occasion = page.occasion().on(on).because(&reason).having_seen(bench.desk.seq);
    let overriding = form.filled.some("override").filter(|_| page.may(Action::ApproveOverride)).map(str::to_owned);
    match deed.carry_out(&bench, &occasion, overriding.as_deref()).await {
        Ok(()) => Ok(see(&onward(&bench, step, &form.filled))),
        Err(error) => {
            let trouble = Trouble::of(&bench, step, &mut form.filled, error)?;
            let status = trouble.status;
            // Something may have been put on the file before it failed, or others may have been faster.
            let bench = Bench::load(&page, case_id, on, Some(step), &form.filled).await?;
            let told = trouble.speaks().then_some(trouble);
            Ok(again(&bench, step, form.filled, told, dropped, status))
        }
    }
}

/// Shows the form again; `seen` moves on to where the case is now.
fn again(
    bench: &Bench,
    step: &'static Step,
    filled: Filled,
    trouble: Option<Trouble>,
    dropped: bool,
    status: StatusCode,
) -> axum::response::Response {
    StepPage::new(bench, step, filled).with(trouble).dropping(dropped).answer(status)
}

/// Answers the buttons that record nothing: a preview, the next or the last stage, one part more.
async fn look(bench: Bench, step: &'static Step, mut form: Form, overtaken: Option<Trouble>, dropped: bool) -> Answer {
    let mut status = StatusCode::OK;
    let mut preview = None;
    let mut trouble = overtaken;
    if form.filled.has("back-a-stage") {
        form.filled.set("stage", "");
    } else if form.filled.has("next") {
        match step.staged {
            Some(ready) if ready(&bench, &mut form.filled) => form.filled.set("stage", "facts"),
            _ => status = StatusCode::UNPROCESSABLE_ENTITY,
        }
    } else if form.filled.get("more") == EFFECT {
        // What would follow stands beside the form; that it would be refused is told like a refusal.
        if let Some(refusal) = refused(&bench, step, &form.filled) {
            status = StatusCode::CONFLICT;
            trouble = Some(Trouble::refused(&bench, step, &refusal));
        }
    } else if form.filled.has("preview") {
        let deed = (step.deed)(&bench, &mut form);
        match deed.filter(|_| form.filled.is_right()) {
            None => status = StatusCode::UNPROCESSABLE_ENTITY,
            Some(deed) => match compose(&bench, deed.letter_form().cloned()).await {
                Ok(found) => preview = found,
                Err(error) => {
                    let found = Trouble::of(&bench, step, &mut form.filled, error)?;
                    status = found.status;
                    trouble = found.speaks().then_some(found).or(trouble);
                }
            },
        }
    }
    let shown = StepPage::new(&bench, step, form.filled).with(trouble).dropping(dropped).showing(preview);
    Ok(shown.answer(status))
}

/// The law's refusal of what is filled in, as far as it can be tried.
fn refused(bench: &Bench, step: &Step, filled: &Filled) -> Option<Refusal> {
    let act = (step.trial)(bench, filled)?;
    decide(bench.law(), &act.into(), &bench.context()).err()
}

/// Lays out the letter of a deed, where it has one; nothing is recorded.
async fn compose(bench: &Bench, form: Option<LetterForm>) -> Result<Option<Preview>, AppError> {
    let Some(form) = form else { return Ok(None) };
    let occasion = bench.page.occasion().on(bench.on);
    let composed = bench.page.app.compose(&occasion, bench.case_id, &form).await?;
    let html = document::write::html_fragment(&composed.document);
    let html = html.map_err(|error| AppError::Inconsistent(error.to_string()))?;
    Ok(Some(Preview { html, notes: composed.notes }))
}

/// The day of the fact; today where it is none, which is noted.
fn day(filled: &mut Filled, step: &Step, today: Date) -> Date {
    match filled.date("on", step.day, true) {
        Some(on) if on > today => {
            filled.wrong("on", format!("{}（{}）还没有到；请核对", step.day, chinese_date(on)));
            today
        }
        Some(on) => on,
        None => today,
    }
}

/// The reason as given; a fault where there must be one.
fn reason(filled: &mut Filled, step: &Step) -> String {
    match step.reason {
        Reason::Must(label, _) => filled.text("reason", label),
        Reason::May(_) => filled.get("reason").to_owned(),
        Reason::Unasked => String::new(),
    }
}

/// Where to go after: back to the step from which the person came, or to the case.
fn onward(bench: &Bench, step: &Step, filled: &Filled) -> String {
    let done = word(step.kind);
    let back = filled.get("back");
    let (said, query) = back.split_once('?').unwrap_or((back, ""));
    let plain = query.bytes().all(|byte| byte.is_ascii_graphic());
    match kind(said).filter(|_| plain) {
        Some(back) if query.is_empty() => format!("{}?done={done}", bench.address(back)),
        Some(back) => format!("{}?{query}&done={done}", bench.address(back)),
        None => format!("/cases/{}?done={done}", bench.case_id),
    }
}
