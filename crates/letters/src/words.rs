//! How letters put things: sentences closed, provisions named in full, items numbered.

use document::{Block, Paragraph, Role};

/// The regulation by its full name.
pub(crate) const REGULATION: &str = "《中华人民共和国政府信息公开条例》";
/// The measure on processing fees by its full name.
pub(crate) const FEE_MEASURE: &str = "《政府信息公开信息处理费管理办法》";

/// A paragraph of running text.
pub(crate) fn body(text: impl Into<String>) -> Block {
    Block::Paragraph(Paragraph::new(Role::Body, text))
}

/// A line without indent.
pub(crate) fn plain(text: impl Into<String>) -> Block {
    Block::Paragraph(Paragraph::new(Role::Plain, text))
}

/// A heading within the body.
pub(crate) fn heading(text: impl Into<String>) -> Block {
    Block::Paragraph(Paragraph::new(Role::Heading2, text))
}

/// A text without blanks around it and without the stop that ends it.
pub(crate) fn open_ended(text: &str) -> &str {
    text.trim().trim_end_matches(['。', '；', ';', '.', '，', '、']).trim_end()
}

/// A text that ends with one full stop, unless it ends with another mark that closes a sentence.
pub(crate) fn full_stop(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['！', '？', '!', '?']) {
        return text.to_owned();
    }
    format!("{}。", open_ended(text))
}

/// Whether nothing is written.
pub(crate) fn blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// A number from 1 to 99 in Chinese, as headings count.
pub(crate) fn ordinal(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |at: usize| DIGITS.get(at).copied().unwrap_or_default();
    match number {
        0..=9 => digit(number).to_owned(),
        10..=19 => format!("十{}", digit(number % 10)),
        20..=99 => format!("{}十{}", digit(number / 10), digit(number % 10)),
        _ => number.to_string(),
    }
}

/// The serial numbers of items, joined.
pub(crate) fn listed(items: impl IntoIterator<Item = u32>) -> String {
    items.into_iter().map(|no| no.to_string()).collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_closed_once_however_it_was_typed() {
        for text in ["不公开", "不公开。", " 不公开；", "不公开。。"] {
            assert_eq!(full_stop(text), "不公开。");
        }
        assert_eq!(full_stop("是否公开？"), "是否公开？");
    }

    #[test]
    fn headings_count_in_chinese() {
        let counted = [1, 9, 10, 11, 20, 42, 99, 100].map(ordinal);
        assert_eq!(counted, ["一", "九", "十", "十一", "二十", "四十二", "九十九", "100"]);
    }
}
