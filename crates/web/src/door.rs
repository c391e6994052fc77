//! What every request passes: sizes, time, headers, counting, and the routes behind their guards.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::assets;
use crate::fault::PageError;
use crate::form::FORM_MAX;
use crate::guard::guard;
use crate::route;
use crate::site::Site;

/// How long a request may take before it is given up.
const PATIENCE: Duration = Duration::from_secs(120);
/// Tries to sign in a minute from one address.
const TRIES_OF_ADDRESS: u32 = 30;
/// Tries to sign in a minute under one name.
const TRIES_OF_NAME: u32 = 10;
/// What a page may load and where its forms may go: nothing from elsewhere, nothing inline.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// How often the door may be tried.
pub(crate) struct Limits {
    of_address: DefaultKeyedRateLimiter<IpAddr>,
    of_name: DefaultKeyedRateLimiter<String>,
}

impl Default for Limits {
    fn default() -> Self {
        let a_minute = |tries: u32| Quota::per_minute(NonZeroU32::new(tries).unwrap_or(NonZeroU32::MIN));
        Limits {
            of_address: RateLimiter::keyed(a_minute(TRIES_OF_ADDRESS)),
            of_name: RateLimiter::keyed(a_minute(TRIES_OF_NAME)),
        }
    }
}

impl Limits {
    /// Whether one more try to sign in is too many.
    pub(crate) fn too_many(&self, from: Option<IpAddr>, name: &str) -> bool {
        self.of_address.retain_recent();
        self.of_name.retain_recent();
        let by_address = from.is_some_and(|from| self.of_address.check_key(&from).is_err());
        let by_name = self.of_name.check_key(&name.chars().take(100).collect()).is_err();
        by_address || by_name
    }
}

/// Where a request comes from, as far as signing in asks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin {
    /// The other end of the connection; none in tests.
    pub(crate) address: Option<IpAddr>,
    /// Whether it comes from this machine and no proxy stands between.
    pub(crate) local: bool,
    /// Whether the browser will keep a cookie marked Secure.
    pub(crate) secure: bool,
}

impl Origin {
    pub(crate) fn of(request: &Request) -> Self {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let headers = request.headers();
        let forwarded = ["forwarded", "x-forwarded-for", "x-forwarded-proto", "x-real-ip"];
        let proxied = forwarded.iter().any(|name| headers.contains_key(*name));
        let local = !proxied && peer.is_none_or(|peer| peer.is_loopback());
        Origin { address: peer, local, secure: over_tls(headers) || loopback_host(headers) }
    }
}

fn over_tls(headers: &HeaderMap) -> bool {
    headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https")
}

/// Whether the address bar names this machine: browsers treat that as secure without TLS.
fn loopback_host(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("");
    let name = host.rsplit_once(':').map_or(
        host,
        |(name, port)| {
            if port.bytes().all(|b| b.is_ascii_digit()) { name } else { host }
        },
    );
    let name = name.trim_start_matches('[').trim_end_matches(']');
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Puts every route behind the door.
pub fn router(site: Site) -> Router {
    let mut router = Router::new().route("/assets/{tag}/{name}", axum::routing::get(assets::show));
    for route in route::all() {
        let guarded = route.handler.layer(middleware::from_fn_with_state((site.clone(), route.needs), guard));
        router = router.route(route.path, guarded);
    }
    router
        .fallback(async || PageError::not_found())
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            PageError::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "程序出错了",
                "这次操作没有办理。",
                "请返回重试；仍然不行的，请告诉系统管理员。",
            )
            .into_response()
        }))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(FORM_MAX))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(site.clone(), watched))
        .with_state(site)
}

/// Counts and logs a request by its route, and puts on the headers every answer bears.
async fn watched(State(site): State<Site>, request: Request, next: Next) -> Response {
    let begun = site.clock.elapsed();
    let route = request.extensions().get::<MatchedPath>().map_or("?", MatchedPath::as_str);
    let name = format!("{} {route}", request.method());
    let mut response = next.run(request).await;
    let took = site.clock.elapsed().saturating_sub(begun);
    site.gauge.note(&name, response.status(), took);
    let (status, millis) = (response.status().as_u16(), took.as_millis() as u64);
    tracing::info!(route = %name, status, millis, "answered");
    let headers = response.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        // An answer that says it otherwise itself knows why.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(name: &str) -> HeaderMap {
        [(header::HOST, name.parse().unwrap())].into_iter().collect()
    }

    #[test]
    fn a_loopback_address_is_known_with_and_without_port() {
        for (name, local) in [
            ("127.0.0.1:8080", true),
            ("localhost", true),
            ("[::1]:8080", true),
            ("desk.example:8080", false),
            ("10.0.0.5", false),
            ("localhost.example", false),
        ] {
            assert_eq!(loopback_host(&host(name)), local, "{name}");
        }
    }

    #[test]
    fn one_name_cannot_be_tried_again_and_again() {
        let limits = Limits::default();
        assert!((0..TRIES_OF_NAME).all(|_| !limits.too_many(None, "officer")));
        assert!(limits.too_many(None, "officer"));
        assert!(!limits.too_many(None, "head"));
    }
}
