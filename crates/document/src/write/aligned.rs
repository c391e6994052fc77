//! Plain text for a terminal: the columns of a table stand in line, a Chinese character taking the width of two others.

use super::WriteError;
use crate::clean::printable;
use crate::grid::Slot;
use crate::model::{Align, Block, Cell, Document, Role, Table};
use crate::official::half_widths;

/// The widest a column gets, in half characters; what is longer goes on in the next line.
const WIDEST: usize = 60;
/// What stands between two columns.
const GAP: &str = "  ";

/// Writes a document as text whose tables stand in line (UTF-8, lines end with `\n`).
///
/// A line is drawn below the head of a table. A merged cell's text stands where the cell begins, and may run over the
/// positions it covers.
///
/// # Errors
/// [`WriteError::Table`] if a table cannot be laid on a grid.
pub fn aligned_text(document: &Document) -> Result<String, WriteError> {
    let mut out = String::new();
    let mut tables = 0;
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                if matches!(paragraph.role, Role::Heading1 | Role::Heading2) && !out.is_empty() {
                    out.push('\n');
                }
                for line in printable(&paragraph.text).lines() {
                    out.push_str(line.trim_end());
                    out.push('\n');
                }
            }
            Block::Table(table) => {
                tables += 1;
                push_table(table, tables, &mut out)?;
            }
            Block::PageBreak => out.push('\n'),
        }
    }
    Ok(out)
}

fn push_table(table: &Table, number: usize, out: &mut String) -> Result<(), WriteError> {
    let grid = table.grid().map_err(|fault| WriteError::Table { table: number, fault })?;
    let mut widths = vec![0_usize; grid.columns];
    for line in &grid.rows {
        for (column, slot) in line.iter().enumerate() {
            if let (Slot::Begins { cell, columns: 1, .. }, Some(width)) = (slot, widths.get_mut(column)) {
                let wanted = printable(&cell.text).lines().map(half_widths).max().unwrap_or(0);
                *width = (*width).max(wanted.min(WIDEST));
            }
        }
    }
    for (index, line) in grid.rows.iter().enumerate() {
        push_row(line, &widths, out);
        if index + 1 == grid.header_rows {
            let gaps = GAP.len() * widths.len().saturating_sub(1);
            out.push_str(&"─".repeat((widths.iter().sum::<usize>() + gaps).div_ceil(2)));
            out.push('\n');
        }
    }
    Ok(())
}

/// A row, in as many lines as its longest cell needs.
fn push_row(row: &[Slot<'_>], widths: &[usize], out: &mut String) {
    let mut cells = Vec::new();
    for (column, slot) in row.iter().enumerate() {
        if let Slot::Begins { cell, columns, .. } = slot {
            let own: usize = widths.iter().skip(column).take(*columns).sum();
            let width = own + GAP.len() * columns.saturating_sub(1);
            cells.push((column, *columns, width, cell.align, wrapped(cell, width.max(2))));
        } else {
            cells.push((column, 1, widths.get(column).copied().unwrap_or(0), Align::Left, Vec::new()));
        }
    }
    cells.retain(|(column, ..)| !matches!(row.get(*column), Some(Slot::Covered { row: _, column: c }) if begins_left(row, *column, *c)));
    let lines = cells.iter().map(|(.., lines)| lines.len()).max().unwrap_or(0).max(1);
    for at in 0..lines {
        let mut text = String::new();
        for (index, (_, _, width, align, lines)) in cells.iter().enumerate() {
            if index > 0 {
                text.push_str(GAP);
            }
            let part = lines.get(at).map_or("", String::as_str);
            let free = width.saturating_sub(half_widths(part));
            let before = match align {
                Align::Left => 0,
                Align::Centre => free / 2,
                Align::Right => free,
            };
            text.push_str(&" ".repeat(before));
            text.push_str(part);
            text.push_str(&" ".repeat(free - before));
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
}

/// Says whether a covered position belongs to a cell that begins further left in the same row: that cell has its width.
fn begins_left(row: &[Slot<'_>], column: usize, begins: usize) -> bool {
    begins < column && matches!(row.get(begins), Some(Slot::Begins { columns, .. }) if begins + columns > column)
}

/// The text of a cell in lines that fit a width. Figures and Latin words are not parted, and no line begins with a stop.
fn wrapped(cell: &Cell, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in printable(&cell.text).lines() {
        let mut part = String::new();
        for piece in pieces(line) {
            let fits = half_widths(&part) + half_widths(piece) <= width;
            if !fits && !part.is_empty() && !"。，、；：？！）”》".contains(piece) {
                lines.push(std::mem::take(&mut part).trim_end().to_owned());
            }
            // A word longer than a line is parted after all.
            for c in piece.chars() {
                if half_widths(&part) >= width && piece.len() > 1 && c.is_ascii() {
                    lines.push(std::mem::take(&mut part));
                }
                part.push(c);
            }
        }
        lines.push(part);
    }
    lines
}

/// The parts of a line that may stand on different lines: a word of ASCII characters, any other character.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let word = rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len());
        let (piece, after) = rest.split_at_checked(if word > 0 { word } else { first.len_utf8() })?;
        rest = after;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Paragraph;

    fn of(table: Table) -> String {
        aligned_text(&Document { title: String::new(), blocks: vec![Block::Table(table)] }).unwrap()
    }

    #[test]
    fn columns_stand_in_line_whatever_the_characters() {
        let cell = |text: &str, align| Cell::new(text).aligned(align);
        let rows = [["项目", "2021年"], ["本年新收", "7"], ["ab", "1,234"]]
            .map(|[left, right]| vec![cell(left, Align::Left), cell(right, Align::Right)]);
        let text = of(Table { widths: Vec::new(), header_rows: 1, rows: rows.to_vec() });
        assert_eq!(text, "项目      2021年\n────────\n本年新收       7\nab         1,234\n");
    }

    #[test]
    fn a_merged_cell_runs_over_what_it_covers_and_a_long_one_goes_on_below() {
        let long = "甲".repeat(31);
        let rows = vec![
            vec![Cell::new("两列").spanning(2, 1).aligned(Align::Left), Cell::new("丙").aligned(Align::Left)],
            vec![Cell::new("一").aligned(Align::Left), Cell::new("二"), Cell::new(long.clone()).aligned(Align::Left)],
        ];
        let text = of(Table { rows, ..Table::default() });
        let expected = format!("两列    丙\n一  二  {}\n        甲\n", "甲".repeat(30));
        assert_eq!(text, expected);
    }

    #[test]
    fn a_figure_is_not_parted_and_a_stop_does_not_begin_a_line() {
        let lines = |text: &str| wrapped(&Cell::new(text), 10);
        assert_eq!(lines("合计是 149.21，少了"), ["合计是", "149.21，少", "了"]);
        assert_eq!(lines("甲乙丙丁戊，己"), ["甲乙丙丁戊，", "己"]);
        assert_eq!(lines("123456789012345"), ["1234567890", "12345"]);
        assert!(lines("").is_empty());
    }

    #[test]
    fn a_heading_is_set_apart_from_what_stands_before() {
        let say = |role, text: &str| Block::Paragraph(Paragraph::new(role, text));
        let blocks = vec![say(Role::Title, "标题"), say(Role::Heading1, "一、合计"), say(Role::Body, "甲\n乙")];
        assert_eq!(aligned_text(&Document { title: String::new(), blocks }).unwrap(), "标题\n\n一、合计\n甲\n乙\n");
    }
}
