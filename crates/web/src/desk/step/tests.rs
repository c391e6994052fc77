//! The steps through the router, on a real record, read back through the application.

mod answer;
mod arrival;
mod ended;
mod forms;
mod mending;
mod place;
mod refused;
mod waiting;
