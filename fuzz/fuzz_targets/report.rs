#![no_main]

use gongkai_fuzz::report;
use libfuzzer_sys::fuzz_target;

// A page or a text taken for a report, read and checked.
fuzz_target!(|bytes: &[u8]| report(bytes));
