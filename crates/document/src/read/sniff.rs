//! What a file is, told from its first bytes and, where it is an archive, from the names of its members.

use std::fmt;
use std::io::Cursor;

use serde::{Deserialize, Serialize};

use super::compound;
use super::decode::{self, Decoded};
use super::error::{Picture, ReadError};
use super::marked;
use super::mhtml;

/// How much of a text is looked at to tell what it is.
const LOOKED_AT: usize = 4096;
/// What an OpenDocument text says it is.
const TEXT_DOCUMENT: &[u8] = b"application/vnd.oasis.opendocument.text";
/// What an OpenDocument workbook says it is.
const WORKBOOK: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
/// Where a PDF may begin: other programs accept leading rubbish up to here.
const PDF_HEADER_WITHIN: usize = 1024;

/// A format that is recognised. [`Format::Json`] is data for the caller; [`Format::Doc`], [`Format::Rtf`] and
/// [`Format::Odt`] are read by way of another program (see [`super::convert`]); all others are read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// Plain text, Markdown included.
    Text,
    /// A web page.
    Html,
    /// A web page saved with all that belongs to it in one file (.mht).
    Mhtml,
    /// Word (.docx).
    Docx,
    /// Excel (.xlsx).
    Xlsx,
    /// Excel 97-2003 (.xls, WPS's .et).
    Xls,
    /// PDF.
    Pdf,
    /// OFD (GB/T 33190).
    Ofd,
    /// Word 97-2003 (.doc, WPS's .wps).
    Doc,
    /// Rich Text Format.
    Rtf,
    /// OpenDocument text.
    Odt,
    /// OpenDocument workbook (.ods).
    Ods,
    /// JSON.
    Json,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "文本",
            Self::Html => "网页",
            Self::Mhtml => "网页（单个文件）",
            Self::Docx => " Word ",
            Self::Xlsx => " Excel ",
            Self::Xls => " Excel（97-2003）",
            Self::Pdf => " PDF ",
            Self::Ofd => " OFD ",
            Self::Doc => " Word（97-2003）",
            Self::Rtf => " RTF ",
            Self::Odt => " OpenDocument ",
            Self::Ods => " OpenDocument 表格",
            Self::Json => " JSON ",
        })
    }
}

impl Format {
    /// Whether a file of this name would usually be of another format.
    pub(super) fn differs_from(self, name: &str) -> bool {
        let Some((_, extension)) = name.rsplit_once('.') else { return false };
        let usual: &[&str] = match self {
            Self::Text => &["txt", "md", "markdown", "text", "csv", "tsv", "log"],
            Self::Html => &["html", "htm", "xhtml", "shtml", "mht", "jsp", "aspx", "php"],
            Self::Mhtml => &["mht", "mhtml", "eml", "doc", "xls"],
            Self::Docx => &["docx", "docm", "dotx"],
            Self::Xlsx => &["xlsx", "xlsm", "xltx"],
            Self::Xls => &["xls", "xlt", "et", "ett"],
            Self::Pdf => &["pdf"],
            Self::Ofd => &["ofd"],
            Self::Doc => &["doc", "dot", "wps", "wpt"],
            Self::Rtf => &["rtf"],
            Self::Odt => &["odt", "ott"],
            Self::Ods => &["ods", "ots"],
            Self::Json => &["json"],
        };
        !usual.contains(&extension.to_ascii_lowercase().as_str())
    }
}

/// Tells what a file is from its content.
///
/// # Errors
/// What the file is instead, if it is none of [`Format`].
pub fn sniff(bytes: &[u8]) -> Result<Format, ReadError> {
    told(bytes).map(|(format, _)| format)
}

/// Tells what a file is; a text is handed on decoded, so that it is decoded once.
pub(super) fn told(bytes: &[u8]) -> Result<(Format, Option<Decoded>), ReadError> {
    let head = bytes.get(..LOOKED_AT.min(bytes.len())).unwrap_or_default();
    if let Some(picture) = picture(head) {
        return Err(ReadError::Picture(picture));
    }
    if head.starts_with(&compound::BEGINS) {
        return compound(bytes).map(|format| (format, None));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") || head.starts_with(b"PK\x07\x08") {
        return archive(bytes).map(|format| (format, None));
    }
    if head.starts_with(b"Rar!") || head.starts_with(b"7z\xbc\xaf\x27\x1c") || head.starts_with(&[0x1f, 0x8b]) {
        return Err(ReadError::Archive);
    }
    if head.starts_with(b"{\\rtf") {
        return Ok((Format::Rtf, None));
    }
    let within = head.get(..PDF_HEADER_WITHIN.min(head.len())).unwrap_or_default();
    if within.windows(5).any(|window| window == b"%PDF-") {
        return Ok((Format::Pdf, None));
    }
    if mhtml::is_one(head) {
        return Ok((Format::Mhtml, None));
    }
    let decoded = decode::text(bytes).ok_or(ReadError::Binary)?;
    let begin = decoded.text.trim_start();
    if begin.is_empty() {
        return Err(ReadError::Empty);
    }
    if is_json(begin) {
        return Ok((Format::Json, None));
    }
    // Markdown with tables in HTML stays lines.
    let format = if is_html(begin) && !marked::is_marked(begin) { Format::Html } else { Format::Text };
    Ok((format, Some(decoded)))
}

fn picture(head: &[u8]) -> Option<Picture> {
    if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(Picture::Png)
    } else if head.starts_with(&[0xff, 0xd8, 0xff]) {
        Some(Picture::Jpeg)
    } else if head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a") {
        Some(Picture::Gif)
    } else if head.starts_with(b"BM") && head.get(6..10) == Some(&[0, 0, 0, 0]) {
        Some(Picture::Bmp)
    } else if head.starts_with(b"II*\0") || head.starts_with(b"MM\0*") {
        Some(Picture::Tiff)
    } else if (head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP"))
        || (head.get(4..8) == Some(b"ftyp") && matches!(head.get(8..11), Some(b"hei" | b"avi" | b"mif")))
    {
        Some(Picture::Other)
    } else {
        None
    }
}

/// A compound file: an old Office file, told by its streams, or a new one under a password.
fn compound(bytes: &[u8]) -> Result<Format, ReadError> {
    let Some(file) = compound::Compound::open(bytes) else {
        // A cut-off file has lost its directory, or it lies out of reach; its names may still stand somewhere.
        let names = |name: &str| {
            let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            bytes.windows(name.len()).any(|window| window == name)
        };
        let format = if names("Workbook") { Format::Xls } else { Format::Doc };
        return Err(ReadError::Damaged { format });
    };
    let has = |wanted: &str| file.names().any(|name| name.eq_ignore_ascii_case(wanted));
    if has("EncryptedPackage") {
        return Err(ReadError::Encrypted);
    }
    if has("WordDocument") {
        // One bit of the beginning of the text says that it is under a password.
        let locked = file.stream("WordDocument").is_some_and(|text| text.get(11).is_some_and(|flags| flags & 1 == 1));
        return if locked { Err(ReadError::Encrypted) } else { Ok(Format::Doc) };
    }
    if has("Workbook") || has("Book") {
        return Ok(Format::Xls);
    }
    Err(if has("PowerPoint Document") { ReadError::Presentation } else { ReadError::LegacyOffice })
}

fn archive(bytes: &[u8]) -> Result<Format, ReadError> {
    let Ok(archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        // A cut-off archive has lost its table of contents; the names at its members still tell what it was.
        let has = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
        return Err(if has(b"word/") {
            ReadError::Damaged { format: Format::Docx }
        } else if has(b"xl/") {
            ReadError::Damaged { format: Format::Xlsx }
        } else if has(b"OFD.xml") {
            ReadError::Damaged { format: Format::Ofd }
        } else if has(b"[Content_Types].xml") || has(b"docProps/") {
            ReadError::Damaged { format: Format::Docx }
        } else {
            ReadError::Archive
        });
    };
    let has = |wanted: &str| archive.file_names().flatten().any(|name| name.eq_ignore_ascii_case(wanted));
    let under = |folder: &str| archive.file_names().flatten().any(|name| name.starts_with(folder));
    if has("OFD.xml") {
        return Ok(Format::Ofd);
    }
    if has("mimetype") && has("content.xml") {
        // The first member is stored unpacked and says what the file is.
        let begin = bytes.get(..128).unwrap_or(bytes);
        let says = |kind: &[u8]| begin.windows(kind.len()).any(|window| window == kind);
        return if says(TEXT_DOCUMENT) {
            Ok(Format::Odt)
        } else if says(WORKBOOK) {
            Ok(Format::Ods)
        } else {
            Err(ReadError::OpenDocument)
        };
    }
    if has("[Content_Types].xml") {
        if under("word/") {
            return Ok(Format::Docx);
        }
        if under("xl/") {
            return Ok(Format::Xlsx);
        }
        if under("ppt/") {
            return Err(ReadError::Presentation);
        }
    }
    Err(ReadError::Archive)
}

/// Whether a text is JSON: an object or array whose first token fits.
fn is_json(begin: &str) -> bool {
    let mut chars = begin.chars().filter(|c| !c.is_whitespace());
    match chars.next() {
        Some('{') => matches!(chars.next(), Some('"' | '}')),
        Some('[') => matches!(chars.next(), Some('{' | ']')),
        _ => false,
    }
}

/// Whether a text is a web page: it begins with a tag, or has tags of tables or paragraphs near its beginning.
fn is_html(begin: &str) -> bool {
    if !begin.contains('<') {
        return false;
    }
    let begins = |tag: &str| begin.get(..tag.len()).is_some_and(|first| first.eq_ignore_ascii_case(tag));
    if ["<!doctype html", "<html", "<?xml", "<head", "<body"].into_iter().any(begins) {
        return true;
    }
    let near: String = begin.chars().take(LOOKED_AT).collect::<String>().to_ascii_lowercase();
    let opens = near.starts_with('<');
    let count = ["<table", "<p>", "<p ", "<div", "<span", "<td", "<tr", "<html", "<h1", "<h2", "<br"]
        .iter()
        .map(|tag| near.matches(tag).count())
        .sum::<usize>();
    (opens && count >= 1) || count >= 4 || near.contains("<html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_content() {
        assert_eq!(sniff("正文".as_bytes()), Ok(Format::Text));
        assert_eq!(sniff(b"<!DOCTYPE html><p>x"), Ok(Format::Html));
        assert_eq!(sniff("<div><table><tr><td>1</td></tr></table></div>".as_bytes()), Ok(Format::Html));
        assert_eq!(sniff(b"%PDF-1.7\n"), Ok(Format::Pdf));
        assert_eq!(sniff(b"\n\n%PDF-1.7\n"), Ok(Format::Pdf));
        assert_eq!(sniff(b"{\\rtf1 x}"), Ok(Format::Rtf));
        assert_eq!(sniff(b" {\"organ\": 1}"), Ok(Format::Json));
        assert_eq!(sniff(b"[{\"organ\": 1}]"), Ok(Format::Json));
        assert_eq!(sniff("[bookmark: _GoBack]一、总体情况".as_bytes()), Ok(Format::Text));
    }

    #[test]
    fn what_is_no_document_is_named() {
        assert_eq!(sniff(b""), Err(ReadError::Empty));
        assert_eq!(sniff(b" \r\n\t "), Err(ReadError::Empty));
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n...."), Err(ReadError::Picture(Picture::Png)));
        assert_eq!(sniff(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."), Err(ReadError::Damaged { format: Format::Doc }));
        assert_eq!(sniff(b"PK\x03\x04....word/document.xml"), Err(ReadError::Damaged { format: Format::Docx }));
        assert_eq!(sniff(&[0, 1, 2, 3, 0, 255, 254, 0, 7, 0, 9, 3]), Err(ReadError::Binary));
    }

    #[test]
    fn the_name_only_makes_a_note() {
        assert!(Format::Pdf.differs_from("年报.txt"));
        assert!(!Format::Pdf.differs_from("年报.PDF"));
        assert!(!Format::Text.differs_from("年报"));
    }
}
