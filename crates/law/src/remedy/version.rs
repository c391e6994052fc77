//! The law of remedies, version by version.
//!
//! Three days changed it: the revised reconsideration law (2024-01-01), the supreme court's interpretation on disclosure
//! cases (法释〔2025〕8号, 2025-06-01) and the revised implementing regulation (国务院令第836号, 2026-07-01). The table begins
//! with the regulation on government information itself; before that day nothing is computed.

use jiff::civil::{Date, date};

use super::RemedyClass;
use crate::{
    reason::{Cite, NoRuleInForce},
    term::IN_FORCE,
};

/// How the withheld part of a partial disclosure is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Partial {
    /// Like everything else, at choice.
    AtChoice,
    /// Disputed; the organ's setting decides, with reconsideration first as the better reading.
    FirstBySetting,
    /// Reconsideration first.
    First,
}

/// The law of remedies between two days.
#[derive(Debug, PartialEq, Eq)]
pub struct Version {
    /// The first day it was in force.
    pub valid_from: Date,
    /// The last day it was in force, if it is no longer.
    pub valid_to: Option<Date>,
    /// The text that began it.
    pub text: &'static str,
    /// The class of a whole refusal on 14, 15 or 16.
    pub refusal: RemedyClass,
    /// The class of the withheld part of a partial disclosure.
    pub partial: Partial,
    /// Whether an overdue non-reply is read as going to reconsideration first.
    pub overdue_first: bool,
    /// Whether it is settled that only refusals on 14, 15 and 16 count, and which suits are dismissed (法释8号).
    pub refusal_defined: bool,
    /// Whether a letter served online must name the online channel (复议法22②).
    pub online_channel: bool,
    /// The words that name the provisions in the paragraph for reconsideration first.
    pub first_words: &'static str,
    /// The provision for a whole refusal.
    pub refusal_cite: &'static str,
    /// The provision for a partial one.
    pub partial_cite: &'static str,
    /// The provisions behind reconsideration first.
    pub first_cites: &'static [&'static str],
    /// The provisions behind the choice.
    pub choice_cites: &'static [&'static str],
}

const LAW: &str = "《中华人民共和国行政复议法》第二十三条第一款第四项、第二款";
const LAW_AND_REGULATION: &str =
    "《中华人民共和国行政复议法》第二十三条第一款第四项、第二款和《中华人民共和国行政复议法实施条例》第三十一条";

/// Every version, oldest first, without gaps.
pub static VERSIONS: [Version; 4] = [
    Version {
        valid_from: IN_FORCE,
        valid_to: Some(date(2023, 12, 31)),
        text: "条例51",
        refusal: RemedyClass::Either,
        partial: Partial::AtChoice,
        overdue_first: false,
        refusal_defined: false,
        online_channel: false,
        first_words: "",
        refusal_cite: "条例51",
        partial_cite: "条例51",
        first_cites: &[],
        choice_cites: &["条例51", "行诉法46"],
    },
    Version {
        valid_from: date(2024, 1, 1),
        valid_to: Some(date(2025, 5, 31)),
        text: "复议法",
        refusal: RemedyClass::ReconsiderationFirst,
        partial: Partial::FirstBySetting,
        overdue_first: false,
        refusal_defined: false,
        online_channel: true,
        first_words: LAW,
        refusal_cite: "复议法23①(4)",
        partial_cite: "复议法23①(4)；国办函〔2021〕132号2(1)",
        first_cites: &["复议法23①(4)", "复议法23②", "复议法20①", "复议法34", "行诉法45"],
        choice_cites: &["条例51", "复议法20①", "行诉法46"],
    },
    Version {
        valid_from: date(2025, 6, 1),
        valid_to: Some(date(2026, 6, 30)),
        text: "法释8号",
        refusal: RemedyClass::ReconsiderationFirst,
        partial: Partial::FirstBySetting,
        overdue_first: false,
        refusal_defined: true,
        online_channel: true,
        first_words: LAW,
        refusal_cite: "复议法23①(4)；法释8号10②(1)",
        partial_cite: "复议法23①(4)；国办函〔2021〕132号2(1)",
        first_cites: &["复议法23①(4)", "复议法23②", "法释8号10②(1)", "复议法20①", "复议法34", "行诉法45"],
        choice_cites: &["条例51", "复议法20①", "行诉法46"],
    },
    Version {
        valid_from: date(2026, 7, 1),
        valid_to: None,
        text: "复议条例",
        refusal: RemedyClass::ReconsiderationFirst,
        partial: Partial::First,
        overdue_first: true,
        refusal_defined: true,
        online_channel: true,
        first_words: LAW_AND_REGULATION,
        refusal_cite: "复议法23①(4)；复议条例31",
        partial_cite: "复议法23①(4)；复议条例31",
        first_cites: &["复议法23①(4)", "复议法23②", "复议条例31", "复议法20①", "复议法34", "行诉法45"],
        choice_cites: &["条例51", "复议法20①", "行诉法46"],
    },
];

/// Finds the version in force on a day.
pub(super) fn on(day: Date) -> Result<&'static Version, NoRuleInForce> {
    let found = VERSIONS.iter().find(|v| v.valid_from <= day && v.valid_to.is_none_or(|to| day <= to));
    found.ok_or(NoRuleInForce { what: "救济途径".into(), on: day, since: IN_FORCE, cite: Cite::of("条例51") })
}
