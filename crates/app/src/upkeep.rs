//! Keeping the record sound: checking the chain, laying every row out anew.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use law::calendar::Calendar;
use store::{Changes, FirstBroken, StoredEvent, Verified};

use crate::actor::PLATFORM;
use crate::app::App;
use crate::authorise::{Action, Scope, authorise};
use crate::calendar::{fold_calendar, notice_rows};
use crate::case::{case_of, fold_case, rows_of};
use crate::codec::decode_stored;
use crate::error::AppError;
use crate::events::{ACCOUNT_PREFIX, AccountEvent, CALENDAR_STREAM, ORGAN_STREAM};
use crate::founding::{fold_profile, organ_rows};
use crate::occasion::Occasion;
use crate::organ::OrganProfile;
use crate::report::{read_report_rows, reading_of, report_rows, year_of};
use crate::statement::{statement_of, statement_rows};

/// What laying the record out anew has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Rebuilt {
    /// How many streams were laid out.
    pub streams: u64,
    /// Whether the rows are the same as before; if not, the record says why only to the log.
    pub unchanged: bool,
}

/// What the streams read so far say, while a rebuild goes on.
#[derive(Default)]
struct Layout {
    calendar: Option<Arc<Calendar>>,
    profiles: BTreeMap<String, OrganProfile>,
}

impl App {
    /// Checks the chain of events: all of it, or one organ's. Names the first broken event. Needs no master key.
    pub async fn verify(&self, occasion: &Occasion<'_>, all: bool) -> Result<Result<Verified, FirstBroken>, AppError> {
        self.permit_upkeep(occasion, Action::Verify, all).await?;
        Ok(self.store.verify((!all).then_some(occasion.organ)).await?)
    }

    /// Lays every row out anew from the events, in one transaction; says whether anything came out otherwise.
    pub async fn rebuild(&self, occasion: &Occasion<'_>) -> Result<Rebuilt, AppError> {
        self.permit_upkeep(occasion, Action::Rebuild, true).await?;
        let before = self.store.snapshot().await?.dump_projections().await?;
        let streams = self.lay_out_anew().await?;
        let after = self.store.snapshot().await?.dump_projections().await?;
        if before != after {
            let (was, is): (HashSet<&String>, HashSet<&String>) = (before.iter().collect(), after.iter().collect());
            let (lost, new) = (was.difference(&is).count(), is.difference(&was).count());
            tracing::warn!(lost, new, "rows differ after the rebuild");
        }
        Ok(Rebuilt { streams, unchanged: before == after })
    }

    /// Lays every row out anew, in one transaction; says how many streams there were.
    pub(crate) async fn lay_out_anew(&self) -> Result<u64, AppError> {
        let mut layout = Layout::default();
        let map = |organ: &str, stream: &str, events: &[StoredEvent]| {
            let rows = layout.rows(organ, stream, events);
            rows.map_err(|error| Box::new(error) as Box<dyn std::error::Error + Send + Sync>)
        };
        Ok(self.store.rebuild(&[CALENDAR_STREAM, ORGAN_STREAM], map).await?)
    }

    async fn permit_upkeep(&self, occasion: &Occasion<'_>, action: Action, all: bool) -> Result<(), AppError> {
        if !all {
            return self.permit(occasion, action);
        }
        let organs = self.organs().await?;
        let sole = match organs.as_slice() {
            [only] => Some(only.as_str()),
            _ => None,
        };
        Ok(authorise(occasion.actor, action, &Scope::platform(sole))?)
    }
}

impl Layout {
    /// The rows a stream is laid out into.
    fn rows(&mut self, organ: &str, stream: &str, events: &[StoredEvent]) -> Result<Changes, AppError> {
        if organ == PLATFORM && stream == CALENDAR_STREAM {
            self.calendar = Some(Arc::new(fold_calendar(events)?));
            return notice_rows(events);
        }
        if stream == ORGAN_STREAM {
            if let Some(profile) = fold_profile(events)? {
                self.profiles.insert(organ.to_owned(), profile);
            }
            return organ_rows(organ, events);
        }
        if let Some(case_id) = case_of(stream) {
            let calendar =
                self.calendar.clone().ok_or_else(|| AppError::Inconsistent("记录中没有工作日历".to_owned()))?;
            let profile = self.profiles.get(organ);
            let profile = profile.ok_or_else(|| AppError::Inconsistent(format!("记录中没有机关{organ}的设置")))?;
            let mut changes = Changes::new();
            rows_of(organ, case_id, &fold_case(events)?, &calendar, profile).put(&mut changes);
            return Ok(changes);
        }
        if let Some(id) = statement_of(stream) {
            return statement_rows(organ, id, events);
        }
        if let Some(year) = year_of(stream) {
            return report_rows(organ, year, events);
        }
        if let Some(id) = reading_of(stream) {
            return read_report_rows(organ, id, events);
        }
        if stream.starts_with(ACCOUNT_PREFIX) {
            // Accounts are kept, not laid out: their passwords stand in no event. The events must be readable all the same.
            for event in events {
                decode_stored::<AccountEvent>(event)?;
            }
            return Ok(Changes::new());
        }
        Err(AppError::Inconsistent(format!("记录中有不认识的记录流“{stream}”")))
    }
}
