//! The names and wordings of many cases, opened in few round trips.
//!
//! Whoever asks has been let through the one door. Each piece is bound by its seal to organ, subject and id; that it is also
//! what the case's event committed to is checked where a case is read by itself.

use std::collections::HashMap;

use law::application::{Entry, Event, SealedRef, SubjectRef};
use serde::Deserialize;
use store::keys::Vault;
use store::{Opened, Reader, StoredEvent};
use uuid::Uuid;

use crate::app::App;
use crate::case::stream_of;
use crate::codec::decode_stored;
use crate::error::AppError;

/// How much of a case is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// The first applicant's name and the first item.
    Brief,
    /// Every applicant's name, every item, every text that corrected them.
    Whole,
}

/// The kind of event by which a corrected wording came in.
const CORRECTED: &str = "correction_received";

/// What was opened of a case. What is destroyed or cannot be opened is missing from it.
pub(super) struct Open {
    pub(super) case_id: Uuid,
    /// How many apply.
    pub(super) applicants: usize,
    pub(super) names: Vec<String>,
    pub(super) wordings: Vec<String>,
}

/// A party, of which only the name is wanted.
#[derive(Deserialize)]
struct Named {
    name: String,
}

/// What is asked of a piece once it is open.
enum Piece {
    Name,
    Wording,
}

impl App {
    /// Opens what is wanted of these cases, in their order.
    pub(super) async fn open_cases_of(
        &self,
        reader: &mut Reader,
        vault: &Vault,
        organ: &str,
        cases: &[Uuid],
        depth: Depth,
    ) -> Result<Vec<Open>, AppError> {
        let streams: Vec<String> = cases.iter().map(|case_id| stream_of(*case_id)).collect();
        let and_kind = (depth == Depth::Whole).then_some(CORRECTED);
        let events = reader.first_events(organ, &streams, and_kind).await?;
        let mut by_stream: HashMap<&str, Vec<&StoredEvent>> = HashMap::with_capacity(cases.len());
        for event in &events {
            by_stream.entry(&event.stream).or_default().push(event);
        }
        let mut open = Vec::with_capacity(cases.len());
        let (mut wanted, mut whose) = (Vec::new(), Vec::new());
        for (place, (case_id, stream)) in cases.iter().zip(&streams).enumerate() {
            let events = by_stream.get(stream.as_str()).map_or(&[][..], Vec::as_slice);
            let (applicants, pieces) = pieces_of(*case_id, events, depth);
            open.push(Open { case_id: *case_id, applicants, names: Vec::new(), wordings: Vec::new() });
            for (piece, subject, id) in pieces {
                wanted.push((subject, id));
                whose.push((place, piece));
            }
        }
        let opened = reader.open_many(vault, organ, &wanted).await?;
        for ((place, piece), opened) in whose.into_iter().zip(opened) {
            let Some(open) = open.get_mut(place) else { continue };
            match (opened, piece) {
                (Ok(Opened::Plain(bytes)), Piece::Name) => {
                    open.names.extend(serde_json::from_slice::<Named>(&bytes).ok().map(|party| party.name));
                }
                (Ok(Opened::Plain(bytes)), Piece::Wording) => {
                    open.wordings.push(String::from_utf8_lossy(&bytes).into_owned());
                }
                (Ok(Opened::Destroyed), _) => {}
                (Ok(Opened::Absent), _) => tracing::warn!(case = %open.case_id, "a sealed piece is missing"),
                (Err(error), _) => tracing::warn!(case = %open.case_id, %error, "a sealed piece cannot be opened"),
            }
        }
        Ok(open)
    }
}

/// How many apply, and which pieces are to be opened, each under its subject.
fn pieces_of(case_id: Uuid, events: &[&StoredEvent], depth: Depth) -> (usize, Vec<(Piece, Uuid, Uuid)>) {
    let mut pieces = Vec::new();
    let mut applicants = 0;
    let mut keeper = None;
    for event in events {
        match decode_stored::<Event>(event) {
            Ok(Event::Registered { entry, .. }) => {
                applicants = entry.applicants.len();
                keeper = entry.applicants.first().and_then(|first| subject_id(&first.subject));
                of_entry(&entry, keeper, depth, &mut pieces);
            }
            Ok(Event::CorrectionReceived { text, .. }) => pieces.extend(wording(keeper, &text)),
            Ok(_) => {}
            // One case that cannot be read must not hide all the others from the list.
            Err(error) => tracing::warn!(case = %case_id, %error, "an event cannot be read"),
        }
    }
    (applicants, pieces)
}

fn of_entry(entry: &Entry, keeper: Option<Uuid>, depth: Depth, pieces: &mut Vec<(Piece, Uuid, Uuid)>) {
    let most = if depth == Depth::Whole { usize::MAX } else { 1 };
    let subjects = entry.applicants.iter().take(most).filter_map(|applicant| subject_id(&applicant.subject));
    // The data of the party itself is the piece that has the subject's own id.
    pieces.extend(subjects.map(|subject| (Piece::Name, subject, subject)));
    pieces.extend(entry.items.iter().take(most).filter_map(|item| wording(keeper, item)));
}

/// A case's papers are sealed under its first applicant's key.
fn wording(keeper: Option<Uuid>, text: &SealedRef) -> Option<(Piece, Uuid, Uuid)> {
    Some((Piece::Wording, keeper?, Uuid::try_parse(text.as_str()).ok()?))
}

fn subject_id(subject: &SubjectRef) -> Option<Uuid> {
    Uuid::try_parse(subject.as_str()).ok()
}
