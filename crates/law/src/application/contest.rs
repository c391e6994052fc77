//! Reconsideration and suits against what the organ did or failed to do (条例51; 复议法; 行政诉讼法).
//!
//! In reconsideration the organ answers with its evidence within ten working days of the copy, five in the simple
//! procedure (复议法48, 54); in court within fifteen days (行诉法67). While one way is open the other is barred (复议法29).
//! A decision may order a reply to be made anew; it may not be the same on the same facts and reasons (复议法64②). A reply
//! revoked falls with or without such an order. That handling ended without a reply, for want of a correction or of
//! payment, can be contested too (费办法7); set aside, the case is open again.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::reference::{ContestNo, ReplyNo};
use crate::{calendar::WorkingDays, remedy_case::RemedyResult};

pub use crate::remedy_case::Procedure;

/// Which block of table four it is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContestKind {
    /// 行政复议.
    Reconsideration,
    /// 行政诉讼, 未经复议直接起诉.
    LitigationDirect,
    /// 行政诉讼, 复议后起诉.
    LitigationAfterReconsideration,
}

impl ContestKind {
    /// Says whether it is before a court.
    pub fn is_suit(self) -> bool {
        self != Self::Reconsideration
    }

    /// Returns the Chinese name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Reconsideration => "行政复议",
            Self::LitigationDirect => "行政诉讼（未经复议直接起诉）",
            Self::LitigationAfterReconsideration => "行政诉讼（复议后起诉）",
        }
    }
}

/// What is contested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum Contested {
    /// A reply.
    Reply {
        /// Which.
        reply: ReplyNo,
    },
    /// That no reply came in time.
    NoReply,
    /// That the organ no longer handles the application, uncorrected or unpaid in time (FEE-10).
    Lapse,
    /// That a third party's information is to be disclosed (TP-5).
    Disclosure,
}

/// Within what time a reply must be made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "term")]
pub enum OrderedTerm {
    /// None is set: 60 days after reconsideration (复议条例58), 20 working days for a court's order to disclose.
    Unset,
    /// So many plain days.
    Days {
        /// How many.
        days: u16,
    },
    /// So many working days.
    WorkingDays {
        /// How many.
        days: WorkingDays,
    },
}

/// An order to answer anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedoOrder {
    /// Within what time, counted from the day the decision was received or took effect.
    pub term: OrderedTerm,
    /// Whether the reply was set aside for its procedure only, so that the same result may be given again (复议法64②).
    pub procedure_only: bool,
}

/// A decision on a contest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// The day it was received.
    pub on: Date,
    /// The result.
    pub result: RemedyResult,
    /// The order to answer anew.
    pub order: Option<RedoOrder>,
}

impl Decided {
    /// Says whether a reply it was made against no longer stands: one revoked or void falls without an order to redo too.
    pub fn takes_away_a_reply(&self) -> bool {
        self.order.is_some() || matches!(self.result, RemedyResult::Revoked | RemedyResult::DeclaredVoid)
    }

    /// Says whether a case that was no longer handled is open again by it.
    pub fn reopens_a_lapse(&self) -> bool {
        self.takes_away_a_reply() || matches!(self.result, RemedyResult::PartlyRevoked | RemedyResult::OrderedToPerform)
    }
}

/// A reconsideration or suit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contest {
    /// Its serial number.
    pub no: ContestNo,
    /// In which way.
    pub kind: ContestKind,
    /// Against what.
    pub contested: Contested,
    /// For one against a lapse: its place among the case's, the last when the contest was opened.
    pub against_lapse: Option<usize>,
    /// By which procedure.
    pub procedure: Procedure,
    /// The reconsideration a suit follows.
    pub after: Option<ContestNo>,
    /// The day the organ received the notice or the copy.
    pub opened_on: Date,
    /// The day the organ answered.
    pub answered_on: Option<Date>,
    /// The decision of first instance.
    pub decided: Option<Decided>,
    /// The day an appeal was lodged, and the decision on it.
    pub appeal: Option<(Date, Option<Decided>)>,
}

impl Contest {
    /// Returns the last decision, of the appeal if there is one; none while an appeal is open.
    pub fn last_decision(&self) -> Option<Decided> {
        match self.appeal {
            Some((_, decided)) => decided,
            None => self.decided,
        }
    }

    /// Says whether it is still before its body.
    pub fn is_open(&self) -> bool {
        self.last_decision().is_none()
    }
}
