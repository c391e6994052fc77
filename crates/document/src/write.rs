//! Documents written out: Word, a web page, a workbook, plain text.
//!
//! Every writer gives the same bytes for the same document: no clock, no machine name, no random id. Text is data
//! in all of them, never markup and never a formula; characters that XML forbids are left out.

mod docx;
mod escape;
mod html;
mod text;
mod xlsx;

pub use docx::docx;
pub use html::html;
pub use text::text;
pub use xlsx::xlsx;

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
