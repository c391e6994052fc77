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

    /// A browser as it named itself, in words.
    #[askama::filter_fn]
    pub(crate) fn browser(agent: &str, _: &dyn askama::Values) -> askama::Result<String> {
        Ok(super::browser(agent))
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

/// A browser and its system in words, as far as what it says of itself tells.
pub(crate) fn browser(agent: &str) -> String {
    let find =
        |known: &[(&str, &'static str)]| known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    // Most claim to be others besides; the first mark that fits is the one that is true.
    let browser = find(&[
        ("MicroMessenger", "微信"),
        ("Edg", "Edge 浏览器"),
        ("Firefox", "Firefox 浏览器"),
        ("Chrome", "Chrome 浏览器"),
        ("Safari", "Safari 浏览器"),
    ]);
    let system = find(&[
        ("Windows", "Windows"),
        ("Android", "安卓"),
        ("iPhone", "苹果手机"),
        ("Mac OS", "苹果电脑"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}（{system}）"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "没有说明的浏览器".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wd_8_an_instant_is_told_in_shanghais_time() {
        // WD-8
        assert_eq!(wall_clock("2026-03-01T17:05:00Z".parse().unwrap()), "2026年3月2日 01:05");
    }

    #[test]
    fn a_browser_is_told_in_words_a_person_knows() {
        let chrome =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130 Safari/537.36";
        assert_eq!(browser(chrome), "Chrome 浏览器（Windows）");
        assert_eq!(browser(&format!("{chrome} Edg/130")), "Edge 浏览器（Windows）");
        assert_eq!(browser("curl/8"), "没有说明的浏览器");
    }
}
