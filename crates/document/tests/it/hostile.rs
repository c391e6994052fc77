//! Files made to break a reader: every one ends in a document or a refusal, soon.

use std::io::{Cursor, Write};

use document::read::{Format, Limits, Note, ReadError, document as read};
use document::write;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::paper::paper;
use crate::tables;

const SMALL: usize = 1 << 20;

fn small() -> Limits {
    Limits { max_unpacked_bytes: SMALL, ..Limits::default() }
}

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let types = ("[Content_Types].xml", b"<Types/>".as_slice());
    for (name, bytes) in parts.iter().chain([&types]) {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn word(body: &str) -> Vec<u8> {
    let xml = format!("<w:document xmlns:w=\"x\"><w:body>{body}</w:body></w:document>");
    package(&[("word/document.xml", xml.as_bytes())])
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_unpacked() {
    let zeros = vec![b' '; 20 * SMALL];
    let bomb = package(&[("word/document.xml", &zeros)]);
    assert!(bomb.len() < SMALL / 8);
    assert_eq!(read(&bomb, None, &small()).unwrap_err(), ReadError::TooLarge { limit: SMALL });
    let bomb = package(&[("xl/workbook.xml", b"<workbook/>"), ("xl/sharedStrings.xml", &zeros)]);
    assert_eq!(read(&bomb, None, &small()).unwrap_err(), ReadError::TooLarge { limit: SMALL });
}

#[test]
fn cut_off_files_are_said_to_be_damaged() {
    for file in [write::docx(&paper()).unwrap(), write::xlsx(&paper()).unwrap()] {
        for part in 1..8 {
            let cut = &file[..file.len() * part / 8];
            assert!(matches!(read(cut, None, &Limits::default()), Err(ReadError::Damaged { .. })), "{part}");
        }
    }
    let cut = &crate::pdf::PAPER[..crate::pdf::PAPER.len() / 2];
    assert!(read(cut, None, &Limits::default()).is_err());
}

#[test]
fn deep_xml_and_deep_pdf_are_refused() {
    let deep = word(&"<w:p>".repeat(100_000));
    assert_eq!(read(&deep, None, &Limits::default()).unwrap_err(), ReadError::TooComplex);
    let deep = [b"%PDF-1.7\n1 0 obj\n".as_slice(), &b"[".repeat(1_000_000)].concat();
    assert_eq!(read(&deep, None, &Limits::default()).unwrap_err(), ReadError::TooComplex);
}

#[test]
fn entities_are_not_resolved() {
    let xml = "<!DOCTYPE w [<!ENTITY a \"哈哈哈哈\"><!ENTITY b \"&a;&a;&a;\">]>\
               <w:document><w:body><w:p><w:r><w:t>文&b;字&amp;&#x4e2d;</w:t></w:r></w:p></w:body></w:document>";
    let read = read(&package(&[("word/document.xml", xml.as_bytes())]), None, &Limits::default()).unwrap();
    assert_eq!(crate::texts(&read.document), ["文字&中"]);
}

#[test]
fn a_cell_that_claims_a_million_columns_ends_with_its_table() {
    let page =
        "<table><tr><td colspan=1000000 rowspan=99999999>甲<td>乙<tr><td colspan=4294967296>丙<td rowspan=0>丁</table>";
    let result = read(page.as_bytes(), None, &Limits::default()).unwrap();
    let table = tables(&result.document)[0];
    assert!(table.grid().is_ok());
    assert!(table.expanded().columns <= 3);
    assert!(result.notes.iter().any(|note| matches!(note, Note::SpanCut(_))));
    let file = word(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    );
    let result = read(&file, None, &Limits::default()).unwrap();
    assert_eq!(tables(&result.document)[0].rows[0][0].col_span, 1);
}

#[test]
fn deletions_and_hidden_text_are_left_out_and_insertions_read() {
    let file = word(
        "<w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins>\
         <w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:tab/><w:t>乙</w:t></w:r></w:p>\
         <w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
         <mc:Fallback><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>\
         <w:r><w:t>丙</w:t></w:r></w:p>\
         <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>删行</w:t></w:r></w:p></w:tc></w:tr>\
         <w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>",
    );
    let result = read(&file, None, &Limits::default()).unwrap();
    assert_eq!(crate::texts(&result.document), ["甲增乙框丙", ""]);
    assert!(result.notes.contains(&Note::DeletionsLeftOut));
    let row: Vec<&str> = tables(&result.document)[0].rows[0].iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(row, ["1", "2"]);
}

#[test]
fn a_sheet_with_a_cell_at_its_far_end_costs_nothing() {
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>甲</t></is></c>\
                 <c r=\"XFD1\" t=\"inlineStr\"><is><t>乙</t></is></c></row>\
                 <row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>丙</t></is></c></row></sheetData></worksheet>";
    let book = "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
                <sheet name=\"s\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id=\"rId1\" \
                     Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
                     Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let root = "<Relationships><Relationship Id=\"rId1\" \
                Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
                Target=\"xl/workbook.xml\"/></Relationships>";
    let file = package(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    let result = read(&file, None, &Limits::default()).unwrap();
    assert!(result.notes.iter().any(|note| matches!(note, Note::SpanCut(_))));
    assert_eq!(crate::texts(&result.document), ["", "丙"]);
}

#[test]
fn pictures_and_other_formats_are_named_in_chinese() {
    let picture = [b"\x89PNG\r\n\x1a\n".as_slice(), &[7; 4000]].concat();
    let message = read(&picture, Some("年报.txt"), &Limits::default()).unwrap_err().to_string();
    assert!(message.contains("PNG") && message.contains("图片"), "{message}");
    let damaged = ReadError::Damaged { format: Format::Ofd };
    assert_eq!(read(&package(&[("OFD.xml", b"<OFD/>")]), None, &Limits::default()).unwrap_err(), damaged);
    assert_eq!(read(&package(&[("a.txt", b"x")]), None, &Limits::default()).unwrap_err(), ReadError::Archive);
    assert_eq!(read(b"{\"organ\": \"x\"}", None, &Limits::default()).unwrap_err(), ReadError::Json);
    let large = Limits { max_bytes: 3, ..Limits::default() };
    assert_eq!(read("正文".as_bytes(), None, &large).unwrap_err(), ReadError::TooLarge { limit: 3 });
}

const BEGINNINGS: [&[u8]; 7] = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"<html><table><tr><td colspan=",
    b"| a |\n|",
    b"\xff\xfe",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_end_in_a_document_or_a_refusal(
        beginning in prop::sample::select(BEGINNINGS.to_vec()),
        rest in prop::collection::vec(any::<u8>(), 0..2000),
    ) {
        let _ = read(&[beginning, &rest].concat(), None, &Limits::default());
    }

    #[test]
    fn damaged_files_end_in_a_document_or_a_refusal(
        kind in 0..3_usize,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
    ) {
        let mut file = match kind {
            0 => write::docx(&paper()).unwrap(),
            1 => write::xlsx(&paper()).unwrap(),
            _ => crate::pdf::PAPER.to_vec(),
        };
        for (at, byte) in damage {
            let at = at.index(file.len());
            file[at] = byte;
        }
        let _ = read(&file, None, &Limits::default());
    }

    #[test]
    fn random_tags_end_in_tables_without_overlap(
        tags in prop::collection::vec(prop::sample::select(vec![
            "<table>", "</table>", "<tr>", "</tr>", "<td>", "<td colspan=3>", "<td rowspan=2>", "</td>", "<p>", "</p>", "<div>",
            "</div>", "<div hidden>", "<td hidden>", "字", "<thead>", "<tbody>", "<caption>", "<li>", "<script>", "</script>",
        ]), 0..60),
    ) {
        let page = format!("<html>{}", tags.concat());
        if let Ok(result) = read(page.as_bytes(), None, &Limits::default()) {
            for table in tables(&result.document) {
                prop_assert!(table.grid().is_ok());
            }
        }
    }
}
