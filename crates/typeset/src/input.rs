//! A document as values for the template: its text goes in as strings and never becomes typst source.

use crate::fonts::Fonts;
use crate::{Options, TypesetError};
use document::official::{
    AREA_WIDTH, Face, WHOLE_ROWS, begins_signature, ends_title, evenly, signature_indent, stays_with_next,
    table_half_points, table_room, table_side, title_lines,
};
use document::{Align, Block, Document, Paragraph, Role, Slot, Table, printable};
use typst::foundations::{Array, Datetime, Dict, IntoValue, Regex, Value, array, dict};

/// The widths of a table's columns are told as shares of this.
const SHARES: u32 = 10_000;

/// The smallest size of a cell's text, in hundredths of the table's.
const SMALLEST: usize = 30;

/// Everything the template reads.
pub(crate) fn of(document: &Document, fonts: &Fonts, options: &Options) -> Result<Dict, TypesetError> {
    let mut faces = Dict::new();
    for face in Face::ALL {
        let mut families = Array::new();
        // The digits of Fandol are heavy and squat; those of 宋体 stand better beside its characters.
        if fonts.families(face).first().is_some_and(|family| family.starts_with("Fandol"))
            && let Some(song) = fonts.families(Face::Song).first()
            && let Ok(latin) = Regex::new("[ -~]")
        {
            families.push(dict! { "name" => song.as_str(), "covers" => latin }.into_value());
        }
        families.extend(fonts.families(face).iter().map(|family| family.as_str().into_value()));
        faces.insert(key(face).into(), families.into_value());
    }
    let title = printable(&document.title);
    let author = printable(&options.author);
    let mut blocks = Array::new();
    let mut tables = 0;
    for (index, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Paragraph(paragraph) => blocks.push(paragraph_value(document, index, paragraph)),
            Block::Table(table) => {
                tables += 1;
                blocks.push(table_value(table, tables)?);
            }
            Block::PageBreak => blocks.push(dict! { "kind" => "break" }.into_value()),
        }
        if ends_title(document, index) {
            blocks.push(dict! { "kind" => "gap" }.into_value());
        }
    }
    Ok(dict! {
        "title" => if title.trim().is_empty() { Value::None } else { title.as_ref().into_value() },
        "author" => if author.trim().is_empty() { Array::new() } else { array![author.as_ref()] },
        "date" => date(options).map_or(Value::None, IntoValue::into_value),
        "faces" => faces,
        "blocks" => blocks,
    })
}

/// The day of the options as typst knows days.
pub(crate) fn date(options: &Options) -> Option<Datetime> {
    let date = options.date?;
    Datetime::from_ymd(date.year().into(), date.month().try_into().ok()?, date.day().try_into().ok()?)
}

fn key(face: Face) -> &'static str {
    match face {
        Face::XiaoBiaoSong => "xbs",
        Face::FangSong => "fang",
        Face::Hei => "hei",
        Face::Kai => "kai",
        Face::Song => "song",
    }
}

fn lines<'a>(text: impl IntoIterator<Item = &'a str>) -> Array {
    text.into_iter().map(IntoValue::into_value).collect()
}

fn paragraph_value(document: &Document, index: usize, paragraph: &Paragraph) -> Value {
    let text = printable(&paragraph.text);
    let split = || lines(text.split('\n'));
    let keep = stays_with_next(document, index);
    match paragraph.role {
        Role::Title => dict! { "kind" => "title", "lines" => lines(title_lines(&text)) },
        Role::Subtitle => dict! { "kind" => "subtitle", "lines" => split() },
        Role::Heading1 => dict! { "kind" => "heading", "level" => 1_i64, "lines" => split() },
        Role::Heading2 => dict! { "kind" => "heading", "level" => 2_i64, "lines" => split() },
        Role::Body => dict! { "kind" => "body", "lines" => split(), "keep" => keep },
        Role::Plain => dict! { "kind" => "plain", "lines" => split(), "keep" => keep },
        Role::Note => dict! { "kind" => "note", "lines" => split(), "keep" => keep },
        Role::Signature => {
            let indent = signature_indent(document, index).and_then(|halves| i64::try_from(halves).ok()).unwrap_or(0);
            let first = begins_signature(document, index);
            dict! { "kind" => "signature", "lines" => split(), "indent" => indent, "first" => first, "keep" => keep }
        }
    }
    .into_value()
}

fn table_value(table: &Table, number: usize) -> Result<Value, TypesetError> {
    let grid = table.grid().map_err(|fault| TypesetError::Table { table: number, fault })?;
    let size = table_half_points(grid.columns, grid.rows.len());
    let side = table_side(grid.columns);
    // Half characters that fit each column, all in quarter points; a cell keeps its sides free, and three points at least.
    let free = (side * 2 * 2 / 5).max(12);
    let rooms: Vec<usize> = grid
        .share(&table.widths, AREA_WIDTH * 72 * 4 / 254)
        .into_iter()
        .map(|quarters| usize::try_from(quarters.saturating_sub(free) / size.max(1)).unwrap_or(0))
        .collect();
    let cells = |rows: &[Vec<Slot<'_>>]| -> Array {
        rows.iter()
            .flat_map(|row| row.iter().enumerate())
            .filter_map(|(column, slot)| cell_value(slot, rooms.get(column).copied().unwrap_or(0)))
            .collect()
    };
    let (head, body) = grid.rows.split_at(grid.header_rows.min(grid.rows.len()));
    Ok(dict! {
        "kind" => "table",
        "size" => i64::from(size),
        "room" => i64::from(table_room(grid.rows.len())),
        "side" => i64::from(side),
        "whole" => grid.rows.len() <= WHOLE_ROWS,
        "widths" => grid.share(&table.widths, SHARES).into_iter().map(|w| i64::from(w).into_value()).collect::<Array>(),
        "head" => cells(head),
        "body" => cells(body),
    }
    .into_value())
}

/// The size, in hundredths, at which the longest run of a cell that no line break may part fits its column.
///
/// A long figure would else run over into the next cell and be read as part of that one's.
fn scale(text: &str, room: usize) -> i64 {
    let longest = text.split(|c: char| !c.is_ascii_graphic()).map(str::len).max().unwrap_or(0);
    if longest <= room { 100 } else { i64::try_from((100 * room / longest).max(SMALLEST)).unwrap_or(100) }
}

/// A cell as (text, columns, rows, alignment, size in hundredths); a covered position is none. `room` half characters fit its column.
fn cell_value(slot: &Slot<'_>, room: usize) -> Option<Value> {
    let number = |n: usize| i64::try_from(n).unwrap_or(1);
    match slot {
        Slot::Begins { cell, columns, rows } => {
            let align: i64 = match cell.align {
                Align::Left => 0,
                Align::Centre => 1,
                Align::Right => 2,
            };
            let text = printable(&cell.text);
            let text = text.trim_end_matches('\n');
            let even = if cell.align == Align::Centre && *columns == 1 { evenly(text, room) } else { None };
            let scale = if *columns == 1 { scale(text, room) } else { 100 };
            Some(array![even.as_deref().unwrap_or(text), number(*columns), number(*rows), align, scale].into_value())
        }
        Slot::Blank => Some(array!["", 1_i64, 1_i64, 1_i64, 100_i64].into_value()),
        Slot::Covered { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_wider_than_its_column_is_set_smaller_and_words_are_not() {
        assert_eq!(scale("1234567", 7), 100);
        assert_eq!(scale("123456789012", 6), 50);
        assert_eq!(scale("含自然失效29件、其中修订16件", 6), 100);
        assert_eq!(scale(&"9".repeat(500), 6), i64::try_from(SMALLEST).unwrap());
        assert_eq!(scale("", 0), 100);
    }
}
