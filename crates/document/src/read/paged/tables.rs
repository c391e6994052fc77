//! Grids filled with text; tables that the end of a page cut, joined again.

use super::lattice::{Box4, Grid};
use super::lines::{append, cell_text};
use super::marks::Glyph;
use crate::model::{Align, Place};
use crate::read::placing::{Found, Placing, folded};
use crate::read::{Limits, ReadError};

/// Columns this near (points) on two pages are the same.
const SAME_COLUMN: f64 = 4.0;
/// How many rows at the top of a page may be the head of the table, repeated.
const MAX_HEAD: usize = 8;

/// A cell with its text.
#[derive(Debug, Clone)]
pub(super) struct Filled {
    pub at: Box4,
    pub text: String,
    /// Whether its last line had no room for more, so that it may go on elsewhere.
    pub full: bool,
    pub page: u32,
}

/// A table as it stands on one page, or joined from several.
#[derive(Debug, Clone)]
pub(super) struct PageTable {
    pub xs: Vec<f64>,
    pub rows: usize,
    /// By the rows in which they begin.
    pub cells: Vec<Filled>,
    pub top: f64,
    /// Which cells end with the last row: only they may go on where the table goes on.
    last: Vec<usize>,
}

impl PageTable {
    fn new(xs: Vec<f64>, rows: usize, cells: Vec<Filled>, top: f64) -> Self {
        let mut table = Self { xs, rows, cells, top, last: Vec::new() };
        table.find_last();
        table
    }

    fn find_last(&mut self) {
        let ends = |(index, cell): (usize, &Filled)| (cell.at.row_end == self.rows).then_some(index);
        self.last = self.cells.iter().enumerate().filter_map(ends).collect();
    }

    /// Fills a grid with the characters that stand in it; those that do not are handed back.
    pub fn fill<'g>(grid: &Grid, glyphs: Vec<&'g Glyph>, page: u32) -> (Self, Vec<&'g Glyph>) {
        let mut held: Vec<Vec<&Glyph>> = vec![Vec::new(); grid.cells.len()];
        let mut outside = Vec::new();
        for glyph in glyphs {
            let (x, y) = glyph.middle();
            match grid.cell_at(x, y).and_then(|cell| held.get_mut(cell)) {
                Some(cell) => cell.push(glyph),
                None => outside.push(glyph),
            }
        }
        let edge = |index: usize| grid.xs.get(index).copied().unwrap_or_default();
        let cells = grid
            .cells
            .iter()
            .zip(held)
            .map(|(at, glyphs)| {
                let (text, full) = cell_text(&glyphs, edge(at.col_end) - edge(at.col));
                Filled { at: *at, text: folded(&text), full, page }
            })
            .collect();
        let rows = grid.ys.len().saturating_sub(1);
        (Self::new(grid.xs.clone(), rows, cells, grid.top()), outside)
    }

    /// Joins the table that begins the next page to this one if it is its continuation; gives it back if not.
    pub fn join(&mut self, mut next: Self) -> Option<Self> {
        let Some((own, others)) = common_columns(&self.xs, &next.xs) else { return Some(next) };
        let xs = if self.xs.len() >= next.xs.len() { self.xs.clone() } else { next.xs.clone() };
        self.remap(&own);
        next.remap(&others);
        self.xs = xs;
        next.drop_repeated_head(self);
        if next.rows == 0 {
            return None;
        }
        if self.row_goes_on(&next) {
            self.take_cut_row(&mut next);
        }
        next.find_last();
        let offset = self.rows;
        self.rows += next.rows;
        // Tables go on for thousands of pages: what a page costs must not grow with those before it.
        let before = std::mem::take(&mut self.last);
        let mut joined: Vec<(usize, usize)> = Vec::new();
        for (index, cell) in next.cells.iter().enumerate().filter(|(_, cell)| cell.at.row == 0) {
            let above = before.iter().copied().find(|above| {
                self.cells.get(*above).is_some_and(|above| {
                    (above.at.col, above.at.col_end) == (cell.at.col, cell.at.col_end) && goes_on(above, cell)
                })
            });
            joined.extend(above.map(|above| (above, index)));
        }
        for (index, cell) in next.cells.into_iter().enumerate() {
            let at = Box4 { row: cell.at.row + offset, row_end: cell.at.row_end + offset, ..cell.at };
            let above = joined.iter().find(|(_, lower)| *lower == index).map(|(above, _)| *above);
            let place = match above.and_then(|at| Some((at, self.cells.get_mut(at)?))) {
                Some((above_at, above)) => {
                    if above.text != cell.text {
                        append(&mut above.text, &cell.text);
                    }
                    above.full = cell.full;
                    above.at.row_end = at.row_end;
                    above_at
                }
                None => {
                    self.cells.push(Filled { at, ..cell });
                    self.cells.len() - 1
                }
            };
            if at.row_end == self.rows {
                self.last.push(place);
            }
        }
        None
    }

    fn remap(&mut self, columns: &[usize]) {
        if columns.iter().enumerate().all(|(index, column)| index == *column) {
            return;
        }
        for cell in &mut self.cells {
            cell.at.col = columns.get(cell.at.col).copied().unwrap_or(cell.at.col);
            cell.at.col_end = columns.get(cell.at.col_end).copied().unwrap_or(cell.at.col_end);
        }
    }

    /// Where the cells stand that begin in a row.
    fn begin(&self, row: usize) -> std::ops::Range<usize> {
        self.cells.partition_point(|cell| cell.at.row < row)..self.cells.partition_point(|cell| cell.at.row <= row)
    }

    /// The cells that begin in a row: where and what.
    fn row(&self, row: usize) -> Vec<(usize, usize, usize, &str)> {
        let cells = self.cells.get(self.begin(row)).unwrap_or_default().iter();
        let mut cells: Vec<_> = cells
            .map(|cell| (cell.at.col, cell.at.col_end, cell.at.row_end - cell.at.row, cell.text.as_str()))
            .collect();
        cells.sort_unstable();
        cells
    }

    fn drop_repeated_head(&mut self, first: &Self) {
        let most = self.rows.min(first.rows).min(MAX_HEAD);
        let same = (0..most).take_while(|row| self.row(*row) == first.row(*row)).count();
        // The head is closed: no cell reaches out of it. It says something: blank rows are alike everywhere.
        let head = (1..=same).rev().find(|rows| {
            self.cells.iter().all(|cell| cell.at.row >= *rows || cell.at.row_end <= *rows)
                && self.row(0).iter().any(|(.., text)| !text.is_empty() && text.parse::<f64>().is_err())
        });
        let Some(head) = head else { return };
        self.cells.retain(|cell| cell.at.row >= head);
        for cell in &mut self.cells {
            cell.at.row -= head;
            cell.at.row_end -= head;
        }
        self.rows -= head;
    }

    /// Whether the first row of the next part is the rest of the last row of this one: the page's end cut a row.
    fn row_goes_on(&self, next: &Self) -> bool {
        let (Some(upper), Some(lower)) = (self.last_row(), next.first_row()) else { return false };
        let places = |cells: &[&Filled]| cells.iter().map(|cell| (cell.at.col, cell.at.col_end)).collect::<Vec<_>>();
        if upper.len() < 3 || places(&upper) != places(&lower) {
            return false;
        }
        let pairs = || upper.iter().zip(&lower);
        let mut cut = pairs().filter(|(cell, rest)| !cell.text.is_empty() && !rest.text.is_empty()).peekable();
        // All else that the row says stands in one of its two parts.
        let alone =
            |cells: [bool; 2]| pairs().any(|(cell, rest)| [cell.text.is_empty(), rest.text.is_empty()] == cells);
        cut.peek().is_some()
            && cut.all(|(label, rest)| label.full && !begins_item(&rest.text) && !is_figure(&rest.text))
            && alone([false, true]) != alone([true, false])
    }

    /// The cells of one row only, from left to right.
    fn last_row(&self) -> Option<Vec<&Filled>> {
        let last = self.rows.checked_sub(1)?;
        Some(self.single(last))
    }

    fn first_row(&self) -> Option<Vec<&Filled>> {
        (self.rows > 0).then(|| self.single(0))
    }

    fn single(&self, row: usize) -> Vec<&Filled> {
        let cells = self.cells.get(self.begin(row)).unwrap_or_default().iter();
        let mut cells: Vec<&Filled> = cells.filter(|cell| cell.at.row_end == row + 1).collect();
        cells.sort_by_key(|cell| cell.at.col);
        cells
    }

    fn take_cut_row(&mut self, next: &mut Self) {
        let last = self.rows.saturating_sub(1);
        for cell in next.cells.iter().filter(|cell| cell.at.row == 0 && cell.at.row_end == 1) {
            let begin = self.begin(last);
            let above = self
                .cells
                .get_mut(begin)
                .into_iter()
                .flatten()
                .find(|above| above.at.row_end == last + 1 && above.at.col == cell.at.col);
            if let Some(above) = above {
                append(&mut above.text, &cell.text);
            }
        }
        next.cells.retain(|cell| !(cell.at.row == 0 && cell.at.row_end == 1));
        for cell in &mut next.cells {
            cell.at.row = cell.at.row.saturating_sub(1);
            cell.at.row_end = cell.at.row_end.saturating_sub(1);
        }
        next.rows = next.rows.saturating_sub(1);
    }

    /// Places the table's cells, row by row.
    pub fn place(mut self, limits: &Limits) -> Result<Placing, ReadError> {
        self.cells.sort_by_key(|cell| (cell.at.row, cell.at.col));
        let mut placing = Placing::new(limits);
        let mut cells = self.cells.into_iter().peekable();
        for row in 0..self.rows {
            placing.row()?;
            while let Some(cell) = cells.next_if(|cell| cell.at.row <= row) {
                let span = |from: usize, to: usize| u32::try_from(to.saturating_sub(from)).unwrap_or(u32::MAX);
                let found = Found {
                    cols: span(cell.at.col, cell.at.col_end),
                    rows: span(cell.at.row, cell.at.row_end),
                    align: Align::Centre,
                    place: Place { page: Some(cell.page), ..Place::default() },
                    text: cell.text,
                };
                placing.cell_at(cell.at.col, found)?;
            }
        }
        Ok(placing)
    }
}

/// Whether a cell at the top of a page is the rest of the cell above it at the foot of the page before.
fn goes_on(above: &Filled, cell: &Filled) -> bool {
    let high = |filled: &Filled| filled.at.row_end - filled.at.row > 1;
    match (above.text.is_empty(), cell.text.is_empty()) {
        (false, true) => high(above) || high(cell),
        (true, false) => high(above) && high(cell),
        (false, false) => {
            (high(above) && cell.text == above.text)
                || ((high(above) || high(cell)) && above.full && !begins_item(&cell.text) && !is_figure(&cell.text))
        }
        (true, true) => high(above) && high(cell),
    }
}

/// Whether a text is a figure or a mark in its place, which no label goes on with.
fn is_figure(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | '-' | '—' | '０'..='９'))
}

/// Whether a text begins with a number, as the labels of rows do: 1. （一） 一、
fn begins_item(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('（' | '(' | '第') => true,
        Some(first) if first.is_ascii_digit() || "一二三四五六七八九十".contains(first) => chars
            .find(|c| !(c.is_ascii_digit() || "一二三四五六七八九十".contains(*c)))
            .is_some_and(|c| "、.．,，".contains(c)),
        _ => false,
    }
}

/// For each column edge of two tables its number among the edges of the one that has more; `None` if they are not
/// the same columns.
fn common_columns(one: &[f64], other: &[f64]) -> Option<(Vec<usize>, Vec<usize>)> {
    let (more, less) = if one.len() >= other.len() { (one, other) } else { (other, one) };
    // The pages' type areas may be shifted against each other.
    let shift = more.first()? - less.first()?;
    if shift.abs() > 60.0 {
        return None;
    }
    let subset: Vec<usize> =
        less.iter().map(|x| more.iter().position(|y| (x + shift - y).abs() <= SAME_COLUMN)).collect::<Option<_>>()?;
    let reaches = subset.first() == Some(&0) && subset.last() == Some(&(more.len() - 1));
    let distinct = subset.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
    if !reaches || !distinct {
        return None;
    }
    let all: Vec<usize> = (0..more.len()).collect();
    Some(if one.len() >= other.len() { (all, subset) } else { (subset, all) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]], spans: &[(usize, usize, usize)]) -> PageTable {
        let mut cells = Vec::new();
        for (r, row) in rows.iter().enumerate() {
            for (c, text) in row.iter().enumerate() {
                if *text == "^" {
                    continue;
                }
                let high = spans.iter().find(|(row, col, _)| (*row, *col) == (r, c)).map_or(1, |(.., high)| *high);
                let at = Box4 { row: r, row_end: r + high, col: c, col_end: c + 1 };
                cells.push(Filled { at, text: (*text).to_owned(), full: text.chars().count() > 4, page: 1 });
            }
        }
        let xs = (0..=rows[0].len()).map(|i| i as f64 * 50.0).collect();
        PageTable::new(xs, rows.len(), cells, 100.0)
    }

    fn shown(table: PageTable) -> Vec<String> {
        (0..table.rows)
            .map(|row| {
                table.row(row).iter().map(|(_, _, high, text)| format!("{text}/{high}")).collect::<Vec<_>>().join("|")
            })
            .collect()
    }

    #[test]
    fn the_repeated_head_goes_and_rows_follow() {
        let mut first = table(&[&["情况", "甲"], &["一、新收", "1"]], &[]);
        assert!(first.join(table(&[&["情况", "甲"], &["二、结转", "2"]], &[])).is_none());
        assert_eq!(shown(first), ["情况/1|甲/1", "一、新收/1|1/1", "二、结转/1|2/1"]);
    }

    #[test]
    fn other_columns_are_another_table() {
        let mut first = table(&[&["甲", "乙"]], &[]);
        assert!(first.join(table(&[&["甲", "乙", "丙"]], &[])).is_some());
    }

    #[test]
    fn a_merged_label_goes_on_over_the_page() {
        let mut first = table(&[&["三、办理结果", "1.甲", "0"], &["^", "2.乙", "0"]], &[(0, 0, 2)]);
        assert!(first.join(table(&[&["", "3.丙", "1"], &["^", "4.丁", "0"]], &[(0, 0, 2)])).is_none());
        assert_eq!(shown(first), ["三、办理结果/4|1.甲/1|0/1", "2.乙/1|0/1", "3.丙/1|1/1", "4.丁/1|0/1"]);
    }

    #[test]
    fn a_label_behind_a_blank_cell_is_cut_by_the_page_as_well() {
        let mut first = table(&[&["", "（七）总", "3", "4"]], &[]);
        assert!(first.join(table(&[&["", "计", "", ""], &["", "四、结转", "0", "0"]], &[])).is_none());
        assert_eq!(shown(first), ["/1|（七）总/1|3/1|4/1", "/1|计/1|/1|/1", "/1|四、结转/1|0/1|0/1"]);
        let mut first = table(&[&["", "（七）总总", "3", "4"]], &[]);
        assert!(first.join(table(&[&["", "计", "", ""], &["", "四、结转", "0", "0"]], &[])).is_none());
        assert_eq!(shown(first), ["/1|（七）总总计/1|3/1|4/1", "/1|四、结转/1|0/1|0/1"]);
    }

    #[test]
    fn figures_under_tall_heads_that_end_a_page_are_a_row() {
        let mut first = table(&[&["结果维持", "行政诉讼"], &["^", "结果维持"]], &[(0, 0, 2)]);
        first.cells.iter_mut().for_each(|cell| cell.full = true);
        assert!(first.join(table(&[&["0", "3"]], &[])).is_none());
        assert_eq!(shown(first), ["结果维持/2|行政诉讼/1", "结果维持/1", "0/1|3/1"]);
    }

    #[test]
    fn a_row_cut_by_the_page_is_one_row_but_a_blank_row_is_its_own() {
        let mut first = table(&[&["部分公开，只计这一", "3", "4"]], &[]);
        assert!(first.join(table(&[&["情形", "", ""], &["2.乙", "0", "0"]], &[])).is_none());
        assert_eq!(shown(first), ["部分公开，只计这一情形/1|3/1|4/1", "2.乙/1|0/1|0/1"]);
        let mut first = table(&[&["1.甲", "3", "4"]], &[]);
        assert!(first.join(table(&[&["2.乙", "", ""]], &[])).is_none());
        assert_eq!(shown(first), ["1.甲/1|3/1|4/1", "2.乙/1|/1|/1"]);
    }
}
