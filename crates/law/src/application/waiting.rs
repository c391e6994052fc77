//! Letters that wait for the applicant: correction (补正), reasons (说明理由) and fee (收费).
//!
//! An unclear application is corrected once, on a notice given within seven working days, and the reply period starts
//! afresh when the corrected text arrives; not answering gives the application up (条例30). Clearly too many
//! applications may be asked for reasons (条例35) and may cost a processing fee (条例42), on payment of which the period
//! also starts afresh.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::reference::{CorrectionNo, FeeNo, SealedRef};
use crate::{calendar::WorkingDays, fee::Standard};

/// A correction notice and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Its serial number.
    pub no: CorrectionNo,
    /// The letter.
    pub letter: SealedRef,
    /// The day it went out.
    pub sent_on: Date,
    /// The day it reached the applicant.
    pub served_on: Option<Date>,
    /// The reasonable period it sets, counted from service.
    pub answer_within: WorkingDays,
    /// The day the corrected application arrived.
    pub answered_on: Option<Date>,
}

/// A request for reasons and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonsRequest {
    /// The letter.
    pub letter: SealedRef,
    /// The day it went out.
    pub asked_on: Date,
    /// The day it reached the applicant.
    pub served_on: Option<Date>,
    /// The period it sets, counted from service.
    pub answer_within: WorkingDays,
    /// The day the reasons arrived.
    pub received_on: Option<Date>,
    /// What the organ made of them.
    pub judged: Option<ReasonsJudged>,
}

/// What the organ made of the reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "finding")]
pub enum ReasonsJudged {
    /// Reasonable; a reply cannot be given in time, so a later day was fixed and told.
    Accepted {
        /// The day of the finding.
        on: Date,
        /// The last day of the delayed period; none when the ordinary period suffices.
        reply_by: Option<Date>,
    },
    /// Not reasonable; the organ may decline (R4).
    Rejected {
        /// The day of the finding.
        on: Date,
    },
}

impl ReasonsJudged {
    /// Returns the day of the finding.
    pub fn on(self) -> Date {
        match self {
            Self::Accepted { on, .. } | Self::Rejected { on } => on,
        }
    }
}

/// A fee notice and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeNotice {
    /// Its serial number.
    pub no: FeeNo,
    /// By which standard.
    pub standard: Standard,
    /// In fen, above 0.
    pub amount_fen: i64,
    /// The letter.
    pub letter: SealedRef,
    /// The day it went out.
    pub sent_on: Date,
    /// The day it reached the applicant.
    pub served_on: Option<Date>,
    /// The day payment was complete.
    pub paid_on: Option<Date>,
    /// The day it was taken back, as if it had never been sent.
    pub cancelled_on: Option<Date>,
}

impl FeeNotice {
    /// Says whether it still waits for payment.
    pub fn is_open(&self) -> bool {
        self.paid_on.is_none() && self.cancelled_on.is_none()
    }
}
