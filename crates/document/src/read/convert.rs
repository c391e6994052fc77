//! Word 97-2003, RTF and OpenDocument files turned into Word files by LibreOffice, where it is installed.
//!
//! Each conversion has a profile and a folder of its own, which go when it ends; macros do not run, nothing is
//! fetched. A conversion that takes too long is killed with all it started.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use super::{Format, ReadError};

/// The names under which LibreOffice is found.
const PROGRAMS: [&str; 2] = ["soffice", "libreoffice"];
/// How long one conversion may take; the first after installing sets up a profile.
const TIME: Duration = Duration::from_secs(120);
/// A profile in which documents run no macros, load nothing from elsewhere and update no links.
const PROFILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"#;

/// LibreOffice, as far as it is used here.
#[derive(Debug)]
pub struct Converter {
    program: PathBuf,
    time: Duration,
    count: AtomicU64,
}

impl Converter {
    /// Finds LibreOffice on the search path; `None` if it is not installed.
    #[must_use]
    pub fn find() -> Option<Self> {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path)
            .flat_map(|folder| PROGRAMS.map(|name| folder.join(name)))
            .find(|program| program.is_file())
            .map(Self::of)
    }

    /// The program at a place.
    #[must_use]
    pub fn of(program: PathBuf) -> Self {
        Self { program, time: TIME, count: AtomicU64::new(0) }
    }

    /// The same, with another limit of time for each file.
    #[must_use]
    pub fn within(mut self, time: Duration) -> Self {
        self.time = time;
        self
    }

    /// Whether files of a format go this way.
    #[must_use]
    pub fn takes(format: Format) -> bool {
        extension(format).is_some()
    }

    /// Turns a file into a Word file (.docx).
    ///
    /// # Errors
    /// [`ReadError::NotConverted`] if the program gave nothing back, [`ReadError::TooLarge`] if it gave more than
    /// `most` bytes, [`ReadError::TooSlow`] if its time was up.
    pub fn to_docx(&self, bytes: &[u8], format: Format, most: usize) -> Result<Vec<u8>, ReadError> {
        let failed = |_: io::Error| ReadError::NotConverted { format };
        let Some(extension) = extension(format) else { return Err(ReadError::NotConverted { format }) };
        let folder = Folder::make(self.count.fetch_add(1, Ordering::Relaxed)).map_err(failed)?;
        let source = folder.0.join(format!("document.{extension}"));
        let target = folder.0.join("out");
        let profile = folder.0.join("profile");
        fs::create_dir_all(profile.join("user")).map_err(failed)?;
        fs::write(profile.join("user/registrymodifications.xcu"), PROFILE).map_err(failed)?;
        fs::write(&source, bytes).map_err(failed)?;
        let mut command = Command::new(&self.program);
        command
            .arg(format!("-env:UserInstallation=file://{}", profile.display()))
            .args([
                "--headless",
                "--norestore",
                "--nologo",
                "--nolockcheck",
                "--nodefault",
                "--convert-to",
                "docx:MS Word 2007 XML",
            ])
            .arg("--outdir")
            .arg(&target)
            .arg(&source)
            .env("HOME", &folder.0)
            .env("TMPDIR", &folder.0)
            .current_dir(&folder.0)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        match run(command, self.time).map_err(failed)? {
            None => return Err(ReadError::TooSlow),
            Some(status) if !status.success() => return Err(ReadError::NotConverted { format }),
            Some(_) => {}
        }
        let made = target.join("document.docx");
        let size = fs::metadata(&made).map_err(failed)?.len();
        if size > most as u64 {
            return Err(ReadError::TooLarge { limit: most });
        }
        fs::read(&made).map_err(failed)
    }
}

/// What LibreOffice expects files of a format to be called.
fn extension(format: Format) -> Option<&'static str> {
    match format {
        Format::Doc => Some("doc"),
        Format::Rtf => Some("rtf"),
        Format::Odt => Some("odt"),
        _ => None,
    }
}

/// Runs a program within a time; `None` if it was up, and then it is killed with all it started.
fn run(mut command: Command, time: Duration) -> io::Result<Option<ExitStatus>> {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn()?;
    let id = child.id();
    let (said, ended) = mpsc::channel();
    let waiting = std::thread::spawn(move || {
        let _ = said.send(child.wait());
    });
    let outcome = ended.recv_timeout(time);
    // Whether it ended or not: nothing that it started stays.
    kill_group(id);
    let _ = waiting.join();
    match outcome {
        Ok(status) => status.map(Some),
        Err(_) => Ok(None),
    }
}

#[cfg(unix)]
fn kill_group(id: u32) {
    let group = i32::try_from(id).ok().and_then(rustix::process::Pid::from_raw);
    if let Some(group) = group {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
}

#[cfg(not(unix))]
fn kill_group(_id: u32) {}

/// A folder of one conversion; it goes with this value.
struct Folder(PathBuf);

impl Folder {
    fn make(count: u64) -> io::Result<Self> {
        // A folder that is there already is somebody else's: the next number is tried.
        let parent = std::env::temp_dir();
        for attempt in 0..1_000_u32 {
            let path = parent.join(format!("gongkai-{}-{count}-{attempt}", std::process::id()));
            match private(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}

/// Makes a folder into which nobody else looks.
fn private(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_does_not_end_is_stopped() {
        let mut command = Command::new("sleep");
        command.arg("600");
        assert!(matches!(run(command, Duration::from_millis(50)), Ok(None)));
    }

    #[test]
    fn a_program_that_gives_nothing_back_has_not_converted() {
        let converter = Converter::of(PathBuf::from("/bin/true"));
        let outcome = converter.to_docx(b"{\\rtf1 x}", Format::Rtf, 1000);
        assert_eq!(outcome, Err(ReadError::NotConverted { format: Format::Rtf }));
    }
}
