//! Files read in another process: what breaks the parser of one file breaks nothing else.
//!
//! PDF, OFD and workbooks are taken apart by large parsers, partly of others. [`Apart`] hands such a file to a child
//! process, this same program started with an argument of its own, which has limits for memory and processor time
//! and is killed when its time is up. Children are used again for the next file; as many run as files are read at
//! once. All other formats are read in the process itself. Where no child can be started, such a file is refused.

mod child;
mod frame;
mod worker;

pub use child::answer;

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;

use super::convert::Converter;
use super::{Format, Limits, Note, Read, ReadError, document, sniff};
use worker::{Broken, Worker};

/// How long reading one file may take on a machine that has much else to do; what it costs is bounded by the child
/// itself. A program built for looking into it takes many times as long.
const TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 10 });
/// A child that has read so many files makes room for a fresh one.
const MOST_FILES: u32 = 200;
/// How many idle children are kept.
const MOST_IDLE: usize = 16;

/// Reads files, those of dangerous formats in child processes.
#[derive(Debug)]
pub struct Apart {
    place: Where,
    converter: Option<Converter>,
    time: Duration,
    idle: Mutex<Vec<Worker>>,
}

/// Where dangerous files are read.
#[derive(Debug)]
enum Where {
    /// In children: this program with these arguments.
    Child(PathBuf, Vec<OsString>),
    Here,
    Nowhere,
}

impl Apart {
    /// Reads in children: `program` started with `arguments` has to call [`answer`] on its standard input and output.
    pub fn new(program: impl Into<PathBuf>, arguments: impl IntoIterator<Item = impl Into<OsString>>) -> Self {
        Self::at(Where::Child(program.into(), arguments.into_iter().map(Into::into).collect()))
    }

    /// Reads everything in this process, as [`document`] does: for whoever has taken it apart from all else already.
    #[must_use]
    pub fn here() -> Self {
        Self::at(Where::Here)
    }

    /// Refuses files of dangerous formats: there is no program to start.
    #[must_use]
    pub fn nowhere() -> Self {
        Self::at(Where::Nowhere)
    }

    fn at(place: Where) -> Self {
        Self { place, converter: None, time: TIME, idle: Mutex::new(Vec::new()) }
    }

    /// The same, with Word 97-2003, RTF and OpenDocument files read by way of LibreOffice, if there is one.
    #[must_use]
    pub fn converting(mut self, converter: Option<Converter>) -> Self {
        self.converter = converter;
        self
    }

    /// The same, with another limit of time for each file.
    #[must_use]
    pub fn within(mut self, time: Duration) -> Self {
        self.time = time;
        self
    }

    /// Reads a file, whatever it is, as [`document`] does; may be called from many threads at once.
    ///
    /// # Errors
    /// As [`document`]; besides [`ReadError::TooSlow`] if the time was up, [`ReadError::Crashed`] if the child died
    /// over the file and [`ReadError::NoChild`] if none could be started.
    pub fn read(&self, bytes: &[u8], name: Option<&str>, limits: &Limits) -> Result<Read, ReadError> {
        if bytes.len() > limits.max_bytes || !looks_packed(bytes) {
            return document(bytes, name, limits);
        }
        let format = sniff(bytes)?;
        match (format, &self.converter) {
            (Format::Pdf | Format::Ofd | Format::Xls | Format::Xlsx, _) => self.apart(bytes, name, limits),
            (_, Some(converter)) if Converter::takes(format) => {
                let converted = converter.to_docx(bytes, format, limits.max_bytes)?;
                // What another program made of an unknown file is an unknown file.
                let mut read = self.apart(&converted, None, limits)?;
                read.format = format;
                read.notes.push(Note::Converted);
                if name.is_some_and(|name| format.differs_from(name)) {
                    read.notes.push(Note::NameDiffers);
                }
                Ok(read)
            }
            _ => document(bytes, name, limits),
        }
    }

    fn apart(&self, bytes: &[u8], name: Option<&str>, limits: &Limits) -> Result<Read, ReadError> {
        let (program, arguments) = match &self.place {
            Where::Child(program, arguments) => (program, arguments),
            Where::Here => return document(bytes, name, limits),
            Where::Nowhere => return Err(ReadError::NoChild),
        };
        let request = frame::request(bytes, name, limits).map_err(|_| ReadError::Crashed)?;
        // A child that was used before may have died of old age; a fresh one that dies, dies of this file.
        if let Some(worker) = self.idle() {
            match worker.ask(request.clone(), self.time) {
                Ok((worker, outcome)) => return self.keep(worker, outcome),
                Err(Broken::TooSlow) => return Err(ReadError::TooSlow),
                Err(Broken::Died) => {}
            }
        }
        let worker = Worker::start(program, arguments).map_err(|_| ReadError::NoChild)?;
        match worker.ask(request, self.time) {
            Ok((worker, outcome)) => self.keep(worker, outcome),
            Err(Broken::TooSlow) => Err(ReadError::TooSlow),
            Err(Broken::Died) => Err(ReadError::Crashed),
        }
    }

    fn idle(&self) -> Option<Worker> {
        self.idle.lock().ok()?.pop()
    }

    fn keep(&self, worker: Worker, outcome: Result<Read, ReadError>) -> Result<Read, ReadError> {
        if worker.files() < MOST_FILES
            && let Ok(mut idle) = self.idle.lock()
            && idle.len() < MOST_IDLE
        {
            idle.push(worker);
        }
        outcome
    }
}

/// Whether a file is of a kind that is not text; the others need no child and are decoded but once.
fn looks_packed(bytes: &[u8]) -> bool {
    let head = bytes.get(..1024.min(bytes.len())).unwrap_or_default();
    head.starts_with(b"PK")
        || head.starts_with(&super::compound::BEGINS)
        || head.starts_with(b"{\\rtf")
        || head.windows(5).any(|window| window == b"%PDF-")
}
