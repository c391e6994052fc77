//! `CARRY-OVER`: what the year before carried out must be what this year carries in, case by case (ID-4).
//!
//! The second row of table three is counted from the record. When it differs from the fourth row of the frozen report of
//! the year before, something happened to the record in between, and these are the cases it happened to.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;

use super::remark::Named;
use super::{Behind, CaseRef, Compiled};
use crate::cell::Figure;
use crate::check::{Finding, Severity};
use crate::form::{Column, Path, Row};
use crate::frozen::Frozen;

const RULE: &str = "CARRY-OVER";

/// Compares the cases carried in with those the frozen report before carried out; empty when they are the same.
///
/// The findings are warnings: the law does not forbid a difference, but its cause must be known and told. Where the cases
/// of either are not known, or the frozen report is not that of the days just before, the rule is not assessable.
pub fn carry_over(previous: &Frozen, now: &Compiled) -> Vec<Finding> {
    let cite = now.report.form().citation();
    let total = Path::Applications(Row::CarriedIn, Column::Total);
    let not_assessable = |message: &str| vec![Finding::new(RULE, Severity::NotAssessable, vec![total], message, cite)];
    if !previous.span.to().checked_add(1.day()).is_ok_and(|day| day == now.span.from()) {
        return not_assessable("无法逐件比较结转申请：所给的定稿年报不是紧接本期之前的，请提供上一年的定稿年报");
    }
    let (Some(then), Some(today)) = (&previous.behind, &now.behind) else {
        return not_assessable("无法逐件比较结转申请：上一年的定稿年报或者本期的统计没有保留各格所含的申请");
    };
    let carried_out = by_case(then, Row::CarriedOut);
    let carried_in = by_case(today, Row::CarriedIn);

    let mut gone = Apart::default();
    for (id, (column, case)) in &carried_out {
        if !carried_in.contains_key(id) {
            gone.add(&[*column], case);
        }
    }
    let mut came = Apart::default();
    let mut moved = Apart::default();
    for (id, (column, case)) in &carried_in {
        match carried_out.get(id) {
            None => came.add(&[*column], case),
            Some((was, _)) if was != column => moved.add(&[*was, *column], case),
            Some(_) => {}
        }
    }

    let count = |cases: usize| Figure::Number(i64::try_from(cases).unwrap_or(i64::MAX));
    let (expected, found) = (count(carried_out.len()), count(carried_in.len()));
    let said = [
        (gone, "上一年定稿年报结转、本年统计中没有结转的申请"),
        (came, "本年统计为上年结转、上一年定稿年报中没有结转的申请"),
        (moved, "申请人类别与上一年定稿年报不同的结转申请"),
    ];
    said.into_iter()
        .filter(|(apart, _)| apart.cases.count > 0)
        .map(|(apart, what)| {
            let message = format!(
                "{what}有{}件：{}；请查看这些申请在定稿之后的登记更正，并在报告中说明原因",
                apart.cases.count,
                apart.cases.listed()
            );
            let cells = apart.columns.into_iter().map(|column| Path::Applications(Row::CarriedIn, column));
            Finding::new(RULE, Severity::Warning, cells.collect(), message, cite).comparing(expected, found)
        })
        .collect()
}

/// Cases that differ, and the columns it shows in.
#[derive(Default)]
struct Apart {
    cases: Named,
    columns: BTreeSet<Column>,
}

impl Apart {
    fn add(&mut self, columns: &[Column], case: &CaseRef) {
        self.cases.add(&case.number);
        self.columns.extend(columns);
    }
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
