//! PDF files: each page drawn as far as its text and ruling lines need it, then put together by [`super::paged`].

//!
//! The parser is given nothing whose cost is not known before: [`weigh`] looks through the file, [`parts`] unpacks what is
//! drawn, [`fonts`] counts the tables of the fonts.

mod drawing;
mod fonts;
mod inflate;
mod parts;
mod weigh;

use unpdf::ErrorKind;
use unpdf::parser::backend::{PdfBackend, RawBackend};
use unpdf::parser::raw::RawDocument;

use super::paged::Seen;
use super::{Format, Limits, Note, ReadError};
use crate::model::Document;

const FORMAT: Format = Format::Pdf;
/// The parser calls itself for each array within an array; what nests deeper than this is refused before it does.
const MAX_NESTED: usize = 4_000;
/// Room for those calls.
pub(super) const STACK: usize = 256 << 20;

pub(super) fn read(bytes: &[u8], limits: &Limits, notes: &mut Vec<Note>) -> Result<Document, ReadError> {
    if nests_too_deep(bytes) {
        return Err(ReadError::TooComplex);
    }
    let outcome = std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || pages_of(bytes, limits, notes))
            .map(std::thread::ScopedJoinHandle::join)
    });
    match outcome {
        Ok(Ok(document)) => document,
        _ => Err(ReadError::Damaged { format: FORMAT }),
    }
}

fn pages_of(bytes: &[u8], limits: &Limits, notes: &mut Vec<Note>) -> Result<Document, ReadError> {
    weigh::weigh(bytes)?;
    let fault = |error: unpdf::error::Error| match error.kind() {
        ErrorKind::Encrypted | ErrorKind::InvalidPassword | ErrorKind::UnsupportedVersion => ReadError::Encrypted,
        _ => ReadError::Damaged { format: FORMAT },
    };
    let backend = RawBackend::load_bytes(bytes).map_err(fault)?;
    // The backend keeps its objects to itself; what they weigh is looked up here.
    let file = RawDocument::load(bytes).map_err(fault)?;
    let ids = backend.pages();
    if ids.is_empty() {
        return Err(ReadError::Damaged { format: FORMAT });
    }
    if ids.len() > limits.max_pages {
        return Err(ReadError::TooComplex);
    }
    let budget = drawing::Budget { operations: limits.max_operations, bytes: limits.max_unpacked_bytes };
    let mut source = drawing::Source { backend: &backend, file: &file, fonts: fonts::Fonts::new(&file), budget };
    let mut seen = Seen::default();
    for (number, id) in ids {
        let marks = drawing::page(&mut source, id).map_err(|_| ReadError::TooComplex)?;
        seen.add(number, marks, notes)?;
    }
    seen.document(FORMAT, limits, notes)
}

/// Whether arrays and dictionaries nest deeper than any honest file's.
fn nests_too_deep(bytes: &[u8]) -> bool {
    let mut depth = 0_usize;
    for pair in bytes.windows(2) {
        match pair {
            [b'[', _] | [b'<', b'<'] => depth += 1,
            [b']', _] | [b'>', b'>'] => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_NESTED {
            return true;
        }
    }
    false
}
