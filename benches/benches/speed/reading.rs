//! Reading and checking the seed's text, beside splitting its lines and trimming them.

use std::hint::black_box;
use std::path::Path;

use annual_report::{CheckContext, check, read};
use document::read::{Limits, document};

use crate::measure::{Limit, Turns, beside, timed};

const ROUNDS: usize = 60;
const WARM: usize = 10;
const READINGS: u32 = 50;
const SPLITTINGS: u32 = 2000;

/// The seed, which lies beside the repository, or the project's own text where it does not.
pub fn text() -> (&'static str, Vec<u8>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    match std::fs::read(root.join("../../shared/seed/chaoyang-park-annual-report-2021.txt")) {
        Ok(bytes) => ("the seed's text", bytes),
        Err(_) => {
            let own = root.join("../crates/annual-report/tests/it/invented_2023.txt");
            ("the project's own text (the seed is absent)", std::fs::read(own).unwrap())
        }
    }
}

pub fn run() {
    let (name, bytes) = text();
    let plain = std::str::from_utf8(&bytes).unwrap();
    let limits = Limits::default();
    let mut turns = Turns::new(WARM);
    for _ in 0..ROUNDS {
        let (time, ()) = timed(|| {
            for _ in 0..READINGS {
                let read_in = document(black_box(&bytes), None, &limits).unwrap();
                let report = read(&read_in.document).unwrap().report;
                black_box(check(&report, &CheckContext::default()));
            }
        });
        turns.ours(time, READINGS);
        let (time, ()) = timed(|| {
            for _ in 0..SPLITTINGS {
                black_box(plain).lines().map(str::trim).for_each(|line| {
                    black_box(line);
                });
            }
        });
        turns.theirs(time, SPLITTINGS);
    }
    let name = format!("read and check {name}");
    beside(&name, &turns, "split its lines and trim them", Limit::Times(40.0));
}
