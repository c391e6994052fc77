//! Why an answer is what it is, carried beside the answer.
//!
//! A refusal must give its ground and an organ must be able to show, years later and before a court, how a date or a
//! sum came about (条例36; 法释8号 5 puts the burden of proof on the organ). So nothing here computes a bare value: the
//! same list of facts, each with its date and its provision, shows on the officer's screen, in the letter and in the
//! evidence bundle.

use std::{borrow::Cow, fmt};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A provision as the field abbreviates it, such as `条例33②` (article 33, paragraph 2).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cite(pub Cow<'static, str>);

impl Cite {
    /// Names a provision known when the program was written.
    pub const fn of(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// Returns the provision as it is printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Cite {
    fn from(text: String) -> Self {
        Self(Cow::Owned(text))
    }
}

impl fmt::Display for Cite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One fact that led to an answer, in Chinese, with its day and its provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Because {
    /// The day the fact belongs to, where it belongs to one.
    pub date: Option<Date>,
    /// The fact, a sentence for people.
    pub fact: String,
    /// The provision that makes the fact count.
    pub cite: Cite,
}

impl Because {
    /// States a fact of a certain day.
    pub fn on(date: Date, fact: impl Into<String>, cite: Cite) -> Self {
        Self { date: Some(date), fact: fact.into(), cite }
    }

    /// States a fact that belongs to no day.
    pub fn of(fact: impl Into<String>, cite: Cite) -> Self {
        Self { date: None, fact: fact.into(), cite }
    }
}

/// A value together with the facts it follows from, in the order in which they were used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reasoned<T> {
    /// The answer.
    pub value: T,
    /// Why it is the answer.
    pub because: Vec<Because>,
}

impl<T> Reasoned<T> {
    /// Joins an answer to its reasons.
    pub fn new(value: T, because: Vec<Because>) -> Self {
        Self { value, because }
    }

    /// Turns the answer into another and keeps the reasons.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Reasoned<U> {
        Reasoned { value: f(self.value), because: self.because }
    }
}

/// Something wrong with one argument of a calculation; faults are gathered and reported together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct Fault {
    /// The argument's name, as the command line and the forms spell it (`received`, `corrected`, `pause` …).
    pub argument: Cow<'static, str>,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
    /// The provision that forbids it, where one does.
    pub cite: Option<Cite>,
}

impl Fault {
    /// Reports an argument that contradicts another or itself.
    pub fn new(argument: &'static str, message: impl Into<String>) -> Self {
        Self { argument: Cow::Borrowed(argument), message: message.into(), cite: None }
    }

    /// Names the provision that forbids it.
    pub fn citing(mut self, cite: Cite) -> Self {
        self.cite = Some(cite);
        self
    }
}

/// No version of a rule was in force on the day of the fact, so nothing is computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{what}：{on}没有可以适用的规定版本（本程序所载最早自{since}起施行），不予计算；请按当时的规定人工办理", on = chinese_date(*on), since = chinese_date(*since))]
pub struct NoRuleInForce {
    /// What was to be computed, in Chinese.
    pub what: Cow<'static, str>,
    /// The day of the fact.
    pub on: Date,
    /// The first day of the earliest version known.
    pub since: Date,
    /// The text whose earliest known version begins on that day.
    pub cite: Cite,
}

/// Prints a date the way letters do, such as `2026年3月13日`.
pub fn chinese_date(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_reason_is_serialised_as_date_fact_and_cite() {
        let because = Because::on(date(2026, 3, 2), "收到申请", Cite::of("条例31"));
        let json = serde_json::to_string(&because).unwrap();
        assert_eq!(json, r#"{"date":"2026-03-02","fact":"收到申请","cite":"条例31"}"#);
        assert_eq!(serde_json::from_str::<Because>(&json).unwrap(), because);
    }
}
