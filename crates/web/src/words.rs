//! How dates and times read on the screen.

use jiff::Timestamp;
use jiff::civil::Date;
use law::reason::chinese_date;

/// Filters for the templates; a template module imports them as `filters`.
pub(crate) mod filters {
    use super::{Date, Timestamp};

    /// A day, such as `2026年3月13日`.
    #[askama::filter_fn]
    pub(crate) fn day(date: &Date, _: &dyn askama::Values) -> askama::Result<String> {
        Ok(super::chinese_date(*date))
    }

    /// A day that may not be there.
    #[askama::filter_fn]
    pub(crate) fn maybe_day(date: &Option<Date>, _: &dyn askama::Values) -> askama::Result<String> {
        Ok(date.map_or_else(|| "—".to_owned(), super::chinese_date))
    }

    /// An instant as the clock on the wall shows it in Shanghai, such as `2026年3月13日 09:05`.
    #[askama::filter_fn]
    pub(crate) fn clock(at: &Timestamp, _: &dyn askama::Values) -> askama::Result<String> {
        Ok(super::wall_clock(*at))
    }
}

/// An instant as the clock on the wall shows it in Shanghai.
pub(crate) fn wall_clock(at: Timestamp) -> String {
    let local = jiff::tz::TimeZone::fixed(jiff::tz::Offset::constant(8)).to_datetime(at);
    format!("{} {:02}:{:02}", chinese_date(local.date()), local.hour(), local.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wd_8_an_instant_is_told_in_shanghais_time() {
        // WD-8
        assert_eq!(wall_clock("2026-03-01T17:05:00Z".parse().unwrap()), "2026年3月2日 01:05");
    }
}
