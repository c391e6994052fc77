//! Workbooks: the visible sheets, each a page; rows of cells are tables, a row of one text is a paragraph.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, DataRef, Dimensions, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError};

use super::package::Package;
use super::placing::{Blocks, Found, Placing, folded};
use super::{Format, Limits, Note, ReadError};
use crate::model::{Align, Document, Place, Role};

const FORMAT: Format = Format::Xlsx;

pub(super) fn read(bytes: &[u8], limits: &Limits, notes: &mut Vec<Note>) -> Result<Document, ReadError> {
    Package::open(bytes, FORMAT, limits)?.weigh()?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
    let names: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    if names.len() > limits.max_pages {
        return Err(ReadError::TooComplex);
    }
    let mut blocks = Blocks::new(limits);
    let mut budget = Budget { cells: limits.max_cells, bytes: limits.max_unpacked_bytes };
    for (index, name) in names.iter().enumerate() {
        if index > 0 {
            blocks.page_break()?;
        }
        let page = u32::try_from(index + 1).ok();
        let sheet = Sheet::load(&mut book, name, &mut budget)?;
        sheet.write(page, &mut blocks, notes)?;
    }
    Ok(blocks.finish())
}

fn fault(error: &XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::Encrypted,
        _ => ReadError::Damaged { format: FORMAT },
    }
}

/// What may still be read: a few bytes of a workbook can claim many cells with long shared texts.
struct Budget {
    cells: usize,
    bytes: usize,
}

impl Budget {
    fn spend(&mut self, bytes: usize) -> Result<(), ReadError> {
        self.cells = self.cells.checked_sub(1).ok_or(ReadError::TooComplex)?;
        self.bytes = self.bytes.checked_sub(bytes).ok_or(ReadError::TooComplex)?;
        Ok(())
    }
}

struct Entry {
    text: String,
    align: Align,
    bordered: bool,
}

/// A sheet: its cells by row and column (from 0), empty ones that have a border included.
struct Sheet {
    rows: BTreeMap<u32, BTreeMap<u32, Entry>>,
    merges: Vec<Dimensions>,
}

impl Sheet {
    fn load(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, budget: &mut Budget) -> Result<Self, ReadError> {
        let mut rows: BTreeMap<u32, BTreeMap<u32, Entry>> = BTreeMap::new();
        let mut cells = book.worksheet_cells_reader(name).map_err(|error| fault(&error))?;
        let styles: Vec<Style> = cells.styles().to_vec();
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|error| fault(&error))? {
            let (row, column) = cell.get_position();
            let style = styles.get(style);
            let text = shown(cell.get_value(), style);
            budget.spend(text.len())?;
            let bordered = style.and_then(|style| style.borders.as_ref()).is_some_and(|b| b.has_visible_borders());
            if text.is_empty() && !bordered {
                continue;
            }
            let align = match style.and_then(|style| style.alignment.as_ref()).map(|a| a.horizontal) {
                Some(calamine::HorizontalAlignment::Left) => Align::Left,
                Some(calamine::HorizontalAlignment::Right) => Align::Right,
                _ => Align::Centre,
            };
            rows.entry(row).or_default().insert(column, Entry { text, align, bordered });
        }
        drop(cells);
        let mut merges = book.merge_cells_by_sheet_name(name).map_err(|error| fault(&error))?;
        merges.retain(|merge| merge.start.0 <= merge.end.0 && merge.start.1 <= merge.end.1);
        merges.sort_by_key(|merge| merge.start);
        Ok(Self { rows, merges })
    }

    /// The merged region that begins at a position.
    fn merge_at(&self, row: u32, column: u32) -> Option<&Dimensions> {
        let index = self.merges.binary_search_by_key(&(row, column), |merge| merge.start).ok()?;
        self.merges.get(index)
    }

    fn write(&self, page: Option<u32>, blocks: &mut Blocks<'_>, notes: &mut Vec<Note>) -> Result<(), ReadError> {
        for group in self.groups() {
            let kinds: Vec<Option<(u32, &str)>> = group.iter().map(|row| self.paragraph(*row)).collect();
            // A line of text amid the rows of a table is a row of the table.
            let first = kinds.iter().position(Option::is_none).unwrap_or(kinds.len());
            let last = kinds.iter().rposition(Option::is_none).map_or(first, |last| last + 1);
            let (above, rest) = group.split_at(first);
            let (table, below) = rest.split_at(last - first);
            self.paragraphs(above, page, blocks)?;
            self.table(table, page, blocks, notes)?;
            self.paragraphs(below, page, blocks)?;
        }
        Ok(())
    }

    fn paragraphs(&self, rows: &[u32], page: Option<u32>, blocks: &mut Blocks<'_>) -> Result<(), ReadError> {
        for row in rows {
            if let Some((column, text)) = self.paragraph(*row) {
                let place = Place { page, row: Some(row + 1), col: Some(column + 1), ..Place::default() };
                blocks.paragraph(Role::Body, text, place)?;
            }
        }
        Ok(())
    }

    /// Rows that touch, from top to bottom; a region that is merged over rows holds them together.
    fn groups(&self) -> Vec<Vec<u32>> {
        let mut groups: Vec<Vec<u32>> = Vec::new();
        let mut reach = None;
        let mut merges = self.merges.iter().peekable();
        for row in self.rows.keys().copied() {
            let touches = reach.is_some_and(|reach| row <= reach);
            let mut end = row;
            while let Some(merge) = merges.next_if(|merge| merge.start.0 <= row) {
                if merge.start.0 == row {
                    end = end.max(merge.end.0);
                }
            }
            match groups.last_mut() {
                Some(group) if touches => group.push(row),
                _ => groups.push(vec![row]),
            }
            reach = reach.max(Some(end.saturating_add(1)));
        }
        groups
    }

    /// The column and text of a row that holds one text and no border.
    fn paragraph(&self, row: u32) -> Option<(u32, &str)> {
        let entries = self.rows.get(&row)?;
        let mut texts = entries.iter().filter(|(_, entry)| !entry.text.is_empty());
        let (column, entry) = texts.next()?;
        let one_row = self.merge_at(row, *column).is_none_or(|merge| merge.end.0 == row);
        (texts.next().is_none() && one_row && entries.values().all(|entry| !entry.bordered))
            .then_some((*column, entry.text.as_str()))
    }

    fn table(
        &self,
        rows: &[u32],
        page: Option<u32>,
        blocks: &mut Blocks<'_>,
        notes: &mut Vec<Note>,
    ) -> Result<(), ReadError> {
        let (Some(first), Some(last)) = (rows.first().copied(), rows.last().copied()) else { return Ok(()) };
        // The table begins in the leftmost column that holds a text; without borders nothing else tells.
        let left = rows.iter().filter_map(|row| self.rows.get(row)?.keys().next()).min().copied().unwrap_or(0);
        let mut placing = Placing::new(blocks.limits);
        // Rows that were left out between others are covered by merged regions or blank; both stay rows.
        for row in first..=last {
            placing.row()?;
            let Some(entries) = self.rows.get(&row) else { continue };
            for (column, entry) in entries {
                let merge = self.merge_at(row, *column);
                let span = |from: u32, to: u32| to.saturating_sub(from).saturating_add(1);
                let found = Found {
                    text: folded(&entry.text),
                    cols: merge.map_or(1, |merge| span(merge.start.1, merge.end.1)),
                    rows: merge.map_or(1, |merge| span(merge.start.0, merge.end.0.min(last))),
                    align: entry.align,
                    place: Place { page, ..Place::default() },
                };
                placing.cell_at((column - left) as usize, found)?;
            }
        }
        blocks.table(placing, notes)
    }
}

/// A value as the sheet shows it, as far as that can be told: numbers with the decimals of their format.
fn shown(value: &DataRef<'_>, style: Option<&Style>) -> String {
    let text = match value {
        DataRef::Float(number) => decimals(*number, style),
        DataRef::DateTime(date) => date_of(*date),
        DataRef::Empty => String::new(),
        other => Data::from(other.clone()).to_string(),
    };
    text.trim().to_owned()
}

fn decimals(number: f64, style: Option<&Style>) -> String {
    let code = style.and_then(|style| style.number_format.as_ref()).map(|format| format.format_code.as_str());
    let places = match code.and_then(|code| code.split(';').next()) {
        // Only plain formats are followed: what they round away would be lost, so they may only add zeros.
        Some(code)
            if !code.is_empty() && code.chars().all(|c| matches!(c, '0' | '.' | '#' | ',' | '_' | ' ' | ')')) =>
        {
            code.split_once('.').map_or(0, |(_, after)| after.chars().filter(|c| *c == '0').count())
        }
        _ => 0,
    };
    let exact = number.to_string();
    let there = exact.split_once('.').map_or(0, |(_, after)| after.len());
    if places > there && places <= 15 { format!("{number:.places$}") } else { exact }
}

fn date_of(date: calamine::ExcelDateTime) -> String {
    if date.is_duration() {
        return date.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        format!("{year}年{month}月{day}日")
    } else {
        format!("{year}年{month}月{day}日 {hour:02}:{minute:02}:{second:02}")
    }
}
