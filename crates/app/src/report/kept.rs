//! A year's report as its stream makes it: the texts, the frozen versions, and what became of each.
//!
//! ```text
//! 编制 ─ freeze ─ 已定稿 ─ sign ─ 已签署 ─ submit ─ 已报送 ─ publish ─ 已公布
//!                    └──────────── begin_correction ─ 更正中 ─ freeze ─ 已定稿 (the next version)
//! ```
//!
//! A government hands in to nobody and a department may publish first (条例49), so publishing asks for the signature only.

use annual_report::{Narrative, Span};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Changes, Hash, ReportRow, StoredEvent};
use uuid::Uuid;

use super::entered::Followed;
use super::step::ReportAct;
use crate::codec::decode_stored;
use crate::error::AppError;
use crate::events::{REPORT_PREFIX, ReportEvent};

/// How far a year's report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportStatus {
    /// 编制中: no version is frozen yet.
    Draft,
    /// 已定稿: the last version is frozen.
    Frozen,
    /// 已签署.
    Signed,
    /// 已报送.
    Submitted,
    /// 已公布.
    Published,
    /// 更正中: the next version is being made; the last one stands.
    Correcting,
}

impl ReportStatus {
    /// Every status.
    pub const ALL: [Self; 6] =
        [Self::Draft, Self::Frozen, Self::Signed, Self::Submitted, Self::Published, Self::Correcting];

    /// The word it is kept under.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Frozen => "frozen",
            Self::Signed => "signed",
            Self::Submitted => "submitted",
            Self::Published => "published",
            Self::Correcting => "correcting",
        }
    }

    /// What the screen calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "编制中",
            Self::Frozen => "已定稿",
            Self::Signed => "已签署",
            Self::Submitted => "已报送",
            Self::Published => "已公布",
            Self::Correcting => "更正中",
        }
    }
}

/// Who did something, of which day, and when it was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The login.
    pub by: String,
    /// The day of the fact.
    pub on: Date,
    /// When it was entered.
    pub at: Timestamp,
}

/// That a version was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submitted {
    /// To which organ.
    pub to: String,
    /// By whom, when.
    pub mark: Mark,
}

/// That a version was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The address of the page.
    pub address: String,
    /// By whom, when.
    pub mark: Mark,
}

/// Why a frozen version is or was corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The version that comes of it.
    pub no: u32,
    /// The reason given.
    pub because: String,
    /// By whom, when it began.
    pub mark: Mark,
}

/// A frozen version of a year's report. It is kept whole whatever comes after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// 1 for the first, one more after each correction.
    pub no: u32,
    /// SM3 of its snapshot, in hexadecimal.
    pub digest: String,
    /// Who froze it.
    pub frozen: Mark,
    /// Why it took the place of the version before; absent of the first.
    pub corrects: Option<Correction>,
    /// Who signed it.
    pub signed: Option<Mark>,
    /// To whom it was handed in.
    pub submitted: Option<Submitted>,
    /// Where it was published.
    pub published: Option<Published>,
    pub(crate) snapshot: Hash,
}

impl Version {
    /// How far this version is.
    pub fn status(&self) -> ReportStatus {
        if self.published.is_some() {
            ReportStatus::Published
        } else if self.submitted.is_some() {
            ReportStatus::Submitted
        } else if self.signed.is_some() {
            ReportStatus::Signed
        } else {
            ReportStatus::Frozen
        }
    }
}

/// A year's report as its stream makes it.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// The texts as last written; absent while nobody has written any.
    pub narrative: Option<Narrative>,
    /// Who wrote them.
    pub written: Option<Mark>,
    /// The texts as they were when the last version was frozen.
    at_frozen: (Option<Narrative>, Option<Mark>),
    /// The frozen versions in order.
    pub versions: Vec<Version>,
    /// The correction under way.
    pub correcting: Option<Correction>,
    /// The number of the last event; 0 while there is none.
    pub seq: i64,
}

impl Kept {
    /// Folds a report from its stream.
    pub fn fold(events: &[StoredEvent]) -> Result<Self, AppError> {
        let mut kept = Kept::default();
        for event in events {
            let mark = Mark { by: event.actor.clone(), on: event.occurred_on, at: event.recorded_at };
            kept.follow(decode_stored(event)?, mark, &event.reason)?;
            kept.seq = event.seq;
        }
        Ok(kept)
    }

    fn version_mut(&mut self, no: u32) -> Result<&mut Version, AppError> {
        let found = self.versions.iter_mut().find(|version| version.no == no);
        found.ok_or_else(|| AppError::Inconsistent(format!("年度报告没有第{no}版")))
    }

    /// The number the next version will have.
    pub fn next_no(&self) -> u32 {
        self.versions.last().map_or(1, |last| last.no.saturating_add(1))
    }

    /// The last frozen version.
    pub fn last(&self) -> Option<&Version> {
        self.versions.last()
    }

    /// How far the report is.
    pub fn status(&self) -> ReportStatus {
        match (self.last(), &self.correcting) {
            (None, _) => ReportStatus::Draft,
            (Some(_), Some(_)) => ReportStatus::Correcting,
            (Some(last), None) => last.status(),
        }
    }

    /// Whether the texts and the figures are still being made: no version is frozen, or the next one is under way.
    pub fn is_open(&self) -> bool {
        matches!(self.status(), ReportStatus::Draft | ReportStatus::Correcting)
    }

    /// Fails when the act is not open as the report stands.
    pub fn may(&self, act: ReportAct, year: i16, today: Date) -> Result<(), AppError> {
        act.obstacle(self, year, today).map_or(Ok(()), |obstacle| Err(AppError::NotNow(obstacle)))
    }
}

impl Followed for Kept {
    type Event = ReportEvent;
    type Name = i16;
    type Row = ReportRow;

    fn stream(year: i16) -> String {
        stream(year)
    }

    fn follow(&mut self, event: ReportEvent, mark: Mark, reason: &str) -> Result<(), AppError> {
        self.seq += 1;
        match event {
            ReportEvent::NarrativeWritten { overview, problems, other } => {
                self.narrative = Some(Narrative { overview, problems, other });
                self.written = Some(mark);
            }
            ReportEvent::ReportFrozen { snapshot } => {
                let hash =
                    Hash::parse(&snapshot).ok_or_else(|| AppError::Inconsistent("定稿的摘要无法读出".to_owned()))?;
                self.versions.push(Version {
                    no: self.next_no(),
                    digest: snapshot,
                    frozen: mark,
                    corrects: self.correcting.take(),
                    signed: None,
                    submitted: None,
                    published: None,
                    snapshot: hash,
                });
                self.at_frozen = (self.narrative.clone(), self.written.clone());
            }
            ReportEvent::ReportSigned { no, .. } => self.version_mut(no)?.signed = Some(mark),
            ReportEvent::ReportSubmitted { no, to } => {
                self.version_mut(no)?.submitted = Some(Submitted { to, mark });
            }
            ReportEvent::ReportPublished { no, address } => {
                self.version_mut(no)?.published = Some(Published { address, mark });
            }
            ReportEvent::CorrectionBegun { no } => {
                self.correcting = Some(Correction { no, because: reason.to_owned(), mark });
            }
            ReportEvent::CorrectionGivenUp { .. } => {
                self.correcting = None;
                (self.narrative, self.written) = self.at_frozen.clone();
            }
        }
        Ok(())
    }

    fn row(&self, organ: &str, year: i16) -> Result<ReportRow, AppError> {
        let span = Span::year(year).map_err(|_| AppError::Inconsistent(format!("{year}不是年度")))?;
        Ok(ReportRow {
            organ: organ.to_owned(),
            report_id: report_id(year),
            from_on: span.from(),
            to_on: span.to(),
            status: self.status().key().to_owned(),
            blob: self.last().map(|last| last.snapshot),
            frozen_at: self.last().map(|last| last.frozen.at),
            updated_seq: self.seq,
        })
    }
}

/// The name of the stream of a year's report.
pub(crate) fn stream(year: i16) -> String {
    format!("{REPORT_PREFIX}{year}")
}

/// The year a report's stream speaks of.
pub(crate) fn year_of(stream: &str) -> Option<i16> {
    stream.strip_prefix(REPORT_PREFIX).and_then(|year| year.parse().ok())
}

/// The id of a year's report: the same in every organ, whose code leads the key.
pub(crate) fn report_id(year: i16) -> Uuid {
    Uuid::from_u128(u128::from(year.unsigned_abs()))
}

/// The row a report's stream is laid out into.
pub(crate) fn report_rows(organ: &str, year: i16, events: &[StoredEvent]) -> Result<Changes, AppError> {
    let kept = Kept::fold(events)?;
    let mut changes = Changes::new();
    if kept.seq > 0 {
        changes.put(&kept.row(organ, year)?);
    }
    Ok(changes)
}
