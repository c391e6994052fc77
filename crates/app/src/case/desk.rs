//! A case as the desk sees it: what the law makes of its events, its number, who handles it, its sealed papers.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use law::application::{Case, CorrectionNo, Event, SealedRef, evolve};
use store::StoredEvent;
use uuid::Uuid;

use crate::codec::decode_stored;
use crate::error::AppError;
use crate::events::{CASE_PREFIX, DeskEvent, SealedPaper};
use crate::letter::{Issued, KeptScan};

/// A case folded from its stream.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeskCase {
    /// What the law makes of it.
    pub law: Case,
    /// Its number; absent until it has one.
    pub number: Option<String>,
    /// The unit that handles it; absent until assigned.
    pub unit: Option<String>,
    /// The login of the officer in charge: who registered it until it is handed on.
    pub officer: Option<String>,
    /// The papers sealed for it, by their ids.
    pub papers: BTreeMap<Uuid, SealedPaper>,
    /// The corrected texts of the application, each with the notice it answers.
    pub corrected: Vec<(CorrectionNo, SealedRef)>,
    /// What the applicant gave as reasons for many applications.
    pub reasons_text: Option<SealedRef>,
    /// Composed letters that went out, in order, each with its words.
    pub issued: Vec<Issued>,
    /// Scans of stamped letters, in order.
    pub scans: Vec<KeptScan>,
    /// How many events it has.
    pub seq: i64,
    /// When the last of them was recorded; the epoch when there is none.
    pub updated_at: Timestamp,
}

/// The name of a case's stream.
pub(crate) fn stream_of(case_id: Uuid) -> String {
    format!("{CASE_PREFIX}{}", case_id.hyphenated())
}

/// The case a stream's name speaks of; `None` for another kind of stream.
pub(crate) fn case_of(stream: &str) -> Option<Uuid> {
    stream.strip_prefix(CASE_PREFIX).and_then(|id| Uuid::try_parse(id).ok())
}

/// One event of a case, as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseEvent {
    /// One of the law's.
    Law(Box<Event>),
    /// One of the desk's.
    Desk(DeskEvent),
}

impl CaseEvent {
    /// Reads an event of a case's stream.
    pub(crate) fn read(stored: &StoredEvent) -> Result<Self, AppError> {
        if DeskEvent::KINDS.contains(&stored.kind.as_str()) {
            Ok(CaseEvent::Desk(decode_stored(stored)?))
        } else {
            Ok(CaseEvent::Law(Box::new(decode_stored(stored)?)))
        }
    }
}

impl DeskCase {
    /// Takes up one event of its stream.
    pub(crate) fn take_up(&mut self, event: &CaseEvent, on: Date) {
        match event {
            CaseEvent::Law(event) => self.follow(event, on),
            CaseEvent::Desk(event) => self.note(event.clone(), on),
        }
    }

    /// Takes up one of the law's events.
    pub(crate) fn follow(&mut self, event: &Event, on: Date) {
        match event {
            Event::Registered { by, .. } if self.officer.is_none() => self.officer = Some(by.as_str().to_owned()),
            Event::ReasonsReceived { text } => self.reasons_text = Some(text.clone()),
            Event::CorrectionReceived { notice, text } => self.corrected.push((*notice, text.clone())),
            _ => {}
        }
        self.law = evolve(std::mem::take(&mut self.law), event, on);
    }

    /// Takes up one of the desk's events, of its day.
    pub(crate) fn note(&mut self, event: DeskEvent, on: Date) {
        let filled = |text: String| (!text.is_empty()).then_some(text);
        match event {
            DeskEvent::CaseNumbered { number } => self.number = Some(number),
            DeskEvent::CaseAssigned { unit, officer } => {
                self.unit = filled(unit);
                self.officer = filled(officer);
            }
            DeskEvent::PapersSealed { papers } => {
                self.papers.extend(papers.into_iter().map(|paper| (paper.id, paper)));
            }
            DeskEvent::LetterIssued { kinds, letter, words, number } => {
                self.issued.push(Issued { letter, words, kinds, number, on });
            }
            DeskEvent::ScanKept { reply, file } => {
                // It is a scan of the letter as it is numbered now; a letter numbered anew is stamped anew.
                let number = self.law.reply(reply).and_then(|found| found.number()).cloned();
                self.scans.push(KeptScan { reply, number, file, on });
            }
            // That the data is gone shows when it is asked for; nothing of the case hangs on it.
            DeskEvent::PartyDestroyed { .. } => {}
        }
    }

    /// The subject under whose key the case's papers are sealed: the first applicant's.
    pub fn subject(&self) -> Option<Uuid> {
        let registration = self.law.registration.as_ref()?;
        Uuid::try_parse(registration.entry.applicants.first()?.subject.as_str()).ok()
    }
}

/// Folds a case from its stream.
pub(crate) fn fold_case(events: &[StoredEvent]) -> Result<DeskCase, AppError> {
    let mut case = DeskCase::default();
    for event in events {
        if DeskEvent::KINDS.contains(&event.kind.as_str()) {
            case.note(decode_stored(event)?, event.occurred_on);
        } else {
            case.follow(&decode_stored::<Event>(event)?, event.occurred_on);
        }
        case.seq = event.seq;
        case.updated_at = event.recorded_at;
    }
    Ok(case)
}
