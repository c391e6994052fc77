//! Files read in a child process: this program, started again with a hidden command.

use std::process::ExitCode;
use std::sync::LazyLock;

use document::read::apart::{Apart, answer};
use document::read::convert::Converter;

/// The command by which the program starts itself.
pub const COMMAND: &str = "read-apart";

static READER: LazyLock<Apart> = LazyLock::new(|| {
    let apart = match std::env::current_exe() {
        Ok(own) => Apart::new(own, [COMMAND]),
        // A program that does not know itself cannot start itself: PDF and the like are refused, with the reason.
        Err(_) => Apart::nowhere(),
    };
    apart.converting(Converter::find())
});

/// The reader of files, one for the whole program; its children are used again.
pub fn reader() -> &'static Apart {
    &READER
}

/// The child's side.
pub fn run() -> ExitCode {
    match answer(std::io::stdin().lock(), std::io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
