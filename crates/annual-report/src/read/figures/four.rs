//! Table four: fifteen figures in one row, in three rows of five, or torn over lines.

use super::{Gathered, Held, MAX_ROW_CELLS, Open, heads};
use crate::form::{RemedyBlock, RemedyResult};
use crate::read::flow::Piece;
use crate::read::label::{self, Label};
use crate::read::value;

use super::keep::{Again, Values, all};

/// How many cells a block has.
const BLOCK: usize = RemedyResult::ALL.len();

/// Whether a row counts the columns (1 to 15) and says nothing else.
fn are_numbers_of_columns(pieces: &[Piece<'_>]) -> bool {
    let mut numbers = pieces.iter().rev().take(3 * BLOCK).rev().zip(1u32..);
    pieces.len() >= 3 * BLOCK && numbers.all(|(piece, number)| piece.text.parse() == Ok(number))
}

impl Gathered {
    /// A row of figures under the heads of table four.
    pub(super) fn remedies(&mut self, start: usize, pieces: &[Piece<'_>]) -> bool {
        let begin = pieces.iter().position(|piece| value::stands_for_a_value(&piece.text));
        // Words before the first figure name the row, unless the row has just the cells of the form.
        let words = match begin {
            _ if matches!(pieces.len(), 5 | 10 | 15) => 0,
            Some(begin) => pieces.iter().take(begin).rposition(|piece| !piece.text.is_empty()).map_or(0, |at| at + 1),
            None => 0,
        };
        if begin.is_none() && pieces.len() != 15 {
            return false;
        }
        let cells = pieces.get(words..).unwrap_or_default();
        let first = start + words;
        let named = self.named.iter().filter(|named| **named).count();
        let whole = match cells.len() {
            5 => named == 1,
            10 => named == 2 && !self.named[0],
            len => len >= 15,
        };
        if !whole || !self.values.is_empty() {
            // A part of a row that is torn over lines; what it comes to is told when it ends.
            if self.open != Open::Remedies {
                self.flush_keeping_names();
                self.open = Open::Remedies;
            }
            for (at, piece) in (first..).zip(cells).take(MAX_ROW_CELLS) {
                self.hold(at, !piece.text.is_empty());
            }
            if self.values.len() == 3 * BLOCK {
                self.flush();
            }
            return true;
        }
        let wanted = if cells.len() > 10 { 15 } else { cells.len() };
        let filled = |piece: &Piece<'_>| !piece.text.is_empty();
        let span = (cells.iter().position(filled).unwrap_or(0), cells.iter().rposition(filled).map_or(0, |at| at + 1));
        // On which side this row has spare blanks says nothing of table three.
        let mut blanks_before = self.blanks_before;
        let Some(from) = heads::window(span, cells.len(), wanted, &mut blanks_before) else {
            self.keep_uneven(Open::Remedies, first);
            return true;
        };
        if std::mem::take(&mut self.blank_four) {
            // The blank row before this one, or that which counts the columns, was no row of figures.
            self.blocks.clear();
        }
        self.blank_four = self.blocks.is_empty() && are_numbers_of_columns(pieces);
        self.keep_remedies(&(first + from..first + from + wanted).map(Some).collect::<Values>());
        true
    }

    /// A row of table four with nothing in it, which is its row of figures if no other comes.
    pub(super) fn blank_row_of_four(&mut self, start: usize, pieces: &[Piece<'_>]) {
        if self.in_four && pieces.len() == 3 * BLOCK && self.blocks.is_empty() {
            self.keep_remedies(&(start..start + 3 * BLOCK).map(Some).collect::<Values>());
            self.blank_four = true;
        }
    }

    /// A row that names a block, or several, each with its five figures behind it; says whether it is one.
    pub(super) fn rows_of_blocks(&mut self, start: usize, pieces: &[Piece<'_>]) -> bool {
        let mut named: Vec<(usize, RemedyBlock)> = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            if let Some(Label::Block(Some(block))) = label::label(&piece.text, &mut self.scratch) {
                named.push((at, block));
            }
        }
        let mut kept = false;
        for (index, &(at, block)) in named.iter().enumerate() {
            let end = named.get(index + 1).map_or(pieces.len(), |(next, _)| *next);
            let cells = pieces.get(at + 1..end).unwrap_or_default();
            let filled = |piece: &Piece<'_>| !piece.text.is_empty();
            let begin = cells.iter().position(filled).unwrap_or(0);
            let span = (begin, cells.iter().rposition(filled).map_or(0, |at| at + 1));
            let figures =
                cells.iter().filter(|piece| filled(piece)).all(|piece| value::stands_for_a_value(&piece.text));
            if !figures || span.1 == 0 || cells.len() < BLOCK {
                // The name of a block over or beside another.
                continue;
            }
            kept = true;
            let first = start + at + 1;
            match heads::window(span, cells.len(), BLOCK, &mut None) {
                Some(from) => {
                    let from = first + from;
                    self.keep_one_block(block, (from..from + BLOCK).map(Some).collect());
                }
                None => self.keep_uneven(Open::Remedies, first),
            }
        }
        if kept {
            self.named = [false; 3];
        }
        kept
    }

    /// The figures gathered cell by cell, or out of a row that is torn over lines.
    pub(super) fn keep_held_remedies(&mut self, held: &[Held]) {
        let begin = held.iter().position(|cell| cell.filled).unwrap_or(0);
        let end = held.iter().rposition(|cell| cell.filled).map_or(0, |at| at + 1);
        if end == 0 && held.len() != 3 * BLOCK {
            // Blanks between heads.
            return;
        }
        let wanted = match held.len() {
            0..=5 => BLOCK,
            6..=10 => 2 * BLOCK,
            _ => 3 * BLOCK,
        };
        let mut blanks_before = self.blanks_before;
        match heads::window((begin, end), held.len(), wanted, &mut blanks_before) {
            Some(from) => self.keep_remedies(&all(held.get(from..from + wanted).unwrap_or(held))),
            None => self.keep_remedies(&all(held)),
        }
    }

    fn flush_keeping_names(&mut self) {
        let named = self.named;
        self.flush();
        self.named = named;
    }

    /// The figures of the blocks that were named, or of all.
    pub(super) fn keep_remedies(&mut self, values: &[Option<usize>]) {
        let named = std::mem::take(&mut self.named);
        let blocks: &[RemedyBlock] = match (values.len(), named) {
            (15, _) => &RemedyBlock::ALL,
            (10, [false, ..]) => &[RemedyBlock::LitigationDirect, RemedyBlock::LitigationAfterReconsideration],
            (5, [true, false, false]) => &[RemedyBlock::Reconsideration],
            (5, [false, true, false]) => &[RemedyBlock::LitigationDirect],
            (5, [false, false, true]) => &[RemedyBlock::LitigationAfterReconsideration],
            (0, _) => {
                // The names stand over figures that are still to come.
                self.named = named;
                return;
            }
            _ => &[],
        };
        if blocks.is_empty() {
            // What follows may be the rest of a torn row; the blocks stay named.
            self.named = named;
            if let Some(&at) = values.iter().flatten().next() {
                self.keep_uneven(Open::Remedies, at);
            }
        }
        for (&block, cells) in blocks.iter().zip(values.chunks(BLOCK)) {
            self.keep_one_block(block, cells.to_vec());
        }
    }

    fn keep_one_block(&mut self, block: RemedyBlock, cells: Values) {
        if self.blocks.iter().any(|(known, _)| *known == block) {
            self.keep_again(Again { row: Open::Remedies, block: Some(block), values: cells, measures: Vec::new() });
        } else {
            self.blocks.push((block, cells));
        }
    }
}
