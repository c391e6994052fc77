//! What lists are reckoned with, and what is remembered between two of them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use jiff::civil::Date;
use law::calendar::{Calendar, LAST_DAY, Pauses, WorkingDays};
use store::{Days, Head, Reader};
use uuid::Uuid;

use super::brief::Briefs;
use super::search::Indexes;
use crate::actor::PLATFORM;
use crate::app::App;
use crate::case::Handling;
use crate::error::AppError;
use crate::events::{CALENDAR_STREAM, ORGAN_STREAM};
use crate::organ::OrganProfile;

/// The working days and an organ's settings, with the heads of the streams they were folded from.
pub(crate) struct Basis {
    /// Of the calendar's stream and of the organ's own.
    pub(super) heads: [Head; 2],
    pub(super) profile: Arc<OrganProfile>,
    pub(super) calendar: Arc<Calendar>,
}

/// The streams a list rests on besides the cases': the calendar's and the organ's own.
pub(super) fn streams_of(organ: &str) -> [(&str, &str); 2] {
    [(PLATFORM, CALENDAR_STREAM), (organ, ORGAN_STREAM)]
}

/// What is remembered in memory between lists, of all organs. Nothing of it is needed to be right: each piece is held against
/// the record before it is used.
#[derive(Default)]
pub(crate) struct Lists {
    bases: RwLock<HashMap<String, Arc<Basis>>>,
    briefs: Mutex<Briefs>,
    pub(super) indexes: Indexes,
}

impl Lists {
    pub(super) fn briefs(&self) -> MutexGuard<'_, Briefs> {
        self.briefs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets what was opened of a case, at once and not only when it is next asked for.
    pub(crate) fn forget(&self, organ: &str, case_id: Uuid) {
        self.briefs().forget(case_id);
        self.indexes.forget(organ, case_id);
    }
}

impl Basis {
    /// The days views are reckoned with.
    pub(super) fn days(&self, today: Date) -> Days {
        let soon = last_day_of_warning(&self.calendar, today, self.profile.law.due_soon);
        Days { today, soon, to_send: Handling::TO_SEND }
    }
}

/// The last day that has no more than so many working days before it; where the calendar ends, its end.
fn last_day_of_warning(calendar: &Calendar, today: Date, warning: WorkingDays) -> Date {
    let beyond = calendar.add_working_days(today, WorkingDays(warning.0.saturating_add(1)), &Pauses::NONE);
    beyond.ok().and_then(|beyond| beyond.on.yesterday().ok()).unwrap_or(LAST_DAY)
}

impl App {
    /// What lists of the organ rest on, as last known; whoever uses it compares the heads.
    pub(super) async fn basis(&self, reader: &mut Reader, organ: &str) -> Result<Arc<Basis>, AppError> {
        let known = self.lists.bases.read().unwrap_or_else(PoisonError::into_inner).get(organ).cloned();
        match known {
            Some(basis) => Ok(basis),
            None => self.basis_anew(reader, organ).await,
        }
    }

    /// The same, compared.
    pub(super) async fn basis_now(&self, reader: &mut Reader, organ: &str) -> Result<Arc<Basis>, AppError> {
        let basis = self.basis(reader, organ).await?;
        if reader.heads(streams_of(organ)).await? == basis.heads {
            return Ok(basis);
        }
        self.basis_anew(reader, organ).await
    }

    /// The same, read.
    pub(super) async fn basis_anew(&self, reader: &mut Reader, organ: &str) -> Result<Arc<Basis>, AppError> {
        // Heads first: what changes after them makes what is read newer than its head, and the next comparison finds it.
        let heads = reader.heads(streams_of(organ)).await?;
        let [of_calendar, of_organ] = heads;
        let (profile, calendar) = self.settings_at(reader, organ, [of_organ, of_calendar]).await?;
        let basis = Arc::new(Basis { heads, profile, calendar });
        self.lists.bases.write().unwrap_or_else(PoisonError::into_inner).insert(organ.to_owned(), basis.clone());
        Ok(basis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_days_of_warning_end_before_the_next_working_day_past_them() {
        let calendar = Calendar::embedded();
        for today in [date(2026, 2, 9), date(2026, 2, 14), date(2026, 9, 28), date(2026, 11, 27), date(2026, 12, 30)] {
            for warning in [WorkingDays(0), WorkingDays(1), WorkingDays(5)] {
                let soon = last_day_of_warning(&calendar, today, warning);
                let days = |to| calendar.working_days_between(today, to, &Pauses::NONE).unwrap().days;
                assert!(days(soon) <= warning && days(soon.tomorrow().unwrap()) > warning, "{today} {warning}");
            }
        }
        assert_eq!(last_day_of_warning(&calendar, LAST_DAY, WorkingDays(5)), LAST_DAY);
    }
}
