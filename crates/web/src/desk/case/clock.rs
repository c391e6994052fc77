//! `GET /cases/{id}/clock`: how the reply period was reckoned, on one page for the file.

use app::authorise::Action;
use askama::Template;
use axum::extract::Path;
use uuid::Uuid;

use super::case_id;
use super::heading::Heading;
use super::reckoning::Reckoning;
use crate::answer::{Answer, html};
use crate::page::PageContext;
use crate::route::{Needs, Route};
use crate::words::filters;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/cases/{id}/clock", Needs::OneOf(&[Action::ReadCase]), show)]
}

#[derive(Template)]
#[template(path = "case/clock.html")]
struct ClockPage {
    page: PageContext,
    case_id: Uuid,
    head: Heading,
    reckoning: Reckoning,
    /// The notices of holidays that the days rest on, by year and number.
    notices: Vec<(i16, String)>,
}

async fn show(page: PageContext, Path(id): Path<String>) -> Answer {
    let dossier = page.app.dossier(&page.occasion(), case_id(&id)?).await?;
    let today = page.at.today;
    let reckoning = Reckoning::of(&dossier, today);
    let years: Vec<i16> = reckoning
        .months
        .iter()
        .flat_map(|month| month.weeks.iter().flatten().flatten())
        .map(|day| day.on.year())
        .collect();
    let notices = dossier.calendar.notices().iter().filter(|notice| years.contains(&notice.year()));
    let notices = notices.map(|notice| (notice.year(), notice.number().to_owned())).collect();
    let head = Heading::of(&dossier, today, &page.profile.law);
    Ok(html(&ClockPage { case_id: dossier.view.case_id, head, reckoning, notices, page }))
}
