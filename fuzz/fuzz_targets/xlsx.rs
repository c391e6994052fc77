#![no_main]

use gongkai_fuzz::{package, read};
use libfuzzer_sys::fuzz_target;

const ROOT: &[u8] = b"<Relationships><Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
const BOOK: &[u8] = b"<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
const RELATIONS: &[u8] = b"<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";

// A sheet and, after a zero byte, the shared texts and, after two, the styles.
fuzz_target!(|parts: &[u8]| {
    let mut parts = parts.splitn(3, |byte| *byte == 0);
    let sheet = parts.next().unwrap_or_default();
    let texts = parts.next().unwrap_or(b"<sst/>");
    let styles = parts.next().unwrap_or(b"<styleSheet/>");
    read(&package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", texts),
        ("xl/styles.xml", styles),
    ]));
});
