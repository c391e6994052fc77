//! Characters set in a row made into lines, lines into the text of cells and paragraphs.

use super::marks::Glyph;

/// Characters whose baselines differ by less than this part of their size stand on one line.
const SAME_LINE: f64 = 0.45;
/// A gap wider than this part of the size is a space between Latin letters and digits.
const LATIN_GAP: f64 = 0.22;
/// A gap wider than this part of the size is a space between Chinese characters.
const WIDE_GAP: f64 = 0.75;

/// How wide a digit is, as a part of its size.
const DIGIT: f64 = 0.6;
/// The room that Word leaves at both sides of a cell's text unless it is told otherwise (points, both together).
const PADDING: f64 = 11.0;

/// A line of text on a page.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub text: String,
    pub x0: f64,
    pub x1: f64,
    pub y: f64,
    pub size: f64,
    /// How wide its first part is that a line break does not divide.
    pub first_unit: f64,
}

/// The lines that characters form, from top to bottom.
pub(super) fn lines(glyphs: &[&Glyph]) -> Vec<Line> {
    let mut sorted: Vec<&Glyph> = glyphs.iter().copied().filter(|glyph| glyph.upright).collect();
    sorted.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut rows: Vec<(f64, f64, Vec<&Glyph>)> = Vec::new();
    for glyph in sorted {
        match rows.last_mut() {
            Some((y, size, row)) if (*y - glyph.y).abs() < SAME_LINE * size.max(glyph.size) => {
                // The line's own size is that of its largest character; small ones hang above or below.
                if glyph.size > *size {
                    *size = glyph.size;
                    *y = glyph.y;
                }
                row.push(glyph);
            }
            _ => rows.push((glyph.y, glyph.size, vec![glyph])),
        }
    }
    rows.into_iter().filter_map(|(y, size, row)| line(y, size, row)).collect()
}

fn line(y: f64, size: f64, mut glyphs: Vec<&Glyph>) -> Option<Line> {
    glyphs.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut text = String::new();
    let mut end: Option<f64> = None;
    let (mut x0, mut x1) = (f64::INFINITY, f64::NEG_INFINITY);
    for glyph in glyphs.iter().copied() {
        if glyph.text.trim().is_empty() {
            if !text.is_empty() && !text.ends_with(' ') {
                text.push(' ');
            }
            continue;
        }
        if let Some(end) = end {
            let gap = glyph.x0 - end;
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let both = latin(text.chars().last()) && latin(glyph.text.chars().next());
            if gap > size * if both { LATIN_GAP } else { WIDE_GAP } && !text.ends_with(' ') {
                text.push(' ');
            }
        }
        text.push_str(&glyph.text);
        x0 = x0.min(glyph.x0);
        x1 = x1.max(glyph.x1);
        end = Some(glyph.x1);
    }
    let trimmed = text.trim_end().len();
    text.truncate(trimmed);
    if text.is_empty() {
        return None;
    }
    let first_unit = first_unit(&glyphs, x0, size);
    Some(Line { text, x0, x1, y, size, first_unit })
}

/// How wide the first part of a line is that cannot be divided: a Latin word or a number, or one character, with the
/// punctuation that may not begin a line.
fn first_unit(glyphs: &[&Glyph], x0: f64, size: f64) -> f64 {
    let mut end = x0 + size;
    let mut previous: Option<char> = None;
    for glyph in glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()) {
        let Some(c) = glyph.text.chars().next() else { continue };
        let goes_on = match previous {
            None => true,
            Some(before) => closes(c) || opens(before) || (before.is_ascii_graphic() && c.is_ascii_graphic()),
        };
        if !goes_on {
            break;
        }
        end = end.max(glyph.x1);
        previous = Some(c);
    }
    end - x0
}

/// Punctuation that may not begin a line.
fn closes(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '》'
            | '〉'
            | '”'
            | '’'
            | '】'
            | '〕'
            | '」'
            | '』'
            | '…'
            | '—'
            | '％'
            | '%'
            | ','
            | '.'
            | ';'
            | ':'
            | '?'
            | '!'
            | ')'
    )
}

/// Punctuation that may not end a line.
fn opens(c: char) -> bool {
    matches!(c, '（' | '《' | '〈' | '“' | '‘' | '【' | '〔' | '「' | '『' | '(')
}

/// Two lines of one paragraph as one text: a blank only between Latin words.
pub(super) fn append(text: &mut String, next: &str) {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if word(text.chars().last()) && word(next.chars().next()) {
        text.push(' ');
    }
    text.push_str(next);
}

/// The text of a cell, whose lines are `width` points wide at most, and whether its last line is full.
pub(super) fn cell_text(glyphs: &[&Glyph], width: f64) -> (String, bool) {
    let turned = glyphs.iter().filter(|glyph| !glyph.upright && !glyph.text.trim().is_empty()).count();
    if turned * 2 > glyphs.len() {
        // On its side: in the order in which it was drawn.
        return (glyphs.iter().map(|glyph| glyph.text.as_str()).collect::<String>().trim().to_owned(), true);
    }
    // Besides the room at both sides of a cell there was none for one more character.
    let is_full = |line: &Line| line.x1 - line.x0 + line.size * 2.2 >= width;
    let mut text = String::new();
    let mut before: Option<Line> = None;
    for line in lines(glyphs) {
        if let Some(before) = &before {
            let digits = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '，'));
            let numbers = digits(before.text.chars().last()) && digits(line.text.chars().next());
            // A number goes on in the next line only if there was no room for it in this one.
            let full = before.x1 - before.x0 + (before.size * 1.2).max(before.size * DIGIT + PADDING) >= width;
            if numbers && !full {
                text.push('\n');
                text.push_str(&line.text);
            } else {
                append(&mut text, &line.text);
            }
        } else {
            text.push_str(&line.text);
        }
        before = Some(line);
    }
    let full = before.as_ref().is_some_and(is_full);
    (text, full)
}

#[cfg(test)]
mod tests {
    use super::super::marks::Shown;
    use super::*;

    fn set(text: &str, x: f64, y: f64) -> Vec<Glyph> {
        let mut at = x;
        text.chars()
            .map(|c| {
                let width = if c.is_ascii() { 5.0 } else { 10.0 };
                at += width;
                Glyph {
                    text: Shown::new(c.encode_utf8(&mut [0; 4])),
                    x0: at - width,
                    x1: at,
                    y,
                    size: 10.0,
                    upright: true,
                }
            })
            .collect()
    }

    fn text(parts: &[Vec<Glyph>], width: f64) -> String {
        let glyphs: Vec<&Glyph> = parts.iter().flatten().collect();
        cell_text(&glyphs, width).0
    }

    #[test]
    fn lines_of_a_cell_are_joined_and_gaps_are_spaces() {
        assert_eq!(text(&[set("社会公益", 0.0, 20.0), set("组织", 0.0, 8.0)], 50.0), "社会公益组织");
        assert_eq!(text(&[set("甲", 0.0, 0.0), set("乙", 30.0, 0.0)], 50.0), "甲 乙");
        assert_eq!(text(&[set("ab", 0.0, 0.0), set("cd", 12.5, 0.0)], 50.0), "ab cd");
    }

    #[test]
    fn a_number_that_filled_its_line_goes_on_and_two_numbers_stay_two() {
        assert_eq!(text(&[set("4472", 0.0, 20.0), set("28", 0.0, 8.0)], 24.0), "447228");
        assert_eq!(text(&[set("12", 0.0, 20.0), set("34", 0.0, 8.0)], 60.0), "12\n34");
        // In small print, what a cell leaves free at its sides is more than a character.
        let small =
            |glyphs: Vec<Glyph>| glyphs.into_iter().map(|glyph| Glyph { size: 6.0, ..glyph }).collect::<Vec<_>>();
        assert_eq!(text(&[small(set("22", 0.0, 20.0)), small(set("4", 0.0, 8.0))], 24.0), "224");
        assert_eq!(text(&[small(set("22", 0.0, 20.0)), small(set("4", 0.0, 8.0))], 26.0), "22\n4");
    }
}
