//! One sentence while it is read: what stands around the number in hand.

use std::ops::Range;

use super::claim::Claim;
use super::fees;
use super::words::Rest;
use crate::form::{Column, RemedyBlock};

/// One sentence while it is read.
pub(super) struct Sentence<'s> {
    pub chars: &'s [char],
    pub place: Range<usize>,
    /// Where the sentence stands in the section.
    pub in_section: Range<usize>,
    /// What stands before the first number, or between the last and this one.
    pub gap: Range<usize>,
    /// A part of the whole was spoken of, and what follows may be of that part.
    pub part: bool,
    /// Another year is spoken of.
    pub strayed: bool,
    /// Whether a number of the whole was named already.
    pub claimed: bool,
    /// The remedies named, with their numbers.
    pub remedies: Vec<(Vec<RemedyBlock>, i64)>,
    pub fees: fees::Named,
    /// The last claim, with where its number ends: what a share or a growth behind it speaks of.
    pub last: Option<(Claim, usize)>,
    /// The number of new applications the sentence (or the one before it) names.
    pub whole: Option<i64>,
    /// The channels named with their numbers.
    pub channels: Vec<i64>,
    /// The classes of applicants named with their numbers.
    pub columns: Vec<Column>,
}

impl<'s> Sentence<'s> {
    pub fn words(&self, range: Range<usize>) -> &'s [char] {
        self.chars.get(range).unwrap_or_default()
    }

    /// The words right before the number: of its clause, or since the number before it.
    pub fn before(&self) -> &'s [char] {
        let gap = self.words(self.gap.clone());
        let begin = gap.iter().rposition(|c| is_boundary(*c)).map_or(0, |at| at + 1);
        let words = gap.get(begin..).unwrap_or_default();
        // 予以公开2件、不予公开1件: the mark divides two numbers, it does not join two words.
        words.strip_prefix(&['、']).unwrap_or(words)
    }

    /// The words before a bracket that ends right before the clause of the number: 办公室 of 办公室（某处）收到3件.
    pub fn before_bracket(&self) -> &'s [char] {
        let gap = self.words(self.gap.clone());
        let begin = gap.iter().rposition(|c| is_boundary(*c));
        let Some(close) = begin.filter(|at| gap.get(*at) == Some(&'）')) else { return &[] };
        let Some(open) = gap.get(..close).and_then(|words| words.iter().rposition(|c| *c == '（')) else { return &[] };
        let words = gap.get(..open).unwrap_or_default();
        let from = words.iter().rposition(|c| is_boundary(*c)).map_or(0, |at| at + 1);
        words.get(from..).unwrap_or_default()
    }

    /// The words right behind the number, to the end of its clause or the next number.
    pub fn after(&self, from: usize, to: usize) -> Rest<'s> {
        let words = self.words(from..to);
        let end = words.iter().position(|c| is_boundary(*c) || *c == '、').unwrap_or(words.len());
        Rest(words.get(..end).unwrap_or_default())
    }

    /// The sentence up to the number.
    pub fn so_far(&self) -> &'s [char] {
        self.words(self.place.start..self.gap.end)
    }
}

pub(super) fn is_boundary(c: char) -> bool {
    matches!(c, '，' | '；' | '：' | '（' | '）' | '。' | '！' | '？')
}
