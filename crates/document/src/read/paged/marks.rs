//! What a page shows, whatever the file it comes from: characters with their places, and ruling lines.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The same character drawn again within this part of its size is a way to print bold.
const BOLD_SHIFT: f64 = 0.12;
/// How large a spot is (points).
const SPOT: f64 = 4.0;
/// More characters than this in one spot are no text, and are not kept.
const MOST_IN_A_SPOT: usize = 64;
/// The most characters of a page; one that shows more is refused.
pub(in crate::read) const MOST_GLYPHS: usize = 300_000;
/// A shape no thicker than this (points) is a ruling line.
pub(in crate::read) const RULE_THICKNESS: f64 = 3.0;
/// A ruling line is at least this long (points); shorter pieces may still add up to one.
const PIECE: f64 = 0.2;

/// A character (or a ligature's characters) on a page; `y` grows upwards, in points.
#[derive(Debug, Clone)]
pub(in crate::read) struct Glyph {
    pub text: Shown,
    pub x0: f64,
    pub x1: f64,
    /// The baseline.
    pub y: f64,
    pub size: f64,
    /// Whether it reads from left to right; otherwise it stands on its side.
    pub upright: bool,
}

/// The text of one character on a page; the few letters of a ligature have room without memory of their own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::read) struct Shown {
    bytes: [u8; MOST_SHOWN],
    length: u8,
}

/// What one character may stand for at most, in bytes of UTF-8.
pub(in crate::read) const MOST_SHOWN: usize = 23;

impl Shown {
    /// A text, cut where it is longer than any ligature.
    pub fn new(text: &str) -> Self {
        let text = text.get(..text.floor_char_boundary(MOST_SHOWN)).unwrap_or_default();
        let mut bytes = [0; MOST_SHOWN];
        bytes.iter_mut().zip(text.bytes()).for_each(|(slot, byte)| *slot = byte);
        Self { bytes, length: u8::try_from(text.len()).unwrap_or(0) }
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.bytes.get(..usize::from(self.length)).unwrap_or_default()).unwrap_or_default()
    }
}

impl std::ops::Deref for Shown {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.as_str().fmt(f)
    }
}

impl Glyph {
    pub fn middle(&self) -> (f64, f64) {
        ((self.x0 + self.x1) / 2.0, self.y + self.size * 0.36)
    }
}

/// A horizontal or vertical line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::read) struct Rule {
    pub horizontal: bool,
    /// Its y if horizontal, else its x.
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

/// All that a page shows.
#[derive(Debug, Default)]
pub(in crate::read) struct Marks {
    pub glyphs: Vec<Glyph>,
    pub rules: Vec<Rule>,
    pub width: f64,
    pub height: f64,
    pub pictures: bool,
    pub unreadable: usize,
    pub damaged: bool,
}

impl Marks {
    /// Takes a stroked path: each of its straight pieces that runs level or upright is a line.
    pub fn stroke(&mut self, part: &[(f64, f64)]) {
        for pair in part.windows(2) {
            if let [from, to] = pair {
                self.rule(*from, *to);
            }
        }
    }

    /// Takes a filled path: one that is thin is a line through its middle.
    pub fn fill(&mut self, part: &[(f64, f64)]) {
        let bound = |pick: fn(&(f64, f64)) -> f64| {
            part.iter().map(pick).fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
        };
        let ((left, right), (bottom, top)) = (bound(|p| p.0), bound(|p| p.1));
        if part.len() < 2 || !(right - left).is_finite() || !(top - bottom).is_finite() {
            return;
        }
        let (wide, high) = (right - left, top - bottom);
        // A square of a line's thickness is the crossing of two; it belongs to both.
        if high <= RULE_THICKNESS && wide >= high {
            self.rule((left, (top + bottom) / 2.0), (right, (top + bottom) / 2.0));
        }
        if wide <= RULE_THICKNESS && high >= wide {
            self.rule(((left + right) / 2.0, bottom), ((left + right) / 2.0, top));
        }
    }

    fn rule(&mut self, from: (f64, f64), to: (f64, f64)) {
        let (dx, dy) = ((to.0 - from.0).abs(), (to.1 - from.1).abs());
        if dy <= 0.5 && dx >= PIECE {
            let at = (from.1 + to.1) / 2.0;
            self.rules.push(Rule { horizontal: true, at, from: from.0.min(to.0), to: from.0.max(to.0) });
        } else if dx <= 0.5 && dy >= PIECE {
            let at = (from.0 + to.0) / 2.0;
            self.rules.push(Rule { horizontal: false, at, from: from.1.min(to.1), to: from.1.max(to.1) });
        }
    }
}

/// An affine map `[a b c d e f]` as PDF and OFD write it.
#[derive(Debug, Clone, Copy)]
pub(in crate::read) struct Matrix(pub [f64; 6]);

impl Matrix {
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First `self`, then `next`.
    pub fn then(self, next: Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [p, q, r, s, t, u] = next.0;
        Self([a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u])
    }

    pub fn apply(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }
}

/// Drops characters drawn twice, a hair apart, to print bold.
pub(in crate::read) fn drop_doubles(glyphs: &mut Vec<Glyph>) {
    let mut seen: HashMap<(i32, i32), Spot, BuildHasherDefault<Mixing>> = HashMap::default();
    seen.reserve(glyphs.len());
    // Characters in one spot are a chain: each knows the one before it there.
    let mut before: Vec<u32> = vec![NONE; glyphs.len()];
    let mut keep = vec![true; glyphs.len()];
    for (index, glyph) in glyphs.iter().enumerate() {
        let near = (glyph.size * BOLD_SHIFT).max(0.05);
        let spot = |length: f64| (length / SPOT).floor() as i32;
        let (column, row) = (spot(glyph.x0), spot(glyph.y));
        let around = |at: i32, length: f64| {
            spot(length - near).max(at.saturating_sub(1))..=spot(length + near).min(at.saturating_add(1))
        };
        let is_double = |mut other: u32| {
            while let Some(at) = glyphs.get(other as usize) {
                if at.text == glyph.text && (at.x0 - glyph.x0).abs() < near && (at.y - glyph.y).abs() < near {
                    return true;
                }
                other = before.get(other as usize).copied().unwrap_or(NONE);
            }
            false
        };
        let double = glyph.text.as_str() != " "
            && around(column, glyph.x0).any(|column| {
                around(row, glyph.y).any(|row| seen.get(&(column, row)).is_some_and(|spot| is_double(spot.last)))
            });
        let spot = seen.entry((column, row)).or_insert(Spot { last: NONE, count: 0 });
        if double || spot.count >= MOST_IN_A_SPOT {
            if let Some(keep) = keep.get_mut(index) {
                *keep = false;
            }
            continue;
        }
        if let Some(slot) = before.get_mut(index) {
            *slot = spot.last;
        }
        *spot = Spot { last: u32::try_from(index).unwrap_or(NONE), count: spot.count + 1 };
    }
    let mut keep = keep.into_iter();
    glyphs.retain(|_| keep.next().unwrap_or(true));
}

/// The last character kept in a spot, and how many are.
struct Spot {
    last: u32,
    count: usize,
}

/// No character.
const NONE: u32 = u32::MAX;

/// A quick hasher for places on a page; who chooses them so that they collide fills [`MOST_GLYPHS`] places at most.
#[derive(Default)]
struct Mixing(u64);

impl Hasher for Mixing {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_i32(i32::from(*byte)));
    }

    fn write_i32(&mut self, number: i32) {
        self.0 = (self.0.rotate_left(5) ^ u64::from(number.cast_unsigned())).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
