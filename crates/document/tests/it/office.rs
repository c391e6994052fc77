//! Files that go by way of LibreOffice, where it is installed; said so where it is not.

use document::read::apart::Apart;
use document::read::convert::Converter;
use document::read::{Format, Limits, Note, ReadError, document as read};

use document::write;

use crate::paper::paper;
use crate::{positions, tables, texts};

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

/// What LibreOffice makes of a Word file in another format; `None`, and said so, where it is not installed.
fn made(word: &[u8], format: &str) -> Option<Vec<u8>> {
    if Converter::find().is_none() {
        eprintln!("absent, not checked: LibreOffice");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("paper.docx"), word).unwrap();
    let status = std::process::Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display()))
        .args(["--headless", "--convert-to", format, "--outdir"])
        .arg(folder.path())
        .arg(folder.path().join("paper.docx"))
        .output()
        .unwrap();
    assert!(status.status.success());
    let extension = format.split(':').next().unwrap();
    Some(std::fs::read(folder.path().join(format!("paper.{extension}"))).unwrap())
}

#[test]
fn a_paper_that_libreoffice_turned_into_another_format_is_read_the_same() {
    let paper = paper();
    let word = write::docx(&paper).unwrap();
    let apart = Apart::here().converting(Converter::find());
    for (extension, format) in [
        ("pdf", Format::Pdf),
        ("doc", Format::Doc),
        ("odt", Format::Odt),
        ("rtf", Format::Rtf),
        ("html:HTML (StarWriter)", Format::Html),
    ] {
        let Some(file) = made(&word, extension) else { return };
        let read = apart.read(&file, None, &Limits::default()).unwrap();
        assert_eq!(read.format, format);
        assert_eq!(texts(&read.document), texts(&paper), "{extension}");
        let (found, written) = (tables(&read.document), tables(&paper));
        assert_eq!(found.len(), written.len(), "{extension}");
        for (found, written) in found.iter().zip(written) {
            assert_eq!(positions(found), positions(written), "{extension}");
        }
    }
}
