//! Which action of the one door a command on a case is, and whose work it judges.

use law::application::{Act, Case, Command, CommandKind, ConsultationNo, Consulted, ExtensionNo, ReplyNo};

use crate::authorise::Action;

/// The actions a command of a kind can be: first the usual one, then the one it is when it carries something else.
///
/// A question to one's own units is answered by the unit; all others go out and come in through the office. An approval on
/// paper is entered by whoever keeps the file.
pub const fn actions_of(kind: CommandKind) -> &'static [Action] {
    use CommandKind as K;
    match kind {
        K::Register | K::RegisterSplit | K::SplitItem | K::ChooseService => &[Action::Register],
        K::EnterOpening => &[Action::OpenBalance],
        K::RecordContactFailed | K::ConfirmReceipt => &[Action::ConfirmReceipt],
        K::SendCorrectionNotice | K::RecordCorrectionServed | K::ReceiveCorrection | K::CloseNotCorrected => {
            &[Action::Correct]
        }
        K::Consult | K::RecordConsultationReceived | K::RecordOpinion | K::EndConsultation => {
            &[Action::Consult, Action::AskUnit]
        }
        K::TellApplicantOfConsultation | K::NotifyThirdParty => &[Action::Consult],
        K::ProposeExtension | K::NotifyExtension => &[Action::ProposeExtension],
        K::ApproveExtension => &[Action::ApproveExtension, Action::EnterPaperApproval],
        K::DeclineExtension => &[Action::ApproveExtension],
        K::AskReasons | K::RecordReasonsServed | K::ReceiveReasons | K::AcceptReasons | K::RejectReasons => {
            &[Action::AskReasons]
        }
        K::SendFeeNotice | K::RecordFeeServed | K::RecordFeePaid | K::CancelFee | K::CloseFeeUnpaid => {
            &[Action::Charge]
        }
        K::LogSearch | K::FileEvidence => &[Action::AddEvidence],
        K::DraftReply | K::RedraftReply => &[Action::Draft],
        K::ApproveReview | K::ReturnReply => &[Action::Review],
        K::SignOff => &[Action::SignOff, Action::EnterPaperApproval],
        K::AnswerOnTheSpot | K::Deliver | K::RecordSent | K::RecordReturned | K::VoidNumber => &[Action::Deliver],
        K::Withdraw => &[Action::Withdraw],
        K::Archive => &[Action::Archive],
        K::CorrectEntry => &[Action::CorrectEntry],
        K::CorrectLetter | K::RevokeReply => &[Action::Remake],
        K::RegisterContest | K::AnswerContest | K::DecideContest | K::AppealContest => &[Action::Remedy],
    }
}

/// The action a command is, and the person whose work it passes judgement on.
pub(crate) fn action_of(command: &Command, case: &Case) -> (Action, Option<String>) {
    let drafter = |reply: &ReplyNo| case.reply(*reply).map(|found| found.drafted_by.as_str().to_owned());
    let proposer = |no: &ExtensionNo| {
        case.extensions.iter().find(|found| found.no == *no).map(|found| found.proposed_by.as_str().to_owned())
    };
    let own_unit = |no: &ConsultationNo| {
        case.consultations.iter().any(|found| found.no == *no && found.with == Consulted::OwnUnit)
    };
    let (unusual, author) = match &command.act {
        Act::Consult { with, .. } => (*with == Consulted::OwnUnit, None),
        Act::RecordConsultationReceived { consultation }
        | Act::RecordOpinion { consultation, .. }
        | Act::EndConsultation { consultation } => (own_unit(consultation), None),
        Act::ApproveExtension { extension, paper } => (paper.is_some(), proposer(extension)),
        Act::DeclineExtension { extension } => (false, proposer(extension)),
        Act::ApproveReview { reply, .. } | Act::ReturnReply { reply, .. } => (false, drafter(reply)),
        Act::SignOff { reply, paper, .. } => (paper.is_some(), drafter(reply)),
        _ => (false, None),
    };
    let action = match actions_of(command.kind()) {
        [_, other, ..] if unusual => *other,
        [usual, ..] => *usual,
        // No kind is without an action; if one were, nobody but an approver could do it.
        [] => Action::ApproveOverride,
    };
    (action, author)
}

#[cfg(test)]
mod tests {
    use law::application::FileRef;

    use super::*;

    #[test]
    fn every_kind_of_command_is_an_action_of_the_one_door() {
        for kind in CommandKind::ALL {
            assert!(!actions_of(*kind).is_empty(), "{kind:?}");
        }
    }

    #[test]
    fn a_command_is_the_unusual_action_of_its_kind_only_for_what_it_carries() {
        let case = Case::default();
        let action = |act: Act| action_of(&act.into(), &case).0;
        let extension = ExtensionNo(1);
        assert_eq!(action(Act::ApproveExtension { extension, paper: None }), Action::ApproveExtension);
        let paper = Some(FileRef::new("sheet"));
        assert_eq!(action(Act::ApproveExtension { extension, paper }), Action::EnterPaperApproval);
        let consultation = ConsultationNo(1);
        assert_eq!(action(Act::EndConsultation { consultation }), Action::Consult);
        let (reply, opinion) = (ReplyNo(1), "意见".into());
        assert_eq!(action(Act::ReturnReply { reply, opinion }), Action::Review);
    }
}
