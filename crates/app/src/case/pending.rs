//! What of a case waits inside the organ, and the words under which its row keeps that.
//!
//! At most one thing is told of each kind: what an approver is to do, and what the officer is to do next.

use law::application::{Case, Extension, ExtensionProgress, Progress, Reply, ReviewLevel};

use crate::organ::OrganProfile;

/// What waits for somebody's approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Approval {
    /// A draft waits for review at a level.
    Review(ReviewLevel),
    /// A draft that passed every level waits for sign-off.
    SignOff,
    /// An extension waits for the head of the disclosure office.
    Extension,
}

impl Approval {
    const ALL: [Self; 5] = [
        Self::SignOff,
        Self::Review(ReviewLevel::UnitHead),
        Self::Review(ReviewLevel::Legal),
        Self::Review(ReviewLevel::Secrecy),
        Self::Extension,
    ];

    /// What of a case waits for approval; of several the one that comes first above.
    pub(crate) fn awaited(case: &Case, profile: &OrganProfile) -> Option<Self> {
        let proposed = |one: &Extension| one.progress == ExtensionProgress::Proposed;
        let found = |approval: &Self| match approval {
            Self::Extension => !case.is_closed() && case.extensions.iter().any(proposed),
            of_a_draft => pending(case).any(|reply| Self::of(reply, profile) == Some(*of_a_draft)),
        };
        Self::ALL.into_iter().find(found)
    }

    /// What a reply on its way waits for: the first of the organ's levels it has not passed, then sign-off.
    fn of(reply: &Reply, profile: &OrganProfile) -> Option<Self> {
        let Progress::InReview(steps) = &reply.progress else { return None };
        let next = profile.levels.iter().find(|level| !steps.iter().any(|step| step.level == **level));
        Some(next.map_or(Self::SignOff, |level| Self::Review(*level)))
    }

    /// The word it is kept under.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Review(ReviewLevel::UnitHead) => "review_unit_head",
            Self::Review(ReviewLevel::Legal) => "review_legal",
            Self::Review(ReviewLevel::Secrecy) => "review_secrecy",
            Self::SignOff => "sign_off",
            Self::Extension => "extension",
        }
    }

    /// What the screen says.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Review(ReviewLevel::UnitHead) => "待处室负责人审核",
            Self::Review(ReviewLevel::Legal) => "待法制审核",
            Self::Review(ReviewLevel::Secrecy) => "待保密审查",
            Self::SignOff => "待签发",
            Self::Extension => "延期待批准",
        }
    }

    /// Finds it by its word; `None` when the word names none.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|approval| approval.word() == word)
    }
}

/// What waits for the officer's own next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Handling {
    /// A signed reply has not gone out.
    Send,
    /// A draft was returned.
    Returned,
    /// An approved extension has not been told to the applicant.
    TellExtension,
    /// A reply that stands has come back, or has not reached every applicant.
    SendAgain,
}

impl Handling {
    const ALL: [Self; 4] = [Self::Send, Self::Returned, Self::TellExtension, Self::SendAgain];

    /// The words under which something is to be sent.
    pub(crate) const TO_SEND: [&'static str; 2] = [Self::Send.word(), Self::SendAgain.word()];

    /// What of a case waits for the officer; of several the one that comes first above.
    pub(crate) fn awaited(case: &Case) -> Option<Self> {
        let approved = |one: &Extension| matches!(one.progress, ExtensionProgress::Approved { .. });
        let found = |handling: &Self| match handling {
            Self::Send => pending(case).any(|reply| matches!(reply.progress, Progress::SignedOff { .. })),
            Self::Returned => pending(case).any(|reply| matches!(reply.progress, Progress::Returned { .. })),
            Self::TellExtension => !case.is_closed() && case.extensions.iter().any(approved),
            Self::SendAgain => {
                case.replies.iter().any(|reply| case.stands(reply) && case.unserved(reply).next().is_some())
            }
        };
        Self::ALL.into_iter().find(found)
    }

    /// Whether something is to be sent.
    pub(crate) const fn is_to_send(self) -> bool {
        matches!(self, Self::Send | Self::SendAgain)
    }

    /// The word it is kept under.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Send => "send",
            Self::Returned => "returned",
            Self::TellExtension => "tell_extension",
            Self::SendAgain => "send_again",
        }
    }

    /// What the screen says.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Send => "待送达",
            Self::Returned => "退回修改",
            Self::TellExtension => "延期待告知",
            Self::SendAgain => "尚未送达",
        }
    }

    /// Finds it by its word; `None` when the word names none.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|handling| handling.word() == word)
    }
}

/// The replies on their way to the first service. One to a case that ended otherwise meanwhile goes nowhere any more, unless
/// it is to take the place of the reply that closed it.
fn pending(case: &Case) -> impl Iterator<Item = &Reply> {
    let closed = case.is_closed();
    case.replies.iter().filter(move |reply| reply.is_pending() && (!closed || reply.replaces.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_waits_is_found_by_its_word_and_has_words_for_the_screen() {
        for approval in Approval::ALL {
            assert_eq!(Approval::parse(approval.word()), Some(approval));
            assert!(!approval.label().is_empty());
        }
        for level in ReviewLevel::USUAL {
            assert!(Approval::ALL.contains(&Approval::Review(level)));
            assert_eq!(Approval::Review(level).label(), format!("待{}", level.label()));
        }
        for handling in Handling::ALL {
            assert_eq!(Handling::parse(handling.word()), Some(handling));
            assert_eq!(Handling::TO_SEND.contains(&handling.word()), handling.is_to_send());
        }
        assert_eq!((Approval::parse(""), Handling::parse("")), (None, None));
    }
}
