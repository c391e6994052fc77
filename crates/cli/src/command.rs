//! One file a command; this one sends each its way.

mod backup;
mod calendar;
mod deadline;
mod demo;
mod fee;
mod key;
mod organ;
mod outcome;
mod report;
mod serve;
mod upkeep;
mod user;

use std::future::Future;
use std::process::ExitCode;

use jiff::civil::Date;

use crate::answer::{Refusal, refuse};
use crate::args::{Cli, Command, Format};

/// Runs what the command line asks for.
pub fn run(cli: Cli) -> ExitCode {
    let day = cli.today.unwrap_or_else(today_in_shanghai);
    match cli.command {
        Command::Deadline(args) => deadline::run(&args),
        Command::Outcome(args) => outcome::run(&args, day),
        Command::Fee(args) => fee::run(&args, day),
        Command::Report { command } => report::run(command, cli.today),
        Command::Serve(args) => waiting(Format::Text, serve::run(&args, cli.today)),
        Command::Demo(args) => waiting(Format::Text, demo::run(&args, day, cli.today)),
        Command::Verify(args) => waiting(args.format, upkeep::verify(&args, cli.today)),
        Command::Rebuild(args) => waiting(args.format, upkeep::rebuild(&args, cli.today)),
        Command::Migrate(args) => waiting(args.format, upkeep::migrate(&args)),
        Command::Backup(args) => waiting(Format::Text, backup::run(&args)),
        Command::Calendar { command } => calendar::run(command, cli.today),
        Command::Organ { command } => organ::run(command, cli.today),
        Command::User { command } => user::run(command, cli.today),
        Command::Key { command } => key::run(&command),
        Command::ReadApart => crate::apart::run(),
    }
}

/// Runs a command that waits for the record; a refusal is said in the format and exits with 1.
fn waiting(format: Format, work: impl Future<Output = Result<ExitCode, Refusal>>) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            return refuse(format, &Refusal::new(format!("程序无法启动工作线程（{error}），请检查系统资源。")));
        }
    };
    match runtime.block_on(work) {
        Ok(status) => status,
        Err(refusal) => refuse(format, &refusal),
    }
}

/// The machine's clock.
#[expect(clippy::disallowed_methods, reason = "the command line is where the clock is asked")]
pub fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// The day it is in Shanghai (WD-8).
pub fn today_in_shanghai() -> Date {
    app::Moment::at(now()).today
}
