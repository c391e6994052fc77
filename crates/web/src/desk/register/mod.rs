//! Registering an application (登记): the form, its live help, and what is told once it is entered.

mod choice;
mod done;
mod entry;
mod likely;
mod part;
mod reading;
mod receipt;

pub(crate) use choice::{parse, word};

use crate::route::Route;

pub(crate) fn routes() -> Vec<Route> {
    let mut routes = entry::routes();
    routes.extend(receipt::routes());
    routes.extend(likely::routes());
    routes.extend(done::routes());
    routes
}
