//! Whether a letter says what the act that carries it does: what applicants are told and what is recorded must be one.

use jiff::civil::{Date, date};
use law::application::{Act, Consulted, Decision};
use law::calendar::WorkingDays;
use letters::Paper;

use super::sealed::SealedLetter;
use crate::case::{DeskCase, Opened};
use crate::error::Faults;

const AGAIN: &str = "请重新拟制文书";

/// Notes a letter that was composed for another case.
pub(super) fn for_this_case(letter: &SealedLetter, case: &DeskCase, faults: &mut Faults) {
    let (Some(written), Some(number)) = (letter.case_number(), case.number.as_deref()) else { return };
    if written != number {
        faults.add("papers", format!("《{}》是为{written}拟制的，不是本件的；{AGAIN}", letter.paper.title()));
    }
}

/// Notes a letter that does not say what the act does.
pub(super) fn agrees(act: &Act, letter: &SealedLetter, opened: &Opened, faults: &mut Faults) {
    let settings = &opened.profile.law;
    let days = |given: &Option<WorkingDays>, usual: WorkingDays| given.unwrap_or(usual).0;
    let fits = match (act, &letter.paper) {
        (Act::SendCorrectionNotice { answer_within, .. }, Paper::Correction(paper)) => {
            days(answer_within, settings.correction_period) == paper.working_days
        }
        (Act::AskReasons { answer_within, .. }, Paper::ReasonsAsked(paper)) => {
            days(answer_within, settings.reasons_period) == paper.working_days
        }
        (Act::Consult { with: Consulted::ThirdParty, .. }, Paper::ThirdParty(_))
        | (Act::Consult { with: Consulted::CoProducer, .. }, Paper::CoProducer(_))
        | (Act::Consult { with: Consulted::OwnUnit, .. }, Paper::Assistance(_))
        | (Act::TellApplicantOfConsultation { .. }, Paper::ToldApplicant(_))
        | (Act::NotifyThirdParty { .. }, Paper::Override(_))
        | (Act::CorrectLetter { .. }, Paper::Amended(_)) => true,
        (Act::Consult { with: Consulted::OtherOrgan, limit, .. }, Paper::Assistance(paper)) => {
            days(limit, settings.other_organ_limit) == paper.working_days
        }
        (Act::NotifyExtension { extension, .. }, Paper::Extension(paper)) => {
            let found = opened.case.law.extensions.iter().find(|found| found.no == *extension);
            found.is_none_or(|found| found.days.0 == paper.working_days)
        }
        (Act::SendFeeNotice { standard, amount_fen, .. }, Paper::FeeNotice(paper)) => {
            *standard == paper.standard && *amount_fen == paper.fen
        }
        (
            Act::DraftReply { draft, .. } | Act::RedraftReply { draft, .. } | Act::AnswerOnTheSpot { draft, .. },
            Paper::Reply(paper),
        ) => {
            let said = |decision: &Decision| paper.answers.iter().any(|answer| answer.agrees_with(decision));
            draft.decisions.len() == paper.answers.len() && draft.decisions.iter().all(said)
        }
        _ => false,
    };
    if !fits {
        faults.add("papers", format!("《{}》所写的与本次办理的不一致；{AGAIN}", letter.paper.title()));
    }
}

/// From this day a decision served over the internet must name the online channel for reconsideration (复议法22②).
const ONLINE_CHANNEL_NAMED: Date = date(2024, 1, 1);

/// Notes a letter about to be served over the internet that does not name the online channel (REP-10).
pub(super) fn may_go_online(letter: &SealedLetter, signed: Option<Date>, faults: &mut Faults) {
    let Paper::Reply(reply) = &letter.paper else { return };
    if !reply.remedy.served_online && signed.is_none_or(|on| on >= ONLINE_CHANNEL_NAMED) {
        faults.add(
            "means",
            "电子送达的答复应当写明网上申请行政复议的渠道（行政复议法第二十二条），这份文书没有写明；\
             请改用其他方式送达，或者作废文号、退回修改后按电子送达重新拟制",
        );
    }
}

/// Notes a letter handed in beside an act that does not tell of what the act does.
pub(super) fn accompanies(act: &Act, letter: &SealedLetter, faults: &mut Faults) {
    let fits = match (act, &letter.paper) {
        (Act::ConfirmReceipt { .. }, Paper::Receipt(_)) | (Act::Withdraw { .. }, Paper::Withdrawal(_)) => true,
        (Act::CloseNotCorrected, Paper::NoLongerHandled(paper)) => paper.outcome == law::outcome::Outcome::O1,
        (Act::CloseFeeUnpaid, Paper::NoLongerHandled(paper)) => paper.outcome == law::outcome::Outcome::O2,
        _ => false,
    };
    if !fits {
        faults.add("papers", format!("《{}》不是本次办理的文书，请不要一并交入", letter.paper.title()));
    }
}
