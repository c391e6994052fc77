//! A sheet of a workbook laid out: rows of cells are tables, a row of one text without borders is a paragraph.

use std::collections::BTreeMap;

use calamine::{Dimensions, ExcelDateTime, SheetType, SheetVisible};

use super::placing::{Blocks, Found, Placing, folded};
use super::{Limits, Note, ReadError};
use crate::model::{Align, Place, Role};

/// The names of the sheets that show.
///
/// # Errors
/// [`ReadError::TooComplex`] if there are more of them than a file may have pages.
pub(super) fn visible(sheets: &[calamine::Sheet], limits: &Limits) -> Result<Vec<String>, ReadError> {
    let shows = |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet;
    let names: Vec<String> = sheets.iter().filter(shows).map(|sheet| sheet.name.clone()).collect();
    if names.len() > limits.max_pages { Err(ReadError::TooComplex) } else { Ok(names) }
}

/// What may still be read: a few bytes of a workbook can claim many cells with long shared texts.
pub(super) struct Budget {
    cells: usize,
    bytes: usize,
}

impl Budget {
    pub fn new(limits: &Limits) -> Self {
        Self { cells: limits.max_cells, bytes: limits.max_unpacked_bytes }
    }

    pub fn spend(&mut self, bytes: usize) -> Result<(), ReadError> {
        self.cells = self.cells.checked_sub(1).ok_or(ReadError::TooComplex)?;
        self.bytes = self.bytes.checked_sub(bytes).ok_or(ReadError::TooComplex)?;
        Ok(())
    }
}

pub(super) struct Entry {
    pub text: String,
    pub align: Align,
    /// Whether a border is drawn around it; without one a lone text is a paragraph.
    pub bordered: bool,
}

/// A sheet: its cells by row and column (from 0), empty ones that have a border included.
#[derive(Default)]
pub(super) struct Sheet {
    rows: BTreeMap<u32, BTreeMap<u32, Entry>>,
    merges: Vec<Dimensions>,
}

impl Sheet {
    /// Takes a cell; row and column from 0.
    pub fn cell(&mut self, row: u32, column: u32, entry: Entry) {
        if !entry.text.is_empty() || entry.bordered {
            self.rows.entry(row).or_default().insert(column, entry);
        }
    }

    /// Takes the merged regions of the sheet.
    pub fn merge(&mut self, mut merges: Vec<Dimensions>) {
        merges.retain(|merge| merge.start.0 <= merge.end.0 && merge.start.1 <= merge.end.1);
        merges.sort_by_key(|merge| merge.start);
        self.merges = merges;
    }

    /// The merged region that begins at a position.
    fn merge_at(&self, row: u32, column: u32) -> Option<&Dimensions> {
        let index = self.merges.binary_search_by_key(&(row, column), |merge| merge.start).ok()?;
        self.merges.get(index)
    }

    pub fn write(&self, page: Option<u32>, blocks: &mut Blocks<'_>, notes: &mut Vec<Note>) -> Result<(), ReadError> {
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

/// A number in the fifteen digits that a sheet keeps: what lies beyond comes from reckoning in halves and quarters.
pub(super) fn number(value: f64) -> String {
    let rounded = format!("{value:.14e}").parse::<f64>().unwrap_or(value);
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

/// A date as it is written in Chinese.
pub(super) fn date_of(date: ExcelDateTime) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_a_sheet_shows() {
        assert_eq!(number(0.1 + 0.2), "0.3");
        assert_eq!(number(7730.280000000001), "7730.28");
        assert_eq!(number(12.0), "12");
        assert_eq!(number(-0.0), "0");
        assert_eq!(number(190.457379), "190.457379");
        assert_eq!(number(447_228_123_456.0), "447228123456");
    }
}
