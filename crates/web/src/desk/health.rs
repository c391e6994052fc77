//! `GET /health`: whether the program answers and its record can be read.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::route::{Needs, Route};
use crate::site::Site;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/health", Needs::Nothing, show)]
}

async fn show(State(site): State<Site>) -> Response {
    match site.app.organs().await {
        Ok(_) => (StatusCode::OK, "ok\n").into_response(),
        Err(error) => {
            tracing::error!(?error, "the record cannot be read");
            (StatusCode::SERVICE_UNAVAILABLE, "record unreadable\n").into_response()
        }
    }
}
