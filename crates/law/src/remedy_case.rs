//! Reconsiderations and suits: their clocks and how they are counted.
//!
//! Who seeks reconsideration has 60 days (复议法20), who sues directly six months, who sues after reconsideration 15 days
//! (行诉法45, 46). The organ answers with its evidence within ten working days, five in the simple procedure (复议法48, 54),
//! in court within 15 days (行诉法67); what it does not prove has no basis. These are calendar periods, but for the
//! three, five, seven and ten days of the reconsideration law, which are working days (复议法88); one that ends on a day of
//! rest ends on the next day that is none.

mod reconsideration;
mod result;
mod suit;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use self::{
    reconsideration::{
        Knowledge, PROCEDURE_SINCE, RedoTerm, Service, answer_due, application_due, decision_due, redo_due, service_day,
    },
    result::{Bucket, RemedyResult},
    suit::{
        CourtDecision, appeal_due, court_answer_due, court_disclosure_due, direct_suit_due,
        suit_after_reconsideration_due, trial_due,
    },
};
use crate::{
    calendar::{AWAITING_NOTICE, Calendar, PlainPeriod, WorkingDays},
    reason::{Because, Cite, Fault, NoRuleInForce, Reasoned, chinese_date},
    term::{self, Due},
};

/// The procedure a reconsideration organ or a court follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Procedure {
    /// 简易程序; cases of government information may use it (复议法53).
    Simple,
    /// 普通程序.
    Ordinary,
}

/// Runs a plain period from the day after `from` and tells how it ends.
fn plain_period(
    calendar: &Calendar,
    argument: &'static str,
    from: Date,
    period: PlainPeriod,
    event: &str,
    cite: Cite,
) -> Result<Reasoned<Due>, Vec<Fault>> {
    let from_text = chinese_date(from);
    let fact = format!("{from_text}{event}，自次日起{}", period.describe());
    let because = vec![Because::on(from, fact, cite)];
    let last = calendar.plain_end(from, period).map_err(|e| vec![Fault::new(argument, e.to_string())])?;
    ended(calendar, argument, last, because)
}

/// Moves the last day of a period off days of rest and tells so.
fn ended(
    calendar: &Calendar,
    argument: &'static str,
    last: Date,
    mut because: Vec<Because>,
) -> Result<Reasoned<Due>, Vec<Fault>> {
    let counted = calendar.past_rest(last).map_err(|e| vec![Fault::new(argument, e.to_string()).citing(e.cite())])?;
    let note = if counted.provisional { format!("（暂定，{AWAITING_NOTICE}）") } else { String::new() };
    let (last_text, on_text) = (chinese_date(last), chinese_date(counted.on));
    let fact = if counted.on == last {
        format!("{on_text}为最后一日{note}")
    } else {
        format!("最后一日{last_text}是休息日，顺延至{on_text}{note}")
    };
    because.push(Because::on(counted.on, fact, Cite::of("复议法88；民诉法85③")));
    Ok(Reasoned::new(counted.into(), because))
}

/// Runs a period of working days from the day after `from`.
fn working_period(
    calendar: &Calendar,
    argument: &'static str,
    from: Date,
    days: WorkingDays,
    event: &str,
    cite: Cite,
) -> Result<Reasoned<Due>, Vec<Fault>> {
    let mut answer = term::count(calendar, from, days).map_err(|faults| -> Vec<Fault> {
        faults.into_iter().map(|f| Fault { argument: argument.into(), ..f }).collect()
    })?;
    answer.because.insert(0, Because::on(from, format!("{}{event}，期限{days}", chinese_date(from)), cite));
    Ok(answer)
}

fn in_force(argument: &'static str, what: &'static str, on: Date, since: Date, cite: Cite) -> Result<(), Vec<Fault>> {
    if on >= since {
        return Ok(());
    }
    let none = NoRuleInForce { what: what.into(), on, since, cite: cite.clone() };
    Err(vec![Fault::new(argument, none.to_string()).citing(cite)])
}
