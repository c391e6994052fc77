//! A workbook, a document a sheet: paragraphs over the whole width, each table on its own rows, numbers as numbers.

use super::WriteError;
use crate::clean::printable;
use crate::grid::{Grid, Slot};
use crate::model::{Align, Block, Document, Role};
use crate::official::half_widths;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// What a cell of a workbook holds at most, in UTF-16 units.
const CELL_LIMIT: usize = 32_767;
/// The paper number of A4.
const A4: u8 = 9;
/// Least and greatest width of a column, in half characters.
const NARROWEST: usize = 7;
const WIDEST: usize = 26;
/// The sheet is at least this wide (half characters), so that a sheet of paragraphs only can be read.
const LEAST_WIDTH: usize = 84;
/// Height of a line in points, and the most lines a row may have (Excel shows 409 points at most).
const LINE: usize = 16;
const MOST_LINES: usize = 24;

/// Writes a document as a workbook.
///
/// A cell whose whole text is a plain number (no leading zero, at most fifteen digits) becomes a number; everything
/// else is text, a text that looks like a formula too.
///
/// # Errors
/// [`WriteError::Table`], [`WriteError::CellTooLong`]; [`WriteError::Workbook`] is a fault of ours.
pub fn xlsx(document: &Document) -> Result<Vec<u8>, WriteError> {
    workbook(&[("正文", document)])
}

/// Writes documents as the sheets of one workbook, each under its name; the first gives the file its title.
///
/// A name of a sheet has at most 31 characters, none of them of `[]:*?/\`, and stands once only.
///
/// # Errors
/// As [`xlsx`]; a name that no sheet may bear is a [`WriteError::Workbook`].
pub fn workbook(sheets: &[(&str, &Document)]) -> Result<Vec<u8>, WriteError> {
    let failed = |error| WriteError::Workbook(Box::new(error));
    let mut workbook = Workbook::new();
    let title = sheets.first().map_or("", |(_, document)| document.title.as_str());
    // A date of its own would make the same document different files.
    let created = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    let title = printable(title).chars().take(200).collect::<String>();
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    for (name, document) in sheets {
        let mut grids = Vec::new();
        for block in &document.blocks {
            if let Block::Table(table) = block {
                let number = grids.len() + 1;
                let grid = table.grid().map_err(|fault| WriteError::Table { table: number, fault })?;
                check_lengths(&grid, number)?;
                grids.push(grid);
            }
        }
        let widths = column_widths(&grids);
        build(workbook.add_worksheet(), name, document, &grids, &widths).map_err(failed)?;
    }
    workbook.save_to_buffer().map_err(failed)
}

fn check_lengths(grid: &Grid<'_>, table: usize) -> Result<(), WriteError> {
    for (row, line) in grid.rows.iter().enumerate() {
        for slot in line {
            if let Slot::Begins { cell, .. } = slot
                && cell.text.encode_utf16().count() > CELL_LIMIT
            {
                return Err(WriteError::CellTooLong { table, row: row + 1, limit: CELL_LIMIT });
            }
        }
    }
    Ok(())
}

/// The width of each column in half characters: what its unmerged cells want, within bounds.
fn column_widths(grids: &[Grid<'_>]) -> Vec<usize> {
    let columns = grids.iter().map(|grid| grid.columns).max().unwrap_or(0).max(1);
    let mut widths = vec![NARROWEST; columns];
    for grid in grids {
        for (row, line) in grid.rows.iter().enumerate() {
            // A heading may take two lines.
            let lines = if row < grid.header_rows { 2 } else { 1 };
            for (column, slot) in line.iter().enumerate() {
                if let (Slot::Begins { cell, columns: 1, .. }, Some(width)) = (slot, widths.get_mut(column)) {
                    let wanted = cell.text.split('\n').map(half_widths).max().unwrap_or(0).div_ceil(lines) + 2;
                    *width = (*width).max(wanted.min(WIDEST));
                }
            }
        }
    }
    let sum: usize = widths.iter().sum();
    if sum < LEAST_WIDTH {
        for width in &mut widths {
            *width += (LEAST_WIDTH - sum).div_ceil(columns);
        }
    }
    widths
}

fn build(
    sheet: &mut Worksheet,
    name: &str,
    document: &Document,
    grids: &[Grid<'_>],
    widths: &[usize],
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_margins(0.7, 0.7, 0.8, 0.8, 0.4, 0.4).set_footer("&C— &P —");
    if widths.len() > 12 {
        sheet.set_landscape();
    }
    for (column, width) in widths.iter().enumerate() {
        sheet.set_column_width(column_number(column)?, *width as f64)?;
    }
    let total: usize = widths.iter().sum();
    let mut row = 0;
    let mut breaks = Vec::new();
    let mut grids = grids.iter();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let format = paragraph_format(paragraph.role);
                let per_line = if paragraph.role == Role::Title { total * 11 / 16 } else { total };
                let indent = if matches!(paragraph.role, Role::Body | Role::Note) { "　　" } else { "" };
                for piece in pieces(&printable(&paragraph.text), per_line.max(2)) {
                    let text = if piece.first { format!("{indent}{}", piece.text) } else { piece.text.to_owned() };
                    let format = guarded(&format, &text);
                    if widths.len() > 1 {
                        sheet.merge_range(row, 0, row, column_number(widths.len() - 1)?, &text, &format)?;
                    } else {
                        sheet.write_string_with_format(row, 0, &text, &format)?;
                    }
                    let line = if paragraph.role == Role::Title { LINE * 3 / 2 } else { LINE };
                    sheet.set_row_height(row, (wrapped(&text, per_line) * line + 4) as f64)?;
                    row += 1;
                }
            }
            Block::Table(_) => {
                if let Some(grid) = grids.next() {
                    write_table(sheet, grid, widths, row)?;
                    row += u32::try_from(grid.rows.len()).unwrap_or(u32::MAX) + 1;
                }
            }
            Block::PageBreak => breaks.push(row),
        }
    }
    breaks.retain(|row| *row > 0);
    if !breaks.is_empty() {
        sheet.set_page_breaks(&breaks)?;
    }
    Ok(())
}

fn write_table(sheet: &mut Worksheet, grid: &Grid<'_>, widths: &[usize], top: u32) -> Result<(), XlsxError> {
    let mut lines = vec![1_usize; grid.rows.len()];
    for (index, line) in grid.rows.iter().enumerate() {
        let row = top + u32::try_from(index).unwrap_or(u32::MAX);
        let header = index < grid.header_rows;
        for (column, slot) in line.iter().enumerate() {
            let at = column_number(column)?;
            match slot {
                Slot::Covered { .. } => {}
                Slot::Blank => {
                    sheet.write_blank(row, at, &cell_format(Align::Centre, header))?;
                }
                Slot::Begins { cell, columns, rows } => {
                    let text = printable(&cell.text);
                    let text = text.trim();
                    let format = guarded(&cell_format(cell.align, header), text);
                    if *columns > 1 || *rows > 1 {
                        let last = row + u32::try_from(*rows - 1).unwrap_or(u32::MAX);
                        sheet.merge_range(row, at, last, column_number(column + columns - 1)?, text, &format)?;
                    }
                    match plain_number(text) {
                        Some((number, decimals)) => {
                            let format = if decimals > 0 {
                                format.set_num_format(format!("0.{}", "0".repeat(decimals)))
                            } else {
                                format
                            };
                            sheet.write_number_with_format(row, at, number, &format)?;
                        }
                        None if text.is_empty() => {
                            sheet.write_blank(row, at, &format)?;
                        }
                        None => {
                            sheet.write_string_with_format(row, at, text, &format)?;
                        }
                    }
                    let width: usize = widths.iter().skip(column).take(*columns).sum();
                    // Widths are told for 11-point type, cells are set in 10.
                    let needed = wrapped(text, (width * 11 / 10).saturating_sub(2).max(2));
                    if let Some(spanned) = lines.get_mut(index..index + rows) {
                        let there: usize = spanned.iter().sum();
                        if let Some(last) = spanned.last_mut() {
                            *last += needed.saturating_sub(there);
                        }
                    }
                }
            }
        }
    }
    for (index, count) in lines.iter().enumerate() {
        let row = top + u32::try_from(index).unwrap_or(u32::MAX);
        sheet.set_row_height(row, (count.min(&MOST_LINES) * LINE + 4) as f64)?;
    }
    Ok(())
}

/// A sheet's column number; grids are far narrower than sheets.
fn column_number(column: usize) -> Result<u16, XlsxError> {
    u16::try_from(column).map_err(|_| XlsxError::RowColumnLimitError)
}

fn paragraph_format(role: Role) -> Format {
    let format =
        Format::new().set_text_wrap().set_align(FormatAlign::VerticalCenter).set_font_name("宋体").set_font_size(11);
    match role {
        Role::Title => format.set_bold().set_font_size(16).set_align(FormatAlign::Center),
        Role::Subtitle => format.set_align(FormatAlign::Center),
        Role::Heading1 => format.set_bold().set_font_name("黑体").set_font_size(12),
        Role::Heading2 => format.set_bold(),
        Role::Body | Role::Plain => format,
        Role::Note => format.set_font_size(10),
        Role::Signature => format.set_align(FormatAlign::Right),
    }
}

fn cell_format(align: Align, header: bool) -> Format {
    let format = Format::new()
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_font_name("宋体")
        .set_font_size(10)
        .set_align(FormatAlign::VerticalCenter)
        .set_align(match align {
            Align::Left => FormatAlign::Left,
            Align::Centre => FormatAlign::Center,
            Align::Right => FormatAlign::Right,
        });
    if header { format.set_background_color("F2F4F7") } else { format }
}

/// Marks a text that looks like a formula as text also for whoever edits or exports it later.
fn guarded(format: &Format, text: &str) -> Format {
    if text.starts_with(['=', '+', '-', '@', '\t']) && plain_number(text).is_none() {
        format.clone().set_quote_prefix()
    } else {
        format.clone()
    }
}

/// The number a text is, with its decimals, if writing the number loses nothing of the text.
fn plain_number(text: &str) -> Option<(f64, usize)> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let sound = !whole.is_empty()
        && digits(whole)
        && digits(fraction)
        && (whole == "0" || !whole.starts_with('0'))
        && unsigned.contains('.') != fraction.is_empty()
        && whole.len() + fraction.len() <= 15;
    let value: f64 = if sound { text.parse().ok()? } else { return None };
    // "-0" would come back as "0".
    if value == 0.0 && text.starts_with('-') { None } else { Some((value, fraction.len())) }
}

/// How many lines a text takes at a width in half characters.
fn wrapped(text: &str, width: usize) -> usize {
    text.split('\n').map(|line| half_widths(line).div_ceil(width.max(1)).max(1)).sum()
}

/// A part of a paragraph that fits one row.
struct Piece<'a> {
    text: &'a str,
    first: bool,
}

/// Cuts a paragraph into rows that Excel can show whole, after a full stop where there is one.
fn pieces(text: &str, per_line: usize) -> Vec<Piece<'_>> {
    let most = MOST_LINES * per_line;
    let mut pieces = Vec::new();
    let (mut start, mut filled, mut stop) = (0, 0, None);
    for (at, c) in text.char_indices() {
        let wide = match c {
            '\n' => per_line,
            c if c.is_ascii() => 1,
            _ => 2,
        };
        if filled + wide > most {
            let cut = stop.take().unwrap_or(at);
            pieces.push(Piece { text: text.get(start..cut).unwrap_or_default(), first: start == 0 });
            start = cut;
            filled = text.get(cut..at).map_or(0, half_widths);
        }
        filled += wide;
        if matches!(c, '。' | '；' | '\n') {
            stop = Some(at + c.len_utf8());
        }
    }
    pieces.push(Piece { text: text.get(start..).unwrap_or_default(), first: start == 0 });
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, Paragraph, Table};
    use calamine::{Data, Reader, Xlsx};
    use std::io::Cursor;

    fn read(document: &Document) -> (Vec<Vec<Data>>, Xlsx<Cursor<Vec<u8>>>) {
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(xlsx(document).unwrap())).unwrap();
        let rows = book.worksheet_range("正文").unwrap().rows().map(<[Data]>::to_vec).collect();
        (rows, book)
    }

    fn one_table(rows: Vec<Vec<Cell>>) -> Document {
        Document {
            title: String::new(),
            blocks: vec![Block::Table(Table { widths: Vec::new(), header_rows: 0, rows })],
        }
    }

    #[test]
    fn only_plain_numbers_become_numbers() {
        for (text, number) in [("0", Some(0.0)), ("12", Some(12.0)), ("7730.28", Some(7730.28)), ("-3", Some(-3.0))] {
            assert_eq!(plain_number(text).map(|(value, _)| value), number);
        }
        for text in ["", "007", "1.", ".5", "-0", "1e5", "1,000", "+1", "NaN", "１２", "1234567890123456", "-", "0x10"]
        {
            assert_eq!(plain_number(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_texts_and_merges_are_read_back() {
        let (rows, mut book) = read(&one_table(vec![
            vec![Cell::new("情况").spanning(2, 1), Cell::new("总计")],
            vec![Cell::new("3").spanning(1, 2), Cell::new("007"), Cell::new("1.50")],
            vec![Cell::new("=1+1"), Cell::new("")],
        ]));
        assert_eq!(rows[0][0], Data::String("情况".into()));
        assert_eq!(rows[1][0], Data::Float(3.0));
        assert_eq!(rows[1][1], Data::String("007".into()));
        assert_eq!(rows[1][2], Data::Float(1.5));
        assert_eq!(rows[2][1], Data::String("=1+1".into()));
        assert_eq!(book.merge_cells_by_sheet_name("正文").unwrap().len(), 2);
    }

    #[test]
    fn each_document_is_a_sheet_under_its_name() {
        let (one, two) = (one_table(vec![vec![Cell::new("1")]]), one_table(vec![vec![Cell::new("2")]]));
        let bytes = workbook(&[("合计", &one), ("问题", &two)]).unwrap();
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        assert_eq!(book.sheet_names(), ["合计", "问题"]);
        assert_eq!(book.worksheet_range("问题").unwrap().get((0, 0)), Some(&Data::Float(2.0)));
        assert!(workbook(&[("合计", &one), ("合计", &two)]).is_err());
    }

    #[test]
    fn no_text_becomes_a_formula() {
        let document = one_table(vec![vec![Cell::new("=cmd|' /C calc'!A0"), Cell::new("@SUM(1)"), Cell::new("+1+1")]]);
        let (_, mut book) = read(&document);
        let formulas = book.worksheet_formula("正文").unwrap();
        assert!(formulas.rows().flatten().all(String::is_empty));
    }

    #[test]
    fn a_long_paragraph_becomes_several_rows_and_loses_nothing() {
        let text = "信息公开工作有序开展。".repeat(3000);
        let document =
            Document { title: String::new(), blocks: vec![Block::Paragraph(Paragraph::new(Role::Body, text.clone()))] };
        let (rows, _) = read(&document);
        assert!(rows.len() > 10);
        let joined: String = rows.iter().map(|row| row[0].to_string()).collect();
        assert_eq!(joined.trim_start_matches('　'), text);
    }

    #[test]
    fn a_cell_that_no_workbook_holds_is_refused() {
        let document = one_table(vec![vec![Cell::new("字".repeat(CELL_LIMIT + 1))]]);
        assert!(matches!(xlsx(&document), Err(WriteError::CellTooLong { table: 1, row: 1, .. })));
    }
}
