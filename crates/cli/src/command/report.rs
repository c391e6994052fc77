//! `gongkai report`: reading, checking, compiling and rendering annual reports.

mod check;
mod compare;
mod compile;
mod file;
mod findings;
mod in_words;
mod output;
mod progress;
mod read;
mod render;
mod rollup;
mod rules;
mod walk;

use std::process::ExitCode;

use jiff::civil::Date;

use crate::args::Report;
use crate::command::{today_in_shanghai, waiting};

/// Exit status when a file could not be read as an annual report; outranks 1.
const UNREADABLE: u8 = 2;

pub fn run(command: Report, today: Option<Date>) -> ExitCode {
    match command {
        Report::Read { files, format, sources } => read::run(&files, format, sources),
        Report::Check { files, previous, format } => check::run(&files, previous.as_deref(), format),
        Report::Render { report, to, output, fonts } => {
            render::run(&report, to, &output, fonts.as_deref(), today.unwrap_or_else(today_in_shanghai))
        }
        Report::Compile { place, organ, year, from, to, format, cases } => {
            waiting(format, compile::run(compile::Asked { place, organ, year, from, to, format, cases }, today))
        }
        Report::Compare(args) => compare::run(&args),
        Report::Rollup(args) => rollup::run(&args),
        Report::Rules { format } => rules::run(format),
    }
}
