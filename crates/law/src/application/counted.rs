//! In which year an application is new, and in which row and on which day it is counted as handled (rule sheet 4.6).
//!
//! An application is one 件, new in the year of its receipt. It is handled on the first day on which nothing of it was
//! left to answer: the day the last reply went out, the day it lapsed, the day it was withdrawn. From then on that day
//! never moves, so that for any span of days new + carried in = results + carried out. A reply revoked and made anew
//! within the same calendar year gives the row (the day stays); one made anew in a later year leaves the count alone. So
//! with a lapse set aside: the reply given instead counts in the lapse's year only.
//!
//! Several items with different answers are counted once: under 部分公开 if anything was separated or some were given and
//! some refused under 14 to 16; else in the row that stands first in the form among theirs. Withdrawn items say nothing
//! unless all were withdrawn; items split off are counted in their own case.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::case::{Case, Item, ItemState, Lapse};
use crate::{
    outcome::{Outcome, ReportRow},
    settings::Settings,
};

/// Where table three counts a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedResult {
    /// In which row.
    pub row: ReportRow,
    /// As of which day.
    pub on: Date,
}

/// Returns the calendar year in which the application is new; none while receipt is not confirmed.
pub fn received_year(case: &Case) -> Option<i16> {
    case.received_on().map(Date::year)
}

/// One way an item came to an end, and until when that held.
#[derive(Debug, Clone, Copy)]
struct End {
    on: Date,
    until: Option<Date>,
    /// None for an item split off, which says nothing about the row.
    outcome: Option<Outcome>,
}

impl End {
    /// A reply revoked on a day still held on that day: facts have days, not hours, and a count once made must stay.
    fn holds_on(&self, day: Date) -> bool {
        self.on <= day && self.until.is_none_or(|until| until >= day)
    }
}

fn ends(case: &Case, item: &Item, settings: &Settings) -> Vec<End> {
    let mut ends: Vec<End> = case
        .replies
        .iter()
        .filter_map(|r| {
            let (on, decision) = (r.given_on(settings)?, r.decision(item.no)?);
            Some(End { on, until: case.ceased_on(r), outcome: Some(decision.outcome) })
        })
        .collect();
    match item.state {
        ItemState::Withdrawn { on, .. } => ends.push(End { on, until: None, outcome: Some(Outcome::O3a) }),
        ItemState::SplitOff { on, .. } => ends.push(End { on, until: None, outcome: None }),
        ItemState::Standing => {}
    }
    for (index, lapse) in case.lapses.iter().enumerate() {
        if ends.iter().any(|e| e.holds_on(lapse.on())) {
            continue;
        }
        let outcome = match lapse {
            Lapse::Uncorrected { .. } => Outcome::O1,
            Lapse::Unpaid { .. } => Outcome::O2,
        };
        let until = case.set_aside(index).map(|(_, decided)| decided.on);
        ends.push(End { on: lapse.on(), until, outcome: Some(outcome) });
    }
    ends
}

/// Returns the row and the day under which the annual report counts the case; none while it is carried over.
pub fn counted_result(case: &Case, settings: &Settings) -> Option<CountedResult> {
    case.received_on()?;
    let items: Vec<Vec<End>> = case.items.iter().map(|i| ends(case, i, settings)).collect();
    let mut days: Vec<Date> = items.iter().flatten().map(|e| e.on).collect();
    days.sort_unstable();
    let on = days.into_iter().find(|day| items.iter().all(|ends| ends.iter().any(|e| e.holds_on(*day))))?;
    // Of each item the last ending within the year of the count; ties go to the later entered.
    let last = items.iter().filter_map(|ends| ends.iter().filter(|e| e.on.year() <= on.year()).max_by_key(|e| e.on));
    let outcomes: Vec<Outcome> = last.filter_map(|e| e.outcome).collect();
    main_row(&outcomes, settings).map(|row| CountedResult { row, on })
}

fn main_row(outcomes: &[Outcome], settings: &Settings) -> Option<ReportRow> {
    let handled = || outcomes.iter().filter(|o| **o != Outcome::O3a);
    let granted = handled().any(|o| o.is_granted());
    let refused = handled().any(|o| o.ground().is_some());
    let missing = handled().any(|o| *o == Outcome::U1a) && settings.given_and_not_existing_is_partly_granted;
    if handled().any(|o| *o == Outcome::P1) || granted && (refused || missing) {
        return Some(ReportRow::PartlyGranted);
    }
    let rows = || handled().map(|o| o.row_under(settings));
    rows().min().or_else(|| outcomes.first().map(|o| o.row_under(settings)))
}
