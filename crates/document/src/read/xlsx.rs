//! Workbooks (.xlsx): the visible sheets, each a page.

use std::io::Cursor;

use calamine::{Data, DataRef, Reader, Style, Xlsx, XlsxError};

use super::package::Package;
use super::placing::Blocks;
use super::sheet::{self, Budget, Entry, Sheet};
use super::{Format, Limits, Note, ReadError};
use crate::model::{Align, Document};

const FORMAT: Format = Format::Xlsx;

pub(super) fn read(bytes: &[u8], limits: &Limits, notes: &mut Vec<Note>) -> Result<Document, ReadError> {
    Package::open(bytes, FORMAT, limits)?.weigh()?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
    let names = sheet::visible(book.sheets_metadata(), limits)?;
    let mut blocks = Blocks::new(limits);
    let mut budget = Budget::new(limits);
    for (index, name) in names.iter().enumerate() {
        if index > 0 {
            blocks.page_break()?;
        }
        let page = u32::try_from(index + 1).ok();
        let sheet = load(&mut book, name, &mut budget)?;
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

fn load(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, budget: &mut Budget) -> Result<Sheet, ReadError> {
    let mut sheet = Sheet::default();
    let mut cells = book.worksheet_cells_reader(name).map_err(|error| fault(&error))?;
    let styles: Vec<Style> = cells.styles().to_vec();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|error| fault(&error))? {
        let (row, column) = cell.get_position();
        let style = styles.get(style);
        let text = shown(cell.get_value(), style);
        budget.spend(text.len())?;
        let bordered = style.and_then(|style| style.borders.as_ref()).is_some_and(|b| b.has_visible_borders());
        let align = match style.and_then(|style| style.alignment.as_ref()).map(|a| a.horizontal) {
            Some(calamine::HorizontalAlignment::Left) => Align::Left,
            Some(calamine::HorizontalAlignment::Right) => Align::Right,
            _ => Align::Centre,
        };
        sheet.cell(row, column, Entry { text, align, bordered });
    }
    drop(cells);
    sheet.merge(book.merge_cells_by_sheet_name(name).map_err(|error| fault(&error))?);
    Ok(sheet)
}

/// A value as the sheet shows it, as far as that can be told: numbers with the decimals of their format.
fn shown(value: &DataRef<'_>, style: Option<&Style>) -> String {
    let text = match value {
        DataRef::Float(number) => decimals(*number, style),
        DataRef::DateTime(date) => sheet::date_of(*date),
        DataRef::Empty => String::new(),
        other => Data::from(other.clone()).to_string(),
    };
    text.trim().to_owned()
}

fn decimals(number: f64, style: Option<&Style>) -> String {
    /// Whole numbers below this have no more digits than a sheet keeps.
    const WHOLE: f64 = 1e15;
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
    let is_whole = number.fract() == 0.0 && number.abs() < WHOLE;
    let exact = if is_whole { (number as i64).to_string() } else { sheet::number(number) };
    let there = exact.split_once('.').map_or(0, |(_, after)| after.len());
    if places > there && places <= 15 { format!("{number:.places$}") } else { exact }
}
