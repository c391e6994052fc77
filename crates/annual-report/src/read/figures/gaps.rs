//! Rows of one cell a line whose blank cells left nothing but more blank lines than there are elsewhere.
//!
//! Where each line of cells stands after the same number of blank lines, and every further one is a blank cell, the rows
//! that lack figures come out at just the cells of the form. Only where nearly all of them do is the rest read so.

use super::keep::Values;
use super::{Gathered, Held, Open};
use crate::form::{Column, Row};

/// How many rows must come out.
const MIN_ROWS: usize = 3;
/// The blank lines before a heading, which tell nothing: there are more of them than elsewhere.
pub(super) const BEFORE_HEADING: u32 = u32::MAX;
/// How many blank lines a blank cell may leave.
const STRIDES: [u32; 2] = [1, 2];

/// A row with fewer figures than cells, and how many blank lines stand behind it.
#[derive(Debug)]
pub(super) struct Short {
    row: Row,
    held: Vec<Held>,
    behind: u32,
}

impl Short {
    /// The cells, if a blank one leaves `stride` blank lines more than `least`.
    fn cells(&self, least: u32, stride: u32) -> Option<Values> {
        let blanks = |gap: u32| {
            let more = gap.checked_sub(least)?;
            (more % stride == 0).then_some((more / stride) as usize)
        };
        let mut values = Values::new();
        for cell in &self.held {
            let before = blanks(cell.gap)?;
            if values.len() + before >= Column::COUNT {
                return None;
            }
            values.extend(std::iter::repeat_n(None, before));
            values.push(Some(cell.at));
        }
        let behind = if self.behind == BEFORE_HEADING { 0 } else { blanks(self.behind)? };
        (values.len() + behind == Column::COUNT).then(|| {
            values.resize(Column::COUNT, None);
            values
        })
    }
}

impl Gathered {
    /// Keeps a row that lacks figures until all rows are seen.
    pub(super) fn keep_short(&mut self, row: Row, held: Vec<Held>) {
        if !self.rows.iter().any(|(known, _)| *known == row) {
            self.rows.push((row, Vec::new()));
        }
        self.short.push(Short { row, held, behind: self.gap });
    }

    /// Tells the cells of the rows that lack figures, if their blank lines tell them.
    pub(super) fn finish_short(&mut self) {
        let short = std::mem::take(&mut self.short);
        let Some(least) = self.least_gap else { return };
        let told = |stride: u32| short.iter().filter(|row| row.cells(least, stride).is_some()).count();
        let best = STRIDES.into_iter().max_by_key(|&stride| (told(stride), std::cmp::Reverse(stride)));
        let stride = best.filter(|&stride| told(stride) >= MIN_ROWS && told(stride) * 5 >= short.len() * 4);
        for row in short {
            match stride.and_then(|stride| row.cells(least, stride)) {
                Some(values) => self.keep_row(row.row, values),
                None => self.keep_uneven(Open::Row(row.row), row.held.first().map_or(0, |cell| cell.at)),
            }
        }
    }
}
