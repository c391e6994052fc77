//! `gongkai report`: reading, checking, compiling and rendering annual reports.

mod check;
mod file;
mod in_words;
mod read;
mod render;
mod rules;

use std::process::ExitCode;

use jiff::civil::Date;

use crate::args::Report;

/// Exit status when a file could not be read as an annual report; outranks 1.
const UNREADABLE: u8 = 2;

pub fn run(command: Report, today: Date) -> ExitCode {
    match command {
        Report::Read { files, format, sources } => read::run(&files, format, sources),
        Report::Check { files, previous, format } => check::run(&files, previous.as_deref(), format),
        Report::Render { report, to, output, fonts } => render::run(&report, to, &output, fonts.as_deref(), today),
        Report::Compile { .. } => ExitCode::from(1),
        Report::Rules { format } => rules::run(format),
    }
}
