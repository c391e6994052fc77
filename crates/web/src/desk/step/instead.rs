//! What to do instead of a step that is not open, by what stands in its way.

use law::application::{CommandKind, Obstacle};

/// The steps that clear an obstacle, the likeliest first; the page shows those that are open.
pub(super) fn instead(kind: CommandKind, obstacle: Obstacle) -> &'static [CommandKind] {
    use CommandKind as K;
    use Obstacle as O;
    match obstacle {
        O::AwaitingConfirmation => &[K::ConfirmReceipt, K::RecordContactFailed],
        O::AlreadyReceived | O::AlreadyRecorded | O::NothingToCorrect => &[K::CorrectEntry],
        O::CaseClosed | O::ItemNotOpen => &[K::CorrectLetter, K::RevokeReply, K::DraftReply, K::Archive],
        O::CaseOpen => &[K::DraftReply, K::ApproveReview, K::SignOff, K::Deliver, K::Withdraw],
        O::OwnDraft | O::OneLevelEach | O::LevelOutOfOrder | O::ReviewIncomplete => &[K::ApproveReview, K::ReturnReply],
        O::ReplyPending => &[K::ApproveReview, K::SignOff, K::Deliver, K::RedraftReply],
        O::NoSuchReply | O::ReplyNotAtThisPoint => match kind {
            K::RecordReturned | K::RecordSent | K::CorrectLetter | K::RevokeReply => {
                &[K::Deliver, K::SignOff, K::DraftReply]
            }
            K::Deliver | K::VoidNumber => &[K::SignOff, K::ApproveReview, K::DraftReply],
            _ => &[K::DraftReply, K::RedraftReply],
        },
        O::NotOnTheSpot | O::TermOver => &[K::DraftReply],
        O::SecondCorrectionNotice | O::AwaitingCorrection | O::CorrectionPeriodRuns => {
            &[K::ReceiveCorrection, K::RecordCorrectionServed, K::CloseNotCorrected]
        }
        O::NoCorrectionOpen | O::NotCorrectedBefore => &[K::SendCorrectionNotice],
        O::ServiceNotRecorded => match kind {
            K::CloseFeeUnpaid => &[K::RecordFeeServed],
            K::RejectReasons => &[K::RecordReasonsServed],
            K::DraftReply | K::RedraftReply | K::AnswerOnTheSpot => &[K::RecordConsultationReceived],
            _ => &[K::RecordCorrectionServed],
        },
        O::NoConsultationOpen | O::NotConsulted => &[K::Consult],
        O::AlreadyConsulting | O::ConsultationRuns => {
            &[K::RecordOpinion, K::EndConsultation, K::RecordConsultationReceived]
        }
        O::ThirdPartyObjects => &[K::NotifyThirdParty],
        O::ExtensionPending | O::NoExtensionAtThisPoint => {
            &[K::ProposeExtension, K::ApproveExtension, K::NotifyExtension, K::DraftReply]
        }
        O::AlreadyExtended | O::ExtensionTooLong => &[K::DraftReply, K::Consult],
        O::ClockStopped | O::AwaitingPayment | O::AlreadyCharged => {
            &[K::RecordFeePaid, K::CancelFee, K::ReceiveCorrection, K::CloseFeeUnpaid]
        }
        O::ReasonsAlreadyAsked | O::ReasonsPeriodRuns => &[K::RecordReasonsServed, K::ReceiveReasons, K::RejectReasons],
        O::NoReasonsAsked | O::ReasonsNotRejected => &[K::AskReasons, K::ReceiveReasons, K::RejectReasons],
        O::NoFeeOpen => &[K::SendFeeNotice],
        O::PaymentPeriodRuns => &[K::RecordFeePaid, K::CancelFee],
        O::EvidenceMissing => &[K::FileEvidence, K::LogSearch],
        O::ElectronicNotChosen => &[K::ChooseService],
        O::AlreadyServed => &[K::RecordReturned, K::CorrectEntry],
        O::NotAllServed | O::NotSent => &[K::Deliver],
        O::OtherRemedyOpen | O::NoContestAtThisPoint => &[K::RegisterContest, K::DecideContest],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::step::step_of;

    #[test]
    fn every_way_on_has_a_form_and_none_leads_back_to_registering() {
        let obstacles = [
            Obstacle::AwaitingConfirmation,
            Obstacle::CaseOpen,
            Obstacle::EvidenceMissing,
            Obstacle::NotAllServed,
            Obstacle::ServiceNotRecorded,
            Obstacle::NoSuchReply,
        ];
        for obstacle in obstacles {
            for kind in CommandKind::ALL {
                let ways = instead(*kind, obstacle);
                assert!(!ways.is_empty() && ways.iter().all(|way| step_of(*way).is_some()), "{obstacle:?}");
            }
        }
    }
}
