//! What we lay out and write to any format, read back, is the same report.

use std::sync::LazyLock;

use annual_report::layout::LayoutOptions;
use annual_report::{Cell, Decimal, Form, OtherRows, Period, Report, lay_out};
use document::Document;
use document::read::Limits;
use jiff::civil::date;
use proptest::prelude::*;

use super::sources::{INVENTED, printable_report, read, shared};

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
    assert_eq!((found.other_rows(), found.period), (expected.other_rows(), expected.period), "{format}");
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

#[test]
fn the_figures_of_some_days_are_the_same_after_every_format() {
    let mut report = read(INVENTED).report;
    for (from, to, year) in [
        (date(2023, 4, 1), date(2023, 6, 30), Some(2023)),
        (date(2024, 2, 1), date(2024, 2, 29), Some(2024)),
        (date(2023, 11, 5), date(2024, 1, 9), None),
    ] {
        report.year = year;
        report.period = Some(Period { from, to });
        for (format, bytes) in files(&lay_out(&report, &LayoutOptions::default())) {
            assert_same(&back(&bytes), &report, format);
        }
    }
}

#[test]
fn the_seed_is_the_same_after_every_format() {
    let Some(text) = shared("seed/chaoyang-park-annual-report-2021.txt") else { return };
    let report = read(&text).report;
    for (format, bytes) in files(&lay_out(&report, &LayoutOptions::default())) {
        assert_same(&back(&bytes), &report, format);
    }
}

/// Sets and reads back; says plainly where no Chinese font is installed.
fn through_pdf(report: &Report) -> Option<Report> {
    static FONTS: LazyLock<Option<typeset::Fonts>> = LazyLock::new(|| match typeset::Fonts::load(&[]) {
        Ok(fonts) => Some(fonts),
        Err(missing) => {
            eprintln!("no PDF is set and read back: {missing}");
            None
        }
    });
    let document = lay_out(report, &LayoutOptions::default());
    let bytes = typeset::pdf(&document, FONTS.as_ref()?, &typeset::Options::default()).unwrap();
    Some(back(&bytes))
}

#[test]
fn a_report_is_the_same_after_pdf() {
    let report = read(INVENTED).report;
    if let Some(found) = through_pdf(&report) {
        assert_same(&found, &report, "pdf");
    }
    let Some(text) = shared("seed/chaoyang-park-annual-report-2021.txt") else { return };
    let seed = read(&text).report;
    if let Some(found) = through_pdf(&seed) {
        assert_same(&found, &seed, "pdf");
    }
}

/// Fills a report with figures, blanks and marks in no order that repeats with the columns.
pub fn fill(report: &mut Report) {
    for (at, path) in report.paths().into_iter().enumerate() {
        let cell = match at * at % 11 {
            0 | 1 => Cell::Blank,
            3 => Cell::Placeholder("/".to_owned()),
            n if path.is_money() => Cell::Money(Decimal::new(n as i64 * 1234, 3).unwrap()),
            n => Cell::Number((n * at) as i64),
        };
        report.set(path, cell);
    }
}

#[test]
fn blanks_and_marks_are_the_same_after_pdf() {
    for (form, other) in [(Form::F2021, OtherRows::Three), (Form::F2021, OtherRows::One), (Form::F2019, OtherRows::One)]
    {
        let mut report = Report::with_other_rows("白云县档案馆", Some(2020), form, other);
        report.narrative.overview = "全年公开信息36条。".to_owned();
        fill(&mut report);
        if let Some(found) = through_pdf(&report) {
            assert_same(&found, &report, "pdf");
        }
    }
}

/// How many random reports are set and read back: few, unless `make fuzz` asks for many.
fn pdf_cases() -> u32 {
    std::env::var("GONGKAI_PDF_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(pdf_cases()))]

    #[test]
    fn a_random_report_is_the_same_after_pdf(report in printable_report()) {
        if let Some(found) = through_pdf(&report) {
            assert_same(&found, &report, "pdf");
        }
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
