//! Real reports, where they are at hand: beside the repository, in `shared`.

use std::path::PathBuf;

use document::read::{Format, Limits, Read, document as read};

use crate::{bare, tables, texts};

/// A file of the folder `shared` beside the repository; `None`, and said so, where there is none.
fn shared(name: &str) -> Option<Vec<u8>> {
    let crate_folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let path = crate_folder.ancestors().nth(3)?.join("shared").join(name);
    match std::fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(_) => {
            eprintln!("absent, not checked: shared/{name}");
            None
        }
    }
}

fn sample(name: &str) -> Option<Read> {
    Some(read(&shared(name)?, Some(name), &Limits::default()).unwrap())
}

/// Rows and columns of each table.
fn sizes(read: &Read) -> Vec<(usize, usize)> {
    tables(&read.document).iter().map(|table| (table.rows.len(), table.expanded().columns)).collect()
}

/// The cells of a row from a column (from 0) on.
fn row(read: &Read, table: usize, row: usize, from: usize) -> Vec<String> {
    let tables = tables(&read.document);
    let expanded = tables[table].expanded();
    (from..expanded.columns).map(|column| bare(expanded.text(row, column))).collect()
}

#[test]
fn a_city_report_in_pdf_is_read_whole() {
    let Some(read) = sample("samples/huaian_2024.pdf") else { return };
    assert_eq!(sizes(&read), [(14, 4), (28, 10), (4, 15)]);
    assert_eq!(row(&read, 1, 3, 3), ["3001", "53", "0", "0", "61", "4", "3119"]);
    assert_eq!(row(&read, 1, 27, 3), ["103", "0", "0", "0", "0", "0", "103"]);
    assert_eq!(row(&read, 0, 13, 1), ["96171.6"; 3]);
    assert_eq!(row(&read, 2, 3, 0)[..5], ["72", "64", "178", "37", "351"]);
    // The label cut by the page's end is whole and reaches over its three rows.
    assert!((15..18).all(|r| row(&read, 1, r, 1)[0] == "（四）无法提供"));
    assert!(texts(&read.document)[0].starts_with("淮安市人民政府2024年政府信息公开工作年度报告本报告由"));
}

#[test]
fn a_district_report_in_pdf_is_read_whole() {
    let Some(read) = sample("samples/hongze_2024.pdf") else { return };
    assert_eq!(sizes(&read), [(14, 4), (26, 10), (4, 15)]);
    assert_eq!(row(&read, 1, 24, 3), ["95", "0", "0", "0", "0", "0", "95"]);
    assert_eq!(row(&read, 2, 3, 0)[..6], ["1", "1", "0", "0", "2", "1"]);
    assert!(!texts(&read.document).concat().contains("-4-"));
}

#[test]
fn a_report_as_a_web_page_is_read_with_its_blanks() {
    let Some(read) = sample("samples/shanghai_office_2019.html") else { return };
    assert_eq!(sizes(&read), [(18, 5), (26, 10), (4, 15)]);
    assert_eq!(row(&read, 1, 3, 3), ["821", "35", "", "", "2", "1", "859"]);
}

#[test]
fn the_blank_form_in_word_is_read_with_its_merged_cells() {
    let Some(read) = sample("samples/blank_form_2021.docx") else { return };
    assert_eq!(sizes(&read), [(14, 4), (28, 10), (4, 15)]);
    assert_eq!(row(&read, 1, 2, 3)[1..3], ["商业企业", "科研机构"]);
    assert!((5..27).all(|r| row(&read, 1, r, 0)[0] == "三、本年度办理结果"));
}

#[test]
fn markdown_tables_are_read() {
    let Some(read) = sample("samples/shuyang_county_2025.md") else { return };
    assert_eq!(read.format, Format::Text);
    assert!(sizes(&read).len() >= 10);
}

#[test]
fn the_seed_stays_lines_with_their_numbers() {
    let Some(bytes) = shared("seed/chaoyang-park-annual-report-2021.txt") else { return };
    let text = String::from_utf8(bytes.clone()).unwrap();
    let read = read(&bytes, None, &Limits::default()).unwrap();
    assert!(tables(&read.document).is_empty());
    assert_eq!(read.document.blocks.len(), text.lines().count());
    let (gb, _, _) = encoding_rs::GB18030.encode(&text);
    let again = document::read::document(&gb, None, &Limits::default()).unwrap();
    assert_eq!(again.document, read.document);
}
