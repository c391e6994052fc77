//! The reply period day by day: what a calendar shows of it.
//!
//! The clock says when the reply is due; this says from which day, by which days and without which ones that was counted,
//! so that a calendar can number them and everybody can count along (条例33).

use jiff::civil::Date;

use super::{
    Context,
    case::Case,
    clock::reckon,
    term::{Start, Term},
};
use crate::calendar::{Pauses, WorkingDays};

/// By which days a period is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedBy {
    /// By working days.
    WorkingDays,
    /// By plain days, a last day of rest moved on.
    PlainDays,
}

/// The reply period the clock speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// The day from which it counts, itself not counted.
    pub started_on: Date,
    /// Its last day without extension and delay.
    pub base_due: Date,
    /// Its last day.
    pub due: Date,
    /// By which days it is counted.
    pub counted_by: CountedBy,
    /// The days not counted; those after the last day are none of its own.
    pub pauses: Pauses,
    /// Whether the last day is one fixed and told under 条例35, which no count gives.
    pub delayed: bool,
}

/// Returns the period that [`clock`](super::clock()) shows on `context.today`, or the one that a case closed by a reply was
/// judged by; none before receipt and beyond the calendar.
///
/// While a correction or a payment is awaited it is the period that would have run: it does not run, and begins afresh.
pub fn period(case: &Case, context: &Context<'_>) -> Option<Period> {
    let (_, term) = reckon(case, context.calendar, context.settings, context.today).ok()?;
    term.map(Period::from)
}

impl From<Term> for Period {
    fn from(term: Term) -> Self {
        let plain = matches!(term.start, Start::Ordered { .. }) && term.days == WorkingDays(0);
        Period {
            started_on: term.started_on,
            base_due: term.base.on,
            due: term.due.on,
            counted_by: if plain { CountedBy::PlainDays } else { CountedBy::WorkingDays },
            pauses: term.pauses,
            delayed: term.delayed,
        }
    }
}
