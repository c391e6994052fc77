//! A table expanded: for each position the cell that shows there, merged cells at every position they cover.
//!
//! Where [`Table::grid`] refuses what cannot be written, this takes any table as a browser would: spans end at the
//! table's edge, and of two cells that claim a position the first has it. For those who look figures up by row and
//! column.

use crate::model::{Cell, Table};

/// The most columns that are expanded; cells beyond do not show (HTML cuts a `colspan` here).
pub const MAX_EXPANDED_COLUMNS: usize = 1_000;
/// The most positions that are expanded; rows beyond do not show.
pub const MAX_POSITIONS: usize = 2_000_000;

/// A table expanded; every row has [`Expanded::columns`] positions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expanded<'a> {
    /// How many columns there are.
    pub columns: usize,
    /// The positions, row by row; `None` where no cell shows.
    pub rows: Vec<Vec<Option<Seat<'a>>>>,
}

/// The cell that shows at a position and where it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat<'a> {
    /// The cell.
    pub cell: &'a Cell,
    /// The row in which it begins, from 0.
    pub row: usize,
    /// The column in which it begins, from 0.
    pub column: usize,
}

impl<'a> Expanded<'a> {
    /// The cell that shows at a position (from 0), merged or not; `None` outside the table or where nothing is.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Option<&'a Cell> {
        self.seat(row, column).map(|seat| seat.cell)
    }

    /// The cell that shows at a position (from 0) with where it begins.
    #[must_use]
    pub fn seat(&self, row: usize, column: usize) -> Option<Seat<'a>> {
        self.rows.get(row)?.get(column).copied().flatten()
    }

    /// The text that shows at a position (from 0), empty where nothing is.
    #[must_use]
    pub fn text(&self, row: usize, column: usize) -> &'a str {
        self.cell(row, column).map_or("", |cell| cell.text.as_str())
    }
}

impl Table {
    /// Expands the table; never fails, whatever its spans claim.
    #[must_use]
    pub fn expanded(&self) -> Expanded<'_> {
        let columns = self.width();
        let height = self.rows.len().min(MAX_POSITIONS / columns.max(1));
        let mut rows: Vec<Vec<Option<Seat<'_>>>> = vec![vec![None; columns]; height];
        for (row, cells) in self.rows.iter().enumerate().take(height) {
            let mut column = 0;
            for cell in cells {
                while rows.get(row).and_then(|line| line.get(column)).is_some_and(Option::is_some) {
                    column += 1;
                }
                if column >= columns {
                    break;
                }
                let wide = size(cell.col_span).min(columns - column);
                let high = size(cell.row_span).min(height - row);
                for line in rows.iter_mut().skip(row).take(high) {
                    for position in line.iter_mut().skip(column).take(wide) {
                        position.get_or_insert(Seat { cell, row, column });
                    }
                }
                column += wide;
            }
        }
        Expanded { columns, rows }
    }

    /// How many columns the table has, counted as cells are placed.
    fn width(&self) -> usize {
        // For each column the first row (from 0) that no cell from above covers.
        let mut free_from: Vec<usize> = Vec::new();
        for (row, cells) in self.rows.iter().enumerate() {
            let mut column = 0;
            for cell in cells {
                while free_from.get(column).is_some_and(|free| *free > row) {
                    column += 1;
                }
                let end = column.saturating_add(size(cell.col_span)).min(MAX_EXPANDED_COLUMNS);
                if column >= end {
                    break;
                }
                if free_from.len() < end {
                    free_from.resize(end, 0);
                }
                for free in free_from.iter_mut().take(end).skip(column) {
                    *free = (*free).max(row.saturating_add(size(cell.row_span)));
                }
                column = end;
            }
        }
        free_from.len()
    }
}

fn size(span: u32) -> usize {
    usize::try_from(span).unwrap_or(usize::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: Vec<Vec<Cell>>) -> Table {
        Table { rows, ..Table::default() }
    }

    #[test]
    fn a_merged_cell_shows_at_every_position_it_covers() {
        let table = table(vec![
            vec![Cell::new("甲").spanning(1, 2), Cell::new("乙").spanning(2, 1)],
            vec![Cell::new("丙"), Cell::new("丁")],
        ]);
        let expanded = table.expanded();
        assert_eq!(expanded.columns, 3);
        assert_eq!(expanded.text(1, 0), "甲");
        assert_eq!(expanded.text(0, 2), "乙");
        assert_eq!(expanded.text(1, 2), "丁");
        assert_eq!(expanded.seat(0, 2).map(|s| (s.row, s.column)), Some((0, 1)));
        assert_eq!(expanded.text(7, 7), "");
    }

    #[test]
    fn hostile_spans_are_bounded() {
        let wide = table(vec![vec![Cell::new("甲").spanning(u32::MAX, u32::MAX), Cell::new("乙")]; 3]);
        let expanded = wide.expanded();
        assert_eq!((expanded.columns, expanded.rows.len()), (MAX_EXPANDED_COLUMNS, 3));
        let long = table(vec![vec![Cell::new("甲").spanning(1_000_000, 1)]; 5_000]);
        assert!(long.expanded().rows.len() <= MAX_POSITIONS / MAX_EXPANDED_COLUMNS);
    }

    #[test]
    fn overlapping_cells_leave_the_position_to_the_first() {
        let table =
            table(vec![vec![Cell::new("甲"), Cell::new("乙").spanning(1, 2)], vec![Cell::new("丙").spanning(2, 1)]]);
        let expanded = table.expanded();
        assert_eq!(expanded.text(1, 0), "丙");
        assert_eq!(expanded.text(1, 1), "乙");
    }
}
