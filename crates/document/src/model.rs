//! The one shape every file is read into and written from: paragraphs and tables, in reading order.
//!
//! The model carries what can be seen on the page and nothing else. Readers fill [`Place`]; writers ignore it.

use serde::{Deserialize, Serialize};

/// A document: its blocks in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What the file calls itself in its properties or its head: never printed, and no part of what it says.
    pub title: String,
    /// Paragraphs, tables and page breaks in reading order.
    pub blocks: Vec<Block>,
}

/// One block of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A run of text that ends with a line break.
    Paragraph(Paragraph),
    /// A grid with merged cells.
    Table(Table),
    /// The next block starts a new page.
    PageBreak,
}

/// A paragraph and what it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// What it is for; writers choose font, size and indent by it (GB/T 9704 proportions).
    pub role: Role,
    /// Its text, without line breaks of the layout.
    pub text: String,
    /// Where it stood in the file it was read from.
    pub place: Place,
}

/// What a paragraph is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    /// The title of the document, centred.
    Title,
    /// A line below the title, centred: the organ, a date, a letter number.
    Subtitle,
    /// A heading of the first level: 一、
    Heading1,
    /// A heading of the second level: （一）
    Heading2,
    /// Running text, first line indented by two characters.
    Body,
    /// Running text without indent: an addressee, a line of a form.
    Plain,
    /// A remark in smaller type.
    Note,
    /// A signature or date, to the right.
    Signature,
}

/// A table. Rows hold the cells that begin in them; covered positions hold nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Relative column widths; empty means equal.
    pub widths: Vec<u32>,
    /// How many leading rows are repeated on each page.
    pub header_rows: u32,
    /// The rows from top to bottom.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Its text; a line break inside a cell is `\n`.
    pub text: String,
    /// Columns covered, at least 1.
    pub col_span: u32,
    /// Rows covered, at least 1.
    pub row_span: u32,
    /// How the text stands.
    pub align: Align,
    /// Where it stood in the file it was read from.
    pub place: Place,
}

/// How text stands in a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Align {
    /// At the left edge.
    Left,
    /// In the middle.
    #[default]
    Centre,
    /// At the right edge.
    Right,
}

/// Where something stood in its file: as much as is known, counted from 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Page of a paged file, or sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub page: Option<u32>,
    /// Table, counted through the whole file.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub table: Option<u32>,
    /// Row of the table.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub row: Option<u32>,
    /// Column of the table's grid, merged cells counted with their width.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub col: Option<u32>,
    /// Line of a text file.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<u32>,
}

impl Paragraph {
    /// A paragraph that was made, not read.
    pub fn new(role: Role, text: impl Into<String>) -> Self {
        Self { role, text: text.into(), place: Place::default() }
    }
}

impl Cell {
    /// A centred cell of one column and one row that was made, not read.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), col_span: 1, row_span: 1, align: Align::Centre, place: Place::default() }
    }

    /// The same cell over more columns and rows.
    #[must_use]
    pub fn spanning(mut self, col_span: u32, row_span: u32) -> Self {
        self.col_span = col_span.max(1);
        self.row_span = row_span.max(1);
        self
    }

    /// The same cell with its text standing otherwise.
    #[must_use]
    pub fn aligned(mut self, align: Align) -> Self {
        self.align = align;
        self
    }
}
