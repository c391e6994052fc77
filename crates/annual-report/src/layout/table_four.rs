//! Table four: reconsideration and litigation, one row of fifteen figures under a head of three rows.

use document::{Cell, Table};

use super::printed;
use crate::form::{Path, RemedyBlock, RemedyResult};
use crate::report::Report;

/// Figures of a block.
const RESULTS: u32 = 5;

/// The table of section four.
pub(super) fn table(report: &Report) -> Table {
    let results = || RemedyResult::ALL.into_iter().map(|result| Cell::new(result.label()));
    let first = vec![
        Cell::new(RemedyBlock::Reconsideration.label()).spanning(RESULTS, 1),
        Cell::new(RemedyBlock::LITIGATION_LABEL).spanning(2 * RESULTS, 1),
    ];
    let mut second: Vec<Cell> = results().map(|cell| cell.spanning(1, 2)).collect();
    let mut third = Vec::new();
    for block in [RemedyBlock::LitigationDirect, RemedyBlock::LitigationAfterReconsideration] {
        second.push(Cell::new(block.label()).spanning(RESULTS, 1));
        third.extend(results());
    }
    let figures = RemedyBlock::ALL
        .into_iter()
        .flat_map(|block| RemedyResult::ALL.map(|result| Cell::new(printed(report, Path::Remedies(block, result)))));
    let figures = figures.collect();
    Table { widths: Vec::new(), header_rows: 3, rows: vec![first, second, third, figures] }
}
