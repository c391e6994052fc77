//! Administration: the organ, what the law leaves to it, its people, the working-day calendar.

mod calendar;
mod figures;
mod hub;
mod organ;
mod rules;
mod user;
mod users;

use app::authorise::Action;

use crate::route::{Needs, Route};

/// Who may come in at all; each page asks for its own.
const ANY: &[Action] = &[Action::ChangeSettings, Action::ManageUsers, Action::ImportCalendar];
/// The organ's own settings.
const SETTINGS: Needs = Needs::OneOf(&[Action::ChangeSettings]);
/// The organ's people.
const USERS: Needs = Needs::OneOf(&[Action::ManageUsers]);
/// The calendar all organs share.
const CALENDAR: Needs = Needs::OneOf(&[Action::ImportCalendar]);

/// Every route of administration.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = hub::routes();
    routes.extend(organ::routes());
    routes.extend(rules::routes());
    routes.extend(figures::routes());
    routes.extend(users::routes());
    routes.extend(user::routes());
    routes.extend(calendar::routes());
    routes
}
