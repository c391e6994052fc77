//! The use cases from outside, on a real record: SQLite in a folder of its own, and PostgreSQL where there is one.

#![allow(clippy::unwrap_used, reason = "a test that unwraps fails, as it should")]

mod accounts;
mod calendar;
mod demo;
mod doors;
mod dossier;
mod duties;
mod figures;
mod fixture;
mod house;
mod letter;
mod letter_sent;
mod lists;
mod reading;
mod reading_corrected;
mod record;
mod report;
mod report_life;
mod search;
mod secrecy;
mod sessions;
mod way;
mod words;
mod writers;
