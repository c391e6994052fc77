//! Files as they come: what is written is read back, what is hostile is refused, real reports are read whole.
#![allow(clippy::unwrap_used)]

mod apart;
mod bounds;
mod cut;
mod hostile;
mod ofd;
mod office;
mod paper;
mod pdf;
mod round_trip;
mod samples;
mod saved;
mod word;
mod xls;

use document::{Block, Document, Table};

/// Text less its white space.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A table with every position filled: the text that shows there and where its cell begins.
fn positions(table: &Table) -> Vec<Vec<Option<(String, usize, usize)>>> {
    let expanded = table.expanded();
    expanded
        .rows
        .iter()
        .map(|row| row.iter().map(|seat| seat.map(|seat| (bare(&seat.cell.text), seat.row, seat.column))).collect())
        .collect()
}

fn tables(document: &Document) -> Vec<&Table> {
    document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .collect()
}

/// The running text before, between and after the tables, less its white space.
fn texts(document: &Document) -> Vec<String> {
    let mut texts = vec![String::new()];
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => texts.last_mut().unwrap().push_str(&bare(&paragraph.text)),
            Block::Table(_) => texts.push(String::new()),
            Block::PageBreak => {}
        }
    }
    texts
}
