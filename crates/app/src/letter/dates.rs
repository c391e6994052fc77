//! Which letters of a case named a last day, and what that day would be by the calendar of today: whoever imports a holiday
//! notice sees which letters already sent name a day that has moved.

use jiff::civil::Date;
use law::application::{Case, SealedRef};
use law::calendar::{Calendar, Pauses, WorkingDays};
use law::term::{TermInput, reply_due};
use letters::{Paper, PrintedDate, Whose};
use store::Reader;
use uuid::Uuid;

use super::list::{LetterOf, Sighting, sightings};
use super::sealed::SealedLetter;
use crate::app::App;
use crate::authorise::Action;
use crate::case::{DeskCase, clock_on, fold_case, stream_of};
use crate::error::AppError;
use crate::occasion::Occasion;
use crate::organ::OrganProfile;

/// A last day that a letter printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateNamed {
    /// To what the letter belongs.
    pub of: LetterOf,
    /// Its title.
    pub title: &'static str,
    /// Its number, where it bears one.
    pub number: Option<String>,
    /// Its day.
    pub on: Date,
    /// The reference by which it is read.
    pub reference: SealedRef,
    /// Whose last day it is.
    pub whose: Whose,
    /// The day it printed.
    pub printed: Date,
    /// The day by the calendar as it is now, had the letter been composed on its own day; none where it cannot be computed.
    pub now: Option<Date>,
}

impl DateNamed {
    /// Says whether the day it printed is not the day by the calendar as it is now.
    pub fn has_moved(&self) -> bool {
        self.now.is_some_and(|now| now != self.printed)
    }
}

impl App {
    /// Lists the last days that composed letters of a case printed, each with the day by the calendar as it is now.
    ///
    /// Letters whose data was destroyed and those kept as plain texts are left out. Needs the master key.
    pub async fn letters_naming_dates(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
    ) -> Result<Vec<DateNamed>, AppError> {
        self.permit(occasion, Action::ReadPersonalData)?;
        let mut reader = self.store.snapshot().await?;
        let (profile, calendar) = self.settings(&mut reader, occasion.organ).await?;
        self.dates_named(&mut reader, occasion.organ, case_id, &calendar, &profile).await
    }

    /// The same by any calendar, such as one with a notice still to be adopted. Nothing of what letters say is given, but
    /// their titles and days.
    pub(crate) async fn dates_named(
        &self,
        reader: &mut Reader,
        organ: &str,
        case_id: Uuid,
        calendar: &Calendar,
        profile: &OrganProfile,
    ) -> Result<Vec<DateNamed>, AppError> {
        let loaded = reader.load(organ, &stream_of(case_id)).await?;
        let case = fold_case(&loaded.events)?;
        let mut named = Vec::new();
        for seen in sightings(&loaded.events)? {
            let id = Uuid::try_parse(seen.reference.as_str()).ok();
            let issued = case.issued.iter().rev().find(|issued| Some(issued.letter) == id);
            let Some(issued) = issued else { continue };
            let letter = self.letter_of(reader, organ, &case, &seen.reference).await?;
            let Some(letter) = letter else { continue };
            let then = fold_case(loaded.events.get(..seen.after).unwrap_or_default())?;
            for PrintedDate { whose, on: printed } in letter.paper.dates() {
                let now = day_now(&letter, &then, issued.on, calendar, profile);
                let Sighting { of, title, ref reference, .. } = seen;
                let reference = reference.clone();
                let number = issued.number.clone();
                named.push(DateNamed { of, title, number, on: issued.on, reference, whose, printed, now });
            }
        }
        Ok(named)
    }
}

/// The day a letter would print had it been composed on its day by this calendar; the case is as it was then.
fn day_now(
    letter: &SealedLetter,
    then: &DeskCase,
    on: Date,
    calendar: &Calendar,
    profile: &OrganProfile,
) -> Option<Date> {
    let after =
        |days: u32| calendar.add_working_days(on, WorkingDays(days), &Pauses::NONE).ok().map(|counted| counted.on);
    match &letter.paper {
        Paper::Receipt(receipt) => {
            reply_due(calendar, &TermInput::received(receipt.asked.received_on)).ok().map(|due| due.value.due)
        }
        Paper::Extension(_) => {
            let law: &Case = &then.law;
            clock_on(law, on, calendar, profile).due
        }
        Paper::Correction(correction) => after(correction.working_days),
        Paper::ReasonsAsked(asked) => after(asked.working_days),
        Paper::Assistance(assistance) => after(assistance.working_days),
        _ => None,
    }
}
