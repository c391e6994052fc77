//! The text part of a Word file, step by step.

use quick_xml::events::BytesStart;

use super::super::flow::{Claim, Flow, Merge};
use super::super::xml::{Step, attribute, is_on, local};
use super::super::{Limits, Note, ReadError};
use super::numbering::Numbering;
use crate::model::{Align, Document, Role};

/// Elements whose content is not read: deletions, field instructions, ruby text.
const LEFT_OUT: [&str; 7] = ["del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "sectPr"];

/// A paragraph being read.
struct Paragraph {
    text: String,
    role: Role,
    align: Option<Align>,
    /// The list it belongs to, and at which level.
    list: Option<String>,
    level: usize,
    /// A page ends within it.
    breaks: bool,
    breaks_before: bool,
}

/// A row being read.
#[derive(Default)]
struct Row {
    column: u32,
    header: bool,
    deleted: bool,
    opened: bool,
}

/// A cell being read.
#[derive(Default)]
struct CellState {
    claim: Claim,
    opened: bool,
    /// It is one with the cell to its left (the old way of merging).
    joins_left: bool,
    align: Option<Align>,
}

/// A table being read.
#[derive(Default)]
struct TableState {
    row: Option<Row>,
    cell: Option<CellState>,
}

/// The text part as far as it was read.
pub(super) struct Body<'r> {
    flow: Flow<'r>,
    limits: &'r Limits,
    numbering: Numbering,
    paragraphs: Vec<Paragraph>,
    tables: Vec<TableState>,
    /// The names of the open properties elements (`pPr`, `rPr`, `tcPr`, `trPr`, `tblPr`), outermost first.
    properties: Vec<String>,
    /// How many elements deep we are in something that is left out.
    skipping: usize,
    /// How many elements deep we are in `w:t`.
    in_text: usize,
    run_hidden: bool,
    /// For each open choice between ways to draw the same thing whether one has been taken.
    choices: Vec<bool>,
}

impl<'r> Body<'r> {
    pub fn new(flow: Flow<'r>, limits: &'r Limits, numbering: Numbering) -> Self {
        Self {
            flow,
            limits,
            numbering,
            paragraphs: Vec::new(),
            tables: Vec::new(),
            properties: Vec::new(),
            skipping: 0,
            in_text: 0,
            run_hidden: false,
            choices: Vec::new(),
        }
    }

    pub fn finish(mut self) -> Result<Document, ReadError> {
        while !self.paragraphs.is_empty() {
            self.end_paragraph()?;
        }
        self.flow.finish()
    }

    pub fn step(&mut self, step: Step<'_>) -> Result<(), ReadError> {
        match step {
            Step::Start(start) => self.start(start, false),
            Step::Empty(start) => {
                self.start(start, true)?;
                self.end(local(start))
            }
            Step::End(name) => self.end(name),
            Step::Text(text) => {
                if self.in_text > 0 && self.skipping == 0 {
                    self.push(text);
                }
                Ok(())
            }
        }
    }

    fn push(&mut self, text: &str) {
        if self.run_hidden {
            return;
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(text);
        }
    }

    fn start(&mut self, start: &BytesStart<'_>, empty: bool) -> Result<(), ReadError> {
        let name = local(start);
        if self.skipping > 0 {
            self.skipping += 1;
            return Ok(());
        }
        if self.properties.is_empty() && LEFT_OUT.contains(&name) {
            if matches!(name, "del" | "moveFrom") && !empty {
                self.flow.note(Note::DeletionsLeftOut);
            }
            self.skipping = 1;
            return Ok(());
        }
        // What properties were before a tracked change is not what they are.
        if name.ends_with("PrChange") || name == "tblPrExChange" || self.is_other_way(name, empty) {
            self.skipping = 1;
            return Ok(());
        }
        if matches!(name, "pPr" | "rPr" | "tcPr" | "trPr" | "tblPr" | "tblPrEx" | "sdtPr") {
            self.properties.push(name.to_owned());
            return Ok(());
        }
        if !self.properties.is_empty() {
            return self.property(start, name);
        }
        match name {
            "p" => {
                self.open_pending_cell()?;
                if self.paragraphs.len() >= self.limits.max_depth {
                    return Err(ReadError::TooComplex);
                }
                self.paragraphs.push(Paragraph {
                    text: String::new(),
                    role: Role::Body,
                    align: None,
                    list: None,
                    level: 0,
                    breaks: false,
                    breaks_before: false,
                });
            }
            "r" => self.run_hidden = false,
            "t" => self.in_text += 1,
            "tab" | "ptab" => self.push("\t"),
            "br" => match attribute(start, "type").as_deref() {
                Some("page") => {
                    if let Some(paragraph) = self.paragraphs.last_mut() {
                        paragraph.breaks = true;
                    }
                }
                Some("column") => {}
                _ => self.push("\n"),
            },
            "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            "sym" => {
                // Symbol fonts keep their pictures in the private area; only true characters are text.
                let code = attribute(start, "char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                if let Some(c) = code.and_then(char::from_u32).filter(|c| !matches!(c, '\u{e000}'..='\u{f8ff}')) {
                    self.push(c.encode_utf8(&mut [0; 4]));
                }
            }
            "tbl" => {
                self.open_pending_cell()?;
                self.flow.open_table();
                if self.tables.len() >= self.limits.max_depth {
                    return Err(ReadError::TooComplex);
                }
                self.tables.push(TableState::default());
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.row = Some(Row::default());
                }
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.cell = Some(CellState::default());
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        if self.skipping > 0 {
            self.skipping -= 1;
            return Ok(());
        }
        if self.properties.last().is_some_and(|open| open == name) {
            self.properties.pop();
            return Ok(());
        }
        if !self.properties.is_empty() {
            return Ok(());
        }
        match name {
            "t" => self.in_text = self.in_text.saturating_sub(1),
            "AlternateContent" => drop(self.choices.pop()),
            "r" => self.run_hidden = false,
            "p" => self.end_paragraph()?,
            "tc" => {
                self.open_pending_cell()?;
                if let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.take())
                    && cell.opened
                {
                    self.flow.close_cell(cell.align);
                }
            }
            "tr" => {
                self.open_pending_row();
                if let Some(table) = self.tables.last_mut() {
                    table.row = None;
                    table.cell = None;
                }
            }
            "tbl" => {
                self.tables.pop();
                self.flow.close_table()?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether an element draws once more what another way has drawn.
    fn is_other_way(&mut self, name: &str, empty: bool) -> bool {
        match name {
            "AlternateContent" if !empty && self.choices.len() < self.limits.max_depth => {
                self.choices.push(false);
                false
            }
            "Choice" | "Fallback" => self.choices.last_mut().is_some_and(|taken| std::mem::replace(taken, true)),
            _ => false,
        }
    }

    fn end_paragraph(&mut self) -> Result<(), ReadError> {
        let Some(mut paragraph) = self.paragraphs.pop() else { return Ok(()) };
        if paragraph.breaks_before {
            self.flow.page_break()?;
        }
        if self.in_deleted_row() {
            return Ok(());
        }
        if let Some(list) = paragraph.list.take() {
            let number = self.numbering.next(&list, paragraph.level);
            paragraph.text.insert_str(0, &number);
        }
        if let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            cell.align = paragraph.align.or(cell.align);
        }
        self.flow.paragraph(paragraph.role, &paragraph.text)?;
        if paragraph.breaks {
            self.flow.page_break()?;
        }
        Ok(())
    }

    fn in_deleted_row(&self) -> bool {
        self.tables.iter().any(|table| table.row.as_ref().is_some_and(|row| row.deleted))
    }

    /// Properties have been read when the first content comes: only now is it known what the row is.
    fn open_pending_row(&mut self) {
        let Some(row) = self.tables.last_mut().and_then(|table| table.row.as_mut()) else { return };
        if row.opened || row.deleted {
            return;
        }
        row.opened = true;
        let header = row.header;
        self.flow.open_row(header);
    }

    fn open_pending_cell(&mut self) -> Result<(), ReadError> {
        self.open_pending_row();
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let (Some(row), Some(cell)) = (table.row.as_mut(), table.cell.as_mut()) else { return Ok(()) };
        if cell.opened || row.deleted {
            return Ok(());
        }
        cell.opened = true;
        let cols = cell.claim.cols.max(1);
        let claim = Claim { cols, rows: 1, column: Some(row.column), ..cell.claim.clone() };
        let first = row.column == 0;
        row.column = row.column.saturating_add(cols);
        if cell.joins_left && !first {
            self.flow.widen_cell(cols);
            return Ok(());
        }
        self.flow.open_cell(claim)
    }

    fn property(&mut self, start: &BytesStart<'_>, name: &str) -> Result<(), ReadError> {
        let within = |what: &str| self.properties.iter().any(|open| open == what);
        let number = || attribute(start, "val").and_then(|value| value.parse::<u32>().ok());
        match name {
            "vanish" if within("rPr") && !within("pPr") => self.run_hidden |= is_on(start),
            "strike" | "dstrike" if within("rPr") && !within("pPr") && is_on(start) => {
                self.run_hidden = true;
                self.flow.note(Note::DeletionsLeftOut);
            }
            "vertAlign" if within("rPr") && !within("pPr") => {
                // A figure set higher is that of a remark.
                if attribute(start, "val").as_deref() == Some("superscript")
                    && let Some(paragraph) = self.paragraphs.last_mut()
                    && paragraph.text.ends_with(|c: char| c.is_ascii_digit())
                {
                    paragraph.text.push(' ');
                }
            }
            "numId" if within("pPr") => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.list = attribute(start, "val");
                }
            }
            "ilvl" if within("pPr") => {
                let level = number().unwrap_or(0) as usize;
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.level = level;
                }
            }
            "pStyle" => {
                let style = attribute(start, "val");
                let list = style.as_deref().and_then(|style| self.numbering.of_style(style));
                if let (Some(paragraph), Some((list, level))) = (self.paragraphs.last_mut(), list) {
                    (paragraph.list, paragraph.level) = (Some(list), level);
                }
                let role = match style.as_deref() {
                    Some("Title") => Some(Role::Title),
                    Some("Heading1") => Some(Role::Heading1),
                    Some("Heading2") => Some(Role::Heading2),
                    Some("Subtitle") => Some(Role::Subtitle),
                    Some("Signature") => Some(Role::Signature),
                    _ => None,
                };
                if let (Some(paragraph), Some(role)) = (self.paragraphs.last_mut(), role) {
                    paragraph.role = role;
                }
            }
            "jc" if within("pPr") => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.align = match attribute(start, "val").as_deref() {
                        Some("center") => Some(Align::Centre),
                        Some("right" | "end") => Some(Align::Right),
                        _ => Some(Align::Left),
                    };
                }
            }
            "pageBreakBefore" if is_on(start) => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.breaks_before = true;
                }
            }
            "gridBefore" if within("trPr") => {
                let before = number().unwrap_or(0);
                if let Some(row) = self.row() {
                    row.column = before;
                }
            }
            "tblHeader" if within("trPr") => {
                let header = is_on(start);
                if let Some(row) = self.row() {
                    row.header = header;
                }
            }
            "del" if within("trPr") => {
                if let Some(row) = self.row() {
                    row.deleted = true;
                }
                self.flow.note(Note::DeletionsLeftOut);
            }
            "hidden" if within("trPr") && is_on(start) => {
                if let Some(row) = self.row() {
                    row.deleted = true;
                }
            }
            "hMerge" if within("tcPr") => {
                let joins_left = attribute(start, "val").as_deref() != Some("restart");
                if let Some(cell) = self.cell() {
                    cell.joins_left = joins_left;
                }
            }
            "gridSpan" if within("tcPr") => {
                let cols = number().unwrap_or(1);
                if let Some(cell) = self.cell() {
                    cell.claim.cols = cols;
                }
            }
            "vMerge" if within("tcPr") => {
                let merge =
                    if attribute(start, "val").as_deref() == Some("restart") { Merge::Begins } else { Merge::GoesOn };
                if let Some(cell) = self.cell() {
                    cell.claim.merge = merge;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn row(&mut self) -> Option<&mut Row> {
        self.tables.last_mut()?.row.as_mut()
    }

    fn cell(&mut self) -> Option<&mut CellState> {
        self.tables.last_mut()?.cell.as_mut()
    }
}
