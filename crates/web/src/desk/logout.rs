//! `POST /logout`: ends the session.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;

use crate::answer::{Answer, see};
use crate::form::Form;
use crate::guard::{SESSION_COOKIE, cookie, set_cookie};
use crate::route::{Needs, Route};
use crate::site::Site;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::post("/logout", Needs::Session, leave)]
}

async fn leave(State(site): State<Site>, headers: HeaderMap, _: Form) -> Answer {
    if let Some(token) = cookie(&headers, SESSION_COOKIE) {
        site.app.sign_out(token).await?;
    }
    let gone = set_cookie(SESSION_COOKIE, "", 0);
    Ok(([(header::SET_COOKIE, gone)], see("/login")).into_response())
}
