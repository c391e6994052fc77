//! What a holiday notice would change, before anybody adopts it.

use jiff::civil::Date;
use law::application::Clock;
use law::calendar::{Calendar, Notice};
use uuid::Uuid;

use super::{fold_calendar, note};
use crate::actor::PLATFORM;
use crate::app::App;
use crate::authorise::Action;
use crate::case::clock_on;
use crate::error::{AppError, Faults};
use crate::events::CALENDAR_STREAM;
use crate::occasion::Occasion;

/// Which day of a case a notice moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MovedDate {
    /// The last day for the reply.
    Reply,
    /// The last day the applicant has to correct, pay or state reasons.
    Applicant,
    /// The last day the consulted have.
    Consultation,
}

impl MovedDate {
    /// What the screen calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Reply => "答复期限",
            Self::Applicant => "申请人补正、缴费、说明理由的期限",
            Self::Consultation => "征求意见的期限",
        }
    }
}

/// A day of an open case that a notice moves, or makes certain.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct MovedCase {
    /// The organ's code.
    pub organ: String,
    /// The case.
    pub case_id: Uuid,
    /// Its number, if it has one.
    pub number: Option<String>,
    /// Which of its days.
    pub date: MovedDate,
    /// The day by the calendar as it is.
    pub before: Option<Date>,
    /// The day with the notice.
    pub after: Option<Date>,
    /// Whether the days of the case rest on a year without notice as it is.
    pub provisional_before: bool,
    /// Whether they still do with the notice.
    pub provisional_after: bool,
}

/// A letter already sent that names a day the notice moves.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct MovedLetter {
    /// The organ's code.
    pub organ: String,
    /// The case.
    pub case_id: Uuid,
    /// The case's number, if it has one.
    pub number: Option<String>,
    /// What letter it is.
    pub letter: String,
    /// The day it names.
    pub named: Date,
    /// What that day would be with the notice.
    pub now: Option<Date>,
}

/// What a notice would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticePreview {
    /// The notice as it was read; absent when it could not be.
    pub notice: Option<Notice>,
    /// Everything wrong with it, at once; it can be adopted only when there is nothing.
    pub faults: Faults,
    /// Whether it is in force already, so that adopting it changes nothing.
    pub already_in_force: bool,
    /// The days of open cases it moves or makes certain, by organ, number and day.
    pub moved: Vec<MovedCase>,
    /// The letters already sent that name such a day. Empty here: who knows the letters' days joins them to `moved`.
    pub letters: Vec<MovedLetter>,
    /// How far the calendar's stream stands: to be handed back with [`Occasion::having_seen`] by whoever adopts it.
    pub seq: i64,
}

impl App {
    /// Reads a holiday notice from its file and says which days of open cases it would move; adopts nothing.
    ///
    /// A file with faults is no error here: they come back in the preview, all of them.
    pub async fn preview_notice(&self, occasion: &Occasion<'_>, bytes: &[u8]) -> Result<NoticePreview, AppError> {
        self.permit_on_platform(occasion, Action::ImportCalendar).await?;
        let loaded = self.store.load(PLATFORM, CALENDAR_STREAM).await?;
        let before = fold_calendar(&loaded.events)?;
        let mut preview = NoticePreview {
            notice: None,
            faults: Faults::default(),
            already_in_force: false,
            moved: Vec::new(),
            letters: Vec::new(),
            seq: loaded.head.seq,
        };
        let Ok(text) = std::str::from_utf8(bytes) else {
            preview.faults.add("file", "文件不是 UTF-8 编码的文本；请确认选对了文件，另存为 UTF-8 后重新选择");
            return Ok(preview);
        };
        let notice = match Notice::parse(text) {
            Ok(notice) => notice,
            Err(found) => {
                note(found, &mut preview.faults);
                return Ok(preview);
            }
        };
        let mut after = before.clone();
        if let Err(found) = after.adopt(notice.clone()) {
            note(found, &mut preview.faults);
        }
        preview.notice = Some(notice);
        preview.already_in_force = preview.faults.0.is_empty() && after == before;
        if after != before {
            preview.moved = self.moved_by(occasion, &before, &after).await?;
        }
        Ok(preview)
    }

    async fn moved_by(
        &self,
        occasion: &Occasion<'_>,
        before: &Calendar,
        after: &Calendar,
    ) -> Result<Vec<MovedCase>, AppError> {
        let today = occasion.at.today;
        let mut moved = Vec::new();
        for organ in self.organs().await? {
            let mut reader = self.store.snapshot().await?;
            let (profile, _, open) = self.open_cases(&mut reader, &organ).await?;
            for (case_id, case) in open {
                let was = clock_on(&case.law, today, before, &profile);
                let is = clock_on(&case.law, today, after, &profile);
                for (date, was_on, is_on) in days(&was, &is) {
                    let certain = was_on.is_some() && was.provisional != is.provisional;
                    if was_on != is_on || certain {
                        moved.push(MovedCase {
                            organ: organ.clone(),
                            case_id,
                            number: case.number.clone(),
                            date,
                            before: was_on,
                            after: is_on,
                            provisional_before: was.provisional,
                            provisional_after: is.provisional,
                        });
                    }
                }
            }
        }
        moved.sort_by(|a, b| (&a.organ, &a.number, a.case_id, a.date).cmp(&(&b.organ, &b.number, b.case_id, b.date)));
        Ok(moved)
    }
}

/// The days a clock names, by both calendars.
fn days(was: &Clock, is: &Clock) -> [(MovedDate, Option<Date>, Option<Date>); 3] {
    [
        (MovedDate::Reply, was.due, is.due),
        (MovedDate::Applicant, was.applicant_deadline, is.applicant_deadline),
        (MovedDate::Consultation, was.consultation_limit, is.consultation_limit),
    ]
}
