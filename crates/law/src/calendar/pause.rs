//! Time that is not counted.
//!
//! While a third party or another organ is asked for its opinion, the days do not count toward the reply period
//! (条例33③). Where exactly the interval begins and ends is laid down nowhere; the working rule is: the day the letter
//! goes out still counts, the day the opinion arrives does not.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::reason::{Fault, chinese_date};

/// The most intervals one period may have; more is a mistake or an attack, not a case.
pub const MOST_PAUSES: usize = 366;

/// One interval whose days do not count: after `start`, up to and including `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Pause {
    /// The day the letter was sent; it still counts.
    pub start: Date,
    /// The day the opinion arrived, or the last day for it; it does not count.
    pub end: Date,
}

impl Pause {
    /// Makes an interval; fails when it ends before it starts.
    pub fn new(start: Date, end: Date) -> Result<Self, Fault> {
        if end < start {
            return Err(Fault::new(
                "pause",
                format!(
                    "不计入期限的一段，止日（{}）早于起日（{}）；请核对后重填",
                    chinese_date(end),
                    chinese_date(start)
                ),
            ));
        }
        Ok(Self { start, end })
    }

    /// Says whether the day falls in the interval.
    pub fn covers(&self, day: Date) -> bool {
        self.start < day && day <= self.end
    }
}

/// Intervals whose days do not count, sorted and merged, so that a day is left out once however many cover it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Pauses(Vec<Pause>);

impl Pauses {
    /// No time is left out.
    pub const NONE: Self = Self(Vec::new());

    /// Sorts and merges intervals. Empty ones, and ones that end before they start, cover no day and are dropped.
    pub fn merged(pauses: impl IntoIterator<Item = Pause>) -> Self {
        let mut all: Vec<Pause> = pauses.into_iter().filter(|p| p.start < p.end).collect();
        all.sort_unstable();
        let mut merged: Vec<Pause> = Vec::with_capacity(all.len());
        for next in all {
            match merged.last_mut() {
                Some(last) if next.start <= last.end => last.end = last.end.max(next.end),
                _ => merged.push(next),
            }
        }
        Self(merged)
    }

    /// Says whether the day is left out.
    pub fn cover(&self, day: Date) -> bool {
        let after = self.0.partition_point(|p| p.start < day);
        after.checked_sub(1).and_then(|i| self.0.get(i)).is_some_and(|p| p.covers(day))
    }

    /// Returns the merged intervals in order.
    pub fn iter(&self) -> impl Iterator<Item = &Pause> {
        self.0.iter()
    }

    /// Says whether no time is left out.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Pause> for Pauses {
    fn from_iter<I: IntoIterator<Item = Pause>>(pauses: I) -> Self {
        Self::merged(pauses)
    }
}

impl<'de> Deserialize<'de> for Pauses {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<Pause>::deserialize(deserializer).map(Self::merged)
    }
}

#[cfg(test)]
mod tests {
    use jiff::{ToSpan, civil::date};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn art_33_3_overlapping_consultations_are_left_out_once() {
        let pauses = Pauses::merged([
            Pause::new(date(2026, 3, 9), date(2026, 3, 20)).unwrap(),
            Pause::new(date(2026, 3, 16), date(2026, 3, 27)).unwrap(),
        ]);
        assert_eq!(pauses.iter().count(), 1);
        assert!(!pauses.cover(date(2026, 3, 9)), "the day the letter goes out counts");
        assert!(pauses.cover(date(2026, 3, 10)) && pauses.cover(date(2026, 3, 27)));
        assert!(!pauses.cover(date(2026, 3, 28)));
    }

    #[test]
    fn an_interval_that_ends_before_it_starts_is_a_fault() {
        let fault = Pause::new(date(2026, 3, 9), date(2026, 3, 8)).unwrap_err();
        assert_eq!(fault.argument, "pause");
        assert!(fault.message.contains("2026年3月8日"));
    }

    proptest! {
        #[test]
        fn merged_pauses_cover_exactly_the_union(raw in prop::collection::vec((0i32..400, 0i32..60), 0..12)) {
            let first = date(2024, 1, 1);
            let pauses: Vec<Pause> = raw
                .iter()
                .map(|&(s, n)| Pause { start: first + s.days(), end: first + (s + n).days() })
                .collect();
            let merged = Pauses::merged(pauses.iter().copied());
            for day in 0..500 {
                let day = first + day.days();
                prop_assert_eq!(merged.cover(day), pauses.iter().any(|p| p.covers(day)));
            }
            let ordered: Vec<_> = merged.iter().collect();
            prop_assert!(ordered.windows(2).all(|w| w[0].end < w[1].start));
        }
    }
}
