//! Files that go by way of LibreOffice, where it is installed; said so where it is not.

use document::read::apart::Apart;
use document::read::convert::Converter;
use document::read::{Format, Limits, Note, ReadError, document as read};

use crate::texts;

const RICH: &[u8] = b"{\\rtf1\\ansi\\uc0 \\u25919\\u24220\\u20449\\u24687\\u20844\\u24320 2024\\par}";

#[test]
fn a_file_that_needs_another_program_says_which() {
    let message = read(RICH, None, &Limits::default()).unwrap_err().to_string();
    assert!(message.contains("LibreOffice") && message.contains(".docx"), "{message}");
    assert_eq!(Apart::here().read(RICH, None, &Limits::default()), Err(ReadError::NoConverter { format: Format::Rtf }));
}

#[test]
fn rich_text_is_read_by_way_of_libreoffice() {
    let Some(converter) = Converter::find() else {
        eprintln!("absent, not checked: LibreOffice");
        return;
    };
    let read = Apart::here().converting(Some(converter)).read(RICH, Some("年报.rtf"), &Limits::default()).unwrap();
    assert_eq!(read.format, Format::Rtf);
    assert_eq!(texts(&read.document), ["政府信息公开2024"]);
    assert_eq!(read.notes, [Note::Converted]);
}
