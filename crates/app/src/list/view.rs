//! The views of the desk's lists: which cases each shows.

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
