//! OpenDocument workbooks (.ods): their sheets as they show, every repetition counted before it is carried out.
//!
//! A few bytes of such a file can claim a million rows of a thousand columns; blanks are passed over and what is filled
//! is spent from the limits cell by cell.

use std::collections::HashSet;

use calamine::Dimensions;
use quick_xml::events::BytesStart;

use super::package::Package;
use super::placing::Blocks;
use super::sheet::{self, Budget, Entry, Sheet};
use super::xml::{Step, attribute, local, walk};
use super::{Format, Limits, Note, ReadError};
use crate::model::{Align, Document};

const FORMAT: Format = Format::Ods;
/// Rows that are blank but for borders are rows of a table up to this many; more are the rest of the sheet.
const MAX_BLANK_ROWS: u32 = 8;

pub(super) fn read(bytes: &[u8], limits: &Limits, notes: &mut Vec<Note>) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes, FORMAT, limits)?;
    let encrypted = package.text("META-INF/manifest.xml")?.is_some_and(|list| list.contains("encryption-data"));
    if encrypted {
        return Err(ReadError::Encrypted);
    }
    let xml = package.text("content.xml")?.ok_or(ReadError::Damaged { format: FORMAT })?;
    let mut book = Book::new(limits);
    walk(&xml, FORMAT, limits, |step| book.step(step))?;
    let mut blocks = Blocks::new(limits);
    for (index, sheet) in book.sheets.iter().enumerate() {
        if index > 0 {
            blocks.page_break()?;
        }
        sheet.write(u32::try_from(index + 1).ok(), &mut blocks, notes)?;
    }
    Ok(blocks.finish())
}

/// A cell that is being read.
struct Open {
    repeated: u32,
    columns: u32,
    rows: u32,
    text: String,
    paragraphs: usize,
    /// The number behind what is shown, of a cell that holds one.
    number: Option<f64>,
    bordered: bool,
}

/// The book that is being read.
struct Book {
    max_sheets: usize,
    max_columns: u32,
    max_text: usize,
    budget: Budget,
    sheets: Vec<Sheet>,
    /// The sheet that is open, and whether it shows.
    sheet: Option<(Sheet, bool)>,
    merges: Vec<Dimensions>,
    row: u32,
    column: u32,
    /// The filled cells of the row that is open, the row's repetition and whether it shows.
    cells: Vec<(u32, Open)>,
    repeated: u32,
    shows: bool,
    cell: Option<Open>,
    /// How deep the reading stands in something that is no text of the cell: a remark, a drawing.
    aside: usize,
    style: String,
    bordered: HashSet<String>,
    hidden: HashSet<String>,
    /// The styles of columns: up to which column, and whether bordered.
    columns: Vec<(u32, bool)>,
}

impl Book {
    fn new(limits: &Limits) -> Self {
        Self {
            max_sheets: limits.max_pages,
            max_columns: u32::try_from(limits.max_columns).unwrap_or(u32::MAX),
            max_text: limits.max_unpacked_bytes,
            budget: Budget::new(limits),
            sheets: Vec::new(),
            sheet: None,
            merges: Vec::new(),
            row: 0,
            column: 0,
            cells: Vec::new(),
            repeated: 1,
            shows: true,
            cell: None,
            aside: 0,
            style: String::new(),
            bordered: HashSet::new(),
            hidden: HashSet::new(),
            columns: Vec::new(),
        }
    }

    fn step(&mut self, step: Step<'_>) -> Result<(), ReadError> {
        match step {
            Step::Start(start) => self.start(start, false),
            Step::Empty(start) => self.start(start, true),
            Step::End(name) => self.end(name.rsplit_once(':').map_or(name, |(_, local)| local)),
            Step::Text(text) => {
                self.text(text);
                Ok(())
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| self.aside == 0 && cell.paragraphs > 0)
            && cell.text.len() + text.len() <= self.max_text
        {
            cell.text.push_str(text);
        }
    }

    fn start(&mut self, start: &BytesStart<'_>, empty: bool) -> Result<(), ReadError> {
        if self.aside > 0 {
            self.aside += usize::from(!empty);
            return Ok(());
        }
        match local(start) {
            "annotation" | "shapes" | "forms" | "frame" | "tracked-changes" => self.aside += usize::from(!empty),
            "style" => self.style = attribute(start, "name").unwrap_or_default(),
            "table-properties" if attribute(start, "display").as_deref() == Some("false") => {
                self.hidden.insert(self.style.clone());
            }
            "table-cell-properties" => {
                let drawn = |side: &str| attribute(start, side).is_some_and(|line| line.trim() != "none");
                if ["border", "border-left", "border-right", "border-top", "border-bottom"].into_iter().any(drawn) {
                    self.bordered.insert(self.style.clone());
                }
            }
            "table" if !empty => self.open_sheet(start)?,
            "table-column" => {
                let bordered = attribute(start, "default-cell-style-name").is_some_and(|s| self.bordered.contains(&s));
                let from = self.columns.last().map_or(0, |(to, _)| *to);
                if from < self.max_columns {
                    self.columns.push((from.saturating_add(repeated(start, "number-columns-repeated")), bordered));
                }
            }
            "table-row" => {
                (self.column, self.repeated) = (0, repeated(start, "number-rows-repeated"));
                self.shows = !matches!(attribute(start, "visibility").as_deref(), Some("collapse" | "filter"));
                self.cells.clear();
                if empty {
                    self.end("table-row")?;
                }
            }
            name @ ("table-cell" | "covered-table-cell") => {
                self.open_cell(start, name == "table-cell");
                if empty {
                    self.end(name)?;
                }
            }
            "p" | "h" => {
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                }
            }
            "s" => {
                let count = attribute(start, "c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                self.text(&" ".repeat(count.min(64)));
            }
            "tab" => self.text(" "),
            "line-break" => self.text("\n"),
            _ => {}
        }
        Ok(())
    }

    fn open_sheet(&mut self, start: &BytesStart<'_>) -> Result<(), ReadError> {
        if self.sheet.is_some() {
            // A table within a cell: its cells would be taken for the sheet's.
            self.aside = 1;
            return Ok(());
        }
        if self.sheets.len() >= self.max_sheets {
            return Err(ReadError::TooComplex);
        }
        let shows = !attribute(start, "style-name").is_some_and(|style| self.hidden.contains(&style));
        self.sheet = Some((Sheet::default(), shows));
        (self.row, self.column) = (0, 0);
        self.columns.clear();
        Ok(())
    }

    fn open_cell(&mut self, start: &BytesStart<'_>, begins: bool) {
        let style = attribute(start, "style-name");
        let of_column = || self.columns.iter().find(|(to, _)| self.column < *to).is_some_and(|(_, bordered)| *bordered);
        let bordered = style.as_ref().map_or_else(of_column, |style| self.bordered.contains(style));
        let is_number = matches!(attribute(start, "value-type").as_deref(), Some("float" | "currency"));
        let number = attribute(start, "value").filter(|_| is_number).and_then(|value| value.parse().ok());
        let span = |name: &str| if begins { repeated(start, name) } else { 1 };
        self.cell = Some(Open {
            repeated: repeated(start, "number-columns-repeated"),
            columns: span("number-columns-spanned"),
            rows: span("number-rows-spanned"),
            text: String::new(),
            paragraphs: 0,
            number: number.filter(|_| begins),
            // What a merged cell covers is no cell.
            bordered: bordered && begins,
        });
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        if self.aside > 0 {
            self.aside -= 1;
            return Ok(());
        }
        match name {
            "table-cell" | "covered-table-cell" => {
                let Some(mut cell) = self.cell.take() else { return Ok(()) };
                cell.text = shown(&cell);
                let covered = name == "covered-table-cell";
                let at = self.column;
                self.column = at.saturating_add(cell.repeated);
                if !covered && at < self.max_columns && (cell.bordered || !cell.text.is_empty()) {
                    self.cells.push((at, cell));
                }
                Ok(())
            }
            "table-row" => self.end_row(),
            "table" => {
                if let Some((mut sheet, shows)) = self.sheet.take() {
                    sheet.merge(std::mem::take(&mut self.merges));
                    if shows {
                        self.sheets.push(sheet);
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn end_row(&mut self) -> Result<(), ReadError> {
        let (first, repeated) = (self.row, std::mem::replace(&mut self.repeated, 1));
        self.row = first.saturating_add(repeated);
        let cells = std::mem::take(&mut self.cells);
        let is_blank = cells.iter().all(|(_, cell)| cell.text.is_empty());
        let Some((sheet, _)) = self.sheet.as_mut() else { return Ok(()) };
        if !self.shows || (is_blank && repeated > MAX_BLANK_ROWS) {
            return Ok(());
        }
        for row in first..self.row {
            for (column, cell) in &cells {
                let end = column.saturating_add(cell.repeated).min(self.max_columns);
                for at in *column..end {
                    self.budget.spend(cell.text.len())?;
                    let (text, bordered) = (cell.text.clone(), cell.bordered);
                    sheet.cell(row, at, Entry { text, align: Align::Centre, bordered });
                    if cell.columns > 1 || cell.rows > 1 {
                        let last = (row.saturating_add(cell.rows - 1), at.saturating_add(cell.columns - 1));
                        self.merges.push(Dimensions { start: (row, at), end: last });
                    }
                }
            }
        }
        Ok(())
    }
}

/// How often something is repeated, or how far it reaches: at least once.
fn repeated(start: &BytesStart<'_>, name: &str) -> u32 {
    attribute(start, name).and_then(|count| count.trim().parse().ok()).unwrap_or(1).max(1)
}

/// What a cell shows: its text, unless that rounds the number away that it holds.
fn shown(cell: &Open) -> String {
    let text = cell.text.trim();
    let Some(number) = cell.number else { return text.to_owned() };
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | ' ' | '\u{a0}')).collect();
    if plain.parse() == Ok(number) { text.to_owned() } else { sheet::number(number) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Block;

    fn sheets(content: &str) -> Result<Vec<Block>, ReadError> {
        let xml = format!(
            "<office:document-content><office:automatic-styles><style:style style:name=\"k\" style:family=\"table-cell\">\
             <style:table-cell-properties fo:border=\"0.5pt solid #000000\"/></style:style>\
             <style:style style:name=\"h\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>\
             </office:automatic-styles><office:body><office:spreadsheet>{content}</office:spreadsheet></office:body>\
             </office:document-content>"
        );
        let limits = Limits::default();
        let mut book = Book::new(&limits);
        walk(&xml, FORMAT, &limits, |step| book.step(step))?;
        let mut blocks = Blocks::new(&limits);
        for sheet in &book.sheets {
            sheet.write(None, &mut blocks, &mut Vec::new())?;
        }
        Ok(blocks.finish().blocks)
    }

    fn cell(text: &str) -> String {
        format!("<table:table-cell table:style-name=\"k\"><text:p>{text}</text:p></table:table-cell>")
    }

    #[test]
    fn sheets_show_their_texts_merges_and_blanks() {
        let rows = format!(
            "<table:table table:name=\"a\"><table:table-row><table:table-cell><text:p>标题<text:s/>一</text:p></table:table-cell></table:table-row>\
             <table:table-row>{}<table:table-cell table:style-name=\"k\" table:number-columns-spanned=\"2\"><office:annotation><text:p>注</text:p></office:annotation><text:p>甲</text:p><text:p>乙</text:p></table:table-cell><table:covered-table-cell/></table:table-row>\
             <table:table-row>{}<table:table-cell table:style-name=\"k\" table:number-columns-repeated=\"2\"/></table:table-row>\
             <table:table-row table:visibility=\"collapse\">{}</table:table-row>\
             <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>\
             <table:table table:style-name=\"h\"><table:table-row>{}</table:table-row></table:table>",
            cell("项"),
            cell("规章"),
            cell("藏"),
            cell("藏")
        );
        let blocks = sheets(&rows).unwrap();
        let [Block::Paragraph(title), Block::Table(table)] = &blocks[..] else { panic!("{blocks:?}") };
        assert_eq!(title.text, "标题 一");
        let shown: Vec<Vec<(&str, u32)>> =
            table.rows.iter().map(|row| row.iter().map(|cell| (cell.text.as_str(), cell.col_span)).collect()).collect();
        assert_eq!(shown, [vec![("项", 1), ("甲\n乙", 2)], vec![("规章", 1), ("", 1), ("", 1)]]);
    }

    #[test]
    fn a_number_is_shown_as_it_is_kept_and_repetitions_are_bounded() {
        let number = |shown: &str, value: &str| {
            let cell = format!(
                "<table:table><table:table-row>{}<table:table-cell office:value-type=\"float\" office:value=\"{value}\"><text:p>{shown}</text:p></table:table-cell></table:table-row></table:table>",
                cell("收费")
            );
            let Some(Block::Table(table)) = sheets(&cell).unwrap().pop() else { panic!() };
            table.rows[0][1].text.clone()
        };
        assert_eq!(number("12.3", "12.345"), "12.345");
        assert_eq!(number("1,234", "1234"), "1,234");
        assert_eq!(number("###", "7"), "7");
        let bomb = "<table:table><table:table-row table:number-rows-repeated=\"4000000000\"><table:table-cell table:number-columns-repeated=\"4000000000\"><text:p>1</text:p></table:table-cell></table:table-row></table:table>";
        assert_eq!(sheets(bomb), Err(ReadError::TooComplex));
    }
}
