//! Asking others before answering: third parties, co-producing organs, other organs, the organ's own units.
//!
//! A third party whom disclosure would harm is asked in writing and has fifteen working days from receipt of the letter;
//! its silence binds nobody (条例32). A co-producing organ has as long, and its silence is consent (条例34). Time spent on
//! either, or on any other organ, is not counted (条例33③); time spent on one's own units is.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::reference::{ConsultationNo, ItemNo, SealedRef, SubjectRef};
use crate::calendar::WorkingDays;

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consulted {
    /// 第三方 (条例32).
    ThirdParty,
    /// 共同制作机关 (条例34).
    CoProducer,
    /// 其他机关.
    OtherOrgan,
    /// 本机关处室; the period runs on.
    OwnUnit,
}

impl Consulted {
    /// Says whether the time does not count (条例33③).
    pub fn pauses(self) -> bool {
        self != Self::OwnUnit
    }

    /// Returns the limit the regulation itself sets, from receipt of the letter.
    pub fn statutory_limit(self) -> Option<WorkingDays> {
        matches!(self, Self::ThirdParty | Self::CoProducer).then_some(WorkingDays(15))
    }

    /// Returns the Chinese name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ThirdParty => "第三方",
            Self::CoProducer => "共同制作机关",
            Self::OtherOrgan => "其他机关",
            Self::OwnUnit => "本机关处室",
        }
    }
}

/// What the consulted answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opinion {
    /// Agrees to disclosure.
    Consents,
    /// Objects with reasonable grounds; not to be disclosed unless the public interest weighs more (TP-3, TP-4).
    ObjectsWithGrounds,
    /// Objects without reasonable grounds; the organ may disclose (TP-3).
    ObjectsWithoutGrounds,
}

/// One letter of consultation and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// Its serial number.
    pub no: ConsultationNo,
    /// Who is asked, in kind.
    pub with: Consulted,
    /// Who is asked.
    pub addressee: SubjectRef,
    /// About which items.
    pub items: Vec<ItemNo>,
    /// The letter.
    pub letter: SealedRef,
    /// The day it went out: the pause begins after it.
    pub sent_on: Date,
    /// The day the consulted received it: the limit counts from it.
    pub received_on: Option<Date>,
    /// The limit the letter sets.
    pub limit: Option<WorkingDays>,
    /// The day the opinion arrived, and what it says.
    pub opinion: Option<(Date, Opinion)>,
    /// The day the organ stopped waiting.
    pub ended_on: Option<Date>,
    /// The day the applicant was told of it (TP-8).
    pub applicant_told_on: Option<Date>,
    /// The day the third party was told that its information will be disclosed all the same (TP-4).
    pub override_told_on: Option<Date>,
}
