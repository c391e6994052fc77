//! Before a handler: who is it, and may they.

use app::authorise::{Scope, authorise};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use crate::fault::PageError;
use crate::page::{Inner, PageContext};
use crate::route::Needs;
use crate::site::Site;

/// The session's cookie. The prefix makes browsers insist on Secure, this host and the whole site.
pub(crate) const SESSION_COOKIE: &str = "__Host-gongkai";

/// One value of the `Cookie` header.
pub(crate) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

/// A cookie that scripts cannot read and other sites cannot send.
pub(crate) fn set_cookie(name: &str, value: &str, max_age_seconds: i64) -> String {
    format!("{name}={value}; Path=/; Max-Age={max_age_seconds}; Secure; HttpOnly; SameSite=Lax")
}

/// Lets a request through to its handler, or says why not.
pub(crate) async fn guard(State((site, needs)): State<(Site, Needs)>, mut request: Request, next: Next) -> Response {
    if request.method() == Method::POST && !same_site(request.headers()) {
        return PageError::forged().into_response();
    }
    if needs == Needs::Nothing {
        return next.run(request).await;
    }
    let at = site.now();
    let found = match cookie(request.headers(), SESSION_COOKIE) {
        Some(token) => site.app.session(at, token).await,
        None => Ok(None),
    };
    let session = match found {
        Ok(Some(session)) => session,
        Ok(None) => return to_sign_in(&request),
        Err(error) => return PageError::from(error).into_response(),
    };
    let profile = match site.app.organ(&session.actor.organ).await {
        Ok(profile) => profile,
        Err(error) => return PageError::from(error).into_response(),
    };
    let path = request.uri().path().to_owned();
    let page = PageContext::new(Inner { app: site.app.clone(), session, profile, at, path });
    if let Needs::OneOf(actions) = needs {
        let mut denied = None;
        for action in actions {
            let organ = page.organ();
            let scope = if action.is_platform() { Scope::platform(Some(organ)) } else { Scope::organ(organ) };
            match authorise(&page.session.actor, *action, &scope) {
                Ok(()) => {
                    denied = None;
                    break;
                }
                Err(why) => denied = denied.or(Some(why)),
            }
        }
        if let Some(denied) = denied {
            return PageError::from(app::AppError::Denied(denied)).on(&page).into_response();
        }
    }
    request.extensions_mut().insert(page.clone());
    let mut response = next.run(request).await;
    // An error that knows no page is told on this one, so that the way on is at hand.
    if let Some(error) = response.extensions_mut().remove::<PageError>() {
        return error.on(&page).into_response();
    }
    response
}

/// Whether a form comes from our own pages, as far as the browser tells. The token is asked for besides.
fn same_site(headers: &HeaderMap) -> bool {
    let told = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = told("sec-fetch-site")
        && !matches!(site, "same-origin" | "none")
    {
        return false;
    }
    match (told("origin"), told("host")) {
        (Some("null"), _) => false,
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

/// Sends somebody without a session to the door, and back to where they wanted to go after.
fn to_sign_in(request: &Request) -> Response {
    if request.method() != Method::GET {
        return PageError::signed_out().into_response();
    }
    if request.headers().contains_key("hx-request") {
        return (StatusCode::UNAUTHORIZED, [("hx-redirect", "/login")]).into_response();
    }
    let wanted = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let back: String = percent(wanted);
    Redirect::to(&format!("/login?back={back}")).into_response()
}

/// Writes a text so that it may stand in a query.
pub(crate) fn percent(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_form_from_another_site_is_known_by_what_the_browser_says() {
        for (told, fits) in [
            (vec![], true),
            (vec![("sec-fetch-site", "same-origin")], true),
            (vec![("sec-fetch-site", "cross-site")], false),
            (vec![("sec-fetch-site", "same-site")], false),
            (vec![("origin", "https://desk.example"), ("host", "desk.example")], true),
            (vec![("origin", "https://evil.example"), ("host", "desk.example")], false),
            (vec![("origin", "null"), ("host", "desk.example")], false),
            (vec![("origin", "https://desk.example")], false),
        ] {
            assert_eq!(same_site(&headers(&told)), fits, "{told:?}");
        }
    }

    #[test]
    fn the_cookie_is_found_among_others() {
        let found = headers(&[("cookie", "a=b; __Host-gongkai=CYP.x; c=d")]);
        assert_eq!(cookie(&found, SESSION_COOKIE), Some("CYP.x"));
        assert_eq!(cookie(&found, "z"), None);
    }

    #[test]
    fn what_stands_in_a_query_is_escaped() {
        assert_eq!(percent("/cases?q=朝 园&x"), "/cases%3Fq%3D%E6%9C%9D%20%E5%9B%AD%26x");
    }
}
