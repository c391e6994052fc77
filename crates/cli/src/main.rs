//! The `gongkai` program: reads the command line, asks the clock, wires everything together.

mod answer;
mod args;
mod command;
mod disk;
mod record;
mod usage;

use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

fn main() -> ExitCode {
    let cli = match args::Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            answer::print(&usage::in_chinese(&error.render().to_string()));
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("{}", usage::explain(&error));
            return ExitCode::from(usage::WRONG_USAGE);
        }
    };
    command::run(cli)
}
