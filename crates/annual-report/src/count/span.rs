//! The span of days a report speaks of: a year, a quarter, a month, or any days a superior asks for.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// Days from `from` to `to`, both counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Days")]
pub struct Span {
    /// The first day.
    from: Date,
    /// The last day.
    to: Date,
}

/// Two days as written, not yet known to be a span.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Days {
    from: Date,
    to: Date,
}

impl TryFrom<Days> for Span {
    type Error = SpanFault;

    fn try_from(days: Days) -> Result<Self, SpanFault> {
        Self::new(days.from, days.to)
    }
}

/// Why two days are no span.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SpanFault {
    /// The last day comes before the first.
    #[error("期间的截止日（{to}）早于起始日（{from}），请核对起止日期")]
    Backwards {
        /// The day given as the first.
        from: Date,
        /// The day given as the last.
        to: Date,
    },
    /// There is no such month, quarter or year.
    #[error("没有这样的期间：{0}，请填写1至12月、1至4季度和四位年份")]
    NoSuch(String),
}

impl Span {
    /// Takes any days; fails when `to` is before `from`.
    pub fn new(from: Date, to: Date) -> Result<Self, SpanFault> {
        if to < from { Err(SpanFault::Backwards { from, to }) } else { Ok(Self { from, to }) }
    }

    /// The calendar year, the term of the annual report; fails for a year no calendar holds.
    pub fn year(year: i16) -> Result<Self, SpanFault> {
        Self::months(year, 1, 12).ok_or_else(|| SpanFault::NoSuch(format!("{year}年")))
    }

    /// A quarter, 1 to 4; fails for any other.
    pub fn quarter(year: i16, quarter: i8) -> Result<Self, SpanFault> {
        let found = if (1..=4).contains(&quarter) { Self::months(year, quarter * 3 - 2, quarter * 3) } else { None };
        found.ok_or_else(|| SpanFault::NoSuch(format!("{year}年第{quarter}季度")))
    }

    /// A month, 1 to 12; fails for any other.
    pub fn month(year: i16, month: i8) -> Result<Self, SpanFault> {
        Self::months(year, month, month).ok_or_else(|| SpanFault::NoSuch(format!("{year}年{month}月")))
    }

    fn months(year: i16, first: i8, last: i8) -> Option<Self> {
        // Years of four digits only: what a form can print and a person can mean.
        if !(1000..=9999).contains(&year) {
            return None;
        }
        let from = Date::new(year, first, 1).ok()?;
        let to = Date::new(year, last, 1).ok()?.last_of_month();
        Some(Self { from, to })
    }

    /// The first day.
    pub fn from(self) -> Date {
        self.from
    }

    /// The last day.
    pub fn to(self) -> Date {
        self.to
    }

    /// The calendar year when the span is exactly one.
    pub fn as_year(self) -> Option<i16> {
        let year = self.from.year();
        (self.from == date(year, 1, 1) && self.to == date(year, 12, 31)).then_some(year)
    }

    /// Whether the day lies in the span.
    pub fn holds(self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// Whether all days of the other span lie in this one.
    pub fn covers(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// Whether the two share a day.
    pub fn overlaps(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// Whether all its days are in one calendar year, as those of a figure for an annual report must be.
    pub fn within_one_year(self) -> bool {
        self.from.year() == self.to.year()
    }

    /// The parts of this span that none of the others covers, in order.
    pub fn less(self, others: &[Self]) -> Vec<Self> {
        let mut sorted: Vec<Self> = others.iter().copied().filter(|other| self.overlaps(*other)).collect();
        sorted.sort_unstable();
        let mut gaps = Vec::new();
        let mut next = Some(self.from);
        for other in sorted {
            let Some(day) = next else { break };
            if day < other.from
                && let Ok(last) = other.from.checked_sub(1.day())
            {
                gaps.push(Self { from: day, to: last });
            }
            next = other.to.checked_add(1.day()).ok().map(|after| after.max(day));
        }
        if let Some(day) = next
            && day <= self.to
        {
            gaps.push(Self { from: day, to: self.to });
        }
        gaps
    }

    /// The span as a person says it: 2021年, 2021年第一季度, 2021年3月, else both days.
    pub fn spoken(self) -> String {
        let year = self.from.year();
        if self.as_year().is_some() {
            return format!("{year}年");
        }
        for (quarter, name) in (1i8..).zip(["一", "二", "三", "四"]) {
            if Self::quarter(year, quarter) == Ok(self) {
                return format!("{year}年第{name}季度");
            }
        }
        if Self::month(year, self.from.month()) == Ok(self) {
            return format!("{year}年{}月", self.from.month());
        }
        format!("{}至{}", spoken_day(self.from), spoken_day(self.to))
    }
}

/// A day as it is printed: 2021年1月1日.
pub fn spoken_day(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_spoken_as_the_year_quarter_or_month_it_is() {
        assert_eq!(Span::year(2021).unwrap().spoken(), "2021年");
        assert_eq!(Span::quarter(2021, 4).unwrap().spoken(), "2021年第四季度");
        assert_eq!(Span::month(2024, 2).unwrap().spoken(), "2024年2月");
        let odd = Span::new(date(2021, 1, 1), date(2021, 1, 30)).unwrap();
        assert_eq!(odd.spoken(), "2021年1月1日至2021年1月30日");
    }

    #[test]
    fn what_is_no_span_is_refused_with_words() {
        let fault = Span::new(date(2021, 2, 1), date(2021, 1, 1)).unwrap_err();
        assert!(fault.to_string().contains("早于起始日"));
        assert!(Span::month(2021, 13).is_err());
        assert!(Span::quarter(2021, 0).is_err());
        assert!(Span::year(21).is_err());
    }

    #[test]
    fn the_days_nobody_covered_are_named() {
        let year = Span::year(2021).unwrap();
        let quarters = [Span::quarter(2021, 3).unwrap(), Span::quarter(2021, 1).unwrap()];
        let gaps = year.less(&quarters);
        assert_eq!(gaps, vec![Span::quarter(2021, 2).unwrap(), Span::quarter(2021, 4).unwrap()]);
        assert!(year.less(&[year]).is_empty());
        assert_eq!(year.less(&[]), vec![year]);
        // A short span inside a longer one hides nothing.
        let may = Span::month(2021, 5).unwrap();
        let half = Span::new(date(2021, 1, 1), date(2021, 6, 30)).unwrap();
        assert_eq!(year.less(&[half, may]), vec![Span::new(date(2021, 7, 1), date(2021, 12, 31)).unwrap()]);
    }
}
