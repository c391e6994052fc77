//! A document as lines of text and rows of cells, whatever its layout.
//!
//! Tables are rows already. In plain text a cell is a line led by a tab, a row ends with a line that is not, and a line
//! without a tab right after a cell continues it; or a row is a line with bars or tabs between its cells.

use std::borrow::Cow;

use document::{Block, Document, Place, Slot, Table};

use super::{heading, spaced, turned, unbroken, value};

/// The column of a cell that stands in no grid.
pub(crate) const NO_COLUMN: u32 = u32::MAX;

/// How long a cell of lines may grow, in bytes; no label and no figure with its remark is longer.
const MAX_CELL_BYTES: usize = 2_000;

/// How many tabs in a line that begins with one make it a row.
const MIN_TABS: usize = 3;

/// A piece of text with its place: a line or a cell.
#[derive(Debug)]
pub(crate) struct Piece<'a> {
    pub text: Cow<'a, str>,
    pub place: Place,
    /// The column of the grid in which it begins, from 0.
    pub column: u32,
}

/// What a line of the flow is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A line of text: one piece.
    Text,
    /// A row of cells; pieces are its cells.
    Row,
}

/// A line of text or a row of cells: pieces `start..end`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    pub kind: Kind,
    /// The line of text that its cells were, where it was one.
    pub text: Option<&'a str>,
    pub start: usize,
    pub end: usize,
    /// The table it stands in, from 1; 0 outside of tables.
    pub table: usize,
    /// How many blank lines stand before it, where it is a line of text.
    pub gap: u32,
}

/// The document in reading order.
#[derive(Debug, Default)]
pub(crate) struct Flow<'a> {
    pub pieces: Vec<Piece<'a>>,
    pub lines: Vec<Line<'a>>,
    open: Option<usize>,
    /// Whether every cell is a line that ends with a bar.
    barred: bool,
    /// Whether the last line was a bar alone, the end of the cell before it.
    bar: bool,
    /// Whether bars stood behind such a row, for the columns which the cells before them cover.
    pub padded_behind: bool,
    tables: usize,
    /// How many blank lines came last.
    blanks: u32,
}

/// The longest line that is a row of cells.
const MAX_ROW_BYTES: usize = 64 << 10;

impl<'a> Flow<'a> {
    /// Lays out a document as lines and rows.
    pub fn of(document: &'a Document) -> Self {
        let mut flow = Self { pieces: Vec::with_capacity(document.blocks.len()), ..Self::default() };
        flow.lines.reserve(document.blocks.len());
        for block in &document.blocks {
            match block {
                Block::Paragraph(paragraph) => flow.paragraph(&paragraph.text, paragraph.place),
                Block::Table(table) => {
                    flow.close();
                    flow.table(table);
                }
                Block::PageBreak => flow.close(),
            }
        }
        flow.close();
        turned::turn(&mut flow);
        flow
    }

    /// Keeps the cells of a line of text that is a row after all, as a row in no grid; the line stays as it is.
    pub fn part(&mut self, line: &Line<'a>, scratch: &mut String) -> Option<Line<'a>> {
        let [piece] = self.pieces.get(line.start..line.end)? else { return None };
        let (Kind::Text, Cow::Borrowed(text), place) = (line.kind, &piece.text, piece.place) else { return None };
        let cells = spaced::cells(text, scratch)?;
        let start = self.pieces.len();
        cells.into_iter().for_each(|cell| self.push(Cow::Borrowed(cell), place, NO_COLUMN));
        Some(Line { kind: Kind::Row, text: None, start, end: self.pieces.len(), table: line.table, gap: 0 })
    }

    /// The pieces of a line.
    pub fn pieces_of(&self, line: &Line<'_>) -> &[Piece<'a>] {
        self.pieces.get(line.start..line.end).unwrap_or_default()
    }

    fn push(&mut self, text: Cow<'a, str>, place: Place, column: u32) {
        self.pieces.push(Piece { text, place, column });
    }

    fn close(&mut self) {
        if let Some(start) = self.open.take() {
            self.lines.push(Line { kind: Kind::Row, text: None, start, end: self.pieces.len(), table: 0, gap: 0 });
        }
    }

    fn paragraph(&mut self, text: &'a str, place: Place) {
        for line in text.split('\n') {
            match unbroken::lines(line) {
                Some(lines) => lines.into_iter().for_each(|line| self.line(line, place)),
                None => self.line(line, place),
            }
        }
    }

    fn line(&mut self, text: &'a str, place: Place) {
        if let Some(rest) = text.strip_prefix('\t') {
            let cell = value::trimmed(rest);
            // More than a stray tab behind it makes it a row of blank cells.
            if !cell.contains('\t') && rest.matches('\t').count() < MIN_TABS {
                self.open.get_or_insert(self.pieces.len());
                let column = self.open.map_or(0, |start| self.pieces.len() - start);
                self.push(Cow::Borrowed(cell), place, u32::try_from(column).unwrap_or(u32::MAX));
                return;
            }
        }
        let trimmed = value::trimmed(text);
        if trimmed.is_empty() {
            self.blanks = self.blanks.saturating_add(1);
            self.close();
            return;
        }
        let gap = std::mem::take(&mut self.blanks);
        let bar = std::mem::replace(&mut self.bar, trimmed == "|" && !self.barred);
        if is_page_number(trimmed) {
            // It may stand in the middle of a row, and ends nothing.
            return;
        }
        if self.open.is_some()
            && let Some(last) = self.pieces.last_mut()
            && continues(&last.text, trimmed)
        {
            last.text.to_mut().push_str(trimmed);
            return;
        }
        self.close();
        if text.len() > MAX_ROW_BYTES {
            // A text, whatever is in it; as a row it would have millions of cells.
            let start = self.pieces.len();
            self.push(Cow::Borrowed(trimmed), place, 0);
            self.lines.push(Line { kind: Kind::Text, text: None, start, end: start + 1, table: 0, gap });
        } else if text.contains('\t') {
            // Blank cells at the end of a row are cells too.
            self.cells(trimmed, text.split('\t'), place);
        } else if is_row_of_bars(trimmed) {
            let inner = trimmed.strip_prefix('|').unwrap_or(trimmed);
            let inner = inner.strip_suffix('|').unwrap_or(inner);
            self.cells(trimmed, inner.split('|'), place);
            self.barred = trimmed.ends_with('|') && !inner.contains('|');
        } else if trimmed == "|" && (self.barred || bar) {
            // Where every cell is a line that ends with a bar, or with a bar on the next, one more bar is a blank cell.
            self.cells(trimmed, std::iter::once(""), place);
        } else if trimmed.bytes().any(|b| b != b'|' && b != b' ') {
            self.barred = false;
            let start = self.pieces.len();
            self.push(Cow::Borrowed(trimmed), place, 0);
            self.lines.push(Line { kind: Kind::Text, text: None, start, end: start + 1, table: 0, gap });
        } else if self.barred {
            self.padded_behind = true;
        }
    }

    fn cells(&mut self, text: &'a str, cells: impl Iterator<Item = &'a str>, place: Place) {
        let start = self.pieces.len();
        for (column, cell) in (0u32..).zip(cells) {
            self.push(Cow::Borrowed(value::trimmed(cell)), place, column);
        }
        self.lines.push(Line { kind: Kind::Row, text: Some(text), start, end: self.pieces.len(), table: 0, gap: 0 });
    }

    fn table(&mut self, table: &'a Table) {
        if let ([row], true) = (table.rows.as_slice(), self.barred || self.bar)
            && row.iter().all(|cell| cell.text.is_empty())
        {
            // Bars that stand for the columns which the cells before them cover.
            self.padded_behind = true;
            return;
        }
        (self.barred, self.bar) = (false, false);
        self.tables += 1;
        let number = self.tables;
        let known = table.rows.iter().flatten().all(|cell| cell.place.col.is_some());
        let grid = if known { None } else { table.grid().ok() };
        for (at, row) in table.rows.iter().enumerate() {
            let start = self.pieces.len();
            match grid.as_ref().and_then(|grid| grid.rows.get(at)) {
                Some(slots) => {
                    for (column, slot) in (0u32..).zip(slots) {
                        if let Slot::Begins { cell, .. } = slot {
                            self.push(Cow::Borrowed(value::trimmed(&cell.text)), cell.place, column);
                        }
                    }
                }
                None => {
                    for (column, cell) in (0u32..).zip(row) {
                        let column = cell.place.col.map_or(column, |col| col.saturating_sub(1));
                        self.push(Cow::Borrowed(value::trimmed(&cell.text)), cell.place, column);
                    }
                }
            }
            self.lines.push(Line { kind: Kind::Row, text: None, start, end: self.pieces.len(), table: number, gap: 0 });
        }
    }
}

/// Says whether a line without a tab goes on with the cell before it: words with words, a remark with its figure.
///
/// A blank cell and a bare figure are whole; nothing is glued to them.
fn continues(cell: &str, line: &str) -> bool {
    if cell.len() > MAX_CELL_BYTES {
        return false;
    }
    let words = cell.chars().any(value::is_word);
    let number = cell.ends_with(['.', '．', '、']) && line.chars().next().is_some_and(value::is_word);
    (words || number || (!cell.is_empty() && line.starts_with(['（', '('])))
        && !line.contains(['\t', '|'])
        && heading::of(line).is_none()
}

/// Says whether a line is the number of a page between its dashes: `— 3 —`, `-4-`.
fn is_page_number(line: &str) -> bool {
    let dash = |c: char| matches!(c, '-' | '—' | '－' | '–' | '―' | '─');
    let inner = line.trim_matches(dash);
    let number = value::trimmed(inner);
    line.starts_with(dash)
        && line.ends_with(dash)
        && (1..=9).contains(&number.len())
        && number.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
}

/// Says whether bars in a line part cells: one at an end, or several, with something between them.
fn is_row_of_bars(line: &str) -> bool {
    let mut bars = line.bytes().filter(|&b| b == b'|');
    if bars.next().is_none() {
        return false;
    }
    let several = bars.next().is_some();
    (several || line.starts_with('|') || line.ends_with('|')) && line.bytes().any(|b| b != b'|' && b != b' ')
}
