//! Where in the file the reading stands: before the tables, in them or behind them.

use super::{Gathered, Open, gaps};
use crate::form::{Column, Measure, RemedyResult, Row};
use crate::read::flow::Piece;
use crate::read::label::{self, Label};

/// The fewest characters, less one, of a row's label that opens table three in the midst of a text.
const MIN_ANCHOR: usize = 9;
/// How many columns of table three side by side open it there.
const MIN_COLUMNS: usize = 5;

impl Gathered {
    /// How many rows of the three tables were recognised.
    pub fn recognised(&self) -> usize {
        self.subjects.len() + self.rows.len() + self.blocks.len()
    }

    /// Says whether a line can be the beginning of a table even where running text is expected.
    pub fn is_anchor(&mut self, pieces: &[Piece<'_>]) -> bool {
        let four_is_to_come = !self.rows.is_empty() && self.blocks.is_empty();
        let mut columns = 0;
        pieces.iter().any(|piece| match label::label(&piece.text, &mut self.scratch) {
            Some(Label::Block(_) | Label::Result) => four_is_to_come,
            Some(Label::Item | Label::Identity | Label::Measure(Measure::Made | Measure::NewlyMade, _)) => true,
            // In short (本年新收) it may stand in a table of the text.
            Some(Label::Row(Row::New)) => piece.text.chars().nth(MIN_ANCHOR).is_some(),
            Some(Label::Column(_)) => {
                columns += 1;
                columns >= MIN_COLUMNS
            }
            _ => false,
        })
    }

    /// Ends the row that is open, before a heading.
    pub fn end_before_heading(&mut self) {
        self.gap = gaps::BEFORE_HEADING;
        self.flush();
    }

    /// The heading over table four was seen.
    pub fn heading_of_four(&mut self) {
        self.four_is_next = true;
    }

    /// Says whether the last table was seen, so that what follows and is no table is text.
    pub fn is_behind_tables(&self) -> bool {
        let whole = |open: Open, cells: usize| self.open == open && self.values.len() >= cells;
        !self.blocks.is_empty()
            || self.rows.iter().any(|(row, _)| *row == Row::CarriedOut)
            || whole(Open::Remedies, 3 * RemedyResult::ALL.len())
            || whole(Open::Row(Row::CarriedOut), Column::COUNT)
    }
}
