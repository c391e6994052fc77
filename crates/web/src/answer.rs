//! Answers: a page, a redirect after a write, a download.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::fault::PageError;
use crate::guard::percent;

/// What a handler gives back.
pub(crate) type Answer = Result<Response, PageError>;

/// Renders a page.
pub(crate) fn html(template: &impl Template) -> Response {
    match template.render() {
        Ok(text) => Html(text).into_response(),
        Err(error) => {
            tracing::error!(?error, "a template did not render");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Renders a page under another status, such as a form with faults.
pub(crate) fn html_with(status: StatusCode, template: &impl Template) -> Response {
    let mut response = html(template);
    if response.status().is_success() {
        *response.status_mut() = status;
    }
    response
}

/// Sends on to a page after something was written (303).
pub(crate) fn see(address: &str) -> Response {
    Redirect::to(address).into_response()
}

/// A file to keep or to open, under a name that may be Chinese.
pub(crate) fn file(name: &str, media_type: &str, bytes: Vec<u8>, inline: bool) -> Response {
    let how = if inline { "inline" } else { "attachment" };
    let disposition = format!("{how}; filename*=UTF-8''{}", percent(&name.replace('/', "_")));
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let plain = HeaderValue::from_static("application/octet-stream");
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(media_type).unwrap_or(plain));
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    headers.insert("content-security-policy", HeaderValue::from_static(policy(media_type)));
    response
}

/// What a file may do where it is shown: it is looked at by the browser's own viewer, never run.
///
/// The viewer for PDF is a page of the browser's own, which a sandbox would keep from starting; a PDF runs no script of
/// ours or of this origin, so it goes without.
fn policy(media_type: &str) -> &'static str {
    if media_type == "application/pdf" {
        "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"
    } else {
        "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"
    }
}
