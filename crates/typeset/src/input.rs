//! A document as values for the template: its text goes in as strings and never becomes typst source.

use crate::fonts::Fonts;
use crate::{Options, TypesetError};
use document::official::{Face, ends_title, signature_indents, table_half_points, title_lines};
use document::{Align, Block, Document, Paragraph, Role, Slot, Table, printable};
use typst::foundations::{Array, Datetime, Dict, IntoValue, Value, array, dict};

/// The widths of a table's columns are told as shares of this.
const SHARES: u32 = 10_000;

/// Everything the template reads.
pub(crate) fn of(document: &Document, fonts: &Fonts, options: &Options) -> Result<Dict, TypesetError> {
    let mut faces = Dict::new();
    for face in Face::ALL {
        let families: Array = fonts.families(face).iter().map(|family| family.as_str().into_value()).collect();
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
    match paragraph.role {
        Role::Title => dict! { "kind" => "title", "lines" => lines(title_lines(&text)) },
        Role::Subtitle => dict! { "kind" => "subtitle", "lines" => split() },
        Role::Heading1 => dict! { "kind" => "heading", "level" => 1_i64, "lines" => split() },
        Role::Heading2 => dict! { "kind" => "heading", "level" => 2_i64, "lines" => split() },
        Role::Body => dict! { "kind" => "body", "lines" => split() },
        Role::Plain => dict! { "kind" => "plain", "lines" => split() },
        Role::Note => dict! { "kind" => "note", "lines" => split() },
        Role::Signature => {
            dict! { "kind" => "signature", "lines" => split(), "indent" => signature_indent(document, index) }
        }
    }
    .into_value()
}

fn signature_indent(document: &Document, index: usize) -> i64 {
    let text = |at: usize| match document.blocks.get(at) {
        Some(Block::Paragraph(paragraph)) if paragraph.role == Role::Signature => Some(paragraph.text.as_str()),
        _ => None,
    };
    let first = (0..index).rev().take_while(|at| text(*at).is_some()).last().unwrap_or(index);
    let lines: Vec<&str> = (first..).map_while(text).collect();
    signature_indents(&lines).get(index - first).and_then(|halves| i64::try_from(*halves).ok()).unwrap_or(0)
}

fn table_value(table: &Table, number: usize) -> Result<Value, TypesetError> {
    let grid = table.grid().map_err(|fault| TypesetError::Table { table: number, fault })?;
    let cells = |rows: &[Vec<Slot<'_>>]| -> Array { rows.iter().flatten().filter_map(cell_value).collect() };
    let (head, body) = grid.rows.split_at(grid.header_rows.min(grid.rows.len()));
    Ok(dict! {
        "kind" => "table",
        "size" => i64::from(table_half_points(grid.columns, grid.rows.len())),
        "widths" => grid.share(&table.widths, SHARES).into_iter().map(|w| i64::from(w).into_value()).collect::<Array>(),
        "head" => cells(head),
        "body" => cells(body),
    }
    .into_value())
}

/// A cell as (text, columns, rows, alignment); a covered position is none.
fn cell_value(slot: &Slot<'_>) -> Option<Value> {
    let number = |n: usize| i64::try_from(n).unwrap_or(1);
    match slot {
        Slot::Begins { cell, columns, rows } => {
            let align: i64 = match cell.align {
                Align::Left => 0,
                Align::Centre => 1,
                Align::Right => 2,
            };
            let text = printable(&cell.text);
            Some(array![text.trim_end_matches('\n'), number(*columns), number(*rows), align].into_value())
        }
        Slot::Blank => Some(array!["", 1_i64, 1_i64, 1_i64].into_value()),
        Slot::Covered { .. } => None,
    }
}
