//! The clock as it is explained: the day that counts, the facts it follows from, and the days on a calendar.

use app::case::Dossier;
use jiff::civil::Date;
use law::application::{ClockState, CountedBy};
use law::calendar::{AWAITING_NOTICE, Pauses};
use law::reason::chinese_date;

use super::month::{Month, Months, Plan, months};

/// One fact of the reckoning.
pub(super) struct Fact {
    pub(super) fact: String,
    pub(super) cite: String,
}

/// The reckoning of a case's clock.
pub(super) struct Reckoning {
    /// What the calendar shows.
    pub(super) caption: String,
    /// The last days, as labelled lines.
    pub(super) lines: Vec<(&'static str, String)>,
    pub(super) facts: Vec<Fact>,
    pub(super) months: Vec<Month>,
    /// Whether the period is longer than what is shown.
    pub(super) cut: bool,
    /// Whether some days are hatched, off by notice or worked in exchange: the legend names only what there is.
    pub(super) hatched: bool,
    pub(super) makeup: bool,
    /// Whether a day rests on a notice still to come.
    pub(super) provisional: bool,
}

impl Reckoning {
    pub(super) fn of(dossier: &Dossier, today: Date) -> Self {
        let clock = &dossier.view.clock;
        let facts = clock.because.iter();
        let facts = facts.map(|because| Fact { fact: because.fact.clone(), cite: because.cite.to_string() }).collect();
        let (caption, Months { months, cut }) = calendar_of(dossier, today);
        let any = |is: fn(&super::month::Day) -> bool| {
            months.iter().flat_map(|month| month.weeks.iter().flatten().flatten()).any(is)
        };
        Reckoning {
            caption,
            lines: lines(dossier),
            facts,
            hatched: any(|day| day.standing == super::month::Standing::NotCounted),
            makeup: any(|day| day.makeup),
            months,
            cut,
            provisional: clock.value.provisional,
        }
    }
}

/// The last days as they stand.
fn lines(dossier: &Dossier) -> Vec<(&'static str, String)> {
    let clock = &dossier.view.clock.value;
    let mut lines = Vec::new();
    let horizon = dossier.calendar.horizon();
    let mut add = |label: &'static str, day: Option<Date>| {
        let Some(day) = day else { return };
        // A count that consulted a day past the last notice ends past it.
        let note = if day > horizon { format!("（{AWAITING_NOTICE}）") } else { String::new() };
        lines.push((label, format!("{}{note}", chinese_date(day))));
    };
    let extended = clock.base_due.filter(|base| Some(*base) != clock.due);
    add("起算日（当日不计）", clock.started_on.filter(|_| clock.state.has_due() || clock.closed_on.is_some()));
    add("原期限", extended);
    add("应当答复", clock.due);
    add("本应答复", clock.was_due);
    add("申请人的期限", clock.applicant_deadline);
    add("征求意见的期限", clock.consultation_limit);
    if let Some(day) = clock.closed_on {
        lines.push(("办结", chinese_date(day)));
    }
    lines
}

/// The months that show the period that counts now: the reply's, or while it does not run the applicant's.
fn calendar_of(dossier: &Dossier, today: Date) -> (String, Months) {
    let clock = &dossier.view.clock.value;
    let law = &dossier.view.case.law;
    let none = Pauses::NONE;
    let applicant = |from: Option<Date>, word: &str| {
        let plan = Plan {
            started_on: from?,
            due: clock.applicant_deadline?,
            counted_by: CountedBy::WorkingDays,
            pauses: &none,
            today,
            start_word: "起算",
            due_word: "期满",
        };
        Some((format!("申请人{word}的期限；这段时间答复期限不计算"), months(&dossier.calendar, &plan).ok()?))
    };
    let found = match clock.state {
        ClockState::AwaitingCorrection => {
            applicant(law.awaited_correction().map(|one| one.served_on.unwrap_or(one.sent_on)), "补正")
        }
        ClockState::AwaitingPayment => {
            applicant(law.awaited_fee().map(|one| one.served_on.unwrap_or(one.sent_on)), "缴费")
        }
        ClockState::AwaitingConfirmation => None,
        ClockState::Running | ClockState::NotCounted | ClockState::AwaitingReasons | ClockState::Closed => {
            dossier.period.as_ref().filter(|_| clock.due.or(clock.was_due).is_some()).and_then(|period| {
                let start_word = if law.received_on() == Some(period.started_on) { "收到" } else { "起算" };
                let plan = Plan {
                    started_on: period.started_on,
                    due: period.due,
                    counted_by: period.counted_by,
                    pauses: &period.pauses,
                    today,
                    start_word,
                    due_word: "到期",
                };
                let by = match period.counted_by {
                    CountedBy::WorkingDays => "格内数字是第几个工作日",
                    CountedBy::PlainDays => "格内数字是第几日",
                };
                Some((format!("答复期限；{by}"), months(&dossier.calendar, &plan).ok()?))
            })
        }
    };
    found.unwrap_or_default()
}
