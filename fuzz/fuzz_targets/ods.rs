#![no_main]

use gongkai_fuzz::{package, read};
use libfuzzer_sys::fuzz_target;

// The content of an OpenDocument workbook.
fuzz_target!(|content: &[u8]| {
    read(&package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content),
    ]));
});
