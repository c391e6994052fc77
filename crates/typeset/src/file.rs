//! A document as a file of one of the kinds an office keeps: Word, PDF, workbook, web page, plain text.
//!
//! The one place where a kind of file is chosen, so that the command line and the pages give out the same.

use std::borrow::Borrow;

use document::{Document, write};

use crate::{Fonts, FontsMissing, Options, TypesetError, pdf};

/// A kind of file a document is given out as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// A Word document.
    Docx,
    /// A PDF.
    Pdf,
    /// An Excel workbook.
    Xlsx,
    /// A web page.
    Html,
    /// Plain text.
    Txt,
}

impl FileKind {
    /// Every kind, the most used first.
    pub const ALL: [Self; 5] = [Self::Docx, Self::Pdf, Self::Xlsx, Self::Html, Self::Txt];

    /// The end of its files' names, which is also its word in commands and addresses.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Html => "html",
            Self::Txt => "txt",
        }
    }

    /// The kind of a word; `None` when it names none.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.extension() == word)
    }

    /// The media type its files are sent as.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Html => "text/html; charset=utf-8",
            Self::Txt => "text/plain; charset=utf-8",
        }
    }

    /// What the screen calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Docx => "Word 文档",
            Self::Pdf => "PDF",
            Self::Xlsx => "Excel 表格",
            Self::Html => "网页",
            Self::Txt => "纯文本",
        }
    }
}

/// Why a file was not made.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The document cannot be written as this kind.
    #[error(transparent)]
    Write(#[from] write::WriteError),
    /// There is no font to set a PDF in.
    #[error(transparent)]
    Fonts(#[from] FontsMissing),
    /// The PDF could not be set.
    #[error(transparent)]
    Pdf(#[from] TypesetError),
}

/// Writes a document as a file. The fonts are asked for only where one is set, since finding them is slow.
///
/// # Errors
/// [`FileError`], in words for the screen; its causes are for the log.
pub fn file<F: Borrow<Fonts>>(
    document: &Document,
    kind: FileKind,
    options: &Options,
    fonts: impl FnOnce() -> Result<F, FontsMissing>,
) -> Result<Vec<u8>, FileError> {
    Ok(match kind {
        FileKind::Docx => write::docx(document)?,
        FileKind::Pdf => pdf(document, fonts()?.borrow(), options)?,
        FileKind::Xlsx => write::xlsx(document)?,
        FileKind::Html => write::html(document)?.into_bytes(),
        FileKind::Txt => write::text(document)?.into_bytes(),
    })
}

#[cfg(test)]
mod tests {
    use document::{Block, Paragraph, Role};

    use super::*;

    fn written(kind: FileKind) -> Result<Vec<u8>, FileError> {
        let paragraph = Paragraph::new(Role::Body, "一、总体情况");
        let document = Document { title: String::new(), blocks: vec![Block::Paragraph(paragraph)] };
        file::<Fonts>(&document, kind, &Options::default(), || Err(FontsMissing { folders: Vec::new() }))
    }

    #[test]
    fn every_kind_is_found_by_its_word() {
        for kind in FileKind::ALL {
            assert_eq!(FileKind::parse(kind.extension()), Some(kind));
        }
        assert_eq!(FileKind::parse("gif"), None);
    }

    #[test]
    fn only_a_pdf_needs_fonts_and_says_so_in_words() {
        for kind in FileKind::ALL {
            match written(kind) {
                Ok(bytes) => assert!(kind != FileKind::Pdf && !bytes.is_empty(), "{kind:?}"),
                Err(error) => {
                    assert_eq!(kind, FileKind::Pdf);
                    assert!(error.to_string().contains("fonts-noto-cjk"), "{error}");
                }
            }
        }
    }
}
