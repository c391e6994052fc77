//! What is kept of a row: its cells, that it came once more, or that its cells cannot be told apart.

use super::{Gathered, Held, MAX_REMARKS, MAX_ROW_CELLS, Open, heads};
use crate::form::{Column, Form, Measure, RemedyBlock, Row, Subject};
use crate::read::flow::Piece;
use crate::read::label::{self, Label};
use crate::read::value;

/// The cells of a row: indices of pieces, `None` where the row has no cell.
pub(crate) type Values = Vec<Option<usize>>;

/// A row found once more.
#[derive(Debug)]
pub(crate) struct Again {
    /// Which row.
    pub row: Open,
    /// Which block of table four.
    pub block: Option<RemedyBlock>,
    /// Its cells in the order of the form.
    pub values: Values,
    /// Its cells by their heads, for a row of table two that has them.
    pub measures: Vec<(Measure, usize)>,
}

impl Gathered {
    /// Takes a cell of the row that is open.
    pub(super) fn hold(&mut self, at: usize, filled: bool) {
        if self.values.len() < MAX_ROW_CELLS {
            self.torn = false;
            self.least_gap = Some(self.least_gap.map_or(self.gap, |least| least.min(self.gap)));
            self.values.push(Held { at, filled, gap: self.gap });
        }
    }

    /// Ends the row that is open.
    pub fn flush(&mut self) {
        let held = std::mem::take(&mut self.values);
        self.pending.clear();
        let open = std::mem::take(&mut self.open);
        match open {
            Open::Nothing => {}
            Open::Subject(subject) => self.keep_subject(subject, all(&held), Vec::new()),
            Open::Row(row) => self.end_row(row, held),
            Open::Remedies => self.keep_held_remedies(&held),
        }
    }

    /// Keeps the cells of a row of table three.
    pub(super) fn end_row(&mut self, row: Row, held: Vec<Held>) {
        match self.seven_of(&held) {
            Some(values) => self.keep_row(row, values),
            None => self.keep_for_later(row, held),
        }
    }

    /// Ends the last row, and tells the cells of the rows that only others could tell.
    pub fn finish(&mut self) {
        self.flush();
        self.finish_short();
        for (row, held) in std::mem::take(&mut self.later) {
            let filled = held.iter().filter(|cell| cell.filled).count();
            let from = self
                .blanks_before
                .filter(|_| filled <= Column::COUNT)
                .map(|before| if before { held.len() - Column::COUNT } else { 0 });
            let seven = from.and_then(|from| held.get(from..from + Column::COUNT));
            let whole = seven.filter(|seven| seven.iter().filter(|cell| cell.filled).count() == filled);
            match whole.map(all) {
                Some(values) => self.keep_row(row, values),
                None => self.keep_uneven(Open::Row(row), held.first().map_or(0, |cell| cell.at)),
            }
        }
    }

    /// Whether this file puts spare blanks before the cells of a row or behind them, if any row told.
    pub fn blanks_before(&self) -> Option<bool> {
        self.blanks_before
    }

    /// Keeps a row whose cells this row alone does not tell; it stands among the rows without cells until the end.
    fn keep_for_later(&mut self, row: Row, held: Vec<Held>) {
        let parted = self.gap > 0 || held.iter().any(|cell| cell.gap > 0);
        if held.len() < Column::COUNT && parted && self.short.len() < MAX_REMARKS {
            return self.keep_short(row, held);
        }
        if held.len() < Column::COUNT || self.later.len() >= MAX_REMARKS {
            self.keep_uneven(Open::Row(row), held.first().map_or(0, |cell| cell.at));
            return;
        }
        if !self.rows.iter().any(|(known, _)| *known == row) {
            self.rows.push((row, Vec::new()));
        }
        self.later.push((row, held));
    }

    /// The seven cells of an open row of table three, where it has more and the blanks or the heads tell which.
    fn seven_of(&mut self, held: &[Held]) -> Option<Values> {
        if matches!(held.len(), 0 | Column::COUNT) {
            return Some(all(held));
        }
        if let (8, Some(spare)) = (held.len(), self.heads.spare_of_eight()) {
            let mut values = all(held);
            values.remove(spare);
            return Some(values);
        }
        let begin = held.iter().position(|cell| cell.filled).unwrap_or(0);
        let end = held.iter().rposition(|cell| cell.filled).map_or(0, |at| at + 1);
        let from = heads::window((begin, end), held.len(), Column::COUNT, &mut self.blanks_before)?;
        held.get(from..from + Column::COUNT).map(all)
    }

    /// A row of table three with its cells behind its label.
    pub(super) fn row_of_three(&mut self, row: Row, first: usize, behind: &[Piece<'_>]) {
        self.torn &= behind.is_empty();
        let as_it_stands = || (first..first + Column::COUNT).map(Some).collect::<Values>();
        if behind.len() == Column::COUNT {
            let moved = self.heads_are_moved().then(|| self.by_columns(first, behind)).flatten();
            return self.keep_row(row, moved.unwrap_or_else(as_it_stands));
        }
        if behind.is_empty() {
            return self.keep_row(row, Vec::new());
        }
        if let Some(values) = self.by_columns(first, behind) {
            return self.keep_row(row, values);
        }
        if let (8, Some(spare)) = (behind.len(), self.heads.spare_of_eight()) {
            let mut values: Values = (first..first + behind.len()).map(Some).collect();
            values.remove(spare);
            return self.keep_row(row, values);
        }
        let filled = |piece: &Piece<'_>| !piece.text.is_empty();
        let span =
            (behind.iter().position(filled).unwrap_or(0), behind.iter().rposition(filled).map_or(0, |at| at + 1));
        match heads::window(span, behind.len(), Column::COUNT, &mut self.blanks_before) {
            Some(from) => self.keep_row(row, (first + from..first + from + Column::COUNT).map(Some).collect()),
            None if span.1 == 0 => self.keep_row(row, vec![None; Column::COUNT]),
            None => {
                let cells = (first..).zip(behind).take(MAX_ROW_CELLS);
                let held = cells.map(|(at, piece)| Held { at, filled: !piece.text.is_empty(), gap: 0 });
                self.keep_for_later(row, held.collect());
            }
        }
    }

    /// A row of table two with its cells behind its label.
    pub(super) fn row_of_two(&mut self, subject: Subject, first: usize, behind: &[Piece<'_>]) {
        let measures = self.by_measures(subject, first, behind).unwrap_or_default();
        let values = (0..behind.len().min(MAX_ROW_CELLS)).map(|at| Some(first + at)).collect();
        self.keep_subject(subject, values, measures);
    }

    /// A row that names a row of table two, a column of it and the one figure of both; says whether it is one.
    ///
    /// The name of the row may stand above, merged over its columns.
    pub(super) fn cell_of_two(&mut self, measure: Measure, at: usize, start: usize, pieces: &[Piece<'_>]) -> bool {
        let before = pieces.get(..at).unwrap_or_default();
        let named = before.iter().rev().find_map(|piece| match label::label(&piece.text, &mut self.scratch) {
            Some(Label::Subject(subject, _)) => Some(subject),
            _ => None,
        });
        let words = before.iter().any(|piece| !piece.text.is_empty());
        let Some(subject) = named.or(self.column_of.filter(|_| !words)) else { return false };
        let has = [Form::F2019, Form::F2021].into_iter().any(|form| subject.measures(form).contains(&measure));
        let behind = (start + at + 1..).zip(pieces.get(at + 1..).unwrap_or_default());
        let mut filled = behind.filter(|(_, piece)| !piece.text.is_empty());
        let (Some((first, piece)), None) = (filled.next(), filled.next()) else { return false };
        if !has || !value::stands_for_a_value(&piece.text) {
            return false;
        }
        self.column_of = Some(subject);
        let known = self.by_measure.iter_mut().find(|(known, _)| *known == subject);
        match known {
            Some((_, cells)) if cells.len() < MAX_ROW_CELLS => cells.push((measure, first)),
            Some(_) => {}
            None => {
                self.keep_subject(subject, vec![Some(first)], vec![(measure, first)]);
            }
        }
        true
    }

    pub(super) fn keep_row(&mut self, row: Row, values: Values) {
        if row == Row::Other && values.is_empty() {
            return;
        }
        match self.rows.iter_mut().find(|(known, _)| *known == row) {
            // A label without cells was a heading over the row.
            Some((_, kept)) if kept.is_empty() => *kept = values,
            Some(_) if values.is_empty() => {}
            Some(_) => self.keep_again(Again { row: Open::Row(row), block: None, values, measures: Vec::new() }),
            None => self.rows.push((row, values)),
        }
    }

    fn keep_subject(&mut self, subject: Subject, values: Values, measures: Vec<(Measure, usize)>) {
        let kept = match self.subjects.iter_mut().find(|(known, _)| *known == subject) {
            Some((_, kept)) if kept.is_empty() => {
                *kept = values;
                true
            }
            Some(_) if values.is_empty() => return,
            Some(_) => {
                self.keep_again(Again { row: Open::Subject(subject), block: None, values, measures });
                return;
            }
            None => {
                self.subjects.push((subject, values));
                true
            }
        };
        if kept && !measures.is_empty() && !self.by_measure.iter().any(|(known, _)| *known == subject) {
            self.by_measure.push((subject, measures));
        }
    }

    pub(super) fn keep_again(&mut self, again: Again) {
        if self.again.len() < MAX_REMARKS {
            self.again.push(again);
        }
    }

    /// Keeps that a row was found whose label fits two rows alike.
    pub(super) fn keep_unclear(&mut self, one: Row, other: Row, at: usize) {
        if self.unclear.len() < MAX_REMARKS {
            self.unclear.push((one, other, at));
        }
    }

    /// Keeps a row as found and its cells as blank: which figure belongs to which cannot be told.
    pub(super) fn keep_uneven(&mut self, row: Open, at: usize) {
        let known = match row {
            Open::Row(row) => self.rows.iter().any(|(known, values)| *known == row && !values.is_empty()),
            Open::Subject(subject) => {
                self.subjects.iter().any(|(known, values)| *known == subject && !values.is_empty())
            }
            Open::Nothing | Open::Remedies => false,
        };
        if known || self.uneven.len() >= MAX_REMARKS {
            // Whatever it says, the row has its cells already.
            return;
        }
        self.uneven.push((row, at));
        match row {
            Open::Row(row) => self.keep_row(row, vec![None; Column::COUNT]),
            Open::Subject(subject) => self.keep_subject(subject, vec![None; 3], Vec::new()),
            Open::Nothing | Open::Remedies => {}
        }
    }
}

pub(super) fn all(held: &[Held]) -> Values {
    held.iter().map(|cell| Some(cell.at)).collect()
}
