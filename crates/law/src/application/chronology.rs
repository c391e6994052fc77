//! The order of facts: what must precede cannot come after, and nothing lies in the future.
//!
//! One check of the whole case after each command, a correction of an entry included, so that no sequence of entries can
//! leave a case whose dates contradict each other.

use jiff::civil::Date;

use super::{
    Context,
    case::{Case, ItemState, Lapse},
    decide::{beyond_calendar, counted},
    extension::ExtensionProgress,
    refusal::{Obstacle, Refusal},
    reply::{Progress, Reply},
    term::{correction_deadline, payment_deadline},
};
use crate::reason::chinese_date;

/// Fails when two facts of the case stand in the wrong order.
pub(super) fn check(case: &Case, context: &Context<'_>) -> Result<(), Refusal> {
    let Some(registration) = &case.registration else { return Ok(()) };
    let order = Order { today: context.today };
    order.past("到达", registration.arrived_on)?;
    order.opt(registration.entry.submitted_on, "提交", Some(registration.arrived_on), "到达")?;
    let Some(received) = registration.received_on else {
        return if begun(case) { Err(super::decide::awaiting_confirmation()) } else { Ok(()) };
    };
    if let Err(none) = crate::term::in_force("政府信息公开申请", received) {
        let mut refusal = Refusal::forbidden(Obstacle::NoRuleInForce, "", none.to_string());
        refusal.cite = none.cite;
        return Err(refusal);
    }
    order.pair(registration.arrived_on, "到达", received, "收到")?;
    order.past("收到", received)?;
    waiting(case, received, &order)?;
    consulting(case, received, &order)?;
    for item in &case.items {
        match &item.state {
            ItemState::Standing => {}
            ItemState::Withdrawn { on, .. } => order.pair(received, "收到", *on, "撤回")?,
            ItemState::SplitOff { on, .. } => order.pair(received, "收到", *on, "拆分")?,
        }
        if let ItemState::Withdrawn { on, .. } = item.state {
            order.past("撤回", on)?;
            // What was withdrawn was still open: no reply to it stood on that day.
            if case.replies.iter().any(|r| r.decision(item.no).is_some() && case.stands(r)) {
                return Err(wrong_order("答复", on, "撤回", on));
            }
        }
    }
    lapse(case, received, &order, context)?;
    for reply in &case.replies {
        replying(reply, received, &order)?;
        if let Some((replaced, on)) =
            reply.replaces.and_then(|no| case.reply(no)).and_then(Reply::went_out_on).zip(reply.went_out_on())
        {
            order.pair(replaced, "原答复发出", on, "重新答复发出")?;
        }
    }
    contests(case, &order)?;
    if let Some(on) = case.archived_on {
        order.pair(received, "收到", on, "归档")?;
    }
    Ok(())
}

struct Order {
    today: Date,
}

impl Order {
    fn past(&self, what: &str, on: Date) -> Result<(), Refusal> {
        if on <= self.today {
            return Ok(());
        }
        let message = format!("{what}的日期（{}）还没有到；请核对日期", chinese_date(on));
        Err(Refusal::forbidden(Obstacle::InTheFuture, "条例45", message))
    }

    fn pair(&self, first: Date, first_name: &str, then: Date, then_name: &str) -> Result<(), Refusal> {
        self.past(then_name, then)?;
        if first <= then { Ok(()) } else { Err(wrong_order(first_name, first, then_name, then)) }
    }

    fn opt(&self, first: Option<Date>, first_name: &str, then: Option<Date>, then_name: &str) -> Result<(), Refusal> {
        match (first, then) {
            (Some(first), Some(then)) => self.pair(first, first_name, then, then_name),
            _ => Ok(()),
        }
    }
}

fn wrong_order(first_name: &str, first: Date, then_name: &str, then: Date) -> Refusal {
    let message = format!(
        "{then_name}的日期（{}）早于{first_name}的日期（{}），或者两项登记互相矛盾；请核对日期",
        chinese_date(then),
        chinese_date(first)
    );
    Refusal::forbidden(Obstacle::OutOfOrder, "条例45", message)
}

/// Says whether anything was done that presupposes receipt.
pub(super) fn begun(case: &Case) -> bool {
    !case.corrections.is_empty()
        || !case.consultations.is_empty()
        || !case.extensions.is_empty()
        || case.reasons.is_some()
        || !case.fees.is_empty()
        || !case.replies.is_empty()
        || !case.lapses.is_empty()
        || !case.contests.is_empty()
        || case.items.iter().any(|i| i.state != ItemState::Standing)
}

fn waiting(case: &Case, received: Date, order: &Order) -> Result<(), Refusal> {
    for c in &case.corrections {
        order.pair(received, "收到", c.sent_on, "补正告知")?;
        order.opt(Some(c.sent_on), "补正告知", c.served_on, "补正告知送达")?;
        order.opt(Some(c.sent_on), "补正告知", c.answered_on, "收到补正")?;
        order.opt(c.served_on, "补正告知送达", c.answered_on, "收到补正")?;
    }
    if let Some(r) = &case.reasons {
        order.pair(received, "收到", r.asked_on, "要求说明理由")?;
        order.opt(Some(r.asked_on), "要求说明理由", r.served_on, "说明理由告知送达")?;
        order.opt(Some(r.asked_on), "要求说明理由", r.received_on, "收到理由")?;
        let judged = r.judged.map(|j| j.on());
        order.opt(Some(r.received_on.unwrap_or(r.asked_on)), "收到理由", judged, "认定理由")?;
    }
    order.opt(Some(received), "收到", case.inherited.as_ref().and_then(|i| i.fee_paid_on), "缴费")?;
    for f in &case.fees {
        order.pair(received, "收到", f.sent_on, "收费通知")?;
        order.opt(Some(f.sent_on), "收费通知", f.served_on, "收费通知送达")?;
        order.opt(Some(f.sent_on), "收费通知", f.paid_on, "缴费")?;
        order.opt(Some(f.sent_on), "收费通知", f.cancelled_on, "撤回收费通知")?;
    }
    for e in &case.extensions {
        order.pair(received, "收到", e.proposed_on, "提出延期")?;
        match e.progress {
            ExtensionProgress::Proposed => {}
            ExtensionProgress::Declined { on } => order.pair(e.proposed_on, "提出延期", on, "不同意延期")?,
            ExtensionProgress::Approved { on } => order.pair(e.proposed_on, "提出延期", on, "批准延期")?,
            ExtensionProgress::Notified { approved_on, on } => {
                order.pair(e.proposed_on, "提出延期", approved_on, "批准延期")?;
                order.pair(approved_on, "批准延期", on, "延期告知")?;
            }
        }
    }
    Ok(())
}

fn consulting(case: &Case, received: Date, order: &Order) -> Result<(), Refusal> {
    for c in &case.consultations {
        order.pair(received, "收到", c.sent_on, "征求意见")?;
        order.opt(Some(c.sent_on), "征求意见", c.received_on, "征求意见函送达")?;
        order.opt(Some(c.sent_on), "征求意见", c.opinion.map(|(on, _)| on), "收到意见")?;
        order.opt(c.received_on, "征求意见函送达", c.opinion.map(|(on, _)| on), "收到意见")?;
        order.opt(Some(c.sent_on), "征求意见", c.ended_on, "结束征求意见")?;
        order.opt(Some(c.sent_on), "征求意见", c.applicant_told_on, "告知申请人")?;
        order.opt(Some(c.sent_on), "征求意见", c.override_told_on, "告知第三方")?;
    }
    Ok(())
}

/// A case lapses only after the applicant's time is over, also when a date was corrected later.
fn lapse(case: &Case, received: Date, order: &Order, context: &Context<'_>) -> Result<(), Refusal> {
    for lapse in &case.lapses {
        order.pair(received, "收到", lapse.on(), "不再处理")?;
    }
    // Of one under challenge the decision says whether it was too early.
    let contested = case.contests.iter().any(|c| c.against_lapse.is_some());
    let Some(lapse) = case.lapse().filter(|_| !contested) else { return Ok(()) };
    let deadline = match lapse {
        Lapse::Uncorrected { .. } => {
            case.open_correction().filter(|c| c.served_on.is_some()).map(|c| correction_deadline(c, context.calendar))
        }
        Lapse::Unpaid { .. } => {
            case.open_fee().filter(|f| f.served_on.is_some()).map(|f| payment_deadline(f, context.calendar))
        }
    };
    let Some(deadline) = deadline else {
        return Err(wrong_order("告知送达", lapse.on(), "不再处理", lapse.on()));
    };
    let deadline = counted(deadline)?
        .on
        .tomorrow()
        .map_err(|_| beyond_calendar(crate::calendar::OutOfRange { asked: lapse.on() }))?;
    order.pair(deadline, "期限届满的次日", lapse.on(), "不再处理")
}

fn replying(reply: &Reply, received: Date, order: &Order) -> Result<(), Refusal> {
    order.pair(received, "收到", reply.drafted_on, "拟稿")?;
    let mut last = reply.drafted_on;
    let steps = match &reply.progress {
        Progress::InReview(steps) | Progress::SignedOff { steps, .. } => steps.as_slice(),
        Progress::Returned { on, .. } => {
            order.pair(last, "拟稿", *on, "退回修改")?;
            &[]
        }
    };
    for step in steps {
        order.pair(last, "上一步", step.on, "审核")?;
        last = step.on;
    }
    if let Some(on) = reply.signed_off_on() {
        order.pair(last, "审核", on, "签发")?;
        last = on;
    }
    for service in &reply.services {
        order.pair(last, "签发", service.on, "送达")?;
        if let Some(sent) = service.sent_on {
            order.pair(last, "签发", sent, "电子送达发出")?;
            order.pair(sent, "电子送达发出", service.on, "电子送达到达")?;
        }
        order.opt(Some(service.on), "送达", service.returned_on, "退回")?;
    }
    let went_out = reply.went_out_on();
    for (on, _) in &reply.corrected {
        order.opt(went_out, "送达", Some(*on), "更正文书")?;
    }
    order.opt(went_out, "送达", reply.revoked.map(|(on, _)| on), "撤销答复")
}

fn contests(case: &Case, order: &Order) -> Result<(), Refusal> {
    use super::contest::Contested;
    for c in &case.contests {
        if let Contested::Reply { reply } = c.contested {
            let went_out = case.reply(reply).and_then(Reply::went_out_on);
            order.opt(went_out, "答复发出", Some(c.opened_on), "复议或者诉讼通知")?;
        }
        if let Some(lapse) = c.against_lapse.and_then(|index| case.lapses.get(index)) {
            order.pair(lapse.on(), "不再处理", c.opened_on, "复议或者诉讼通知")?;
        }
        order.past("复议或者诉讼通知", c.opened_on)?;
        order.opt(Some(c.opened_on), "复议或者诉讼通知", c.answered_on, "答复复议、应诉")?;
        let decided = c.decided.map(|d| d.on);
        order.opt(Some(c.opened_on), "复议或者诉讼通知", decided, "审结")?;
        if let Some((appealed, second)) = c.appeal {
            order.opt(decided, "审结", Some(appealed), "上诉")?;
            order.opt(Some(appealed), "上诉", second.map(|d| d.on), "上诉审结")?;
        }
        if let Some(after) = c.after.and_then(|no| case.contests.iter().find(|e| e.no == no)) {
            order.opt(after.decided.map(|d| d.on), "复议审结", Some(c.opened_on), "诉讼通知")?;
        }
    }
    Ok(())
}
