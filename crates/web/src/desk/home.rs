//! `GET /`: on to the first place the person may go to.

use crate::answer::{Answer, see};
use crate::page::PageContext;
use crate::route::{Needs, Route};

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/", Needs::Session, show)]
}

async fn show(page: PageContext) -> Answer {
    Ok(see(page.nav().first().map_or("/account", |entry| entry.href)))
}
