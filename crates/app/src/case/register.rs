//! Registering an application: its personal data sealed, its number allocated, earlier ones of the applicant found.

use jiff::civil::Date;
use law::application::{
    Act, Agent, Applicant, ApplicantKind, CaseRef, Channel, Command, Entry, FileRef, Inherited, ItemNo, Presence,
    SealedRef, SubjectRef,
};
use store::{Head, Write};
use uuid::Uuid;

use super::desk::{DeskCase, stream_of};
use super::earlier::{Earlier, Sought};
use super::handle::{Entries, Opened, Recorded};
use super::papers::{Papers, WANTED_FIELD};
use crate::app::App;
use crate::applicant::{APPLICANTS_MAX, ITEMS_MAX, NUMBER_MAX, Party, SHORT_MAX, WANTED_MAX, limit};
use crate::authorise::Action;
use crate::error::{AppError, Faults};
use crate::events::DeskEvent;
use crate::identity::normalised;
use crate::occasion::Occasion;
use crate::organ::case_number;

/// Who acts for the applicants.
#[derive(Clone)]
pub struct AgentForm {
    /// Who it is.
    pub party: Party,
    /// Media type of the mandate (授权委托书).
    pub mandate_media_type: String,
    /// The mandate as scanned.
    pub mandate: Vec<u8>,
}

/// Where an application comes from.
#[derive(Clone, Default)]
pub enum Provenance {
    /// It came in now, or on an earlier day and is entered now.
    #[default]
    Arrival,
    /// It was open before the record began (期初在办件).
    OpeningBalance {
        /// The date of receipt the paper file shows.
        received_on: Date,
        /// The number it bears on paper; one is allocated when there is none.
        number: Option<String>,
        /// The paper file, with its media type.
        paper: Option<(String, Vec<u8>)>,
    },
}

/// An application as it is filled in. The day it arrived is the occasion's.
#[derive(Clone)]
pub struct ApplicationForm {
    /// By which way it came.
    pub channel: Channel,
    /// The day it was sent off, where known.
    pub submitted_on: Option<Date>,
    /// Who applies; the first gives the case its class.
    pub applicants: Vec<(Party, ApplicantKind)>,
    /// Who of several speaks for all, by place; the first when none is named.
    pub representative: Option<usize>,
    /// Who acts for them.
    pub agent: Option<AgentForm>,
    /// What is asked for, in the applicant's words, item by item.
    pub items: Vec<String>,
    /// In which form and by which way the information is wanted; empty when not said.
    pub wanted_form: String,
    /// What of 条例29② is there, where the officer judges otherwise than by which fields are filled.
    pub presence: Option<Presence>,
    /// Who filled in the form for an application made by word of mouth (APP-2).
    pub filled_by: Option<String>,
    /// Whether the applicant needs help in reading, seeing or hearing (APP-6).
    pub assistance_needed: bool,
    /// Whether the applicant chose to be served electronically.
    pub electronic_chosen: bool,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Further papers that came with it: media type and bytes.
    pub attachments: Vec<(String, Vec<u8>)>,
}

impl std::fmt::Debug for ApplicationForm {
    /// Never shows what is to be sealed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ApplicationForm({} applicants, {} items, …)", self.applicants.len(), self.items.len())
    }
}

impl ApplicationForm {
    /// One applicant asking for one thing; everything else at its plainest.
    pub fn simple(channel: Channel, kind: ApplicantKind, party: Party, wanted: &str) -> Self {
        ApplicationForm {
            channel,
            submitted_on: None,
            applicants: vec![(party, kind)],
            representative: None,
            agent: None,
            items: vec![wanted.to_owned()],
            wanted_form: "纸质，邮寄".to_owned(),
            presence: None,
            filled_by: None,
            assistance_needed: false,
            electronic_chosen: false,
            provenance: Provenance::Arrival,
            attachments: Vec::new(),
        }
    }

    /// Notes everything wrong with it, each fault under its field.
    pub fn check(&self, faults: &mut Faults) {
        if self.applicants.is_empty() {
            faults.add("applicants", "请至少填写一位申请人");
        }
        if self.applicants.len() > APPLICANTS_MAX {
            faults.add("applicants", format!("共同申请人至多{APPLICANTS_MAX}位"));
        }
        for (place, (party, _)) in self.applicants.iter().enumerate().take(APPLICANTS_MAX) {
            party.check(&format!("applicants.{place}"), faults);
        }
        let speaks = self.representative.unwrap_or(0);
        match self.applicants.get(speaks) {
            Some((party, _)) if self.agent.is_none() => {
                party.check_reachable(&format!("applicants.{speaks}"), faults);
            }
            None if !self.applicants.is_empty() => faults.add("representative", "代表人应当是申请人之一，请重新选择"),
            _ => {}
        }
        if let Some(agent) = &self.agent {
            agent.party.check("agent", faults);
            agent.party.check_reachable("agent", faults);
            if agent.mandate.is_empty() {
                faults.add("agent.mandate", "请附上授权委托书");
            }
        }
        if self.items.is_empty() {
            faults.add("items", "请填写申请公开的内容");
        }
        if self.items.len() > ITEMS_MAX {
            faults.add("items", format!("一件申请至多填{ITEMS_MAX}项，请分成几件登记"));
        }
        for (place, wanted) in self.items.iter().enumerate().take(ITEMS_MAX) {
            if wanted.trim().is_empty() {
                faults.add(format!("items.{place}"), "请填写这一项申请公开的内容，或者删去这一项");
            }
            limit(wanted, WANTED_MAX, "申请公开的内容", format!("items.{place}"), faults);
        }
        limit(&self.wanted_form, SHORT_MAX, "获取信息的方式", "wanted_form".to_owned(), faults);
        limit(self.filled_by.as_deref().unwrap_or(""), SHORT_MAX, "代填人", "filled_by".to_owned(), faults);
        if let Provenance::OpeningBalance { number: Some(number), .. } = &self.provenance {
            if number.trim().is_empty() {
                faults.add("number", "请填写纸质登记的编号；没有编号的，这一栏不填，由系统编号");
            }
            limit(number, NUMBER_MAX, "编号", "number".to_owned(), faults);
        }
    }

    /// What entering it is, for the one door.
    pub fn action(&self) -> Action {
        match self.provenance {
            Provenance::Arrival => Action::Register,
            Provenance::OpeningBalance { .. } => Action::OpenBalance,
        }
    }

    /// What of 条例29② is there, by the fields filled in.
    fn presence(&self) -> Presence {
        let identified = self.applicants.iter().all(|(party, _)| party.paper.is_some());
        self.presence.unwrap_or(Presence {
            identity: identified,
            description: true,
            form: !self.wanted_form.trim().is_empty(),
        })
    }
}

/// A registered application.
#[derive(Debug, Clone)]
pub struct Registered {
    /// The case.
    pub recorded: Recorded,
    /// Its number.
    pub number: String,
    /// What the record knows of the applicant.
    pub earlier: Earlier,
}

impl App {
    /// Registers an application, or enters one that was open before the record began.
    ///
    /// All faults of the form are reported at once. Needs the master key.
    pub async fn register(&self, occasion: &Occasion<'_>, form: &ApplicationForm) -> Result<Registered, AppError> {
        self.permit(occasion, form.action())?;
        let mut faults = Faults::default();
        form.check(&mut faults);
        faults.none_or()?;
        self.vault()?;
        let done = self.enter(occasion, form).await;
        self.explain(done).await
    }

    async fn enter(&self, occasion: &Occasion<'_>, form: &ApplicationForm) -> Result<Registered, AppError> {
        let mut write = self.begin_alone(occasion.organ).await?;
        let (profile, calendar) = self.settings(&mut write, occasion.organ).await?;
        let case_id = self.new_id();
        let opened = Opened {
            case_id,
            stream: stream_of(case_id),
            head: Head::NONE,
            case: DeskCase::default(),
            profile,
            calendar,
        };
        let earlier = match Sought::of(form, occasion.on) {
            Some(sought) => self.earlier_of(&mut write, occasion.organ, &sought).await?,
            None => Earlier::default(),
        };

        let mut papers = Papers::none();
        let items: Vec<SealedRef> = form.items.iter().map(|wanted| papers.text(self, wanted)).collect();
        if !form.wanted_form.trim().is_empty() {
            papers.text(self, &form.wanted_form);
        }
        for (media_type, bytes) in &form.attachments {
            papers.file(self, media_type, bytes.clone());
        }
        let mut applicants = Vec::with_capacity(form.applicants.len());
        for (party, kind) in &form.applicants {
            let subject = self.new_id();
            let commitment = self.seal_party(&mut write, occasion, subject, party).await?;
            applicants.push(Applicant { subject: SubjectRef::new(subject.to_string()), commitment, kind: *kind });
        }
        let agent = match &form.agent {
            None => None,
            Some(agent) => {
                let subject = self.new_id();
                let commitment = self.seal_party(&mut write, occasion, subject, &agent.party).await?;
                let mandate = papers.file(self, &agent.mandate_media_type, agent.mandate.clone());
                Some(Agent { subject: SubjectRef::new(subject.to_string()), commitment, mandate })
            }
        };
        let representative =
            form.representative.and_then(|place| applicants.get(place)).map(|applicant| applicant.subject.clone());
        let entry = Entry {
            channel: form.channel,
            submitted_on: form.submitted_on,
            applicants,
            representative,
            agent,
            items,
            presence: form.presence(),
            filled_by: form.filled_by.as_deref().map(law::application::ActorId::new),
            assistance_needed: form.assistance_needed,
            electronic_chosen: form.electronic_chosen,
            split_from: None,
        };
        let (act, given) = match &form.provenance {
            Provenance::Arrival => (Act::Register { entry }, None),
            Provenance::OpeningBalance { received_on, number, paper } => {
                let paper: Option<FileRef> =
                    paper.as_ref().map(|(media_type, bytes)| papers.file(self, media_type, bytes.clone()));
                (Act::EnterOpening { entry, received_on: *received_on, paper }, number.clone())
            }
        };
        let mut faults = Faults::default();
        papers.check(&mut faults);
        faults.none_or()?;
        let events = opened.decide(occasion, &Command::from(act))?;

        let number = match given.map(|number| number.trim().to_owned()) {
            Some(number) if write.cases_numbered(occasion.organ, &number).await?.is_empty() => number,
            Some(number) => return Err(AppError::AlreadyThere { what: "申请编号", which: number }),
            None => self.next_number(&mut write, occasion, &opened).await?,
        };
        let subject = first_subject(&events)?;
        for wanted in &form.items {
            write.index(self.vault()?, occasion.organ, subject, WANTED_FIELD, &normalised(wanted)).await?;
        }
        let papers = self.seal_papers(&mut write, occasion, subject, &papers).await?;
        let desk = vec![DeskEvent::CaseNumbered { number: number.clone() }, DeskEvent::PapersSealed { papers }];
        let recorded = self.record(&mut write, occasion, opened, Entries { desk, law: events }).await?;
        write.commit().await?;
        Ok(Registered { recorded, number, earlier })
    }

    /// Splits an item off into a case of its own, which keeps the date of receipt (一事一申请); both cases are written in one
    /// transaction. Gives the case that was split, and the new one.
    pub async fn split_item(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        item: ItemNo,
    ) -> Result<(Recorded, Recorded), AppError> {
        self.permit(occasion, Action::Register)?;
        let done = self.split(occasion, case_id, item).await;
        self.explain(done).await
    }

    async fn split(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        item: ItemNo,
    ) -> Result<(Recorded, Recorded), AppError> {
        let mut write = self.begin_alone(occasion.organ).await?;
        let origin = self.open_case(&mut write, occasion, case_id).await?;
        let new_id = self.new_id();
        let events = origin.decide(occasion, &Act::SplitItem { item, to: CaseRef::new(new_id.to_string()) }.into())?;
        let not_there = || AppError::Inconsistent("拆分的申请事项不在原申请中".to_owned());
        let registration = origin.case.law.registration.clone().ok_or_else(not_there)?;
        let wording = origin.case.law.item(item).map(|item| item.wording.clone()).ok_or_else(not_there)?;
        let received_on = registration.received_on.unwrap_or(registration.arrived_on);
        let mut entry = registration.entry;
        entry.items = vec![wording];
        entry.split_from = Some(CaseRef::new(case_id.to_string()));
        // The new case goes on under the same sealed papers; they stay where they are.
        let papers = origin.case.papers.values().cloned().collect();
        let fresh = Opened {
            case_id: new_id,
            stream: stream_of(new_id),
            head: Head::NONE,
            case: DeskCase::default(),
            profile: origin.profile.clone(),
            calendar: origin.calendar.clone(),
        };
        // What was done for the item so far counts for the new case too, its term above all.
        let (calendar, settings) = (&origin.calendar, &origin.profile.law);
        let inherited = Inherited::of(&origin.case.law, item, occasion.on, calendar, settings);
        let inherited = Box::new(inherited.map_err(|out| AppError::NotNow(out.to_string()))?);
        let begin = Act::RegisterSplit { entry, received_on, inherited };
        let begun = fresh.decide(&occasion.on(registration.arrived_on), &begin.into())?;
        let number = self.next_number(&mut write, occasion, &fresh).await?;
        let left = self.record(&mut write, occasion, origin, Entries { desk: Vec::new(), law: events }).await?;
        let desk = vec![DeskEvent::CaseNumbered { number }, DeskEvent::PapersSealed { papers }];
        let arrived = occasion.on(registration.arrived_on);
        let split = self.record_and_commit(write, &arrived, fresh, Entries { desk, law: begun }).await?;
        Ok((left, split))
    }

    async fn next_number(
        &self,
        write: &mut Write,
        occasion: &Occasion<'_>,
        opened: &Opened,
    ) -> Result<String, AppError> {
        let year = occasion.on.year();
        loop {
            let serial = write.allocate(occasion.organ, "case", i64::from(year)).await?;
            let number = case_number(&opened.profile.short, year, serial);
            // A case that bore it on paper may have been entered by hand.
            if write.cases_numbered(occasion.organ, &number).await?.is_empty() {
                return Ok(number);
            }
        }
    }

    /// Hands a case to a unit and a person; either may be empty.
    pub async fn assign(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        unit: &str,
        officer: &str,
    ) -> Result<Recorded, AppError> {
        self.permit(occasion, Action::Assign)?;
        let done = self.hand_on(occasion, case_id, unit, officer).await;
        self.explain(done).await
    }

    async fn hand_on(
        &self,
        occasion: &Occasion<'_>,
        case_id: Uuid,
        unit: &str,
        officer: &str,
    ) -> Result<Recorded, AppError> {
        let mut write = self.begin(occasion.organ).await?;
        let opened = self.open_case(&mut write, occasion, case_id).await?;
        let mut faults = Faults::default();
        if !unit.is_empty() && !opened.profile.units.iter().any(|known| known == unit) {
            faults.add("unit", format!("没有“{unit}”这个处室，请从机关设置的处室中选择"));
        }
        if !officer.is_empty() && write.find::<store::Account>(occasion.organ, &officer.to_owned()).await?.is_none() {
            faults.add("officer", format!("没有“{officer}”这个用户，请从用户名单中选择"));
        }
        faults.none_or()?;
        let event = DeskEvent::CaseAssigned { unit: unit.to_owned(), officer: officer.to_owned() };
        self.record_and_commit(write, occasion, opened, Entries { desk: vec![event], law: Vec::new() }).await
    }
}

fn first_subject(events: &[law::application::Event]) -> Result<Uuid, AppError> {
    events
        .iter()
        .find_map(|event| match event {
            law::application::Event::Registered { entry, .. } => entry.applicants.first(),
            _ => None,
        })
        .and_then(|applicant| Uuid::try_parse(applicant.subject.as_str()).ok())
        .ok_or_else(|| AppError::Inconsistent("登记的申请没有申请人".to_owned()))
}
