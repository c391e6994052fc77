use super::{Format, Limits, Note, ReadError};
use crate::model::Document;
pub(super) fn read(_bytes: &[u8], _limits: &Limits, _notes: &mut Vec<Note>) -> Result<Document, ReadError> {
    Err(ReadError::NoText { format: Format::Text })
}
