//! A figure of table two as a unit hands it in, with everything wrong with it noted at once.

use annual_report::count::Span;
use annual_report::form::Path;
use annual_report::statement::StatedValue;
use jiff::civil::Date;
use uuid::Uuid;

use crate::applicant::limit;
use crate::case::PAPER_MAX;
use crate::error::Faults;
use crate::events::{EvidenceFile, StatementEvent};

/// Most characters of a unit, a signatory, a reference to evidence.
const TEXT_MAX: usize = 200;
/// Most characters of a media type.
const MEDIA_TYPE_MAX: usize = 100;

/// A figure as a unit hands it in.
#[derive(Debug, Clone)]
pub struct StatementForm {
    /// The unit that states it.
    pub unit: String,
    /// The path of the cell, such as `proactive.licences.decisions`.
    pub figure: Path,
    /// The days it speaks of; all in one calendar year.
    pub span: Span,
    /// The figure.
    pub value: StatedValue,
    /// Who signed.
    pub signed_by: String,
    /// When it was signed.
    pub signed_on: Date,
    /// Where the evidence is kept: a register's name and page. May be empty when a file is handed in.
    pub evidence: String,
    /// The file that proves it, handed in with the figure.
    pub file: Option<EvidenceUpload>,
}

/// A file handed in as evidence.
#[derive(Clone)]
pub struct EvidenceUpload {
    /// The name it was handed in under.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for EvidenceUpload {
    /// Leaves the bytes out: there may be millions.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EvidenceUpload({}, {} bytes)", self.name, self.bytes.len())
    }
}

impl StatementForm {
    pub(super) fn check(&self, today: Date, faults: &mut Faults) {
        for (value, what, field) in [(&self.unit, "填报处室", "unit"), (&self.signed_by, "签字人", "signed_by")]
        {
            if value.trim().is_empty() {
                faults.add(field, format!("请填写{what}"));
            }
            limit(value, TEXT_MAX, what, field.to_owned(), faults);
        }
        if self.evidence.trim().is_empty() && self.file.is_none() {
            faults.add("evidence", "请填写依据（台账的名称和页码），或者附上文件");
        }
        limit(&self.evidence, TEXT_MAX, "依据", "evidence".to_owned(), faults);
        if let Some(file) = &self.file {
            file.check(faults);
        }
        match self.figure {
            path @ Path::Proactive(..) => match self.value {
                StatedValue::Count(_) if path.is_money() => faults.add("value", "这一格是金额，请按元、角、分填写"),
                StatedValue::Fen(_) if !path.is_money() => faults.add("value", "这一格是件数，请填写整数"),
                StatedValue::Count(amount) | StatedValue::Fen(amount) if amount < 0 && !path.may_be_negative() => {
                    faults.add("value", "这一格不能是负数，请核对");
                }
                _ => {}
            },
            _ => faults.add("figure", "这一格不在年度报告第二部分的表格中，请重新选择"),
        }
        if !self.span.within_one_year() {
            faults.add("span", "起止日期应当在同一年度内，请分年填报");
        }
        if self.signed_on > today {
            faults.add("signed_on", "签字日期不能晚于今天");
        }
    }

    /// The event it becomes, with its file as the record knows it.
    pub(super) fn event(&self, file: Option<EvidenceFile>, replaces: Option<Uuid>) -> StatementEvent {
        StatementEvent::FigureStated {
            unit: self.unit.clone(),
            figure: self.figure,
            span: self.span,
            value: self.value,
            signed_by: self.signed_by.clone(),
            signed_on: self.signed_on,
            evidence: self.evidence.trim().to_owned(),
            file,
            replaces: replaces.map(|id| id.to_string()),
        }
    }
}

impl EvidenceUpload {
    fn check(&self, faults: &mut Faults) {
        let name = self.name.trim();
        if name.is_empty() || name.chars().any(|c| c.is_control() || matches!(c, '/' | '\\')) {
            faults.add("file", "文件名不对，不能为空，也不能有斜线，请改名后重新选择文件");
        }
        limit(name, TEXT_MAX, "文件名", "file".to_owned(), faults);
        let plain = |c: char| c.is_ascii_graphic() || c == ' ';
        if self.media_type.len() > MEDIA_TYPE_MAX || !self.media_type.chars().all(plain) {
            faults.add("file", "文件类型写得不对，应当是 application/pdf 这样的写法");
        }
        if self.bytes.is_empty() {
            faults.add("file", "文件是空的，请重新选择文件");
        }
        if self.bytes.len() > PAPER_MAX {
            faults.add("file", format!("文件太大：至多{}兆字节", PAPER_MAX >> 20));
        }
    }
}
