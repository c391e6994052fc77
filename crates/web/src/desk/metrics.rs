//! `GET /metrics`: counts and times for whoever runs the machine, from the machine itself only.

use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::door::Origin;
use crate::fault::PageError;
use crate::route::{Needs, Route};
use crate::site::Site;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/metrics", Needs::Nothing, show)]
}

async fn show(State(site): State<Site>, request: Request) -> Response {
    if !Origin::of(&request).local {
        return PageError::not_found().into_response();
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], site.gauge.told()).into_response()
}
