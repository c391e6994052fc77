//! Lists of words, made to be looked through again and again.

use std::ops::Deref;

/// Words, and what they begin with.
///
/// Every rule asks for many words at every place of a sentence, and hardly ever one of them is there. One bit for each
/// character that a word begins with, of 128 that characters share, tells that none is, before any is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    all: &'static [&'static str],
    begins: u128,
}

impl Words {
    /// A list, made when the program is compiled.
    pub const fn of(all: &'static [&'static str]) -> Self {
        let (mut begins, mut at) = (0, 0);
        while at < all.len() {
            begins |= 1 << (first(all[at].as_bytes()) % 128);
            at += 1;
        }
        Self { all, begins }
    }

    /// Whether a word may begin with the character.
    pub fn may_begin(&self, c: char) -> bool {
        self.begins & bit(c) != 0
    }

    /// Whether a word may begin with one of the characters, given their bits.
    pub fn may_begin_any(&self, bits: u128) -> bool {
        self.begins & bits != 0
    }
}

impl Deref for Words {
    type Target = [&'static str];

    fn deref(&self) -> &Self::Target {
        self.all
    }
}

/// The bit of a character.
pub(super) fn bit(c: char) -> u128 {
    1 << (u32::from(c) % 128)
}

/// The first character of a text, as its number; 0 of none.
const fn first(bytes: &[u8]) -> u32 {
    match *bytes {
        [] => 0,
        [a, ..] if a < 0x80 => a as u32,
        [a, b, ..] if a < 0xe0 => (a as u32 & 0x1f) << 6 | b as u32 & 0x3f,
        [a, b, c, ..] if a < 0xf0 => (a as u32 & 0xf) << 12 | (b as u32 & 0x3f) << 6 | c as u32 & 0x3f,
        [a, b, c, d, ..] => (a as u32 & 7) << 18 | (b as u32 & 0x3f) << 12 | (c as u32 & 0x3f) << 6 | d as u32 & 0x3f,
        _ => 0,
    }
}

/// A list of words that stands where it is used.
macro_rules! words {
    ($($word:literal),+ $(,)?) => { const { &$crate::check::text::list::Words::of(&[$($word),+]) } };
}
pub(super) use words;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_knows_what_its_words_begin_with() {
        for word in ["a", "ß", "中文", "𠮷"] {
            assert_eq!(first(word.as_bytes()), word.chars().next().map_or(0, u32::from));
        }
        let list = words!["申请", "答复", "共"];
        for word in list.iter() {
            assert!(word.chars().next().is_some_and(|c| list.may_begin(c)));
        }
        assert!(!list.may_begin('未') && list.may_begin_any(bit('未') | bit('共')) && !list.may_begin_any(bit('未')));
    }
}
