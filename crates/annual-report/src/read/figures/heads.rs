//! The heads of tables two and three: which cell of a row stands under which.

use super::{Gathered, MAX_ROW_CELLS};
use crate::form::{Column, Form, Measure, Subject};
use crate::read::flow::{NO_COLUMN, Piece};
use crate::read::label::{self, Label};
use crate::read::value;

use super::keep::Values;

/// The heads seen since the table began.
#[derive(Debug, Default)]
pub(super) struct Heads {
    /// Columns of table three and where they stand in the grid.
    columns: [Option<u32>; 7],
    /// The column of the grid over which the kinds of organisations stand, or that they have together.
    organisations: Option<u32>,
    /// Columns of table two and where they stand in the grid.
    pub measures: Vec<(Measure, u32)>,
    /// Columns of the grid that hold a sum or a remark the form has not.
    subtotals: Vec<u32>,
    /// How many of the six kinds of applicants were named before such a sum, where one was named outside of a grid.
    subtotal_after: Option<usize>,
    applicants: usize,
}

impl Heads {
    /// Forgets where columns stand in the grid: another table begins.
    pub fn clear(&mut self) {
        (self.columns, self.organisations) = ([None; 7], None);
        self.subtotals.clear();
        self.measures.clear();
    }

    /// Table three begins.
    pub fn begin_three(&mut self) {
        self.columns = [None; 7];
        self.subtotals.clear();
        (self.subtotal_after, self.applicants) = (None, 0);
    }

    /// A column of table three is named.
    pub fn column(&mut self, column: Column, at: Option<u32>) {
        match column {
            Column::NaturalPerson => self.applicants = 1,
            Column::Total => {}
            _ => self.applicants += 1,
        }
        if let (Some(slot), Some(at)) = (self.columns.get_mut(column as usize), at) {
            *slot = Some(at);
        }
    }

    /// A sum that the form has not is named.
    pub fn subtotal(&mut self, at: Option<u32>) {
        match at {
            Some(at) if self.subtotals.len() < MAX_ROW_CELLS => self.subtotals.push(at),
            Some(_) => {}
            None => self.subtotal_after = Some(self.applicants.min(6)),
        }
    }

    /// Says whether the kinds of organisations, which stand under one head, stand apart: the grid lies then.
    fn are_torn(&self) -> bool {
        let [person, organisations @ .., total] = &self.columns;
        let (least, most) = (organisations.iter().flatten().min(), organisations.iter().flatten().max());
        let (Some(least), Some(most)) = (least, most) else { return false };
        [person, total].into_iter().flatten().any(|at| (least..=most).contains(&at))
    }

    /// The cell of eight that holds such a sum.
    pub fn spare_of_eight(&self) -> Option<usize> {
        self.subtotal_after
    }
}

/// Says whether a text is the head of a sum over the organisations.
pub(super) fn is_subtotal(text: &str) -> bool {
    matches!(text, "小计" | "小計" | "小 计" | "小　计")
}

/// Says whether a text is the head over the kinds of organisations.
fn is_of_organisations(text: &str) -> bool {
    matches!(label::key(text).as_str(), "法人或其他组织" | "法人及其他组织" | "法人和其他组织" | "法人其他组织")
}

/// Says whether a text is the head of remarks on the rows.
fn is_remark(text: &str) -> bool {
    matches!(label::key(text).as_str(), "备注" | "说明" | "备注说明" | "情况说明" | "注")
}

/// Where the `wanted` cells of a row of `len` begin, of which `begin..end` are filled; `None` where that is unclear.
///
/// Merged labels leave blanks before the cells, ragged rows behind them; a table does one of both, which
/// `blanks_before` remembers from row to row.
pub(super) fn window(
    (begin, end): (usize, usize),
    len: usize,
    wanted: usize,
    blanks_before: &mut Option<bool>,
) -> Option<usize> {
    let spare = len.checked_sub(wanted)?;
    if spare == 0 || begin >= end {
        return Some(0);
    }
    if end - begin > wanted {
        return None;
    }
    let before = match (begin == 0, end == len) {
        (true, _) => false,
        (false, true) => true,
        (false, false) if end > wanted => true,
        (false, false) if begin < spare => false,
        (false, false) => (*blanks_before)?,
    };
    *blanks_before = Some(before);
    Some(if before { spare } else { 0 })
}

impl Gathered {
    /// A row of heads: which columns stand where.
    pub(super) fn head(&mut self, pieces: &[Piece<'_>]) {
        let mut measures = Vec::new();
        for piece in pieces.iter().take(MAX_ROW_CELLS) {
            let at = (piece.column != NO_COLUMN).then_some(piece.column);
            let Some(found) = label::label(&piece.text, &mut self.scratch) else {
                let is_sum = !self.in_four && is_subtotal(&piece.text);
                if is_sum || (at.is_some() && is_remark(&piece.text)) {
                    self.heads.subtotal(at);
                }
                continue;
            };
            self.note(found);
            match (found, at) {
                (Label::Column(column), at) if !self.in_four => self.heads.column(column, at),
                (Label::Measure(measure, _), Some(at)) => measures.push((measure, at)),
                (Label::Heading, at) if is_of_organisations(&piece.text) => self.heads.organisations = at,
                _ => {}
            }
        }
        if !measures.is_empty() {
            self.heads.measures = measures;
        }
    }

    /// The cells under the heads of table three, if the heads are known and every filled cell stands under one.
    ///
    /// A column that the table has not is no cell of the row; a sum that the form has not is passed over.
    pub(super) fn by_columns(&self, first: usize, behind: &[Piece<'_>]) -> Option<Values> {
        let columns = &self.heads.columns;
        let known = columns.iter().flatten().count();
        let mut sorted: Vec<u32> = columns.iter().flatten().copied().collect();
        sorted.sort_unstable();
        sorted.dedup();
        // The kinds of organisations may have one column together, which the form has not.
        let in_one = known == 2 && columns[0].is_some() && columns[6].is_some() && self.heads.organisations.is_some();
        if (known < 5 && !in_one) || sorted.len() != known || self.heads.are_torn() {
            return None;
        }
        let together = self.heads.organisations.filter(|_| in_one);
        let mut values = vec![None; Column::COUNT];
        for (at, piece) in behind.iter().enumerate() {
            match columns.iter().position(|&head| head == Some(piece.column)) {
                Some(column) => {
                    if let Some(slot) = values.get_mut(column) {
                        *slot = Some(first + at);
                    }
                }
                None if piece.text.is_empty() || self.heads.subtotals.contains(&piece.column) => {}
                None if together == Some(piece.column) => {}
                None => return None,
            }
        }
        let found = values.iter().flatten().count();
        // A row that ends before its heads do may have lost a cell anywhere.
        (found == known).then_some(values)
    }

    /// Says whether the heads of table three are all known and stand in another order than the form's.
    pub(super) fn heads_are_moved(&self) -> bool {
        let heads: Vec<u32> = self.heads.columns.iter().flatten().copied().collect();
        heads.len() == Column::COUNT && !heads.is_sorted() && !self.heads.are_torn()
    }

    /// The cells of a row of table two under their heads, if every filled cell stands under one.
    pub(super) fn by_measures(
        &self,
        subject: Subject,
        first: usize,
        behind: &[Piece<'_>],
    ) -> Option<Vec<(Measure, usize)>> {
        let has =
            |measure| [Form::F2019, Form::F2021].into_iter().any(|form| subject.measures(form).contains(&measure));
        let heads: Vec<(Measure, u32)> =
            self.heads.measures.iter().copied().filter(|(measure, _)| has(*measure)).collect();
        let under: Vec<(Measure, usize)> = heads
            .iter()
            .filter_map(|(measure, column)| {
                let at = behind.iter().position(|piece| piece.column == *column)?;
                Some((*measure, first + at))
            })
            .collect();
        // A mark under the head of a measure that this row has not says that it has none.
        let has_none = |piece: &Piece<'_>| {
            let other = self.heads.measures.iter().any(|(measure, at)| *at == piece.column && !has(*measure));
            other && value::is_placeholder(&piece.text)
        };
        let filled = behind.iter().filter(|piece| !piece.text.is_empty() && !has_none(piece)).count();
        let under_heads =
            under.iter().filter(|(_, at)| behind.get(at - first).is_some_and(|p| !p.text.is_empty())).count();
        // A row that ends before its heads do may have lost a cell anywhere.
        (!under.is_empty() && under.len() == heads.len() && under_heads == filled).then_some(under)
    }
}
