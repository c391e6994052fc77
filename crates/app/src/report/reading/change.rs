//! What is done with a report that was read: corrected by hand, adopted as the organ's own, taken back.
//!
//! Each act is one transaction. Who looked before acting hands back how far the stream then stood
//! ([`Occasion::having_seen`]) and is told what others did since.

use annual_report::{Cell, Path, Report, json};
use store::{Changes, Head, Write};
use uuid::Uuid;

use super::kept::{KeptReading, ReadFigures, ReadingStanding, stream};
use super::not_there;
use super::view::{adopt_obstacle, change_obstacle, remarks_left};
use crate::app::{App, new_event};
use crate::applicant::limit;
use crate::authorise::Action;
use crate::error::{AppError, Faults};
use crate::events::{Found, ORGAN_STREAM, ReadReportEvent};
use crate::occasion::Occasion;
use crate::report::Mark;

/// Most characters of an organ's name.
const ORGAN_MAX: usize = 200;
/// The first year there were reports of: 条例 came into force in 2008.
const FIRST_YEAR: u16 = 2008;
/// The last year that is written in four digits.
const LAST_YEAR: u16 = 9999;

/// What a file shows where it was read otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadingChange {
    /// A figure, a blank or a mark in a cell.
    Cell {
        /// The cell.
        path: Path,
        /// What the file shows there.
        now: Cell,
    },
    /// The organ's name.
    Organ(String),
    /// The year.
    Year(Option<u16>),
}

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
        reasoned(occasion, "请写明更正的原因，例如“原件第3页是12，读成了72”")?;
        let write = self.store.write().await?;
        let mut opened = self.open_reading(occasion, write, id).await?;
        let named = changes.iter().any(|change| !matches!(change, ReadingChange::Cell { .. }));
        if let Some(obstacle) = change_obstacle(&opened.kept, named) {
            return Err(AppError::NotNow(obstacle));
        }
        self.permit_if_adopted(occasion, &opened.kept)?;
        let mut faults = Faults::default();
        let mut report = opened.figures.report.clone();
        let mut made = Vec::new();
        for change in changes {
            made.extend(applied(change, &mut report, &mut faults));
        }
        if made.is_empty() && faults.0.is_empty() {
            let field = if named { "organ" } else { "value" };
            faults.add(field, "与现在的读数相同，没有需要更正的；请填写原件上的内容");
        }
        faults.none_or()?;
        let corrected: Vec<Path> = changes.iter().filter_map(cell_of).collect();
        let remarks = remarks_left(&opened.kept, &corrected);
        let found = self.findings_counted(&mut opened.write, occasion.organ, &report, &remarks).await?;
        let events = made.into_iter().map(|event| event(found)).collect();
        let Opened { mut write, head, kept, .. } = opened;
        self.append_reading(occasion, &mut write, id, (head, kept), events).await?;
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
        let Opened { mut write, head, kept, figures } = opened;
        let obstacle = self.adopt_obstacle_in(&mut write, occasion, &kept, &figures.report).await?;
        let year = figures.report.year.and_then(|year| i16::try_from(year).ok());
        let year = match (obstacle, year) {
            (Some(obstacle), _) => return Err(AppError::NotNow(obstacle)),
            (None, None) => return Err(AppError::Inconsistent("采用的年度报告没有年度".to_owned())),
            (None, Some(year)) => year,
        };
        if let Some(row) = write.adopted_report(occasion.organ, i64::from(year)).await? {
            let earlier = self.load_reading(&mut write, occasion.organ, row.reading_id).await?;
            let replaced = vec![ReadReportEvent::AdoptionReplaced { by: id.to_string() }];
            self.append_reading(occasion, &mut write, row.reading_id, earlier, replaced).await?;
        }
        let adopted = vec![ReadReportEvent::ReadingAdopted { year }];
        self.append_reading(occasion, &mut write, id, (head, kept), adopted).await?;
        self.committed(write).await
    }

    /// Takes back a report that was read, for a reason. File, reading and corrections stay in the record.
    pub async fn withdraw_reading(&self, occasion: &Occasion<'_>, id: Uuid) -> Result<(), AppError> {
        self.permit(occasion, Action::TakeReport)?;
        reasoned(occasion, "请写明撤回的原因")?;
        let write = self.store.write().await?;
        let Opened { mut write, head, kept, .. } = self.open_reading(occasion, write, id).await?;
        if let Some(obstacle) = change_obstacle(&kept, false) {
            return Err(AppError::NotNow(obstacle));
        }
        self.permit_if_adopted(occasion, &kept)?;
        let withdrawn = vec![ReadReportEvent::ReadingWithdrawn];
        self.append_reading(occasion, &mut write, id, (head, kept), withdrawn).await?;
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

    /// Appends to a reading's stream with its row.
    async fn append_reading(
        &self,
        occasion: &Occasion<'_>,
        write: &mut Write,
        id: Uuid,
        (head, mut kept): (Head, KeptReading),
        events: Vec<ReadReportEvent>,
    ) -> Result<(), AppError> {
        let mut news = Vec::with_capacity(events.len());
        for event in events {
            news.push(new_event(occasion, &event)?);
            let mark = Mark { by: occasion.actor.id.clone(), on: occasion.on, at: occasion.at.kept() };
            kept.follow(event, mark, occasion.reason)?;
        }
        let mut changes = Changes::new();
        changes.put(&kept.row(occasion.organ, id)?);
        let done = write.append(occasion.organ, &stream(id), &head, news, &changes).await;
        self.explain(done.map_err(AppError::Store)).await.map(drop)
    }

    async fn committed(&self, write: Write) -> Result<(), AppError> {
        let done = write.commit().await;
        self.explain(done.map_err(AppError::Store)).await
    }
}

fn cell_of(change: &ReadingChange) -> Option<Path> {
    match change {
        ReadingChange::Cell { path, .. } => Some(*path),
        ReadingChange::Organ(_) | ReadingChange::Year(_) => None,
    }
}

/// Makes an event once it is known what checking finds since.
type Made = Box<dyn FnOnce(Found) -> ReadReportEvent + Send>;

/// Applies a change to the report and gives its event; nothing where it changes nothing or is wrong.
fn applied(change: &ReadingChange, report: &mut Report, faults: &mut Faults) -> Option<Made> {
    match change {
        ReadingChange::Cell { path, now } => {
            let path = *path;
            let before = report.cell(path).clone();
            if before == *now {
                return None;
            }
            let (was, is) = (value_of(&before)?, value_of(now)?);
            let refused = match now {
                Cell::Unreadable(_) | Cell::Doubtful(_) => Some("请填写原件上的数字、空白或者符号".to_owned()),
                _ => json::cell_from_value(&is, path.is_money()).err(),
            };
            if let Some(message) = refused {
                faults.add("value", format!("这一格填得不对：{message}"));
                return None;
            }
            if !report.set(path, now.clone()) {
                faults.add("value", "这份报告没有这一格，请回到表格重新选择");
                return None;
            }
            Some(Box::new(move |found| ReadReportEvent::ReadingCorrected { cell: path, was, now: is, found }))
        }
        ReadingChange::Organ(now) => {
            let (was, now) = (report.organ.clone(), now.trim().to_owned());
            if now.is_empty() {
                faults.add("organ", "请填写报告上的机关名称");
            }
            limit(&now, ORGAN_MAX, "机关名称", "organ".to_owned(), faults);
            if was == now {
                return None;
            }
            report.organ.clone_from(&now);
            Some(Box::new(move |found| ReadReportEvent::ReadOrganCorrected { was, now, found }))
        }
        ReadingChange::Year(now) => {
            let (was, now) = (report.year, *now);
            if now.is_some_and(|year| !(FIRST_YEAR..=LAST_YEAR).contains(&year)) {
                faults.add("year", format!("年度应当是{FIRST_YEAR}年以后的四位年份"));
            }
            if was == now {
                return None;
            }
            report.year = now;
            Some(Box::new(move |found| ReadReportEvent::ReadYearCorrected { was, now, found }))
        }
    }
}

/// A cell as the contract writes it.
fn value_of(cell: &Cell) -> Option<serde_json::Value> {
    serde_json::to_value(cell).ok()
}

fn reasoned(occasion: &Occasion<'_>, message: &str) -> Result<(), AppError> {
    let mut faults = Faults::default();
    if occasion.reason.trim().is_empty() {
        faults.add("reason", message);
    }
    faults.none_or()
}
