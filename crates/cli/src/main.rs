//! The `gongkai` program: reads the command line, asks the clock, wires everything together.

mod answer;
mod apart;
mod args;
mod command;
mod disk;
mod password;
mod record;
mod usage;

use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

/// Opens the log on standard error for whoever asks for it, such as `GONGKAI_LOG=debug`; unasked it stays silent.
/// `GONGKAI_LOG_FORMAT=json` writes each line as an object.
fn open_log() {
    let asked = tracing_subscriber::EnvFilter::try_from_env("GONGKAI_LOG");
    let filter = asked.unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("off"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(false);
    if std::env::var_os("GONGKAI_LOG_FORMAT").is_some_and(|format| format == "json") {
        log.json().init();
    } else {
        log.init();
    }
}

fn main() -> ExitCode {
    open_log();
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
