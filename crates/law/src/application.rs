//! An application (政府信息公开申请) from its arrival to the archive.
//!
//! The case machine. [`decide`] says which events a command makes, or why it is refused; [`evolve`] says what an event makes
//! of a case, and never fails; [`allowed`] says what is open now and why the rest is not; [`clock`] says where the reply
//! period stands, [`period`] by which days it is counted; [`counted_result`] says in which row and on which day the annual
//! report counts the case.
//!
//! It follows the regulation's part on disclosure on application (条例27-45): receipt, correction, consultation, the reply
//! period and its extension, the kinds of reply, service, fees; and what comes after: correction of letters and entries,
//! revocation, reconsideration and suits. What the law forbids is refused. Where the law leaves room there is a warning,
//! which the head of the disclosure office or the leader may override with a reason.
//!
//! A fact bears the day it happened, which may lie before the day it is entered. Terms, overdue replies and results are
//! never stored: they are computed from the facts and the calendar each time.

mod actor;
mod allowed;
mod amend;
mod amendment;
mod applicant;
mod case;
mod checklist;
mod chronology;
mod clock;
mod command;
mod consultation;
mod contest;
mod counted;
mod decide;
mod duty;
mod entries;
mod event;
mod evolve;
mod extension;
mod period;
mod reference;
mod refusal;
mod reply;
mod split;
mod term;
mod waiting;

use jiff::civil::Date;

pub use self::{
    actor::{Actor, ReviewLevel, Role},
    allowed::{Step, allowed},
    amendment::{Amendment, EntryRef},
    applicant::{Agent, Applicant, ApplicantKind, Channel, Entry, Presence},
    case::{Case, Evidence, Item, ItemState, Lapse, Registration, Search},
    checklist::{Checked, Holding, checklist, filed_by},
    clock::{Clock, ClockState, bare_clock, clock},
    command::{Act, Command, CommandKind, Confirmation, Held, Reach},
    consultation::{Consultation, Consulted, Opinion},
    contest::{Contest, ContestKind, Contested, Decided, OrderedTerm, Procedure, RedoOrder},
    counted::{CountedResult, counted_result, received_year},
    decide::decide,
    duty::{Duty, DutyKind, duties},
    entries::entries,
    event::{EVENT_VERSION, Event, Origin},
    evolve::{evolve, replay},
    extension::{Extension, ExtensionProgress},
    period::{CountedBy, Period, period},
    reference::{
        ActorId, CaseRef, ConsultationNo, ContestNo, CorrectionNo, ExtensionNo, FeeNo, FileRef, ItemNo, LetterNumber,
        PostalNumber, ReplyNo, SealedRef, ServiceNo, SubjectRef,
    },
    refusal::{Obstacle, Refusal, RefusalKind},
    reply::{Decision, Draft, Means, Progress, Reply, ReviewStep, RevocationGround, Service},
    split::{Carried, Inherited},
    term::{consultation_limit, correction_deadline, payment_deadline, reasons_deadline},
    waiting::{Correction, FeeNotice, ReasonsJudged, ReasonsRequest},
};
use crate::{calendar::Calendar, settings::Settings};

/// What a decision needs besides the case.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The day on which it is asked, in Shanghai.
    pub today: Date,
    /// The day of the fact; not after `today`.
    pub on: Date,
    /// The working days.
    pub calendar: &'a Calendar,
    /// What the organ has laid down where the law leaves it room.
    pub settings: &'a Settings,
    /// The levels of review before sign-off, in order; [`ReviewLevel::USUAL`] unless the organ says otherwise.
    pub levels: &'a [ReviewLevel],
    /// Who acts.
    pub actor: &'a Actor,
}

#[cfg(test)]
mod tests;
