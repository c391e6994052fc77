//! PDF files: the paper set by `typeset`, and small ones made by hand.

use document::read::{Format, Limits, Note, ReadError, document as read};

use crate::paper::paper;
use crate::{bare, positions, tables, texts};

pub const PAPER: &[u8] = include_bytes!("fixtures/paper.pdf");

/// A file of one page; without a cross-reference table, which readers have to rebuild.
pub fn page(content: &str, resources: &str) -> Vec<u8> {
    format!(
        "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n\
         3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Resources<<{resources}>>/Contents 4 0 R>>\nendobj\n\
         4 0 obj\n<</Length {}>>\nstream\n{content}\nendstream\nendobj\n\
         5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n\
         6 0 obj\n<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>\n\
         stream\nx\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n",
        content.len()
    )
    .into_bytes()
}

pub const FONT: &str = "/Font<</F 5 0 R>>";

#[test]
fn the_paper_is_read_back_from_its_pages() {
    let read = read(PAPER, Some("年报.pdf"), &Limits::default()).unwrap();
    let paper = paper();
    assert_eq!(read.format, Format::Pdf);
    assert_eq!(texts(&read.document), texts(&paper));
    let (found, written) = (tables(&read.document), tables(&paper));
    assert_eq!(found.len(), written.len());
    for (found, written) in found.iter().zip(written) {
        assert_eq!(positions(found), positions(written));
    }
    // The long table was cut by a page's end; each cell knows its page.
    assert!(read.notes.iter().any(|note| matches!(note, Note::TableJoined { page: 3 })));
    assert_eq!(found[1].rows[0][0].place.page, Some(2));
    assert_eq!(found[1].rows.last().and_then(|row| row.last()).and_then(|cell| cell.place.page), Some(3));
}

#[test]
fn a_page_number_is_no_text_and_paragraphs_are_whole() {
    let read = read(PAPER, None, &Limits::default()).unwrap();
    let paragraphs: Vec<String> = read
        .document
        .blocks
        .iter()
        .filter_map(|block| match block {
            document::Block::Paragraph(paragraph) => Some(bare(&paragraph.text)),
            _ => None,
        })
        .collect();
    let written: Vec<String> = paper()
        .blocks
        .iter()
        .filter_map(|block| match block {
            document::Block::Paragraph(paragraph) => Some(bare(&paragraph.text)),
            _ => None,
        })
        .collect();
    assert_eq!(paragraphs, written);
}

#[test]
fn invisible_and_cropped_text_is_not_read() {
    let content = "BT /F 12 Tf 20 200 Td (shown) Tj 3 Tr (hidden) Tj 0 Tr 900 0 Td (outside) Tj ET";
    let read = read(&page(content, FONT), None, &Limits::default()).unwrap();
    assert_eq!(texts(&read.document), ["shown"]);
}

#[test]
fn text_drawn_twice_to_look_bold_is_read_once() {
    let content = "BT /F 12 Tf 20 200 Td (100) Tj ET BT /F 12 Tf 20.3 200 Td (100) Tj ET";
    assert_eq!(texts(&read(&page(content, FONT), None, &Limits::default()).unwrap().document), ["100"]);
}

#[test]
fn a_picture_without_text_is_a_scan() {
    let scan = page("q 300 0 0 300 0 0 cm /I Do Q", "/XObject<</I 6 0 R>>");
    assert_eq!(read(&scan, None, &Limits::default()).unwrap_err(), ReadError::Scanned);
    assert_eq!(read(&page("", ""), None, &Limits::default()).unwrap_err(), ReadError::NoText { format: Format::Pdf });
}

/// A page with a table, drawn as it lies when the page is turned by `matrix`.
fn table_on(matrix: &str, rotate: u32) -> Vec<String> {
    let cells = ["A1", "B1", "A2", "B2"].iter().enumerate();
    let texts: String = cells
        .map(|(at, text)| format!("BT /F 12 Tf 1 0 0 1 {} {} Tm ({text}) Tj ET ", 110 + at % 2 * 40, 166 - at / 2 * 20))
        .collect();
    let lines = "100 140 m 180 140 l 100 160 m 180 160 l 100 180 m 180 180 l 100 140 m 100 180 l 140 140 m 140 180 l 180 140 m 180 180 l S";
    let file = page(&format!("{matrix} cm 1 w {lines} {texts}"), FONT);
    let file = String::from_utf8(file).unwrap().replace("/MediaBox", &format!("/Rotate {rotate}/MediaBox"));
    let read = read(file.as_bytes(), None, &Limits::default()).unwrap();
    let tables = tables(&read.document);
    assert_eq!(tables.len(), 1);
    tables[0].rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|")).collect()
}

#[test]
fn a_page_that_lies_on_its_side_is_read_as_one_would_turn_it() {
    for (matrix, rotate) in [
        ("1 0 0 1 0 0", 0),
        ("0 1 -1 0 300 0", 0),
        ("-1 0 0 -1 300 300", 0),
        ("0 -1 1 0 0 300", 0),
        ("0 1 -1 0 300 0", 90),
        ("1 0 0 1 0 0", 90),
        ("1 0 0 1 0 0", 270),
    ] {
        assert_eq!(table_on(matrix, rotate), ["A1|B1", "A2|B2"], "{matrix} {rotate}");
    }
}

#[test]
fn two_tables_side_by_side_are_two_tables() {
    let table = |x: u32, text: &str| {
        format!(
            "{x} 140 m {0} 140 l {x} 180 m {0} 180 l {x} 140 m {x} 180 l {0} 140 m {0} 180 l S BT /F 12 Tf 1 0 0 1 {1} 156 Tm ({text}) Tj ET ",
            x + 60,
            x + 10
        )
    };
    let file = page(&[table(20, "left"), table(160, "right")].concat(), FONT);
    let read = read(&file, None, &Limits::default()).unwrap();
    let shown: Vec<&str> = tables(&read.document).iter().map(|table| table.rows[0][0].text.as_str()).collect();
    assert_eq!(shown, ["left", "right"]);
}

#[test]
fn text_in_national_codes_is_read_without_a_table_of_characters() {
    let text = "政府信息公开12件，公开率100%";
    let national = [
        ("GB-EUC-H", encoding_rs::GBK),
        ("GBpc-EUC-H", encoding_rs::GBK),
        ("GBK-EUC-H", encoding_rs::GBK),
        ("GBKp-EUC-H", encoding_rs::GBK),
        ("GBK2K-H", encoding_rs::GB18030),
    ];
    let mut coded: Vec<(&str, Vec<u8>)> =
        national.iter().map(|(name, encoding)| (*name, encoding.encode(text).0.into_owned())).collect();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    coded.extend([("UniGB-UCS2-H", wide.clone()), ("UniGB-UTF16-H", wide)]);
    for (name, codes) in coded {
        for collection in ["/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>", ""] {
            let font = format!(
                "/Font<</F<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/{name}/DescendantFonts[\
                 <</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/DW 1000{collection}>>]>>>>"
            );
            let codes: String = codes.iter().map(|code| format!("{code:02x}")).collect();
            let file = page(&format!("BT /F 10 Tf 20 200 Td <{codes}> Tj ET"), &font);
            let read = read(&file, None, &Limits::default()).unwrap();
            assert_eq!(texts(&read.document), [text], "{name}{collection}");
            assert_eq!(read.notes, []);
        }
    }
}

#[test]
fn national_codes_that_are_none_are_told_and_not_guessed() {
    let font = "/Font<</F<</Type/Font/Subtype/Type0/Encoding/GBK2K-H/DescendantFonts[<</Subtype/CIDFontType2>>]>>>>";
    let read = read(&page("BT /F 10 Tf 20 200 Td <b9ab ff b9> Tj ET", font), None, &Limits::default()).unwrap();
    assert_eq!(texts(&read.document), ["公"]);
    assert_eq!(read.notes, [Note::UnreadableText { runs: 1, page: 1 }]);
}
