//! Documents written in each format and read back.

use document::read::{Format, Limits, Read, document as read};
use document::{Block, Cell, Document, Paragraph, Role, Table, write};
use proptest::prelude::*;

use crate::{bare, positions, tables, texts};

const ROLES: [Role; 8] =
    [Role::Title, Role::Subtitle, Role::Heading1, Role::Heading2, Role::Body, Role::Plain, Role::Note, Role::Signature];

fn text() -> impl Strategy<Value = String> {
    let words = [
        "政府信息公开",
        "甲",
        "12",
        "7730.28",
        "0",
        "-3",
        "007",
        "0.50",
        "=1+1",
        "（一）",
        "abc",
        " ",
        "　",
        "\n",
        "/",
        "|",
        "<b>",
        "&amp;",
        "\"'",
        "\\",
        "㐂𠮷",
        "—",
        "2021年",
        "\u{a0}",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..5).prop_map(|words| words.concat())
}

/// A table of at most 6 by 7 whose merged cells do not overlap.
fn table() -> impl Strategy<Value = Table> {
    (1_usize..=7, 1_usize..=6).prop_flat_map(|(height, width)| {
        let cells = prop::collection::vec((text(), 1_usize..=3, 1_usize..=3), height * width);
        (cells, 0..=1_u32).prop_map(move |(cells, header_rows)| {
            let mut taken = vec![vec![false; width]; height];
            let mut rows = Vec::new();
            for row in 0..height {
                let mut line = Vec::new();
                for col in 0..width {
                    if taken[row][col] {
                        continue;
                    }
                    let (text, wide, high) = &cells[row * width + col];
                    let wide = (1..=*wide).take_while(|w| col + w <= width && !taken[row][col + w - 1]).last().unwrap();
                    let high = (*high).min(height - row);
                    for slot in taken.iter_mut().skip(row).take(high).flat_map(|r| r.iter_mut().skip(col).take(wide)) {
                        *slot = true;
                    }
                    line.push(Cell::new(text.clone()).spanning(wide as u32, high as u32));
                }
                rows.push(line);
            }
            Table { widths: Vec::new(), header_rows, rows }
        })
    })
}

fn document() -> impl Strategy<Value = Document> {
    let paragraph = (prop::sample::select(ROLES.to_vec()), text())
        .prop_map(|(role, text)| Block::Paragraph(Paragraph::new(role, format!("文{text}"))));
    let block = prop_oneof![3 => paragraph, 2 => table().prop_map(Block::Table), 1 => Just(Block::PageBreak)];
    prop::collection::vec(block, 0..7).prop_map(|mut blocks| {
        blocks.insert(0, Block::Paragraph(Paragraph::new(Role::Title, "报告")));
        Document { title: "题".to_owned(), blocks }
    })
}

fn read_back(bytes: &[u8], format: Format) -> Read {
    let read = read(bytes, None, &Limits::default()).unwrap();
    assert_eq!(read.format, format);
    read
}

fn assert_same(read: &Document, written: &Document) {
    assert_eq!(texts(read), texts(written));
    let (read, written) = (tables(read), tables(written));
    assert_eq!(read.len(), written.len());
    for (index, (read, written)) in read.iter().zip(&written).enumerate() {
        assert_eq!(positions(read), positions(written));
        let places_right = read.rows.iter().enumerate().all(|(row, cells)| {
            cells.iter().all(|cell| {
                (cell.place.table, cell.place.row) == (Some(index as u32 + 1), Some(row as u32 + 1))
                    && cell.place.col.is_some()
            })
        });
        assert!(places_right);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_web_page_is_read_back_as_it_was_written(document in document()) {
        assert_same(&read_back(write::html(&document).unwrap().as_bytes(), Format::Html).document, &document);
    }

    #[test]
    fn a_word_file_is_read_back_as_it_was_written(document in document()) {
        assert_same(&read_back(&write::docx(&document).unwrap(), Format::Docx).document, &document);
    }

    #[test]
    fn a_workbook_is_read_back_as_it_was_written(document in document()) {
        assert_same(&read_back(&write::xlsx(&document).unwrap(), Format::Xlsx).document, &document);
    }

    /// Plain text has no merged cells: the text stands where the cell begins. A paragraph does not begin with a bar.
    #[test]
    fn a_text_is_read_back_as_it_was_written(document in document()) {
        let read = read_back(write::text(&document).unwrap().as_bytes(), Format::Text).document;
        let bars = |texts: Vec<String>| texts.into_iter().map(|text| text.replace('|', "｜")).collect::<Vec<_>>();
        assert_eq!(bars(texts(&read)), bars(texts(&document)));
        for (read, written) in tables(&read).iter().zip(tables(&document)) {
            let begins: Vec<Vec<String>> = positions(written)
                .into_iter()
                .enumerate()
                .map(|(r, row)| {
                    row.into_iter()
                        .enumerate()
                        .map(|(c, seat)| seat.filter(|(_, row, col)| (*row, *col) == (r, c)).map_or(String::new(), |s| s.0))
                        .collect()
                })
                .collect();
            let shown: Vec<Vec<String>> =
                read.rows.iter().map(|row| row.iter().map(|cell| bare(&cell.text)).collect()).collect();
            assert_eq!(shown, begins);
        }
    }
}

#[test]
fn all_formats_give_the_paper_back() {
    let paper = crate::paper::paper();
    assert_same(&read_back(write::html(&paper).unwrap().as_bytes(), Format::Html).document, &paper);
    assert_same(&read_back(&write::docx(&paper).unwrap(), Format::Docx).document, &paper);
    assert_same(&read_back(&write::xlsx(&paper).unwrap(), Format::Xlsx).document, &paper);
}

#[test]
fn money_in_a_workbook_keeps_its_decimals() {
    let row = ["7730.20", "0.0", "12", "190.457379"].map(Cell::new).to_vec();
    let document = Document {
        title: String::new(),
        blocks: vec![Block::Table(Table { rows: vec![row.clone(), row], ..Table::default() })],
    };
    let read = read_back(&write::xlsx(&document).unwrap(), Format::Xlsx).document;
    let texts: Vec<&str> = tables(&read)[0].rows[1].iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts, ["7730.20", "0.0", "12", "190.457379"]);
}
