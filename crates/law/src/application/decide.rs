//! What a command makes of a case: events, or a refusal that names its obstacle.
//!
//! First the gate, which needs no more than the kind of act, so that [`super::allowed`] can ask it too; then what the
//! command carries; last the order of the facts, on the case as it would be.

mod arrival;
mod consult;
mod contest;
mod draft;
mod evidence;
mod extend;
mod gate;
mod mend;
mod review;
mod serve;
mod waiting;

use std::cell::OnceCell;

use jiff::civil::Date;

pub(super) use self::{evidence::listed, gate::gate};
use super::{
    Context,
    actor::Role,
    case::{Case, Item, ItemState},
    chronology,
    clock::{self, Clock},
    command::{Act, Command},
    consultation::{Consultation, Consulted, Opinion},
    event::Event,
    evolve::evolve,
    reference::{ItemNo, ReplyNo, SealedRef},
    refusal::{Obstacle, Refusal},
    reply::Reply,
    term::Term,
};
use crate::calendar::{Counted, OutOfRange};

/// Decides a command on a case; pure. An overridden warning is an event of its own before the rest.
pub fn decide(case: &Case, command: &Command, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let mut desk = Desk::new(case, context, command.override_reason.as_deref());
    gate(command.kind(), &mut desk)?;
    let made = dispatch(&command.act, &mut desk)?;
    let mut events: Vec<Event> =
        desk.overridden.into_iter().map(|obstacle| Event::WarningOverridden { obstacle }).collect();
    events.extend(made);
    let after = events.iter().fold(case.clone(), |case, event| evolve(case, event, context.on));
    chronology::check(&after, context)?;
    Ok(events)
}

fn dispatch(act: &Act, desk: &mut Desk<'_>) -> Result<Vec<Event>, Refusal> {
    match act {
        Act::Register { .. }
        | Act::EnterOpening { .. }
        | Act::RegisterSplit { .. }
        | Act::RecordContactFailed
        | Act::ConfirmReceipt { .. }
        | Act::SplitItem { .. }
        | Act::ChooseService { .. } => arrival::decide(act, desk),
        Act::SendCorrectionNotice { .. }
        | Act::RecordCorrectionServed { .. }
        | Act::ReceiveCorrection { .. }
        | Act::CloseNotCorrected
        | Act::AskReasons { .. }
        | Act::RecordReasonsServed
        | Act::ReceiveReasons { .. }
        | Act::AcceptReasons { .. }
        | Act::RejectReasons
        | Act::SendFeeNotice { .. }
        | Act::RecordFeeServed { .. }
        | Act::RecordFeePaid { .. }
        | Act::CancelFee { .. }
        | Act::CloseFeeUnpaid => waiting::decide(act, desk),
        Act::Consult { .. }
        | Act::RecordConsultationReceived { .. }
        | Act::RecordOpinion { .. }
        | Act::EndConsultation { .. }
        | Act::TellApplicantOfConsultation { .. }
        | Act::NotifyThirdParty { .. } => consult::decide(act, desk),
        Act::ProposeExtension { .. }
        | Act::ApproveExtension { .. }
        | Act::DeclineExtension { .. }
        | Act::NotifyExtension { .. } => extend::decide(act, desk),
        Act::LogSearch { .. } | Act::FileEvidence { .. } => evidence::decide(act, desk),
        Act::AnswerOnTheSpot { .. } | Act::DraftReply { .. } | Act::RedraftReply { .. } => draft::decide(act, desk),
        Act::ApproveReview { .. } | Act::ReturnReply { .. } | Act::SignOff { .. } | Act::VoidNumber { .. } => {
            review::decide(act, desk)
        }
        Act::Deliver { .. }
        | Act::RecordSent { .. }
        | Act::RecordReturned { .. }
        | Act::Withdraw { .. }
        | Act::Archive => serve::decide(act, desk),
        Act::CorrectEntry { .. } | Act::CorrectLetter { .. } | Act::RevokeReply { .. } => mend::decide(act, desk),
        Act::RegisterContest { .. }
        | Act::AnswerContest { .. }
        | Act::DecideContest { .. }
        | Act::AppealContest { .. } => contest::decide(act, desk),
    }
}

/// A case on the desk: what a decision looks at, and the warnings overridden on the way.
pub(super) struct Desk<'a> {
    pub case: &'a Case,
    pub context: &'a Context<'a>,
    reason: Option<&'a str>,
    overridden: Vec<Obstacle>,
    clock: OnceCell<Result<(Clock, Option<Term>), OutOfRange>>,
}

impl<'a> Desk<'a> {
    pub fn new(case: &'a Case, context: &'a Context<'a>, reason: Option<&'a str>) -> Self {
        let reason = reason.filter(|r| !r.trim().is_empty());
        Self { case, context, reason, overridden: Vec::new(), clock: OnceCell::new() }
    }

    /// The day of the fact.
    pub fn on(&self) -> Date {
        self.context.on
    }

    /// Stops at a warning, unless an approver gives a reason for going on.
    pub fn warn(&mut self, warning: Refusal) -> Result<(), Refusal> {
        if self.reason.is_none() || !self.context.actor.may_override() || !warning.may_be_overridden() {
            return Err(warning);
        }
        if !self.overridden.contains(&warning.obstacle) {
            self.overridden.push(warning.obstacle);
        }
        Ok(())
    }

    /// The clock on the day of the fact.
    pub fn clock(&self) -> Result<Clock, Refusal> {
        self.reckoned().map(|(clock, _)| *clock)
    }

    /// The present reply period.
    pub fn term(&self) -> Result<&Term, Refusal> {
        self.reckoned()?.1.as_ref().ok_or_else(awaiting_confirmation)
    }

    fn reckoned(&self) -> Result<&(Clock, Option<Term>), Refusal> {
        let reckon = || clock::reckon(self.case, self.context.calendar, self.context.settings, self.on());
        self.clock.get_or_init(reckon).as_ref().map_err(|out| beyond_calendar(out.clone()))
    }

    pub fn reply(&self, no: ReplyNo) -> Result<&'a Reply, Refusal> {
        self.case.reply(no).ok_or_else(|| unknown("答复", no.0))
    }

    /// Fails unless each named item exists, once, and is open.
    pub fn open_items(&self, items: &[ItemNo]) -> Result<(), Refusal> {
        for (index, no) in items.iter().enumerate() {
            if items.get(..index).is_some_and(|before| before.contains(no)) {
                return Err(twice(*no));
            }
            self.open_item(*no)?;
        }
        if items.is_empty() {
            return Err(blank("涉及的申请事项", "条例29②"));
        }
        Ok(())
    }

    pub fn open_item(&self, no: ItemNo) -> Result<&'a Item, Refusal> {
        let item = self.case.item(no).ok_or_else(|| unknown("申请事项", no.0))?;
        let open = self.case.lapse().is_none() && item.state == ItemState::Standing && self.case.answer(no).is_none();
        if open { Ok(item) } else { Err(not_open(no)) }
    }

    /// Fails unless the actor holds one of the roles.
    pub fn role(&self, roles: &[Role], cite: &'static str) -> Result<(), Refusal> {
        if roles.iter().any(|role| self.context.actor.is(*role)) {
            return Ok(());
        }
        let names: Vec<&str> = roles.iter().map(|r| r.label()).collect();
        let message = format!("这一步应当由{}办理；请转交，或者附上纸质审批件", names.join("或者"));
        Err(Refusal::forbidden(Obstacle::RoleMissing, cite, message))
    }
}

pub(super) fn beyond_calendar(out: OutOfRange) -> Refusal {
    let mut refusal = Refusal::forbidden(Obstacle::NoRuleInForce, "", out.to_string());
    refusal.cite = out.cite();
    refusal
}

/// Computes a day or refuses what lies beyond the calendar.
pub(super) fn counted(result: Result<Counted, OutOfRange>) -> Result<Counted, Refusal> {
    result.map_err(beyond_calendar)
}

pub(super) fn awaiting_confirmation() -> Refusal {
    let message = "尚未与申请人确认收到申请，期限没有起算，不能办理或者办结；请先确认收到";
    Refusal::forbidden(Obstacle::AwaitingConfirmation, "条例31", message)
}

pub(super) fn unknown(what: &str, no: u32) -> Refusal {
    let message = format!("本件没有第{no}号{what}；请核对编号");
    Refusal::forbidden(Obstacle::Unknown, "条例45", message)
}

pub(super) fn twice(no: ItemNo) -> Refusal {
    let message = format!("第{no}项申请事项重复列出；请删去重复的");
    Refusal::forbidden(Obstacle::NamedTwice, "条例45", message)
}

pub(super) fn not_open(no: ItemNo) -> Refusal {
    let message = format!(
        "第{no}项申请事项已经答复、撤回、拆分或者不再处理，不能再办理；需要变更已经发出的答复的，请用更正、撤销或者重新答复"
    );
    Refusal::forbidden(Obstacle::ItemNotOpen, "条例36", message)
}

pub(super) fn blank(what: &str, cite: &'static str) -> Refusal {
    Refusal::forbidden(Obstacle::Blank, cite, format!("没有填写{what}；请补填"))
}

/// Says whether a third party objects with reasonable grounds (TP-3).
pub(super) fn objects(consultation: &Consultation) -> bool {
    consultation.with == Consulted::ThirdParty
        && consultation.opinion.is_some_and(|(_, opinion)| opinion == Opinion::ObjectsWithGrounds)
}

/// Fails when a text that must be there is not referred to.
pub(super) fn text(reference: &SealedRef, what: &str, cite: &'static str) -> Result<(), Refusal> {
    if reference.is_blank() { Err(blank(what, cite)) } else { Ok(()) }
}
