//! The case machine, told as stories: one officer's day after another.

mod arrival;
mod checklist;
mod consultation;
mod contest;
mod counting;
mod lapse;
mod mending;
mod period;
mod reply;
mod sequence;
mod steps;
mod term;
mod waiting;

use std::sync::OnceLock;

use jiff::civil::{Date, date};

use super::*;
use crate::{
    calendar::{Calendar, WorkingDays},
    outcome::{EvidenceItem, Outcome},
    settings::Settings,
};

pub(super) fn calendar() -> &'static Calendar {
    static CALENDAR: OnceLock<Calendar> = OnceLock::new();
    CALENDAR.get_or_init(Calendar::embedded)
}

/// The last day the stories know; facts lie before it.
pub(super) const TODAY: Date = date(2026, 11, 23);

pub(super) const OFFICER: &str = "officer";

/// Somebody by the name the stories use.
pub(super) fn somebody(name: &str) -> Actor {
    let roles: &[Role] = match name {
        "head" => &[Role::HeadOfDisclosureOffice],
        "leader" => &[Role::Leader],
        "unit" | "legal" | "secrecy" => &[Role::Reviewer],
        "everything" => &Role::ALL,
        _ => &[Role::DisclosureOfficer, Role::UnitHandler],
    };
    Actor::new(name, roles.iter().copied())
}

pub(super) fn applicant(name: &str) -> Applicant {
    Applicant { subject: name.into(), commitment: format!("commitment-{name}"), kind: ApplicantKind::NaturalPerson }
}

pub(super) fn entry(channel: Channel, items: usize) -> Entry {
    Entry {
        channel,
        submitted_on: None,
        applicants: vec![applicant("甲")],
        representative: None,
        agent: None,
        items: (0..items).map(|n| SealedRef::new(format!("item-{n}"))).collect(),
        presence: Presence::COMPLETE,
        filled_by: None,
        assistance_needed: false,
        electronic_chosen: false,
        split_from: None,
    }
}

/// A case, its log and the settings it is handled under.
pub(super) struct Story {
    pub case: Case,
    pub log: Vec<(Event, Date)>,
    pub settings: Settings,
    pub today: Date,
}

impl Story {
    pub fn new() -> Self {
        Self { case: Case::default(), log: Vec::new(), settings: Settings::default(), today: TODAY }
    }

    /// Received in person.
    pub fn received(on: Date) -> Self {
        Self::with_items(on, 1)
    }

    pub fn with_items(on: Date, items: usize) -> Self {
        let mut story = Self::new();
        story.does(on, OFFICER, Act::Register { entry: entry(Channel::InPerson, items) });
        story
    }

    pub fn attempt(&self, on: Date, who: &str, command: &Command) -> Result<Vec<Event>, Refusal> {
        let actor = somebody(who);
        decide(&self.case, command, &self.context(on, &actor))
    }

    pub fn context<'a>(&'a self, on: Date, actor: &'a Actor) -> Context<'a> {
        Context {
            today: self.today,
            on,
            calendar: calendar(),
            settings: &self.settings,
            levels: &ReviewLevel::USUAL,
            actor,
        }
    }

    #[track_caller]
    pub fn gives(&mut self, on: Date, who: &str, command: Command) -> &mut Self {
        let events = self.attempt(on, who, &command).unwrap_or_else(|r| panic!("{:?} {r}: {command:?}", r.obstacle));
        for event in events {
            self.case = evolve(std::mem::take(&mut self.case), &event, on);
            self.log.push((event, on));
        }
        self
    }

    #[track_caller]
    pub fn does(&mut self, on: Date, who: &str, act: Act) -> &mut Self {
        self.gives(on, who, act.into())
    }

    #[track_caller]
    pub fn refused(&self, on: Date, who: &str, act: Act) -> Refusal {
        self.attempt(on, who, &act.into()).expect_err("it should have been refused")
    }

    #[track_caller]
    pub fn stopped(&self, on: Date, who: &str, act: Act) -> Obstacle {
        self.refused(on, who, act).obstacle
    }

    pub fn clock_on(&self, today: Date) -> Clock {
        let actor = somebody(OFFICER);
        clock(&self.case, &Context { today, ..self.context(today, &actor) }).value
    }

    pub fn counted(&self) -> Option<CountedResult> {
        counted_result(&self.case, &self.settings)
    }

    #[track_caller]
    pub fn evidence(&mut self, on: Date, items: &[u32], kinds: &[EvidenceItem]) -> &mut Self {
        for kind in kinds {
            let held = Held::Note { note: "note".into() };
            let items = items.iter().map(|n| ItemNo(*n)).collect();
            self.does(on, OFFICER, Act::FileEvidence { items, evidence: *kind, held });
        }
        self
    }

    /// Drafts, reviews and signs off on one day.
    #[track_caller]
    pub fn signs(&mut self, on: Date, decisions: &[(u32, Outcome)], replaces: Option<u32>) -> ReplyNo {
        let draft = draft(decisions);
        self.does(on, OFFICER, Act::DraftReply { draft, replaces: replaces.map(ReplyNo) });
        let no = self.case.replies.last().unwrap().no;
        self.reviewed(on, no);
        no
    }

    #[track_caller]
    pub fn reviewed(&mut self, on: Date, reply: ReplyNo) -> &mut Self {
        let who = ["unit", "legal", "secrecy"];
        for (level, who) in ReviewLevel::USUAL.into_iter().zip(who) {
            self.does(on, who, Act::ApproveReview { reply, level, opinion: None });
        }
        let number = LetterNumber::new(format!("公开告〔2026〕{}号", self.log.len()));
        self.does(on, "leader", Act::SignOff { reply, number, paper: None })
    }

    #[track_caller]
    pub fn posts(&mut self, on: Date, reply: ReplyNo) -> &mut Self {
        let to: Vec<SubjectRef> = self.case.addressees().cloned().collect();
        for to in to {
            self.does(on, OFFICER, Act::Deliver { reply, to, means: Means::Post, postal_number: None, proof: None });
        }
        self
    }

    /// Answers at once: evidence, draft, review, sign-off, post.
    #[track_caller]
    pub fn answers(&mut self, on: Date, decisions: &[(u32, Outcome)]) -> ReplyNo {
        for (item, outcome) in decisions {
            let needed: Vec<EvidenceItem> = outcome.evidence().to_vec();
            self.evidence(on, &[*item], &needed);
        }
        let reply = self.signs(on, decisions, None);
        self.posts(on, reply);
        reply
    }
}

pub(super) fn draft(decisions: &[(u32, Outcome)]) -> Draft {
    let decisions = decisions.iter().map(|(item, outcome)| Decision::new(ItemNo(*item), *outcome)).collect();
    Draft { decisions, letter: "letter".into() }
}

pub(super) fn letter() -> SealedRef {
    "letter".into()
}

pub(super) fn consult(with: Consulted) -> Act {
    Act::Consult { with, addressee: "丙".into(), items: vec![ItemNo(1)], letter: letter(), limit: None }
}

pub(super) fn correction_notice() -> Act {
    Act::SendCorrectionNotice { letter: letter(), answer_within: None }
}

pub(super) fn fee_notice() -> Act {
    Act::SendFeeNotice { standard: crate::fee::Standard::ByVolume, amount_fen: 38_000, letter: letter() }
}

pub(super) fn extension(days: u32) -> Act {
    Act::ProposeExtension { days: WorkingDays(days), grounds: "grounds".into() }
}
