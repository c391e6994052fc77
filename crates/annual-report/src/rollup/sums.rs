//! Sums over the parts of an organ, each saying of how many reports it is.

use std::collections::{BTreeMap, BTreeSet};

use super::taken::Packed;
use super::{Amount, RollUp, spread};
use crate::cell::Figure;
use crate::form::{Column, Form, OtherRows, Path, Row};

/// The reports of one year of the organs that are part of one, or of none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Of which organ they are parts, by its place; `None` for the organs that are part of none.
    pub parent: Option<usize>,
    /// The year.
    pub year: u16,
    /// How many organs are to report.
    pub expected: u32,
    /// How many reports were read.
    pub read: u32,
    /// The sums, in the order of the form.
    pub cells: Vec<SummedCell>,
}

/// One cell added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SummedCell {
    /// The cell. 其他处理 in one row also holds the three rows of whoever prints three.
    pub path: Path,
    /// The sum of what is known.
    pub known: Amount,
    /// How many reports have a figure there.
    pub of: u32,
}

impl Group {
    /// One of its sums.
    pub fn cell(&self, path: Path) -> Option<&SummedCell> {
        self.cells.iter().find(|cell| cell.path == path)
    }
}

/// The sums of all groups, by group and year.
pub(super) fn groups(up: &RollUp, kept: &[BTreeMap<u16, Packed>], jobs: usize) -> Vec<Group> {
    let mut parts: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (place, organ) in up.organs.iter().enumerate() {
        parts.entry(organ.parent).or_default().push(place);
    }
    // One organ above all others is no sum of anything.
    let alone = parts.get(&None).is_some_and(|roots| roots.len() == 1) && parts.len() > 1;
    let adding = Adding::new();
    let of_parts = parts.iter().filter(|(parent, _)| parent.is_some() || !alone);
    let groups: Vec<(Option<usize>, &[usize], u16)> = of_parts
        .flat_map(|(parent, places)| up.years.iter().map(move |year| (*parent, places.as_slice(), *year)))
        .collect();
    let sum = |at: usize| {
        let (parent, places, year) = groups.get(at).copied()?;
        let reports: Vec<&Packed> = places.iter().filter_map(|place| kept.get(*place)?.get(&year)).collect();
        let (expected, read) = (small(places.len()), small(reports.len()));
        Some(Group { parent, year, expected, read, cells: adding.up(&reports) })
    };
    spread(jobs, groups.len(), sum, |_| {}).into_iter().flatten().collect()
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The cells of each layout, listed once.
struct Adding {
    layouts: Vec<((Form, OtherRows), Vec<Path>)>,
    all: Vec<Path>,
}

impl Adding {
    fn new() -> Self {
        let forms = [Form::F2019, Form::F2021].into_iter();
        let layouts: Vec<_> = forms
            .flat_map(|form| [OtherRows::One, OtherRows::Three].map(|other| ((form, other), form.paths_with(other))))
            .collect();
        let mut all: Vec<Path> = layouts.iter().flat_map(|(_, paths)| paths.iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        Self { layouts, all }
    }

    fn up(&self, reports: &[&Packed]) -> Vec<SummedCell> {
        let mut counts: Vec<(i64, u32)> = vec![(0, 0); Path::SLOTS];
        let mut apart: Vec<(Amount, u32)> = vec![(Amount::default(), 0); Path::SLOTS];
        let mut listed = [false; Path::SLOTS];
        let layouts: BTreeSet<_> = reports.iter().map(|report| report.layout()).collect();
        for path in self.layouts.iter().filter(|(its, _)| layouts.contains(its)).flat_map(|(_, paths)| paths) {
            if let Some(slot) = listed.get_mut(path.slot()) {
                *slot = true;
            }
        }
        let one_row = layouts.iter().any(|(_, other)| *other == OtherRows::One);
        for report in reports {
            report.add_to(&mut counts);
            report.figures_apart().for_each(|(slot, figure)| add(&mut apart, slot, figure));
            if one_row && report.layout().1 == OtherRows::Three {
                for column in Column::ALL {
                    if let Some(figure) = report.other_together(column) {
                        add(&mut apart, Path::Applications(Row::Other, column).slot(), figure);
                    }
                }
            }
        }
        let summed = self.all.iter().filter(|path| listed.get(path.slot()) == Some(&true)).filter_map(|path| {
            let ((count, small), (known, others)) = (counts.get(path.slot())?, apart.get(path.slot())?);
            let with_small = known.plus(Figure::Number(*count)).map(|sum| (sum, small + others));
            let (known, of) = with_small.unwrap_or((*known, *others));
            Some(SummedCell { path: *path, known, of })
        });
        summed.collect()
    }
}

fn add(sums: &mut [(Amount, u32)], slot: usize, figure: Figure) {
    if let Some((sum, of)) = sums.get_mut(slot)
        && let Some(more) = sum.plus(figure)
    {
        *sum = more;
        *of += 1;
    }
}
