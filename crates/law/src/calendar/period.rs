//! Periods stated in plain days, months and years.
//!
//! Reconsideration and suits run in calendar time: 60 days, 15 days, six months, a year. In the reconsideration law only
//! periods of three, five, seven and ten days mean working days (复议法88). The day of the event is not counted. When the
//! last day is a day of rest, a holiday of the notices or a weekend day nobody was told to work, the period ends on the
//! first day after it that is not (民诉法85③).

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Calendar, Counted, OutOfRange, next};

/// A length of calendar time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlainPeriod {
    /// So many days, rest days included.
    Days(u16),
    /// So many months; ends on the day of the same number, or the month's last day.
    Months(u16),
    /// So many years.
    Years(u16),
}

impl PlainPeriod {
    /// Prints the length, such as `60日`.
    pub fn describe(self) -> String {
        match self {
            Self::Days(n) => format!("{n}日"),
            Self::Months(n) => format!("{n}个月"),
            Self::Years(n) => format!("{n}年"),
        }
    }
}

impl Calendar {
    /// Returns the last day of a calendar period that begins the day after `from`, moved off days of rest.
    pub fn calendar_period(&self, from: Date, period: PlainPeriod) -> Result<Counted, OutOfRange> {
        self.past_rest(self.plain_end(from, period)?)
    }

    /// Returns the last day of a calendar period that begins the day after `from`, be it a day of rest or not.
    pub fn plain_end(&self, from: Date, period: PlainPeriod) -> Result<Date, OutOfRange> {
        self.mark(from)?;
        let length = match period {
            PlainPeriod::Days(n) => i64::from(n).days(),
            PlainPeriod::Months(n) => i64::from(n).months(),
            PlainPeriod::Years(n) => jiff::Span::new().try_years(n).map_err(|_| OutOfRange { asked: Date::MAX })?,
        };
        from.checked_add(length).map_err(|_| OutOfRange { asked: Date::MAX })
    }

    /// Returns the day itself, or the first day after it that is not a day of rest.
    pub fn past_rest(&self, day: Date) -> Result<Counted, OutOfRange> {
        let mut on = day;
        let mut provisional = false;
        loop {
            let (working, known) = self.working(on)?;
            provisional |= !known;
            if working {
                return Ok(Counted { on, provisional });
            }
            on = next(on)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn wd_7_a_plain_period_ends_on_the_next_day_that_is_no_rest_day() {
        // WD-7
        let calendar = Calendar::embedded();
        for (from, end) in [
            (date(2026, 4, 14), date(2026, 6, 15)),
            (date(2026, 8, 4), date(2026, 10, 8)),
            (date(2026, 8, 11), date(2026, 10, 10)),
        ] {
            let counted = calendar.calendar_period(from, PlainPeriod::Days(60)).unwrap();
            assert_eq!(counted, Counted { on: end, provisional: false });
        }
    }

    #[test]
    fn months_end_on_the_day_of_the_same_number_or_the_last_of_the_month() {
        let calendar = Calendar::embedded();
        let six = PlainPeriod::Months(6);
        assert_eq!(calendar.calendar_period(date(2025, 3, 10), six).unwrap().on, date(2025, 9, 10));
        // 2026-02-28 is a make-up Saturday, so the period ends on it.
        assert_eq!(calendar.calendar_period(date(2025, 8, 31), six).unwrap().on, date(2026, 2, 28));
    }

    #[test]
    fn a_period_past_the_last_notice_is_provisional_and_one_past_the_calendar_refused() {
        let calendar = Calendar::embedded();
        assert!(calendar.calendar_period(date(2026, 11, 20), PlainPeriod::Days(60)).unwrap().provisional);
        assert!(calendar.calendar_period(date(2026, 11, 20), PlainPeriod::Years(200)).is_err());
        assert!(calendar.calendar_period(date(2018, 11, 20), PlainPeriod::Days(60)).is_err());
    }
}
