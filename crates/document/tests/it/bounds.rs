//! What a file may cost: small files that ask for much are refused before it is spent, with words that say what to do.

use std::io::{Cursor, Write};

use document::read::{Limits, ReadError, document as read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::pdf::{FONT, page};

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(part.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The files are small, and so is what they may cost here.
fn refused(file: &[u8]) {
    let limits = Limits { max_operations: 100_000, ..Limits::default() };
    let error = read(file, None, &limits).unwrap_err();
    assert!(matches!(error, ReadError::TooComplex | ReadError::TooLarge { .. }), "{error:?}");
    assert!(error.to_string().contains('请'), "{error}");
}

/// A page whose text is in a font with this table of characters and these widths.
fn set_in(table: &str, widths: &str, text: &str) -> Vec<u8> {
    let font = format!(
        "/Font<</F<</Type/Font/Subtype/Type0/BaseFont/S/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[\
         <</Type/Font/Subtype/CIDFontType2/BaseFont/S/W[{widths}]>>]>>>>"
    );
    let file = String::from_utf8(page(&format!("BT /F 10 Tf {text} ET"), &font)).unwrap();
    let (before, after) = file.split_once("6 0 obj").unwrap();
    let (_, after) = after.split_once("endobj").unwrap();
    format!("{before}6 0 obj\n<</Length {}>>\nstream\n{table}\nendstream\nendobj{after}", table.len()).into_bytes()
}

#[test]
fn a_font_of_a_pdf_names_no_more_characters_than_fonts_have() {
    let ranges = "1 beginbfrange <0000> <FFFF> <0000> endbfrange\n";
    assert!(read(&set_in(ranges, "", "<00410042> Tj"), None, &Limits::default()).is_ok());
    refused(&set_in(&ranges.repeat(1_000), "", "<0041> Tj"));
    refused(&set_in("1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange", "", "<0041> Tj"));
    refused(&set_in(&format!("1 beginbfchar <0041> <{}> endbfchar", "4E00".repeat(10_000)), "", "<0041> Tj"));
    refused(&set_in(ranges, &"0 65535 500 ".repeat(1_000), "<0041> Tj"));
}

#[test]
fn a_pdf_that_draws_itself_again_and_again_is_refused() {
    let form = "/XObject<</X 7 0 R>>";
    let mut file = String::from_utf8(page(&"/X Do ".repeat(1_000), form)).unwrap();
    let inner = "/X Do /X Do ";
    file = file.replace(
        "trailer",
        &format!(
            "7 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<<{form}>>/Length {}>>\nstream\n{inner}\n\
             endstream\nendobj\ntrailer",
            inner.len()
        ),
    );
    refused(file.as_bytes());
    refused(&page(&"(a) Tj ".repeat(100_000), FONT));
    refused(&page(&"q ".repeat(200_000), FONT));
}

#[test]
fn a_pdf_whose_objects_never_end_is_refused() {
    for one in ["1 0 obj\n<</Length 9>>stream\n", "1 0 obj\n(", "trailer ("] {
        refused(format!("%PDF-1.4\n{}", one.repeat(20_000)).as_bytes());
    }
}

#[test]
fn an_ofd_file_that_names_one_part_many_times_pays_for_each() {
    const ROOT: &str = "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>";
    let pages = "<Page BaseLoc=\"P.xml\"/>".repeat(200);
    let document = format!("<Document><CommonData/><Pages>{pages}</Pages></Document>");
    let content = |inner: &str| format!("<Page><Content><Layer>{inner}</Layer></Content></Page>");
    refused(&package(&[("OFD.xml", ROOT), ("D.xml", &document), ("P.xml", &content(&"<x/>".repeat(900)))]));
    let far = "<TextObject Size=\"4\"><TextCode DeltaX=\"g 100000 1\">x</TextCode></TextObject>";
    let one = "<Document><CommonData/><Pages><Page BaseLoc=\"P.xml\"/></Pages></Document>";
    refused(&package(&[("OFD.xml", ROOT), ("D.xml", one), ("P.xml", &content(&far.repeat(100)))]));
}

#[test]
fn a_word_file_with_endless_numbers_is_read_with_short_ones() {
    let lists = format!(
        "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/>\
         <w:lvlText w:val=\"{}\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>",
        "%1".repeat(100_000)
    );
    let one = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>";
    let text = format!("<w:document><w:body>{}</w:body></w:document>", one.repeat(20));
    let parts = [("[Content_Types].xml", "<Types/>"), ("word/document.xml", &text), ("word/numbering.xml", &lists)];
    let read = read(&package(&parts), None, &Limits::default()).unwrap();
    assert!(crate::texts(&read.document).iter().map(String::len).sum::<usize>() < 2_000);
    let many = "<w:num w:numId=\"1\"/>".to_owned()
        + &(0..30_000).map(|n| format!("<w:num w:numId=\"{n}\"></w:num>")).collect::<String>();
    let lists = format!("<w:numbering>{many}</w:numbering>");
    refused(&package(&[parts[0], parts[1], ("word/numbering.xml", &lists)]));
}

#[test]
fn a_line_of_bars_without_end_is_text() {
    let line = "|1".repeat(100_000);
    let read = read(format!("{line}|\n正文\n").as_bytes(), None, &Limits::default()).unwrap();
    assert_eq!(crate::tables(&read.document).len(), 0);
}
