//! A report out of a file, whatever the file is: what the reader of files gave, read and looked at as a report.

use document::read::{Format, Read, ReadError};

use crate::check::{Finding, check_document};
use crate::json::{self, NotTheContract};
use crate::read::{NotAReport, read};
use crate::report::{Report, Sources};

/// A report as a file shows it.
#[derive(Debug, Clone)]
pub struct FromFile {
    /// The report.
    pub report: Report,
    /// Where each figure stood.
    pub sources: Sources,
    /// What the reader has to say of the report.
    pub findings: Vec<Finding>,
    /// What only the file shows of its sections, its preface and its signature.
    pub outline: Vec<Finding>,
    /// What a person should know of how the file was read, in Chinese.
    pub notes: Vec<String>,
    /// What the file is.
    pub format: Format,
}

/// Why there is no report in a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoReport {
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] ReadError),
    /// It can, and is no annual report.
    #[error(transparent)]
    Report(#[from] NotAReport),
    /// It is JSON, and not of the contract.
    #[error(transparent)]
    Json(#[from] NotTheContract),
}

/// Takes the report out of a file that was read; `read_in` is what reading its bytes gave, which for JSON is an error.
///
/// # Errors
/// What the file is instead and what to do.
pub fn from_file(bytes: &[u8], read_in: Result<Read, ReadError>) -> Result<FromFile, NoReport> {
    let file = match read_in {
        Err(ReadError::Json) => {
            let (report, sources) = json::from_json(bytes)?;
            let (findings, outline, notes) = (Vec::new(), Vec::new(), Vec::new());
            return Ok(FromFile { report, sources, findings, outline, notes, format: Format::Json });
        }
        other => other?,
    };
    let found = read(&file.document)?;
    Ok(FromFile {
        outline: check_document(&file.document, &found.report),
        report: found.report,
        sources: found.sources,
        findings: found.findings,
        notes: file.notes.iter().map(ToString::to_string).collect(),
        format: file.format,
    })
}
