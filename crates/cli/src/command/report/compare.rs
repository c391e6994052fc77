//! `gongkai report compare`: the reports of one organ, year by year.

use std::process::ExitCode;

use annual_report::{CompareSettings, Comparison, Report, Severity, compare, comparison_page, comparison_sheets};
use serde::Serialize;
use serde_json::{Value, json};

use super::output::{Shown, form, give};
use super::{UNREADABLE, file};
use crate::args::{Compare, SheetFormat};

/// A comparison and what could not be compared.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    comparison: &'a Comparison<'a>,
    unreadable: Vec<Value>,
}

pub fn run(args: &Compare) -> ExitCode {
    let form = match form(args.format, args.output.as_deref()) {
        Ok(form) => form,
        Err(status) => return status,
    };
    let (mut read, mut unreadable) = (Vec::new(), Vec::new());
    for path in &args.files {
        let name = path.display().to_string();
        match file::open(path) {
            Ok(opened) => {
                for note in &opened.notes {
                    eprintln!("{name}：{note}");
                }
                read.push((name, opened));
            }
            Err(error) => {
                eprintln!("{name}：{error}");
                unreadable.push(json!({ "file": name, "error": error }));
            }
        }
    }
    if read.len() < 2 {
        eprintln!("能读出的报告不到两份，没有可以比较的。");
        if form != SheetFormat::Json {
            return ExitCode::from(UNREADABLE);
        }
    }
    let reports: Vec<(String, &Report)> = read.iter().map(|(name, opened)| (name.clone(), &opened.report)).collect();
    let settings = CompareSettings { copied_from: args.copied_from * 10 };
    let comparison = compare(&reports, &settings);
    let reading = read.iter().flat_map(|(_, opened)| &opened.findings);
    let wrong = comparison.findings().chain(reading).any(|finding| finding.severity == Severity::Error);
    let status = if unreadable.is_empty() { u8::from(wrong) } else { UNREADABLE };
    let shown = Shown {
        json: &Answer { comparison: &comparison, unreadable },
        brief: &|| comparison_sheets(&comparison),
        whole: &|| comparison_sheets(&comparison),
        page: &|| comparison_page(&comparison),
    };
    give(&shown, form, args.output.as_deref(), status)
}
