//! What is done with a report that was read: corrected by hand, adopted as the organ's own, taken back.
//!
//! Each act is one transaction. Who looked before acting hands back how far the stream then stood
//! ([`Occasion::having_seen`]) and is told what others did since.

use annual_report::Report;
use store::{Head, Write};
use uuid::Uuid;

use super::corrected::{Corrected, ReadingChange, laid_over};
use super::kept::{KeptReading, ReadFigures, ReadingStanding, stream};
use super::not_there;
use super::remarks::remarks_left;
use super::view::{adopt_obstacle, change_obstacle};
use crate::app::App;
use crate::authorise::Action;
use crate::error::{AppError, Faults};
use crate::events::{ORGAN_STREAM, ReadReportEvent};
use crate::occasion::Occasion;
use crate::report::entered::{must_have_reason, reasoned};

/// A reading opened for one act.
struct Opened {
    write: Write,
    head: Head,
    kept: KeptReading,
    figures: ReadFigures,
}

impl App {
    /// Corrects a reading by hand, for a reason. What was read stays beside it; every check follows the correction.
    ///
    /// A reading that is adopted is corrected by whoever may adopt one, and keeps its organ and its year.
    pub async fn correct_reading(
        &self,
        occasion: &Occasion<'_>,
        id: Uuid,
        changes: &[ReadingChange],
    ) -> Result<(), AppError> {
        self.permit(occasion, Action::TakeReport)?;
        let write = self.store.write().await?;
        let Opened { mut write, head, mut kept, figures } = self.open_reading(occasion, write, id).await?;
        if let Some(obstacle) = change_obstacle(&kept, changes.iter().any(ReadingChange::names)) {
            return Err(AppError::NotNow(obstacle));
        }
        self.permit_if_adopted(occasion, &kept)?;
        let mut faults = Faults::default();
        let mut report = figures.report;
        let mut made: Vec<Corrected> = Vec::new();
        for change in changes {
            if let Some(corrected) = change.of(&report, &mut faults) {
                made.push(corrected);
                report = laid_over(&figures.as_read, kept.corrected().chain(&made))?;
            }
        }
        if let Some(first) = changes.first().filter(|_| made.is_empty() && faults.0.is_empty()) {
            faults.add(first.field(), first.same());
        }
        must_have_reason(occasion, "请写明更正的原因：原件上是什么，哪里读错了", &mut faults);
        faults.none_or()?;
        let remarks = remarks_left(&kept.taken.remarks, kept.corrected().chain(&made), &report);
        let found = self.findings_counted(&mut write, occasion.organ, &report, &remarks).await?;
        let events = made.into_iter().map(|corrected| corrected.event(found)).collect::<Result<_, _>>()?;
        self.append_followed(occasion, &mut write, id, (&head, &mut kept), events).await?;
        self.committed(write).await
    }

    /// Adopts a report that was read as the organ's own report of its year: the reports of the year after are held against
    /// it. One adopted before for the same year steps back and stays at hand.
    pub async fn adopt_reading(&self, occasion: &Occasion<'_>, id: Uuid) -> Result<(), AppError> {
        self.permit(occasion, Action::FreezeReport)?;
        let mut write = self.store.write().await?;
        // One after another, so that of two that are adopted for one year the second sees the first.
        write.hold_alone(occasion.organ, ORGAN_STREAM).await?;
        let opened = self.open_reading(occasion, write, id).await?;
        let Opened { mut write, head, mut kept, figures } = opened;
        let obstacle = self.adopt_obstacle_in(&mut write, occasion, &kept, &figures.report).await?;
        let year = figures.report.year.and_then(|year| i16::try_from(year).ok());
        let year = match (obstacle, year) {
            (Some(obstacle), _) => return Err(AppError::NotNow(obstacle)),
            (None, None) => return Err(AppError::Inconsistent("采用的年度报告没有年度".to_owned())),
            (None, Some(year)) => year,
        };
        if let Some(row) = write.adopted_report(occasion.organ, i64::from(year)).await? {
            let (head, mut kept) = self.load_reading(&mut write, occasion.organ, row.reading_id).await?;
            let replaced = vec![ReadReportEvent::AdoptionReplaced { by: id.to_string() }];
            self.append_followed(occasion, &mut write, row.reading_id, (&head, &mut kept), replaced).await?;
        }
        let adopted = vec![ReadReportEvent::ReadingAdopted { year }];
        self.append_followed(occasion, &mut write, id, (&head, &mut kept), adopted).await?;
        self.committed(write).await
    }

    /// Takes back a report that was read, for a reason. File, reading and corrections stay in the record.
    pub async fn withdraw_reading(&self, occasion: &Occasion<'_>, id: Uuid) -> Result<(), AppError> {
        self.permit(occasion, Action::TakeReport)?;
        reasoned(occasion, "请写明撤回的原因")?;
        let write = self.store.write().await?;
        let Opened { mut write, head, mut kept, .. } = self.open_reading(occasion, write, id).await?;
        if let Some(obstacle) = change_obstacle(&kept, false) {
            return Err(AppError::NotNow(obstacle));
        }
        self.permit_if_adopted(occasion, &kept)?;
        let withdrawn = vec![ReadReportEvent::ReadingWithdrawn];
        self.append_followed(occasion, &mut write, id, (&head, &mut kept), withdrawn).await?;
        self.committed(write).await
    }

    /// What stands in the way of adopting a reading as things are, whoever asks.
    pub(super) async fn adopt_obstacle_in(
        &self,
        reader: &mut store::Reader,
        occasion: &Occasion<'_>,
        kept: &KeptReading,
        report: &Report,
    ) -> Result<Option<String>, AppError> {
        let profile = self.profile(reader, occasion.organ).await?;
        let year = report.year.and_then(|year| i16::try_from(year).ok());
        let frozen = match year {
            Some(year) => self.frozen_in(reader, occasion.organ, year).await?.is_some(),
            None => false,
        };
        Ok(adopt_obstacle(kept, report, &profile.name, frozen, occasion.at.today))
    }

    /// What is adopted is the organ's word on its year: only who may adopt may change it.
    fn permit_if_adopted(&self, occasion: &Occasion<'_>, kept: &KeptReading) -> Result<(), AppError> {
        match kept.standing {
            ReadingStanding::Adopted { .. } => self.permit(occasion, Action::FreezeReport),
            ReadingStanding::Stands | ReadingStanding::Withdrawn { .. } => Ok(()),
        }
    }

    async fn load_reading(&self, write: &mut Write, organ: &str, id: Uuid) -> Result<(Head, KeptReading), AppError> {
        let loaded = write.load(organ, &stream(id)).await?;
        let kept = KeptReading::fold(&loaded.events)?.ok_or_else(|| not_there(id))?;
        Ok((loaded.head, kept))
    }

    async fn open_reading(&self, occasion: &Occasion<'_>, mut write: Write, id: Uuid) -> Result<Opened, AppError> {
        let (head, kept) = self.load_reading(&mut write, occasion.organ, id).await?;
        if let Some(seen) = occasion.seen.filter(|seen| *seen != head.seq) {
            write.rollback().await?;
            return Err(self.overtaken(occasion.organ, &stream(id), seen).await);
        }
        let figures = self.figures_in(&mut write, occasion.organ, &kept).await?;
        Ok(Opened { write, head, kept, figures })
    }
}
