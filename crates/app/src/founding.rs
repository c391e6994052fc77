//! Organs: founding and settings.

use store::{Changes, Head, OrganRow, StoredEvent};

use crate::app::{App, new_event};
use crate::authorise::Action;
use crate::case::{case_ids, fold_case, rows_of, stream_of};
use crate::codec::decode_stored;
use crate::error::{AppError, Faults};
use crate::events::{ORGAN_STREAM, OrganEvent};
use crate::occasion::Occasion;
use crate::organ::{OrganProfile, check_code};

impl App {
    /// Founds an organ under a code. Only who keeps the platform may.
    pub async fn found_organ(
        &self,
        occasion: &Occasion<'_>,
        code: &str,
        profile: &OrganProfile,
    ) -> Result<(), AppError> {
        self.permit_on_platform(occasion, Action::FoundOrgan).await?;
        let mut faults = Faults::default();
        check_code(code, &mut faults);
        profile.check(&mut faults);
        faults.none_or()?;
        if self.store.find::<OrganRow>(code, &()).await?.is_some() {
            return Err(AppError::AlreadyThere { what: "机关", which: code.to_owned() });
        }
        let event = OrganEvent::OrganFounded { profile: profile.clone() };
        let changes = organ_row(code, 1, profile)?;
        let new = new_event(occasion, &event)?;
        let done = self.store.append(code, ORGAN_STREAM, &Head::NONE, vec![new], &changes).await;
        self.explain(done.map_err(AppError::Store)).await.map(drop)
    }

    /// What an organ has set for itself. Every person of the organ may see it.
    pub async fn organ(&self, organ: &str) -> Result<OrganProfile, AppError> {
        let mut reader = self.store.read().await?;
        self.profile(&mut reader, organ).await
    }

    /// Changes what an organ has set; what is counted and listed of its cases is laid out anew in the same transaction.
    pub async fn change_settings(&self, occasion: &Occasion<'_>, profile: &OrganProfile) -> Result<(), AppError> {
        self.permit(occasion, Action::ChangeSettings)?;
        let mut faults = Faults::default();
        profile.check(&mut faults);
        faults.none_or()?;
        let done = self.set(occasion, profile).await;
        self.explain(done).await
    }

    async fn set(&self, occasion: &Occasion<'_>, profile: &OrganProfile) -> Result<(), AppError> {
        let organ = occasion.organ;
        let mut write = self.begin_alone(organ).await?;
        let before = self.profile(&mut write, organ).await?;
        // A demonstration stays one: its passwords are known to all, whatever else is set.
        let profile = &OrganProfile { demo: before.demo, ..profile.clone() };
        if before == *profile {
            return Ok(());
        }
        let head = write.head(organ, ORGAN_STREAM).await?;
        let event = OrganEvent::OrganSettingsChanged { profile: profile.clone() };
        let mut changes = organ_row(organ, head.seq + 1, profile)?;
        if before.law != profile.law || before.levels != profile.levels {
            let calendar = self.calendar_in(&mut write).await?;
            for case_id in case_ids(&mut write, organ).await? {
                let case = fold_case(&write.load(organ, &stream_of(case_id)).await?.events)?;
                let was = rows_of(organ, case_id, &case, &calendar, &before);
                rows_of(organ, case_id, &case, &calendar, profile).put_changed(&was, &mut changes);
            }
        }
        write.append_and_commit(organ, ORGAN_STREAM, &head, vec![new_event(occasion, &event)?], &changes).await?;
        Ok(())
    }
}

pub(crate) fn organ_row(code: &str, seq: i64, profile: &OrganProfile) -> Result<Changes, AppError> {
    let settings = serde_json::to_vec(profile).map_err(AppError::Unwritable)?;
    let mut changes = Changes::new();
    changes.put(&OrganRow { organ: code.to_owned(), name: profile.name.clone(), settings, updated_seq: seq });
    Ok(changes)
}

/// Folds an organ's profile from its stream; `None` when it has no events.
pub(crate) fn fold_profile(events: &[StoredEvent]) -> Result<Option<OrganProfile>, AppError> {
    let Some(last) = events.last() else { return Ok(None) };
    // Each event states the whole, so the last one is it; the others must be readable all the same.
    for event in events {
        decode_stored::<OrganEvent>(event)?;
    }
    let (OrganEvent::OrganFounded { profile } | OrganEvent::OrganSettingsChanged { profile }) = decode_stored(last)?;
    Ok(Some(profile))
}

/// The row an organ's stream is laid out into.
pub(crate) fn organ_rows(code: &str, events: &[StoredEvent]) -> Result<Changes, AppError> {
    match fold_profile(events)? {
        Some(profile) => organ_row(code, events.len() as i64, &profile),
        None => Ok(Changes::new()),
    }
}
