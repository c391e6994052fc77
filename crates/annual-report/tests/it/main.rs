//! The annual report from the outside: what a file says is what the report says.

mod checks;
mod contract;
mod reading;
mod round_trip;
mod sources;
