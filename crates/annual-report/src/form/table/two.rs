//! Table two: a block for each item of article 20, in one table of four columns.

use super::{FormPlace, FormTable, Printed};
use crate::form::{Form, Item, Path};

/// How many columns the table has; a block with fewer figures widens its last.
const COLUMNS: u32 = 4;

/// The table of section two.
pub(super) fn table(form: Form) -> FormTable {
    let mut rows = Vec::new();
    for &item in Item::of(form) {
        rows.push(vec![Printed::Group(item.label()).over(COLUMNS, 1)]);
        let subjects = item.subjects(form);
        if let Some(first) = subjects.first() {
            let labels = first.measures(form).iter().map(|measure| Printed::Heading(measure.label(*first, form)));
            rows.push(row(Printed::Heading("信息内容"), labels.collect()));
        }
        for &subject in subjects {
            let figures = subject.measures(form).iter();
            let figures = figures.map(|measure| Printed::Figure(Path::Proactive(subject, *measure)));
            rows.push(row(Printed::Label(subject.label(form)), figures.collect()));
        }
    }
    FormTable { widths: vec![34, 22, 22, 22], header_rows: 0, rows }
}

fn row(label: Printed, rest: Vec<Printed>) -> Vec<FormPlace> {
    let last = rest.len();
    let mut places = vec![label.alone()];
    for (number, printed) in (1usize..).zip(rest) {
        let spare = COLUMNS.saturating_sub(u32::try_from(last).unwrap_or(COLUMNS));
        places.push(if number == last { printed.over(spare, 1) } else { printed.alone() });
    }
    places
}
