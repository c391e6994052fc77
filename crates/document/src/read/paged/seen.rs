//! The pages of a file as they are read, and what is to be said of them.

use super::marks::Marks;
use super::pages::{Page, assemble};
use crate::model::Document;
use crate::read::placing::Blocks;
use crate::read::{Format, Limits, Note, ReadError};

/// Looking for lines that meet and characters that lie in tables is work for each pair; a file that asks for more than
/// so many pairs is no report.
const MOST_PAIRS: usize = 300_000_000;

/// The pages of a file so far.
#[derive(Default)]
pub(in crate::read) struct Seen {
    pages: Vec<Page>,
    characters: usize,
    unreadable: usize,
    pictures: bool,
    pairs: usize,
}

impl Seen {
    /// How many pages there are.
    pub fn count(&self) -> usize {
        self.pages.len()
    }

    /// Adds a page and notes what could not be read of it.
    ///
    /// # Errors
    /// [`ReadError::TooComplex`] if the pages ask for too much together.
    pub fn add(&mut self, number: u32, marks: Marks, notes: &mut Vec<Note>) -> Result<(), ReadError> {
        let shown = marks.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).count();
        self.characters += shown;
        self.unreadable += marks.unreadable;
        self.pictures |= marks.pictures;
        if marks.damaged {
            notes.push(Note::DamagedPage { page: number });
        }
        if marks.unreadable > 0 {
            notes.push(Note::UnreadableText { runs: marks.unreadable, page: number });
        }
        if shown == 0 && marks.pictures {
            notes.push(Note::PictureOnly { page: number });
        }
        let page = Page::of(number, marks, &mut self.pairs);
        if self.pairs > MOST_PAIRS {
            return Err(ReadError::TooComplex);
        }
        self.pages.push(page);
        Ok(())
    }

    /// Makes the pages tables and paragraphs.
    ///
    /// # Errors
    /// Where no page has a character: whether that is for its fonts, because it is a picture, or for want of text.
    pub fn document(self, format: Format, limits: &Limits, notes: &mut Vec<Note>) -> Result<Document, ReadError> {
        if self.characters == 0 {
            return Err(match (self.unreadable > 0, self.pictures) {
                (true, _) => ReadError::UnreadableText,
                (false, true) => ReadError::Scanned,
                (false, false) => ReadError::NoText { format },
            });
        }
        let mut blocks = Blocks::new(limits);
        assemble(self.pages, &mut blocks, notes)?;
        Ok(blocks.finish())
    }
}
