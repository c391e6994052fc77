//! A case with all that its page shows: the stream, the sealed texts and parties, the names of those who acted, the other
//! applications of its applicant. Two round trips to the record, whatever the case holds.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use law::application::{Case, Duty, Event, FileRef, Held, Inherited, Period, SealedRef, SubjectRef, duties, period};
use law::calendar::Calendar;
use store::{CaseRow, Commitment, Piece, SameParty, Wanted};
use uuid::Uuid;

use super::desk::CaseEvent;
use super::handle::Opened;
use super::papers::{NAME_FIELD, PAPER_FIELD, commitment};
use super::rows::APPLICANT;
use super::view::{CaseView, context, party_commitment};
use crate::app::App;
use crate::applicant::Party;
use crate::authorise::{Action, Scope, authorise};
use crate::error::AppError;
use crate::events::DeskEvent;
use crate::letter::{LetterEntry, letters_in};
use crate::occasion::Occasion;
use crate::people::People;

/// How many earlier cases of an applicant are listed.
const EARLIER_MAX: i64 = 10;
/// The media type of a sealed text.
const TEXT: &str = "text/plain";

/// What can be seen of something sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen<T> {
    /// It.
    Plain(T),
    /// Nothing: its key was destroyed by law, and it with it.
    Destroyed,
    /// Nothing: the person may not read it, or no master key is at hand.
    Hidden,
    /// Nothing: it is not there, or not what the event committed to.
    Damaged,
}

/// Why nothing sealed is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// The person's roles do not allow it.
    NotPermitted,
    /// No master key is at hand.
    NoMasterKey,
}

/// Other applications of the first applicant. Advice for a person, never a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OtherApplications {
    /// How many were received in the month of this one, this one included (FEE-4).
    pub this_month: u32,
    /// How many others there are.
    pub all: u32,
    /// The latest of them.
    pub latest: Vec<OtherApplication>,
}

/// One other application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherApplication {
    /// The case.
    pub case_id: Uuid,
    /// Its number, if it has one.
    pub number: Option<String>,
    /// The day of receipt; absent while that is not confirmed.
    pub received_on: Option<Date>,
    /// The day it was closed; absent while open.
    pub closed_on: Option<Date>,
}

/// A case with all that its page shows.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The case, its clock, what may be done, what happened.
    pub view: CaseView,
    /// The days its reply period is counted by; none before receipt.
    pub period: Option<Period>,
    /// What the organ owes in it.
    pub duties: Vec<Duty>,
    /// The working days.
    pub calendar: Arc<Calendar>,
    /// Its letters.
    pub letters: Vec<LetterEntry>,
    /// Who works for the organ.
    pub people: People,
    /// Why nothing sealed is shown, where that is so.
    pub closed: Option<Closed>,
    /// Other applications of the applicant; none where nothing sealed may be shown, or the data was destroyed.
    pub others: Option<OtherApplications>,
    texts: BTreeMap<Uuid, Seen<String>>,
    parties: BTreeMap<Uuid, Seen<Party>>,
}

impl Dossier {
    /// What a sealed text says; letters are not among those read.
    pub fn text(&self, reference: &SealedRef) -> Seen<&str> {
        let found = Uuid::try_parse(reference.as_str()).ok().and_then(|id| self.texts.get(&id));
        self.seen(found, String::as_str)
    }

    /// Who a party is; a consulted organ named in plain words has no envelope and is not among them.
    pub fn party(&self, subject: &SubjectRef) -> Seen<&Party> {
        let found = Uuid::try_parse(subject.as_str()).ok().and_then(|id| self.parties.get(&id));
        self.seen(found, |party| party)
    }

    fn seen<'a, T, U>(&self, found: Option<&'a Seen<T>>, shown: impl FnOnce(&'a T) -> U) -> Seen<U> {
        match found {
            Some(Seen::Plain(it)) => Seen::Plain(shown(it)),
            Some(Seen::Destroyed) => Seen::Destroyed,
            Some(Seen::Hidden) => Seen::Hidden,
            Some(Seen::Damaged) => Seen::Damaged,
            None if self.closed.is_some() => Seen::Hidden,
            None => Seen::Damaged,
        }
    }
}

/// What came with an application besides its items: kept without a reference from any event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CameWith {
    /// In which form and by which way the information is wanted.
    pub wanted_form: Option<SealedRef>,
    /// Further papers, each with its media type.
    pub attachments: Vec<(FileRef, String)>,
}

impl CaseView {
    /// What came with the application besides its items, found among the papers sealed at its registration: they lie in the
    /// order of the form, the items first, the form wanted next if one is, then the attachments, the mandate and the file.
    pub fn came_with(&self) -> CameWith {
        let Some(registration) = &self.case.law.registration else { return CameWith::default() };
        let entry = &registration.entry;
        let first = self.history.iter().find_map(|step| match &step.event {
            CaseEvent::Desk(DeskEvent::PapersSealed { papers }) => Some(papers),
            _ => None,
        });
        let paper_file = self.history.iter().find_map(|step| match &step.event {
            CaseEvent::Law(event) => match &**event {
                Event::Registered { paper, .. } => paper.as_ref(),
                _ => None,
            },
            CaseEvent::Desk(_) => None,
        });
        // A case split off goes on under all papers of its origin; which of them came at first cannot be told from it.
        if entry.split_from.is_some() {
            return CameWith::default();
        }
        let named = |id: &str| {
            entry.items.iter().any(|item| item.as_str() == id)
                || entry.agent.as_ref().is_some_and(|agent| agent.mandate.as_str() == id)
                || paper_file.is_some_and(|file| file.as_str() == id)
        };
        let mut came = CameWith::default();
        for paper in first.into_iter().flatten() {
            let id = paper.id.to_string();
            if named(&id) {
                continue;
            }
            let says_form = entry.presence.form && came.wanted_form.is_none() && came.attachments.is_empty();
            if says_form && paper.media_type == TEXT {
                came.wanted_form = Some(SealedRef::new(id));
            } else {
                came.attachments.push((FileRef::new(id), paper.media_type.clone()));
            }
        }
        came
    }

    /// The sealed texts its page shows, letters not among them.
    fn texts(&self) -> Vec<Uuid> {
        let mut texts: Vec<&str> = Vec::new();
        let came = self.came_with();
        texts.extend(came.wanted_form.iter().map(SealedRef::as_str));
        for step in &self.history {
            if let CaseEvent::Law(event) = &step.event {
                texts_of(event, &mut texts);
            }
        }
        texts.into_iter().filter_map(|id| Uuid::try_parse(id).ok()).collect()
    }
}

/// The texts an event refers to that are no letters.
fn texts_of<'a>(event: &'a Event, texts: &mut Vec<&'a str>) {
    match event {
        Event::Registered { entry, .. } => texts.extend(entry.items.iter().map(SealedRef::as_str)),
        Event::CourseInherited { course } => inherited(course, texts),
        Event::CorrectionReceived { text, .. }
        | Event::OpinionReceived { text, .. }
        | Event::ReasonsReceived { text }
        | Event::ExtensionProposed { grounds: text, .. }
        | Event::SearchLogged { account: text, .. }
        | Event::EvidenceFiled { held: Held::Note { note: text }, .. }
        | Event::ReviewPassed { opinion: Some(text), .. }
        | Event::ReplyReturned { opinion: text, .. } => texts.push(text.as_str()),
        _ => {}
    }
}

fn inherited<'a>(course: &'a Inherited, texts: &mut Vec<&'a str>) {
    texts.extend(course.searches.iter().map(|search| search.account.as_str()));
    texts.extend(course.extensions.iter().map(|extension| extension.grounds.as_str()));
    texts.extend(course.evidence.iter().filter_map(|evidence| match &evidence.held {
        Held::Note { note } => Some(note.as_str()),
        Held::File { .. } => None,
    }));
}

/// The parties of a case that have envelopes of their own.
fn parties(case: &Case) -> Vec<Uuid> {
    let Some(registration) = &case.registration else { return Vec::new() };
    let entry = &registration.entry;
    let applicants = entry.applicants.iter().map(|applicant| &applicant.subject);
    let agent = entry.agent.iter().map(|agent| &agent.subject);
    let asked = case.consultations.iter().map(|consultation| &consultation.addressee);
    let mut ids: Vec<Uuid> =
        applicants.chain(agent).chain(asked).filter_map(|subject| Uuid::try_parse(subject.as_str()).ok()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Every sealed piece that the page shows, with what the events committed to.
fn wanted(view: &CaseView) -> (Vec<Wanted>, usize) {
    let case = &view.case;
    let of_party = |id: Uuid| {
        let said = party_commitment(case, id).as_deref().and_then(commitment);
        said.map(|commitment| Wanted { subject: id, id, commitment })
    };
    let of_text = |id: Uuid| {
        let paper = case.papers.get(&id)?;
        let commitment: Commitment = commitment(&paper.commitment)?;
        Some(Wanted { subject: paper.subject, id, commitment })
    };
    let mut wanted: Vec<Wanted> = parties(&case.law).into_iter().filter_map(of_party).collect();
    let parties = wanted.len();
    for text in view.texts().into_iter().filter_map(of_text) {
        if !wanted.contains(&text) {
            wanted.push(text);
        }
    }
    (wanted, parties)
}

impl App {
    /// Reads a case with all that its page shows. Whoever may not read personal data gets it without.
    pub async fn dossier(&self, occasion: &Occasion<'_>, case_id: Uuid) -> Result<Dossier, AppError> {
        self.permit(occasion, Action::ReadCase)?;
        let permitted = authorise(occasion.actor, Action::ReadPersonalData, &Scope::organ(occasion.organ)).is_ok();
        let closed = match (permitted, &self.vault) {
            (false, _) => Some(Closed::NotPermitted),
            (true, None) => Some(Closed::NoMasterKey),
            (true, Some(_)) => None,
        };
        let mut reader = self.store.read().await?;
        let (opened, read) = self.open_with_events(&mut reader, occasion, case_id).await?;
        let letters = letters_in(&opened.case, read.letters);
        let (duties, period) = owed(occasion, &opened);
        let calendar = opened.calendar.clone();
        let view = CaseView::of(occasion, opened, read.history);
        let (wanted, parties) = if closed.is_none() { wanted(&view) } else { (Vec::new(), 0) };
        let party = view.case.subject().filter(|_| closed.is_none());
        let same = party.and_then(|subject| same_applicant(&view, subject));
        let beside = reader.beside(self.vault.as_deref(), occasion.organ, &wanted, same).await?;
        drop(reader);
        let mut dossier = Dossier {
            period,
            duties,
            calendar,
            letters,
            people: beside.people.into(),
            closed,
            others: None,
            texts: BTreeMap::new(),
            parties: BTreeMap::new(),
            view,
        };
        for (place, (wanted, piece)) in wanted.iter().zip(beside.pieces).enumerate() {
            if piece == Piece::Damaged {
                tracing::error!(case = %case_id, piece = %wanted.id, "a sealed piece cannot be opened");
            }
            if place < parties {
                dossier.parties.insert(wanted.id, seen_party(piece));
            } else {
                dossier.texts.insert(wanted.id, seen_text(piece));
            }
        }
        let there = party.is_some_and(|id| matches!(dossier.parties.get(&id), Some(Seen::Plain(_))));
        dossier.others = (same.is_some() && there).then(|| others(beside.others));
        Ok(dossier)
    }
}

fn owed(occasion: &Occasion<'_>, opened: &Opened) -> (Vec<Duty>, Option<Period>) {
    let actor = occasion.actor.to_law();
    let context = context(occasion, opened, &actor);
    (duties(&opened.case.law, &context), period(&opened.case.law, &context))
}

fn same_applicant(view: &CaseView, subject: Uuid) -> Option<SameParty<'static>> {
    let registration = view.case.law.registration.as_ref()?;
    let day = registration.received_on.unwrap_or(registration.arrived_on);
    Some(SameParty {
        subject,
        fields: [PAPER_FIELD, NAME_FIELD],
        role: APPLICANT,
        not: view.case_id,
        within: (day.first_of_month(), day.last_of_month()),
        take: EARLIER_MAX,
    })
}

fn others(found: store::OtherCases) -> OtherApplications {
    let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    let one = |row: CaseRow| OtherApplication {
        case_id: row.case_id,
        number: row.number,
        received_on: row.received_on,
        closed_on: row.closed_on,
    };
    OtherApplications {
        this_month: count(found.within).saturating_add(1),
        all: count(found.all),
        latest: found.latest.into_iter().map(one).collect(),
    }
}

fn seen_text(piece: Piece) -> Seen<String> {
    match piece {
        Piece::Plain(bytes) => Seen::Plain(String::from_utf8_lossy(&bytes).into_owned()),
        Piece::Destroyed => Seen::Destroyed,
        Piece::Damaged => Seen::Damaged,
    }
}

fn seen_party(piece: Piece) -> Seen<Party> {
    match piece {
        Piece::Plain(bytes) => serde_json::from_slice(&bytes).map_or(Seen::Damaged, Seen::Plain),
        Piece::Destroyed => Seen::Destroyed,
        Piece::Damaged => Seen::Damaged,
    }
}
