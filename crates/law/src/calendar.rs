//! The working-day calendar.
//!
//! Every period of the regulation that is stated in working days rests on three sources: the national rule on public
//! holidays (全国年节及纪念日放假办法), which names the days off and says that a day off falling on a weekend is made up
//! for; the notice of the State Council's general office for each year, which fixes the actual days and names the
//! weekend days worked instead; and, in ethnic areas, the holidays their local government adds (放假办法4). The day of the
//! fact itself is never counted; counting begins with the next working day.
//!
//! A year whose notice is not out yet is computed on weekdays less the fixed-date holidays and flagged as provisional.
//! Days before 2019 are refused: no notice is on record, and a guess is worth nothing in court.
//!
//! Periods stated in plain days, months or years (reconsideration, suits) are counted on the ordinary calendar and, where
//! their last day is a day of rest, end on the next day that is not (复议法88; 民诉法85③).

mod explain;
mod notice;
mod pause;
mod period;

use std::{borrow::Cow, fmt, sync::LazyLock};

use jiff::civil::{Date, Weekday, date};
use serde::{Deserialize, Serialize};

pub use self::{
    notice::{Notice, NoticeFault, NoticeFaults},
    pause::{MOST_PAUSES, Pause, Pauses},
    period::PlainPeriod,
};
use crate::reason::{Cite, chinese_date};

/// The words that must stand beside every date computed past the last notice.
pub const AWAITING_NOTICE: &str = "待国务院办公厅公布";

/// The first day the calendar answers for.
pub const FIRST_DAY: Date = date(2019, 1, 1);

/// The last day the calendar answers for; it bounds every loop.
pub const LAST_DAY: Date = date(2100, 12, 31);

const FIRST_YEAR: i16 = 2019;
const LAST_YEAR: i16 = 2100;
const EMBEDDED: &str = include_str!("../data/holidays.json");

/// Rule on public holidays, articles on who fixes the days and how they are made up for.
pub(crate) const HOLIDAY_RULE: Cite = Cite::of("全国年节及纪念日放假办法6、7");

/// A length of time in working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WorkingDays(pub u32);

impl fmt::Display for WorkingDays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}个工作日", self.0)
    }
}

/// Where a count of days ends, and whether a notice still to come may move it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The last day of the period.
    pub on: Date,
    /// True when a day past the last notice was consulted on the way.
    pub provisional: bool,
}

/// How many working days lie in a span, and whether a notice still to come may change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The working days in the span.
    pub days: WorkingDays,
    /// True when the span reaches past the last notice.
    pub provisional: bool,
}

/// What one day is, and on whose word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day<'a> {
    /// Whether it is a working day.
    pub working: bool,
    /// Whether its year's notice is still to come.
    pub provisional: bool,
    /// Why it is what it is.
    pub why: Why<'a>,
}

/// Why a day is or is not a working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why<'a> {
    /// Monday to Friday, named by no notice.
    Weekday,
    /// Saturday or Sunday, named by no notice.
    Weekend,
    /// A day off by the notice of that number.
    Holiday(&'a str),
    /// A weekend day worked in exchange, by the notice of that number.
    MakeupWorkday(&'a str),
    /// A day off by the local government's rule of that name.
    LocalHoliday(&'a str),
    /// A fixed-date holiday of a year whose notice is still to come.
    FixedHoliday,
}

impl Why<'_> {
    /// Says it in Chinese.
    pub fn describe(&self) -> Cow<'static, str> {
        match self {
            Self::Weekday => "工作日".into(),
            Self::Weekend => "星期六、星期日休息".into(),
            Self::Holiday(number) => format!("放假（{number}）").into(),
            Self::MakeupWorkday(number) => format!("调休上班（{number}）").into(),
            Self::LocalHoliday(name) => format!("地方放假（{name}）").into(),
            Self::FixedHoliday => format!("法定节日（当年放假安排{AWAITING_NOTICE}）").into(),
        }
    }
}

/// Days off that an ethnic area's government adds to the national ones (放假办法4); one list an organ.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LocalHolidays {
    /// The rule or notice that names them, as it is to be printed.
    pub name: String,
    /// The days.
    pub days: Vec<Date>,
}

/// A day the calendar does not reach, so that nothing can be computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutOfRange {
    /// The day asked for, or the end that was run past.
    pub asked: Date,
}

impl OutOfRange {
    /// Returns the provision that makes a notice necessary.
    pub fn cite(&self) -> Cite {
        HOLIDAY_RULE
    }
}

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let asked = chinese_date(self.asked);
        if self.asked < FIRST_DAY {
            write!(f, "{asked}早于工作日历的第一天（{}），没有放假安排可依，不予计算", chinese_date(FIRST_DAY))
        } else {
            write!(f, "所计算的日期超出工作日历的最后一天（{}），不予计算；请核对日期和天数", chinese_date(LAST_DAY))
        }
    }
}

impl std::error::Error for OutOfRange {}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Mark {
    #[default]
    Plain,
    Holiday,
    Makeup,
    Local,
}

/// One calendar year's marks, by day of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Year {
    known: bool,
    marks: [Mark; 366],
}

/// The days off and the make-up workdays of every year whose notice is adopted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    notices: Vec<Notice>,
    local: Option<LocalHolidays>,
    years: Vec<Year>,
}

impl Calendar {
    /// Returns a calendar that knows no notice at all; every day is provisional until one is adopted.
    pub fn empty() -> Self {
        Self { notices: Vec::new(), local: None, years: Vec::new() }
    }

    /// Returns the calendar the program carries: the notices for 2019 to 2026.
    pub fn embedded() -> Self {
        static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
            let mut calendar = Calendar::empty();
            calendar.notices = Calendar::embedded_notices().to_vec();
            calendar.lay_out();
            calendar
        });
        CALENDAR.clone()
    }

    /// Returns the notices the program carries, in order of year, for adoption one by one.
    pub fn embedded_notices() -> &'static [Notice] {
        static NOTICES: LazyLock<Vec<Notice>> = LazyLock::new(|| {
            // The text is part of the program; a test reads it, so this cannot fail in the field.
            #[expect(clippy::expect_used, reason = "compiled-in data, held by a test")]
            Notice::parse_all(EMBEDDED).expect("the embedded notices are well formed")
        });
        &NOTICES
    }

    /// Takes up the notice for a year.
    ///
    /// A notice already adopted is taken again without effect. One for a year that has another is refused unless it names
    /// that other as replaced, and then restates the whole year.
    pub fn adopt(&mut self, notice: Notice) -> Result<(), Vec<NoticeFault>> {
        let present = self.notices.iter().position(|n| n.year() == notice.year());
        if let Some(present) = present.and_then(|i| self.notices.get(i)) {
            if present.says_the_same_as(&notice) {
                return Ok(());
            }
            if notice.replaces() != Some(present.number()) {
                return Err(vec![NoticeFault::new(
                    "replaces",
                    format!(
                        "{}年已经采用{}；如果这是对它的修改，请在“replaces”一项写明“{}”，并列全当年的放假日和调休上班日",
                        present.year(),
                        present.number(),
                        present.number()
                    ),
                )]);
            }
        }
        let others = self.notices.iter().filter(|n| n.year() != notice.year());
        let faults: Vec<NoticeFault> = others.flat_map(|other| notice.contradictions(other)).collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        match present {
            Some(i) => {
                self.notices.remove(i);
                self.notices.insert(i, notice);
            }
            None => {
                let i = self.notices.partition_point(|n| n.year() < notice.year());
                self.notices.insert(i, notice);
            }
        }
        self.lay_out();
        Ok(())
    }

    /// Returns the same calendar with the extra days off of an ethnic area.
    pub fn with_local(mut self, local: LocalHolidays) -> Self {
        self.local = Some(local);
        self.lay_out();
        self
    }

    /// Returns the adopted notices in order of year.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Returns the last day that no notice still to come can change; the day before the first when none is adopted.
    pub fn horizon(&self) -> Date {
        let known = self.years.iter().take_while(|y| y.known).count();
        let last = FIRST_YEAR.saturating_add(i16::try_from(known).unwrap_or(0)).saturating_sub(1);
        Date::new(last, 12, 31).unwrap_or(LAST_DAY)
    }

    /// Says what a day is and why.
    pub fn day(&self, day: Date) -> Result<Day<'_>, OutOfRange> {
        let (mark, known) = self.mark(day)?;
        let weekend = is_weekend(day);
        let why = match mark {
            Mark::Holiday => Why::Holiday(self.source(day, Notice::names_holiday)),
            Mark::Makeup => Why::MakeupWorkday(self.source(day, Notice::names_makeup)),
            Mark::Local if !weekend => Why::LocalHoliday(self.local.as_ref().map_or("", |l| &l.name)),
            _ if !known && is_fixed_holiday(day) => Why::FixedHoliday,
            _ if weekend => Why::Weekend,
            _ => Why::Weekday,
        };
        Ok(Day { working: matches!(why, Why::Weekday | Why::MakeupWorkday(_)), provisional: !known, why })
    }

    /// Counts working days from the day after `from`, leaving out the pauses, and returns the day the count is full.
    ///
    /// The count of none is `from` itself. Fails when a day before 2019 or after 2100 would be consulted.
    pub fn add_working_days(&self, from: Date, days: WorkingDays, pauses: &Pauses) -> Result<Counted, OutOfRange> {
        let mut provisional = !self.mark(from)?.1 && days.0 == 0;
        let (mut on, mut left) = (from, days.0);
        while left > 0 {
            on = next(on)?;
            let (working, known) = self.working(on)?;
            provisional |= !known;
            if working && !pauses.cover(on) {
                left -= 1;
            }
        }
        Ok(Counted { on, provisional })
    }

    /// Counts working days backward from the day before `until`: the day that lies so many working days ahead of it.
    pub fn subtract_working_days(&self, until: Date, days: WorkingDays) -> Result<Counted, OutOfRange> {
        let mut provisional = !self.mark(until)?.1;
        let (mut on, mut left) = (until, days.0);
        while left > 0 {
            on = on.yesterday().map_err(|_| OutOfRange { asked: on })?;
            let (working, known) = self.working(on)?;
            provisional |= !known;
            if working {
                left -= 1;
            }
        }
        Ok(Counted { on, provisional })
    }

    /// Counts the working days after `from` up to and including `to` that no pause leaves out; none when `to` is earlier.
    pub fn working_days_between(&self, from: Date, to: Date, pauses: &Pauses) -> Result<Span, OutOfRange> {
        self.mark(from)?;
        self.mark(to)?;
        let mut span = Span { days: WorkingDays(0), provisional: false };
        let mut on = from;
        while on < to {
            on = next(on)?;
            let (working, known) = self.working(on)?;
            span.provisional |= !known;
            if working && !pauses.cover(on) {
                span.days.0 += 1;
            }
        }
        Ok(span)
    }

    fn mark(&self, day: Date) -> Result<(Mark, bool), OutOfRange> {
        if !(FIRST_DAY..=LAST_DAY).contains(&day) {
            return Err(OutOfRange { asked: day });
        }
        let year = usize::try_from(day.year() - FIRST_YEAR).ok().and_then(|i| self.years.get(i));
        let Some(year) = year else { return Ok((Mark::Plain, false)) };
        let index = usize::try_from(day.day_of_year() - 1).unwrap_or(0);
        Ok((year.marks.get(index).copied().unwrap_or_default(), year.known))
    }

    fn working(&self, day: Date) -> Result<(bool, bool), OutOfRange> {
        let (mark, known) = self.mark(day)?;
        let working = match mark {
            Mark::Makeup => true,
            Mark::Holiday | Mark::Local => false,
            Mark::Plain => !is_weekend(day) && (known || !is_fixed_holiday(day)),
        };
        Ok((working, known))
    }

    fn source(&self, day: Date, names: impl Fn(&Notice, Date) -> bool) -> &str {
        self.notices.iter().find(|n| names(n, day)).map_or("", Notice::number)
    }

    fn lay_out(&mut self) {
        let local_days = self.local.iter().flat_map(|l| l.days.iter().copied());
        let listed = self.notices.iter().flat_map(|n| n.holidays().iter().chain(n.makeup_workdays()).copied());
        let last = listed.chain(local_days).map(Date::year).filter(|y| *y <= LAST_YEAR).max().unwrap_or(FIRST_YEAR - 1);
        let count = usize::try_from(last - FIRST_YEAR + 1).unwrap_or(0);
        let mut years = vec![Year { known: false, marks: [Mark::Plain; 366] }; count];
        let mut set = |day: Date, mark: Mark, over: bool| {
            let year = usize::try_from(day.year() - FIRST_YEAR).ok().and_then(|i| years.get_mut(i));
            let slot = year.and_then(|y| y.marks.get_mut(usize::try_from(day.day_of_year() - 1).unwrap_or(0)));
            if let Some(slot) = slot.filter(|slot| over || **slot == Mark::Plain) {
                *slot = mark;
            }
        };
        for notice in &self.notices {
            notice.holidays().iter().for_each(|d| set(*d, Mark::Holiday, true));
            notice.makeup_workdays().iter().for_each(|d| set(*d, Mark::Makeup, true));
        }
        // A local day off frees a make-up workday too, but a national day off keeps its own source.
        for day in self.local.iter().flat_map(|l| &l.days) {
            if !self.notices.iter().any(|n| n.names_holiday(*day)) {
                set(*day, Mark::Local, true);
            }
        }
        for notice in &self.notices {
            let year = usize::try_from(notice.year() - FIRST_YEAR).ok().and_then(|i| years.get_mut(i));
            if let Some(year) = year {
                year.known = true;
            }
        }
        self.years = years;
    }
}

fn next(day: Date) -> Result<Date, OutOfRange> {
    day.tomorrow().map_err(|_| OutOfRange { asked: day })
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Holidays whose date in the ordinary calendar is the same every year (放假办法 2, in force 2025-01-01).
fn is_fixed_holiday(day: Date) -> bool {
    matches!((day.month(), day.day()), (1, 1) | (5, 1 | 2) | (10, 1..=3))
}

#[cfg(test)]
pub(crate) mod tests;
