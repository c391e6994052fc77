//! When a command is entered: time is an argument, so the same input always gives the same record.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

/// When something is entered, and which day that is in Shanghai.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The instant of entry, kept in whole microseconds.
    pub recorded_at: Timestamp,
    /// The day of entry in Shanghai; no fact may lie after it.
    pub today: Date,
}

/// Shanghai's distance from UTC since 1991, in hours; there is no summer time, so no zone database is needed (WD-8).
const SHANGHAI_HOURS: i8 = 8;

impl Moment {
    /// Takes an instant and finds its day in Shanghai.
    pub fn at(recorded_at: Timestamp) -> Self {
        Moment { recorded_at, today: shanghai().to_datetime(recorded_at).date() }
    }

    /// The instant as the record keeps it: in whole microseconds. A row must not know more than the event it follows from.
    pub(crate) fn kept(self) -> Timestamp {
        Timestamp::from_microsecond(self.recorded_at.as_microsecond()).unwrap_or(self.recorded_at)
    }

    /// Takes a day and a second of that day, both in Shanghai; a second past the day's end is its last.
    ///
    /// For entries whose day was given on the command line, and for demonstrations.
    pub fn on(today: Date, second_of_day: u32) -> Self {
        let second = second_of_day.min(86_399) as i32;
        let hour = (second / 3600) as i8;
        let minute = (second / 60 % 60) as i8;
        let time = DateTime::from_parts(today, jiff::civil::time(hour, minute, (second % 60) as i8, 0));
        // Only the last hours of the year 9999 have no instant; they stand for the epoch rather than break.
        let recorded_at = shanghai().to_timestamp(time).unwrap_or(Timestamp::UNIX_EPOCH);
        Moment { recorded_at, today }
    }
}

fn shanghai() -> TimeZone {
    TimeZone::fixed(Offset::constant(SHANGHAI_HOURS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn wd_8_the_day_is_shanghais_not_greenwichs() {
        // WD-8
        let late: Timestamp = "2026-03-01T17:00:00Z".parse().unwrap();
        assert_eq!(Moment::at(late).today, date(2026, 3, 2));
    }

    #[test]
    fn a_day_and_its_second_give_the_instant_back() {
        let moment = Moment::on(date(2026, 3, 2), 9 * 3600 + 61);
        assert_eq!(moment.recorded_at.to_string(), "2026-03-02T01:01:01Z");
        assert_eq!(Moment::at(moment.recorded_at), moment);
    }
}
