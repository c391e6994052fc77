//! Where a case stands on the day of asking, as its row tells.
//!
//! A row says what held on the day of the case's last event. Since then only one thing can have changed by itself: that the
//! limit of those consulted has passed, whereupon their time ends and the period runs again (条例33③). Due days and the
//! applicant's last day stay as they are; whether they have passed is seen by comparing them with today. One thing then
//! escapes the row: whether the days that are left are provisional, where the limit that has passed may have been the one
//! that was. Such a case must be folded (`certain`).

use jiff::civil::Date;
use law::application::ClockState;
use store::{CaseRow, Days};

use crate::case::{Approval, Handling, state_of};
use crate::error::AppError;
use crate::worklist::Urgency;

/// Where a case stands on a day.
pub(super) struct Standing {
    pub(super) state: ClockState,
    pub(super) due: Option<Date>,
    /// The reply is late.
    pub(super) overdue: bool,
    /// The reply is due within the days of warning.
    pub(super) soon: bool,
    /// Somebody consulted still has time.
    pub(super) consulting: bool,
    pub(super) applicant_deadline: Option<Date>,
    pub(super) applicant_silent: bool,
    pub(super) provisional: bool,
    /// Whether the row tells all; else `provisional` is as of its last event.
    pub(super) certain: bool,
    pub(super) approval: Option<Approval>,
    pub(super) handling: Option<Handling>,
}

impl Standing {
    /// Reads where a case stands on a day out of its row.
    pub(super) fn of(row: &CaseRow, days: &Days) -> Result<Self, AppError> {
        let today = days.today;
        let then = state_of(&row.state).ok_or_else(|| unknown(&row.state))?;
        let limit_passed = row.consultation_limit.is_some_and(|limit| limit < today);
        let consulting = row.consultation_limit.is_some() && !limit_passed;
        let state = match then {
            ClockState::NotCounted if consulting => ClockState::NotCounted,
            ClockState::NotCounted if row.applicant_deadline.is_some() => ClockState::AwaitingReasons,
            ClockState::NotCounted => ClockState::Running,
            other => other,
        };
        Ok(Standing {
            state,
            due: row.due_on,
            overdue: row.due_on.is_some_and(|due| due < today),
            soon: row.due_on.is_some_and(|due| (today..=days.soon).contains(&due)),
            consulting,
            applicant_deadline: row.applicant_deadline,
            applicant_silent: row.applicant_deadline.is_some_and(|deadline| deadline < today),
            provisional: row.provisional,
            certain: !(limit_passed && row.provisional),
            approval: word(&row.approval, Approval::parse)?,
            handling: word(&row.handling, Handling::parse)?,
        })
    }

    /// How pressing it is; nothing presses once it is closed.
    pub(super) fn urgency(&self) -> Option<Urgency> {
        match self.state {
            ClockState::Closed => None,
            _ if self.overdue => Some(Urgency::Overdue),
            _ if self.soon => Some(Urgency::DueSoon),
            ClockState::Running if self.due.is_some() => Some(Urgency::InTime),
            _ => Some(Urgency::Waiting),
        }
    }
}

fn word<T>(word: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, AppError> {
    if word.is_empty() { Ok(None) } else { parse(word).map(Some).ok_or_else(|| unknown(word)) }
}

fn unknown(word: &str) -> AppError {
    AppError::Inconsistent(format!("台账中有不认识的状态“{word}”"))
}
