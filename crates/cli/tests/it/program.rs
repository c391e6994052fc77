//! Runs the built program as another program would.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

/// What the program answered.
pub struct Answer {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Answer {
    /// Its standard output as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("no JSON ({error}): {} {}", self.out, self.err))
    }
}

fn answer(output: Output) -> Answer {
    Answer {
        status: output.status.code().expect("the program ended by itself"),
        out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    }
}

/// Runs `gongkai` with these arguments and nothing on standard input.
pub fn gongkai<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Answer {
    answer(command(args).output().expect("the program starts"))
}

/// Runs `gongkai` with a text on standard input.
pub fn gongkai_told<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>, told: &str) -> Answer {
    use std::io::Write as _;
    let mut child = command(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that refuses before it reads closes the pipe; that is its answer.
    let _ = child.stdin.take().expect("its input is a pipe").write_all(told.as_bytes());
    answer(child.wait_with_output().expect("the program ends"))
}

/// Runs `gongkai` with a command line written as one text.
pub fn line(args: &str) -> Answer {
    gongkai(args.split_whitespace())
}

fn command<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.args(args).stdin(Stdio::null()).env_remove("GONGKAI_MASTER_KEY_FILE");
    command
}

/// The day all demos of these tests are made on.
pub const TODAY: &str = "2026-11-23";

/// A demo record, made once for all tests that only read it.
pub fn demo() -> &'static Path {
    &demos().1
}

/// The shared demo record, and beside it as `untouched` a copy no program opens: a database that is open has files beside
/// it that come and go, and cannot be copied file by file.
fn demos() -> &'static (TempDir, PathBuf) {
    static DEMO: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    DEMO.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = folder.path().join("data");
        let made = gongkai([
            OsStr::new("demo"),
            "--no-serve".as_ref(),
            "--today".as_ref(),
            TODAY.as_ref(),
            "--data".as_ref(),
            data.as_os_str(),
        ]);
        assert_eq!(made.status, 0, "{}", made.err);
        copy(&data, &folder.path().join("untouched"));
        (folder, data)
    })
}

/// A copy of the demo record that a test may change.
pub fn demo_of_its_own() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let data = folder.path().join("data");
    copy(&demos().0.path().join("untouched"), &data);
    (folder, data)
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder is made");
    for entry in std::fs::read_dir(from).expect("the folder is there").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file is copied");
        }
    }
}
