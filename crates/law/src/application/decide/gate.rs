//! What must hold before an act of a kind is open at all, whatever it carries.

use super::{Desk, awaiting_confirmation, counted};
use crate::application::{
    actor::Role,
    case::ItemState,
    clock::ClockState,
    command::CommandKind,
    consultation::Consulted,
    extension::ExtensionProgress,
    refusal::{Obstacle, Refusal},
    reply::{Means, Progress, Reply},
    term::{Start, correction_deadline, extension_in, payment_deadline, reasons_deadline},
};
use crate::reason::chinese_date;

/// Fails when the act is not open now.
pub(in crate::application) fn gate(kind: CommandKind, desk: &mut Desk<'_>) -> Result<(), Refusal> {
    use CommandKind as K;
    if desk.context.on > desk.context.today {
        let message = format!("事实发生的日期（{}）还没有到；请核对日期", chinese_date(desk.context.on));
        return Err(Refusal::forbidden(Obstacle::InTheFuture, "条例45", message));
    }
    if matches!(kind, K::Register | K::EnterOpening | K::RegisterSplit) {
        if desk.case.registration.is_some() {
            let message = "本件已经登记；登记有误的，请用登记差错更正";
            return Err(Refusal::forbidden(Obstacle::AlreadyRegistered, "条例45", message));
        }
        return Ok(());
    }
    let Some(registration) = &desk.case.registration else {
        return Err(Refusal::forbidden(Obstacle::NotRegistered, "条例45", "还没有登记这件申请；请先登记"));
    };
    let received = registration.received_on.is_some();
    match kind {
        K::CorrectEntry | K::ChooseService | K::LogSearch | K::FileEvidence => return Ok(()),
        K::ConfirmReceipt | K::RecordContactFailed if received => {
            let message = "收到日期已经确定，不需要再确认；日期有误的，请用登记差错更正";
            return Err(Refusal::forbidden(Obstacle::AlreadyReceived, "条例31", message));
        }
        K::ConfirmReceipt | K::RecordContactFailed => return Ok(()),
        _ if !received => return Err(awaiting_confirmation()),
        _ => {}
    }
    match kind {
        K::Deliver => return some_reply(desk, "已签发", |r| matches!(r.progress, Progress::SignedOff { .. })),
        K::RecordSent => {
            let unsaid = |r: &Reply| r.services.iter().any(|s| s.means == Means::Electronic && s.sent_on.is_none());
            return some_reply(desk, "已经电子送达、没有登记发出日期", unsaid);
        }
        K::RecordReturned => return some_reply(desk, "已发出", |r| !r.services.is_empty()),
        K::RevokeReply | K::CorrectLetter => return some_standing(desk),
        K::Archive => return archive(desk),
        // Slips and opinions come back after the reply too, and say what was counted.
        K::RecordConsultationReceived => return consultation(desk, |c| c.received_on.is_none()),
        K::RecordOpinion => return consultation(desk, |c| c.opinion.is_none()),
        K::RegisterContest => return Ok(()),
        K::AnswerContest => return some_contest(desk, |c| c.is_open() && c.answered_on.is_none()),
        K::DecideContest => return some_contest(desk, |c| c.is_open()),
        K::AppealContest => {
            return some_contest(desk, |c| c.kind.is_suit() && c.decided.is_some() && c.appeal.is_none());
        }
        K::RedraftReply => return some_reply(desk, "被退回", |r| matches!(r.progress, Progress::Returned { .. })),
        K::ApproveReview | K::SignOff | K::ReturnReply => {
            return some_reply(desk, "审核中", |r| matches!(r.progress, Progress::InReview(_)));
        }
        K::VoidNumber => {
            return some_reply(desk, "已签发、尚未发出", |r| r.is_pending() && r.number().is_some());
        }
        K::DraftReply if desk.case.is_closed() => return some_standing(desk),
        _ => {}
    }
    if desk.case.is_closed() {
        let message = "本件已经办结；变更已经发出的答复，请用更正、撤销或者重新答复";
        return Err(Refusal::forbidden(Obstacle::CaseClosed, "条例36", message));
    }
    open(kind, desk)
}

/// Acts on a case that is received and open.
fn open(kind: CommandKind, desk: &mut Desk<'_>) -> Result<(), Refusal> {
    use CommandKind as K;
    match kind {
        K::SplitItem => {
            let left = desk.case.items.iter().filter(|i| !matches!(i.state, ItemState::SplitOff { .. })).count();
            if left < 2 {
                let message = "只有一个申请事项，不需要拆分";
                return Err(Refusal::forbidden(Obstacle::OnlyItem, "费办法4", message));
            }
            Ok(())
        }
        K::AnswerOnTheSpot => {
            if desk.case.received_on() != Some(desk.on()) {
                let message = "当场答复限于收到申请的当天；请按一般程序拟稿、审核、签发";
                return Err(Refusal::forbidden(Obstacle::NotOnTheSpot, "条例33①", message));
            }
            Ok(())
        }
        K::SendCorrectionNotice => send_correction(desk),
        K::RecordCorrectionServed => match desk.case.corrections.iter().any(|c| c.served_on.is_none()) {
            true => Ok(()),
            false => Err(no_correction()),
        },
        K::ReceiveCorrection => match desk.case.open_correction() {
            Some(_) => Ok(()),
            None => Err(no_correction()),
        },
        K::CloseNotCorrected => close_not_corrected(desk),
        K::EndConsultation => consultation(desk, |c| c.opinion.is_none() && c.ended_on.is_none()),
        K::TellApplicantOfConsultation => consultation(desk, |c| c.applicant_told_on.is_none()),
        K::NotifyThirdParty => consultation(desk, |c| c.with == Consulted::ThirdParty && c.override_told_on.is_none()),
        K::ProposeExtension | K::ApproveExtension | K::DeclineExtension | K::NotifyExtension => extension(kind, desk),
        K::AskReasons | K::RecordReasonsServed | K::ReceiveReasons | K::AcceptReasons | K::RejectReasons => {
            reasons(kind, desk)
        }
        K::SendFeeNotice => send_fee(desk),
        K::RecordFeeServed => match desk.case.open_fee() {
            Some(fee) if fee.served_on.is_none() => Ok(()),
            _ => Err(no_fee()),
        },
        K::RecordFeePaid | K::CancelFee => match desk.case.open_fee() {
            Some(_) => Ok(()),
            None => Err(no_fee()),
        },
        K::CloseFeeUnpaid => close_unpaid(desk),
        K::DraftReply => waits(desk),
        // All that is left needs no more than an open case.
        _ => Ok(()),
    }
}

fn send_correction(desk: &mut Desk<'_>) -> Result<(), Refusal> {
    if desk.case.awaited_fee().is_some() {
        return Err(awaiting_payment_stops());
    }
    if !desk.case.corrections.is_empty() && desk.context.settings.second_correction_needs_reason {
        let message = "补正应当一次性告知，本件已经发过补正告知；确有必要再次告知的，由负责人说明理由后办理";
        desk.warn(Refusal::warning(Obstacle::SecondCorrectionNotice, "条例30", message))?;
    }
    let started = desk.term()?.started_on;
    let period = crate::term::CORRECTION_NOTICE_PERIOD;
    let none = crate::calendar::Pauses::NONE;
    let limit = counted(desk.context.calendar.add_working_days(started, period, &none))?;
    if desk.on() > limit.on {
        let message = format!(
            "补正告知应当自收到申请之日起{period}内（{}前）作出，现已超过；确需告知的，由负责人说明理由后办理",
            chinese_date(limit.on)
        );
        desk.warn(Refusal::warning(Obstacle::CorrectionNoticeLate, "条例30", message))?;
    }
    Ok(())
}

fn no_correction() -> Refusal {
    let message = "没有等待这一登记的补正告知；请先登记补正告知，或者核对编号";
    Refusal::forbidden(Obstacle::NoCorrectionOpen, "条例30", message)
}

fn close_not_corrected(desk: &mut Desk<'_>) -> Result<(), Refusal> {
    let correction = desk.case.awaited_correction().ok_or_else(no_correction)?;
    if correction.served_on.is_none() {
        let message = "没有补正告知送达的登记，不能认定申请人逾期不补正；请先登记送达";
        return Err(Refusal::forbidden(Obstacle::ServiceNotRecorded, "条例30；法释8号5", message));
    }
    let deadline = counted(correction_deadline(correction, desk.context.calendar))?;
    if desk.on() <= deadline.on {
        let message = format!("补正期限到{}才届满；届满后仍未补正的才能办结", chinese_date(deadline.on));
        return Err(Refusal::forbidden(Obstacle::CorrectionPeriodRuns, "条例30", message));
    }
    Ok(())
}

fn consultation(
    desk: &Desk<'_>,
    fits: impl Fn(&crate::application::consultation::Consultation) -> bool,
) -> Result<(), Refusal> {
    if desk.case.consultations.iter().any(fits) {
        return Ok(());
    }
    let message = "没有适用这一步的征求意见；请先发出征求意见书，或者核对编号";
    Err(Refusal::forbidden(Obstacle::NoConsultationOpen, "条例32；条例34", message))
}

fn extension(kind: CommandKind, desk: &mut Desk<'_>) -> Result<(), Refusal> {
    use CommandKind as K;
    let state = desk.clock()?.state;
    if !state.has_due() {
        let message = format!("目前{}，答复期限不在计算中，没有可以延长的期限", state.label());
        return Err(Refusal::forbidden(Obstacle::ClockStopped, "条例33②", message));
    }
    let term = desk.term()?;
    if let Start::Ordered { .. } = term.start {
        let message = "重新答复的期限由复议决定或者裁判确定，不适用延期；请在期限内重新答复";
        return Err(Refusal::forbidden(Obstacle::NoExtensionAtThisPoint, "复议条例58；法释8号11", message));
    }
    let present = extension_in(desk.case, term.started_on);
    let found = present.map(|e| (e.progress, e.notified_on()));
    let at_point = match kind {
        K::ProposeExtension => return propose(desk, found.map(|(_, notified)| notified.is_some())),
        K::NotifyExtension => matches!(found, Some((ExtensionProgress::Approved { .. }, _))),
        _ => matches!(found, Some((ExtensionProgress::Proposed, _))),
    };
    if !at_point {
        let message = "没有处在这一步的延期；延期按提出、批准、告知申请人的顺序办理";
        return Err(Refusal::forbidden(Obstacle::NoExtensionAtThisPoint, "条例33②", message));
    }
    if kind == K::DeclineExtension {
        desk.role(&[Role::HeadOfDisclosureOffice], "条例33②")?;
    } else if desk.on() > term.base.on {
        return Err(term_over(term.base.on));
    }
    Ok(())
}

fn propose(desk: &Desk<'_>, present: Option<bool>) -> Result<(), Refusal> {
    let term = desk.term()?;
    let restarted = desk.case.received_on() != Some(term.started_on);
    let earlier = desk.case.extensions.iter().any(|e| e.notified_on().is_some());
    match present {
        Some(true) => return Err(already_extended()),
        Some(false) => {
            let message = "已经提出延期，正在等待批准或者告知；请先办完这一次";
            return Err(Refusal::forbidden(Obstacle::ExtensionPending, "条例33②", message));
        }
        None if restarted && earlier && !desk.context.settings.may_extend_again_after_restart => {
            return Err(already_extended());
        }
        None => {}
    }
    if desk.on() > term.base.on { Err(term_over(term.base.on)) } else { Ok(()) }
}

fn already_extended() -> Refusal {
    let message = "答复期限已经延长过一次，不能再次延长；请在期限内答复";
    Refusal::forbidden(Obstacle::AlreadyExtended, "条例33②", message)
}

fn term_over(due: jiff::civil::Date) -> Refusal {
    let message = format!("答复期限已于{}届满，延期应当在届满前批准并告知；请尽快答复", chinese_date(due));
    Refusal::forbidden(Obstacle::TermOver, "条例33②", message)
}

fn reasons(kind: CommandKind, desk: &mut Desk<'_>) -> Result<(), Refusal> {
    use CommandKind as K;
    let none = || {
        let message = "没有处在这一步的说明理由告知；请先要求申请人说明理由";
        Refusal::forbidden(Obstacle::NoReasonsAsked, "条例35", message)
    };
    let Some(request) = desk.case.reasons.as_ref() else {
        return if kind == K::AskReasons { Ok(()) } else { Err(none()) };
    };
    match kind {
        K::AskReasons => {
            let message = "已经要求过申请人说明理由；请按申请人的答复办理";
            Err(Refusal::forbidden(Obstacle::ReasonsAlreadyAsked, "条例35", message))
        }
        K::RecordReasonsServed if request.served_on.is_none() => Ok(()),
        K::ReceiveReasons if request.received_on.is_none() && request.judged.is_none() => Ok(()),
        K::AcceptReasons if request.received_on.is_some() && request.judged.is_none() => Ok(()),
        K::RejectReasons if request.judged.is_none() => {
            let deadline = counted(reasons_deadline(request, desk.context.calendar))?;
            if request.received_on.is_none() && desk.on() <= deadline.on {
                let message = format!("申请人说明理由的期限到{}才届满；请等候", chinese_date(deadline.on));
                return Err(Refusal::forbidden(Obstacle::ReasonsPeriodRuns, "条例35", message));
            }
            if request.received_on.is_none() && request.served_on.is_none() {
                let message = "没有说明理由告知书送达的登记，不能认定申请人逾期未说明理由；请先登记送达";
                return Err(Refusal::forbidden(Obstacle::ServiceNotRecorded, "条例35；法释8号5", message));
            }
            Ok(())
        }
        _ => Err(none()),
    }
}

fn send_fee(desk: &mut Desk<'_>) -> Result<(), Refusal> {
    let before_the_split = desk.case.inherited.as_ref().is_some_and(|i| i.fee_paid_on.is_some());
    if before_the_split || desk.case.fees.iter().any(|f| f.cancelled_on.is_none()) {
        let message = "本件已经发过收费通知，同一申请只按一种标准收一次；计算有误、尚未缴纳的，请先撤回再发";
        return Err(Refusal::forbidden(Obstacle::AlreadyCharged, "费办法3", message));
    }
    let clock = desk.clock()?;
    let Some(due) = clock.due else {
        let message = format!("目前{}，不在办理期限内，不能发收费通知", clock.state.label());
        return Err(Refusal::forbidden(Obstacle::ClockStopped, "费办法6", message));
    };
    if desk.on() > due {
        let message = format!("收费通知应当在办理期限内（{}前）发出，现已超过；请直接答复", chinese_date(due));
        return Err(Refusal::forbidden(Obstacle::TermOver, "费办法6", message));
    }
    Ok(())
}

fn no_fee() -> Refusal {
    let message = "没有等待这一登记的收费通知；请核对编号";
    Refusal::forbidden(Obstacle::NoFeeOpen, "费办法6", message)
}

fn awaiting_payment_stops() -> Refusal {
    let message = "正在等待申请人缴费；请先登记缴费或者撤回收费通知";
    Refusal::forbidden(Obstacle::ClockStopped, "费办法6", message)
}

fn close_unpaid(desk: &mut Desk<'_>) -> Result<(), Refusal> {
    let fee = desk.case.awaited_fee().ok_or_else(no_fee)?;
    if fee.served_on.is_none() {
        let message = "没有收费通知送达的登记，不能认定申请人逾期未缴费；请先登记送达";
        return Err(Refusal::forbidden(Obstacle::ServiceNotRecorded, "费办法6；法释8号5", message));
    }
    let deadline = counted(payment_deadline(fee, desk.context.calendar))?;
    if desk.on() <= deadline.on {
        let message = format!("缴费期限到{}才届满；届满后仍未缴费的才能办结", chinese_date(deadline.on));
        return Err(Refusal::forbidden(Obstacle::PaymentPeriodRuns, "费办法6", message));
    }
    Ok(())
}

fn waits(desk: &mut Desk<'_>) -> Result<(), Refusal> {
    match desk.clock()?.state {
        ClockState::AwaitingCorrection => {
            let message = "正在等待申请人补正；补正前答复的，由负责人说明理由后办理";
            desk.warn(Refusal::warning(Obstacle::AwaitingCorrection, "条例30", message))
        }
        ClockState::AwaitingPayment => {
            let message = "正在等待申请人缴费；缴费前答复的，由负责人说明理由后办理，或者先撤回收费通知";
            desk.warn(Refusal::warning(Obstacle::AwaitingPayment, "费办法6", message))
        }
        _ => Ok(()),
    }
}

fn some_reply(desk: &Desk<'_>, which: &str, fits: impl Fn(&Reply) -> bool) -> Result<(), Refusal> {
    if desk.case.replies.iter().any(fits) {
        return Ok(());
    }
    let message = format!("没有{which}的答复；请按拟稿、审核、签发、送达的顺序办理");
    Err(Refusal::forbidden(Obstacle::NoSuchReply, "条例45", message))
}

fn some_standing(desk: &Desk<'_>) -> Result<(), Refusal> {
    some_reply(desk, "已发出且仍然有效", |r| desk.case.stands(r))
}

fn some_contest(desk: &Desk<'_>, fits: impl Fn(&crate::application::contest::Contest) -> bool) -> Result<(), Refusal> {
    if desk.case.contests.iter().any(fits) {
        return Ok(());
    }
    let message = "没有处在这一步的复议或者诉讼；请先登记";
    Err(Refusal::forbidden(Obstacle::NoContestAtThisPoint, "条例51", message))
}

fn archive(desk: &Desk<'_>) -> Result<(), Refusal> {
    if desk.case.archived_on.is_some() {
        return Err(Refusal::forbidden(Obstacle::AlreadyRecorded, "条例45", "本件已经归档"));
    }
    if !desk.case.is_closed() {
        let message = "本件尚未办结，不能归档；请先答复、登记撤回或者办结";
        return Err(Refusal::forbidden(Obstacle::CaseOpen, "条例45", message));
    }
    if desk.case.replies.iter().any(|r| desk.case.stands(r) && desk.case.unserved(r).next().is_some()) {
        let message = "还有申请人没有收到答复（未送达或者被退回）；请先送达，再归档";
        return Err(Refusal::forbidden(Obstacle::NotAllServed, "国办公开办函〔2016〕235号", message));
    }
    Ok(())
}
