//! Text and tables as they come along in a page or a Word file, made into blocks.
//!
//! A table that holds another table is mostly there for the layout: its cells are read one after the other. A table within
//! a cell that has but one cell itself is a frame around text. All other tables stay tables.

use std::collections::HashMap;

use super::placing::{Blocks, Found, Placing, folded};
use super::{Limits, Note, ReadError};
use crate::model::{Align, Document, Place, Role};

/// Tables nested deeper than this are read as text.
const MAX_NESTED_TABLES: usize = 16;
/// A table of one cell with so many paragraphs is a frame around running text.
const FRAMED_PARAGRAPHS: usize = 4;
/// A table with so many rows of so many cells holds data, even if a small table stands in it.
const DATA_ROWS: usize = 3;
const DATA_CELLS: usize = 3;

/// Whether a cell goes on where the cell above stands (Word's way of saying `rowspan`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Merge {
    #[default]
    Alone,
    Begins,
    GoesOn,
}

/// What is said of a cell before its text.
#[derive(Debug, Clone, Default)]
pub(super) struct Claim {
    pub cols: u32,
    pub rows: u32,
    /// The column (from 0), if the file says it.
    pub column: Option<u32>,
    pub merge: Merge,
    pub align: Align,
}

#[derive(Default)]
struct Frame {
    rows: Vec<Vec<Held>>,
    header_rows: u32,
    cell_open: bool,
    cells: usize,
}

struct Held {
    claim: Claim,
    items: Vec<Item>,
}

enum Item {
    Text(Role, String),
    Table(Box<Frame>),
}

/// Where a file's text goes.
pub(super) struct Flow<'r> {
    blocks: Blocks<'r>,
    notes: &'r mut Vec<Note>,
    frames: Vec<Frame>,
    /// Tables that were opened too deep and not closed yet.
    too_deep: usize,
    held: usize,
}

impl<'r> Flow<'r> {
    pub fn new(limits: &'r Limits, notes: &'r mut Vec<Note>) -> Self {
        Self { blocks: Blocks::new(limits), notes, frames: Vec::new(), too_deep: 0, held: 0 }
    }

    pub fn note(&mut self, note: Note) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Takes a paragraph; within a table, but in none of its cells, it stands before the table.
    pub fn paragraph(&mut self, role: Role, text: &str) -> Result<(), ReadError> {
        let text = folded(text);
        if text.is_empty() {
            return Ok(());
        }
        match open_cell(&mut self.frames) {
            Some(cell) => {
                self.held += 1;
                if self.held > self.blocks.limits.max_blocks.max(self.blocks.limits.max_cells) {
                    return Err(ReadError::TooComplex);
                }
                cell.push(Item::Text(role, text));
                Ok(())
            }
            None => self.blocks.line(role, text, Place::default()),
        }
    }

    pub fn page_break(&mut self) -> Result<(), ReadError> {
        if self.frames.is_empty() { self.blocks.page_break() } else { Ok(()) }
    }

    pub fn open_table(&mut self) {
        if self.frames.len() >= MAX_NESTED_TABLES {
            self.too_deep += 1;
        } else {
            self.frames.push(Frame::default());
        }
    }

    pub fn close_table(&mut self) -> Result<(), ReadError> {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return Ok(());
        }
        let Some(mut frame) = self.frames.pop() else { return Ok(()) };
        match open_cell(&mut self.frames) {
            Some(cell) if frame.cells == 1 => {
                cell.items.extend(frame.rows.drain(..).flatten().flat_map(|held| held.items));
                Ok(())
            }
            Some(cell) => {
                if frame.cells > 0 {
                    cell.push(Item::Table(Box::new(frame)));
                }
                Ok(())
            }
            None => self.emit(frame),
        }
    }

    /// Opens a row; `header` if it is said to be one of the head.
    pub fn open_row(&mut self, header: bool) {
        if self.too_deep > 0 {
            return;
        }
        if let Some(frame) = self.frames.last_mut() {
            if header && frame.rows.len() == frame.header_rows as usize {
                frame.header_rows += 1;
            }
            frame.rows.push(Vec::new());
            frame.cell_open = false;
        }
    }

    pub fn open_cell(&mut self, claim: Claim) -> Result<(), ReadError> {
        if self.too_deep > 0 {
            return Ok(());
        }
        let Some(frame) = self.frames.last_mut() else { return Ok(()) };
        if frame.rows.is_empty() {
            frame.rows.push(Vec::new());
        }
        self.held += 1;
        if self.held > self.blocks.limits.max_cells {
            return Err(ReadError::TooComplex);
        }
        if let Some(row) = frame.rows.last_mut() {
            row.push(Held { claim, items: Vec::new() });
            frame.cells += 1;
            frame.cell_open = true;
        }
        Ok(())
    }

    /// Widens the cell that was read last; what follows is read into it.
    pub fn widen_cell(&mut self, cols: u32) {
        if self.too_deep > 0 {
            return;
        }
        if let Some(frame) = self.frames.last_mut()
            && let Some(cell) = frame.rows.last_mut().and_then(|row| row.last_mut())
        {
            cell.claim.cols = cell.claim.cols.max(1).saturating_add(cols);
            frame.cell_open = true;
        }
    }

    /// Closes the cell; how its text stands is known by now.
    pub fn close_cell(&mut self, align: Option<Align>) {
        if self.too_deep > 0 {
            return;
        }
        if let Some(frame) = self.frames.last_mut() {
            if let (true, Some(align), Some(cell)) =
                (frame.cell_open, align, frame.rows.last_mut().and_then(|row| row.last_mut()))
            {
                cell.claim.align = align;
            }
            frame.cell_open = false;
        }
    }

    pub fn finish(mut self) -> Result<Document, ReadError> {
        self.too_deep = 0;
        while !self.frames.is_empty() {
            self.close_table()?;
        }
        Ok(self.blocks.finish())
    }

    fn emit(&mut self, frame: Frame) -> Result<(), ReadError> {
        let framed = frame.cells == 1 && frame.rows.iter().flatten().any(|cell| cell.items.len() >= FRAMED_PARAGRAPHS);
        if framed || frame.is_layout() {
            for item in frame.rows.into_iter().flatten().flat_map(|cell| cell.items) {
                match item {
                    Item::Text(role, text) => self.blocks.line(role, text, Place::default())?,
                    Item::Table(inner) => self.emit(*inner)?,
                }
            }
            return Ok(());
        }
        let mut placing = Placing::new(self.blocks.limits);
        placing.header_rows = frame.header_rows;
        for row in with_heights(frame.rows) {
            placing.row()?;
            for held in row {
                let text = told(held.items);
                let Claim { cols, rows, column, align, .. } = held.claim;
                let found = Found { text, cols, rows, align, place: Place::default() };
                match column {
                    Some(column) => placing.cell_at(column as usize, found)?,
                    None => placing.cell(found)?,
                }
            }
        }
        self.blocks.table(placing, self.notes)
    }
}

impl Frame {
    /// Whether the table is there for the layout of the tables in it: all that hold some are, but for a table of
    /// many cells in one of which a small one stands.
    fn is_layout(&self) -> bool {
        let inner: usize = self.rows.iter().flatten().map(Held::inner_cells).sum();
        let wide = self.rows.iter().filter(|row| row.len() >= DATA_CELLS).count();
        inner > 0 && (wide < DATA_ROWS || inner * 4 > self.cells)
    }
}

impl Held {
    /// Takes what stands in the cell; most hold one thing.
    fn push(&mut self, item: Item) {
        if self.items.is_empty() {
            self.items.reserve_exact(1);
        }
        self.items.push(item);
    }

    /// The cells of the tables in it.
    fn inner_cells(&self) -> usize {
        self.items
            .iter()
            .map(|item| match item {
                Item::Text(..) => 0,
                Item::Table(frame) => frame.cells + frame.rows.iter().flatten().map(Self::inner_cells).sum::<usize>(),
            })
            .sum()
    }
}

/// The text of a cell.
fn told(mut items: Vec<Item>) -> String {
    if let [Item::Text(_, text)] = items.as_mut_slice() {
        return std::mem::take(text);
    }
    let mut text = String::new();
    tell(items, &mut text);
    text
}

/// Adds the text of a cell, a line for each paragraph and for each row of a table in it.
fn tell(items: Vec<Item>, text: &mut String) {
    for item in items {
        match item {
            Item::Text(_, part) => {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(&part);
            }
            Item::Table(frame) => {
                for row in frame.rows {
                    let mut line = String::new();
                    for held in row {
                        let cell = told(held.items);
                        if !line.is_empty() && !cell.is_empty() {
                            line.push(' ');
                        }
                        line.push_str(&cell.replace('\n', " "));
                    }
                    if !line.is_empty() {
                        tell(vec![Item::Text(Role::Body, line)], text);
                    }
                }
            }
        }
    }
}

/// The innermost cell that is open, whichever table it belongs to.
fn open_cell(frames: &mut [Frame]) -> Option<&mut Held> {
    let frame = frames.iter_mut().rev().find(|frame| frame.cell_open)?;
    frame.rows.last_mut()?.last_mut()
}

/// Cells that go on where one above stands make that one higher and go.
fn with_heights(rows: Vec<Vec<Held>>) -> Vec<Vec<Held>> {
    if rows.iter().flatten().all(|cell| cell.claim.merge == Merge::Alone) {
        return rows;
    }
    let mut done: Vec<Vec<Held>> = Vec::with_capacity(rows.len());
    // Column -> the row and index of the cell that may go on there.
    let mut above: HashMap<u32, (usize, usize)> = HashMap::new();
    for row in rows {
        let mut here = HashMap::new();
        let mut kept: Vec<Held> = Vec::with_capacity(row.len());
        for cell in row {
            let Some(column) = cell.claim.column.filter(|_| cell.claim.merge != Merge::Alone) else {
                kept.push(cell);
                continue;
            };
            let from = above.get(&column).filter(|_| cell.claim.merge == Merge::GoesOn).copied();
            match from {
                Some((row, index)) => {
                    if let Some(first) = done.get_mut(row).and_then(|row| row.get_mut(index)) {
                        first.claim.rows = first.claim.rows.max(1) + 1;
                    }
                    here.insert(column, (row, index));
                }
                None => {
                    here.insert(column, (done.len(), kept.len()));
                    kept.push(cell);
                }
            }
        }
        done.push(kept);
        above = here;
    }
    done
}
