//! Files as other programs save them: values parted by commas, pages with all that belongs to them in one file,
//! OpenDocument workbooks.

use std::io::{Cursor, Write};

use document::read::{Format, Limits, Note, ReadError, document as read};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::tables;

const VALUES: &str = "白云县档案馆2023年报告,,,\r\n信息内容,\"本年\n制发件数\",废止,有效\r\n规章,0,,1\r\n文件,1,\"2,345\",3\r\n\
     许可,4,,\r\n处罚,5,,\r\n强制,6,,\r\n收费,7,,\r\n甲,8,,\r\n乙,9,,\r\n丙,10,,\r\n";
const PAGE: &str = "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\n\
     Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<table><tr><td>=E8=A7=84=E7=AB=A0<td>1=\r\n2</table>\r\n\
     --b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n";

fn workbook(content: &str) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    archive.start_file("mimetype", stored).unwrap();
    archive.write_all(b"application/vnd.oasis.opendocument.spreadsheet").unwrap();
    archive.start_file("content.xml", SimpleFileOptions::default()).unwrap();
    let xml = format!(
        "<office:document-content><office:body><office:spreadsheet>{content}</office:spreadsheet></office:body></office:document-content>"
    );
    archive.write_all(xml.as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}

fn cell(text: &str) -> String {
    format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>")
}

fn sheet(rows: &str) -> String {
    format!("<table:table table:name=\"一\">{rows}</table:table>")
}

fn shown(bytes: &[u8], name: &str, format: Format) -> Vec<Vec<String>> {
    let read = read(bytes, Some(name), &Limits::default()).unwrap();
    assert_eq!(read.format, format);
    assert!(!read.notes.contains(&Note::NameDiffers));
    let table = tables(&read.document)[0];
    table.rows.iter().map(|row| row.iter().map(|cell| cell.text.clone()).collect()).collect()
}

#[test]
fn values_parted_by_commas_are_a_table_in_every_encoding() {
    let (national, _, _) = encoding_rs::GB18030.encode(VALUES);
    let wide: Vec<u8> = [0xfeff].into_iter().chain(VALUES.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xef\xbb\xbf", VALUES.as_bytes()].concat();
    for bytes in [VALUES.as_bytes(), &national, &wide, &marked] {
        let rows = shown(bytes, "年报.csv", Format::Text);
        assert_eq!(rows[0], ["信息内容", "本年\n制发件数", "废止", "有效"]);
        assert_eq!(rows[2], ["文件", "1", "2,345", "3"]);
        assert_eq!(rows[3], ["许可", "4", "", ""]);
    }
    let tabs = VALUES.replace("2,345", "2;345").replace(',', "\t").replace("废止", "\"废\n止\"");
    assert_eq!(shown(tabs.as_bytes(), "年报.tsv", Format::Text)[0][2], "废\n止");
}

#[test]
fn a_page_saved_in_one_file_is_the_page() {
    assert_eq!(shown(PAGE.as_bytes(), "年报.mht", Format::Mhtml), [["规章", "12"]]);
    let without = PAGE.replace("text/html", "text/plain");
    assert_eq!(read(without.as_bytes(), None, &Limits::default()), Err(ReadError::NoText { format: Format::Mhtml }));
}

#[test]
fn an_opendocument_workbook_is_read_and_its_claims_are_bounded() {
    let rows = format!("<table:table-row>{}{}</table:table-row>", cell("规章"), cell("12"));
    assert_eq!(shown(&workbook(&sheet(&rows)), "年报.ods", Format::Ods), [["规章", "12"]]);
    let million = "table:number-rows-repeated=\"1048576\"";
    let many = "table:number-columns-repeated=\"16384\"";
    let bomb = format!(
        "<table:table-row {million}><table:table-cell {many}><text:p>1</text:p></table:table-cell></table:table-row>"
    );
    assert_eq!(read(&workbook(&sheet(&bomb)), None, &Limits::default()), Err(ReadError::TooComplex));
    let far = format!(
        "<table:table-row><table:table-cell table:number-rows-spanned=\"4294967295\"><text:p>甲</text:p></table:table-cell></table:table-row>\
         <table:table-row table:number-rows-repeated=\"4294967000\"/><table:table-row>{}</table:table-row>",
        cell("乙")
    );
    assert!(matches!(read(&workbook(&sheet(&far)), None, &Limits::default()), Ok(_) | Err(ReadError::TooComplex)));
    let sheets = sheet(&rows).repeat(3_000);
    assert_eq!(read(&workbook(&sheets), None, &Limits::default()), Err(ReadError::TooComplex));
    let zeros = " ".repeat(8 << 20);
    let small = Limits { max_unpacked_bytes: 1 << 20, ..Limits::default() };
    assert_eq!(read(&workbook(&zeros), None, &small), Err(ReadError::TooLarge { limit: 1 << 20 }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn damaged_files_end_in_a_document_or_a_refusal(at in 0.0..1.0f64, byte in any::<u8>(), cut in any::<bool>()) {
        let rows = format!("<table:table-row>{}<table:covered-table-cell/>{}</table:table-row>", cell("规章"), cell("12"));
        for file in [VALUES.as_bytes().to_vec(), PAGE.as_bytes().to_vec(), workbook(&sheet(&rows))] {
            let mut file = file;
            let at = (at * file.len() as f64) as usize;
            if cut { file.truncate(at) } else if let Some(there) = file.get_mut(at) { *there = byte }
            let _ = read(&file, None, &Limits::default());
        }
    }
}
