//! The annual report from the outside: what a file says is what the report says.
#![allow(clippy::unwrap_used, reason = "a test that unwraps fails, as it should")]

mod checks;
mod compiled;
mod contract;
mod layouts;
mod oddities;
mod office;
mod readable;
mod mutations;
mod outline;
mod plausible;
mod reading;
mod round_trip;
mod sources;
mod texts;
mod wordings;
