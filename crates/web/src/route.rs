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
