//! Table three: applications received and handled, with its head of three rows and its groups of results.

use super::{FormPlace, FormTable, Printed};
use crate::form::{Column, Group, OtherRows, Path, Row};

/// What the form prints in the upper left corner: the identity every column must satisfy.
const IDENTITY: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
/// Columns of labels before the seven of figures.
const LABELS: u32 = 3;

/// The table of section three.
pub(super) fn table(other_rows: OtherRows) -> FormTable {
    let mut rows = head();
    let printed_rows: Vec<Row> = other_rows.rows().collect();
    let results = count(&printed_rows, |row| row.is_result());
    let mut in_results = false;
    let mut open: Option<Group> = None;
    for &row in &printed_rows {
        let mut places = Vec::with_capacity(Column::COUNT + 3);
        if row.is_result() && !in_results {
            in_results = true;
            places.push(Printed::Group(Row::RESULTS_LABEL).over(1, results));
        }
        let label = Printed::Label(row.label());
        match row.group() {
            Some(group) => {
                if open != Some(group) {
                    let members = count(&printed_rows, |other| other.group() == Some(group));
                    places.push(Printed::Group(group.label()).over(1, members));
                }
                places.push(label.alone());
            }
            None if row.is_result() => places.push(label.over(2, 1)),
            None => places.push(label.over(LABELS, 1)),
        }
        open = row.group();
        places.extend(Column::ALL.map(|column| Printed::Figure(Path::Applications(row, column)).alone()));
        rows.push(places);
    }
    FormTable { widths: vec![8, 10, 30, 7, 7, 7, 8, 8, 7, 7], header_rows: 3, rows }
}

fn head() -> Vec<Vec<FormPlace>> {
    let mut organisations = Vec::new();
    let mut second = Vec::new();
    for column in Column::ALL {
        match column {
            Column::NaturalPerson | Column::Total => second.push(Printed::Heading(column.label()).over(1, 2)),
            _ => organisations.push(Printed::Heading(column.label()).alone()),
        }
    }
    let over = u32::try_from(organisations.len()).unwrap_or(1);
    second.insert(1, Printed::Heading(Column::ORGANISATIONS_LABEL).over(over, 1));
    let all = u32::try_from(Column::COUNT).unwrap_or(1);
    let first = vec![Printed::Heading(IDENTITY).over(LABELS, 3), Printed::Heading("申请人情况").over(all, 1)];
    vec![first, second, organisations]
}

fn count(rows: &[Row], wanted: impl Fn(Row) -> bool) -> u32 {
    rows.iter().filter(|row| wanted(**row)).fold(0, |n, _| n + 1)
}
