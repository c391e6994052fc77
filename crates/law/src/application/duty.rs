//! What the organ owes in a case on a day: the reply, and what stands beside it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Context,
    case::Case,
    clock::clock,
    consultation::Consulted,
    reference::{ConsultationNo, ContestNo, ReplyNo},
};
use crate::{
    calendar::Pauses,
    reason::Cite,
    remedy_case::{answer_due, court_answer_due},
};

/// What is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "duty")]
pub enum DutyKind {
    /// Confirm receipt with the applicant.
    ConfirmReceipt,
    /// Reply, or reply anew.
    Reply,
    /// Tell the applicant that a consultation runs (TP-8).
    TellApplicant {
        /// Which.
        consultation: ConsultationNo,
    },
    /// Record when the consulted received the letter, from which its limit counts.
    RecordReceiptOfConsultation {
        /// Which.
        consultation: ConsultationNo,
    },
    /// Agree on a limit with another organ whose letter sets none.
    SetLimit {
        /// For which consultation.
        consultation: ConsultationNo,
    },
    /// Serve an applicant a reply has not reached.
    Serve {
        /// Which reply.
        reply: ReplyNo,
    },
    /// Answer a reconsideration organ or a court, with evidence.
    AnswerContest {
        /// Which.
        contest: ContestNo,
    },
}

/// A thing owed, and by when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// What.
    pub kind: DutyKind,
    /// The last day, where a text or a setting fixes one.
    pub due: Option<Date>,
    /// The last day is past.
    pub overdue: bool,
    /// The last day waits for the State Council's holiday notice.
    pub provisional: bool,
    /// From what it follows.
    pub cite: Cite,
}

/// Lists what the organ owes in the case on `context.today`.
pub fn duties(case: &Case, context: &Context<'_>) -> Vec<Duty> {
    let Some(registration) = &case.registration else { return Vec::new() };
    let mut owed = Vec::new();
    let mut owe = |kind, due: Option<(Date, bool)>, cite: Cite| {
        let (day, provisional) = (due.map(|(day, _)| day), due.is_some_and(|(_, provisional)| provisional));
        let overdue = day.is_some_and(|day| context.today > day);
        owed.push(Duty { kind, due: day, overdue, provisional, cite });
    };
    if registration.received_on.is_none() {
        let alert = context.settings.unconfirmed_alert;
        let due = context.calendar.add_working_days(registration.arrived_on, alert, &Pauses::NONE);
        owe(DutyKind::ConfirmReceipt, due.ok().map(|d| (d.on, d.provisional)), Cite::of("条例31"));
    }
    let now = clock(case, context).value;
    if let Some(due) = now.due {
        owe(DutyKind::Reply, Some((due, now.provisional)), Cite::of("条例33②"));
    }
    if !case.is_closed() {
        for c in case.consultations.iter().filter(|c| c.opinion.is_none() && c.ended_on.is_none()) {
            if c.with.pauses() && c.applicant_told_on.is_none() && context.settings.tell_applicant_of_consultation {
                owe(DutyKind::TellApplicant { consultation: c.no }, None, Cite::of("苏政办发〔2019〕50号"));
            }
            if c.with.pauses() && c.received_on.is_none() {
                owe(DutyKind::RecordReceiptOfConsultation { consultation: c.no }, None, Cite::of("条例32；条例34"));
            }
            if c.with == Consulted::OtherOrgan && c.limit.is_none() {
                owe(DutyKind::SetLimit { consultation: c.no }, None, Cite::of("条例33③"));
            }
        }
    }
    for reply in case.replies.iter().filter(|r| case.stands(r)) {
        if case.unserved(reply).next().is_some() {
            // One of joint applicants who was never sent it is owed it within the period.
            let never_sent = case.sent_to_all_on(reply, context.settings).is_none();
            let due = now.was_due.filter(|_| never_sent).map(|due| (due, now.provisional));
            owe(DutyKind::Serve { reply: reply.no }, due, Cite::of("国办公开办函〔2016〕235号"));
        }
    }
    for contest in case.contests.iter().filter(|c| c.answered_on.is_none() && c.is_open()) {
        let (due, cite) = if contest.kind.is_suit() {
            (court_answer_due(context.calendar, contest.opened_on), "行诉法67")
        } else {
            (answer_due(context.calendar, contest.procedure, contest.opened_on), "复议法48；复议法54")
        };
        let due = due.ok().map(|d| (d.value.due, d.value.provisional));
        owe(DutyKind::AnswerContest { contest: contest.no }, due, Cite::of(cite));
    }
    owed
}
