//! The words of a case that a page shows beside its facts: what was asked, who takes part, who acted, what reviewers said.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::application::{Event, ItemNo, ReplyNo, ReviewLevel, SealedRef, SubjectRef};
use uuid::Uuid;

use super::desk::stream_of;
use crate::app::App;
use crate::applicant::Party;
use crate::authorise::Action;
use crate::codec::decode_stored;
use crate::error::AppError;
use crate::events::DeskEvent;
use crate::occasion::Occasion;
use crate::organ::letter_number;

/// What of a case is sealed and a page needs to be understood.
#[derive(Debug, Clone, Default)]
pub struct CaseWords {
    /// What each item asks for; nothing where it was destroyed.
    pub items: BTreeMap<ItemNo, Option<String>>,
    /// Applicants, agent and those consulted, each by reference; nothing where the data was destroyed.
    pub parties: BTreeMap<SubjectRef, Option<Party>>,
    /// The names of the accounts that acted, by login.
    pub people: BTreeMap<String, String>,
}

/// What a reviewer said of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The level passed; none when the draft was returned.
    pub level: Option<ReviewLevel>,
    /// The reviewer's login.
    pub by: String,
    /// When.
    pub on: Date,
    /// The opinion; empty when none was given, or when it was destroyed.
    pub text: String,
}

impl App {
    /// Reads what of a case is sealed, as of one moment. Needs the master key.
    pub async fn case_words(&self, occasion: &Occasion<'_>, case_id: Uuid) -> Result<CaseWords, AppError> {
        self.permit(occasion, Action::ReadPersonalData)?;
        let organ = occasion.organ;
        let mut reader = self.store.snapshot().await?;
        let opened = self.open_case(&mut reader, occasion, case_id).await?;
        let case = &opened.case;
        let mut words = CaseWords::default();
        for item in &case.law.items {
            let found = self.paper_of(&mut reader, organ, case, item.wording.as_str()).await?;
            words.items.insert(item.no, found.map(|(_, bytes)| String::from_utf8_lossy(&bytes).trim().to_owned()));
        }
        let consulted = case.law.consultations.iter().map(|consultation| &consultation.addressee);
        for subject in case.law.addressees().chain(case.law.agent()).chain(consulted) {
            // An organ or a unit is named in plain words; there is nothing to open.
            let plain = Uuid::try_parse(subject.as_str()).is_err();
            let party = match plain {
                true => Some(Party::named(subject.as_str())),
                // Of a case split off the consulted stay in the origin's papers.
                false if self.knows(case, subject) => self.party_of(&mut reader, organ, case, subject).await?,
                false => None,
            };
            words.parties.insert(subject.clone(), party);
        }
        let events = reader.load(organ, &stream_of(case_id)).await?.events;
        for login in events.iter().map(|event| &event.actor) {
            if !words.people.contains_key(login) {
                let account = reader.find::<store::Account>(organ, login).await?;
                words.people.insert(login.clone(), account.map_or_else(|| login.clone(), |account| account.name));
            }
        }
        Ok(words)
    }

    /// Whether the case's events tell of a party's data.
    fn knows(&self, case: &super::DeskCase, subject: &SubjectRef) -> bool {
        let own = case.law.addressees().chain(case.law.agent()).any(|known| known == subject);
        own || Uuid::try_parse(subject.as_str()).is_ok_and(|id| case.papers.contains_key(&id))
    }

    /// Reads what reviewers said of a reply, in order, of earlier drafts of it too. Needs the master key.
    pub async fn review_opinions(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        of: ReplyNo,
    ) -> Result<Vec<Said>, AppError> {
        self.permit(occasion, Action::ReadPersonalData)?;
        let mut reader = self.store.snapshot().await?;
        let opened = self.open_case(&mut reader, occasion, case_id).await?;
        let events = reader.load(occasion.organ, &stream_of(case_id)).await?.events;
        let mut said = Vec::new();
        for stored in events.iter().filter(|stored| !DeskEvent::KINDS.contains(&stored.kind.as_str())) {
            let (level, opinion): (Option<ReviewLevel>, Option<SealedRef>) = match decode_stored(stored)? {
                Event::ReviewPassed { reply, level, opinion, .. } if reply == of => (Some(level), opinion),
                Event::ReplyReturned { reply, opinion, .. } if reply == of => (None, Some(opinion)),
                _ => continue,
            };
            let found = match &opinion {
                Some(text) => self.paper_of(&mut reader, occasion.organ, &opened.case, text.as_str()).await?,
                None => None,
            };
            let text = found.map_or_else(String::new, |(_, bytes)| String::from_utf8_lossy(&bytes).trim().to_owned());
            said.push(Said { level, by: stored.actor.clone(), on: stored.occurred_on, text });
        }
        Ok(said)
    }

    /// Says which number the next letter signed off on the occasion's day would get, if nobody is faster.
    pub async fn next_letter_number(&self, occasion: &Occasion<'_>) -> Result<String, AppError> {
        self.permit(occasion, Action::ReadCase)?;
        let mut reader = self.store.snapshot().await?;
        let profile = self.profile(&mut reader, occasion.organ).await?;
        let year = occasion.on.year();
        let key = ("letter".to_owned(), i64::from(year));
        let last = reader.find::<store::Counter>(occasion.organ, &key).await?.map_or(0, |counter| counter.last);
        let mut serial = last.saturating_add(1);
        loop {
            let number = letter_number(&profile.short, year, serial);
            if reader.letters_numbered(occasion.organ, &number).await?.is_empty() {
                return Ok(number);
            }
            serial = serial.saturating_add(1);
        }
    }
}
