//! The use cases from outside, on a real record: SQLite in a folder of its own, and PostgreSQL where there is one.

#![allow(clippy::unwrap_used, reason = "a test that unwraps fails, as it should")]

mod accounts;
mod calendar;
mod demo;
mod doors;
mod duties;
mod figures;
mod fixture;
mod house;
mod record;
mod report;
mod report_life;
mod secrecy;
mod sessions;
mod way;
mod writers;
