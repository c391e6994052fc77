//! The parent's side: one child, its pipes, and the patience with it.

use std::ffi::OsString;
use std::io::{self, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use super::frame::{self, Answer};

/// A child that reads files, one after the other.
#[derive(Debug)]
pub(super) struct Worker {
    child: Child,
    requests: Sender<Vec<u8>>,
    answers: Receiver<io::Result<Answer>>,
    files: u32,
}

/// Why a child gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    TooSlow,
    Died,
}

impl Worker {
    pub fn start(program: &Path, arguments: &[OsString]) -> io::Result<Self> {
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            let _ = child.kill();
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let (requests, asked) = mpsc::channel();
        let (said, answers) = mpsc::channel();
        let worker = Self { child, requests, answers, files: 0 };
        // Pipes know no patience; a thread waits on them and this side on the thread. It ends with the child.
        std::thread::Builder::new().spawn(move || talk(input, output, &asked, &said))?;
        Ok(worker)
    }

    /// Has a file read; a child that gave no answer is gone.
    pub fn ask(mut self, request: Vec<u8>, time: Duration) -> Result<(Self, Answer), Broken> {
        self.files += 1;
        self.requests.send(request).map_err(|_| Broken::Died)?;
        match self.answers.recv_timeout(time) {
            Ok(Ok(answer)) => Ok((self, answer)),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(self.death()),
            Err(RecvTimeoutError::Timeout) => Err(Broken::TooSlow),
        }
    }

    /// Why a child went that says no more.
    fn death(&mut self) -> Broken {
        let _ = self.child.kill();
        match self.child.wait() {
            Ok(status) if ran_out_of_time(status) => Broken::TooSlow,
            _ => Broken::Died,
        }
    }

    /// How many files it was given.
    pub fn files(&self) -> u32 {
        self.files
    }
}

/// Whether a child was ended for the processor time it took.
#[cfg(unix)]
fn ran_out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(rustix::process::Signal::XCPU.as_raw())
}

#[cfg(not(unix))]
fn ran_out_of_time(_: ExitStatus) -> bool {
    false
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn talk(mut input: ChildStdin, output: ChildStdout, asked: &Receiver<Vec<u8>>, said: &Sender<io::Result<Answer>>) {
    let mut output = BufReader::new(output);
    let mut greeted = false;
    while let Ok(request) = asked.recv() {
        let mut one = || -> io::Result<Answer> {
            if !greeted {
                frame::greeted(&mut output)?;
                greeted = true;
            }
            input.write_all(&request)?;
            input.flush()?;
            let answer = frame::next(&mut output)?.ok_or(io::ErrorKind::UnexpectedEof)?;
            Ok(serde_json::from_slice(&answer)?)
        };
        let outcome = one();
        let failed = outcome.is_err();
        if said.send(outcome).is_err() || failed {
            return;
        }
    }
}
