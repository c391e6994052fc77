//! The use cases from outside, on a real record: SQLite in a folder of its own, and PostgreSQL where there is one.

#![allow(clippy::unwrap_used, reason = "a test that unwraps fails, as it should")]

mod calendar;
mod demo;
mod doors;
mod duties;
mod fixture;
mod house;
mod letter;
mod letter_sent;
mod record;
mod report;
mod secrecy;
mod way;
mod words;
mod writers;
