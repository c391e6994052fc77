//! The working-day calendar all organs share: adopted by events, folded from them, and what a new notice moves.
//!
//! The notices the program carries are adopted whole by an event on the first start, so that a later program's own table
//! cannot change what was computed. A notice imported later is adopted the same way; which cases it moves is computed and
//! shown, and the rows that list them are laid out anew in the same transaction.

mod preview;

use std::sync::Arc;

use jiff::civil::Date;
use law::calendar::{Calendar, Notice};
use store::{CalendarNotice, Changes, Head, LayoutRow, Loaded, Reader, StoredEvent};
use uuid::Uuid;

use crate::actor::{Actor, PLATFORM};
use crate::app::{App, new_event};
use crate::authorise::Action;
use crate::case::{DeskCase, case_ids, fold_case, rows_of, stream_of};
use crate::codec::decode_stored;
use crate::error::{AppError, Faults};
use crate::events::{CALENDAR_STREAM, CalendarEvent};
use crate::moment::Moment;
use crate::occasion::Occasion;

pub use preview::{MovedCase, MovedDate, MovedLetter, NoticePreview};

/// A case whose due day a notice moves.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Moved {
    /// The organ's code.
    pub organ: String,
    /// The case.
    pub case_id: Uuid,
    /// Its number, if it has one.
    pub number: Option<String>,
    /// The day it was due by the calendar before.
    pub from: Option<Date>,
    /// The day it is due now.
    pub to: Option<Date>,
    /// Whether the day it is due now still rests on a year without notice.
    pub provisional: bool,
}

/// What importing a notice did.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Imported {
    /// The notice's year.
    pub year: i16,
    /// Its number.
    pub number: String,
    /// Whether it was in force already, so that nothing changed.
    pub already_in_force: bool,
    /// The open cases whose due day it moves, or makes certain.
    pub moved: Vec<Moved>,
}

impl App {
    /// Lays all rows out anew if another program laid them out otherwise, and adopts the notices the program carries and the
    /// record does not have yet; does nothing when neither is due.
    ///
    /// To be called on every start, before anything is computed. It is the program's own act.
    pub async fn start(&self, at: Moment) -> Result<(), AppError> {
        let mut reader = self.store.read().await?;
        let loaded = reader.load(PLATFORM, CALENDAR_STREAM).await?;
        let layout = reader.find::<LayoutRow>(PLATFORM, &()).await?.map(|row| row.version);
        drop(reader);
        if !loaded.events.is_empty() && layout != Some(LAYOUT) {
            let streams = self.lay_out_anew().await?;
            tracing::info!(streams, layout = LAYOUT, "rows laid out anew");
        }
        let folded = fold_calendar(&loaded.events)?;
        let known: Vec<i16> = folded.notices().iter().map(Notice::year).collect();
        let fresh: Vec<Notice> =
            Calendar::embedded_notices().iter().filter(|notice| !known.contains(&notice.year())).cloned().collect();
        if fresh.is_empty() {
            return Ok(());
        }
        let actor = Actor::console(PLATFORM);
        let occasion = Occasion::now(&actor, at).because("程序自带的工作日历");
        let event = CalendarEvent::EmbeddedCalendarAdopted { notices: fresh };
        let done = self.adopt(&occasion, &loaded, &event).await;
        match self.explain(done).await {
            // Another node started at the same moment and adopted the same.
            Err(AppError::Overtaken(_)) => Ok(()),
            other => other.map(drop),
        }
    }

    /// The calendar as the events of the platform make it now.
    pub async fn calendar(&self) -> Result<Arc<Calendar>, AppError> {
        let mut reader = self.store.read().await?;
        self.calendar_in(&mut reader).await
    }

    /// The same, read through a reader that is open already.
    pub(crate) async fn calendar_in(&self, reader: &mut Reader) -> Result<Arc<Calendar>, AppError> {
        let head = reader.head(PLATFORM, CALENDAR_STREAM).await?;
        self.calendar_at(reader, head).await
    }

    /// The same where it is known how far its stream goes; read only when that is not where it was folded last.
    pub(crate) async fn calendar_at(&self, reader: &mut Reader, head: Head) -> Result<Arc<Calendar>, AppError> {
        if let Ok(folded) = self.folded.read()
            && let Some((of, calendar)) = folded.as_ref()
            && *of == head
        {
            return Ok(calendar.clone());
        }
        let loaded = reader.load(PLATFORM, CALENDAR_STREAM).await?;
        let calendar = Arc::new(fold_calendar(&loaded.events)?);
        if let Ok(mut folded) = self.folded.write() {
            *folded = Some((loaded.head, calendar.clone()));
        }
        Ok(calendar)
    }

    /// Adopts a holiday notice from its file's text and says which open cases it moves.
    ///
    /// [`App::preview_notice`] says beforehand what it would move; whoever has seen that hands its `seq` back with
    /// [`Occasion::having_seen`]. Refused with all faults of the file at once; a notice for a year that has another must name it as replaced.
    pub async fn import_calendar(&self, occasion: &Occasion<'_>, text: &str) -> Result<Imported, AppError> {
        self.permit_on_platform(occasion, Action::ImportCalendar).await?;
        let notice = Notice::parse(text).map_err(invalid)?;
        let loaded = self.store.load(PLATFORM, CALENDAR_STREAM).await?;
        if let Some(seen) = occasion.seen.filter(|seen| *seen != loaded.head.seq) {
            return Err(self.overtaken(PLATFORM, CALENDAR_STREAM, seen).await);
        }
        let before = fold_calendar(&loaded.events)?;
        let mut after = before.clone();
        after.adopt(notice.clone()).map_err(invalid)?;
        let mut imported = Imported {
            year: notice.year(),
            number: notice.number().to_owned(),
            already_in_force: after == before,
            moved: Vec::new(),
        };
        if imported.already_in_force {
            return Ok(imported);
        }
        let event = CalendarEvent::NoticeAdopted { notice };
        let done = self.adopt(occasion, &loaded, &event).await;
        imported.moved = self.explain(done).await?;
        Ok(imported)
    }

    /// Appends to the calendar's stream and lays out anew the rows of every case that is moved.
    async fn adopt(
        &self,
        occasion: &Occasion<'_>,
        loaded: &Loaded,
        event: &CalendarEvent,
    ) -> Result<Vec<Moved>, AppError> {
        let before = fold_calendar(&loaded.events)?;
        let new = new_event(occasion, event)?;
        let mut after = before.clone();
        take_up(&mut after, event)?;
        let mut write = self.store.write().await?;
        let appended = write.append(PLATFORM, CALENDAR_STREAM, &loaded.head, vec![new], &Changes::new()).await?;
        let mut changes = notice_rows(&appended.events)?;
        let mut moved = Vec::new();
        for organ in write.organs().await?.into_iter().filter(|organ| organ != PLATFORM) {
            let profile = self.profile(&mut write, &organ).await?;
            for case_id in case_ids(&mut write, &organ).await? {
                let stream = write.load(&organ, &stream_of(case_id)).await?;
                let case: DeskCase = fold_case(&stream.events)?;
                let was = rows_of(&organ, case_id, &case, &before, &profile);
                let is = rows_of(&organ, case_id, &case, &after, &profile);
                let due = |rows: &crate::case::CaseRows| rows.row.due_on.map(|on| (on, rows.row.provisional));
                if due(&was) != due(&is) && is.row.closed_on.is_none() {
                    moved.push(Moved {
                        organ: organ.clone(),
                        case_id,
                        number: case.number.clone(),
                        from: was.row.due_on,
                        to: is.row.due_on,
                        provisional: is.row.provisional,
                    });
                }
                is.put_changed(&was, &mut changes);
            }
        }
        write.apply(&changes).await?;
        write.commit().await?;
        Ok(moved)
    }
}

fn invalid(found: Vec<law::calendar::NoticeFault>) -> AppError {
    let mut faults = Faults::default();
    note(found, &mut faults);
    AppError::Invalid(faults)
}

fn note(found: Vec<law::calendar::NoticeFault>, faults: &mut Faults) {
    for fault in found {
        faults.add(fault.part, fault.message);
    }
}

fn take_up(calendar: &mut Calendar, event: &CalendarEvent) -> Result<(), AppError> {
    let inconsistent = |_| AppError::Inconsistent("放假通知互相矛盾".to_owned());
    match event {
        CalendarEvent::EmbeddedCalendarAdopted { notices } => {
            if calendar.notices().is_empty() && notices == Calendar::embedded_notices() {
                *calendar = Calendar::embedded();
                return Ok(());
            }
            notices.iter().try_for_each(|notice| calendar.adopt(notice.clone())).map_err(inconsistent)
        }
        CalendarEvent::NoticeAdopted { notice } => calendar.adopt(notice.clone()).map_err(inconsistent),
    }
}

/// Folds the calendar from its events.
pub(crate) fn fold_calendar(events: &[StoredEvent]) -> Result<Calendar, AppError> {
    let mut calendar = Calendar::empty();
    for event in events {
        take_up(&mut calendar, &decode_stored(event)?)?;
    }
    Ok(calendar)
}

/// Which way of laying events out this program follows. It is raised with every change of what rows say, so that a record
/// laid out otherwise is laid out anew when the program starts.
const LAYOUT: i64 = 2;

/// The rows that list the adopted notices. They are the first to be laid out; with them stands which layout all rows follow.
pub(crate) fn notice_rows(events: &[StoredEvent]) -> Result<Changes, AppError> {
    let mut changes = Changes::new();
    if let Some(event) = events.first() {
        changes.put(&LayoutRow { organ: event.organ.clone(), version: LAYOUT });
    }
    for event in events {
        let notices = match decode_stored(event)? {
            CalendarEvent::EmbeddedCalendarAdopted { notices } => notices,
            CalendarEvent::NoticeAdopted { notice } => vec![notice],
        };
        for notice in notices {
            changes.put(&CalendarNotice {
                organ: event.organ.clone(),
                year: i64::from(notice.year()),
                number: notice.number().to_owned(),
                body: serde_json::to_vec(&notice).map_err(AppError::Unwritable)?,
                adopted_seq: event.seq,
            });
        }
    }
    Ok(changes)
}
