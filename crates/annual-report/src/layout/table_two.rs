//! Table two: a block for each item of article 20, in one table of four columns.

use document::{Cell, Table};

use super::printed;
use crate::form::{Item, Path};
use crate::report::Report;

/// How many columns the table has; a block with fewer figures widens its last.
const COLUMNS: u32 = 4;

/// The table of section two.
pub(super) fn table(report: &Report) -> Table {
    let form = report.form();
    let mut rows = Vec::new();
    for &item in Item::of(form) {
        rows.push(vec![Cell::new(item.label()).spanning(COLUMNS, 1)]);
        let subjects = item.subjects(form);
        if let Some(first) = subjects.first() {
            let labels = first.measures(form).iter().map(|measure| measure.label(*first, form).to_owned());
            rows.push(row("信息内容", labels.collect()));
        }
        for &subject in subjects {
            let figures = subject.measures(form).iter();
            let figures = figures.map(|measure| printed(report, Path::Proactive(subject, *measure)));
            rows.push(row(subject.label(form), figures.collect()));
        }
    }
    Table { widths: vec![34, 22, 22, 22], header_rows: 0, rows }
}

fn row(label: &str, texts: Vec<String>) -> Vec<Cell> {
    let last = texts.len();
    let mut cells = vec![Cell::new(label)];
    for (number, text) in (1usize..).zip(texts) {
        let spare = COLUMNS.saturating_sub(u32::try_from(last).unwrap_or(COLUMNS));
        cells.push(if number == last { Cell::new(text).spanning(spare, 1) } else { Cell::new(text) });
    }
    cells
}
