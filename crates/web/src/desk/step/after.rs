//! What follows from a step, asked of the law itself: the act is tried on the case, and the clocks before and after compared.

use law::application::{Act, Clock, ClockState, Context, clock, decide, evolve};
use law::reason::chinese_date;

use super::bench::Bench;

/// Says what would follow; nothing where the act would be refused as it stands.
pub(super) fn after(bench: &Bench, act: Act) -> Vec<String> {
    let context = bench.context();
    let Ok(events) = decide(bench.law(), &act.into(), &context) else { return Vec::new() };
    let then = events.iter().fold(bench.law().clone(), |case, event| evolve(case, event, bench.on));
    // The clock is read on the day of entry: a fact entered later has had its effect by then.
    let today = Context { on: context.today, ..context };
    told(&bench.clock(), &clock(&then, &today).value)
}

/// By when a reply must be on its way, for the steps that lead to it.
pub(super) fn reply_by(bench: &Bench) -> Option<String> {
    let due = bench.clock().due?;
    Some(format!("答复应当在{}前送达：直接送达看签收，邮寄看交邮。", chinese_date(due)))
}

fn told(before: &Clock, after: &Clock) -> Vec<String> {
    let mut lines = Vec::new();
    match after.state {
        ClockState::Closed if before.state != ClockState::Closed => {
            lines.push("本件办结。".to_owned());
            return lines;
        }
        state if state != before.state => {
            lines.push(format!("办理状态由“{}”变为“{}”。", before.state.label(), state.label()));
        }
        _ => {}
    }
    match (before.due, after.due) {
        (Some(was), Some(is)) if was == is => lines.push(format!("答复期限不变，仍到{}。", chinese_date(is))),
        (Some(was), Some(is)) => {
            lines.push(format!("答复期限由{}变为{}。", chinese_date(was), chinese_date(is)));
        }
        (None, Some(is)) => lines.push(format!("答复期限到{}。", chinese_date(is))),
        (Some(_), None) => lines.push("答复期限停止计算。".to_owned()),
        (None, None) => {}
    }
    if let Some(day) = after.applicant_deadline.filter(|day| before.applicant_deadline != Some(*day)) {
        let what = match after.state {
            ClockState::AwaitingCorrection => "补正",
            ClockState::AwaitingPayment => "缴费",
            _ => "说明理由",
        };
        lines.push(format!("申请人{what}的期限到{}（送达以后按送达之日重新计算）。", chinese_date(day)));
    }
    if let Some(day) = after.consultation_limit.filter(|day| before.consultation_limit != Some(*day)) {
        lines.push(format!("对方答复意见的期限到{}（收到征求意见函以后按收到之日重新计算）。", chinese_date(day)));
    }
    if after.provisional && !lines.is_empty() {
        lines.push("其中有日期待国务院办公厅公布放假安排后确定，暂按现有安排计算。".to_owned());
    }
    lines
}
