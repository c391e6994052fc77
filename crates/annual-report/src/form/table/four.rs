//! Table four: reconsideration and litigation, one row of fifteen figures under a head of three rows.

use super::{FormTable, Printed};
use crate::form::{Path, RemedyBlock, RemedyResult};

/// Figures of a block.
const RESULTS: u32 = 5;

/// The table of section four.
pub(super) fn table() -> FormTable {
    let results = || RemedyResult::ALL.into_iter().map(|result| Printed::Heading(result.label()));
    let first = vec![
        Printed::Heading(RemedyBlock::Reconsideration.label()).over(RESULTS, 1),
        Printed::Heading(RemedyBlock::LITIGATION_LABEL).over(2 * RESULTS, 1),
    ];
    let mut second: Vec<_> = results().map(|heading| heading.over(1, 2)).collect();
    let mut third = Vec::new();
    for block in [RemedyBlock::LitigationDirect, RemedyBlock::LitigationAfterReconsideration] {
        second.push(Printed::Heading(block.label()).over(RESULTS, 1));
        third.extend(results().map(Printed::alone));
    }
    let figures = RemedyBlock::ALL
        .into_iter()
        .flat_map(|block| RemedyResult::ALL.map(|result| Printed::Figure(Path::Remedies(block, result)).alone()));
    let figures = figures.collect();
    FormTable { widths: Vec::new(), header_rows: 3, rows: vec![first, second, third, figures] }
}
