//! Cases as last folded, so that a command reads only the events that have come since.
//!
//! Nothing of what is remembered is needed to be right: it is held against the head of the case's stream, whose hash covers
//! every event before it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use store::{Head, Loaded, Reader};
use uuid::Uuid;

use super::desk::{DeskCase, fold_on, stream_of};
use super::handle::{Opened, authorise_at_all};
use crate::app::{App, grounds};
use crate::error::AppError;
use crate::occasion::Occasion;

/// Most cases in a generation; there are two, and a case is some kilobytes.
const MOST: usize = 1024;

/// A case with the head of the stream it was folded from.
struct Known {
    organ: String,
    head: Head,
    case: DeskCase,
}

impl Known {
    /// Whether what was read since goes on where this ends.
    fn leads_to(&self, since: &Loaded) -> bool {
        let before = |event: &store::StoredEvent| Head { seq: event.seq - 1, hash: event.prev_hash };
        since.events.first().map_or(since.head, before) == self.head
    }
}

/// What is remembered. When the younger generation is full it becomes the older one, and that is forgotten.
#[derive(Default)]
pub(crate) struct KnownCases {
    young_and_old: Mutex<[HashMap<Uuid, Arc<Known>>; 2]>,
}

impl KnownCases {
    /// What is known of a case; it may have moved on.
    fn of(&self, organ: &str, case_id: Uuid) -> Option<Arc<Known>> {
        let mut both = self.young_and_old.lock().unwrap_or_else(PoisonError::into_inner);
        let [young, old] = &mut *both;
        let found = match young.get(&case_id) {
            Some(known) => known.clone(),
            None => {
                let known = old.remove(&case_id)?;
                put(&mut both, case_id, known.clone());
                known
            }
        };
        (found.organ == organ).then_some(found)
    }

    /// Remembers a case. It need not be committed: if it never is, no stream will ever have this head.
    pub(super) fn keep(&self, organ: &str, case_id: Uuid, head: Head, case: &DeskCase) {
        let known = Arc::new(Known { organ: organ.to_owned(), head, case: case.clone() });
        put(&mut self.young_and_old.lock().unwrap_or_else(PoisonError::into_inner), case_id, known);
    }
}

fn put([young, old]: &mut [HashMap<Uuid, Arc<Known>>; 2], case_id: Uuid, known: Arc<Known>) {
    if young.len() >= MOST && !young.contains_key(&case_id) {
        *old = std::mem::take(young);
    }
    young.insert(case_id, known);
}

impl App {
    /// Reads a case as [`App::open_case`] does, of its stream only what is not remembered.
    pub(super) async fn open_known(
        &self,
        reader: &mut Reader,
        occasion: &Occasion<'_>,
        case_id: Uuid,
    ) -> Result<Opened, AppError> {
        let organ = occasion.organ;
        let Some(known) = self.known.of(organ, case_id) else {
            let opened = self.open_case(reader, occasion, case_id).await?;
            self.known.keep(organ, case_id, opened.head, &opened.case);
            return Ok(opened);
        };
        authorise_at_all(occasion)?;
        let stream = stream_of(case_id);
        let (since, heads) = reader.load_since(organ, &stream, known.head.seq, grounds(organ)).await?;
        // What was remembered may not be in the record, or not yet in what this reader sees of it; and who was overtaken is
        // told from the whole stream.
        if !known.leads_to(&since) || occasion.seen.is_some_and(|seen| seen != since.head.seq) {
            return self.open_case(reader, occasion, case_id).await;
        }
        let (profile, calendar) = self.settings_at(reader, organ, heads).await?;
        let case = fold_on(known.case.clone(), &since.events)?;
        if !since.events.is_empty() {
            self.known.keep(organ, case_id, since.head, &case);
        }
        Ok(Opened { case_id, stream, head: since.head, case, profile, calendar })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::Hash;

    fn head(seq: i64) -> Head {
        Head { seq, hash: Hash::of(&seq.to_be_bytes()) }
    }

    #[test]
    fn what_is_asked_for_stays_and_what_is_not_is_forgotten() {
        let cases = KnownCases::default();
        let id = |number: usize| Uuid::from_u128(number as u128);
        for number in 0..5 * MOST {
            cases.keep("A", id(number), head(1), &DeskCase::default());
            assert!(cases.of("A", id(0)).is_some());
        }
        assert!(cases.of("A", id(5 * MOST - 1)).is_some());
        assert!(cases.of("A", id(MOST)).is_none());
        assert!(cases.young_and_old.lock().unwrap().iter().map(HashMap::len).sum::<usize>() <= 2 * MOST);
    }

    #[test]
    fn only_what_goes_on_from_the_head_is_taken_up() {
        let known = Known { organ: "A".to_owned(), head: head(3), case: DeskCase::default() };
        let still = |head| Loaded { events: Vec::new(), head };
        assert!(known.leads_to(&still(head(3))));
        // A stream that has not come so far, or has another past.
        for other in [Head::NONE, head(2), Head { seq: 3, hash: Hash::NONE }] {
            assert!(!known.leads_to(&still(other)));
        }
        let event = |prev_hash| store::StoredEvent {
            organ: "A".to_owned(),
            stream: "case/1".to_owned(),
            seq: 4,
            recorded_at: jiff::Timestamp::UNIX_EPOCH,
            occurred_on: jiff::civil::date(2026, 3, 2),
            actor: "officer".to_owned(),
            reason: String::new(),
            kind: "archived".to_owned(),
            version: 1,
            payload: b"{}".to_vec(),
            prev_hash,
            hash: head(4).hash,
        };
        assert!(known.leads_to(&Loaded { events: vec![event(head(3).hash)], head: head(4) }));
        assert!(!known.leads_to(&Loaded { events: vec![event(head(2).hash)], head: head(4) }));
    }

    #[test]
    fn a_case_is_known_to_its_organ_alone() {
        let cases = KnownCases::default();
        cases.keep("A", Uuid::nil(), head(1), &DeskCase::default());
        assert!(cases.of("A", Uuid::nil()).is_some_and(|known| known.head == head(1)));
        assert!(cases.of("B", Uuid::nil()).is_none());
    }
}
