//! Lists of words, made to be looked through again and again.

use std::ops::Deref;

/// How many kinds of first characters are told apart.
const KINDS: usize = 256;
/// The most words of a list.
const MOST: usize = 64;
/// No word.
const NONE: u8 = u8::MAX;

/// Words, and what they begin with.
///
/// Every rule asks for many words at every place of a sentence, and hardly ever one of them is there. The lowest byte of a
/// character leads to the words that begin with it (or with one that shares the byte), each to the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    all: &'static [&'static str],
    heads: [u8; KINDS],
    next: [u8; MOST],
}

impl Words {
    /// A list, made when the program is compiled; it is not compiled with more than 64 words.
    pub const fn of(all: &'static [&'static str]) -> Self {
        assert!(all.len() <= MOST);
        let (mut heads, mut next, mut at) = ([NONE; KINDS], [NONE; MOST], all.len());
        while at > 0 {
            at -= 1;
            let kind = first(all[at].as_bytes()) as usize % KINDS;
            next[at] = heads[kind];
            heads[kind] = at as u8;
        }
        Self { all, heads, next }
    }

    /// Whether a word may begin with the character.
    pub fn may_begin(&self, c: char) -> bool {
        self.head(c) != NONE
    }

    /// The words that may begin with the character, in their order.
    pub fn that_may_begin(&self, c: char) -> impl Iterator<Item = &'static str> {
        let mut at = self.head(c);
        std::iter::from_fn(move || {
            let word = self.all.get(usize::from(at))?;
            at = self.next.get(usize::from(at)).copied().unwrap_or(NONE);
            Some(*word)
        })
    }

    /// Whether a line has any of the words in it.
    pub fn is_in(&self, line: &str) -> bool {
        let begins = |at: usize, c: char| {
            let rest = line.get(at..).unwrap_or_default();
            self.that_may_begin(c).any(|word| rest.starts_with(word))
        };
        line.char_indices().any(|(at, c)| self.may_begin(c) && begins(at, c))
    }

    fn head(&self, c: char) -> u8 {
        self.heads.get(u32::from(c) as usize % KINDS).copied().unwrap_or(NONE)
    }
}

/// The characters that words of several lists may begin with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beginnings([bool; KINDS]);

impl Beginnings {
    pub const fn of(lists: &[&Words]) -> Self {
        let (mut begins, mut list) = ([false; KINDS], 0);
        while list < lists.len() {
            let mut kind = 0;
            while kind < KINDS {
                begins[kind] |= lists[list].heads[kind] != NONE;
                kind += 1;
            }
            list += 1;
        }
        Self(begins)
    }

    /// Whether a word of any list may begin with the character.
    pub fn may_be(&self, c: char) -> bool {
        self.0.get(u32::from(c) as usize % KINDS) == Some(&true)
    }
}

impl Deref for Words {
    type Target = [&'static str];

    fn deref(&self) -> &Self::Target {
        self.all
    }
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
        assert!(!list.may_begin('未') && list.that_may_begin('未').next().is_none());
        assert_eq!(list.that_may_begin('答').collect::<Vec<_>>(), ["答复"]);
    }
}
