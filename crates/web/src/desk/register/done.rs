//! `GET /register/done/{case}`: what was entered, under which number, and what comes next.

use app::authorise::Action;
use askama::Template;
use axum::extract::Path;
use jiff::civil::Date;
use law::term::{CORRECTION_NOTICE_PERIOD, Due, count};
use uuid::Uuid;

use super::likely::LikelyNote;
use super::receipt::due_words;
use crate::answer::{Answer, html};
use crate::fault::PageError;
use crate::page::PageContext;
use crate::route::{Needs, Route};
use crate::words::filters;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/register/done/{case}", Needs::OneOf(&[Action::Register]), show)]
}

#[derive(Template)]
#[template(path = "register/done.html")]
struct DonePage {
    page: PageContext,
    case_id: Uuid,
    number: String,
    arrived_on: Date,
    received_on: Option<Date>,
    /// When the reply is due, in words; empty while that is open.
    due: String,
    /// What of 条例29② is missing.
    missing: Vec<&'static str>,
    /// The last day for the correction notice.
    correct_by: Option<Date>,
    /// How many items it has.
    items: usize,
    likely: LikelyNote,
}

async fn show(page: PageContext, Path(case_id): Path<Uuid>) -> Answer {
    let view = page.app.case(&page.occasion(), case_id).await?;
    let registration = view.case.law.registration.as_ref().ok_or_else(PageError::not_found)?;
    let calendar = page.app.calendar().await?;
    let received_on = registration.received_on;
    let clock = &view.clock.value;
    let due = clock.due.map(|due| due_words(&calendar, page.at.today, Due { due, provisional: clock.provisional }));
    let counted = received_on.and_then(|from| count(&calendar, from, CORRECTION_NOTICE_PERIOD).ok());
    let came_on = received_on.unwrap_or(registration.arrived_on);
    let likely = if page.app.has_master_key() && page.may(Action::ReadPersonalData) {
        LikelyNote::of(page.app.earlier(&page.occasion(), case_id).await?, came_on, false)
    } else {
        LikelyNote::nothing()
    };
    Ok(html(&DonePage {
        case_id,
        number: view.case.number.clone().unwrap_or_default(),
        arrived_on: registration.arrived_on,
        received_on,
        due: due.unwrap_or_default(),
        missing: registration.entry.presence.missing(),
        correct_by: counted.map(|counted| counted.value.due),
        items: registration.entry.items.len(),
        likely,
        page,
    }))
}
