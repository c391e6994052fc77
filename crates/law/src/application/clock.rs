//! Where the reply period stands on a day, computed each time from the facts and the calendar (rule sheet 1.7).
//!
//! | while | the period |
//! |---|---|
//! | receipt is not confirmed | has not begun |
//! | a correction is awaited | does not run; only the applicant has a last day |
//! | a fee is awaited | does not run; the applicant has twenty working days |
//! | a third party or another organ is consulted | those days are not counted |
//! | reasons are awaited | runs on, unless a delayed period is fixed |
//! | nothing is left to answer | is over |

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Context,
    case::{Case, ItemState, Lapse},
    reference::ItemNo,
    reply::Reply,
    term::{self, Start, Term, consultation_limit, correction_deadline, payment_deadline, reasons_deadline},
};
use crate::{
    calendar::{Calendar, Counted, OutOfRange},
    reason::{Because, Cite, Reasoned, chinese_date},
    settings::Settings,
};

/// What the case waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// 待确认.
    AwaitingConfirmation,
    /// 办理中.
    Running,
    /// 等待补正.
    AwaitingCorrection,
    /// 等待缴费.
    AwaitingPayment,
    /// 不计入期限.
    NotCounted,
    /// 等待说明理由.
    AwaitingReasons,
    /// 已办结.
    Closed,
}

impl ClockState {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::AwaitingConfirmation,
        Self::Running,
        Self::AwaitingCorrection,
        Self::AwaitingPayment,
        Self::NotCounted,
        Self::AwaitingReasons,
        Self::Closed,
    ];

    /// Returns the words the screen shows.
    pub const fn label(self) -> &'static str {
        match self {
            Self::AwaitingConfirmation => "待确认",
            Self::Running => "办理中",
            Self::AwaitingCorrection => "等待补正",
            Self::AwaitingPayment => "等待缴费",
            Self::NotCounted => "不计入期限",
            Self::AwaitingReasons => "等待说明理由",
            Self::Closed => "已办结",
        }
    }

    /// Says whether a reply is due on some day while the case is in this state.
    pub const fn has_due(self) -> bool {
        matches!(self, Self::Running | Self::NotCounted | Self::AwaitingReasons)
    }
}

/// The reply period of a case on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// What the case waits for.
    pub state: ClockState,
    /// The day from which the present period counts; none before receipt.
    pub started_on: Option<Date>,
    /// The last day for the reply; there exactly while a reply is due. While a consultation runs it assumes that the
    /// opinion comes on its last day.
    pub due: Option<Date>,
    /// The last day before any extension; there when `due` is.
    pub base_due: Option<Date>,
    /// The last day the applicant has to correct, pay or state reasons.
    pub applicant_deadline: Option<Date>,
    /// The last day the consulted have; the latest when there are several.
    pub consultation_limit: Option<Date>,
    /// The reply is due and late.
    pub overdue: bool,
    /// A day above lies where the State Council's holiday notice is still to come (待国务院办公厅公布).
    pub provisional: bool,
    /// The day nothing was left to answer.
    pub closed_on: Option<Date>,
    /// For a case closed by a reply: the day it was due.
    pub was_due: Option<Date>,
    /// For a case closed by a reply: whether it went out in time, to each of joint applicants; none while that is open.
    pub in_time: Option<bool>,
}

impl Clock {
    fn new(state: ClockState) -> Self {
        Self {
            state,
            started_on: None,
            due: None,
            base_due: None,
            applicant_deadline: None,
            consultation_limit: None,
            overdue: false,
            provisional: false,
            closed_on: None,
            was_due: None,
            in_time: None,
        }
    }
}

/// Says where the reply period stands on `context.today`, with the facts it follows from.
pub fn clock(case: &Case, context: &Context<'_>) -> Reasoned<Clock> {
    let day = context.today;
    let found = reckon(case, context.calendar, context.settings, day).and_then(|(clock, term)| {
        let because = explain(case, &clock, term.as_ref(), context)?;
        Ok(Reasoned::new(clock, because))
    });
    found.unwrap_or_else(|out| Reasoned::new(beyond(case, day), vec![Because::of(out.to_string(), out.cite())]))
}

/// Says the same without the facts, whose telling takes longer than the reckoning: for lists and counts of many cases.
pub fn bare_clock(case: &Case, context: &Context<'_>) -> Clock {
    let found = reckon(case, context.calendar, context.settings, context.today);
    found.map_or_else(|_| beyond(case, context.today), |(clock, _)| clock)
}

/// Beyond the calendar nothing can be computed; no day is invented.
fn beyond(case: &Case, day: Date) -> Clock {
    Clock::new(if case.is_closed() { ClockState::Closed } else { state(case, day) })
}

/// The state as far as it needs no calendar.
fn state(case: &Case, _day: Date) -> ClockState {
    if case.received_on().is_none() {
        ClockState::AwaitingConfirmation
    } else if case.is_closed() {
        ClockState::Closed
    } else if case.awaited_correction().is_some() {
        ClockState::AwaitingCorrection
    } else if case.awaited_fee().is_some() {
        ClockState::AwaitingPayment
    } else if case.reasons.as_ref().is_some_and(|r| r.received_on.is_none() && r.judged.is_none()) {
        ClockState::AwaitingReasons
    } else {
        ClockState::Running
    }
}

/// Computes the clock without its reasons.
pub(super) fn reckon(
    case: &Case,
    calendar: &Calendar,
    settings: &Settings,
    day: Date,
) -> Result<(Clock, Option<Term>), OutOfRange> {
    let mut clock = Clock::new(state(case, day));
    if clock.state == ClockState::AwaitingConfirmation {
        return Ok((clock, None));
    }
    let mut terms = term::terms(case, calendar, settings)?;
    if clock.state == ClockState::Closed {
        clock.closed_on = closed_on(case, settings);
        return Ok(judged(case, clock, terms, settings, day));
    }
    // Of several periods the one that ends first holds among those for items still open.
    let open: Vec<ItemNo> = case.open_items().map(|i| i.no).collect();
    terms.retain(|(_, items)| items.iter().any(|no| open.contains(no)));
    let term = terms.into_iter().map(|(term, _)| term).min_by_key(|t| t.due.on);
    clock.started_on = term.as_ref().map(|t| t.started_on);
    let set_applicant = |clock: &mut Clock, deadline: Counted| {
        clock.applicant_deadline = Some(deadline.on);
        clock.provisional |= deadline.provisional;
    };
    match clock.state {
        ClockState::AwaitingCorrection => {
            if let Some(correction) = case.awaited_correction() {
                set_applicant(&mut clock, correction_deadline(correction, calendar)?);
            }
            return Ok((clock, term));
        }
        ClockState::AwaitingPayment => {
            if let Some(fee) = case.awaited_fee() {
                set_applicant(&mut clock, payment_deadline(fee, calendar)?);
            }
            return Ok((clock, term));
        }
        ClockState::AwaitingReasons => {
            if let Some(request) = case.reasons.as_ref() {
                set_applicant(&mut clock, reasons_deadline(request, calendar)?);
            }
        }
        ClockState::AwaitingConfirmation | ClockState::Running | ClockState::NotCounted | ClockState::Closed => {}
    }
    if let Some(term) = term.as_ref() {
        clock.due = Some(term.due.on);
        clock.base_due = Some(term.base.on);
        clock.provisional |= term.due.provisional;
        clock.overdue = day > term.due.on;
    }
    for consultation in case.consultations.iter().filter(|c| c.with.pauses()) {
        if term::waits(consultation, day, calendar, settings)? {
            // A period a decision or judgment sets runs on.
            if term.as_ref().is_none_or(|t| !matches!(t.start, Start::Ordered { .. })) {
                clock.state = ClockState::NotCounted;
            }
            let limit = consultation_limit(consultation, calendar, settings)?;
            clock.consultation_limit = clock.consultation_limit.max(limit.map(|l| l.on));
            clock.provisional |= limit.is_some_and(|l| l.provisional);
        }
    }
    Ok((clock, term))
}

/// Says of a closed case whether its replies went out in time, each within the period of its item; shown is the period that
/// was missed, else the latest.
fn judged(
    case: &Case,
    mut clock: Clock,
    terms: Vec<(Term, Vec<ItemNo>)>,
    settings: &Settings,
    day: Date,
) -> (Clock, Option<Term>) {
    let verdict = |(term, items): (Term, Vec<ItemNo>)| {
        let in_time = replied_on(case, &items, term.since, settings).map(|replied| match replied {
            Some(replied) => Some(replied <= term.due.on),
            None => (day > term.due.on).then_some(false),
        });
        (term, in_time)
    };
    let gravity = |in_time: &Option<Option<bool>>| match in_time {
        None => 0,
        Some(Some(true)) => 1,
        Some(None) => 2,
        Some(Some(false)) => 3,
    };
    let worst = terms.into_iter().map(verdict).max_by_key(|(term, in_time)| (gravity(in_time), term.due.on));
    let Some((term, in_time)) = worst else { return (clock, None) };
    clock.started_on = Some(term.started_on);
    if let Some(in_time) = in_time {
        clock.was_due = Some(term.due.on);
        clock.in_time = in_time;
        clock.provisional = term.due.provisional;
    }
    (clock, Some(term))
}

/// Returns the day nothing was left to answer, of a closed case.
fn closed_on(case: &Case, settings: &Settings) -> Option<Date> {
    case.items
        .iter()
        .filter_map(|item| match &item.state {
            ItemState::Withdrawn { on, .. } | ItemState::SplitOff { on, .. } => Some(*on),
            ItemState::Standing => {
                let answered = case.answer(item.no).and_then(|(reply, _)| reply.given_on(settings));
                answered.or(case.lapse().map(Lapse::on))
            }
        })
        .max()
}

/// Returns the day on which the last of the items had first been answered, in the period begun on the day, to every
/// applicant: nothing when no reply answered any, no day while one of joint applicants was never sent it.
fn replied_on(case: &Case, items: &[ItemNo], since: Date, settings: &Settings) -> Option<Option<Date>> {
    let first = |item: ItemNo| {
        let in_period = |r: &&Reply| r.decision(item).is_some() && r.went_out_on().is_some_and(|on| on >= since);
        let replies = || case.replies.iter().filter(in_period);
        replies().next().map(|_| replies().filter_map(|r| case.sent_to_all_on(r, settings)).min())
    };
    let days: Vec<Option<Date>> = case
        .items
        .iter()
        .filter(|i| items.contains(&i.no) && i.state == ItemState::Standing)
        .filter_map(|i| first(i.no))
        .collect();
    if days.contains(&None) { Some(None) } else { days.into_iter().max() }
}

fn explain(case: &Case, clock: &Clock, term: Option<&Term>, context: &Context<'_>) -> Result<Vec<Because>, OutOfRange> {
    let mut because = Vec::new();
    let mut tell = |on: Date, fact: String, cite: &'static str| because.push(Because::on(on, fact, Cite::of(cite)));
    let Some(registration) = case.registration.as_ref() else { return Ok(because) };
    let Some(received) = registration.received_on else {
        let channel = registration.entry.channel.label();
        tell(
            registration.arrived_on,
            format!("{}经{channel}收到，尚未与申请人确认，期限不起算", chinese_date(registration.arrived_on)),
            "条例31",
        );
        return Ok(because);
    };
    tell(received, format!("{}收到申请，当日不计", chinese_date(received)), "条例31");
    for correction in &case.corrections {
        match correction.answered_on {
            Some(on) => tell(on, format!("{}收到补正后的申请，期限重新起算", chinese_date(on)), "条例30"),
            None => tell(
                correction.sent_on,
                format!("{}发出补正告知，等待补正，答复期限不计算", chinese_date(correction.sent_on)),
                "条例30",
            ),
        }
    }
    if let Some(on) = case.inherited.as_ref().and_then(|i| i.fee_paid_on) {
        tell(on, format!("{}在拆分前缴清信息处理费，期限自次日起重新起算", chinese_date(on)), "费办法6");
    }
    for fee in case.fees.iter().filter(|f| f.cancelled_on.is_none()) {
        match fee.paid_on {
            Some(on) => tell(on, format!("{}缴清信息处理费，期限自次日起重新起算", chinese_date(on)), "费办法6"),
            None => tell(
                fee.sent_on,
                format!("{}发出收费通知，等待缴费，答复期限不计算", chinese_date(fee.sent_on)),
                "费办法6",
            ),
        }
    }
    if let Some(term) = term {
        let began = chinese_date(term.started_on);
        match term.start {
            Start::Ordinary => {}
            Start::OwnMotion => {
                tell(term.started_on, format!("{began}原答复撤销，重新答复的期限参照答复期限重新起算"), "条例33②");
            }
            Start::Reopened => {
                tell(term.started_on, format!("{began}不再处理的决定被撤销，答复期限参照答复期限重新起算"), "条例33②");
            }
            Start::Ordered { kind, .. } => {
                let cite = if kind.is_suit() { "法释8号11" } else { "复议条例58" };
                let received = chinese_date(term.since);
                tell(term.since, format!("{received}收到{}结果，应当重新答复", kind.label()), cite);
                if term.started_on > term.since {
                    tell(term.started_on, format!("{began}判决生效，期限自次日起算"), "法释8号11；行诉法85");
                }
            }
        }
        if let Some(on) = term::extension_in(case, term.started_on).and_then(|e| e.notified_on()) {
            if term.extended_by.0 > 0 {
                tell(on, format!("{}告知申请人延长答复期限{}", chinese_date(on), term.extended_by), "条例33②");
            } else {
                tell(on, format!("{}的延期告知已过答复期限，不发生延长效果", chinese_date(on)), "条例33②");
            }
        }
        if term.delayed {
            tell(term.due.on, format!("已经告知申请人延迟至{}前答复", chinese_date(term.due.on)), "条例35");
        }
        let shown = clock.due.or(clock.was_due);
        if let Some(due) = shown {
            if !term.delayed && term.due.on > term.started_on {
                because.extend(context.calendar.explain(term.started_on, term.due.on, &term.pauses)?);
            }
            let verb = if clock.due.is_some() { "应当在" } else { "本应在" };
            because.push(Because::on(due, format!("{verb}{}前答复", chinese_date(due)), Cite::of("条例33②")));
        }
    }
    if let Some(on) = clock.closed_on {
        because.push(Because::on(on, format!("{}办结", chinese_date(on)), Cite::of("条例36")));
    }
    Ok(because)
}
