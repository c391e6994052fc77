//! Letters that wait for the applicant: correction, reasons, fee (条例30, 35, 42; 费办法).

use super::{Desk, blank, text, unknown};
use crate::{
    application::{
        command::Act,
        event::Event,
        reference::{CorrectionNo, FeeNo},
        refusal::{Obstacle, Refusal},
    },
    calendar::WorkingDays,
    fee,
    reason::chinese_date,
};

pub(super) fn decide(act: &Act, desk: &mut Desk<'_>) -> Result<Vec<Event>, Refusal> {
    let event = match act {
        Act::SendCorrectionNotice { letter, answer_within } => {
            text(letter, "补正告知书", "条例30")?;
            let answer_within = period(*answer_within, desk.context.settings.correction_period, "补正", "条例30")?;
            Event::CorrectionNoticeSent { letter: letter.clone(), answer_within }
        }
        Act::RecordCorrectionServed { notice } => {
            let found = correction(desk, *notice)?;
            if found.served_on.is_some() {
                return Err(recorded("这份补正告知的送达"));
            }
            Event::CorrectionNoticeServed { notice: *notice }
        }
        Act::ReceiveCorrection { notice, text: corrected } => {
            text(corrected, "补正后的申请内容", "条例30")?;
            if correction(desk, *notice)?.answered_on.is_some() {
                return Err(recorded("对这份补正告知的补正"));
            }
            Event::CorrectionReceived { notice: *notice, text: corrected.clone() }
        }
        Act::CloseNotCorrected => Event::LapsedUncorrected,
        Act::AskReasons { letter, answer_within } => {
            text(letter, "说明理由告知书", "条例35")?;
            let answer_within = period(*answer_within, desk.context.settings.reasons_period, "说明理由", "条例35")?;
            Event::ReasonsAsked { letter: letter.clone(), answer_within }
        }
        Act::RecordReasonsServed => Event::ReasonsServed,
        Act::ReceiveReasons { text: reasons } => {
            text(reasons, "申请人说明的理由", "条例35")?;
            Event::ReasonsReceived { text: reasons.clone() }
        }
        Act::AcceptReasons { reply_by } => {
            if let Some(until) = *reply_by {
                let due = desk.clock()?.due.unwrap_or(desk.on());
                if until <= due || until <= desk.on() {
                    let message = format!(
                        "延迟答复的期限应当晚于原答复期限（{}）；在原期限内能够答复的，不必另定期限",
                        chinese_date(due)
                    );
                    return Err(Refusal::forbidden(Obstacle::DelayTooShort, "条例35", message));
                }
            }
            Event::ReasonsAccepted { reply_by: *reply_by }
        }
        Act::RejectReasons => Event::ReasonsRejected,
        Act::SendFeeNotice { standard, amount_fen, letter } => {
            text(letter, "收费通知书", "费办法6")?;
            if desk.on() < fee::IN_FORCE {
                let message = format!("{}前没有可以适用的收费标准，不能收费", chinese_date(fee::IN_FORCE));
                return Err(Refusal::forbidden(Obstacle::NoRuleInForce, "费办法", message));
            }
            if *amount_fen <= 0 {
                let message = "按标准计算没有应缴的费用，不需要发收费通知；请核对计费";
                return Err(Refusal::forbidden(Obstacle::NoAmount, "费办法4；费办法5", message));
            }
            Event::FeeNoticeSent { standard: *standard, amount_fen: *amount_fen, letter: letter.clone() }
        }
        Act::RecordFeeServed { fee } => {
            open_fee(desk, *fee)?;
            Event::FeeNoticeServed { fee: *fee }
        }
        Act::RecordFeePaid { fee } => {
            open_fee(desk, *fee)?;
            Event::FeePaid { fee: *fee }
        }
        Act::CancelFee { fee } => {
            open_fee(desk, *fee)?;
            Event::FeeCancelled { fee: *fee }
        }
        Act::CloseFeeUnpaid => Event::LapsedUnpaid,
        _ => return Ok(Vec::new()),
    };
    Ok(vec![event])
}

fn period(
    given: Option<WorkingDays>,
    usual: WorkingDays,
    what: &str,
    cite: &'static str,
) -> Result<WorkingDays, Refusal> {
    match given.unwrap_or(usual) {
        WorkingDays(0) => Err(blank(&format!("{what}的合理期限"), cite)),
        days => Ok(days),
    }
}

fn correction<'a>(desk: &Desk<'a>, no: CorrectionNo) -> Result<&'a crate::application::waiting::Correction, Refusal> {
    desk.case.corrections.iter().find(|c| c.no == no).ok_or_else(|| unknown("补正告知", no.0))
}

fn open_fee(desk: &Desk<'_>, no: FeeNo) -> Result<(), Refusal> {
    match desk.case.open_fee() {
        Some(fee) if fee.no == no => Ok(()),
        _ => Err(unknown("等待缴费的收费通知", no.0)),
    }
}

fn recorded(what: &str) -> Refusal {
    let message = format!("{what}已经登记；登记有误的，请用登记差错更正");
    Refusal::forbidden(Obstacle::AlreadyRecorded, "条例45", message)
}
