//! A document set as an official paper and given out as PDF, by typst, or as a file of another kind. Nothing else of the
//! workspace knows typst.

mod file;
mod fonts;
mod input;
mod paper;

pub use file::{FileError, FileKind, file};
pub use fonts::{Fonts, FontsMissing};

use document::{Block, Document, GridFault, printable};
use paper::Paper;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

/// The program a PDF names as its maker.
const CREATOR: &str = "Gongkai";
/// Calls after which typst forgets what it set.
const REMEMBERED: usize = 8;

/// What a PDF says of itself beside its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Who made it: the organ's name; empty says nothing.
    pub author: String,
    /// The day it was made, for its properties; without it the file carries none.
    pub date: Option<jiff::civil::Date>,
}

/// Why a PDF was not made.
#[derive(Debug, thiserror::Error)]
pub enum TypesetError {
    /// Characters no loaded font can show; they would print as empty boxes.
    #[error("没有字体能显示这些字：{}。请把含有这些字的字体文件放进 fonts/ 文件夹，或者改写文字", listed(.0))]
    NoGlyph(Vec<char>),
    /// A table cannot be laid on a grid (`table` counted from 1).
    #[error("第{table}个表格无法排版：{fault}")]
    Table {
        /// Which table of the document, from 1.
        table: usize,
        /// What is wrong with it.
        fault: GridFault,
    },
    /// Typst refused the document; a fault of ours, its words are for the log.
    #[error("生成 PDF 文件时出错，请将此情况告知系统维护人员")]
    Typst(Vec<String>),
}

fn listed(characters: &[char]) -> String {
    characters.iter().map(|c| format!("{c}（U+{:04X}）", u32::from(*c))).collect::<Vec<_>>().join("、")
}

/// Sets a document on A4 pages and gives the PDF; the same document, fonts and options give the same bytes.
///
/// # Errors
/// [`TypesetError::NoGlyph`] before anything is set; [`TypesetError::Table`]; [`TypesetError::Typst`] is ours.
pub fn pdf(document: &Document, fonts: &Fonts, options: &Options) -> Result<Vec<u8>, TypesetError> {
    let missing = without_glyph(document, fonts);
    if !missing.is_empty() {
        return Err(TypesetError::NoGlyph(missing));
    }
    let paper = Paper::new(input::of(document, fonts, options)?, fonts);
    let pages = typst::compile::<PagedDocument>(&paper).output.map_err(|faults| refused(&faults))?;
    let properties = PdfOptions { creator: Smart::Custom(Some(CREATOR.to_owned())), ..PdfOptions::default() };
    let file = typst_pdf::pdf(&pages, &properties).map_err(|faults| refused(&faults));
    // Typst remembers every document it has set; a server forgets those of some calls ago.
    typst::comemo::evict(REMEMBERED);
    file
}

/// The characters of a document that no font shows, each once, in reading order.
#[must_use]
pub fn without_glyph(document: &Document, fonts: &Fonts) -> Vec<char> {
    let mut missing = Vec::new();
    let mut look = |text: &str| {
        for c in printable(text).chars() {
            if !c.is_whitespace() && !invisible(c) && !fonts.shows(c) && !missing.contains(&c) {
                missing.push(c);
            }
        }
    };
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => look(&paragraph.text),
            Block::Table(table) => table.rows.iter().flatten().for_each(|cell| look(&cell.text)),
            Block::PageBreak => {}
        }
    }
    missing
}

/// Whether a character is meant to leave no ink: joiners, direction marks, variation selectors, soft hyphen.
fn invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

fn refused(faults: &[SourceDiagnostic]) -> TypesetError {
    TypesetError::Typst(faults.iter().map(|fault| fault.message.to_string()).collect())
}
