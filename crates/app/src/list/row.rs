//! One line of a list, as told on the day of asking.

use jiff::civil::Date;
use law::application::ClockState;
use uuid::Uuid;

use crate::worklist::Urgency;

/// One case on a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskRow {
    /// The case.
    pub case_id: Uuid,
    /// Its number, if it has one.
    pub number: Option<String>,
    /// The first applicant's name, 等N人 where several apply; absent without the right or the key to read it, or destroyed.
    pub applicant: Option<String>,
    /// The beginning of the first item applied for; absent like the name.
    pub wanted: Option<String>,
    /// What the case waits for today.
    pub state: ClockState,
    /// The day the reply is due, while one is.
    pub due: Option<Date>,
    /// The next day that counts, in words: 还剩3个工作日（12月3日）.
    pub due_words: String,
    /// Whether that day rests on a year whose holiday notice is still to come (待国务院办公厅公布).
    pub provisional: bool,
    /// How pressing it is; absent once closed.
    pub urgency: Option<Urgency>,
    /// Whether the applicant's day to correct, pay or state reasons has passed without an answer on record.
    pub applicant_silent: bool,
    /// What waits inside, in Chinese: 待法制审核, 待签发, 待送达.
    pub pending: Option<&'static str>,
    /// Whether a reconsideration or suit is not decided.
    pub in_remedy: bool,
    /// The applicant's class, in Chinese.
    pub class: &'static str,
    /// The channel it came by, in Chinese.
    pub channel: &'static str,
    /// The unit that handles it, if assigned.
    pub unit: Option<String>,
    /// The name of the officer in charge; the login where no account has it.
    pub officer: Option<String>,
    /// The day it arrived; absent where an opening balance does not know it.
    pub arrived_on: Option<Date>,
    /// The day of receipt; absent while that is not confirmed.
    pub received_on: Option<Date>,
    /// The day it was closed; absent while open.
    pub closed_on: Option<Date>,
    /// What it is counted as in the annual report, in Chinese; absent until it has a result.
    pub result: Option<&'static str>,
}

impl DeskRow {
    /// Returns the words for its state.
    pub const fn state_label(&self) -> &'static str {
        self.state.label()
    }
}
