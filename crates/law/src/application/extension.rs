//! Extending the reply period: once, by at most twenty working days, approved by the head of the disclosure office and
//! told to the applicant (条例33②).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::reference::{ActorId, ExtensionNo, SealedRef};
use crate::calendar::WorkingDays;

/// An extension and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Its serial number.
    pub no: ExtensionNo,
    /// By how much.
    pub days: WorkingDays,
    /// Why.
    pub grounds: SealedRef,
    /// Who put it forward.
    pub proposed_by: ActorId,
    /// When it was put forward.
    pub proposed_on: Date,
    /// How far it has come.
    pub progress: ExtensionProgress,
}

/// How far an extension has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "progress")]
pub enum ExtensionProgress {
    /// Waits for the head of the disclosure office.
    Proposed,
    /// Declined.
    Declined {
        /// When.
        on: Date,
    },
    /// Approved, to be told to the applicant.
    Approved {
        /// When.
        on: Date,
    },
    /// Told to the applicant; in force in the period it was made in.
    Notified {
        /// When approved.
        approved_on: Date,
        /// When told.
        on: Date,
    },
}

impl Extension {
    /// Returns the day it was told to the applicant.
    pub fn notified_on(&self) -> Option<Date> {
        match self.progress {
            ExtensionProgress::Notified { on, .. } => Some(on),
            ExtensionProgress::Proposed | ExtensionProgress::Declined { .. } | ExtensionProgress::Approved { .. } => {
                None
            }
        }
    }
}
