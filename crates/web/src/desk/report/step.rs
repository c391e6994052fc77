//! How far a year's report is, as a chain of steps, and what comes next.

use app::People;
use app::{Mark, ReportStatus, ReportYear, Version};
use jiff::civil::Date;
use law::duty::{ReportDue, Reporter};
use law::reason::chinese_date;

/// One step of the chain.
pub(crate) struct StepView {
    pub(crate) label: &'static str,
    pub(crate) state: State,
    /// Who and when, or what it waits for.
    pub(crate) note: String,
    /// Where it was published.
    pub(crate) address: String,
}

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Done.
    Done,
    /// It is its turn.
    Now,
    /// Later.
    Later,
}

impl State {
    /// The class it is shown by.
    pub(crate) fn class(self) -> &'static str {
        match self {
            State::Done => "done",
            State::Now => "now",
            State::Later => "later",
        }
    }

    /// The word it is told by.
    pub(crate) fn word(self) -> &'static str {
        match self {
            State::Done => "已完成",
            State::Now => "进行中",
            State::Later => "还没有开始",
        }
    }
}

/// What was done, of which day, by whom.
struct Done {
    note: String,
    address: String,
}

/// Says who did something and of which day.
pub(crate) fn who_when(mark: &Mark, people: &People) -> String {
    format!("{}，{}", people.name(&mark.by), chinese_date(mark.on))
}

/// Whether a report's texts and figures are still being made.
pub(crate) fn is_open(status: ReportStatus) -> bool {
    matches!(status, ReportStatus::Draft | ReportStatus::Correcting)
}

/// The chain of a year's report: 统计, 撰写, 定稿, 签署, 报送, 公布.
pub(crate) fn chain(report: &ReportYear, reporter: Reporter, people: &People, today: Date) -> Vec<StepView> {
    let open = is_open(report.status);
    // While a correction is under way the chain is that of the version to come.
    let version = if open { None } else { report.versions.last() };
    let done = |mark: &Mark| Done { note: who_when(mark, people), address: String::new() };
    let over = today.year() > report.year;
    let counted = match (open, over) {
        (true, false) => None,
        (true, true) => Some("数字随登记更新".to_owned()),
        (false, _) => Some("数字已随定稿固定".to_owned()),
    };
    let written = report.written.as_ref().filter(|_| !open || report.narrative.is_some());
    let mut steps = vec![
        ("统计", counted.map(|note| Done { note, address: String::new() })),
        (
            "撰写",
            written
                .map(done)
                .or_else(|| version.map(|_| Done { note: "采用初稿".to_owned(), address: String::new() })),
        ),
        ("定稿", version.map(|version| done(&version.frozen))),
        ("签署", version.and_then(|version| version.signed.as_ref()).map(done)),
    ];
    // A government hands in to nobody (条例49②).
    if reporter == Reporter::Department {
        let submitted = version.and_then(|version| version.submitted.as_ref());
        steps.push((
            "报送",
            submitted
                .map(|one| Done { note: format!("报{}；{}", one.to, done(&one.mark).note), address: String::new() }),
        ));
    }
    let published = version.and_then(|version| version.published.as_ref());
    steps.push(("公布", published.map(|one| Done { note: done(&one.mark).note, address: one.address.clone() })));
    let mut turn = true;
    let view = |(label, done): (&'static str, Option<Done>)| {
        let state = match (&done, turn) {
            (Some(_), _) => State::Done,
            (None, true) => State::Now,
            (None, false) => State::Later,
        };
        turn = turn && state == State::Done;
        let Done { note, address } = done.unwrap_or(Done { note: String::new(), address: String::new() });
        StepView { label, state, note, address }
    };
    steps.into_iter().map(view).collect()
}

/// A due date in words, then as a date, and how pressing it is.
pub(crate) struct DueView {
    /// Such as `还有 12 天（2027年1月31日）`.
    pub(crate) words: String,
    /// The class it is shown by.
    pub(crate) class: &'static str,
}

/// When a year's report is due; nothing of one that is published.
pub(crate) fn due(due: Option<Date>, warn_from: Option<Date>, published: bool, today: Date) -> Option<DueView> {
    let due = due?;
    let date = chinese_date(due);
    if published {
        return Some(DueView { words: date, class: "" });
    }
    let days = due.since(today).map_or(0, |span| span.get_days());
    let (words, class) = match days {
        0 => (format!("今天到期（{date}）"), "due-soon"),
        1.. if warn_from.is_some_and(|from| today >= from) => (format!("还有 {days} 天（{date}）"), "due-soon"),
        1.. => (format!("还有 {days} 天（{date}）"), ""),
        _ => (format!("已过 {} 天（{date}）", days.unsigned_abs()), "due-late"),
    };
    Some(DueView { words, class })
}

/// When the report is due, by the rule's answer.
pub(crate) fn due_of(report: &ReportYear, today: Date) -> Option<DueView> {
    let published = report.versions.iter().any(|version| version.published.is_some());
    let when: Option<&ReportDue> = report.due.as_ref().map(|due| &due.value);
    due(when.map(|due| due.due), when.map(|due| due.warn_from), published, today)
}

/// The tag a status is shown by.
pub(crate) fn tag(status: ReportStatus) -> &'static str {
    match status {
        ReportStatus::Draft | ReportStatus::Correcting => "run",
        ReportStatus::Frozen | ReportStatus::Signed | ReportStatus::Submitted => "wait",
        ReportStatus::Published => "done",
    }
}

/// What a version went through, for the list of versions.
pub(crate) fn went_through(version: &Version, people: &People) -> Vec<(&'static str, String)> {
    let mut marks = vec![("定稿", who_when(&version.frozen, people))];
    marks.extend(version.signed.as_ref().map(|mark| ("签署", who_when(mark, people))));
    let submitted = version.submitted.as_ref();
    marks.extend(submitted.map(|one| ("报送", format!("{}（{}）", one.to, who_when(&one.mark, people)))));
    let published = version.published.as_ref();
    marks.extend(published.map(|one| ("公布", who_when(&one.mark, people))));
    marks
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_due_date_is_words_and_then_a_date() {
        let (last, warn) = (Some(date(2022, 1, 31)), Some(date(2022, 1, 10)));
        let said = |today| due(last, warn, false, today).map(|due| (due.words, due.class)).unwrap();
        assert_eq!(said(date(2021, 12, 31)), ("还有 31 天（2022年1月31日）".to_owned(), ""));
        assert_eq!(said(date(2022, 1, 30)), ("还有 1 天（2022年1月31日）".to_owned(), "due-soon"));
        assert_eq!(said(date(2022, 1, 31)), ("今天到期（2022年1月31日）".to_owned(), "due-soon"));
        assert_eq!(said(date(2022, 2, 2)), ("已过 2 天（2022年1月31日）".to_owned(), "due-late"));
        assert!(due(None, None, false, date(2022, 2, 2)).is_none());
        assert_eq!(due(last, warn, true, date(2022, 2, 2)).unwrap().class, "");
    }
}
