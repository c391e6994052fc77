//! What every page of somebody signed in needs, as one value.

use std::ops::Deref;
use std::sync::Arc;

use app::account::Session;
use app::authorise::{Action, Scope, authorise};
use app::{App, Moment, Occasion, OrganProfile};
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;

use crate::assets;

/// The person, the organ, the moment, and the way to the use cases.
#[derive(Clone)]
pub(crate) struct PageContext(Arc<Inner>);

/// What a [`PageContext`] holds.
pub(crate) struct Inner {
    pub(crate) app: App,
    pub(crate) session: Session,
    pub(crate) profile: OrganProfile,
    pub(crate) at: Moment,
    /// The address asked for, without its query.
    pub(crate) path: String,
}

impl Deref for PageContext {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// One entry of the navigation.
pub(crate) struct NavEntry {
    pub(crate) label: &'static str,
    pub(crate) href: &'static str,
    pub(crate) here: bool,
}

/// The main places, with what opens them.
const NAV: &[(&str, &str, &[Action])] = &[
    ("我的办理", "/work", &[Action::ReadWorklist]),
    ("登记申请", "/register", &[Action::Register, Action::OpenBalance]),
    ("年度报告", "/reports", &[Action::ReadReport]),
    ("填报数字", "/statements", &[Action::StateFigure]),
    ("管理", "/admin", &[Action::ChangeSettings, Action::ManageUsers, Action::ImportCalendar]),
];

impl PageContext {
    pub(crate) fn new(inner: Inner) -> Self {
        PageContext(Arc::new(inner))
    }

    /// Who acts, for which organ, now; a handler adds the fact's day, the reason and what was seen.
    pub(crate) fn occasion(&self) -> Occasion<'_> {
        Occasion::now(&self.session.actor, self.at)
    }

    /// The organ's code.
    pub(crate) fn organ(&self) -> &str {
        &self.session.actor.organ
    }

    /// Whether the person's roles allow an action in their own organ; the use case asks again.
    pub(crate) fn may(&self, action: Action) -> bool {
        let organ = if action.is_platform() { Scope::platform(Some(self.organ())) } else { Scope::organ(self.organ()) };
        authorise(&self.session.actor, action, &organ).is_ok()
    }

    /// The person's roles in words.
    pub(crate) fn roles(&self) -> String {
        self.session.actor.roles.iter().map(|role| role.label()).collect::<Vec<_>>().join("、")
    }

    /// The places this person may go to.
    pub(crate) fn nav(&self) -> Vec<NavEntry> {
        NAV.iter()
            .filter(|(_, _, actions)| actions.iter().any(|action| self.may(*action)))
            .map(|(label, href, _)| NavEntry {
                label,
                href,
                here: self.path == *href || self.path.starts_with(&format!("{href}/")) || home(&self.path) == *href,
            })
            .collect()
    }

    /// The address of an embedded file.
    pub(crate) fn asset(&self, name: &str) -> String {
        assets::address(name)
    }
}

/// The place a page without an entry of its own belongs to.
fn home(path: &str) -> &'static str {
    if path.starts_with("/cases") { "/work" } else { "" }
}

impl<S: Send + Sync> FromRequestParts<S> for PageContext {
    type Rejection = StatusCode;

    /// The guard has put it there; a route that needs no session has none to give.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        parts.extensions.get::<PageContext>().cloned().ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}
