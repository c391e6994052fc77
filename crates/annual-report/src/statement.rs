//! Figures a unit of the organ states and signs: how table two gets its numbers.
//!
//! Table two (条例 20: rules and normative documents, licences, penalties and compulsions, charges) counts acts the
//! record of applications knows nothing of. Each figure is therefore stated by the unit that did the acts, for a span of
//! days, by a named signatory, with a reference to the evidence. A figure nobody stated stays blank.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::count::Span;
use crate::form::Path;

/// One figure of table two as one unit stated it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitStatement {
    /// Its id.
    pub id: String,
    /// The unit that states it.
    pub unit: String,
    /// Which figure: a cell of table two, such as `proactive.licences.decisions`.
    pub figure: Path,
    /// The days it speaks of.
    pub span: Span,
    /// The figure.
    pub value: StatedValue,
    /// Who signed it.
    pub signed_by: String,
    /// When it was signed.
    pub signed_on: Date,
    /// Where the evidence is kept: a file's id, a register's name and page.
    pub evidence: String,
    /// Whether it still stands.
    pub standing: Standing,
}

/// What a unit states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatedValue {
    /// A number of documents, decisions or items. Only the 2019 form's 本年增/减 may be below zero.
    Count(i64),
    /// Money in fen. Table two prints it in 万元; one fen is its sixth decimal, so nothing is rounded.
    Fen(i64),
}

/// Whether a statement still stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It stands.
    Stands,
    /// It was taken back and nothing took its place.
    Withdrawn {
        /// When.
        on: Date,
    },
    /// Another statement took its place.
    Replaced {
        /// The id of the other.
        by: String,
    },
}

/// A figure some unit is expected to state, so that its silence is noticed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Expected {
    /// The unit.
    pub unit: String,
    /// The figure.
    pub figure: Path,
}
