//! A numbered part of the form: one applicant, one item.

use crate::field::Field;
use crate::filled::Filled;

/// The fields of one part, under its prefix.
pub(super) struct Part<'f> {
    filled: &'f Filled,
    prefix: String,
    /// Its place, from 1, for people.
    pub(super) ordinal: usize,
}

impl<'f> Part<'f> {
    /// The parts there are under a prefix; at least one.
    pub(super) fn all(filled: &'f Filled, prefix: &str, most: usize) -> Vec<Self> {
        let count = filled.count(prefix, most).max(1);
        (0..count).map(|place| Part { filled, prefix: format!("{prefix}.{place}"), ordinal: place + 1 }).collect()
    }

    /// The full name of one of its fields.
    pub(super) fn name(&self, field: &str) -> String {
        format!("{}.{field}", self.prefix)
    }

    pub(super) fn line(&self, field: &str, label: &str) -> Field {
        self.filled.line(&self.name(field), label)
    }

    pub(super) fn typed(&self, kind: &'static str, field: &str, label: &str) -> Field {
        self.filled.typed(kind, &self.name(field), label)
    }

    pub(super) fn select(&self, field: &str, label: &str) -> Field {
        self.filled.select(&self.name(field), label)
    }

    pub(super) fn tick(&self, field: &str, label: &str) -> Field {
        self.filled.tick(&self.name(field), label)
    }

    /// The part itself, where it is one text.
    pub(super) fn area(&self, label: &str) -> Field {
        self.filled.area(&self.prefix, label)
    }
}
