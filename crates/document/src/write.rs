//! Documents written out: Word, a web page or a part of one, a workbook, plain text.
//!
//! Every writer gives the same bytes for the same document: no clock, no machine name, no random id. Text is data
//! in all of them, never markup and never a formula; characters that XML forbids are left out.

mod aligned;
mod docx;
mod escape;
mod fragment;
mod html;
mod text;
mod xlsx;

pub use aligned::aligned_text;
pub use docx::docx;
pub use escape::escaped;
pub use fragment::{FRAGMENT_STYLE, html_fragment};
pub use html::html;
pub use text::text;
pub use xlsx::{workbook, xlsx};

use crate::grid::GridFault;

/// Why a document was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A table cannot be laid on a grid (`table` counted from 1).
    #[error("第{table}个表格无法排版：{fault}")]
    Table {
        /// Which table of the document, from 1.
        table: usize,
        /// What is wrong with it.
        fault: GridFault,
    },
    /// A cell holds more text than a workbook's cell can (`table`, `row` counted from 1).
    #[error("第{table}个表格第{row}行有单元格超过{limit}字，Excel 单元格放不下，请缩短文字")]
    CellTooLong {
        /// Which table of the document, from 1.
        table: usize,
        /// Which row of it, from 1.
        row: usize,
        /// How many characters fit.
        limit: usize,
    },
    /// The archive of a Word file could not be made; a fault of ours.
    #[error("生成 Word 文件时出错，请将此情况告知系统维护人员")]
    Archive(#[source] zip::result::ZipError),
    /// A part of a Word file could not be written; a fault of ours.
    #[error("生成 Word 文件时出错，请将此情况告知系统维护人员")]
    Part(#[source] std::io::Error),
    /// The workbook could not be made; a fault of ours.
    #[error("生成 Excel 文件时出错，请将此情况告知系统维护人员")]
    Workbook(#[source] Box<rust_xlsxwriter::XlsxError>),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, Cell, Document, Paragraph, Role, Table};
    use crate::{Slot, read};
    use proptest::prelude::*;

    /// What a reader is to find of a table: for each position the text that begins there with its spans.
    type Seen = Vec<Vec<Option<(String, usize, usize)>>>;

    fn seen(table: &Table) -> Seen {
        let grid = table.grid().unwrap();
        let slot = |slot: &Slot<'_>| match slot {
            Slot::Begins { cell, columns, rows } => {
                let text = cell.text.split_whitespace().collect();
                Some((text, *columns, *rows))
            }
            Slot::Blank => Some((String::new(), 1, 1)),
            Slot::Covered { .. } => None,
        };
        grid.rows.iter().map(|row| row.iter().map(slot).collect()).collect()
    }

    fn tables_of(bytes: &[u8]) -> Vec<Seen> {
        let found = read::document(bytes, None, &read::Limits::default()).unwrap();
        let tables = found.document.blocks.iter();
        tables.filter_map(|block| if let Block::Table(table) = block { Some(seen(table)) } else { None }).collect()
    }

    /// Merges that a table of five columns and four rows may have, as (row, column, rows, columns).
    const MERGES: [(usize, usize, usize, usize); 6] =
        [(0, 0, 2, 2), (0, 2, 1, 3), (1, 3, 2, 2), (2, 0, 2, 1), (2, 1, 1, 2), (3, 1, 1, 4)];

    fn table(texts: &[String], merged: [bool; 6], header_rows: u32) -> Table {
        let mut rows = vec![Vec::new(); 4];
        let merges = || MERGES.iter().zip(merged).filter(|(_, on)| *on).map(|(merge, _)| *merge);
        for row in 0..4 {
            for column in 0..5 {
                let over = merges()
                    .find(|(r, c, high, wide)| (*r..r + high).contains(&row) && (*c..c + wide).contains(&column));
                let cell = Cell::new(texts[row * 5 + column].clone());
                match over {
                    Some((r, c, high, wide)) if (r, c) == (row, column) => {
                        rows[row].push(cell.spanning(u32::try_from(wide).unwrap(), u32::try_from(high).unwrap()));
                    }
                    Some(_) => {}
                    None => rows[row].push(cell),
                }
            }
        }
        Table { widths: vec![1, 2, 3, 1, 1], header_rows, rows }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn a_table_written_is_read_back_with_its_merges(
            texts in prop::collection::vec("[一-龥0-9<>&\"'|=]{1,12}", 20),
            merged in any::<[bool; 6]>(),
            header_rows in 0_u32..3,
        ) {
            let table = table(&texts, merged, header_rows);
            let expected = vec![seen(&table)];
            let document = Document {
                title: String::new(),
                blocks: vec![
                    Block::Paragraph(Paragraph::new(Role::Heading1, "一、总体情况")),
                    Block::Table(table),
                    Block::Paragraph(Paragraph::new(Role::Body, "以上。")),
                ],
            };
            prop_assert_eq!(&tables_of(&docx(&document).unwrap()), &expected);
            prop_assert_eq!(&tables_of(html(&document).unwrap().as_bytes()), &expected);
            prop_assert_eq!(&tables_of(&xlsx(&document).unwrap()), &expected);
            let plain = tables_of(text(&document).unwrap().as_bytes());
            let texts = |table: &Seen| -> Vec<Vec<String>> {
                let text = |slot: &Option<(String, usize, usize)>| slot.as_ref().map_or(String::new(), |s| s.0.clone());
                table.iter().map(|row| row.iter().map(text).collect()).collect()
            };
            prop_assert_eq!(plain.iter().map(texts).collect::<Vec<_>>(), expected.iter().map(texts).collect::<Vec<_>>());
        }
    }
}
