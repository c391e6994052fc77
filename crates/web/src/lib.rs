//! The officers' pages (the desk): server-rendered, working without scripts, better with them.
//!
//! ```text
//! request ── door (headers, sizes, time) ── route ── guard (session, the one authorisation function)
//!   └ handler(PageContext, Form) ── app use case ── a typed template, or a redirect after a write
//! ```
//!
//! One route a file under [`desk`], listed in [`route::all`]; each states what it [needs](route::Needs), and a test holds
//! every route against every role. Forms come in through [`form::Form`] only, which asks for the session's token.
#![warn(missing_docs)]

mod answer;
mod asked;
mod assets;
mod desk;
mod door;
mod fault;
mod field;
mod filled;
mod fonts;
mod form;
mod gauge;
mod guard;
mod page;
mod press;
pub mod route;
mod serve;
mod site;
#[cfg(test)]
mod testing;
mod words;

pub use door::router;
pub use serve::serve;
pub use site::{Clock, Serving, Site};
