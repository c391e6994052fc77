//! Statute as code: what the regulation on government information (政府信息公开条例) and the texts around it ask of an organ.
//!
//! A rule is a function with a citation; its answer carries its reasons ([`reason::Reasoned`]). Rules are versioned by the
//! day they came into force, and the day of the fact picks the version; where none is in force the answer is a refusal to
//! compute. The crate is pure: no files, no clock, no randomness, no floating point. Days are days in Shanghai.
#![warn(missing_docs)]

pub mod applicant;
pub mod application;
pub mod calendar;
pub mod duty;
pub mod fee;
pub mod outcome;
pub mod reason;
pub mod receipt;
pub mod remedy;
pub mod remedy_case;
pub mod settings;
pub mod term;
