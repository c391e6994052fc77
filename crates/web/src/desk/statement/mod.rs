//! The figures of table two as units state and sign them (填报数字): what is expected, what is stated, entering, replacing,
//! taking back.

mod enter;
mod line;
mod list;
mod one;
mod value;

pub(crate) use line::{StatementLine, line};

use app::authorise::Action;

use crate::route::{Needs, Route};

/// Whoever states figures, or reads the reports they go into.
const READ: Needs = Needs::OneOf(&[Action::StateFigure, Action::ReadReport]);
/// Whoever states figures.
const STATE: Needs = Needs::OneOf(&[Action::StateFigure]);

/// Every route of stated figures.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = list::routes();
    routes.extend(enter::routes());
    routes.extend(one::routes());
    routes
}
