//! A line of text that is a row of a table, its cells parted by blanks only.

use super::label::{self, Label};
use super::value;

/// The most cells looked for in one line.
const MAX_CELLS: usize = 64;
/// The longest line that can be a row, in bytes.
const MAX_ROW_BYTES: usize = 600;
/// Units that may stand parted from their figure.
const UNITS: [&str; 6] = ["件", "项", "宗", "条", "元", "万元"];
/// How many figures make a row of table three; a row of it may have lost its label to the line before.
const FIGURES: usize = 7;

/// The cells of a line that is a row parted by blanks: a label and figures, figures alone, or labels alone.
///
/// A blank cell leaves no trace in such a line, so where one stood cannot be told.
pub(crate) fn cells<'a>(line: &'a str, scratch: &mut String) -> Option<Vec<&'a str>> {
    let line = value::trimmed(line);
    if line.len() > MAX_ROW_BYTES || !line.contains(char::is_whitespace) {
        return None;
    }
    let tokens = tokens(line);
    if tokens.len() > MAX_CELLS {
        return None;
    }
    let figures = tokens.iter().rev().take_while(|token| value::stands_for_a_value(token)).count();
    if figures == tokens.len() {
        return (figures >= 2).then_some(tokens);
    }
    if figures == 0 {
        let heads = tokens.len() >= 2 && tokens.iter().all(|token| label::label(token, scratch).is_some());
        return heads.then_some(tokens);
    }
    // The label is all that stands before the figures, blanks of its own included.
    let words = tokens.len() - figures;
    let first = tokens.get(words)?;
    let head = line.get(..first.as_ptr() as usize - line.as_ptr() as usize)?;
    let head = value::trimmed(head);
    let named = matches!(
        label::label(head, scratch),
        Some(Label::Row(_) | Label::Subject(..) | Label::Group(_) | Label::Block(Some(_)))
    );
    (named || figures >= FIGURES).then(|| {
        let mut cells = Vec::with_capacity(figures + 1);
        cells.push(head);
        cells.extend(tokens.iter().skip(words));
        cells
    })
}

/// What blanks part, a unit with the figure before it: `37 件` is one.
fn tokens(line: &str) -> Vec<&str> {
    let mut tokens: Vec<&str> = Vec::new();
    for token in line.split_whitespace().take(MAX_CELLS + 1) {
        if UNITS.contains(&token)
            && let Some(last) = tokens.last_mut()
            && value::stands_for_a_value(last)
        {
            let begin = last.as_ptr() as usize - line.as_ptr() as usize;
            let end = token.as_ptr() as usize - line.as_ptr() as usize + token.len();
            *last = line.get(begin..end).unwrap_or(last);
        } else {
            tokens.push(token);
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<Vec<&str>> {
        cells(line, &mut String::new())
    }

    #[test]
    fn a_label_and_its_figures_are_parted_by_blanks_of_any_width() {
        assert_eq!(read("行政许可　37"), Some(vec!["行政许可", "37"]));
        assert_eq!(
            read("（三）不予公开 1. 属于国家秘密  0 1 2 / 4 5 12"),
            Some(vec!["（三）不予公开 1. 属于国家秘密", "0", "1", "2", "/", "4", "5", "12"])
        );
        assert_eq!(read("止公开 0 1 2 3 4 5 15").map(|cells| cells.len()), Some(8));
        assert_eq!(read("3 1 0 2 6"), Some(vec!["3", "1", "0", "2", "6"]));
        assert_eq!(read("行政许可 37 件"), Some(vec!["行政许可", "37 件"]));
        assert_eq!(read("规章 1 件 0 件  22 件"), Some(vec!["规章", "1 件", "0 件", "22 件"]));
        assert_eq!(read("信息内容 本年新制作数量"), Some(vec!["信息内容", "本年新制作数量"]));
    }

    #[test]
    fn running_text_is_no_row() {
        for line in [
            "全年公开信息 36 条",
            "规章制定 3件",
            "共计 5",
            "2021 年公开信息 36",
            "某县人民政府 2021年",
            "一、 总体情况",
            "7",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
