//! The report of the year before, which a report is held against: frozen here, else adopted from a file.

use annual_report::{Frozen, Report};
use store::{ReadReportRow, Reader};
use uuid::Uuid;

use super::FrozenReport;
use super::reading::{at_hand, same_organ};
use crate::app::App;
use crate::authorise::Action;
use crate::error::AppError;
use crate::occasion::Occasion;

/// Where the report of a year before comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// The last version frozen here.
    Frozen {
        /// Its year.
        year: i16,
        /// Which version.
        no: u32,
    },
    /// A report read from a file and adopted as the organ's own of that year.
    Adopted(Uuid),
    /// A report read from a file and not adopted; only another such report is held against it.
    Read(Uuid),
}

/// The report of a year before.
pub(crate) enum ReportBefore {
    Frozen(i16, Box<FrozenReport>),
    Adopted(Uuid, Box<Report>),
    Read(Uuid, Box<Report>),
}

impl ReportBefore {
    /// Where it comes from.
    pub fn whence(&self) -> Before {
        match self {
            Self::Frozen(year, frozen) => Before::Frozen { year: *year, no: frozen.no },
            Self::Adopted(id, _) => Before::Adopted(*id),
            Self::Read(id, _) => Before::Read(*id),
        }
    }

    /// It.
    pub fn report(&self) -> &Report {
        match self {
            Self::Frozen(_, frozen) => &frozen.frozen.report,
            Self::Adopted(_, report) | Self::Read(_, report) => report,
        }
    }

    /// The frozen version it is, with the cases behind it.
    pub fn frozen(&self) -> Option<&Frozen> {
        match self {
            Self::Frozen(_, frozen) => Some(&frozen.frozen),
            Self::Adopted(..) | Self::Read(..) => None,
        }
    }
}

impl App {
    /// Says which report of the year before a year's report is held against; `None` where there is none.
    pub async fn report_before(&self, occasion: &Occasion<'_>, year: i16) -> Result<Option<Before>, AppError> {
        self.permit(occasion, Action::ReadReport)?;
        let mut reader = self.store.snapshot().await?;
        let before = self.before_in(&mut reader, occasion.organ, year).await?;
        Ok(before.map(|before| before.whence()))
    }

    /// The organ's own report of the year before `year`.
    pub(super) async fn before_in(
        &self,
        reader: &mut Reader,
        organ: &str,
        year: i16,
    ) -> Result<Option<ReportBefore>, AppError> {
        let Some(before) = year.checked_sub(1) else { return Ok(None) };
        if let Some(frozen) = self.frozen_in(reader, organ, before).await? {
            return Ok(Some(ReportBefore::Frozen(before, Box::new(frozen))));
        }
        let adopted = self.adopted_in(reader, organ, before).await?;
        Ok(adopted.map(|(id, report)| ReportBefore::Adopted(id, Box::new(report))))
    }

    /// The report adopted as the organ's own of a year, as corrected.
    pub(super) async fn adopted_in(
        &self,
        reader: &mut Reader,
        organ: &str,
        year: i16,
    ) -> Result<Option<(Uuid, Report)>, AppError> {
        let Some(row) = reader.adopted_report(organ, i64::from(year)).await? else { return Ok(None) };
        let (_, figures) = self.reading_in(reader, organ, row.reading_id).await?;
        Ok(Some((row.reading_id, figures.report)))
    }

    /// The report of the year before one that was read: the organ's own where it is the organ's, else another that was
    /// read of the same organ, the latest taken.
    pub(super) async fn before_reading(
        &self,
        reader: &mut Reader,
        organ: &str,
        report: &Report,
    ) -> Result<Option<ReportBefore>, AppError> {
        let Some(year) = report.year.and_then(|year| i16::try_from(year).ok()) else { return Ok(None) };
        let profile = self.profile(reader, organ).await?;
        if same_organ(&report.organ, &profile.name)
            && let Some(before) = self.before_in(reader, organ, year).await?
        {
            return Ok(Some(before));
        }
        let wanted = Some(i64::from(year) - 1);
        let rows = reader.list::<ReadReportRow>(organ).await?;
        let fits =
            |row: &&ReadReportRow| row.year == wanted && at_hand(row) && same_organ(&row.of_organ, &report.organ);
        let Some(latest) = rows.iter().filter(fits).max_by_key(|row| (row.taken_at, row.reading_id)) else {
            return Ok(None);
        };
        let (_, figures) = self.reading_in(reader, organ, latest.reading_id).await?;
        Ok(Some(ReportBefore::Read(latest.reading_id, Box::new(figures.report))))
    }
}
