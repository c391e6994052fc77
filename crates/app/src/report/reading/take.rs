//! Taking a report: a file or a pasted text is read, checked and kept; what cannot be read is told and not kept.

use annual_report::{CheckContext, Finding, Report, Severity, check};
use store::{Changes, Hash, Head, ReadReportRow, Write};
use uuid::Uuid;

use super::file::{Opened, finding, media_type, read_aside};
use super::kept::{KeptReading, stream};
use super::view::at_hand;
use crate::app::{App, new_event};
use crate::applicant::limit;
use crate::authorise::Action;
use crate::case::PAPER_MAX;
use crate::error::{AppError, Faults};
use crate::events::{EvidenceFile, Found, ReadReportEvent, ReadingRemark};
use crate::occasion::Occasion;
use crate::report::Mark;
use crate::report::entered::Followed;

/// Most characters of a file's name.
const NAME_MAX: usize = 200;
/// The name a pasted text is kept under.
const PASTED_NAME: &str = "粘贴的文字.txt";

/// What a report is read from.
#[derive(Clone)]
pub enum ReportSource {
    /// A file.
    File {
        /// Its name; for people only.
        name: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// Text that was copied from a page or a document.
    Pasted(String),
}

impl std::fmt::Debug for ReportSource {
    /// Leaves the content out: there may be millions of bytes.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File { name, bytes } => write!(f, "File({name}, {} bytes)", bytes.len()),
            Self::Pasted(text) => write!(f, "Pasted({} bytes)", text.len()),
        }
    }
}

impl ReportSource {
    /// The field its faults are told beside.
    fn field(&self) -> &'static str {
        match self {
            Self::File { .. } => "file",
            Self::Pasted(_) => "text",
        }
    }

    /// Notes what is wrong with it before it is read. Some browsers put folders before a file's name.
    fn check(&mut self, faults: &mut Faults) {
        match self {
            Self::File { name, bytes } => {
                *name = name.rsplit(['/', '\\']).next().unwrap_or_default().trim().to_owned();
                if name.is_empty() || name.chars().any(char::is_control) {
                    faults.add("file", "文件名不对，请改名后重新选择文件");
                }
                limit(name, NAME_MAX, "文件名", "file".to_owned(), faults);
                if bytes.is_empty() {
                    faults.add("file", "文件是空的，请重新选择文件");
                }
                if bytes.len() > PAPER_MAX {
                    faults.add("file", format!("文件太大：至多{}兆字节", PAPER_MAX >> 20));
                }
            }
            Self::Pasted(text) => {
                if text.trim().is_empty() {
                    faults.add("text", "请粘贴年度报告的全文，包括三张表格");
                }
                if text.len() > PAPER_MAX {
                    faults.add("text", "文字太长，请存成文件后上传");
                }
            }
        }
    }
}

impl App {
    /// Takes an annual report that exists as a file or as copied text: reads it, keeps it with what was read, gives its id.
    ///
    /// # Errors
    /// [`AppError::Invalid`] under `file` or `text` with what the file is and what to do, and then nothing is kept; the
    /// same where this very file is at hand already.
    pub async fn take_report(&self, occasion: &Occasion<'_>, mut source: ReportSource) -> Result<Uuid, AppError> {
        self.permit(occasion, Action::TakeReport)?;
        let field = source.field();
        let mut faults = Faults::default();
        source.check(&mut faults);
        faults.none_or()?;
        let (name, bytes) = match source {
            ReportSource::File { name, bytes } => (Some(name), bytes),
            ReportSource::Pasted(text) => (None, text.into_bytes()),
        };
        let read = read_aside(self.file_reader.clone(), bytes, name.clone()).await;
        let (bytes, opened) = read.map_err(|message| fault(field, message))?;
        let organ = occasion.organ;
        let mut write = self.store.write().await?;
        if let Some(row) = already_taken(&mut write, organ, &bytes).await? {
            let year = row.year.map_or_else(|| "年度不明".to_owned(), |year| format!("{year}年度"));
            let of_organ = if row.of_organ.is_empty() { "机关不明" } else { &row.of_organ };
            return Err(fault(field, format!("这个文件已经读取过（{of_organ}，{year}），请直接打开已有的一份")));
        }
        let id = self.new_id();
        let found = self.findings_counted(&mut write, organ, &opened.report, &opened.remarks).await?;
        let event = keep(&mut write, occasion, name, bytes, opened, found).await?;
        let mark = Mark { by: occasion.actor.id.clone(), on: occasion.on, at: occasion.at.kept() };
        let mut changes = Changes::new();
        changes.put(&KeptReading::begun(event.clone(), mark, occasion.reason)?.row(organ, id)?);
        write.append(organ, &stream(id), &Head::NONE, vec![new_event(occasion, &event)?], &changes).await?;
        write.commit().await?;
        Ok(id)
    }

    /// How much is to be said of a report that was read.
    pub(super) async fn findings_counted(
        &self,
        write: &mut Write,
        organ: &str,
        report: &Report,
        remarks: &[ReadingRemark],
    ) -> Result<Found, AppError> {
        let before = self.before_reading(write, organ, report).await?;
        Ok(count(&findings(report, before.as_ref().map(|before| before.report()), remarks)))
    }
}

/// Everything that is to be said of a report that was read: what the reader remarked, then what checking finds.
pub(super) fn findings(report: &Report, previous: Option<&Report>, remarks: &[ReadingRemark]) -> Vec<Finding> {
    let cite = report.form().citation();
    let mut all: Vec<Finding> = remarks.iter().map(|remark| finding(remark, cite)).collect();
    all.extend(check(report, &CheckContext { previous, fees: None, closing: false }));
    all
}

fn count(findings: &[Finding]) -> Found {
    let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let count = |severity| u32::try_from(of(severity)).unwrap_or(u32::MAX);
    Found {
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        unassessed: count(Severity::NotAssessable),
    }
}

fn fault(field: &str, message: String) -> AppError {
    let mut faults = Faults::default();
    faults.add(field, message);
    AppError::Invalid(faults)
}

/// The report that was read from the very same bytes and is at hand.
async fn already_taken(write: &mut Write, organ: &str, bytes: &[u8]) -> Result<Option<ReadReportRow>, AppError> {
    let digest = Hash::of(bytes);
    let rows = write.list::<ReadReportRow>(organ).await?;
    Ok(rows.into_iter().find(|row| row.blob == digest && at_hand(row)))
}

/// Stores the file and its reading and makes the event that refers to them.
async fn keep(
    write: &mut Write,
    occasion: &Occasion<'_>,
    name: Option<String>,
    bytes: Vec<u8>,
    opened: Opened,
    found: Found,
) -> Result<ReadReportEvent, AppError> {
    let (organ, at) = (occasion.organ, occasion.at.recorded_at);
    let media_type = media_type(opened.format);
    let size = bytes.len() as u64;
    let digest = write.put_blob(organ, bytes, media_type, at).await?;
    let reading = write.put_blob(organ, opened.contract, "application/json", at).await?;
    let pasted = name.is_none();
    Ok(ReadReportEvent::ReportTaken {
        organ: opened.report.organ.clone(),
        year: opened.report.year,
        form: opened.report.form().key().to_owned(),
        file: EvidenceFile {
            digest: digest.to_string(),
            name: name.unwrap_or_else(|| PASTED_NAME.to_owned()),
            media_type: media_type.to_owned(),
            size,
        },
        format: opened.format.to_string().trim().to_owned(),
        pasted,
        reading: reading.to_string(),
        remarks: opened.remarks,
        notes: opened.notes,
        found,
    })
}
