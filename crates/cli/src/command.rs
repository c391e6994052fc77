//! One file a command; this one sends each its way.

mod deadline;
mod fee;
mod outcome;
mod report;

use std::process::ExitCode;

use jiff::civil::Date;

use crate::args::{Cli, Command};

/// Runs what the command line asks for.
pub fn run(cli: Cli) -> ExitCode {
    let today = cli.today.unwrap_or_else(today_in_shanghai);
    match cli.command {
        Command::Deadline(args) => deadline::run(&args),
        Command::Outcome(args) => outcome::run(&args, today),
        Command::Fee(args) => fee::run(&args, today),
        Command::Report { command } => report::run(command, today),
        _ => ExitCode::from(1),
    }
}

/// The day it is in Shanghai (WD-8), which has had one offset all year since 1992.
#[expect(clippy::disallowed_methods, reason = "the command line is where the clock is asked")]
fn today_in_shanghai() -> Date {
    jiff::tz::Offset::constant(8).to_datetime(jiff::Timestamp::now()).date()
}
