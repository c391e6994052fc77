//! A text made even for reading: no blanks, marks and digits of one width, each character with its place.

use super::list::Words;
use super::words::Rest;

/// One paragraph of a text, evened out.
#[derive(Debug, Default)]
pub(super) struct Flat {
    /// The characters that count.
    pub chars: Vec<char>,
    /// For each of them, its place in the whole text, in characters.
    pub at: Vec<usize>,
}

/// A phrase for everybody who may apply, which would else read as two classes of applicants.
const EVERYBODY: [&str; 8] = [
    "公民、法人或者其他组织",
    "公民、法人和其他组织",
    "公民、法人或其他组织",
    "公民、法人及其他组织",
    "公民、法人以及其他组织",
    "公民法人和其他组织",
    "公民、法人、其他组织",
    "公民、法人及组织",
];

impl Flat {
    /// Evens out a paragraph that begins at a place of the text.
    pub fn of(line: &str, begin: usize) -> Self {
        let room = line.len() / 3;
        let mut flat = Self { chars: Vec::with_capacity(room), at: Vec::with_capacity(room) };
        let mut chars = line.chars().enumerate().peekable();
        while let Some((at, c)) = chars.next() {
            let before_is_digit = flat.chars.last().is_some_and(char::is_ascii_digit);
            let even = match c {
                '一'..='龥' => c,
                // Quotation marks only lift a word out.
                '“' | '”' | '"' | '‘' | '’' | '\'' | '「' | '」' | '『' | '』' | '#' | '*' => continue,
                c if c.is_whitespace() || crate::read::is_invisible(c) => continue,
                '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
                // 3,119件: a mark between thousands.
                ',' | '，' if before_is_digit && chars.peek().is_some_and(|(_, next)| digit(*next)) => {
                    let three = line.chars().skip(at + 1).take_while(|c| digit(*c)).count() == 3;
                    if three { continue } else { '，' }
                }
                ',' => '，',
                ';' => '；',
                ':' => '：',
                '(' | '〔' | '[' | '【' => '（',
                ')' | '〕' | ']' | '】' => '）',
                '!' => '！',
                '?' => '？',
                '．' => '.',
                '％' => '%',
                c => c,
            };
            flat.chars.push(even);
            flat.at.push(begin + at);
        }
        if has(&flat.chars, "公民") {
            for phrase in EVERYBODY {
                flat.without(phrase, 0, phrase.chars().count());
            }
        }
        // 行政诉讼（未经复议直接起诉）: the kind of suit is the word that counts.
        let kinds: &[&str] =
            if has(&flat.chars, "起诉") { &["未经复议直接起诉", "复议后起诉"] } else { &[] };
        for kind in kinds {
            let head = "行政诉讼（".chars().count();
            flat.without(&format!("行政诉讼（{kind}）"), 0, head);
            flat.without(&format!("{kind}）"), kind.chars().count(), 1);
        }
        // 予以公开（含部分公开）: both together.
        if has(&flat.chars, "含部分公开）") {
            for kind in ["予以公开（", "同意公开（"] {
                flat.without(&format!("{kind}含部分公开）"), 10, 1);
                flat.without(&format!("{kind}含部分公开"), 4, 2);
            }
        }
        if line.contains("分别") {
            super::respectively::pair_off(&mut flat);
        }
        flat
    }

    /// Takes some characters of every occurrence of a phrase out: `len` of them, from the `skip`th on.
    fn without(&mut self, phrase: &str, skip: usize, len: usize) {
        let phrase: Vec<char> = phrase.chars().collect();
        let mut from = 0;
        while let Some(found) = self.chars.get(from..).and_then(|rest| find(rest, &phrase)) {
            let begin = from + found + skip;
            let end = (begin + len).min(self.chars.len());
            self.chars.drain(begin..end);
            self.at.drain(begin..end);
            from = begin;
        }
    }

    /// Puts other characters where some stood.
    pub fn replace(&mut self, old: std::ops::Range<usize>, new: &[(char, usize)]) {
        self.chars.splice(old.clone(), new.iter().map(|(c, _)| *c));
        self.at.splice(old, new.iter().map(|(_, at)| *at));
    }

    /// The places, in this paragraph's characters, where each sentence begins and ends behind its mark.
    pub fn sentences(&self) -> Vec<std::ops::Range<usize>> {
        let mut sentences = Vec::new();
        let mut begin = 0;
        for (at, c) in self.chars.iter().enumerate() {
            if matches!(c, '。' | '！' | '？') {
                sentences.push(begin..at + 1);
                begin = at + 1;
            }
        }
        if begin < self.chars.len() {
            sentences.push(begin..self.chars.len());
        }
        sentences
    }
}

fn digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// The place of the first occurrence of a word.
pub(super) fn find(text: &[char], word: &[char]) -> Option<usize> {
    let (first, rest) = word.split_first()?;
    let follows = |at: usize| text.get(at + 1..).is_some_and(|behind| behind.starts_with(rest));
    text.iter().enumerate().position(|(at, c)| c == first && follows(at))
}

/// Says whether a text has a word in it.
pub(super) fn has(text: &[char], word: &str) -> bool {
    // Every rule asks for many words in every sentence: hardly any place has even a word's first character.
    let mut rest = word.chars();
    let Some(first) = rest.next().filter(|first| text.contains(first)) else { return false };
    let follows = |behind: &[char]| {
        let mut behind = behind.iter();
        rest.clone().all(|c| behind.next() == Some(&c))
    };
    text.iter().enumerate().any(|(at, c)| *c == first && follows(text.get(at + 1..).unwrap_or_default()))
}

/// Says whether a text has any of the words in it.
pub(super) fn has_any(text: &[char], words: &Words) -> bool {
    text.iter().enumerate().any(|(at, c)| {
        words.may_begin(*c) && {
            let rest = Rest(text.get(at..).unwrap_or_default());
            words.that_may_begin(*c).any(|word| rest.behind(word).is_some())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(line: &str) -> String {
        Flat::of(line, 0).chars.into_iter().collect()
    }

    #[test]
    fn blanks_widths_and_thousands_are_evened_out_and_places_kept() {
        let text = Flat::of("　共 收到 ３,１１９ 件", 7);
        assert_eq!(text.chars.iter().collect::<String>(), "共收到3119件");
        assert_eq!(text.at, [8, 10, 11, 13, 15, 16, 17, 19]);
        assert_eq!(flat("新收3,答复5件"), "新收3，答复5件");
        assert_eq!(flat("“予以公开”2件(含上年)"), "予以公开2件（含上年）");
    }

    #[test]
    fn phrases_that_only_look_like_classes_are_taken_out() {
        assert_eq!(flat("收到公民、法人和其他组织申请3件"), "收到申请3件");
        assert_eq!(flat("行政诉讼（复议后起诉）2件（结果维持1件）"), "复议后起诉2件（结果维持1件）");
    }

    #[test]
    fn a_paragraph_is_cut_into_sentences() {
        let text = Flat::of("甲。乙；丙！丁", 0);
        assert_eq!(text.sentences(), [0..2, 2..6, 6..7]);
    }
}
