//! The worklist (我的办理): what is open and by when, and what is to be done.

mod asked;
mod duties;
mod list;
mod row;
#[cfg(test)]
mod sample;

use crate::route::Route;

pub(crate) fn routes() -> Vec<Route> {
    let mut routes = list::routes();
    routes.extend(duties::routes());
    routes
}
