//! A report out of a file, whatever the file is.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use annual_report::{FromFile, from_file};
use document::read::Limits;

use crate::disk;

/// Opens a file as an annual report; the error is a Chinese sentence that says what it is and what to do.
pub fn open(path: &Path) -> Result<FromFile, String> {
    let limits = Limits::default();
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(limits.max_bytes as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| disk::in_words(&error))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let read = crate::apart::reader().read(&bytes, name.as_deref(), &limits);
    from_file(&bytes, read).map_err(|error| error.to_string())
}
