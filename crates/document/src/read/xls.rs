//! Workbooks of Excel 97-2003 and before (.xls): the visible sheets, each a page.

use std::io::Cursor;

use calamine::{Data, Reader, Xls, XlsError};

use super::compound::{Compound, alone};
use super::placing::Blocks;
use super::sheet::{self, Budget, Entry, Sheet};
use super::{Format, Limits, Note, ReadError};
use crate::model::{Align, Document};

const FORMAT: Format = Format::Xls;
/// The streams that hold a workbook, newer programs' first.
const STREAMS: [&str; 2] = ["Workbook", "Book"];

pub(super) fn read(bytes: &[u8], limits: &Limits, notes: &mut Vec<Note>) -> Result<Document, ReadError> {
    let damaged = || ReadError::Damaged { format: FORMAT };
    let compound = Compound::open(bytes).ok_or_else(damaged)?;
    let found = STREAMS.iter().find_map(|name| Some((*name, compound.stream(name)?)));
    let (name, mut stream) = found.ok_or_else(damaged)?;
    weigh(&stream, limits)?;
    forget_sizes(&mut stream);
    // The parser follows a ring of sectors for ever, and reads macros: it is given the workbook and nothing else.
    let mut book: Xls<_> = Xls::new(Cursor::new(alone(name, &stream))).map_err(|error| fault(&error))?;
    let names = sheet::visible(book.sheets_metadata(), limits)?;
    let mut blocks = Blocks::new(limits);
    let mut budget = Budget::new(limits);
    for (index, name) in names.iter().enumerate() {
        if index > 0 {
            blocks.page_break()?;
        }
        let mut sheet = Sheet::default();
        let range = book.worksheet_range(name).map_err(|error| fault(&error))?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(column)) else { continue };
            let text = shown(value);
            budget.spend(text.len())?;
            let entry = Entry { text, align: Align::Centre, bordered: false };
            sheet.cell(top.saturating_add(row), left.saturating_add(column), entry);
        }
        sheet.merge(book.merge_cells_by_sheet_name(name).map_err(|error| fault(&error))?);
        sheet.write(u32::try_from(index + 1).ok(), &mut blocks, notes)?;
    }
    Ok(blocks.finish())
}

fn fault(error: &XlsError) -> ReadError {
    match error {
        XlsError::Password => ReadError::Encrypted,
        _ => ReadError::Damaged { format: FORMAT },
    }
}

fn shown(value: &Data) -> String {
    match value {
        Data::Float(value) => sheet::number(*value),
        Data::DateTime(date) => sheet::date_of(*date),
        Data::Empty => String::new(),
        other => other.to_string().trim().to_owned(),
    }
}

/// Refuses a workbook two of whose cells lie so far apart that the room between them would cost too much: its parser
/// fills the whole rectangle.
fn weigh(stream: &[u8], limits: &Limits) -> Result<(), ReadError> {
    let mut rest = stream;
    let mut area = Area::default();
    let mut total = 0_usize;
    while let Some(([kind_low, kind_high, low, high], after)) = rest.split_first_chunk::<4>() {
        let kind = u16::from_le_bytes([*kind_low, *kind_high]);
        let length = usize::from(u16::from_le_bytes([*low, *high]));
        let data = after.get(..length.min(after.len())).unwrap_or_default();
        rest = after.get(data.len()..).unwrap_or_default();
        match kind {
            // A sheet begins.
            0x0009 | 0x0209 | 0x0409 | 0x0809 => {
                total = total.saturating_add(area.positions());
                area = Area::default();
            }
            // What holds a value: blanks, numbers, texts, formulas, each alone or a row of them.
            0x0001..=0x0006 | 0x00bd | 0x00be | 0x00d6 | 0x00fd | 0x0201..=0x0206 | 0x027e | 0x0406 => {
                if let [row_low, row_high, column_low, column_high, ..] = data {
                    let row = usize::from(u16::from_le_bytes([*row_low, *row_high]));
                    let column = usize::from(u16::from_le_bytes([*column_low, *column_high]));
                    let more = if matches!(kind, 0x00bd | 0x00be) { data.len() / 2 } else { 1 };
                    area.take(row, column, column + more);
                }
            }
            _ => {}
        }
        if total.saturating_add(area.positions()) > limits.max_cells {
            return Err(ReadError::TooComplex);
        }
    }
    Ok(())
}

/// Turns the records that say how large a sheet is into blanks: the parser takes as much memory as they claim.
fn forget_sizes(stream: &mut [u8]) {
    const SIZE: [u8; 2] = 0x0200_u16.to_le_bytes();
    const BLANK: [u8; 2] = 0x0201_u16.to_le_bytes();
    let mut rest = stream;
    while let Some((head, after)) = rest.split_first_chunk_mut::<4>() {
        let [kind_low, kind_high, low, high] = head;
        if [*kind_low, *kind_high] == SIZE {
            [*kind_low, *kind_high] = BLANK;
        }
        let length = usize::from(u16::from_le_bytes([*low, *high])).min(after.len());
        rest = after.get_mut(length..).unwrap_or_default();
    }
}

/// The rectangle that holds the cells of a sheet.
#[derive(Default)]
struct Area {
    rows: Option<(usize, usize)>,
    columns: Option<(usize, usize)>,
}

impl Area {
    fn take(&mut self, row: usize, first: usize, end: usize) {
        let wider = |held: Option<(usize, usize)>, from: usize, to: usize| {
            held.map_or((from, to), |(low, high)| (low.min(from), high.max(to)))
        };
        self.rows = Some(wider(self.rows, row, row + 1));
        // No sheet of this kind has more columns.
        self.columns = Some(wider(self.columns, first, end.min(256).max(first + 1)));
    }

    fn positions(&self) -> usize {
        let span = |held: Option<(usize, usize)>| held.map_or(0, |(low, high)| high - low);
        span(self.rows).saturating_mul(span(self.columns))
    }
}
