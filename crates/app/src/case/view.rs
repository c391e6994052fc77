//! Reading a case: what happened, where its clock stands, what may be done now, and, apart, its sealed papers.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use law::application::{Actor as LawActor, Clock, Context, FileRef, SealedRef, Step as Allowed, SubjectRef, allowed};
use law::reason::Reasoned;
use store::{Hash, Opened as Unsealed, StoredEvent};
use uuid::Uuid;

use super::desk::{CaseEvent, DeskCase};
use super::handle::{Entries, Opened};
use super::papers::commitment;
use super::rows::explained_clock;
use crate::app::App;
use crate::applicant::Party;
use crate::authorise::Action;
use crate::error::AppError;
use crate::event_names::event_name;
use crate::events::{DeskEvent, SealedPaper};
use crate::letter::{Sighting, see};
use crate::occasion::Occasion;

/// One entry of a case's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryStep {
    /// Its number in the stream.
    pub seq: i64,
    /// What happened, in Chinese.
    pub what: &'static str,
    /// The kind of the event.
    pub kind: String,
    /// The day of the fact.
    pub on: Date,
    /// When it was entered.
    pub recorded_at: Timestamp,
    /// Who entered it.
    pub actor: String,
    /// Why; may be empty.
    pub reason: String,
    /// What happened, in full.
    pub event: CaseEvent,
    /// The event's hash, by which it is chained to the one before.
    pub hash: Hash,
}

impl HistoryStep {
    /// Whether papers were sealed: it goes with another step, and nobody carried it out for itself.
    pub fn is_sealing(&self) -> bool {
        matches!(self.event, CaseEvent::Desk(DeskEvent::PapersSealed { .. }))
    }
}

/// A case as it is shown.
#[derive(Debug, Clone)]
pub struct CaseView {
    /// Its id.
    pub case_id: Uuid,
    /// It.
    pub case: DeskCase,
    /// Where its reply period stands, with the facts it follows from.
    pub clock: Reasoned<Clock>,
    /// What the actor may do now, and what not and why.
    pub allowed: Vec<Allowed>,
    /// What happened, in order.
    pub history: Vec<HistoryStep>,
}

/// A case's stream, read once: what it makes of the case, what happened, and which letters it speaks of.
pub(crate) struct ReadThrough {
    pub(crate) history: Vec<HistoryStep>,
    pub(crate) letters: Vec<Sighting>,
}

impl ReadThrough {
    /// Reads a stream from its first event to its last.
    pub(crate) fn of(events: Vec<StoredEvent>) -> Result<(DeskCase, Self), AppError> {
        let mut case = DeskCase::default();
        let mut read = ReadThrough { history: Vec::with_capacity(events.len()), letters: Vec::new() };
        for stored in events {
            let event = CaseEvent::read(&stored)?;
            case.take_up(&event, stored.occurred_on);
            case.seq = stored.seq;
            case.updated_at = stored.recorded_at;
            see(&mut read.letters, &case, &event, stored.occurred_on, read.history.len() + 1);
            read.history.push(HistoryStep {
                seq: stored.seq,
                what: event_name(&stored.kind),
                kind: stored.kind,
                on: stored.occurred_on,
                recorded_at: stored.recorded_at,
                actor: stored.actor,
                reason: stored.reason,
                event,
                hash: stored.hash,
            });
        }
        Ok((case, read))
    }
}

impl CaseView {
    /// Puts a case that was read together for whoever asks.
    pub(crate) fn of(occasion: &Occasion<'_>, opened: Opened, history: Vec<HistoryStep>) -> Self {
        let actor = occasion.actor.to_law();
        let law = &opened.case.law;
        CaseView {
            case_id: opened.case_id,
            clock: explained_clock(law, occasion.at.today, &opened.calendar, &opened.profile),
            allowed: allowed(law, &context(occasion, &opened, &actor)),
            history,
            case: opened.case,
        }
    }
}

/// What the law is asked with about a case today.
pub(crate) fn context<'a>(occasion: &Occasion<'_>, opened: &'a Opened, actor: &'a LawActor) -> Context<'a> {
    Context {
        today: occasion.at.today,
        on: occasion.at.today,
        calendar: &opened.calendar,
        settings: &opened.profile.law,
        levels: &opened.profile.levels,
        actor,
    }
}

impl App {
    /// Reads a case without its personal data.
    pub async fn case(&self, occasion: &Occasion<'_>, case_id: Uuid) -> Result<CaseView, AppError> {
        self.permit(occasion, Action::ReadCase)?;
        let mut reader = self.store.read().await?;
        let (opened, read) = self.open_with_events(&mut reader, occasion, case_id).await?;
        Ok(CaseView::of(occasion, opened, read.history))
    }

    /// Finds the case that bears a number.
    pub async fn case_numbered(&self, occasion: &Occasion<'_>, number: &str) -> Result<Uuid, AppError> {
        self.permit(occasion, Action::ReadCase)?;
        let found = self.store.read().await?.cases_numbered(occasion.organ, number.trim()).await?;
        match found.as_slice() {
            [only] => Ok(only.case_id),
            [] => Err(AppError::NotFound { what: "申请", which: number.to_owned() }),
            _ => Err(AppError::Inconsistent(format!("编号“{number}”有{}件申请", found.len()))),
        }
    }

    /// Reads who a party of a case is; `None` when the data was destroyed. Needs the master key.
    pub async fn party(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        subject: &SubjectRef,
    ) -> Result<Option<Party>, AppError> {
        self.permit(occasion, Action::ReadPersonalData)?;
        let mut reader = self.store.read().await?;
        let opened = self.open_case(&mut reader, occasion, case_id).await?;
        self.party_of(&mut reader, occasion.organ, &opened.case, subject).await
    }

    /// The same of a case that is open already, for whoever was permitted before.
    pub(crate) async fn party_of(
        &self,
        reader: &mut store::Reader,
        organ: &str,
        case: &DeskCase,
        subject: &SubjectRef,
    ) -> Result<Option<Party>, AppError> {
        let unknown = || AppError::NotFound { what: "当事人", which: subject.to_string() };
        let id = Uuid::try_parse(subject.as_str()).map_err(|_| unknown())?;
        let expected = party_commitment(case, id).ok_or_else(unknown)?;
        let Some(bytes) = self.unseal(reader, organ, id, id, &expected).await? else { return Ok(None) };
        serde_json::from_slice(&bytes).map(Some).map_err(|_| AppError::Inconsistent("申请人信息无法读出".to_owned()))
    }

    /// Reads a sealed text of a case; `None` when it was destroyed. Needs the master key.
    pub async fn text(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        reference: &SealedRef,
    ) -> Result<Option<String>, AppError> {
        let found = self.paper(occasion, case_id, reference.as_str()).await?;
        Ok(found.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// Reads a sealed file of a case with its media type; `None` when it was destroyed. Needs the master key.
    pub async fn file(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        reference: &FileRef,
    ) -> Result<Option<(String, Vec<u8>)>, AppError> {
        self.paper(occasion, case_id, reference.as_str()).await
    }

    async fn paper(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        reference: &str,
    ) -> Result<Option<(String, Vec<u8>)>, AppError> {
        self.permit(occasion, Action::ReadPersonalData)?;
        let mut reader = self.store.read().await?;
        let opened = self.open_case(&mut reader, occasion, case_id).await?;
        self.paper_of(&mut reader, occasion.organ, &opened.case, reference).await
    }

    /// The same of a case that is open already, for whoever was permitted before.
    pub(crate) async fn paper_of(
        &self,
        reader: &mut store::Reader,
        organ: &str,
        case: &DeskCase,
        reference: &str,
    ) -> Result<Option<(String, Vec<u8>)>, AppError> {
        let unknown = || AppError::NotFound { what: "材料", which: reference.to_owned() };
        let id = Uuid::try_parse(reference).map_err(|_| unknown())?;
        let SealedPaper { subject, media_type, commitment, .. } = case.papers.get(&id).ok_or_else(unknown)?;
        let bytes = self.unseal(reader, organ, *subject, id, commitment).await?;
        Ok(bytes.map(|bytes| (media_type.clone(), bytes)))
    }

    /// Opens a sealed piece and holds it against what the event committed to.
    pub(super) async fn unseal(
        &self,
        reader: &mut store::Reader,
        organ: &str,
        subject: Uuid,
        id: Uuid,
        expected: &str,
    ) -> Result<Option<Vec<u8>>, AppError> {
        let vault = self.vault()?;
        let bytes = match reader.open(vault, organ, subject, id).await? {
            Unsealed::Plain(bytes) => bytes.to_vec(),
            Unsealed::Destroyed => return Ok(None),
            Unsealed::Absent => return Err(AppError::Inconsistent(format!("加密材料{id}不见了"))),
        };
        let expected =
            commitment(expected).ok_or_else(|| AppError::Inconsistent(format!("加密材料{id}的承诺值无法读出")))?;
        match reader.committed(vault, organ, subject, id, &bytes, &expected).await? {
            Some(true) => Ok(Some(bytes)),
            Some(false) => Err(AppError::Inconsistent(format!("加密材料{id}与登记时的不是同一份"))),
            None => Ok(None),
        }
    }

    /// The earlier applications of a case's first applicant, and how many came in its month. Needs the master key.
    pub async fn applicant_history(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
    ) -> Result<(u32, Vec<Uuid>), AppError> {
        self.permit(occasion, Action::ReadPersonalData)?;
        let mut reader = self.store.read().await?;
        let opened = self.open_case(&mut reader, occasion, case_id).await?;
        self.month_and_others(&mut reader, occasion.organ, &opened).await
    }

    /// How many applications of a case's first applicant came in its month, as far as the record knows.
    pub(crate) async fn in_applicants_month(
        &self,
        reader: &mut store::Reader,
        organ: &str,
        opened: &Opened,
    ) -> Result<u32, AppError> {
        self.month_and_others(reader, organ, opened).await.map(|(month, _)| month)
    }

    async fn month_and_others(
        &self,
        reader: &mut store::Reader,
        organ: &str,
        opened: &Opened,
    ) -> Result<(u32, Vec<Uuid>), AppError> {
        let Some(party) = self.first_applicant(reader, organ, opened).await? else { return Ok((0, Vec::new())) };
        let Some(registration) = &opened.case.law.registration else { return Ok((0, Vec::new())) };
        let came_on = registration.received_on.unwrap_or(registration.arrived_on);
        let others = self.cases_of_party(reader, organ, &party, Some(opened.case_id)).await?;
        let month = self.in_month(reader, organ, &others, came_on).await?;
        Ok((month, others))
    }

    /// Destroys the key of a party's personal data, and with it the data; what happened stays.
    ///
    /// Of an applicant, the case's papers go too. It is noted in every case the party stands in. Refused while the case is open: the law's periods need the data.
    pub async fn destroy_party(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        subject: &SubjectRef,
    ) -> Result<(), AppError> {
        self.permit(occasion, Action::DestroyPersonalData)?;
        let mut write = self.begin(occasion.organ).await?;
        let opened = self.open_case(&mut write, occasion, case_id).await?;
        let unknown = || AppError::NotFound { what: "当事人", which: subject.to_string() };
        let id = Uuid::try_parse(subject.as_str()).map_err(|_| unknown())?;
        party_commitment(&opened.case, id).ok_or_else(unknown)?;
        let parts = write.cases_of(occasion.organ, id).await?;
        let cases: BTreeSet<Uuid> = parts.into_iter().map(|party| party.case_id).chain([case_id]).collect();
        for case_id in &cases {
            let row = write.find::<store::CaseRow>(occasion.organ, case_id).await?;
            let remedies = write.list_of::<store::RemedyFact>(occasion.organ, *case_id).await?;
            if remedies.iter().any(|remedy| remedy.decided_on.is_none()) {
                return Err(AppError::NotNow(
                    "申请的复议或者诉讼还没有结果，当事人信息和案卷是答复、应诉所必需的，不能销毁；请在有结果后再办理"
                        .to_owned(),
                ));
            }
            if row.is_some_and(|row| row.closed_on.is_none()) {
                return Err(AppError::NotNow(
                    "申请还没有办结，当事人信息是办理和送达所必需的，不能销毁；请在办结、归档后再办理".to_owned(),
                ));
            }
        }
        let done = self.note_destroyed(&mut write, occasion, opened, id, &cases).await;
        self.explain(done).await?;
        write.destroy_subject(occasion.organ, id, occasion.at.recorded_at).await?;
        write.commit().await?;
        cases.into_iter().for_each(|case_id| self.lists.forget(occasion.organ, case_id));
        Ok(())
    }

    /// Notes in every case a party stands in that its data is destroyed: one split off shares the party with its origin.
    /// What is remembered of a case in memory is known by its last event, here or on another node.
    async fn note_destroyed(
        &self,
        write: &mut store::Write,
        occasion: &Occasion<'_>,
        opened: Opened,
        subject: Uuid,
        cases: &BTreeSet<Uuid>,
    ) -> Result<(), AppError> {
        let entries = || Entries { desk: vec![DeskEvent::PartyDestroyed { subject }], law: Vec::new() };
        // Of the other cases the actor need not have seen the last event.
        let unseen = Occasion { seen: None, ..*occasion };
        for other in cases.iter().filter(|other| **other != opened.case_id) {
            let other = self.open_case(write, &unseen, *other).await?;
            self.record(write, &unseen, other, entries()).await?;
        }
        self.record(write, occasion, opened, entries()).await.map(drop)
    }
}

/// What the events of a case committed to about a party.
pub(crate) fn party_commitment(case: &DeskCase, subject: Uuid) -> Option<String> {
    let entry = &case.law.registration.as_ref()?.entry;
    let text = subject.hyphenated().to_string();
    let applicant = entry.applicants.iter().find(|one| one.subject.as_str() == text).map(|one| one.commitment.clone());
    let agent = || entry.agent.as_ref().filter(|one| one.subject.as_str() == text).map(|one| one.commitment.clone());
    let other = || case.papers.get(&subject).map(|paper| paper.commitment.clone());
    applicant.or_else(agent).or_else(other)
}
