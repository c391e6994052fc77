//! The reply: drafted, reviewed one level at a time, signed off, served.
//!
//! A reply answers one or more items in one of the ways of 条例36 and its neighbours. It is a formal document of the
//! organ, served directly, through another organ, by the postal enterprise, or electronically if the applicant so chose;
//! the day that counts is that of signing, of handing in at the post office, or of arrival (国办公开办函〔2016〕235号).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    actor::ReviewLevel,
    reference::{
        ActorId, ContestNo, FileRef, ItemNo, LetterNumber, PostalNumber, ReplyNo, SealedRef, ServiceNo, SubjectRef,
    },
};
use crate::{
    outcome::{Exemption, Outcome},
    settings::{ElectronicReplyDay, Settings},
};

/// What is decided on one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Which item.
    pub item: ItemNo,
    /// How it is answered.
    pub outcome: Outcome,
    /// For P1: on which grounds parts are withheld; empty for a refusal, whose outcome names its ground.
    #[serde(default)]
    pub withheld: Vec<Exemption>,
    /// For N4: the refusal rests on evident personal privacy.
    #[serde(default)]
    pub evident_privacy: bool,
}

impl Decision {
    /// Answers an item without withheld parts.
    pub fn new(item: ItemNo, outcome: Outcome) -> Self {
        Self { item, outcome, withheld: Vec::new(), evident_privacy: false }
    }
}

/// What a draft puts forward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Item by item.
    pub decisions: Vec<Decision>,
    /// The letter.
    pub letter: SealedRef,
}

/// A reply and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Its serial number.
    pub no: ReplyNo,
    /// What it puts forward.
    pub draft: Draft,
    /// Who drafted it.
    pub drafted_by: ActorId,
    /// The day of the draft, or of the last redraft.
    pub drafted_on: Date,
    /// The reply it takes the place of once it goes out.
    pub replaces: Option<ReplyNo>,
    /// How far it has come.
    pub progress: Progress,
    /// Each time it was sent, in order.
    pub services: Vec<Service>,
    /// The days a correction (更正) of its letter went out.
    pub corrected: Vec<(Date, SealedRef)>,
    /// Since when, and why, it no longer stands.
    pub revoked: Option<(Date, RevocationGround)>,
    /// Numbers given to it and made void.
    pub void_numbers: Vec<LetterNumber>,
}

/// How far a reply has come on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Under review; the levels passed so far.
    InReview(Vec<ReviewStep>),
    /// Returned to its drafter.
    Returned {
        /// By whom.
        by: ActorId,
        /// When.
        on: Date,
    },
    /// Signed off under a number.
    SignedOff {
        /// The levels passed.
        steps: Vec<ReviewStep>,
        /// By whom.
        by: ActorId,
        /// When.
        on: Date,
        /// Under which number; none for a reply given on the spot by word of mouth.
        number: Option<LetterNumber>,
    },
}

/// A level of review passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewStep {
    /// Which level.
    pub level: ReviewLevel,
    /// By whom.
    pub by: ActorId,
    /// When.
    pub on: Date,
}

/// How a reply travels. What day counts follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// 直接送达; the day of signing counts.
    Direct,
    /// 委托送达 through another organ; the day of signing counts.
    Entrusted,
    /// 邮政企业寄送; the day handed in counts.
    Post,
    /// A private courier; not a lawful way to serve a reply (REP-9).
    PrivateCourier,
    /// Electronically; the day of arrival in the system the applicant named counts.
    Electronic,
}

impl Means {
    /// Returns the Chinese name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Direct => "直接送达",
            Self::Entrusted => "委托其他行政机关送达",
            Self::Post => "邮政企业寄送",
            Self::PrivateCourier => "商业快递",
            Self::Electronic => "电子送达",
        }
    }
}

/// One sending of a reply to one addressee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its serial number within the reply.
    pub no: ServiceNo,
    /// To whom.
    pub to: SubjectRef,
    /// How.
    pub means: Means,
    /// The day that counts; for an electronic one, that of arrival.
    pub on: Date,
    /// The number of the postal item, for one by post.
    pub postal_number: Option<PostalNumber>,
    /// The proof: the signed slip, the postal receipt.
    pub proof: Option<FileRef>,
    /// For an electronic one, the day it was sent off, where that is on record; it arrives the same day or later.
    pub sent_on: Option<Date>,
    /// The day it came back undelivered.
    pub returned_on: Option<Date>,
}

impl Service {
    /// Returns the day on which it counts as given: that of the means, but for an electronic one that of sending where the
    /// organ has set so (rule sheet 4.6).
    pub fn counts_on(&self, settings: &Settings) -> Date {
        match (self.means, settings.electronic_reply_day) {
            (Means::Electronic, ElectronicReplyDay::Sending) => self.sent_on.unwrap_or(self.on),
            _ => self.on,
        }
    }
}

/// Why a reply no longer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum RevocationGround {
    /// The organ itself (自行纠正).
    OwnMotion,
    /// A decision in reconsideration or a judgment.
    Ordered {
        /// In which.
        contest: ContestNo,
    },
}

impl Reply {
    /// Returns the day it went out: the first service that counts, come back or not (WD-6).
    pub fn went_out_on(&self) -> Option<Date> {
        self.services.iter().map(|s| s.on).min()
    }

    /// Returns the day it counts as given: the first service that counts, by the organ's settings.
    pub fn given_on(&self, settings: &Settings) -> Option<Date> {
        self.services.iter().map(|s| s.counts_on(settings)).min()
    }

    /// Returns the number it was signed off under.
    pub fn number(&self) -> Option<&LetterNumber> {
        match &self.progress {
            Progress::SignedOff { number, .. } => number.as_ref(),
            Progress::InReview(_) | Progress::Returned { .. } => None,
        }
    }

    /// Returns the day it was signed off.
    pub fn signed_off_on(&self) -> Option<Date> {
        match &self.progress {
            Progress::SignedOff { on, .. } => Some(*on),
            Progress::InReview(_) | Progress::Returned { .. } => None,
        }
    }

    /// Returns what it decides on an item.
    pub fn decision(&self, item: ItemNo) -> Option<&Decision> {
        self.draft.decisions.iter().find(|d| d.item == item)
    }

    /// Says whether it is still on its way to the first service.
    pub fn is_pending(&self) -> bool {
        self.services.is_empty() && self.revoked.is_none()
    }
}
