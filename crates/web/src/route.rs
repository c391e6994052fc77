//! The list of routes: method, address, what it needs, who answers.

use app::authorise::Action;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};

use crate::desk;
use crate::site::Site;

/// What a request must bring before its handler is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: the door itself, its files, its health.
    Nothing,
    /// A session, whatever its roles: one's own account.
    Session,
    /// A session whose roles allow one of these, by the one authorisation function. What the handler does with one case or
    /// one organ is asked again by the use case.
    OneOf(&'static [Action]),
}

/// One route.
#[derive(Clone)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: Method,
    /// The address, its parts in braces.
    pub path: &'static str,
    /// What it needs.
    pub needs: Needs,
    pub(crate) handler: MethodRouter<Site>,
}

impl Route {
    /// A page that is read.
    pub(crate) fn get<H, T>(path: &'static str, needs: Needs, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        Route { method: Method::GET, path, needs, handler: on(MethodFilter::GET, handler) }
    }

    /// A form that is sent; its handler takes a [`crate::form::Form`], which asks for the token.
    pub(crate) fn post<H, T>(path: &'static str, needs: Needs, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        Route { method: Method::POST, path, needs, handler: on(MethodFilter::POST, handler) }
    }
}

/// Every route there is.
pub fn all() -> Vec<Route> {
    desk::routes()
}

#[cfg(test)]
mod tests {
    use app::Role;
    use app::authorise::{Scope, authorise};
    use axum::body::Body;
    use axum::http::{Request, StatusCode, header};

    use super::*;
    use crate::testing::{Browser, Desk, ORGAN};

    /// An address of the route in which every part names something that is not there.
    fn address(route: &Route) -> String {
        let part = |name: &str| match name {
            "id" => "01900000-0000-7000-8000-00000000dead",
            "year" => "2019",
            "no" => "1",
            "kind" => "archive",
            _ => "nothing",
        };
        let mut out = String::new();
        let mut rest = route.path;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, tail) = after.split_once('}').unwrap();
            out.push_str(before);
            out.push_str(part(name));
            rest = tail;
        }
        out + rest
    }

    fn granted(route: &Route, role: Role) -> bool {
        let actor = Desk::actor(role);
        match route.needs {
            Needs::Nothing | Needs::Session => true,
            Needs::OneOf(actions) => actions.iter().any(|action| {
                let scope = if action.is_platform() { Scope::platform(Some(ORGAN)) } else { Scope::organ(ORGAN) };
                authorise(&actor, *action, &scope).is_ok()
            }),
        }
    }

    async fn ask(browser: &Browser<'_>, route: &Route) -> crate::testing::Answered {
        if route.method == Method::GET {
            browser.get(&address(route)).await
        } else {
            browser.post(&address(route), &[]).await
        }
    }

    #[tokio::test]
    async fn every_route_answers_every_role_as_the_authorisation_function_says() {
        let desk = Desk::new().await;
        for role in Role::ALL {
            let browser = desk.sign_in(role).await;
            // Leaving ends the session, so it comes last.
            let (leaving, staying): (Vec<Route>, Vec<Route>) = all().into_iter().partition(|one| one.path == "/logout");
            for route in staying.into_iter().chain(leaving) {
                let answer = ask(&browser, &route).await;
                let told = format!("{} {} by {role:?}: {}", route.method, route.path, answer.status);
                assert!(!answer.status.is_server_error(), "{told}");
                assert_ne!(answer.status, StatusCode::UNAUTHORIZED, "{told}");
                if !granted(&route, role) {
                    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{told}");
                    assert!(answer.body.contains("没有办理权限"), "{told}");
                }
            }
        }
    }

    #[tokio::test]
    async fn nobody_gets_in_without_a_session() {
        let desk = Desk::new().await;
        for route in all().into_iter().filter(|route| route.needs != Needs::Nothing) {
            for cookie in ["", "__Host-gongkai=CYP.0000", "__Host-gongkai=nothing"] {
                let request = Request::builder()
                    .method(route.method.clone())
                    .uri(address(&route))
                    .header(header::HOST, "127.0.0.1:8080")
                    .header(header::COOKIE, cookie)
                    .body(Body::empty())
                    .unwrap();
                let answer = desk.send(request).await;
                if route.method == Method::GET {
                    assert!(answer.location.starts_with("/login"), "{} {}", route.path, answer.status);
                } else {
                    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", route.path);
                }
            }
        }
    }

    #[tokio::test]
    async fn no_form_is_taken_without_the_sessions_token_nor_from_another_site() {
        let desk = Desk::new().await;
        let mut browsers = Vec::new();
        for role in Role::ALL {
            browsers.push((role, desk.sign_in(role).await));
        }
        for route in all().into_iter().filter(|route| route.method == Method::POST && route.needs != Needs::Nothing) {
            let (_, browser) = browsers.iter().find(|(role, _)| granted(&route, *role)).unwrap();
            for token in ["", "forged"] {
                let answer = browser.post_raw(&address(&route), &[("_token", token)]).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{} {}", route.path, answer.body);
            }
            let request = Request::builder()
                .method(Method::POST)
                .uri(address(&route))
                .header(header::HOST, "127.0.0.1:8080")
                .header(header::ORIGIN, "https://elsewhere.example")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(header::COOKIE, format!("__Host-gongkai={}", browser.token))
                .body(Body::from(format!("_token={}", browser.csrf)))
                .unwrap();
            assert_eq!(desk.send(request).await.status, StatusCode::FORBIDDEN, "{}", route.path);
        }
    }

    #[test]
    fn no_address_is_listed_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for route in all() {
            assert!(seen.insert((route.method.to_string(), route.path)), "{} {}", route.method, route.path);
        }
    }
}
