//! Pinyin that some sites print in brackets behind characters: 規(guī)章, 主動(dòng)公開. It is no part of any word.

use std::borrow::Cow;

use document::{Block, Document};

use super::value::is_word;

/// The most letters of a syllable; a letter is two bytes at most.
const MAX_LETTERS: usize = 6;

/// The document without such syllables.
pub(crate) fn without(document: &Document) -> Cow<'_, Document> {
    let glossed = document.blocks.iter().any(|block| match block {
        Block::Paragraph(paragraph) => is_glossed(&paragraph.text),
        Block::Table(table) => table.rows.iter().flatten().any(|cell| is_glossed(&cell.text)),
        Block::PageBreak => false,
    });
    if !glossed {
        return Cow::Borrowed(document);
    }
    let mut plain = document.clone();
    for block in &mut plain.blocks {
        match block {
            Block::Paragraph(paragraph) => paragraph.text = stripped(&paragraph.text),
            Block::Table(table) => {
                table.rows.iter_mut().flatten().for_each(|cell| cell.text = stripped(&cell.text));
            }
            Block::PageBreak => {}
        }
    }
    Cow::Owned(plain)
}

/// Says whether a text has a syllable with its tone in brackets.
fn is_glossed(text: &str) -> bool {
    // The letters with tones begin with these bytes in UTF-8, and nothing Chinese does.
    text.bytes().any(|b| matches!(b, 0xc3..=0xc7)) && text.char_indices().any(|(at, _)| gloss(text, at, true).is_some())
}

fn stripped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut from = 0;
    for (at, c) in text.char_indices() {
        if at < from {
            continue;
        }
        match gloss(text, at, false) {
            Some(end) => from = end,
            None => plain.push(c),
        }
    }
    plain
}

/// Where the syllable in brackets that begins at a place ends, if one does; a tone may be wanted of it.
fn gloss(text: &str, at: usize, toned: bool) -> Option<usize> {
    let rest = text.get(at..)?.strip_prefix('(')?;
    let end = rest.bytes().take(2 * MAX_LETTERS + 1).position(|b| b == b')')?;
    let syllable = rest.get(..end)?;
    let is_tone = |c: char| "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ".contains(c);
    let whole = !syllable.is_empty()
        && syllable.chars().all(|c| c.is_ascii_lowercase() || c == 'ü' || is_tone(c))
        && (!toned || syllable.contains(is_tone));
    let behind_word = text.get(..at)?.chars().next_back().is_some_and(is_word);
    (whole && behind_word).then(|| at + 1 + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_in_brackets_go_and_other_brackets_stay() {
        for (text, plain) in [
            ("主動(dòng)公開政府信息", "主動公開政府信息"),
            ("第二十條第(一)項(xiàng)", "第二十條第(一)項"),
            ("申請(qǐng)人們(men)", "申請人們"),
            ("（qǐng）", "（qǐng）"),
            ("收到3件(ok)", "收到3件"),
        ] {
            assert_eq!(stripped(text), plain, "{text}");
        }
        assert!(is_glossed("規(guī)章") && !is_glossed("网址(http)") && !is_glossed("规章(一)") && !is_glossed("×(a)"));
    }
}
