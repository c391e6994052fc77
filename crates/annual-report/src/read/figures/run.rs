//! Cells that come one after the other without an end of row between them.

use super::{Gathered, Open};
use crate::form::{Column, Group};
use crate::read::flow::Piece;
use crate::read::label::{self, Label};
use crate::read::value;

impl Gathered {
    /// Says whether cells that follow one another are more than one row: two labels of rows with figures
    /// behind each, or heads and a row.
    pub(super) fn holds_several_rows(&mut self, pieces: &[Piece<'_>]) -> bool {
        // The widest row of the form has four labels and seven cells, or fifteen cells.
        if pieces.len() < 2 {
            return false;
        }
        let (mut rows, mut heads, mut labelled) = (0, false, false);
        for piece in pieces {
            if piece.text.is_empty() {
                continue;
            }
            if piece.text.len() >= 6
                && let Some(found) = label::label(&piece.text, &mut self.scratch)
            {
                labelled = matches!(found, Label::Row(_) | Label::Subject(..) | Label::Group(Group::Other));
                heads |= match found {
                    Label::Measure(..) | Label::Identity => true,
                    Label::Column(column) => !matches!(column, Column::Other | Column::Total),
                    _ => false,
                };
            } else if labelled && value::stands_for_a_value(&piece.text) {
                rows += 1;
                labelled = false;
                if rows == 2 || heads {
                    return true;
                }
            }
        }
        // Table four's heads and figures in one run.
        rows == 0
            && pieces.len() > 15
            && pieces.iter().any(|piece| value::stands_for_a_value(&piece.text))
            && pieces.iter().filter(|piece| label::label(&piece.text, &mut self.scratch) == Some(Label::Result)).count()
                >= 4
    }

    /// Cells one after the other without an end of row between them: a label opens a row, the next ends it.
    pub(super) fn run_of_cells(&mut self, start: usize, pieces: &[Piece<'_>]) {
        for (at, piece) in (start..).zip(pieces) {
            if !piece.text.is_empty() {
                self.text(at, &piece.text);
            } else if self.open != Open::Nothing && self.values.len() < self.open.width() {
                self.hold(at, false);
            }
        }
        self.flush();
    }
}
