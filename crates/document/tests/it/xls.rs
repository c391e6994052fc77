//! Workbooks of Excel 97-2003. The fixtures were made once by a program of a few lines: `form.xls` with two sheets and
//! a hidden one, `far.xls` with a text in the first and one in the last cell there can be.

use document::Block;
use document::read::{Format, Limits, ReadError, document as read, sniff};

use crate::{tables, texts};

pub const FORM: &[u8] = include_bytes!("fixtures/form.xls");
const FAR: &[u8] = include_bytes!("fixtures/far.xls");

#[test]
fn sheets_are_read_with_their_merged_cells_numbers_and_dates() {
    let read = read(FORM, Some("年报.xls"), &Limits::default()).unwrap();
    assert_eq!(read.format, Format::Xls);
    assert!(read.notes.is_empty(), "{:?}", read.notes);
    assert_eq!(texts(&read.document)[0], "某某局2024年政府信息公开工作年度报告");
    let tables = tables(&read.document);
    assert_eq!(tables.len(), 2);
    let row = |table: usize, row: usize| -> Vec<String> {
        tables[table].rows[row].iter().map(|cell| format!("{}/{}", cell.text, cell.col_span)).collect()
    };
    assert_eq!(row(0, 1), ["规章/1", "0/1", "1/1", "12/1"]);
    assert_eq!(row(0, 2), ["收费/1", "7730.2/3"]);
    assert_eq!(row(0, 3)[..2], ["日期/1", "2025年1月20日/1"]);
    assert_eq!(row(1, 0), ["甲/1", "0.3/1"]);
    assert_eq!(tables[1].rows[0][0].place.page, Some(2));
    assert_eq!(read.document.blocks.iter().filter(|block| matches!(block, Block::PageBreak)).count(), 1);
}

#[test]
fn cells_that_lie_far_apart_are_refused_before_the_room_between_is_filled() {
    assert_eq!(read(FAR, None, &Limits::default()), Err(ReadError::TooComplex));
}

#[test]
fn a_workbook_that_is_cut_off_is_damaged() {
    for part in 1..8 {
        let cut = &FORM[..FORM.len() * part / 8];
        assert!(matches!(sniff(cut), Err(ReadError::Damaged { .. }) | Ok(Format::Xls)), "{part}");
        let _ = read(cut, None, &Limits::default());
    }
}

#[test]
fn chains_of_sectors_that_run_in_rings_end() {
    // Where the file keeps its table of sectors; each sector is made to go on with itself or with the one before.
    let table = 512 * (usize::try_from(u32::from_le_bytes(FORM[0x4c..0x50].try_into().unwrap())).unwrap() + 1);
    for back in [0, 1] {
        let mut ring = FORM.to_vec();
        for (number, entry) in (0_u32..).zip(ring[table..table + 512].chunks_exact_mut(4)) {
            entry.copy_from_slice(&number.saturating_sub(back).to_le_bytes());
        }
        let _ = read(&ring, None, &Limits::default());
    }
}
