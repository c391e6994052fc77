//! The views of the desk's lists: which cases each shows.

use std::cmp::Reverse;

use store::{CaseCounts, CaseRow, ListedCase, Which};

use super::standing::Standing;
use crate::case::Handling;

/// Which cases a list shows. A case can stand in several views.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// Not closed, by the day the next step is due: the officer's own with `mine`, else the whole organ's.
    #[default]
    Open,
    /// The reply is late.
    Overdue,
    /// The reply is due within the organ's days of warning.
    DueSoon,
    /// Receipt is not confirmed with the applicant yet.
    AwaitingConfirmation,
    /// The applicant is to correct, pay or state reasons.
    AwaitingApplicant,
    /// A third party, a co-producing or another organ is asked and still has time.
    AwaitingThirdParty,
    /// A draft waits for review or sign-off, or an extension for approval.
    AwaitingApproval,
    /// A signed reply has not gone out, or has come back.
    ToSend,
    /// A reconsideration or suit is not decided.
    InRemedy,
    /// Nothing is left to answer, the latest first.
    Closed,
    /// Every case, the latest entered first.
    All,
}

impl View {
    /// Every view, in the order of the screen.
    pub const ALL: [Self; 11] = [
        Self::Open,
        Self::Overdue,
        Self::DueSoon,
        Self::AwaitingConfirmation,
        Self::AwaitingApplicant,
        Self::AwaitingThirdParty,
        Self::AwaitingApproval,
        Self::ToSend,
        Self::InRemedy,
        Self::Closed,
        Self::All,
    ];

    /// Returns the words the screen shows.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "在办",
            Self::Overdue => "已逾期",
            Self::DueSoon => "即将到期",
            Self::AwaitingConfirmation => "待确认",
            Self::AwaitingApplicant => "等待申请人",
            Self::AwaitingThirdParty => "征求意见中",
            Self::AwaitingApproval => "待审核签发",
            Self::ToSend => "待送达",
            Self::InRemedy => "复议诉讼中",
            Self::Closed => "已办结",
            Self::All => "全部",
        }
    }

    /// Returns the word for addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::DueSoon => "due-soon",
            Self::AwaitingConfirmation => "confirmation",
            Self::AwaitingApplicant => "applicant",
            Self::AwaitingThirdParty => "consultation",
            Self::AwaitingApproval => "approval",
            Self::ToSend => "to-send",
            Self::InRemedy => "remedy",
            Self::Closed => "closed",
            Self::All => "all",
        }
    }

    /// Finds a view by its word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.word() == word)
    }
}

impl View {
    /// What the store is asked for.
    pub(super) const fn which(self) -> Which {
        match self {
            Self::Open => Which::Open,
            Self::Overdue => Which::Overdue,
            Self::DueSoon => Which::DueSoon,
            Self::AwaitingConfirmation => Which::Unconfirmed,
            Self::AwaitingApplicant => Which::AwaitingApplicant,
            Self::AwaitingThirdParty => Which::Consulting,
            Self::AwaitingApproval => Which::ForApproval,
            Self::ToSend => Which::ToSend,
            Self::InRemedy => Which::InRemedy,
            Self::Closed => Which::Closed,
            Self::All => Which::All,
        }
    }

    /// How many cases it holds, of the store's counts.
    pub(super) const fn count(self, counts: &CaseCounts) -> i64 {
        match self {
            Self::Open => counts.open,
            Self::Overdue => counts.overdue,
            Self::DueSoon => counts.due_soon,
            Self::AwaitingConfirmation => counts.unconfirmed,
            Self::AwaitingApplicant => counts.awaiting_applicant,
            Self::AwaitingThirdParty => counts.consulting,
            Self::AwaitingApproval => counts.for_approval,
            Self::ToSend => counts.to_send,
            Self::InRemedy => counts.in_remedy,
            Self::Closed => counts.closed,
            Self::All => counts.open + counts.closed,
        }
    }

    /// Whether a case stands in it: what the store's conditions say, for cases found otherwise than by the store.
    pub(super) fn holds(self, standing: &Standing, row: &CaseRow) -> bool {
        let open = row.closed_on.is_none();
        match self {
            Self::Open => open,
            Self::Overdue => open && standing.overdue,
            Self::DueSoon => open && standing.soon,
            Self::AwaitingConfirmation => open && row.received_on.is_none(),
            Self::AwaitingApplicant => open && row.applicant_deadline.is_some(),
            Self::AwaitingThirdParty => open && standing.consulting,
            Self::AwaitingApproval => standing.approval.is_some(),
            Self::ToSend => standing.handling.is_some_and(Handling::is_to_send),
            Self::InRemedy => row.in_remedy,
            Self::Closed => !open,
            Self::All => true,
        }
    }

    /// Brings cases into its order, as the store does.
    pub(super) fn sort(self, cases: &mut [ListedCase]) {
        match self {
            Self::Closed => cases.sort_by_key(|case| Reverse((case.row.closed_on, case.row.case_id))),
            Self::All => cases.sort_by_key(|case| Reverse(case.row.case_id)),
            _ => cases.sort_by_key(|case| (case.row.act_by.is_none(), case.row.act_by, case.row.case_id)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_is_found_by_its_word_and_no_two_share_one() {
        for view in View::ALL {
            assert_eq!(View::parse(view.word()), Some(view));
        }
        assert_eq!(View::parse(""), None);
    }
}
