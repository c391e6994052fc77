//! How one case reads on a list.

use app::DeskRow;
use app::worklist::Urgency;

/// What a list shows of a case besides its own words.
pub(super) trait Told {
    /// The shape its state is told in.
    fn shape(&self) -> &'static str;
    /// What its state is called: what matters most about it comes first.
    fn words(&self) -> &'static str;
    /// How its day is told: late, soon or plain.
    fn due_shape(&self) -> &'static str;
}

impl Told for DeskRow {
    fn shape(&self) -> &'static str {
        match self.urgency {
            None => "done",
            Some(Urgency::Overdue) => "late",
            Some(Urgency::DueSoon) => "soon",
            Some(Urgency::InTime) => "run",
            Some(Urgency::Waiting) => "wait",
        }
    }

    fn words(&self) -> &'static str {
        match self.urgency {
            Some(Urgency::Overdue) => "已逾期",
            _ => self.state_label(),
        }
    }

    fn due_shape(&self) -> &'static str {
        match self.urgency {
            Some(Urgency::Overdue) => "due-late",
            Some(Urgency::DueSoon) => "due-soon",
            _ => "",
        }
    }
}
