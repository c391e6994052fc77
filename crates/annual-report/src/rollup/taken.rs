//! What a roll-up keeps of one report: its figures in little room, and what was found in it.

use std::collections::BTreeMap;

use crate::cell::{Cell, Figure};
use crate::check::{CheckContext, Finding, Severity, check};
use crate::form::{Column, Form, OtherRows, Path, Row};
use crate::report::Report;

/// One report as it was read and checked.
#[derive(Debug, Clone)]
pub struct Taken {
    /// The organ's name as printed; empty when not known.
    pub organ: String,
    /// The year reported on.
    pub year: Option<u16>,
    /// Whether it counts the whole year.
    pub whole_year: bool,
    /// What it contradicts or should explain.
    pub findings: Vec<Finding>,
    /// How often a rule could not be applied for want of figures.
    pub not_assessable: BTreeMap<&'static str, u32>,
    pub(super) packed: Packed,
}

impl Taken {
    /// Checks a report and keeps what a roll-up needs; `reading` is what reading it already found.
    pub fn of(report: &Report, reading: Vec<Finding>) -> Self {
        let mut findings = reading;
        findings.extend(check(report, &CheckContext::default()));
        let mut not_assessable = BTreeMap::new();
        findings.retain(|finding| {
            let open = finding.severity == Severity::NotAssessable;
            if open {
                *not_assessable.entry(finding.rule).or_default() += 1;
            }
            !open
        });
        findings.shrink_to_fit();
        Self {
            organ: report.organ.clone(),
            year: report.year,
            whole_year: report.period.is_none(),
            findings,
            not_assessable,
            packed: Packed::of(report),
        }
    }
}

/// No figure and nothing else.
const BLANK: i16 = i16::MIN;
/// Something that is no small count; it stands apart.
const APART: i16 = i16::MIN + 1;

/// The cells of a report in little room: a small count takes two bytes, and only what is none takes more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Packed {
    form: Form,
    other_rows: OtherRows,
    plain: Box<[i16]>,
    /// The others by their slots, in order.
    apart: Vec<(u16, Cell)>,
}

impl Packed {
    pub fn of(report: &Report) -> Self {
        let mut plain = vec![BLANK; Path::SLOTS].into_boxed_slice();
        let mut apart = Vec::new();
        for (path, cell) in report.cells() {
            let Some(slot) = plain.get_mut(path.slot()) else { continue };
            *slot = match cell {
                Cell::Blank => BLANK,
                Cell::Number(n) => i16::try_from(*n).ok().filter(|n| *n > APART).unwrap_or(APART),
                _ => APART,
            };
            if *slot == APART {
                apart.push((u16::try_from(path.slot()).unwrap_or(u16::MAX), cell.clone()));
            }
        }
        apart.sort_unstable_by_key(|(slot, _)| *slot);
        apart.shrink_to_fit();
        Self { form: report.form(), other_rows: report.other_rows(), plain, apart }
    }

    /// How it prints its cells: its form, and （六）.
    pub fn layout(&self) -> (Form, OtherRows) {
        (self.form, self.other_rows)
    }

    pub fn has(&self, path: Path) -> bool {
        self.form.has(self.other_rows, path)
    }

    /// The figure of a cell.
    pub fn figure(&self, path: Path) -> Option<Figure> {
        match self.plain.get(path.slot()).copied()? {
            BLANK => None,
            APART => self.cell_apart(u16::try_from(path.slot()).ok()?)?.figure(),
            n => Some(Figure::Number(i64::from(n))),
        }
    }

    fn cell_apart(&self, slot: u16) -> Option<&Cell> {
        let at = self.apart.binary_search_by_key(&slot, |(its, _)| *its).ok()?;
        self.apart.get(at).map(|(_, cell)| cell)
    }

    /// Adds the small counts to the sums of their slots, and to how many there are of each.
    pub fn add_to(&self, sums: &mut [(i64, u32)]) {
        for (n, (sum, of)) in self.plain.iter().zip(sums) {
            let is_count = *n > APART;
            *sum += if is_count { i64::from(*n) } else { 0 };
            *of += u32::from(is_count);
        }
    }

    /// The figures that are no small counts, with their slots.
    pub fn figures_apart(&self) -> impl Iterator<Item = (usize, Figure)> {
        self.apart.iter().filter_map(|(slot, cell)| Some((usize::from(*slot), cell.figure()?)))
    }

    /// The figure of （六） as a whole.
    pub fn other_together(&self, column: Column) -> Option<Figure> {
        let figure = |row| self.figure(Path::Applications(row, column));
        match self.other_rows {
            OtherRows::One => figure(Row::Other),
            OtherRows::Three => {
                let parts = [Row::OtherNotCorrected, Row::OtherFeeUnpaid, Row::OtherOther];
                let sum = parts.into_iter().try_fold(0_i64, |sum, row| match figure(row)? {
                    Figure::Number(n) => sum.checked_add(n),
                    Figure::Money(_) => None,
                });
                sum.map(Figure::Number)
            }
        }
    }

    /// The report of an organ without its texts.
    pub fn unpacked(&self, organ: &str, year: u16) -> Report {
        let plain = self.plain.iter().map(|plain| match *plain {
            BLANK | APART => Cell::Blank,
            n => Cell::Number(i64::from(n)),
        });
        let mut cells: Vec<Cell> = plain.collect();
        for (slot, apart) in &self.apart {
            if let Some(cell) = cells.get_mut(usize::from(*slot)) {
                *cell = apart.clone();
            }
        }
        Report::of_cells(organ.to_owned(), Some(year), self.form, self.other_rows, cells)
    }

    /// Takes another report of the same organ and year: what both say stays, where they differ nothing is known. Gives the
    /// cells that differ.
    pub fn agree_with(&mut self, other: &Self) -> Vec<Path> {
        let paths = self.form.paths_with(self.other_rows);
        let differing: Vec<Path> = paths.into_iter().filter(|path| self.figure(*path) != other.figure(*path)).collect();
        for path in &differing {
            if let Some(slot) = self.plain.get_mut(path.slot()) {
                *slot = BLANK;
            }
            self.apart.retain(|(slot, _)| usize::from(*slot) != path.slot());
        }
        differing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Measure, Subject};

    #[test]
    fn what_is_packed_comes_out_as_it_was_but_for_the_texts() {
        let mut report = Report::new("", Some(2023), Form::F2019);
        let kinds = [
            Cell::Number(3),
            Cell::Number(-2),
            Cell::Number(999_999_999_999),
            Cell::Blank,
            Cell::Placeholder("/".into()),
            Cell::Unreadable("1O".into()),
            Cell::Doubtful(vec![Figure::Number(1), Figure::Number(7)]),
            Cell::WithNote { value: Figure::Number(5), note: "含2件".into() },
        ];
        for (path, cell) in report.paths().into_iter().zip(kinds.iter().cycle()) {
            report.set(path, cell.clone());
        }
        let amount = Path::Proactive(Subject::Procurement, Measure::Amount);
        report.set(amount, Cell::Money("7.50".parse().unwrap()));
        let packed = Packed::of(&report);
        assert_eq!(packed.unpacked("", 2023), report);
        for (path, cell) in report.cells() {
            assert_eq!(packed.figure(path), cell.figure());
        }
    }

    #[test]
    fn of_two_reports_only_what_both_say_is_known() {
        let path = |column| Path::Applications(Row::New, column);
        let mut one = Report::new("", Some(2023), Form::F2021);
        one.set(path(Column::NaturalPerson), Cell::Number(3));
        one.set(path(Column::Commercial), Cell::Number(4));
        one.set(path(Column::Research), Cell::Number(1));
        let mut two = one.clone();
        two.set(path(Column::Commercial), Cell::Number(5));
        two.set(path(Column::Research), Cell::Blank);
        let mut packed = Packed::of(&one);
        assert_eq!(packed.agree_with(&Packed::of(&two)), [path(Column::Commercial), path(Column::Research)]);
        assert_eq!(packed.figure(path(Column::NaturalPerson)), Some(Figure::Number(3)));
        assert_eq!(packed.figure(path(Column::Commercial)), None);
    }
}
