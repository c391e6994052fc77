//! Plain text: a paragraph a line, a table row a line with `|` around its cells.

use super::WriteError;
use crate::clean::printable;
use crate::grid::Slot;
use crate::model::{Block, Document, Role, Table};

/// Writes a document as plain text (UTF-8, lines end with `\n`).
///
/// A merged cell's text stands where the cell begins; the positions it covers are blank.
///
/// # Errors
/// [`WriteError::Table`] if a table cannot be laid on a grid.
pub fn text(document: &Document) -> Result<String, WriteError> {
    let mut out = String::new();
    let mut tables = 0;
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let line = one_line(&paragraph.text);
                match paragraph.role {
                    Role::Title | Role::Subtitle | Role::Plain | Role::Heading1 | Role::Heading2 => {}
                    Role::Body | Role::Note => out.push_str("　　"),
                    Role::Signature => out.push_str(&"　".repeat(20)),
                }
                // A paragraph that begins with a bar would be taken for a row of a table.
                match line.strip_prefix('|') {
                    Some(rest) => {
                        out.push('｜');
                        out.push_str(rest);
                    }
                    None => out.push_str(&line),
                }
                out.push('\n');
            }
            Block::Table(table) => {
                tables += 1;
                rows(table, tables, &mut out)?;
            }
            Block::PageBreak => out.push('\n'),
        }
    }
    Ok(out)
}

fn rows(table: &Table, number: usize, out: &mut String) -> Result<(), WriteError> {
    let grid = table.grid().map_err(|fault| WriteError::Table { table: number, fault })?;
    out.push('\n');
    for row in &grid.rows {
        out.push('|');
        for slot in row {
            let text = match slot {
                Slot::Begins { cell, .. } => one_line(&cell.text).replace('|', "\\|"),
                Slot::Covered { .. } | Slot::Blank => String::new(),
            };
            out.push(' ');
            out.push_str(&text);
            out.push_str(if text.is_empty() { "|" } else { " |" });
        }
        out.push('\n');
    }
    out.push('\n');
    Ok(())
}

/// The text on one line; a line break between Chinese characters leaves nothing, another leaves a blank.
fn one_line(text: &str) -> String {
    let clean = printable(text);
    let mut line = String::with_capacity(clean.len());
    for part in clean.split(['\n', '\t', '\u{2028}', '\u{2029}']).map(str::trim).filter(|part| !part.is_empty()) {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
        if latin(line.chars().last()) && latin(part.chars().next()) {
            line.push(' ');
        }
        line.push_str(part);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, Paragraph};

    #[test]
    fn a_row_is_a_line_and_covered_positions_are_blank() {
        let table = Table {
            widths: Vec::new(),
            header_rows: 1,
            rows: vec![
                vec![Cell::new("甲|乙").spanning(2, 1), Cell::new("总\n计")],
                vec![Cell::new("1"), Cell::new(""), Cell::new("a\nb")],
            ],
        };
        let document = Document {
            title: String::new(),
            blocks: vec![Block::Paragraph(Paragraph::new(Role::Body, "|不是表格\n第二行\u{0}")), Block::Table(table)],
        };
        assert_eq!(text(&document).unwrap(), "　　｜不是表格第二行\n\n| 甲\\|乙 | | 总计 |\n| 1 | | a b |\n\n");
    }
}
