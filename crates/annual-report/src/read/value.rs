//! What the text of one cell says: a figure, a mark, nothing, or something unreadable.

use crate::cell::{Cell, Decimal, Figure, MAX_COUNT};

/// How much of an unreadable text or a remark is kept.
const MAX_RAW_CHARS: usize = 200;
/// The longest unit that may stand behind a figure without brackets, in characters.
const MAX_UNIT_CHARS: usize = 4;
/// How many readings a doubtful cell may offer.
const MAX_READINGS: usize = 8;

/// Reads the text of a cell that should hold a count, or money in 万元.
///
/// Nothing is repaired: what is no figure stays as it stands.
pub(crate) fn cell(text: &str, money: bool) -> Cell {
    let text = trimmed(text);
    if text.is_empty() {
        return Cell::Blank;
    }
    if let Some(n) = plain_count(text) {
        return match (money, Decimal::new(n, 0)) {
            (true, Some(amount)) => Cell::Money(amount),
            _ => Cell::Number(n),
        };
    }
    if text.chars().nth(MAX_RAW_CHARS).is_some() {
        return Cell::Unreadable(kept(text));
    }
    let joined;
    let text = if text.contains('\n') {
        joined = unwrapped(text);
        joined.as_str()
    } else {
        text
    };
    if is_placeholder(text) {
        return Cell::Placeholder(kept(text));
    }
    let half = half_width(text);
    if let Some(figure) = figure(&half, money) {
        return match figure {
            Figure::Number(n) => Cell::Number(n),
            Figure::Money(d) => Cell::Money(d),
        };
    }
    noted(&half, text, money)
        .or_else(|| doubtful(&half, money))
        .or_else(|| several(&half, money))
        .unwrap_or_else(|| Cell::Unreadable(kept(text)))
}

/// Says whether a text that stands alone on its line is the content of a cell and not words.
pub(crate) fn stands_for_a_value(text: &str) -> bool {
    let text = trimmed(text);
    match cell(text, true) {
        Cell::Blank => false,
        Cell::Unreadable(_) => {
            // A misread figure (1O, l2, 3.5.1) is short and has no words in it.
            // A number with a point behind it is that of a label on the next line.
            text.chars().count() <= 12
                && !text.ends_with(['.', '．', '、'])
                && text.chars().all(|c| !is_word(c))
                && text.chars().any(|c| c.is_ascii_alphanumeric())
        }
        _ => true,
    }
}

/// The text without blanks of any width around it.
pub(crate) fn trimmed(text: &str) -> &str {
    let blank = |b: &u8| matches!(b, b' ' | b'\t' | b'\n' | b'\r');
    match (text.as_bytes().first(), text.as_bytes().last()) {
        (Some(b'?'), _) => without_marks(text),
        (Some(first), Some(last)) if first.is_ascii() && last.is_ascii() && !blank(first) && !blank(last) => text,
        _ => text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c)),
    }
}

/// The text without the marks that blanks have become in a wrong encoding: ? 0.
fn without_marks(text: &str) -> &str {
    let mut text = text.trim();
    while let Some(rest) = text.strip_prefix('?').filter(|rest| rest.starts_with(char::is_whitespace)) {
        text = rest.trim_start();
    }
    text
}

/// The text without the line breaks that a narrow column makes beside words and brackets.
///
/// A break between two figures stays: they may be two.
fn unwrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split('\n').map(trimmed).filter(|line| !line.is_empty()) {
        let of_figure = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_word(c));
        if of_figure(out.chars().last()) && of_figure(line.chars().next()) {
            out.push('\n');
        }
        out.push_str(line);
    }
    out
}

/// Says whether a character shows nothing and takes no room.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Says whether a character is Chinese.
pub(crate) fn is_word(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

fn kept(text: &str) -> String {
    match text.char_indices().nth(MAX_RAW_CHARS) {
        // What is cut must not look like a whole figure.
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

fn plain_count(text: &str) -> Option<i64> {
    if text.len() > 12 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let n = text.bytes().fold(0i64, |n, b| n * 10 + i64::from(b - b'0'));
    (n <= MAX_COUNT).then_some(n)
}

/// Says whether a text is a mark that stands for no figure.
pub(crate) fn is_placeholder(text: &str) -> bool {
    matches!(text, "无" | "不适用" | "無" | "不適用" | "暂无" | "没有" | "不涉及" | "N/A" | "n/a" | "…" | "……")
        || ((1..=4).contains(&text.chars().count())
            && text.chars().all(|c| matches!(c, '/' | '／' | '-' | '－' | '—' | '–' | '―' | '─' | '−' | '\\' | '＼')))
}

fn half_width(text: &str) -> String {
    text.chars()
        .filter(|&c| !is_invisible(c))
        .map(|c| match c {
            '０'..='９' => char::from(b'0' + (u32::from(c) - u32::from('０')) as u8),
            '．' => '.',
            '，' => ',',
            '－' | '−' | '–' => '-',
            '＋' => '+',
            '（' => '(',
            '）' => ')',
            '\u{a0}' | '\u{3000}' => ' ',
            c => c,
        })
        .collect()
}

/// A whole figure: digits with an optional sign, separators of thousands, and for money a point.
fn figure(half: &str, money: bool) -> Option<Figure> {
    let half = half.trim();
    let half = half.strip_prefix('+').unwrap_or(half);
    let plain = without_separators(half)?;
    if money {
        return plain.trim_start_matches(['￥', '¥']).trim_start().parse().ok().map(Figure::Money);
    }
    let (negative, digits) = match plain.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, plain.as_str()),
    };
    if digits.is_empty() || digits.len() > 18 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let n = digits.bytes().fold(0i64, |n, b| n * 10 + i64::from(b - b'0'));
    (n <= MAX_COUNT).then_some(Figure::Number(if negative { -n } else { n }))
}

/// Takes out separators of thousands where they stand right (1,234,567); `None` where they do not.
fn without_separators(half: &str) -> Option<String> {
    if !half.contains(',') {
        return Some(half.to_owned());
    }
    let (whole, rest) = match half.find('.') {
        Some(point) => half.split_at(point),
        None => (half, ""),
    };
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next()?;
    let right = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    right.then(|| whole.replace(',', "") + rest)
}

/// A figure with a remark: `22（其中修订16件）`, `251000元`.
fn noted(half: &str, text: &str, money: bool) -> Option<Cell> {
    let end =
        half.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+'))).filter(|&end| end > 0)?;
    let (number, _) = half.split_at_checked(end)?;
    let value = figure(number, money)?;
    // The remark is taken from the text as it stands; both have the same characters, invisible ones aside.
    let rest: String = text.chars().filter(|&c| !is_invisible(c)).skip(number.chars().count()).collect();
    let rest = rest.trim();
    let bracketed = rest
        .strip_prefix(['（', '(', '[', '【', '〔'])
        .and_then(|inner| inner.strip_suffix(['）', ')', ']', '】', '〕']));
    let note = match bracketed {
        Some(inner) if inner.chars().any(is_word) => inner,
        // Without brackets only a unit: 251000元, 3件. A date or an estimate (20余件) is no figure.
        None if rest.chars().all(is_word) && (1..=MAX_UNIT_CHARS).contains(&rest.chars().count()) => rest,
        // A mark that points to a remark below the table.
        None if matches!(rest, "*" | "＊" | "※" | "**") => rest,
        _ => return None,
    };
    if note.starts_with(['或', '点', '至', '到', '余', '多', '年', '月', '日', '几', '来', '十', '百', '千'])
    {
        return None;
    }
    Some(Cell::WithNote { value, note: kept(note.trim()) })
}

/// Several readings, as a doubtful cell is printed: `12或72`.
fn doubtful(half: &str, money: bool) -> Option<Cell> {
    if !half.contains('或') {
        return None;
    }
    let readings: Option<Vec<Figure>> =
        half.split('或').take(MAX_READINGS + 1).map(|part| figure(part, money)).collect();
    readings.filter(|readings| readings.len() <= MAX_READINGS).map(Cell::Doubtful)
}

/// Two or more different numbers in one cell: nothing says which is meant, nor whether a line break parts one number.
fn several(half: &str, money: bool) -> Option<Cell> {
    let parts: Vec<&str> = half.split_whitespace().take(MAX_READINGS).collect();
    if parts.len() < 2 {
        return None;
    }
    let mut readings: Vec<Figure> = Vec::new();
    // A narrow column breaks a number over two lines, and a blank may part thousands.
    let broken = half.contains('\n') && parts.len() == 2;
    let grouped = parts.iter().skip(1).all(|part| part.len() == 3);
    let whole = (broken || grouped).then(|| figure(&parts.concat(), money)).flatten();
    for part in parts {
        let figure = figure(part, money)?;
        if !readings.contains(&figure) {
            readings.push(figure);
        }
    }
    readings.extend(whole);
    (readings.len() > 1).then_some(Cell::Doubtful(readings))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Cell {
        Cell::Money(text.parse().unwrap())
    }

    #[test]
    fn a_blank_is_never_nought() {
        for text in ["", " ", "　", "\u{a0}", "\u{200b}", "\t"] {
            assert_eq!(cell(text, false), Cell::Blank);
        }
    }

    #[test]
    fn figures_are_read_in_every_writing() {
        for (text, n) in [
            ("0", 0),
            ("１２", 12),
            ("1,234", 1234),
            ("517645", 517_645),
            ("12，345，678", 12_345_678),
            (" 7 ", 7),
            ("-3", -3),
            ("－3", -3),
            ("+5", 5),
        ] {
            assert_eq!(cell(text, false), Cell::Number(n), "{text}");
        }
        assert_eq!(cell("7730.28", true), money("7730.28"));
        assert_eq!(cell("1,234.50", true), money("1234.50"));
        assert_eq!(cell("0", true), money("0"));
        assert_eq!(cell("￥12.35", true), money("12.35"));
        assert_eq!(cell("￥12", false), Cell::Unreadable("￥12".to_owned()));
    }

    #[test]
    fn id_6_a_count_that_is_no_whole_number_is_unreadable() {
        // ID-6
        for text in
            ["1O", "3.5", "1.0", "12,34", "1,2345", "约20", "20余件", "二", "9999999999999", "3 3", "1e3", "12或"]
        {
            assert_eq!(cell(text, false), Cell::Unreadable(text.to_owned()), "{text}");
        }
        assert_eq!(cell("1.2.3", true), Cell::Unreadable("1.2.3".to_owned()));
    }

    #[test]
    fn marks_and_remarks_are_kept() {
        for text in ["/", "-", "—", "——", "无", "不适用", "／"] {
            assert_eq!(cell(text, false), Cell::Placeholder(text.to_owned()));
        }
        let noted = |n, note: &str| Cell::WithNote { value: Figure::Number(n), note: note.to_owned() };
        assert_eq!(cell("22（其中修订 16 件）", false), noted(22, "其中修订 16 件"));
        assert_eq!(cell("55(含自然失效29件)", false), noted(55, "含自然失效29件"));
        assert_eq!(
            cell("251000元", true),
            Cell::WithNote { value: Figure::Money("251000".parse().unwrap()), note: "元".to_owned() }
        );
        assert_eq!(cell("501*", false), noted(501, "*"));
        assert_eq!(cell("12或72", false), Cell::Doubtful(vec![Figure::Number(12), Figure::Number(72)]));
    }

    #[test]
    fn a_line_break_beside_words_is_the_columns_and_between_figures_stays() {
        assert_eq!(cell("约二\n十", false), Cell::Unreadable("约二十".to_owned()));
        let noted = Cell::WithNote { value: Figure::Number(22), note: "其中修订16件".to_owned() };
        assert_eq!(cell("22\n（其中修\n订16件）", false), noted);
        let either = [12, 34, 1234].map(Figure::Number).to_vec();
        assert_eq!(cell("12\n34", false), Cell::Doubtful(either));
        assert_eq!(cell("1 234", false), Cell::Doubtful([1, 234, 1234].map(Figure::Number).to_vec()));
        assert_eq!(cell("12 72", false), Cell::Doubtful([12, 72].map(Figure::Number).to_vec()));
    }

    #[test]
    fn words_are_told_from_values() {
        for text in ["0", "/", "1O", "22（其中修订16件）", "无", "477.35"] {
            assert!(stands_for_a_value(text), "{text}");
        }
        for text in ["", "3.", "企业", "1.属于国家秘密", "2021年，朝阳园", "申请人情况"] {
            assert!(!stands_for_a_value(text), "{text}");
        }
    }
}
