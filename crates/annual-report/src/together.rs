//! （六）其他处理 as a whole, whether a report prints it as one row or as three.

use crate::cell::Cell;
use crate::form::{Column, OtherRows, Path, Row};
use crate::report::Report;

/// The cell of the one row, or the sum of the three; blank where one of the three has no figure.
pub(crate) fn other_together(report: &Report, column: Column) -> Cell {
    let cell = |row| report.cell(Path::Applications(row, column));
    match report.other_rows() {
        OtherRows::One => cell(Row::Other).clone(),
        OtherRows::Three => {
            let parts = [Row::OtherNotCorrected, Row::OtherFeeUnpaid, Row::OtherOther];
            let sum = parts.into_iter().try_fold(0_i64, |sum, row| sum.checked_add(cell(row).count()?));
            sum.map_or(Cell::Blank, Cell::Number)
        }
    }
}
