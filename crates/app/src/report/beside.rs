//! A year's report beside that of the year before.

use annual_report::{CellBeside, Report, Span, beside};
use store::Reader;
use uuid::Uuid;

use super::kept::{Kept, stream};
use super::life::check_year;
use crate::app::App;
use crate::authorise::Action;
use crate::error::{AppError, Faults};
use crate::occasion::Occasion;

/// Where the figures of a year come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figures {
    /// A frozen version.
    Frozen {
        /// Which.
        no: u32,
        /// Whether it is published.
        published: bool,
    },
    /// A report read from a file and adopted as the organ's own of that year.
    Adopted(Uuid),
    /// Counted from the record as it is now; they may still change.
    Counted,
}

/// A year's figures beside those of the year before.
#[derive(Debug, Clone)]
pub struct Beside {
    /// The year.
    pub year: i16,
    /// Where its figures come from: the last frozen version, or a count while the report is being made.
    pub now: Figures,
    /// Where the figures before come from; `None` when the record knows nothing of that year, and then nothing is compared.
    pub previous: Option<Figures>,
    /// Every cell of both forms, in order.
    pub cells: Vec<CellBeside>,
}

impl App {
    /// Puts a year's report beside the one of the year before: its published version if there is one, else its last frozen
    /// version, else the one adopted from a file, else a count of that year, as far as the record knows it.
    pub async fn beside_previous(&self, occasion: &Occasion<'_>, year: i16) -> Result<Beside, AppError> {
        self.permit(occasion, Action::ReadReport)?;
        let mut faults = Faults::default();
        check_year(year, &mut faults);
        faults.none_or()?;
        let mut reader = self.store.snapshot().await?;
        let kept = Kept::fold(&reader.load(occasion.organ, &stream(year)).await?.events)?;
        let (now, report) = match kept.last() {
            Some(last) if !kept.is_open() => {
                let frozen = self.read_version(&mut reader, occasion.organ, year, last).await?;
                let figures = Figures::Frozen { no: last.no, published: last.published.is_some() };
                (figures, frozen.frozen.report)
            }
            _ => (Figures::Counted, self.counted(&mut reader, occasion, year).await?),
        };
        let before = match year.checked_sub(1) {
            Some(before) => self.made_known(&mut reader, occasion, before).await?,
            None => None,
        };
        let (previous, previous_report) = before.unzip();
        Ok(Beside { year, now, previous, cells: beside(previous_report.as_ref(), &report) })
    }

    /// The figures of a year as they were made known, else as they are counted; `None` when nothing is known of it.
    async fn made_known(
        &self,
        reader: &mut Reader,
        occasion: &Occasion<'_>,
        year: i16,
    ) -> Result<Option<(Figures, Report)>, AppError> {
        let kept = Kept::fold(&reader.load(occasion.organ, &stream(year)).await?.events)?;
        let published = kept.versions.iter().rev().find(|version| version.published.is_some());
        if let Some(version) = published.or(kept.last()) {
            let frozen = self.read_version(reader, occasion.organ, year, version).await?;
            let figures = Figures::Frozen { no: version.no, published: version.published.is_some() };
            return Ok(Some((figures, frozen.frozen.report)));
        }
        if let Some((id, report)) = self.adopted_in(reader, occasion.organ, year).await? {
            return Ok(Some((Figures::Adopted(id), report)));
        }
        let known = reader.first_fact_on(occasion.organ).await?.is_some_and(|first| first.year() <= year);
        if !known {
            return Ok(None);
        }
        Ok(Some((Figures::Counted, self.counted(reader, occasion, year).await?)))
    }

    async fn counted(&self, reader: &mut Reader, occasion: &Occasion<'_>, year: i16) -> Result<Report, AppError> {
        let span = Span::year(year).map_err(|fault| AppError::NotNow(fault.to_string()))?;
        Ok(self.count_in(reader, occasion, span, false).await?.compiled.report)
    }
}
