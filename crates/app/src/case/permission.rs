//! Which action of the one door a command on a case is, and whose work it judges.

use law::application::{Act, Case, Command, ConsultationNo, Consulted, ExtensionNo, ReplyNo};

use crate::authorise::Action;

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
