//! The officers' desk: one route a file.

mod account;
mod admin;
mod case;
mod days;
mod health;
mod help;
mod home;
mod login;
mod logout;
mod metrics;
mod register;
mod report;
mod setup;
mod statement;
mod step;
mod work;

use crate::route::Route;

/// Every route of the desk.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = Vec::new();
    routes.extend(home::routes());
    routes.extend(login::routes());
    routes.extend(logout::routes());
    routes.extend(setup::routes());
    routes.extend(health::routes());
    routes.extend(metrics::routes());
    routes.extend(account::routes());
    routes.extend(admin::routes());
    routes.extend(register::routes());
    routes.extend(work::routes());
    routes.extend(help::routes());
    routes.extend(case::routes());
    routes.extend(step::routes());
    routes.extend(report::routes());
    routes.extend(statement::routes());
    routes
}
