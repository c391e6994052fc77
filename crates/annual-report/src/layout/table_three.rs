//! Table three: applications received and handled, with its head of three rows and its groups of results.

use document::{Align, Cell, Table};

use super::printed;
use crate::form::{Column, Group, Path, Row};
use crate::report::Report;

/// What the form prints in the upper left corner: the identity every column must satisfy.
const IDENTITY: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
/// Columns of labels before the seven of figures.
const LABELS: u32 = 3;

/// The table of section three.
pub(super) fn table(report: &Report) -> Table {
    let mut rows = head();
    let printed_rows: Vec<Row> = report.other_rows().rows().collect();
    let results = count(&printed_rows, |row| row.is_result());
    let mut in_results = false;
    let mut open: Option<Group> = None;
    for &row in &printed_rows {
        let mut cells = Vec::with_capacity(Column::COUNT + 3);
        if row.is_result() && !in_results {
            in_results = true;
            cells.push(Cell::new(Row::RESULTS_LABEL).spanning(1, results));
        }
        let label = Cell::new(row.label()).aligned(Align::Left);
        match row.group() {
            Some(group) => {
                if open != Some(group) {
                    let members = count(&printed_rows, |other| other.group() == Some(group));
                    cells.push(Cell::new(group.label()).spanning(1, members));
                }
                cells.push(label);
            }
            None if row.is_result() => cells.push(label.spanning(2, 1)),
            None => cells.push(label.spanning(LABELS, 1)),
        }
        open = row.group();
        cells.extend(Column::ALL.map(|column| Cell::new(printed(report, Path::Applications(row, column)))));
        rows.push(cells);
    }
    Table { widths: vec![8, 10, 30, 7, 7, 7, 8, 8, 7, 7], header_rows: 3, rows }
}

fn head() -> Vec<Vec<Cell>> {
    let mut organisations = Vec::new();
    let mut second = Vec::new();
    for column in Column::ALL {
        match column {
            Column::NaturalPerson | Column::Total => second.push(Cell::new(column.label()).spanning(1, 2)),
            _ => organisations.push(Cell::new(column.label())),
        }
    }
    let over = u32::try_from(organisations.len()).unwrap_or(1);
    second.insert(1, Cell::new(Column::ORGANISATIONS_LABEL).spanning(over, 1));
    let all = u32::try_from(Column::COUNT).unwrap_or(1);
    let first = vec![Cell::new(IDENTITY).spanning(LABELS, 3), Cell::new("申请人情况").spanning(all, 1)];
    vec![first, second, organisations]
}

fn count(rows: &[Row], wanted: impl Fn(Row) -> bool) -> u32 {
    rows.iter().filter(|row| wanted(**row)).fold(0, |n, _| n + 1)
}
