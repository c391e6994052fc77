//! Every letter of a case, in order: what it is, to what it belongs, under which number, and how far it has come.

use jiff::civil::Date;
use law::application::{
    Case, ConsultationNo, Consulted, CorrectionNo, Event, ExtensionNo, FeeNo, Progress, Reply, ReplyNo, SealedRef,
};
use law::outcome::Letter;
use store::StoredEvent;
use uuid::Uuid;

use super::facts::title_of_reply;
use super::scan::KeptScan;
use super::sealed::LETTER_MEDIA_TYPE;
use crate::app::App;
use crate::authorise::Action;
use crate::case::{CaseEvent, DeskCase};
use crate::error::AppError;
use crate::events::DeskEvent;
use crate::occasion::Occasion;

/// To what a letter belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LetterOf {
    /// A reply.
    Reply(ReplyNo),
    /// A correction notice.
    Correction(CorrectionNo),
    /// A letter of consultation.
    Consultation(ConsultationNo),
    /// What the applicant was told of a consultation.
    ToldApplicant(ConsultationNo),
    /// What a third party was told of disclosure against its objection.
    Override(ConsultationNo),
    /// What the applicant was told of an extension.
    Extension(ExtensionNo),
    /// The request for reasons.
    Reasons,
    /// A fee notice.
    Fee(FeeNo),
    /// A letter that puts a reply's letter right.
    Amendment(ReplyNo),
    /// The case itself: a receipt, the confirmation of a withdrawal, the end of handling.
    Case,
}

/// How far a letter has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LetterState {
    /// Put forward and under review.
    InReview,
    /// Returned to its drafter.
    Returned,
    /// A later draft took its place.
    Superseded,
    /// Signed off and not sent.
    Signed,
    /// Sent.
    Sent,
    /// Sent, and come back from everybody.
    CameBack,
    /// Sent, and revoked.
    Revoked,
    /// Sent, and replaced by another that went out.
    Replaced,
    /// Its entry was struck as made wrongly, or what it sent was taken back.
    Struck,
}

impl LetterState {
    /// Returns the words the screen shows.
    pub const fn label(self) -> &'static str {
        match self {
            Self::InReview => "审核中",
            Self::Returned => "退回修改",
            Self::Superseded => "已改稿",
            Self::Signed => "已签发、待送达",
            Self::Sent => "已发出",
            Self::CameBack => "已退回",
            Self::Revoked => "已撤销",
            Self::Replaced => "已被新的答复替换",
            Self::Struck => "登记已删去",
        }
    }
}

/// How a letter is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeptAs {
    /// As facts, laid out by the program.
    Composed,
    /// As a plain text of an older record.
    Text,
    /// As a file of this media type.
    File(String),
}

/// A letter of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterEntry {
    /// To what it belongs.
    pub of: LetterOf,
    /// Its title.
    pub title: &'static str,
    /// Its number, where it bears one.
    pub number: Option<String>,
    /// Numbers given to it and made void.
    pub void_numbers: Vec<String>,
    /// Its day: that of sign-off or of sending; of a draft, that of the draft.
    pub on: Date,
    /// How far it has come.
    pub state: LetterState,
    /// The reference by which it is read.
    pub reference: SealedRef,
    /// How it is kept.
    pub kept_as: KeptAs,
    /// The scan of the stamped letter, where one is kept.
    pub scan: Option<KeptScan>,
}

/// A letter as an event brought it into the case, and how many events there were then.
pub(crate) struct Sighting {
    pub(super) of: LetterOf,
    pub(super) title: &'static str,
    pub(super) on: Date,
    pub(super) reference: SealedRef,
    pub(super) after: usize,
}

impl App {
    /// Lists every letter of a case in order, without opening one: drafts, what was sent, what was made void or revoked.
    pub async fn letters_of(&self, occasion: &Occasion<'_>, case_id: Uuid) -> Result<Vec<LetterEntry>, AppError> {
        self.permit(occasion, Action::ReadCase)?;
        let mut reader = self.store.read().await?;
        let (opened, read) = self.open_with_events(&mut reader, occasion, case_id).await?;
        Ok(letters_in(&opened.case, read.letters))
    }
}

/// What has become by now of the letters that were seen.
pub(crate) fn letters_in(case: &DeskCase, seen: Vec<Sighting>) -> Vec<LetterEntry> {
    seen.into_iter().map(|seen| entry(case, seen)).collect()
}

/// Every letter the events of a case speak of, in order.
pub(super) fn sightings(events: &[StoredEvent]) -> Result<Vec<Sighting>, AppError> {
    let mut seen = Vec::new();
    let mut case = DeskCase::default();
    for (at, stored) in events.iter().enumerate() {
        let event = CaseEvent::read(stored)?;
        case.take_up(&event, stored.occurred_on);
        see(&mut seen, &case, &event, stored.occurred_on, at + 1);
    }
    Ok(seen)
}

/// Takes up the letters an event speaks of; the case is as the event, the `after`th, left it.
pub(crate) fn see(seen: &mut Vec<Sighting>, case: &DeskCase, event: &CaseEvent, on: Date, after: usize) {
    let mut add = |of: LetterOf, title: &'static str, reference: &SealedRef| {
        seen.push(Sighting { of, title, on, reference: reference.clone(), after });
    };
    let event = match event {
        CaseEvent::Law(event) => &**event,
        CaseEvent::Desk(event) => {
            // A letter that no act carries is known only by what the desk noted of it.
            if let DeskEvent::LetterIssued { kinds, letter, .. } = event {
                let reference = SealedRef::new(letter.to_string());
                if !seen.iter().any(|known| known.reference == reference) {
                    let title = letters::title_of(kinds);
                    seen.push(Sighting { of: LetterOf::Case, title, on, reference, after });
                }
            }
            return;
        }
    };
    let law = &case.law;
    match event {
        Event::ReplyDrafted { .. } | Event::AnsweredOnTheSpot { .. } => {
            if let Some(reply) = law.replies.last() {
                add(LetterOf::Reply(reply.no), title_of_reply(reply), &reply.draft.letter);
            }
        }
        Event::ReplyRedrafted { reply, .. } => {
            if let Some(reply) = law.reply(*reply) {
                add(LetterOf::Reply(reply.no), title_of_reply(reply), &reply.draft.letter);
            }
        }
        Event::CorrectionNoticeSent { letter, .. } => {
            let no = law.corrections.last().map_or(CorrectionNo::default(), |found| found.no);
            add(LetterOf::Correction(no), Letter::D03.title(), letter);
        }
        Event::ConsultationSent { with, letter, .. } => {
            let no = law.consultations.last().map_or(ConsultationNo::default(), |found| found.no);
            add(LetterOf::Consultation(no), consultation_title(*with), letter);
        }
        Event::ApplicantToldOfConsultation { consultation, letter } => {
            add(LetterOf::ToldApplicant(*consultation), Letter::D07.title(), letter);
        }
        Event::ThirdPartyNotified { consultation, letter } => {
            add(LetterOf::Override(*consultation), Letter::D08.title(), letter);
        }
        Event::ExtensionNotified { extension, letter } => {
            add(LetterOf::Extension(*extension), Letter::D05.title(), letter);
        }
        Event::ReasonsAsked { letter, .. } => add(LetterOf::Reasons, Letter::D04.title(), letter),
        Event::FeeNoticeSent { letter, .. } => {
            let no = law.fees.last().map_or(FeeNo::default(), |found| found.no);
            add(LetterOf::Fee(no), Letter::D11.title(), letter);
        }
        Event::LetterCorrected { reply, letter } => {
            add(LetterOf::Amendment(*reply), Letter::D33.title(), letter);
        }
        _ => {}
    }
}

fn consultation_title(with: Consulted) -> &'static str {
    match with {
        Consulted::ThirdParty => Letter::D06.title(),
        Consulted::CoProducer => Letter::D09.title(),
        Consulted::OtherOrgan | Consulted::OwnUnit => Letter::D10.title(),
    }
}

/// What has become of a letter by now.
fn entry(case: &DeskCase, seen: Sighting) -> LetterEntry {
    let id = Uuid::try_parse(seen.reference.as_str()).ok();
    let issued = case.issued.iter().rev().find(|issued| Some(issued.letter) == id);
    let kept_as = match id.and_then(|id| case.papers.get(&id)).map(|paper| paper.media_type.as_str()) {
        Some(LETTER_MEDIA_TYPE) => KeptAs::Composed,
        Some("text/plain") | None => KeptAs::Text,
        Some(other) => KeptAs::File(other.to_owned()),
    };
    let mut entry = LetterEntry {
        of: seen.of,
        title: seen.title,
        number: issued.and_then(|issued| issued.number.clone()),
        void_numbers: Vec::new(),
        on: seen.on,
        state: LetterState::Sent,
        reference: seen.reference,
        kept_as,
        scan: None,
    };
    match entry.of {
        LetterOf::Reply(no) => of_reply(case, no, &mut entry),
        of => match sent_on(&case.law, of, &entry.reference) {
            Sent::On(on) => entry.on = on,
            Sent::AsEntered => {}
            Sent::Struck => entry.state = LetterState::Struck,
        },
    }
    entry
}

fn of_reply(case: &DeskCase, no: ReplyNo, entry: &mut LetterEntry) {
    let Some(reply) = case.law.reply(no) else {
        entry.state = LetterState::Struck;
        return;
    };
    if reply.draft.letter != entry.reference {
        entry.state = LetterState::Superseded;
        entry.number = None;
        return;
    }
    entry.number = reply.number().map(|number| number.as_str().to_owned());
    entry.void_numbers = reply.void_numbers.iter().map(|number| number.as_str().to_owned()).collect();
    entry.on = reply.signed_off_on().unwrap_or(reply.drafted_on);
    entry.title = title_of_reply(reply);
    entry.scan = case.scan_of(no).cloned();
    entry.state = match &reply.progress {
        Progress::InReview(_) => LetterState::InReview,
        Progress::Returned { .. } => LetterState::Returned,
        Progress::SignedOff { .. } => sent(&case.law, reply),
    };
}

fn sent(case: &Case, reply: &Reply) -> LetterState {
    if reply.revoked.is_some() {
        LetterState::Revoked
    } else if reply.services.is_empty() {
        LetterState::Signed
    } else if !case.stands(reply) {
        LetterState::Replaced
    } else if reply.services.iter().all(|service| service.returned_on.is_some()) {
        LetterState::CameBack
    } else {
        LetterState::Sent
    }
}

/// The day a letter went out by the record as it stands now.
enum Sent {
    On(Date),
    /// Nothing else is on record than the event.
    AsEntered,
    Struck,
}

fn sent_on(case: &Case, of: LetterOf, letter: &SealedRef) -> Sent {
    let or_struck = |day: Option<Date>| day.map_or(Sent::Struck, Sent::On);
    let consultation = |no| case.consultations.iter().find(|found| found.no == no);
    match of {
        LetterOf::Correction(_) => {
            or_struck(case.corrections.iter().find(|found| found.letter == *letter).map(|found| found.sent_on))
        }
        LetterOf::Consultation(_) => {
            or_struck(case.consultations.iter().find(|found| found.letter == *letter).map(|found| found.sent_on))
        }
        LetterOf::ToldApplicant(no) => or_struck(consultation(no).and_then(|found| found.applicant_told_on)),
        LetterOf::Override(no) => or_struck(consultation(no).and_then(|found| found.override_told_on)),
        LetterOf::Extension(no) => {
            let found = case.extensions.iter().find(|found| found.no == no);
            or_struck(found.and_then(|found| found.notified_on()))
        }
        LetterOf::Reasons => {
            or_struck(case.reasons.as_ref().filter(|found| found.letter == *letter).map(|found| found.asked_on))
        }
        LetterOf::Fee(_) => {
            let found = case.fees.iter().find(|found| found.letter == *letter);
            or_struck(found.filter(|found| found.cancelled_on.is_none()).map(|found| found.sent_on))
        }
        LetterOf::Amendment(no) => {
            let corrected = case.reply(no).map(|reply| reply.corrected.as_slice()).unwrap_or_default();
            or_struck(corrected.iter().find(|(_, found)| found == letter).map(|(on, _)| *on))
        }
        LetterOf::Reply(_) | LetterOf::Case => Sent::AsEntered,
    }
}
