//! The PDF of a report whose figures this process has not set before.

use std::hint::black_box;
use std::path::PathBuf;
use std::time::Duration;

use annual_report::{Cell, Decimal, LayoutOptions, Report, lay_out, read};
use document::read::{Limits, document};
use typeset::{Fonts, Options, pdf};

use crate::measure::{alone, median, timed};
use crate::reading::text;

const PDFS: i64 = 20;
const LIMIT: Duration = Duration::from_millis(100);

/// The same report with other figures in every cell, and in its first sentence.
fn another(report: &Report, number: i64) -> Report {
    let mut other = report.clone();
    for (place, path) in (0..).zip(report.paths()) {
        let figure = number * 1000 + place;
        let cell = match path.is_money() {
            true => Decimal::new(figure, 2).map_or(Cell::Blank, Cell::Money),
            false => Cell::Number(figure),
        };
        other.set(path, cell);
    }
    other.narrative.overview = format!("本年共收到申请{number}件。{}", report.narrative.overview);
    other
}

pub fn run() {
    let (name, bytes) = text();
    let read_in = document(&bytes, None, &Limits::default()).unwrap();
    let report = read(&read_in.document).unwrap().report;
    let folders: Vec<PathBuf> = std::env::var_os("GONGKAI_FONTS").map(PathBuf::from).into_iter().collect();
    let (loading, fonts) = timed(|| Fonts::load(&folders));
    let fonts = match fonts {
        Ok(fonts) => fonts,
        Err(missing) => return println!("PDF of the report: not measured, {missing}"),
    };
    let mut times = Vec::new();
    for number in 1..=PDFS + 1 {
        let report = another(&report, number);
        let (time, file) = timed(|| {
            let page = lay_out(&report, &LayoutOptions::default());
            pdf(&page, &fonts, &Options { author: report.organ.clone(), date: None }).unwrap()
        });
        black_box(file);
        times.push(time);
    }
    // The first also parses the template and reads the fonts' files.
    let first = times.remove(0);
    let worst = times.iter().max().copied().unwrap_or_default();
    let name = format!("PDF of the report ({name}) with new figures, median of {PDFS}");
    alone(
        &name,
        median(times),
        LIMIT,
        &[("worst", worst), ("the first in this process", first), ("finding the fonts", loading)],
    );
}
