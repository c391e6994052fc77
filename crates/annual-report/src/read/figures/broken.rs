//! Labels that are broken over lines, with their figures behind, before or between the pieces.

use super::{Gathered, Held, MAX_BROKEN, MAX_COMPARISONS, MAX_PENDING_BYTES, MAX_ROW_CELLS};
use crate::form::Row;
use crate::read::damaged;
use crate::read::flow::Piece;
use crate::read::label::{self, Label};

/// Figures behind the beginning of a label, which the next line may end.
#[derive(Debug)]
pub(super) struct Cut {
    begun: String,
    held: Vec<Held>,
}

impl Gathered {
    /// Says whether a text ends the label before whose end the last figures stood; they are that row's then.
    pub(super) fn ends_the_cut(&mut self, text: &str) -> bool {
        let Some(Cut { begun, held }) = self.cut.take() else { return false };
        let begun = format!("{begun}{text}");
        let Some(found @ Label::Row(row)) = label::label(&begun, &mut self.scratch) else {
            // It may be broken over more lines.
            let goes_on = begun.len() <= MAX_PENDING_BYTES && damaged::begins_any(&begun);
            self.cut = goes_on.then_some(Cut { begun, held });
            return goes_on;
        };
        self.note(found);
        self.pending.clear();
        self.torn = false;
        self.end_row(row, held);
        true
    }

    /// Says whether a text ends the label of the last row, whose figures stood before it.
    pub(super) fn ends_the_last(&self, text: &str) -> bool {
        let last = self.rows.last().filter(|(_, values)| self.in_three && !values.is_empty());
        last.is_some_and(|(row, _)| damaged::ends(*row, text))
    }

    /// Keeps a text that may be a part of a label.
    pub(super) fn wait_for_more(&mut self, text: &str) {
        if self.pending.len() + text.len() > MAX_PENDING_BYTES {
            self.pending.clear();
        }
        if self.pending.is_empty() {
            self.begins.clear();
        }
        if text.len() <= MAX_PENDING_BYTES {
            self.begins.push(self.pending.len());
            self.pending.push_str(text);
        }
    }

    /// The label that the last texts kept and this one are together, and where it begins: what stood before it may be of
    /// something else.
    pub(super) fn pending_label(&mut self, text: &str) -> Option<(Label, usize)> {
        let joined = format!("{}{text}", self.pending);
        let scratch = &mut self.scratch;
        let last = self.begins.len().saturating_sub(MAX_BROKEN);
        let begins = std::iter::once(&0).chain(self.begins.get(last..).unwrap_or_default());
        begins.copied().find_map(|at| Some((label::label(joined.get(at..)?, scratch)?, at)))
    }

    /// Whether the texts kept before a place have a piece of another row's label; the last row's label may end there.
    pub(super) fn holds_a_piece(&mut self, row: Row, before: usize) -> bool {
        if before == 0 {
            return false;
        }
        if self.comparisons >= MAX_COMPARISONS {
            // No report has as many; what cannot be told stays blank.
            return true;
        }
        self.comparisons += 1;
        let ends = self.begins.iter().skip(1).chain(std::iter::once(&before));
        let texts = self.begins.iter().zip(ends).filter(|(begin, _)| **begin < before);
        let last = self.rows.last().map(|(row, _)| *row);
        let texts = texts.filter_map(|(begin, end)| self.pending.get(*begin..*end));
        texts.map(|text| label::behind_group(text).unwrap_or(text)).any(|text| {
            damaged::has_a_piece_of_a_label(text)
                && !damaged::begins(row, text)
                && !damaged::is_of(row, text)
                && last.is_none_or(|last| !damaged::ends(last, text))
        })
    }

    /// The figures of a row without a label, behind what may be the beginning of one.
    pub(super) fn cut_off(
        &self,
        start: usize,
        pieces: &[Piece<'_>],
        figures: bool,
        words: Option<usize>,
    ) -> Option<Cut> {
        let at = words.map_or(0, |at| at + 1);
        let begins = words.and_then(|at| pieces.get(at)).map_or("", |piece| piece.text.as_ref());
        let begun = format!("{}{begins}", self.pending);
        if !figures || !self.in_three || begun.is_empty() || begun.len() > MAX_PENDING_BYTES {
            return None;
        }
        let cells = (start..).zip(pieces).skip(at).take(MAX_ROW_CELLS);
        let held = cells.map(|(at, piece)| Held { at, filled: !piece.text.is_empty(), gap: 0 });
        Some(Cut { begun, held: held.collect() })
    }

    /// Says whether a text goes on with the label that began the open row.
    pub(super) fn goes_on(&mut self, row: Row, text: &str) -> bool {
        if self.pending.is_empty() || self.comparisons >= MAX_COMPARISONS {
            return false;
        }
        self.comparisons += 1;
        damaged::goes_on(row, &self.pending, text)
    }
}
