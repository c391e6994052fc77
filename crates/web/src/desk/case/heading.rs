//! The head of a case's page: its number, its state, the day that counts, who asks and how it came.

use app::DueWords;
use app::case::Dossier;
use jiff::civil::Date;
use law::application::{Clock, ClockState, Duty, DutyKind};
use law::calendar::{Calendar, Pauses, WorkingDays};
use law::reason::chinese_date;
use law::settings::Settings;

use super::told::{self, near};

/// What stands over a case.
pub(super) struct Heading {
    /// Its number, or that it has none.
    pub(super) number: String,
    /// Its state in words.
    pub(super) state: &'static str,
    /// The class of the state's tag.
    pub(super) tag: &'static str,
    /// The day that counts, in words.
    pub(super) due: Due,
    /// Who asks; empty where that is not shown.
    pub(super) who: String,
    /// The class of applicants.
    pub(super) class: &'static str,
    /// By which way it came.
    pub(super) channel: &'static str,
    /// When it arrived and was received.
    pub(super) arrived: String,
    /// Whether the reply is late.
    pub(super) late: bool,
    /// Whether it is archived.
    pub(super) archived: bool,
    /// What the organ owes besides the reply.
    pub(super) owed: Vec<Owed>,
}

/// The day that counts.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Due {
    /// In words, a date last.
    pub(crate) words: String,
    /// `due-late`, `due-soon` or nothing.
    pub(crate) class: &'static str,
}

/// Something owed besides the reply.
pub(super) struct Owed {
    pub(super) what: String,
    pub(super) late: bool,
    pub(super) cite: String,
}

impl Heading {
    /// Whether something owed is late.
    pub(super) fn any_late(&self) -> bool {
        self.owed.iter().any(|one| one.late)
    }

    pub(super) fn of(dossier: &Dossier, today: Date, settings: &Settings) -> Self {
        let case = &dossier.view.case;
        let law = &case.law;
        let clock = &dossier.view.clock.value;
        let due = due(clock, &dossier.calendar, today, settings);
        let registration = law.registration.as_ref();
        let arrived = registration.map(|found| found.arrived_on);
        let dates = match (arrived, law.received_on()) {
            (Some(arrived), Some(received)) if arrived == received => format!("{}收到", chinese_date(received)),
            (Some(arrived), Some(received)) => {
                format!("{}到达，{}收到", chinese_date(arrived), chinese_date(received))
            }
            (Some(arrived), None) => format!("{}到达，尚未确认收到", chinese_date(arrived)),
            (None, _) => String::new(),
        };
        Heading {
            number: case.number.clone().unwrap_or_else(|| "未编号的申请".to_owned()),
            state: clock.state.label(),
            tag: tag(clock, &due),
            late: clock.overdue,
            due,
            who: who(dossier),
            class: law.class().map_or("", |class| class.label()),
            channel: registration.map_or("", |found| found.entry.channel.label()),
            arrived: dates,
            archived: law.archived_on.is_some(),
            owed: dossier.duties.iter().filter_map(|duty| owed(duty, today)).collect(),
        }
    }
}

fn who(dossier: &Dossier) -> String {
    let mut applicants = dossier.view.case.law.addressees();
    let Some(first) = applicants.next() else { return String::new() };
    let name = told::name(dossier, first);
    if !name.there {
        return String::new();
    }
    match applicants.count() {
        0 => name.text,
        others => format!("{}等{}人", name.text, others + 1),
    }
}

fn tag(clock: &Clock, due: &Due) -> &'static str {
    match (clock.state, due.class) {
        (ClockState::Closed, _) => "done",
        (ClockState::Running, "due-soon" | "due-late") if !clock.overdue => "soon",
        (ClockState::Running, _) => "run",
        _ => "wait",
    }
}

/// Says in words which day counts now: 还剩 3 个工作日（12月3日）.
pub(crate) fn due(clock: &Clock, calendar: &Calendar, today: Date, settings: &Settings) -> Due {
    let plain = |words: String| Due { words, class: "" };
    let words = DueWords { today, calendar, provisional: clock.provisional };
    match (clock.state, clock.due) {
        (ClockState::AwaitingConfirmation, _) => plain("尚未与申请人确认收到，期限没有起算".to_owned()),
        (ClockState::Closed, _) => closed(clock, today),
        (ClockState::AwaitingCorrection, _) => awaited("补正", clock, words),
        (ClockState::AwaitingPayment, _) => awaited("缴费", clock, words),
        (_, None) => plain("无法计算期限，原因见“期限”".to_owned()),
        (ClockState::NotCounted, Some(day)) if !clock.overdue => {
            let until = clock.consultation_limit.map(|limit| format!("（到 {} 止）", words.day(limit)));
            plain(format!("正在征求意见{}，{}", until.unwrap_or_default(), words.standing_still(day)))
        }
        (_, Some(day)) => Due { words: words.running(day), class: pressing(clock, day, calendar, today, settings) },
    }
}

fn pressing(clock: &Clock, day: Date, calendar: &Calendar, today: Date, settings: &Settings) -> &'static str {
    let left = || calendar.working_days_between(today, day, &Pauses::NONE).map_or(WorkingDays(0), |span| span.days);
    match () {
        () if clock.overdue || day <= today => "due-late",
        () if left() <= settings.due_soon => "due-soon",
        () => "",
    }
}

fn awaited(what: &str, clock: &Clock, words: DueWords<'_>) -> Due {
    let told = words.applicant(what, clock.applicant_deadline);
    if clock.applicant_deadline.is_some_and(|last| last < words.today) {
        return Due { words: format!("{told}，请核实后办理"), class: "due-soon" };
    }
    Due { words: format!("{told}，答复期限不计算"), class: "" }
}

fn closed(clock: &Clock, today: Date) -> Due {
    let on = clock.closed_on.map_or(String::new(), |day| format!("{}办结", near(day, today)));
    match (clock.in_time, clock.was_due) {
        (Some(true), Some(due)) => {
            Due { words: format!("{on}，没有逾期（期限 {}）", near(due, today)), class: "" }
        }
        (Some(false), Some(due)) => {
            Due { words: format!("{on}，已逾期（期限 {}）", near(due, today)), class: "due-late" }
        }
        _ => Due { words: on, class: "" },
    }
}

fn owed(duty: &Duty, today: Date) -> Option<Owed> {
    let what = match duty.kind {
        DutyKind::ConfirmReceipt | DutyKind::Reply => return None,
        DutyKind::TellApplicant { .. } => "告知申请人正在征求意见",
        DutyKind::RecordReceiptOfConsultation { .. } => "登记征求意见函送达的日期，对方的期限从这一天起算",
        DutyKind::SetLimit { .. } => "与被征求意见的机关商定答复意见的期限",
        DutyKind::Serve { .. } => "向还没有收到答复的申请人送达",
        DutyKind::AnswerContest { .. } => "答复复议机关或者应诉，提交证据",
    };
    let until = duty.due.map_or(String::new(), |due| {
        if duty.overdue {
            format!("，{}已到期", near(due, today))
        } else {
            format!("，到{}止", near(due, today))
        }
    });
    Some(Owed { what: format!("{what}{until}"), late: duty.overdue, cite: duty.cite.to_string() })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 3, 9);

    fn clock(state: ClockState) -> Clock {
        Clock {
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

    fn told(clock: &Clock) -> (String, &'static str) {
        let due = due(clock, &Calendar::embedded(), TODAY, &Settings::default());
        (due.words, due.class)
    }

    #[test]
    fn a_due_day_is_words_and_then_a_date() {
        let running = |due| Clock { due: Some(due), ..clock(ClockState::Running) };
        assert_eq!(told(&running(date(2026, 3, 30))), ("还剩 15 个工作日（3月30日）".to_owned(), ""));
        assert_eq!(told(&running(date(2026, 3, 12))), ("还剩 3 个工作日（3月12日）".to_owned(), "due-soon"));
        assert_eq!(told(&running(TODAY)), ("今天到期（3月9日）".to_owned(), "due-late"));
        let late = Clock { overdue: true, ..running(date(2026, 3, 4)) };
        assert_eq!(told(&late), ("已逾期 3 个工作日（3月4日）".to_owned(), "due-late"));
        let next_year = Clock { provisional: true, ..running(date(2027, 1, 20)) };
        assert!(told(&next_year).0.ends_with("（2027年1月20日，待国务院办公厅公布）"));
    }

    #[test]
    fn while_somebody_else_is_awaited_their_day_is_told() {
        let waiting = |day| Clock { applicant_deadline: Some(day), ..clock(ClockState::AwaitingCorrection) };
        assert_eq!(told(&waiting(date(2026, 3, 20))).0, "等待申请人补正（到 3月20日 止），答复期限不计算");
        assert_eq!(told(&waiting(date(2026, 3, 6))).1, "due-soon");
        let asked = Clock {
            due: Some(date(2026, 4, 22)),
            consultation_limit: Some(date(2026, 3, 31)),
            ..clock(ClockState::NotCounted)
        };
        assert_eq!(told(&asked).0, "正在征求意见（到 3月31日 止），不计入期限，答复期限暂算到 4月22日");
    }

    #[test]
    fn a_closed_case_says_whether_it_was_in_time() {
        let closed = Clock {
            closed_on: Some(date(2026, 3, 5)),
            was_due: Some(date(2026, 3, 4)),
            in_time: Some(false),
            ..clock(ClockState::Closed)
        };
        assert_eq!(told(&closed), ("3月5日办结，已逾期（期限 3月4日）".to_owned(), "due-late"));
        assert_eq!(told(&Clock { in_time: None, ..closed }).0, "3月5日办结");
    }
}
