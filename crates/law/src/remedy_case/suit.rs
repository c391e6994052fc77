//! The clocks of a suit.
//!
//! Against a reconsideration decision one sues within 15 days of receiving it, or of the day the decision was due
//! (行诉法45; 复议法34); directly, within six months of knowing the act (46). The organ answers with its evidence within 15
//! days of the copy (67). A first-instance court has six months, 45 days in the simple procedure (81, 83); an appeal is
//! brought within 15 days of a judgment, 10 of a ruling (85). An order to disclose is carried out within 20 working days
//! (法释8号 11).

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::{Procedure, in_force, plain_period, working_period};
use crate::{
    calendar::{Calendar, PlainPeriod, WorkingDays},
    reason::{Cite, Fault, Reasoned},
    settings::{CourtOrderStart, Settings},
    term::{self, Due},
};

/// The day the supreme court's interpretation on disclosure cases came into force.
const INTERPRETATION_SINCE: Date = date(2025, 6, 1);

/// What a court has handed down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CourtDecision {
    /// 判决.
    Judgment,
    /// 裁定; dismissing a suit is one.
    Ruling,
}

/// Computes the last day to sue after reconsideration, from the day its decision was received or fell due.
pub fn suit_after_reconsideration_due(calendar: &Calendar, from: Date) -> Result<Reasoned<Due>, Vec<Fault>> {
    governed(from, "from")?;
    let event = "收到复议决定（或者复议期限届满），可以提起行政诉讼";
    plain_period(calendar, "from", from, PlainPeriod::Days(15), event, Cite::of("复议法34；行诉法45"))
}

/// Computes the last day to sue directly, from the day the act was known.
pub fn direct_suit_due(calendar: &Calendar, known: Date) -> Result<Reasoned<Due>, Vec<Fault>> {
    governed(known, "known")?;
    let event = "知道该行为，可以直接提起行政诉讼";
    plain_period(calendar, "known", known, PlainPeriod::Months(6), event, Cite::of("行诉法46"))
}

/// Computes the day the organ's answer and evidence are due in court, from the day it received the copy.
pub fn court_answer_due(calendar: &Calendar, copy_received: Date) -> Result<Reasoned<Due>, Vec<Fault>> {
    governed(copy_received, "copy_received")?;
    let event = "收到起诉状副本，应当提交答辩状和证据";
    plain_period(calendar, "copy_received", copy_received, PlainPeriod::Days(15), event, Cite::of("行诉法67"))
}

/// Computes the day a court of first instance should have judged, from the day the case was docketed.
pub fn trial_due(calendar: &Calendar, procedure: Procedure, docketed: Date) -> Result<Reasoned<Due>, Vec<Fault>> {
    governed(docketed, "docketed")?;
    let (period, cite) = match procedure {
        Procedure::Simple => (PlainPeriod::Days(45), Cite::of("行诉法82、83")),
        Procedure::Ordinary => (PlainPeriod::Months(6), Cite::of("行诉法81")),
    };
    plain_period(calendar, "docketed", docketed, period, "立案", cite)
}

/// Computes the last day to appeal, from the day the decision was served.
pub fn appeal_due(calendar: &Calendar, decision: CourtDecision, served: Date) -> Result<Reasoned<Due>, Vec<Fault>> {
    governed(served, "served")?;
    let (days, event) = match decision {
        CourtDecision::Judgment => (15, "收到判决书，可以提起上诉"),
        CourtDecision::Ruling => (10, "收到裁定书，可以提起上诉"),
    };
    plain_period(calendar, "served", served, PlainPeriod::Days(days), event, Cite::of("行诉法85"))
}

/// Computes the day a court-ordered disclosure is due; the text does not say from when, so the settings do.
pub fn court_disclosure_due(
    calendar: &Calendar,
    served: Date,
    effective: Date,
    settings: &Settings,
) -> Result<Reasoned<Due>, Vec<Fault>> {
    if effective < served {
        let fault = Fault::new("effective", "判决生效的日期早于送达的日期；请核对");
        return Err(vec![fault]);
    }
    let (from, event) = match settings.court_order_start {
        CourtOrderStart::JudgmentEffective => (effective, "判决生效，应当按照判决公开"),
        CourtOrderStart::JudgmentServed => (served, "判决送达，应当按照判决公开"),
    };
    in_force("effective", "法院判令公开的期限", effective, INTERPRETATION_SINCE, Cite::of("法释8号11"))?;
    working_period(calendar, "effective", from, WorkingDays(20), event, Cite::of("法释8号11"))
}

fn governed(on: Date, argument: &'static str) -> Result<(), Vec<Fault>> {
    term::in_force("诉讼期限", on).map_err(|none| vec![Fault::new(argument, none.to_string()).citing(none.cite)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rem_13_after_reconsideration_one_sues_within_fifteen_days() {
        // REM-13
        let due = suit_after_reconsideration_due(&Calendar::embedded(), date(2026, 9, 18)).unwrap();
        assert_eq!(due.value.due, date(2026, 10, 8), "3 October is a holiday");
    }

    #[test]
    fn rem_14_a_direct_suit_is_brought_within_six_months() {
        // REM-14
        let due = direct_suit_due(&Calendar::embedded(), date(2026, 4, 9)).unwrap();
        assert_eq!(due.value.due, date(2026, 10, 9));
    }

    #[test]
    fn rem_16_the_organ_answers_the_court_in_fifteen_days_and_appeals_in_fifteen_or_ten() {
        // REM-16: plain days in court, working days only in reconsideration.
        let calendar = Calendar::embedded();
        let served = date(2026, 3, 2);
        assert_eq!(court_answer_due(&calendar, served).unwrap().value.due, date(2026, 3, 17));
        let appeal = |d| appeal_due(&calendar, d, served).unwrap().value.due;
        assert_eq!(appeal(CourtDecision::Judgment), date(2026, 3, 17));
        assert_eq!(appeal(CourtDecision::Ruling), date(2026, 3, 12));
        let trial = |p| trial_due(&calendar, p, served).unwrap().value.due;
        assert_eq!(trial(Procedure::Simple), date(2026, 4, 16));
        assert_eq!(trial(Procedure::Ordinary), date(2026, 9, 2));
        assert!(court_answer_due(&calendar, date(2019, 5, 14)).is_err());
    }

    #[test]
    fn dl_7_a_court_ordered_disclosure_is_made_within_twenty_working_days() {
        // DL-7
        let (calendar, mut settings) = (Calendar::embedded(), Settings::default());
        let (served, effective) = (date(2026, 3, 2), date(2026, 3, 18));
        let due = |s: &Settings| court_disclosure_due(&calendar, served, effective, s).unwrap().value.due;
        assert_eq!(due(&settings), date(2026, 4, 16));
        settings.court_order_start = CourtOrderStart::JudgmentServed;
        assert_eq!(due(&settings), date(2026, 3, 30));
        let early = court_disclosure_due(&calendar, date(2025, 5, 1), date(2025, 5, 20), &settings).unwrap_err();
        assert!(early[0].message.contains("2025年6月1日"));
        assert!(court_disclosure_due(&calendar, effective, served, &settings).is_err());
    }
}
