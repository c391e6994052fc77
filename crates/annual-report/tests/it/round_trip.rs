//! What we lay out and write to any format, read back, is the same report.

use annual_report::layout::LayoutOptions;
use annual_report::{Report, lay_out};
use document::Document;
use document::read::Limits;
use proptest::prelude::*;

use super::sources::{INVENTED, printable_report, read};

pub fn back(bytes: &[u8]) -> Report {
    let read = document::read::document(bytes, None, &Limits::default()).unwrap();
    let found = annual_report::read(&read.document).unwrap();
    assert_eq!(found.findings, []);
    found.report
}

pub fn files(document: &Document) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("txt", document::write::text(document).unwrap().into_bytes()),
        ("html", document::write::html(document).unwrap().into_bytes()),
        ("xlsx", document::write::xlsx(document).unwrap()),
        ("docx", document::write::docx(document).unwrap()),
    ]
}

/// Equal but for white space in the texts.
pub fn assert_same(found: &Report, expected: &Report, format: &str) {
    assert_eq!((&found.organ, found.year, found.form()), (&expected.organ, expected.year, expected.form()), "{format}");
    assert_eq!(found.other_rows(), expected.other_rows(), "{format}");
    for (path, cell) in expected.cells() {
        assert_eq!(found.cell(path), cell, "{format} {path}");
    }
    let dense = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(dense(&found.narrative.overview), dense(&expected.narrative.overview), "{format}");
    assert_eq!(dense(&found.narrative.problems), dense(&expected.narrative.problems), "{format}");
    assert_eq!(dense(&found.narrative.other), dense(&expected.narrative.other), "{format}");
}

#[test]
fn a_report_is_the_same_after_every_format() {
    let report = read(INVENTED).report;
    for (format, bytes) in files(&lay_out(&report, &LayoutOptions::default())) {
        assert_same(&back(&bytes), &report, format);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn blanks_marks_and_remarks_are_the_same_after_every_format(report in printable_report()) {
        for (format, bytes) in files(&lay_out(&report, &LayoutOptions::default())) {
            assert_same(&back(&bytes), &report, format);
        }
    }
}
