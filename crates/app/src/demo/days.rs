//! The days of the demonstration, told in working days before the day it is made.

use jiff::civil::{Date, date};
use law::calendar::{Calendar, OutOfRange, Pauses, WorkingDays};

use crate::error::AppError;

/// The first day for which a demonstration can be made: the applications of 2021 are answered by then.
pub const FIRST_DAY: Date = date(2021, 6, 1);
/// When a record kept since the demonstration's year would have been opened: 2021 is over and its figures are signed.
const AFTER_2021: Date = date(2022, 1, 17);
/// How many working days before the last one the record is opened: a year of weeks, less the holidays.
pub(super) const OPENED_BEFORE: u32 = 247;

/// The days counted from the day the demonstration is made.
pub(super) struct Days<'c> {
    calendar: &'c Calendar,
    /// The day it is made.
    pub today: Date,
    /// The last working day that is not after it.
    last: Date,
    /// The day the record was opened.
    pub opened: Date,
}

impl<'c> Days<'c> {
    pub(super) fn new(calendar: &'c Calendar, today: Date) -> Result<Self, AppError> {
        let mut days = Days { calendar, today, last: today, opened: today };
        while !days.is_working(days.last)? {
            days.last = days.last.yesterday().map_err(|_| before_all_days())?;
        }
        let year_ago = days.back(OPENED_BEFORE)?;
        days.opened = year_ago.max(AFTER_2021).min(days.last);
        Ok(days)
    }

    fn is_working(&self, day: Date) -> Result<bool, AppError> {
        Ok(self.calendar.day(day).map_err(beyond)?.working)
    }

    /// The working day that lies so many before the last one.
    pub(super) fn back(&self, days: u32) -> Result<Date, AppError> {
        self.before(self.last, days)
    }

    /// The working day that lies so many before a day.
    pub(super) fn before(&self, day: Date, days: u32) -> Result<Date, AppError> {
        Ok(self.calendar.subtract_working_days(day, WorkingDays(days)).map_err(beyond)?.on)
    }

    /// The working day that lies so many after a day.
    pub(super) fn after(&self, day: Date, days: u32) -> Result<Date, AppError> {
        Ok(self.calendar.add_working_days(day, WorkingDays(days), &Pauses::NONE).map_err(beyond)?.on)
    }
}

fn beyond(out: OutOfRange) -> AppError {
    AppError::NotNow(out.to_string())
}

fn before_all_days() -> AppError {
    AppError::NotNow("这一天以前没有日期，请另选生成演示数据的日期".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_is_opened_about_a_year_before_and_never_before_2021_is_over() {
        let calendar = Calendar::embedded();
        for (today, last, opened) in [
            (date(2021, 6, 1), date(2021, 6, 1), date(2021, 6, 1)),
            (date(2022, 1, 1), date(2021, 12, 31), date(2021, 12, 31)),
            (date(2022, 8, 6), date(2022, 8, 5), date(2022, 1, 17)),
            (date(2026, 2, 17), date(2026, 2, 14), date(2025, 2, 21)),
            (date(2026, 11, 23), date(2026, 11, 23), date(2025, 11, 24)),
        ] {
            let days = Days::new(&calendar, today).unwrap();
            assert_eq!((days.back(0).unwrap(), days.opened), (last, opened), "{today}");
        }
    }
}
