//! Ids and randomness that are the same whenever the day is.

use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::Date;
use store::Hash;
use store::keys::Entropy;
use uuid::Uuid;

use crate::app::Ids;
use crate::moment::Moment;

/// Ids for a demonstration made on a day: UUIDv7 that count milliseconds from that day's midnight in Shanghai.
pub struct SeededIds {
    seed: Hash,
    first: u64,
    given: AtomicU64,
}

impl SeededIds {
    /// The ids of a day; the same day gives the same ids in the same order.
    pub fn of(today: Date) -> Self {
        // Days before 1970 have no UUIDv7; they begin at the epoch.
        let first = u64::try_from(Moment::on(today, 0).recorded_at.as_millisecond()).unwrap_or(0);
        SeededIds { seed: seed("ids", today), first, given: AtomicU64::new(0) }
    }
}

impl Ids for SeededIds {
    fn next(&self) -> Uuid {
        let count = self.given.fetch_add(1, Ordering::Relaxed);
        let mut random = [0; 10];
        copy(&mut random, &drawn(&self.seed, count));
        uuid::Builder::from_unix_timestamp_millis(self.first.saturating_add(count), &random).into_uuid()
    }
}

/// Randomness for a demonstration made on a day. It is no secret, so no real record may be sealed with it.
pub struct SeededEntropy {
    seed: Hash,
    drawn: AtomicU64,
}

impl SeededEntropy {
    /// The randomness of a day; the same day gives the same bytes in the same order.
    pub fn of(today: Date) -> Self {
        SeededEntropy { seed: seed("entropy", today), drawn: AtomicU64::new(0) }
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        for chunk in bytes.chunks_mut(32) {
            copy(chunk, &drawn(&self.seed, self.drawn.fetch_add(1, Ordering::Relaxed)));
        }
        Ok(())
    }
}

fn seed(purpose: &str, today: Date) -> Hash {
    Hash::of(format!("gongkai/demo/{purpose}/{today}").as_bytes())
}

fn drawn(seed: &Hash, count: u64) -> Hash {
    let mut text = seed.0.to_vec();
    text.extend_from_slice(&count.to_be_bytes());
    Hash::of(&text)
}

/// Fills the whole slice, which is no longer than a digest.
fn copy(to: &mut [u8], from: &Hash) {
    for (to, from) in to.iter_mut().zip(from.0) {
        *to = from;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_same_day_gives_the_same_ids_each_a_later_uuidv7_and_another_day_gives_others() {
        let ids = |day| {
            let source = SeededIds::of(day);
            [source.next(), source.next(), source.next()]
        };
        let first = ids(date(2026, 11, 23));
        assert_eq!(first, ids(date(2026, 11, 23)));
        assert!(first.is_sorted());
        for id in first {
            assert_eq!(id.get_version_num(), 7);
            assert_eq!(id.get_variant(), uuid::Variant::RFC4122);
            assert!(!ids(date(2026, 11, 24)).contains(&id));
        }
    }

    #[test]
    fn the_same_day_gives_the_same_bytes_and_never_the_same_twice() {
        let bytes = |day| {
            let source = SeededEntropy::of(day);
            let mut bytes = [[0; 40]; 2];
            bytes.iter_mut().for_each(|bytes| source.fill(bytes).unwrap());
            bytes
        };
        let drawn = bytes(date(2024, 2, 29));
        assert_eq!(drawn, bytes(date(2024, 2, 29)));
        assert_ne!(drawn, bytes(date(2024, 3, 1)));
        assert_ne!(drawn[0], drawn[1]);
        assert_ne!(drawn[0][..8], drawn[0][32..]);
    }
}
