//! Documents read in: plain text, web pages, Word, Excel, OpenDocument workbooks, PDF and OFD, told apart by their content, never by their name.
//! Word 97-2003, RTF and OpenDocument texts come by way of LibreOffice ([`convert`]); [`apart`] reads in another process.
//!
//! Every input is taken as hostile: [`Limits`] bounds what a file may cost, parsers of others run behind a catch, and
//! a file that cannot be read is a [`ReadError`] which says in Chinese what the file is and what to do about it.
//!
//! What is read is what a reader of the page sees: hidden text, deletions, scripts and page numbers are left out.
//! Nothing is repaired: an empty cell stays an empty cell.

pub mod apart;
mod compound;
pub mod convert;
mod decode;
mod docx;
mod error;
mod flow;
mod formulas;
mod html;
mod marked;
mod mhtml;
mod ods;
mod ofd;
mod package;
mod paged;
mod pdf;
mod placing;
mod radicals;
mod separated;
mod sheet;
mod sniff;
mod text;
mod xls;
mod xlsx;
mod xml;

pub use error::{Picture, ReadError};
pub use sniff::{Format, sniff};

use std::borrow::Cow;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};

use crate::model::{Block, Document, Place};

/// What reading one file may cost at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of the file.
    pub max_bytes: usize,
    /// Bytes that the packed parts of a file may have together once unpacked.
    pub max_unpacked_bytes: usize,
    /// Members of a packed file.
    pub max_members: usize,
    /// Pages of a paged file, sheets of a workbook.
    pub max_pages: usize,
    /// Drawing instructions of a PDF, XML events of a Word file, nodes of a web page.
    pub max_operations: usize,
    /// How deep elements, forms and tables may nest; what lies deeper is read as if it lay at this depth.
    pub max_depth: usize,
    /// Paragraphs, tables and page breaks.
    pub max_blocks: usize,
    /// Positions of all tables together, merged ones counted with their area.
    pub max_cells: usize,
    /// Columns of a table; a cell that claims more ends where the table ends.
    pub max_columns: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 64 << 20,
            max_unpacked_bytes: 64 << 20,
            max_members: 10_000,
            max_pages: 2_000,
            max_operations: 5_000_000,
            max_depth: 256,
            max_blocks: 200_000,
            max_cells: 800_000,
            max_columns: 256,
        }
    }
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Read {
    /// Its paragraphs and tables, each with its [`Place`].
    pub document: Document,
    /// What the file is.
    pub format: Format,
    /// What a person should know about the reading.
    pub notes: Vec<Note>,
}

/// Something a person should know about how a file was read; shown in Chinese.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Note {
    /// The encoding was not declared and was concluded from the bytes.
    EncodingConcluded(Cow<'static, str>),
    /// Bytes that stand for no character were read as U+FFFD; how many.
    BadBytes(usize),
    /// Text of a PDF in a font that does not say which characters it shows was left out; how many runs, on which page.
    UnreadableText {
        /// Runs of text left out.
        runs: usize,
        /// The page, from 1.
        page: u32,
    },
    /// A page that shows a picture and no text.
    PictureOnly {
        /// The page, from 1.
        page: u32,
    },
    /// A page or a part of it is damaged and was left out.
    DamagedPage {
        /// The page, from 1.
        page: u32,
    },
    /// Tracked deletions were left out, as if accepted, and so was what is struck out.
    DeletionsLeftOut,
    /// A merged cell claimed more columns or rows than the table has, and ends with the table.
    SpanCut(Place),
    /// A table that was cut by page ends was joined again; on which page the part begins.
    TableJoined {
        /// The page on which the joined part begins, from 1.
        page: u32,
    },
    /// The file is named like another format.
    NameDiffers,
    /// The file was turned into a Word file by LibreOffice first.
    Converted,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EncodingConcluded(name) => {
                write!(f, "文件未注明编码，按 {name} 读取；如有乱码，请另存为 UTF-8 后重新读取")
            }
            Self::BadBytes(count) => write!(f, "有{count}处字节不成文字，请核对原文件是否完整"),
            Self::UnreadableText { runs, page } => {
                write!(f, "第{page}页有{runs}段文字的字体未注明字符，未能读出，请对照原件核对")
            }
            Self::PictureOnly { page } => write!(f, "第{page}页只有图片，没有文字层，未能读出，请对照原件核对"),
            Self::DamagedPage { page } => write!(f, "第{page}页部分内容损坏，未能读出，请对照原件核对"),
            Self::DeletionsLeftOut => f.write_str("文件中有已删除或者划去的文字，不计入"),
            Self::SpanCut(place) => {
                f.write_str("表格")?;
                if let Some(table) = place.table {
                    write!(f, "{table}")?;
                }
                if let (Some(row), Some(col)) = (place.row, place.col) {
                    write!(f, "第{row}行第{col}列")?;
                }
                f.write_str("的合并单元格超出表格，已按表格边界截止")
            }
            Self::TableJoined { page } => write!(f, "第{page}页开头的表格是上一页表格的续表，已接续"),
            Self::Converted => f.write_str("文件先由 LibreOffice 转换为 .docx 再读取，如有出入请对照原件核对"),
            Self::NameDiffers => f.write_str("文件扩展名与内容不符，已按内容读取"),
        }
    }
}

/// The characters of a plain text file (a list somebody keeps), whatever its encoding; `None` if it is no text.
pub fn characters(bytes: &[u8]) -> Option<String> {
    decode::text(bytes).map(|decoded| decoded.text)
}

/// Reads a file, whatever it is; `name` is its file name if known and decides nothing.
///
/// # Errors
/// A [`ReadError`] that says what the file is and what to do, [`ReadError::Json`] if it is JSON: that is for the
/// caller to read.
pub fn document(bytes: &[u8], name: Option<&str>, limits: &Limits) -> Result<Read, ReadError> {
    if bytes.len() > limits.max_bytes {
        return Err(ReadError::TooLarge { limit: limits.max_bytes });
    }
    let (format, decoded) = sniff::told(bytes)?;
    let mut notes = Vec::new();
    if name.is_some_and(|name| format.differs_from(name)) {
        notes.push(Note::NameDiffers);
    }
    // Parsers of others may panic on bytes nobody thought of; such a file is damaged, the program goes on.
    let outcome = catch_unwind(AssertUnwindSafe(|| match format {
        Format::Json => Err(ReadError::Json),
        Format::Text => text::read(decoded.ok_or(ReadError::Binary)?, limits, &mut notes),
        Format::Html => html::read(bytes, decoded, limits, &mut notes),
        Format::Mhtml => html::shown(&mhtml::page(bytes, limits), limits, &mut notes),
        Format::Ods => ods::read(bytes, limits, &mut notes),
        Format::Docx => docx::read(bytes, limits, &mut notes),
        Format::Xlsx => xlsx::read(bytes, limits, &mut notes),
        Format::Xls => xls::read(bytes, limits, &mut notes),
        Format::Pdf => pdf::read(bytes, limits, &mut notes),
        Format::Ofd => ofd::read(bytes, limits, &mut notes),
        Format::Doc | Format::Rtf | Format::Odt => Err(ReadError::NoConverter { format }),
    }));
    let document = match outcome {
        Ok(document) => document?,
        Err(_) => return Err(ReadError::Damaged { format }),
    };
    let says_something = document.blocks.iter().any(|block| match block {
        Block::Paragraph(paragraph) => !paragraph.text.trim().is_empty(),
        Block::Table(_) => true,
        Block::PageBreak => false,
    });
    if !says_something {
        return Err(ReadError::NoText { format });
    }
    Ok(Read { document, format, notes })
}
