//! Putting the gathered figures into the cells of the report, and what becomes of a cell that is told twice.
//!
//! A reading is doubtful where a file gives two different figures for one cell: the row is printed twice, a merged cell
//! was taken apart into several, or the cell itself holds two numbers. Both figures are kept. Where only one of the two
//! places has a figure, that is the reading.

use document::Place;

use super::figures::{Again, Gathered, Open, Values};
use super::flow::Flow;
use super::value;
use crate::cell::{Cell, Figure};
use crate::form::{Column, Measure, Path, RemedyBlock, RemedyResult, Subject};
use crate::report::{Report, Source, Sources};

/// How many readings a doubtful cell offers at most.
const MAX_READINGS: usize = 8;

/// A filled report and what was noticed on the way.
pub(super) struct Filled {
    pub report: Report,
    pub sources: Sources,
    /// Rows of table two whose cells cannot be told apart, with a piece of each.
    pub uneven: Vec<(Open, usize)>,
    /// Cells with several readings, and where the second was found.
    pub doubts: Vec<(Path, Place)>,
    /// Rows found once more that say other things without a second figure, with a piece of each.
    pub repeated: Vec<(Open, Option<RemedyBlock>, usize)>,
}

/// Fills an empty report.
pub(super) fn fill(report: Report, gathered: &Gathered, flow: &Flow<'_>) -> Filled {
    let mut filling = Filling {
        flow,
        blanks_before: gathered.blanks_before(),
        out: Filled { report, sources: Sources::new(), uneven: Vec::new(), doubts: Vec::new(), repeated: Vec::new() },
    };
    for (subject, values) in &gathered.subjects {
        let by_measure = gathered.by_measure.iter().find(|(known, _)| known == subject);
        let measures = by_measure.map(|(_, measures)| measures.as_slice()).unwrap_or_default();
        match filling.cells_of_two(*subject, values, measures) {
            Some(cells) => {
                let mut done: Vec<Path> = Vec::new();
                for (path, at) in cells {
                    if done.contains(&path) {
                        filling.put_again(path, at);
                    } else {
                        filling.put(path, Some(at));
                        done.push(path);
                    }
                }
            }
            None => filling.out.uneven.extend(values.iter().flatten().next().map(|&at| (Open::Subject(*subject), at))),
        }
    }
    for (row, values) in &gathered.rows {
        for (column, &at) in Column::ALL.into_iter().zip(values) {
            filling.put(Path::Applications(*row, column), at);
        }
    }
    for (block, values) in &gathered.blocks {
        for (result, &at) in RemedyResult::ALL.into_iter().zip(values) {
            filling.put(Path::Remedies(*block, result), at);
        }
    }
    for again in &gathered.again {
        filling.row_again(again);
    }
    filling.cells_of_two_readings();
    filling.out
}

struct Filling<'a, 'f> {
    flow: &'a Flow<'f>,
    blanks_before: Option<bool>,
    out: Filled,
}

impl Filling<'_, '_> {
    fn read(&self, path: Path, at: usize) -> Option<(Cell, Place)> {
        let piece = self.flow.pieces.get(at)?;
        Some((value::cell(&piece.text, path.is_money()), piece.place))
    }

    fn put(&mut self, path: Path, at: Option<usize>) {
        let Some((cell, place)) = at.and_then(|at| self.read(path, at)) else { return };
        if self.out.report.set(path, cell) && place != Place::default() {
            self.out.sources.insert(path, Source::Read(place));
        }
    }

    /// A cell told once more; says whether it says something else without being a second figure.
    fn put_again(&mut self, path: Path, at: usize) -> bool {
        let Some((cell, place)) = self.read(path, at).filter(|_| self.out.report.has(path)) else { return false };
        let kept = self.out.report.cell(path);
        let (old, new) = (readings(kept), readings(&cell));
        match (old.is_empty(), new.is_empty()) {
            (false, false) => {
                let mut both = old.clone();
                for figure in new {
                    if both.len() < MAX_READINGS && !both.iter().any(|known| same(*known, figure)) {
                        both.push(figure);
                    }
                }
                if both.len() > old.len() {
                    self.out.report.set(path, Cell::Doubtful(both));
                    if !self.out.doubts.iter().any(|(known, _)| *known == path) {
                        self.out.doubts.push((path, place));
                    }
                }
                false
            }
            (true, false) => {
                let differs = *kept != Cell::Blank;
                self.put(path, Some(at));
                differs
            }
            (false, true) => !matches!(cell, Cell::Blank),
            (true, true) => *kept != cell && *kept != Cell::Blank && cell != Cell::Blank,
        }
    }

    fn row_again(&mut self, again: &Again) {
        let cells: Vec<(Path, usize)> = match (again.row, again.block) {
            (Open::Subject(subject), _) => {
                self.cells_of_two(subject, &again.values, &again.measures).unwrap_or_default()
            }
            (Open::Row(row), _) => {
                let cells = Column::ALL.into_iter().zip(&again.values);
                cells.filter_map(|(column, at)| Some((Path::Applications(row, column), (*at)?))).collect()
            }
            (Open::Remedies, Some(block)) => {
                let cells = RemedyResult::ALL.into_iter().zip(&again.values);
                cells.filter_map(|(result, at)| Some((Path::Remedies(block, result), (*at)?))).collect()
            }
            (Open::Remedies | Open::Nothing, _) => Vec::new(),
        };
        let mut differs = false;
        for (path, at) in &cells {
            differs |= self.put_again(*path, *at);
        }
        if let (true, Some((_, at))) = (differs, cells.first()) {
            self.out.repeated.push((again.row, again.block, *at));
        }
    }

    /// The cells of a row of table two; `None` where they cannot be told apart.
    fn cells_of_two(
        &self,
        subject: Subject,
        values: &Values,
        by_heads: &[(Measure, usize)],
    ) -> Option<Vec<(Path, usize)>> {
        let measures = subject.measures(self.out.report.form());
        if !by_heads.is_empty() && by_heads.iter().all(|(measure, _)| measures.contains(measure)) {
            let cells = by_heads.iter();
            return Some(cells.map(|&(measure, at)| (Path::Proactive(subject, measure), at)).collect());
        }
        let cells = measures.iter().zip(self.exactly(values, measures.len())?);
        Some(cells.filter_map(|(&measure, at)| Some((Path::Proactive(subject, measure), (*at)?))).collect())
    }

    /// The cells of a row of table two, `wanted` of them, where blanks before or behind are all that it has too many.
    fn exactly<'v>(&self, values: &'v [Option<usize>], wanted: usize) -> Option<&'v [Option<usize>]> {
        let pieces = &self.flow.pieces;
        let filled = |at: &Option<usize>| at.and_then(|at| pieces.get(at)).is_some_and(|piece| !piece.text.is_empty());
        let begin = values.iter().position(filled).unwrap_or(0);
        let end = values.iter().rposition(filled).map_or(0, |at| at + 1);
        if values.len() == wanted || (end <= wanted && begin == 0 && values.len() > wanted) {
            return values.get(..wanted);
        }
        match self.blanks_before {
            Some(false) if end <= wanted => return values.get(..wanted),
            Some(true) if values.len() >= wanted && begin >= values.len() - wanted => {
                return values.get(values.len() - wanted..);
            }
            _ => {}
        }
        if end - begin == wanted { values.get(begin..end) } else { (end == 0).then_some(&[]) }
    }

    /// Notes the cells that hold two numbers themselves.
    fn cells_of_two_readings(&mut self) {
        for path in self.out.report.paths() {
            if matches!(self.out.report.cell(path), Cell::Doubtful(_))
                && !self.out.doubts.iter().any(|(known, _)| *known == path)
            {
                let place = match self.out.sources.get(&path) {
                    Some(Source::Read(place)) => *place,
                    _ => Place::default(),
                };
                self.out.doubts.push((path, place));
            }
        }
    }
}

/// The figures a cell may mean.
fn readings(cell: &Cell) -> Vec<Figure> {
    match cell {
        Cell::Doubtful(readings) => readings.clone(),
        cell => cell.figure().into_iter().collect(),
    }
}

fn same(one: Figure, other: Figure) -> bool {
    match (one, other) {
        (Figure::Money(a), Figure::Money(b)) => a.same_amount(b),
        (one, other) => one == other,
    }
}
