//! A report read from a file as its stream makes it, and its row.

use annual_report::{Report, Sources, json};
use store::{Changes, Hash, ReadReportRow, StoredEvent};
use uuid::Uuid;

use super::corrected::{Corrected, ReadingCorrection, laid_over};
use super::inconsistent;
use crate::codec::decode_stored;
use crate::error::AppError;
use crate::events::{EvidenceFile, Found, READ_REPORT_PREFIX, ReadReportEvent, ReadingRemark};
use crate::report::Mark;
use crate::report::entered::Followed;

/// How a report that was read stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadingStanding {
    /// It is at hand.
    Stands,
    /// The organ adopted it as its own report of a year.
    Adopted {
        /// The year.
        year: i16,
        /// By whom, when.
        mark: Mark,
    },
    /// It was taken back.
    Withdrawn {
        /// Why.
        because: String,
        /// By whom, when.
        mark: Mark,
    },
}

impl ReadingStanding {
    /// The word it is kept under.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Stands => "stands",
            Self::Adopted { .. } => "adopted",
            Self::Withdrawn { .. } => WITHDRAWN,
        }
    }
}

/// The word rows of what was taken back are kept under.
pub(super) const WITHDRAWN: &str = "withdrawn";

/// What was taken, as it was read.
#[derive(Debug, Clone)]
pub(super) struct Taken {
    pub file: EvidenceFile,
    pub format: String,
    pub pasted: bool,
    pub reading: Hash,
    pub remarks: Vec<ReadingRemark>,
    pub notes: Vec<String>,
    pub mark: Mark,
    /// What the person said of where it comes from; may be empty.
    pub note: String,
}

/// A report read from a file as its stream makes it.
#[derive(Debug, Clone)]
pub(crate) struct KeptReading {
    pub(super) taken: Taken,
    /// The organ's name, as corrected.
    pub(super) organ: String,
    /// The year, as corrected.
    pub(super) year: Option<u16>,
    /// The form's key, as corrected.
    form: String,
    pub(super) corrections: Vec<ReadingCorrection>,
    pub(super) standing: ReadingStanding,
    pub(super) found: Found,
    pub(super) seq: i64,
}

/// The figures of a reading.
pub(crate) struct ReadFigures {
    /// As they came out of the file.
    pub(super) as_read: Report,
    /// As corrected.
    pub(crate) report: Report,
    /// Where each stood.
    pub(super) sources: Sources,
}

impl KeptReading {
    /// Folds a reading from its stream; `None` when it has no events.
    pub(super) fn fold(events: &[StoredEvent]) -> Result<Option<Self>, AppError> {
        let mut folded: Option<Self> = None;
        for stored in events {
            let mark = Mark { by: stored.actor.clone(), on: stored.occurred_on, at: stored.recorded_at };
            let event = decode_stored(stored)?;
            match &mut folded {
                Some(kept) => kept.follow(event, mark, &stored.reason)?,
                None => folded = Some(Self::begun(event, mark, &stored.reason)?),
            }
        }
        Ok(folded)
    }

    /// Begins with the event that took it.
    pub(super) fn begun(event: ReadReportEvent, mark: Mark, reason: &str) -> Result<Self, AppError> {
        let ReadReportEvent::ReportTaken { organ, year, form, file, format, pasted, reading, remarks, notes, found } =
            event
        else {
            return Err(inconsistent("读取的年度报告没有读取的事件"));
        };
        let reading = Hash::parse(&reading).ok_or_else(|| inconsistent("读数的摘要无法读出"))?;
        let note = reason.to_owned();
        let taken = Taken { file, format, pasted, reading, remarks, notes, mark, note };
        let standing = ReadingStanding::Stands;
        Ok(Self { taken, organ, year, form, corrections: Vec::new(), standing, found, seq: 1 })
    }

    /// The year as whose report it is adopted.
    pub(super) fn adopted(&self) -> Option<i16> {
        match self.standing {
            ReadingStanding::Adopted { year, .. } => Some(year),
            _ => None,
        }
    }

    /// What was corrected so far, in order.
    pub(super) fn corrected(&self) -> impl Iterator<Item = &Corrected> + Clone {
        self.corrections.iter().map(|correction| &correction.what)
    }

    /// The figures: what was kept as read, and the corrections over it.
    pub(super) fn figures(&self, reading: &[u8]) -> Result<ReadFigures, AppError> {
        let (as_read, sources) =
            json::from_json(reading).map_err(|faults| inconsistent(&format!("读数无法读出：{faults}")))?;
        let report = laid_over(&as_read, self.corrected())?;
        Ok(ReadFigures { as_read, report, sources })
    }
}

impl Followed for KeptReading {
    type Event = ReadReportEvent;
    type Name = Uuid;
    type Row = ReadReportRow;

    fn stream(id: Uuid) -> String {
        stream(id)
    }

    fn follow(&mut self, event: ReadReportEvent, mark: Mark, reason: &str) -> Result<(), AppError> {
        self.seq += 1;
        let because = reason.to_owned();
        let (what, found) = match event {
            ReadReportEvent::ReportTaken { .. } => return Err(inconsistent("一份年度报告读取了两次")),
            ReadReportEvent::ReadingCorrected { cell, was, now, found } => (Corrected::cell(cell, &was, &now)?, found),
            ReadReportEvent::ReadOrganCorrected { was, now, found } => {
                self.organ.clone_from(&now);
                (Corrected::Organ { was, now }, found)
            }
            ReadReportEvent::ReadYearCorrected { was, now, found } => {
                self.year = now;
                (Corrected::Year { was, now }, found)
            }
            ReadReportEvent::ReadFormCorrected { was, now, found } => {
                now.form.key().clone_into(&mut self.form);
                (Corrected::Form { was, now }, found)
            }
            ReadReportEvent::ReadTextCorrected { section, now, found } => (Corrected::Text { section, now }, found),
            ReadReportEvent::ReadingAdopted { year } => {
                self.standing = ReadingStanding::Adopted { year, mark };
                return Ok(());
            }
            ReadReportEvent::AdoptionReplaced { .. } => {
                self.standing = ReadingStanding::Stands;
                return Ok(());
            }
            ReadReportEvent::ReadingWithdrawn => {
                self.standing = ReadingStanding::Withdrawn { because, mark };
                return Ok(());
            }
        };
        self.found = found;
        self.corrections.push(ReadingCorrection { what, because, mark });
        Ok(())
    }

    fn row(&self, organ: &str, id: Uuid) -> Result<ReadReportRow, AppError> {
        let blob = Hash::parse(&self.taken.file.digest).ok_or_else(|| inconsistent("文件的摘要无法读出"))?;
        Ok(ReadReportRow {
            organ: organ.to_owned(),
            reading_id: id,
            of_organ: self.organ.clone(),
            year: self.year.map(i64::from),
            form: self.form.clone(),
            format: self.taken.format.clone(),
            blob,
            status: self.standing.key().to_owned(),
            adopted_year: self.adopted().map(i64::from),
            errors: i64::from(self.found.errors),
            warnings: i64::from(self.found.warnings),
            unassessed: i64::from(self.found.unassessed),
            corrections: i64::try_from(self.corrections.len()).unwrap_or(i64::MAX),
            taken_by: self.taken.mark.by.clone(),
            taken_at: self.taken.mark.at,
            updated_seq: self.seq,
        })
    }
}

/// The name of the stream of a report read from a file.
pub(super) fn stream(id: Uuid) -> String {
    format!("{READ_REPORT_PREFIX}{}", id.hyphenated())
}

/// The reading a stream's name speaks of.
pub(crate) fn reading_of(stream: &str) -> Option<Uuid> {
    stream.strip_prefix(READ_REPORT_PREFIX).and_then(|id| Uuid::try_parse(id).ok())
}

/// The row a reading's stream is laid out into.
pub(crate) fn read_report_rows(organ: &str, id: Uuid, events: &[StoredEvent]) -> Result<Changes, AppError> {
    let mut changes = Changes::new();
    if let Some(kept) = KeptReading::fold(events)? {
        changes.put(&kept.row(organ, id)?);
    }
    Ok(changes)
}
