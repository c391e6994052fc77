//! What an address asks for after its question mark, read as leniently as a form, so that no address ends in an error of
//! the machinery's own.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;

use crate::filled::Filled;

/// The query of an address, by field.
pub(crate) struct Asked(pub(crate) Filled);

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let mut filled = Filled::default();
        if let Ok(Query(pairs)) = Query::<Vec<(String, String)>>::from_request_parts(parts, state).await {
            for (name, value) in pairs {
                filled.add(&name, value);
            }
        }
        Ok(Asked(filled))
    }
}
