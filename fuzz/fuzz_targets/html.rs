#![no_main]

use gongkai_fuzz::read;
use libfuzzer_sys::fuzz_target;

// A page is told by its first tag; without one the bytes would be read as text.
fuzz_target!(|bytes: &[u8]| read(&[b"<html>".as_slice(), bytes].concat()));
