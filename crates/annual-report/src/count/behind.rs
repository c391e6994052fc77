//! The cases behind the figures: what a reader opens when a cell is clicked.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::form::{Column, OtherRows, Path, RemedyResult, Row};
use crate::report::{Source, Sources};

/// A case (or remedy) that was counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CaseRef {
    /// The day it was received, or the remedy was opened.
    pub on: Date,
    /// Its number, as people call it.
    pub number: String,
    /// The id of the application.
    pub case: String,
    /// The id of the remedy, where a remedy was counted.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub remedy: Option<String>,
}

impl CaseRef {
    /// The id of what a reader opens: the application, or a remedy whose application is not in the record.
    fn openable(&self) -> &str {
        match &self.remedy {
            Some(remedy) if self.case.is_empty() => remedy,
            _ => &self.case,
        }
    }
}

/// Which cases and statements stand behind which cell.
///
/// Each case is held once, and cells hold its place in the list; totals hold nothing and are put together when asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Behind {
    /// The cases counted, by day, number and id.
    cases: Vec<CaseRef>,
    /// The places of the cases behind each cell that is no total, ascending.
    cells: BTreeMap<Path, Vec<u32>>,
    /// The ids of the statements behind each cell of table two, in order.
    stated: BTreeMap<Path, Vec<String>>,
}

impl Behind {
    /// Orders cases collected in any order; places in `cells` are places in `cases` as given.
    pub(super) fn new(
        cases: Vec<CaseRef>,
        mut cells: BTreeMap<Path, Vec<u32>>,
        stated: BTreeMap<Path, Vec<String>>,
    ) -> Self {
        let mut order: Vec<(u32, CaseRef)> = (0u32..).zip(cases).collect();
        order.sort_unstable_by(|a, b| a.1.cmp(&b.1));
        let mut moved = vec![0u32; order.len()];
        for (new, (old, _)) in (0u32..).zip(&order) {
            if let Some(slot) = moved.get_mut(*old as usize) {
                *slot = new;
            }
        }
        for places in cells.values_mut() {
            for place in places.iter_mut() {
                *place = moved.get(*place as usize).copied().unwrap_or(*place);
            }
            places.sort_unstable();
        }
        Self { cases: order.into_iter().map(|(_, case)| case).collect(), cells, stated }
    }

    /// Whether what was read back holds together: every place is a case, every list ascends.
    pub(crate) fn is_sound(&self) -> bool {
        let ascending = |places: &[u32]| places.iter().zip(places.iter().skip(1)).all(|(a, b)| a < b);
        self.cases.is_sorted()
            && self
                .cells
                .values()
                .all(|places| ascending(places) && places.last().is_none_or(|last| (*last as usize) < self.cases.len()))
    }

    /// The cases behind a cell, by day, number and id; of a total, those of all its parts.
    pub fn cases(&self, path: Path) -> Vec<&CaseRef> {
        let mut places: Vec<u32> = Vec::new();
        for part in parts(path) {
            places.extend(self.cells.get(&part).into_iter().flatten());
        }
        places.sort_unstable();
        places.iter().filter_map(|place| self.cases.get(*place as usize)).collect()
    }

    /// The ids of the unit statements behind a cell of table two.
    pub fn statements(&self, path: Path) -> &[String] {
        self.stated.get(&path).map_or(&[], Vec::as_slice)
    }

    /// The sources of the given cells as the contract's JSON lists them.
    ///
    /// A cell with no statement behind it has none; a counted cell always has, were it an empty list. Where several
    /// units' statements make up one figure their ids are joined by commas.
    pub fn sources(&self, paths: impl IntoIterator<Item = Path>) -> Sources {
        let mut sources = Sources::new();
        for path in paths {
            if let Path::Proactive(..) = path {
                let ids = self.statements(path);
                if !ids.is_empty() {
                    sources.insert(path, Source::Stated(ids.join(",")));
                }
            } else {
                let ids = self.cases(path).into_iter().map(|case| case.openable().to_owned()).collect();
                sources.insert(path, Source::Counted(ids));
            }
        }
        sources
    }
}

/// The cells that a total adds up, down to those that are counted; of any other cell, itself.
fn parts(path: Path) -> Vec<Path> {
    match path {
        Path::Applications(row, column) => {
            let rows: Vec<Row> = if row == Row::Total {
                // Both ways of printing （六）: a count fills only one of them.
                OtherRows::Three.results().chain([Row::Other]).collect()
            } else {
                vec![row]
            };
            let columns: &[Column] =
                if column == Column::Total { &Column::APPLICANTS } else { std::slice::from_ref(&column) };
            rows.iter().flat_map(|row| columns.iter().map(|column| Path::Applications(*row, *column))).collect()
        }
        Path::Remedies(block, RemedyResult::Total) => {
            RemedyResult::PARTS.iter().map(|result| Path::Remedies(block, *result)).collect()
        }
        Path::Remedies(..) | Path::Proactive(..) => vec![path],
    }
}
