//! The annual report from the outside: what a file says is what the report says.
#![allow(clippy::unwrap_used, reason = "a test that unwraps fails, as it should")]

mod checks;
mod claims;
mod claims_said;
mod comparing;
mod compiled;
mod composed;
mod contract;
mod layouts;
mod mutations;
mod oddities;
mod office;
mod outline;
mod plausible;
mod readable;
mod reading;
mod rolling_up;
mod round_trip;
mod sources;
mod surroundings;
mod texts;
mod throughout;
mod turned;
mod unusual;
mod wordings;
