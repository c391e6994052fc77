//! A table laid on its grid: which cell stands in which column, what it covers, and what nobody fills.
//!
//! Rows of a [`Table`] name only the cells that begin in them, as HTML does; every writer needs the columns. The
//! placing is that of HTML: each cell takes the first free column of its row.

use crate::model::{Cell, Table};

/// The most columns of a table that is written; Word opens no more.
pub const MAX_COLUMNS: usize = 63;
/// The most rows of a table that is written.
pub const MAX_ROWS: usize = 10_000;

/// A table on its grid; every row has one slot for each column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid<'a> {
    /// How many columns there are.
    pub columns: usize,
    /// How many leading rows are repeated on each page; no cell that begins in them reaches below them.
    pub header_rows: usize,
    /// The slots, row by row.
    pub rows: Vec<Vec<Slot<'a>>>,
}

/// One position of a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot<'a> {
    /// A cell begins here.
    Begins {
        /// The cell; its own spans may reach out of the table, the following do not.
        cell: &'a Cell,
        /// Columns it covers, at least 1.
        columns: usize,
        /// Rows it covers, at least 1, none of them below the last row.
        rows: usize,
    },
    /// A cell that begins elsewhere covers this.
    Covered {
        /// The row in which the covering cell begins.
        row: usize,
        /// The column in which it begins.
        column: usize,
    },
    /// Nothing was said of this position; it is written as an empty cell.
    Blank,
}

/// Why a table cannot be laid on a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GridFault {
    /// More than [`MAX_COLUMNS`] columns.
    #[error("表格超过{MAX_COLUMNS}列，请拆成几个表格")]
    TooWide,
    /// More than [`MAX_ROWS`] rows.
    #[error("表格超过{MAX_ROWS}行，请拆成几个表格")]
    TooLong,
    /// Two merged cells claim the same position (row and column counted from 1).
    #[error("表格第{row}行第{column}列被两个合并单元格同时占用，请检查合并范围")]
    Overlap {
        /// Row, from 1.
        row: usize,
        /// Column, from 1.
        column: usize,
    },
}

impl Table {
    /// Lays the table on its grid.
    ///
    /// # Errors
    /// A [`GridFault`] if it is too large or two merged cells overlap.
    pub fn grid(&self) -> Result<Grid<'_>, GridFault> {
        if self.rows.len() > MAX_ROWS {
            return Err(GridFault::TooLong);
        }
        let height = self.rows.len();
        let mut rows: Vec<Vec<Slot<'_>>> = vec![Vec::new(); height];
        for (row, cells) in self.rows.iter().enumerate() {
            let mut column = 0;
            for cell in cells {
                while matches!(
                    rows.get(row).and_then(|r| r.get(column)),
                    Some(Slot::Begins { .. } | Slot::Covered { .. })
                ) {
                    column += 1;
                }
                let wide = count(cell.col_span);
                let high = count(cell.row_span).min(height - row);
                if column + wide > MAX_COLUMNS {
                    return Err(GridFault::TooWide);
                }
                for (below, line) in rows.iter_mut().enumerate().skip(row).take(high) {
                    if line.len() < column + wide {
                        line.resize(column + wide, Slot::Blank);
                    }
                    for (beside, slot) in line.iter_mut().enumerate().skip(column).take(wide) {
                        if !matches!(slot, Slot::Blank) {
                            return Err(GridFault::Overlap { row: below + 1, column: beside + 1 });
                        }
                        *slot = if below == row && beside == column {
                            Slot::Begins { cell, columns: wide, rows: high }
                        } else {
                            Slot::Covered { row, column }
                        };
                    }
                }
                column += wide;
            }
        }
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        for line in &mut rows {
            line.resize(columns, Slot::Blank);
        }
        let header_rows = closed_header(&rows, count_or_zero(self.header_rows));
        Ok(Grid { columns, header_rows, rows })
    }
}

impl Grid<'_> {
    /// Shares `total` out to the columns by the table's relative widths (equal shares if it has none or too few),
    /// losing nothing to rounding.
    #[must_use]
    pub fn share(&self, widths: &[u32], total: u32) -> Vec<u32> {
        let weights: Vec<u64> = (0..self.columns)
            .map(|column| match widths.get(column) {
                Some(width) if widths.len() >= self.columns => u64::from((*width).max(1)),
                _ => 1,
            })
            .collect();
        let sum: u64 = weights.iter().sum::<u64>().max(1);
        let mut before = 0_u64;
        let mut edge = 0_u64;
        let mut shares = Vec::with_capacity(weights.len());
        for weight in weights {
            before += weight;
            let next = before * u64::from(total) / sum;
            shares.push(u32::try_from(next - edge).unwrap_or(total));
            edge = next;
        }
        shares
    }
}

/// The header rows, more if a cell that begins in them reaches below, none if they would be the whole table.
fn closed_header(rows: &[Vec<Slot<'_>>], asked: usize) -> usize {
    let mut header = asked.min(rows.len());
    let mut row = 0;
    while row < header {
        for slot in rows.get(row).into_iter().flatten() {
            if let Slot::Begins { rows: high, .. } = slot {
                header = header.max(row + high);
            }
        }
        row += 1;
    }
    if header >= rows.len() { 0 } else { header }
}

fn count(span: u32) -> usize {
    count_or_zero(span).max(1)
}

fn count_or_zero(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: Vec<Vec<Cell>>, header_rows: u32) -> Table {
        Table { widths: Vec::new(), header_rows, rows }
    }

    #[test]
    fn a_cell_takes_the_first_free_column_of_its_row() {
        let table = table(
            vec![
                vec![Cell::new("甲").spanning(1, 2), Cell::new("乙").spanning(2, 1)],
                vec![Cell::new("丙"), Cell::new("丁")],
            ],
            0,
        );
        let grid = table.grid().unwrap();
        assert_eq!(grid.columns, 3);
        assert_eq!(grid.rows[1][0], Slot::Covered { row: 0, column: 0 });
        assert!(matches!(grid.rows[1][2], Slot::Begins { cell, .. } if cell.text == "丁"));
    }

    #[test]
    fn a_short_row_is_filled_with_blanks_and_a_span_ends_at_the_last_row() {
        let table = table(vec![vec![Cell::new("甲"), Cell::new("乙")], vec![Cell::new("丙").spanning(1, 9)]], 0);
        let grid = table.grid().unwrap();
        assert!(matches!(grid.rows[1][0], Slot::Begins { rows: 1, .. }));
        assert_eq!(grid.rows[1][1], Slot::Blank);
    }

    #[test]
    fn overlapping_and_oversized_tables_are_refused() {
        let overlap =
            table(vec![vec![Cell::new("甲"), Cell::new("乙").spanning(1, 2)], vec![Cell::new("丙").spanning(2, 1)]], 0);
        assert_eq!(overlap.grid(), Err(GridFault::Overlap { row: 2, column: 2 }));
        assert_eq!(table(vec![vec![Cell::new("").spanning(u32::MAX, 1)]], 0).grid(), Err(GridFault::TooWide));
        assert_eq!(table(vec![Vec::new(); MAX_ROWS + 1], 0).grid(), Err(GridFault::TooLong));
    }

    #[test]
    fn header_rows_close_over_the_cells_that_begin_in_them() {
        let rows = vec![
            vec![Cell::new("甲").spanning(1, 2), Cell::new("乙")],
            vec![Cell::new("丙")],
            vec![Cell::new("1"), Cell::new("2")],
        ];
        assert_eq!(table(rows.clone(), 1).grid().unwrap().header_rows, 2);
        assert_eq!(table(rows, 3).grid().unwrap().header_rows, 0);
    }

    #[test]
    fn widths_are_shared_out_without_loss() {
        let table = table(vec![vec![Cell::new(""), Cell::new(""), Cell::new("")]], 0);
        let grid = table.grid().unwrap();
        assert_eq!(grid.share(&[1, 1, 1], 100).iter().sum::<u32>(), 100);
        assert_eq!(grid.share(&[2, 1, 1], 100), vec![50, 25, 25]);
        assert_eq!(grid.share(&[7], 99), vec![33, 33, 33]);
    }
}
