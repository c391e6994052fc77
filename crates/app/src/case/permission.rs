//! Which action of the one door a command on a case is, and whose work it judges.

use law::application::{Act, Case, Command, CommandKind, ConsultationNo, Consulted, ExtensionNo, ReplyNo};

use crate::authorise::Action;

/// The actions a command of a kind can be, the usual one first: whoever may take one of them can do something of the kind.
///
/// Which of them a command is depends on what it carries and on the case; the use case asks for that one.
pub fn actions_of(kind: CommandKind) -> &'static [Action] {
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
    // A question to one's own units is answered by the unit; all others go out and come in through the office.
    let consulting = |no: &ConsultationNo| {
        let own = case.consultations.iter().any(|found| found.no == *no && found.with == Consulted::OwnUnit);
        if own { Action::AskUnit } else { Action::Consult }
    };
    match &command.act {
        Act::Register { .. } | Act::RegisterSplit { .. } | Act::SplitItem { .. } | Act::ChooseService { .. } => {
            (Action::Register, None)
        }
        Act::EnterOpening { .. } => (Action::OpenBalance, None),
        Act::RecordContactFailed | Act::ConfirmReceipt { .. } => (Action::ConfirmReceipt, None),
        Act::SendCorrectionNotice { .. }
        | Act::RecordCorrectionServed { .. }
        | Act::ReceiveCorrection { .. }
        | Act::CloseNotCorrected => (Action::Correct, None),
        Act::Consult { with: Consulted::OwnUnit, .. } => (Action::AskUnit, None),
        Act::Consult { .. } | Act::TellApplicantOfConsultation { .. } | Act::NotifyThirdParty { .. } => {
            (Action::Consult, None)
        }
        Act::RecordConsultationReceived { consultation }
        | Act::RecordOpinion { consultation, .. }
        | Act::EndConsultation { consultation } => (consulting(consultation), None),
        Act::ProposeExtension { .. } | Act::NotifyExtension { .. } => (Action::ProposeExtension, None),
        Act::ApproveExtension { extension, paper: Some(_) } => (Action::EnterPaperApproval, proposer(extension)),
        Act::ApproveExtension { extension, paper: None } | Act::DeclineExtension { extension } => {
            (Action::ApproveExtension, proposer(extension))
        }
        Act::AskReasons { .. }
        | Act::RecordReasonsServed
        | Act::ReceiveReasons { .. }
        | Act::AcceptReasons { .. }
        | Act::RejectReasons => (Action::AskReasons, None),
        Act::SendFeeNotice { .. }
        | Act::RecordFeeServed { .. }
        | Act::RecordFeePaid { .. }
        | Act::CancelFee { .. }
        | Act::CloseFeeUnpaid => (Action::Charge, None),
        Act::LogSearch { .. } | Act::FileEvidence { .. } => (Action::AddEvidence, None),
        Act::DraftReply { .. } | Act::RedraftReply { .. } => (Action::Draft, None),
        Act::ApproveReview { reply, .. } | Act::ReturnReply { reply, .. } => (Action::Review, drafter(reply)),
        Act::SignOff { reply, paper: Some(_), .. } => (Action::EnterPaperApproval, drafter(reply)),
        Act::SignOff { reply, paper: None, .. } => (Action::SignOff, drafter(reply)),
        Act::AnswerOnTheSpot { .. }
        | Act::Deliver { .. }
        | Act::RecordSent { .. }
        | Act::RecordReturned { .. }
        | Act::VoidNumber { .. } => (Action::Deliver, None),
        Act::Withdraw { .. } => (Action::Withdraw, None),
        Act::Archive => (Action::Archive, None),
        Act::CorrectEntry { .. } => (Action::CorrectEntry, None),
        Act::CorrectLetter { .. } | Act::RevokeReply { .. } => (Action::Remake, None),
        Act::RegisterContest { .. }
        | Act::AnswerContest { .. }
        | Act::DecideContest { .. }
        | Act::AppealContest { .. } => (Action::Remedy, None),
    }
}

#[cfg(test)]
mod tests {
    use law::application::{FileRef, LetterNumber, Reach, ReviewLevel, SubjectRef};

    use super::*;

    #[test]
    fn what_a_command_is_asked_for_is_among_the_actions_of_its_kind() {
        let paper = || Some(FileRef::new("paper"));
        let consult = |with| Act::Consult {
            with,
            addressee: SubjectRef::new("a"),
            items: Vec::new(),
            letter: "l".into(),
            limit: None,
        };
        let (reply, extension, consultation) = (ReplyNo(1), ExtensionNo(1), ConsultationNo(1));
        let number = || LetterNumber::new("n");
        for act in [
            Act::RecordContactFailed,
            Act::CloseNotCorrected,
            consult(Consulted::ThirdParty),
            consult(Consulted::OwnUnit),
            Act::EndConsultation { consultation },
            Act::NotifyExtension { extension, letter: "l".into() },
            Act::ApproveExtension { extension, paper: None },
            Act::ApproveExtension { extension, paper: paper() },
            Act::DeclineExtension { extension },
            Act::RejectReasons,
            Act::CloseFeeUnpaid,
            Act::ApproveReview { reply, level: ReviewLevel::Legal, opinion: None },
            Act::SignOff { reply, number: number(), paper: None },
            Act::SignOff { reply, number: number(), paper: paper() },
            Act::VoidNumber { reply },
            Act::Withdraw { reach: Reach::Whole, proof: FileRef::new("p") },
            Act::Archive,
        ] {
            let kind = act.kind();
            let (action, _) = action_of(&act.into(), &Case::default());
            assert!(actions_of(kind).contains(&action), "{kind:?} {action:?}");
        }
    }
}
