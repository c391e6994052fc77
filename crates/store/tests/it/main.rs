//! The conformance suite: every test of it runs on SQLite and, when `GONGKAI_TEST_POSTGRES` names one, on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a test that unwraps fails, as it should")]

mod backup;
mod chain;
mod commit;
mod crash;
mod envelope;
mod errors;
mod files;
mod listing;
mod log;
mod migration;
mod place;
mod rows;
mod s3;
mod s3_server;
mod signed_in;
