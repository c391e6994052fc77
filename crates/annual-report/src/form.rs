//! The two forms of the annual report and the cells each has.

mod path;
mod proactive;
mod remedy;
mod row;
mod table;

use std::fmt;
use std::sync::LazyLock;

pub use path::{NotAPath, Path};
pub use proactive::{Item, Measure, Subject};
pub use remedy::{RemedyBlock, RemedyResult};
pub use row::{Column, Group, Row};
pub use table::{FormPlace, FormTable, Printed};

/// Which national form a report follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
pub enum Form {
    /// The trial form of 国办公开办函〔2019〕60号, for 2019 and 2020.
    #[serde(rename = "2019")]
    F2019,
    /// The form of 国办公开办函〔2021〕30号, from 2021 on.
    #[serde(rename = "2021")]
    F2021,
}

/// Whether （六）其他处理 is printed as three rows or as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherRows {
    /// Three rows: not corrected, fee unpaid, other.
    Three,
    /// One row for all.
    One,
}

impl Form {
    /// How the form itself prints （六）; a report may do otherwise.
    pub const fn other_rows(self) -> OtherRows {
        match self {
            Self::F2019 => OtherRows::One,
            Self::F2021 => OtherRows::Three,
        }
    }

    /// The notice that set the form.
    pub const fn citation(self) -> &'static str {
        match self {
            Self::F2019 => "国办公开办函〔2019〕60号",
            Self::F2021 => "国办公开办函〔2021〕30号",
        }
    }

    /// The form in force for reports on a year.
    pub const fn for_year(year: u16) -> Self {
        if year >= 2021 { Self::F2021 } else { Self::F2019 }
    }

    /// The form's name in the contract's JSON: `2019` or `2021`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::F2019 => "2019",
            Self::F2021 => "2021",
        }
    }

    /// All cells of the form in order, （六） as the form itself prints it: 200 for 2021, 198 for 2019.
    pub fn paths(self) -> Vec<Path> {
        self.paths_with(self.other_rows())
    }

    /// All cells of the form in order, with （六） printed as given.
    pub fn paths_with(self, other: OtherRows) -> Vec<Path> {
        self.listed(other).to_vec()
    }

    /// The same, listed once for all.
    pub(crate) fn listed(self, other: OtherRows) -> &'static [Path] {
        const LAYOUTS: [(Form, OtherRows); 4] = [
            (Form::F2019, OtherRows::One),
            (Form::F2019, OtherRows::Three),
            (Form::F2021, OtherRows::One),
            (Form::F2021, OtherRows::Three),
        ];
        static LISTED: LazyLock<[Vec<Path>; 4]> = LazyLock::new(|| LAYOUTS.map(|(form, other)| form.all(other)));
        let at = LAYOUTS.iter().position(|layout| *layout == (self, other));
        at.and_then(|at| LISTED.get(at)).map_or(&[], Vec::as_slice)
    }

    fn all(self, other: OtherRows) -> Vec<Path> {
        let mut paths = Vec::with_capacity(224);
        for &subject in Subject::of(self) {
            paths.extend(subject.measures(self).iter().map(|&measure| Path::Proactive(subject, measure)));
        }
        for row in other.rows() {
            paths.extend(Column::ALL.map(|column| Path::Applications(row, column)));
        }
        for block in RemedyBlock::ALL {
            paths.extend(RemedyResult::ALL.map(|result| Path::Remedies(block, result)));
        }
        paths
    }

    /// Says whether the form has the cell, with （六） printed as given.
    pub fn has(self, other: OtherRows, path: Path) -> bool {
        match path {
            Path::Proactive(subject, measure) => subject.measures(self).contains(&measure),
            Path::Applications(row, _) => other.has(row),
            Path::Remedies(..) => true,
        }
    }
}

impl OtherRows {
    /// Says whether a row is printed.
    pub const fn has(self, row: Row) -> bool {
        match row {
            Row::Other => matches!(self, Self::One),
            Row::OtherNotCorrected | Row::OtherFeeUnpaid | Row::OtherOther => matches!(self, Self::Three),
            _ => true,
        }
    }

    /// The rows of table three in order.
    pub fn rows(self) -> impl Iterator<Item = Row> + Clone {
        Row::ALL.into_iter().filter(move |&row| self.has(row))
    }

    /// The result rows that （七）总计 adds up, in order.
    pub fn results(self) -> impl Iterator<Item = Row> + Clone {
        self.rows().filter(|row| row.is_result() && *row != Row::Total)
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_2021_form_has_two_hundred_cells_and_the_2019_form_its_own() {
        assert_eq!(Form::F2021.paths().len(), 10 + 175 + 15);
        assert_eq!(Form::F2019.paths().len(), 22 + 161 + 15);
        assert_eq!(Form::F2021.paths_with(OtherRows::One).len(), 10 + 161 + 15);
    }

    #[test]
    fn every_path_is_named_and_found_again() {
        for form in [Form::F2019, Form::F2021] {
            for other in [OtherRows::One, OtherRows::Three] {
                for path in form.paths_with(other) {
                    assert_eq!(path.to_string().parse::<Path>(), Ok(path));
                    assert!(form.has(other, path));
                    assert!(path.slot() < Path::SLOTS);
                }
            }
        }
    }
}
