//! Cases as last folded, so that a command need not read their streams again, and is worked out while the record is asked
//! whether they have moved.
//!
//! Nothing of what is remembered is needed to be right: it is held against the head of the case's stream, whose hash covers
//! every event before it.

use std::collections::HashMap;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;

use store::{Head, Reader};
use uuid::Uuid;

use super::desk::{DeskCase, stream_of};
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
    /// Reads a case as [`App::open_case`] does and works something out of it. Where the case is remembered the work is done
    /// while the record answers whether it still stands there; if it does not, the case is read and the work done anew.
    pub(super) async fn open_known<T>(
        &self,
        reader: &mut Reader,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        work: impl Fn(&Opened) -> T,
    ) -> Result<(Opened, T), AppError> {
        authorise_at_all(occasion)?;
        if let Some((heads, opened)) = self.remembered(occasion.organ, case_id) {
            let [set, calendar] = grounds(occasion.organ);
            let stream = stream_of(case_id);
            let mut asked = pin!(reader.heads([(occasion.organ, &stream), set, calendar]));
            // Asked once, the question is under way.
            let answer = poll_fn(|context| Poll::Ready(asked.as_mut().poll(context))).await;
            let worked_out = work(&opened);
            let answer = match answer {
                Poll::Ready(answer) => answer?,
                Poll::Pending => asked.await?,
            };
            if answer == heads && occasion.seen.is_none_or(|seen| seen == opened.head.seq) {
                return Ok((opened, worked_out));
            }
        }
        let opened = self.open_case(reader, occasion, case_id).await?;
        let worked_out = work(&opened);
        Ok((opened, worked_out))
    }

    /// A case as it would be opened if nothing had moved, with the heads of its stream and of what it rests on.
    fn remembered(&self, organ: &str, case_id: Uuid) -> Option<([Head; 3], Opened)> {
        let known = self.known.of(organ, case_id)?;
        let ([set, of_calendar], profile, calendar) = self.settings_remembered(organ)?;
        let case = known.case.clone();
        let opened = Opened { case_id, stream: stream_of(case_id), head: known.head, case, profile, calendar };
        Some(([known.head, set, of_calendar], opened))
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
    fn a_case_is_known_to_its_organ_alone() {
        let cases = KnownCases::default();
        cases.keep("A", Uuid::nil(), head(1), &DeskCase::default());
        assert!(cases.of("A", Uuid::nil()).is_some_and(|known| known.head == head(1)));
        assert!(cases.of("B", Uuid::nil()).is_none());
    }
}
