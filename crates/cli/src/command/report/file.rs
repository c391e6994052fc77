//! A report out of a file, whatever the file is.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use annual_report::{Finding, Report, Sources, json};
use document::read::{Limits, ReadError};

use crate::disk;

/// A report as it was read, and what a person should know of the reading.
pub struct Opened {
    pub report: Report,
    pub sources: Sources,
    pub findings: Vec<Finding>,
    /// What only the file shows of its sections, its preface and its signature.
    pub outline: Vec<Finding>,
    pub notes: Vec<String>,
}

/// Opens a file as an annual report; the error is a Chinese sentence that says what it is and what to do.
pub fn open(path: &Path) -> Result<Opened, String> {
    let limits = Limits::default();
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(limits.max_bytes as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| disk::in_words(&error))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    match crate::apart::reader().read(&bytes, name.as_deref(), &limits) {
        Ok(read) => {
            let notes = read.notes.iter().map(ToString::to_string).collect();
            let document = read.document;
            let read = annual_report::read(&document).map_err(|error| error.to_string())?;
            let outline = annual_report::check_document(&document, &read.report);
            Ok(Opened { report: read.report, sources: read.sources, findings: read.findings, outline, notes })
        }
        Err(ReadError::Json) => {
            let (report, sources) = json::from_json(&bytes).map_err(|error| error.to_string())?;
            Ok(Opened { report, sources, findings: Vec::new(), outline: Vec::new(), notes: Vec::new() })
        }
        Err(error) => Err(error.to_string()),
    }
}
