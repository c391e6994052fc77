//! `CARRY-OVER`: what the year before carried out must be what this year carries in, case by case (ID-4).
//!
//! The second row of table three is counted from the record. When it differs from the fourth row of the frozen report of
//! the year before, something happened to the record in between, and these are the cases it happened to.

use std::collections::BTreeMap;

use jiff::ToSpan;

use super::remark::Named;
use super::{Behind, CaseRef, Compiled};
use crate::form::{Column, Path, Row};
use crate::frozen::Frozen;

/// How what was carried out and what is carried in differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CarryOver {
    /// The cases of one of the two reports are not known, so nothing can be said.
    CasesNotKept,
    /// The frozen report is not that of the days just before, or not of the same organ.
    NotTheOneBefore,
    /// Cases carried out then that are not carried in now.
    Gone {
        /// The cases.
        cases: Named,
        /// The columns they were in.
        columns: Vec<Column>,
    },
    /// Cases carried in now that were not carried out then.
    Came {
        /// The cases.
        cases: Named,
        /// The columns they are in.
        columns: Vec<Column>,
    },
    /// Cases carried over in another applicant's column.
    Moved {
        /// The cases.
        cases: Named,
        /// The columns they were in and are in.
        columns: Vec<Column>,
    },
}

/// Compares the cases carried in with those the frozen report before carried out; empty when they are the same.
pub fn carry_over(previous: &Frozen, now: &Compiled) -> Vec<CarryOver> {
    let follows = previous.span.to().checked_add(1.day()).is_ok_and(|day| day == now.span.from());
    if !follows || previous.report.organ != now.report.organ {
        return vec![CarryOver::NotTheOneBefore];
    }
    let (Some(then), Some(today)) = (&previous.behind, &now.behind) else {
        return vec![CarryOver::CasesNotKept];
    };
    let carried_out = by_case(then, Row::CarriedOut);
    let carried_in = by_case(today, Row::CarriedIn);

    let missing = |from: &BTreeMap<&str, (Column, &CaseRef)>, other: &BTreeMap<&str, (Column, &CaseRef)>| {
        let left: Vec<(Column, String)> = from
            .iter()
            .filter(|(case, _)| !other.contains_key(*case))
            .map(|(_, (column, case))| (*column, case.number.clone()))
            .collect();
        named(left.iter().map(|(column, number)| (*column, number.as_str())))
    };
    let mut differences = Vec::new();
    if let Some((cases, columns)) = missing(&carried_out, &carried_in) {
        differences.push(CarryOver::Gone { cases, columns });
    }
    if let Some((cases, columns)) = missing(&carried_in, &carried_out) {
        differences.push(CarryOver::Came { cases, columns });
    }
    let mut columns = Vec::new();
    let mut numbers = Vec::new();
    for (id, (column, case)) in &carried_in {
        if let Some((was, _)) = carried_out.get(id).filter(|(was, _)| was != column) {
            columns.extend([*was, *column]);
            numbers.push(case.number.as_str());
        }
    }
    if !numbers.is_empty() {
        columns.sort_unstable();
        columns.dedup();
        differences.push(CarryOver::Moved { cases: Named::of(numbers), columns });
    }
    differences
}

fn by_case(behind: &Behind, row: Row) -> BTreeMap<&str, (Column, &CaseRef)> {
    let mut cases = BTreeMap::new();
    for column in Column::APPLICANTS {
        for case in behind.cases(Path::Applications(row, column)) {
            cases.insert(case.case.as_str(), (column, case));
        }
    }
    cases
}

fn named<'a>(cases: impl Iterator<Item = (Column, &'a str)>) -> Option<(Named, Vec<Column>)> {
    let (mut columns, numbers): (Vec<Column>, Vec<&str>) = cases.unzip();
    columns.sort_unstable();
    columns.dedup();
    (!numbers.is_empty()).then(|| (Named::of(numbers), columns))
}
