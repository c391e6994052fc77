//! The three tables as the form prints them: every place of them a heading, a label or a figure.
//!
//! Whoever shows a table walks it here: the document that is printed, the page on which a figure can be opened.

mod four;
mod three;
mod two;

use super::{Form, OtherRows, Path};

/// A table of the form. Rows hold the places that begin in them; covered positions hold nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormTable {
    /// Relative column widths; empty means equal.
    pub widths: Vec<u32>,
    /// How many leading rows are the head of the table.
    pub header_rows: u32,
    /// The rows from top to bottom.
    pub rows: Vec<Vec<FormPlace>>,
}

/// One place of a table, with how far it spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormPlace {
    /// What stands there.
    pub what: Printed,
    /// How many columns it takes.
    pub columns: u32,
    /// How many rows it takes.
    pub rows: u32,
}

/// What a place of a table shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Printed {
    /// A heading over columns.
    Heading(&'static str),
    /// A heading beside or over several rows.
    Group(&'static str),
    /// The label of one row.
    Label(&'static str),
    /// A figure.
    Figure(Path),
}

impl Printed {
    const fn alone(self) -> FormPlace {
        self.over(1, 1)
    }

    const fn over(self, columns: u32, rows: u32) -> FormPlace {
        FormPlace { what: self, columns, rows }
    }
}

impl FormTable {
    /// The table of section two.
    pub fn two(form: Form) -> Self {
        two::table(form)
    }

    /// The table of section three, with （六） printed as given.
    pub fn three(other_rows: OtherRows) -> Self {
        three::table(other_rows)
    }

    /// The table of section four.
    pub fn four() -> Self {
        four::table()
    }

    /// The figures of the table in the order in which they are printed.
    pub fn figures(&self) -> impl Iterator<Item = Path> {
        self.rows.iter().flatten().filter_map(|place| match place.what {
            Printed::Figure(path) => Some(path),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_tables_show_every_cell_of_the_form_once_and_in_its_order() {
        for form in [Form::F2019, Form::F2021] {
            for other in [OtherRows::One, OtherRows::Three] {
                let tables = [FormTable::two(form), FormTable::three(other), FormTable::four()];
                let shown: Vec<Path> = tables.iter().flat_map(FormTable::figures).collect();
                assert_eq!(shown, form.paths_with(other));
            }
        }
    }
}
