//! A Word document in the proportions of GB/T 9704.
//!
//! The parts of the package are written here, not by a library: docx-rs 0.4 knows neither repeated header rows
//! (`w:tblHeader`) nor indents in characters nor alternative font names, and packs without compression.

mod body;
mod parts;

use super::WriteError;
use crate::model::Document;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Writes a document as a Word file (docx).
///
/// # Errors
/// [`WriteError::Table`] if a table cannot be laid on a grid; [`WriteError::Archive`], [`WriteError::Part`] are ours.
pub fn docx(document: &Document) -> Result<Vec<u8>, WriteError> {
    let body = body::document_xml(document)?;
    // The zip format's first day, so that the same document is the same file.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let parts: [(&str, String); 11] = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::PACKAGE_RELATIONS.to_owned()),
        ("docProps/core.xml", parts::core(document)),
        ("docProps/app.xml", parts::APP.to_owned()),
        ("word/document.xml", body),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONS.to_owned()),
        ("word/styles.xml", parts::styles()),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        ("word/fontTable.xml", parts::font_table()),
        ("word/footer1.xml", parts::footer("right")),
        ("word/footer2.xml", parts::footer("left")),
    ];
    for (name, text) in parts {
        archive.start_file(name, options).map_err(WriteError::Archive)?;
        archive.write_all(text.as_bytes()).map_err(WriteError::Part)?;
    }
    Ok(archive.finish().map_err(WriteError::Archive)?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, Cell, Paragraph, Role, Table};
    use quick_xml::Reader;
    use quick_xml::events::Event;
    use std::io::Read;

    fn part(file: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// The names of all elements, having read the part to its end as well-formed XML.
    fn elements(xml: &str) -> Vec<String> {
        let mut reader = Reader::from_str(xml);
        let mut names = Vec::new();
        let mut depth = 0_i32;
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => {
                    depth += 1;
                    names.push(String::from_utf8_lossy(start.name().as_ref().as_ref()).into_owned());
                }
                Event::Empty(empty) => names.push(String::from_utf8_lossy(empty.name().as_ref().as_ref()).into_owned()),
                Event::End(_) => depth -= 1,
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0);
        names
    }

    fn sample() -> Document {
        let table = Table {
            widths: vec![1, 2, 1],
            header_rows: 2,
            rows: vec![
                vec![Cell::new("情况").spanning(2, 2), Cell::new("总计")],
                vec![Cell::new("甲")],
                vec![Cell::new("三").spanning(1, 2), Cell::new("1\n2"), Cell::new("3")],
                vec![Cell::new("4"), Cell::new("5")],
            ],
        };
        Document {
            title: "<年报>".into(),
            blocks: vec![
                Block::Paragraph(Paragraph::new(Role::Title, "年度报告")),
                Block::Paragraph(Paragraph::new(Role::Heading1, "一、总体情况")),
                Block::Paragraph(Paragraph::new(Role::Body, "</w:t>]]><script>&amp;\u{0}\u{1f}=cmd()")),
                Block::Table(table),
                Block::PageBreak,
                Block::Paragraph(Paragraph::new(Role::Signature, "某某局")),
                Block::Paragraph(Paragraph::new(Role::Signature, "2022年1月20日")),
            ],
        }
    }

    #[test]
    fn every_part_is_well_formed_and_named_in_the_package() {
        let file = docx(&sample()).unwrap();
        let archive = zip::ZipArchive::new(Cursor::new(&file)).unwrap();
        let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        let types = part(&file, "[Content_Types].xml");
        for name in names {
            elements(&part(&file, &name));
            let by_default = name.ends_with(".rels") || name == "[Content_Types].xml";
            assert!(by_default || types.contains(&format!("PartName=\"/{name}\"")), "{name}");
        }
    }

    #[test]
    fn merged_cells_and_repeated_headers_are_marked() {
        let xml = part(&docx(&sample()).unwrap(), "word/document.xml");
        let count = |what: &str| xml.matches(what).count();
        assert_eq!(count("<w:gridCol "), 3);
        assert_eq!(count("<w:gridSpan w:val=\"2\"/>"), 2);
        assert_eq!(count("<w:vMerge w:val=\"restart\"/>"), 2);
        assert_eq!(count("<w:vMerge/>"), 2);
        assert_eq!(count("<w:tblHeader/>"), 2);
        // Every row covers three columns: 10 cells are written, two of them two columns wide.
        assert_eq!(elements(&xml).iter().filter(|name| *name == "w:tc").count(), 10);
    }

    #[test]
    fn text_is_never_markup() {
        let xml = part(&docx(&sample()).unwrap(), "word/document.xml");
        assert!(!xml.contains("<script"));
        assert!(xml.contains("&lt;/w:t&gt;]]&gt;&lt;script&gt;&amp;amp;=cmd()"));
    }

    #[test]
    fn the_same_document_gives_the_same_bytes() {
        assert_eq!(docx(&sample()).unwrap(), docx(&sample()).unwrap());
        assert_eq!(super::super::xlsx(&sample()).unwrap(), super::super::xlsx(&sample()).unwrap());
    }

    #[test]
    fn an_empty_document_is_still_a_file() {
        let file = docx(&Document::default()).unwrap();
        assert!(elements(&part(&file, "word/document.xml")).contains(&"w:sectPr".to_owned()));
    }
}
