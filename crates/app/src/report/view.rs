//! Reading a year's report: how far it is, its versions, what later entries would change.

use std::collections::BTreeMap;

use annual_report::{CellChange, Compiled, Finding, Frozen, Narrative, difference};
use jiff::Timestamp;
use jiff::civil::Date;
use law::duty::{ReportDue, annual_report as due_of};
use law::reason::Reasoned;
use store::{Reader, StoredEvent};
use uuid::Uuid;

use super::kept::{Correction, Kept, Mark, Published, ReportStatus, Version, stream};
use super::life::check_year;
use super::step::{ReportStep, steps};
use crate::app::App;
use crate::authorise::Action;
use crate::error::{AppError, Faults};
use crate::event_names::event_name;
use crate::occasion::Occasion;

/// A frozen version of a report, with what it was frozen under.
#[derive(Debug, Clone)]
pub struct FrozenReport {
    /// It.
    pub frozen: Frozen,
    /// Which version: 1 for the first.
    pub no: u32,
    /// Its digest, as it stands in the event.
    pub digest: String,
    /// Who froze it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What needed an explanation when it was frozen; told only to whom freezes, empty when it is read again.
    pub remarks: Vec<Finding>,
}

impl FrozenReport {
    pub(super) fn of(frozen: Frozen, version: &Version) -> Self {
        Self {
            frozen,
            no: version.no,
            digest: version.digest.clone(),
            by: version.frozen.by.clone(),
            at: version.frozen.at,
            remarks: Vec::new(),
        }
    }
}

/// A year's report with all that was done with it.
#[derive(Debug, Clone)]
pub struct ReportYear {
    /// The year.
    pub year: i16,
    /// How far it is.
    pub status: ReportStatus,
    /// The frozen versions in order, each with its own marks.
    pub versions: Vec<Version>,
    /// The correction under way, if any.
    pub correcting: Option<Correction>,
    /// The texts as last written; absent while nobody wrote any, and then [`App::compile`] gives the draft.
    pub narrative: Option<Narrative>,
    /// Who wrote them last.
    pub written: Option<Mark>,
    /// How far the stream stands: to be handed back with [`Occasion::having_seen`] by whoever acts on what is shown here.
    pub seq: i64,
    /// When it is due (条例49); absent of a year no version of the rule is in force for.
    pub due: Option<Reasoned<ReportDue>>,
    /// What can be done next, and what stands in the way of the rest, for the person who asks.
    pub steps: Vec<ReportStep>,
    /// What was done with it, in order.
    pub history: Vec<ReportDone>,
    /// The report read from a file that is adopted for the year; it speaks only while none is frozen.
    pub adopted: Option<Uuid>,
}

/// One thing that was done with a year's report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportDone {
    /// The number of its event.
    pub seq: i64,
    /// What, in Chinese.
    pub what: &'static str,
    /// By whom, when.
    pub mark: Mark,
    /// Why; may be empty.
    pub reason: String,
}

/// A year in the list of reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportListed {
    /// The year.
    pub year: i16,
    /// How far its report is.
    pub status: ReportStatus,
    /// How many versions are frozen.
    pub versions: u32,
    /// Where the last published version is found.
    pub published: Option<Published>,
    /// The last permitted day (条例49); absent of a year no version of the rule is in force for.
    pub due: Option<Date>,
    /// Whether that day has passed, no version is published, and none was adopted from a file.
    pub overdue: bool,
    /// The report read from a file that is adopted for the year; it speaks only while none is frozen.
    pub adopted: Option<Uuid>,
}

impl App {
    /// Reads how far a year's report is, its versions and texts, and what can be done next.
    pub async fn report_year(&self, occasion: &Occasion<'_>, year: i16) -> Result<ReportYear, AppError> {
        self.permit(occasion, Action::ReadReport)?;
        let mut faults = Faults::default();
        check_year(year, &mut faults);
        faults.none_or()?;
        let mut reader = self.store.read().await?;
        let loaded = reader.load(occasion.organ, &stream(year)).await?;
        let kept = Kept::fold(&loaded.events)?;
        let due = self.report_due(&mut reader, occasion.organ, year).await?;
        Ok(ReportYear {
            year,
            status: kept.status(),
            steps: steps(&kept, year, occasion),
            seq: kept.seq,
            due,
            versions: kept.versions,
            correcting: kept.correcting,
            narrative: kept.narrative,
            written: kept.written,
            history: history(loaded.events),
            adopted: reader.adopted_report(occasion.organ, i64::from(year)).await?.map(|row| row.reading_id),
        })
    }

    /// Lists the years, the latest first: each from the first the record holds something of to the present one, and every
    /// one that has a report or has adopted one.
    pub async fn report_years(&self, occasion: &Occasion<'_>) -> Result<Vec<ReportListed>, AppError> {
        self.permit(occasion, Action::ReadReport)?;
        let organ = occasion.organ;
        let today = occasion.at.today;
        let mut reader = self.store.snapshot().await?;
        let first = reader.first_fact_on(organ).await?.map_or(today.year(), Date::year);
        let mut years: Vec<i16> = (first..=today.year()).collect();
        years.extend(reader.list::<store::ReportRow>(organ).await?.iter().map(|row| row.from_on.year()));
        let adopted: BTreeMap<i16, Uuid> = reader
            .list::<store::ReadReportRow>(organ)
            .await?
            .iter()
            .filter_map(|row| Some((i16::try_from(row.adopted_year?).ok()?, row.reading_id)))
            .collect();
        years.extend(adopted.keys());
        years.sort_unstable_by(|a, b| b.cmp(a));
        years.dedup();
        let mut listed = Vec::with_capacity(years.len());
        for year in years {
            let kept = Kept::fold(&reader.load(organ, &stream(year)).await?.events)?;
            let due = self.report_due(&mut reader, organ, year).await?.map(|due| due.value.due);
            let published = kept.versions.iter().rev().find_map(|version| version.published.clone());
            let adopted = adopted.get(&year).copied();
            let exists = published.is_some() || (adopted.is_some() && kept.versions.is_empty());
            listed.push(ReportListed {
                year,
                status: kept.status(),
                versions: kept.versions.len().try_into().unwrap_or(u32::MAX),
                overdue: !exists && due.is_some_and(|due| today > due),
                published,
                due,
                adopted,
            });
        }
        Ok(listed)
    }

    /// Reads the last frozen version of a year's report; `None` when none is frozen. Whoever may read reports may.
    pub async fn frozen(&self, occasion: &Occasion<'_>, year: i16) -> Result<Option<FrozenReport>, AppError> {
        self.permit(occasion, Action::ReadReport)?;
        let mut reader = self.store.read().await?;
        self.frozen_in(&mut reader, occasion.organ, year).await
    }

    /// Reads a frozen version of a year's report by its number.
    pub async fn frozen_version(&self, occasion: &Occasion<'_>, year: i16, no: u32) -> Result<FrozenReport, AppError> {
        self.permit(occasion, Action::ReadReport)?;
        let mut reader = self.store.read().await?;
        self.version_in(&mut reader, occasion.organ, year, no).await
    }

    /// What a count made now would show otherwise than the last frozen version of a year.
    pub async fn difference(&self, occasion: &Occasion<'_>, year: i16) -> Result<Vec<CellChange>, AppError> {
        self.permit(occasion, Action::ReadReport)?;
        let mut reader = self.store.snapshot().await?;
        let frozen = self.frozen_in(&mut reader, occasion.organ, year).await?;
        let frozen =
            frozen.ok_or_else(|| AppError::NotFound { what: "定稿的年度报告", which: year.to_string() })?;
        let now = self.count_in(&mut reader, occasion, frozen.frozen.span, true).await?;
        Ok(difference(&frozen.frozen, &now.compiled))
    }

    /// What one frozen version of a year shows otherwise than another.
    pub async fn difference_of_versions(
        &self,
        occasion: &Occasion<'_>,
        year: i16,
        before: u32,
        after: u32,
    ) -> Result<Vec<CellChange>, AppError> {
        self.permit(occasion, Action::ReadReport)?;
        let mut reader = self.store.read().await?;
        let before = self.version_in(&mut reader, occasion.organ, year, before).await?;
        let Frozen { report, span, behind, .. } =
            self.version_in(&mut reader, occasion.organ, year, after).await?.frozen;
        let after = Compiled { report, span, behind, findings: Vec::new() };
        Ok(difference(&before.frozen, &after))
    }

    pub(super) async fn frozen_in(
        &self,
        reader: &mut Reader,
        organ: &str,
        year: i16,
    ) -> Result<Option<FrozenReport>, AppError> {
        let kept = Kept::fold(&reader.load(organ, &stream(year)).await?.events)?;
        match kept.last() {
            Some(last) => self.read_version(reader, organ, year, last).await.map(Some),
            None => Ok(None),
        }
    }

    pub(super) async fn version_in(
        &self,
        reader: &mut Reader,
        organ: &str,
        year: i16,
        no: u32,
    ) -> Result<FrozenReport, AppError> {
        let kept = Kept::fold(&reader.load(organ, &stream(year)).await?.events)?;
        let version = kept.versions.iter().find(|version| version.no == no);
        let version = version
            .ok_or_else(|| AppError::NotFound {
                what: "定稿的年度报告", which: format!("{year}年第{no}版")
            })?;
        self.read_version(reader, organ, year, version).await
    }

    pub(super) async fn read_version(
        &self,
        reader: &mut Reader,
        organ: &str,
        year: i16,
        version: &Version,
    ) -> Result<FrozenReport, AppError> {
        let bytes = reader.blob(organ, version.snapshot).await?;
        let bytes = bytes.ok_or_else(|| store::Error::FileMissing(version.digest.clone()))?;
        let frozen =
            Frozen::read(&bytes).map_err(|fault| AppError::NotNow(format!("{year}年度的定稿无法读出：{fault}")))?;
        Ok(FrozenReport::of(frozen, version))
    }

    async fn report_due(
        &self,
        reader: &mut Reader,
        organ: &str,
        year: i16,
    ) -> Result<Option<Reasoned<ReportDue>>, AppError> {
        let (profile, calendar) = self.settings(reader, organ).await?;
        Ok(due_of(&calendar, profile.reporter, year, &profile.law).ok())
    }

    /// How far the report of a year is, and whether any version of it is published.
    pub(crate) async fn report_standing(
        &self,
        reader: &mut Reader,
        organ: &str,
        year: i16,
    ) -> Result<(ReportStatus, bool), AppError> {
        let kept = Kept::fold(&reader.load(organ, &stream(year)).await?.events)?;
        let published = kept.versions.iter().any(|version| version.published.is_some());
        Ok((kept.status(), published))
    }
}

pub(super) fn history(events: Vec<StoredEvent>) -> Vec<ReportDone> {
    let done = |event: StoredEvent| ReportDone {
        seq: event.seq,
        what: event_name(&event.kind),
        mark: Mark { by: event.actor, on: event.occurred_on, at: event.recorded_at },
        reason: event.reason,
    };
    events.into_iter().map(done).collect()
}
