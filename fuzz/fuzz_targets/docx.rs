#![no_main]

use gongkai_fuzz::{package, read};
use libfuzzer_sys::fuzz_target;

// The text part of a Word file; packing and unpacking are the target `any`'s.
fuzz_target!(|xml: &[u8]| {
    read(&package(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", xml)]));
});
