//! Blocks gathered and tables placed, within the limits: what all readers share.
//!
//! A table comes row by row. Cells take the first free column, or the column the file gives them; a cell that claims
//! more than the table has is cut, one that claims a taken position ends before it. So every table that leaves here
//! is free of overlaps.

use std::borrow::Cow;

use super::{Limits, Note, ReadError, radicals};
use crate::model::{Align, Block, Cell, Document, Paragraph, Place, Role, Table};

/// A cell that claims more columns than this claims "to the end of the table": no table of a report is so wide.
const TO_THE_END: u32 = 63;

/// The blocks read so far.
pub(super) struct Blocks<'l> {
    pub limits: &'l Limits,
    blocks: Vec<Block>,
    tables: u32,
    positions: usize,
}

impl<'l> Blocks<'l> {
    pub fn new(limits: &'l Limits) -> Self {
        Self { limits, blocks: Vec::new(), tables: 0, positions: 0 }
    }

    fn push(&mut self, block: Block) -> Result<(), ReadError> {
        if self.blocks.len() >= self.limits.max_blocks {
            return Err(ReadError::TooComplex);
        }
        self.blocks.push(block);
        Ok(())
    }

    /// Takes a paragraph as it is, an empty one too.
    pub fn line(&mut self, role: Role, text: String, place: Place) -> Result<(), ReadError> {
        self.push(Block::Paragraph(Paragraph { role, text, place }))
    }

    /// Takes a paragraph with its white space folded; an empty one is no paragraph.
    pub fn paragraph(&mut self, role: Role, text: &str, place: Place) -> Result<(), ReadError> {
        let text = folded(text);
        if text.is_empty() { Ok(()) } else { self.line(role, text, place) }
    }

    pub fn page_break(&mut self) -> Result<(), ReadError> {
        if matches!(self.blocks.last(), None | Some(Block::PageBreak)) {
            return Ok(());
        }
        self.push(Block::PageBreak)
    }

    /// Takes a table that has been placed; one without cells is no table.
    pub fn table(&mut self, placing: Placing, notes: &mut Vec<Note>) -> Result<(), ReadError> {
        let Placed { mut table, cuts, positions } = placing.finish();
        if table.rows.iter().all(Vec::is_empty) {
            return Ok(());
        }
        self.positions = self.positions.saturating_add(positions);
        if self.positions > self.limits.max_cells {
            return Err(ReadError::TooComplex);
        }
        self.tables += 1;
        for cell in table.rows.iter_mut().flatten() {
            cell.place.table = Some(self.tables);
        }
        if let Some(first) = cuts.first() {
            notes.push(Note::SpanCut(Place { table: Some(self.tables), ..*first }));
        }
        self.push(Block::Table(table))
    }

    /// Takes what another reader made of a part of the file that begins at `place`.
    pub fn append(&mut self, part: Document, place: Place) -> Result<(), ReadError> {
        for mut block in part.blocks {
            match &mut block {
                Block::Paragraph(paragraph) => paragraph.place.line = place.line,
                Block::Table(table) => {
                    self.positions = self.positions.saturating_add(table.rows.iter().map(Vec::len).sum());
                    if self.positions > self.limits.max_cells {
                        return Err(ReadError::TooComplex);
                    }
                    self.tables += 1;
                    for cell in table.rows.iter_mut().flatten() {
                        cell.place.table = Some(self.tables);
                        cell.place.line = place.line;
                    }
                }
                Block::PageBreak => {}
            }
            self.push(block)?;
        }
        Ok(())
    }

    pub fn finish(mut self) -> Document {
        if matches!(self.blocks.last(), Some(Block::PageBreak)) {
            self.blocks.pop();
        }
        Document { title: String::new(), blocks: self.blocks }
    }
}

/// A cell as a reader finds it.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    pub text: String,
    pub cols: u32,
    pub rows: u32,
    pub align: Align,
    /// Page and line, if known; table, row and column are filled in when it is placed.
    pub place: Place,
}

/// A table being placed.
pub(super) struct Placing {
    max_columns: usize,
    max_cells: usize,
    rows: Vec<Vec<Seated>>,
    /// For each column the first row (from 0) that no cell from above covers.
    free_from: Vec<usize>,
    /// The next column of the row that is being filled.
    cursor: usize,
    cells: usize,
    cuts: Vec<Place>,
    pub header_rows: u32,
}

struct Seated {
    cell: Cell,
    column: usize,
    /// Claims to reach the end of the table, wherever that may be.
    to_the_end: bool,
}

struct Placed {
    table: Table,
    cuts: Vec<Place>,
    positions: usize,
}

impl Placing {
    pub fn new(limits: &Limits) -> Self {
        Self {
            max_columns: limits.max_columns.max(1),
            max_cells: limits.max_cells,
            rows: Vec::new(),
            free_from: Vec::new(),
            cursor: 0,
            cells: 0,
            cuts: Vec::new(),
            header_rows: 0,
        }
    }

    /// How many rows have begun.
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    pub fn row(&mut self) -> Result<(), ReadError> {
        if self.rows.len() >= self.max_cells {
            return Err(ReadError::TooComplex);
        }
        self.rows.push(Vec::new());
        self.cursor = 0;
        Ok(())
    }

    /// Places a cell in the first free column of the row.
    pub fn cell(&mut self, found: Found) -> Result<(), ReadError> {
        let Some(row) = self.rows.len().checked_sub(1) else { return Ok(()) };
        while self.free_from.get(self.cursor).is_some_and(|free| *free > row) {
            self.cursor += 1;
        }
        self.place(row, found)
    }

    /// Places a cell in a column (from 0); columns skipped are empty cells. A taken position is not taken twice.
    pub fn cell_at(&mut self, column: usize, found: Found) -> Result<(), ReadError> {
        let Some(row) = self.rows.len().checked_sub(1) else { return Ok(()) };
        if self.free_from.get(column).is_some_and(|free| *free > row) {
            return Ok(());
        }
        while self.cursor < column.min(self.max_columns) {
            if self.free_from.get(self.cursor).is_some_and(|free| *free > row) {
                self.cursor += 1;
            } else {
                let place = Place { page: found.place.page, ..Place::default() };
                self.place(row, Found { cols: 1, rows: 1, place, ..Found::default() })?;
            }
        }
        self.cursor = self.cursor.max(column);
        self.place(row, found)
    }

    fn place(&mut self, row: usize, found: Found) -> Result<(), ReadError> {
        let column = self.cursor;
        let place = Place { row: counted(row), col: counted(column), ..found.place };
        self.cells += 1;
        if self.cells > self.max_cells {
            return Err(ReadError::TooComplex);
        }
        if column >= self.max_columns {
            self.cuts.push(place);
            return Ok(());
        }
        let to_the_end = found.cols > TO_THE_END;
        let wished = if to_the_end { 1 } else { found.cols.max(1) as usize };
        let mut end = column + 1;
        while end < column + wished && end < self.max_columns && self.free_from.get(end).is_none_or(|f| *f <= row) {
            end += 1;
        }
        if end < column + wished {
            self.cuts.push(place);
        }
        if self.free_from.len() < end {
            self.free_from.resize(end, 0);
        }
        let below = row.saturating_add(found.rows.max(1) as usize);
        for free in self.free_from.iter_mut().take(end).skip(column) {
            *free = below;
        }
        let cell = Cell {
            text: found.text,
            col_span: u32::try_from(end - column).unwrap_or(1),
            row_span: found.rows.max(1),
            align: found.align,
            place,
        };
        if let Some(cells) = self.rows.last_mut() {
            cells.push(Seated { cell, column, to_the_end });
        }
        self.cursor = end;
        Ok(())
    }

    fn finish(mut self) -> Placed {
        // Rows that hold nothing and are covered by nothing are no rows, except between others.
        while self.rows.last().is_some_and(Vec::is_empty) && {
            let last = self.rows.len() - 1;
            self.free_from.iter().all(|free| *free <= last || *free > last + 1)
        } {
            self.rows.pop();
        }
        let width = self.free_from.len();
        let height = self.rows.len();
        let mut cuts = self.cuts;
        let mut rows = Vec::with_capacity(height);
        for (row, cells) in self.rows.into_iter().enumerate() {
            let count = cells.len();
            let mut line = Vec::with_capacity(count);
            for (index, Seated { mut cell, column, to_the_end }) in cells.into_iter().enumerate() {
                let left = u32::try_from(height - row).unwrap_or(u32::MAX);
                if cell.row_span > left {
                    cuts.push(cell.place);
                    cell.row_span = left;
                }
                if to_the_end {
                    cuts.push(cell.place);
                    if index + 1 == count && cell.row_span == 1 {
                        cell.col_span = u32::try_from(width - column).unwrap_or(1);
                    }
                }
                line.push(cell);
            }
            rows.push(line);
        }
        let header_rows = self.header_rows.min(u32::try_from(height).unwrap_or(u32::MAX));
        Placed { table: Table { widths: Vec::new(), header_rows, rows }, cuts, positions: width.saturating_mul(height) }
    }
}

fn counted(index: usize) -> Option<u32> {
    u32::try_from(index).ok().and_then(|index| index.checked_add(1))
}

/// Text with its white space folded: runs of spaces of any kind become one space (none at the ends), line breaks
/// stay line breaks, blank lines go; radicals become the ideographs that they show.
pub(super) fn folded(text: &str) -> String {
    if is_folded(text.as_bytes()) {
        return text.to_owned();
    }
    slowly_folded(text)
}

fn slowly_folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for line in text.split('\n') {
        // What shows nothing parts nothing: a figure with a mark of zero width in it is one figure.
        let line = if line.contains(is_filling) { line.replace(is_filling, "").into() } else { Cow::Borrowed(line) };
        let mut words = line.split_whitespace();
        let Some(first) = words.next() else { continue };
        if !folded.is_empty() {
            folded.push('\n');
        }
        folded.push_str(first);
        for word in words {
            folded.push(' ');
            folded.push_str(word);
        }
    }
    radicals::ideographs(folded)
}

/// Whether a text is folded for certain: no byte of it is of a character that folding may change, and spaces and line
/// breaks stand alone between others. One pass that never branches.
fn is_folded(bytes: &[u8]) -> bool {
    let space = |byte: u8| (byte == b' ') | (byte == b'\n');
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return true };
    if space(*first) || space(*last) {
        return false;
    }
    let changes = |first: u8, second: u8, third: u8| {
        let spaces = space(first) & space(second);
        let control = (first < b' ') & (first != b'\n');
        // U+0080 to U+00BF; U+1680; U+2000 to U+200B, U+2028, U+2029, U+202F; U+2040 to U+207F; U+2E80 to U+2FFF.
        let latin = first == 0xc2;
        let ogham = first == 0xe1;
        let wide = (first == 0xe2)
            & ((second == 0x81)
                | (second >= 0xba)
                | ((second == 0x80) & ((third <= 0x8b) | (third == 0xa8) | (third == 0xa9) | (third == 0xaf))));
        // U+3000; U+F900 to U+FA3F, U+FEFF.
        let ideographic = (first == 0xe3) & (second == 0x80) & (third == 0x80);
        let compatible = (first == 0xef) & ((0xa4..=0xa8).contains(&second) | (second == 0xbb));
        spaces | control | latin | ogham | wide | ideographic | compatible
    };
    let (second, third) = (bytes.get(1..).unwrap_or_default(), bytes.get(2..).unwrap_or_default());
    let runs = bytes.iter().zip(second).zip(third);
    let before = bytes.len().checked_sub(2).and_then(|at| bytes.get(at)).copied().unwrap_or(b'0');
    !(changes(before, *last, 0)
        | changes(*last, 0, 0)
        | runs.fold(false, |found, ((first, second), third)| found | changes(*first, *second, *third)))
}

/// Characters that show nothing: zero-width spaces, marks of byte order, soft hyphens.
fn is_filling(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, cols: u32, rows: u32) -> Found {
        Found { text: text.to_owned(), cols, rows, ..Found::default() }
    }

    fn read(placing: Placing) -> Table {
        placing.finish().table
    }

    #[test]
    fn spans_that_claim_taken_positions_end_before_them() {
        let mut placing = Placing::new(&Limits::default());
        placing.row().unwrap();
        placing.cell(found("甲", 1, 1)).unwrap();
        placing.cell(found("乙", 1, 2)).unwrap();
        placing.row().unwrap();
        placing.cell(found("丙", 2, 1)).unwrap();
        let table = read(placing);
        assert!(table.grid().is_ok());
        assert_eq!(table.rows[1][0].col_span, 1);
    }

    #[test]
    fn what_is_folded_already_is_told_from_what_is_not() {
        // Every character that folding changes, alone and between others.
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            for text in [format!("甲{c}乙"), format!("甲{c}"), format!("{c}乙")] {
                let said = is_folded(text.as_bytes());
                assert!(!said || slowly_folded(&text) == text, "{text:?}");
            }
        }
        for text in ["", "1", "12", "政府信息公开", "本年新收12件，“部分”公开", "a b\nc", "—", "《条例》"]
        {
            assert!(is_folded(text.as_bytes()), "{text:?}");
        }
        for text in [" 1", "1 ", "a  b", "a \nb", "a\n\nb", "\u{3000}一", "一\u{a0}", "a\tb", "1\u{200b}2"] {
            assert!(!is_folded(text.as_bytes()), "{text:?}");
        }
    }

    #[test]
    fn a_million_columns_end_with_the_table() {
        let mut placing = Placing::new(&Limits::default());
        placing.row().unwrap();
        placing.cell(found("甲", 1_000_000, 1)).unwrap();
        placing.row().unwrap();
        for _ in 0..3 {
            placing.cell(found("乙", 1, 4_000_000_000)).unwrap();
        }
        let table = read(placing);
        assert_eq!((table.rows[0][0].col_span, table.rows[1][0].row_span), (3, 1));
        assert!(table.grid().is_ok());
    }

    #[test]
    fn skipped_columns_are_empty_cells() {
        let mut placing = Placing::new(&Limits::default());
        placing.row().unwrap();
        placing.cell_at(2, found("丙", 1, 1)).unwrap();
        let table = read(placing);
        assert_eq!(table.rows[0].iter().map(|c| c.text.as_str()).collect::<Vec<_>>(), ["", "", "丙"]);
    }

    #[test]
    fn white_space_is_folded_and_line_breaks_stay() {
        assert_eq!(folded("1\u{200b}2\u{feff}"), "12");
        assert_eq!(folded(" \u{3000}第一 \t 行\u{a0}\n\n\u{feff}第二行 "), "第一 行\n第二行");
        assert_eq!(folded("\u{a0}"), "");
    }
}
