//! What was done with a report, told line by line.

use app::{People, ReportDone};

use crate::words::wall_clock;

/// Something that was done.
pub(crate) struct HistoryLine {
    pub(crate) what: &'static str,
    pub(crate) when: String,
    pub(crate) who: String,
    /// Why; may be empty.
    pub(crate) reason: String,
}

/// All that was done, the latest first.
pub(crate) fn history(done: &[ReportDone], people: &People) -> Vec<HistoryLine> {
    let line = |done: &ReportDone| HistoryLine {
        what: done.what,
        when: wall_clock(done.mark.at),
        who: people.name(&done.mark.by).to_owned(),
        reason: done.reason.clone(),
    };
    done.iter().rev().map(line).collect()
}
