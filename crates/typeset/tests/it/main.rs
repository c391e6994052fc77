//! Typst unoptimised is slow, so each document here answers several questions.

mod sample;

use document::{Block, Cell, Document, Paragraph, Role, Table};
use std::path::PathBuf;
use std::sync::OnceLock;
use typeset::{Fonts, FontsMissing, Options, TypesetError, pdf, without_glyph};

/// The machine's fonts, found once for all tests.
fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| Fonts::load(&[]).expect("fonts-noto-cjk is installed"))
}

fn options() -> Options {
    Options { author: "某某局".into(), date: Some(jiff::civil::date(2022, 1, 20)) }
}

/// The text of a PDF and its number of pages, as a reader that knows nothing of us sees them.
fn read(file: &[u8]) -> (String, u32) {
    let read = unpdf::Unpdf::new().parse_bytes(file).expect("our own PDF is read");
    (read.plain_text(), read.document().page_count())
}

#[test]
fn a_report_is_four_pages_whose_text_can_be_read() {
    let first = pdf(&sample::report(7), fonts(), &options()).unwrap();
    assert!(first.starts_with(b"%PDF-"));
    let (text, pages) = read(&first);
    assert_eq!(pages, 4);
    for part in ["政府信息公开工作年度报告", "一、总体情况", "7730.28", "13810"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let again = pdf(&sample::report(7), fonts(), &options()).unwrap();
    assert_eq!(first, again);
}

#[test]
fn a_long_table_goes_on_over_pages_and_markup_is_only_text() {
    let hostile = "#import \"x\": * $x$ @ref <label> *粗* _斜_ `码` \\ [括] // 注 =cmd()";
    let rows = (0..120).map(|at| vec![Cell::new(format!("第{at}行")).spanning(1, 1), Cell::new(hostile)]).collect();
    let document = Document {
        title: hostile.into(),
        blocks: vec![
            Block::Paragraph(Paragraph::new(Role::Title, hostile)),
            Block::Paragraph(Paragraph::new(Role::Heading1, hostile)),
            Block::Paragraph(Paragraph::new(Role::Body, format!("{hostile}\u{0}\u{1b}\n{}", "长".repeat(3000)))),
            Block::Table(Table { widths: vec![1, 3], header_rows: 1, rows }),
            Block::PageBreak,
            Block::Paragraph(Paragraph::new(Role::Signature, "某某局")),
        ],
    };
    let file = pdf(&document, fonts(), &Options::default()).unwrap();
    let (text, pages) = read(&file);
    assert!(pages >= 8, "{pages}");
    let text: String = text.split_whitespace().collect();
    for part in ["#import\"x\":*$x$@ref<label>*粗*_斜_`码`", "=cmd()", "第119行"] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn without_a_chinese_font_the_package_and_the_folder_are_named() {
    let empty = tempfile::tempdir().unwrap();
    let missing: FontsMissing = Fonts::load_only(&[empty.path().to_owned(), PathBuf::from("not-there")]).unwrap_err();
    let said = missing.to_string();
    assert!(said.contains("fonts-noto-cjk") && said.contains("fonts/"), "{said}");
    assert!(said.contains(&empty.path().display().to_string()));
}

#[test]
fn a_file_that_is_no_font_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("simsun.ttf"), b"\0\x01\0\0 not a font").unwrap();
    assert!(Fonts::load_only(&[folder.path().to_owned()]).is_err());
}

#[test]
fn a_character_no_font_shows_is_named_before_anything_is_printed() {
    let document = Document {
        title: String::new(),
        blocks: vec![
            Block::Paragraph(Paragraph::new(Role::Body, "申请人\u{e123}\u{200b}\u{fe0f}某\u{e123}")),
            Block::Table(Table { rows: vec![vec![Cell::new("\u{f0b7}")]], ..Table::default() }),
        ],
    };
    assert_eq!(without_glyph(&document, fonts()), ['\u{e123}', '\u{f0b7}']);
    let error = pdf(&document, fonts(), &Options::default()).unwrap_err();
    assert!(matches!(error, TypesetError::NoGlyph(_)));
    assert!(error.to_string().contains("U+E123"));
}

#[test]
fn a_table_that_cannot_be_laid_out_is_refused() {
    let wide = Table { rows: vec![vec![Cell::new("甲").spanning(200, 1)]], ..Table::default() };
    let document = Document { title: String::new(), blocks: vec![Block::Table(wide)] };
    assert!(matches!(pdf(&document, fonts(), &Options::default()), Err(TypesetError::Table { table: 1, .. })));
}

#[test]
fn every_typeface_has_a_family() {
    for face in document::official::Face::ALL {
        assert!(!fonts().families(face).is_empty());
    }
}
