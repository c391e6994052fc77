//! Reading a report out of a file, aside from the threads that answer requests.

use std::sync::Arc;

use annual_report::check::Quote;
use annual_report::{Finding, FromFile, Report, Severity, Sources, WithSources, from_file, json, reading_rules, rules};
use document::read::{Format, Limits, Read, ReadError};
use tokio::sync::Semaphore;

use crate::events::ReadingRemark;

/// How many files are read at once. One may keep a processor for a second and fill much memory; the rest wait in line.
const AT_ONCE: usize = 2;
/// The turns to read.
static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);

/// Turns a file into paragraphs and tables, whatever its format. Files are hostile: whoever has a process of its own to
/// read them in hands it in with [`crate::App::reading_files_by`].
pub trait FileReader: Send + Sync {
    /// Reads a file; `name` is its file name if known and decides nothing.
    ///
    /// # Errors
    /// What the file is instead and what to do, [`ReadError::Json`] if it is JSON.
    fn read(&self, bytes: &[u8], name: Option<&str>, limits: &Limits) -> Result<Read, ReadError>;
}

impl<F> FileReader for F
where
    F: Fn(&[u8], Option<&str>, &Limits) -> Result<Read, ReadError> + Send + Sync,
{
    fn read(&self, bytes: &[u8], name: Option<&str>, limits: &Limits) -> Result<Read, ReadError> {
        self(bytes, name, limits)
    }
}

/// A report as it was read out of a file.
pub(super) struct Opened {
    pub report: Report,
    /// What the reader had to say of the report, and what only the file shows of it.
    pub remarks: Vec<ReadingRemark>,
    /// What it had to say of the file.
    pub notes: Vec<String>,
    pub format: Format,
    /// The report as the contract's JSON with where each figure stood.
    pub contract: Vec<u8>,
}

/// Reads a file in its turn, on a thread of its own; gives the bytes back with what was read.
///
/// # Errors
/// A Chinese sentence that says what the file is and what to do.
pub(super) async fn read_aside(
    reader: Arc<dyn FileReader>,
    bytes: Vec<u8>,
    name: Option<String>,
) -> Result<(Vec<u8>, Opened), String> {
    let broken = |_| "读取这个文件时出错，请用原软件打开后另存为 Word 或 PDF 再试".to_owned();
    let _turn = TURNS.acquire().await.map_err(|_| "读取已经停止，请稍后再试".to_owned())?;
    let read = tokio::task::spawn_blocking(move || {
        let opened = open(reader.as_ref(), &bytes, name.as_deref());
        opened.map(|opened| (bytes, opened))
    });
    read.await.unwrap_or_else(|gone| Err(broken(gone)))
}

fn open(reader: &dyn FileReader, bytes: &[u8], name: Option<&str>) -> Result<Opened, String> {
    let read = reader.read(bytes, name, &Limits::default());
    let FromFile { report, sources, findings, outline, notes, format } =
        from_file(bytes, read).map_err(|error| error.to_string())?;
    let contract = contract(&report, &sources)?;
    // What only the file shows is not seen again once it is a report.
    let remarks = findings.iter().chain(&outline).map(remark).collect();
    Ok(Opened { report, remarks, notes, format, contract })
}

/// The bytes a reading is kept as; they must give the same reading again.
fn contract(report: &Report, sources: &Sources) -> Result<Vec<u8>, String> {
    let bytes = serde_json::to_vec(&WithSources { report, sources: Some(sources) });
    let bytes = bytes.map_err(|_| "读出的内容无法保存，请把这个文件交给维护人员".to_owned())?;
    let (again, places) = json::from_json(&bytes).map_err(|faults| format!("读出的内容无法保存：{faults}"))?;
    if again == *report && places == *sources {
        Ok(bytes)
    } else {
        Err("读出的内容无法原样保存，请把这个文件交给维护人员".to_owned())
    }
}

/// The media type a file is given out as.
pub(super) fn media_type(format: Format) -> &'static str {
    if format == Format::Text {
        return "text/plain; charset=utf-8";
    }
    match format {
        Format::Html => "text/html",
        Format::Pdf => "application/pdf",
        Format::Json => "application/json",
        Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Format::Doc => "application/msword",
        Format::Xls => "application/vnd.ms-excel",
        Format::Ofd => "application/ofd",
        Format::Odt => "application/vnd.oasis.opendocument.text",
        Format::Ods => "application/vnd.oasis.opendocument.spreadsheet",
        Format::Mhtml => "multipart/related",
        Format::Rtf => "application/rtf",
        _ => "application/octet-stream",
    }
}

const SEVERITIES: [(Severity, &str); 4] = [
    (Severity::Error, "error"),
    (Severity::Warning, "warning"),
    (Severity::Notice, "notice"),
    (Severity::NotAssessable, "not_assessable"),
];

fn remark(finding: &Finding) -> ReadingRemark {
    let word =
        SEVERITIES.iter().find(|(severity, _)| *severity == finding.severity).map_or("notice", |(_, word)| *word);
    ReadingRemark {
        rule: finding.rule.to_owned(),
        severity: word.to_owned(),
        cells: finding.cells.clone(),
        section: finding.quote.as_ref().map(|quote| quote.section),
        message: finding.message.clone(),
    }
}

/// A kept remark among the findings, with what its rule cites, else `cite`; a rule this program does not know is told
/// under the reader's name.
pub(super) fn finding(remark: &ReadingRemark, cite: &'static str) -> Finding {
    let checked = rules().iter().map(|rule| (rule.id, rule.cite));
    let mut known = checked.chain(reading_rules().iter().map(|rule| (rule.id, cite)));
    let (rule, cite) = known.find(|(id, _)| *id == remark.rule).unwrap_or(("READ", cite));
    let severity = SEVERITIES.iter().find(|(_, word)| *word == remark.severity).map(|(severity, _)| *severity);
    let severity = severity.unwrap_or(Severity::Notice);
    let finding = Finding::new(rule, severity, remark.cells.clone(), remark.message.clone(), cite);
    match remark.section {
        Some(section) => finding.quoting(Quote { section, range: 0..0, text: String::new() }),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_kept_is_the_finding_it_was() {
        let cells = vec!["applications.new.total".parse().unwrap()];
        for (severity, _) in SEVERITIES {
            let told = Finding::new("READ-UNEVEN", severity, cells.clone(), "请核对", "某号文");
            assert_eq!(finding(&remark(&told), "某号文"), told);
        }
        let newer = ReadingRemark {
            rule: "READ-NEW".to_owned(),
            severity: "grave".to_owned(),
            ..remark(&Finding::new("T3-BALANCE", Severity::Error, cells, "请核对", "某号文"))
        };
        let told = finding(&newer, "某号文");
        assert_eq!((told.rule, told.severity, told.message.as_str()), ("READ", Severity::Notice, "请核对"));
    }
}
