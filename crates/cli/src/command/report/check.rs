//! `gongkai report check`: the identities between a report's figures.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use annual_report::{CheckContext, Finding, Report, check};
use serde_json::json;

use super::{UNREADABLE, file, findings, in_words};
use crate::answer::{print, print_json_of};
use crate::args::Format;

pub fn run(files: &[PathBuf], previous: Option<&Path>, format: Format) -> ExitCode {
    let mut worst = 0;
    let previous = match previous.map(|path| (path, file::open(path))) {
        None => None,
        Some((_, Ok(opened))) => Some(opened.report),
        Some((path, Err(error))) => {
            eprintln!("上一年度的报告 {}：{error}", path.display());
            worst = UNREADABLE;
            None
        }
    };
    let mut answers = Vec::new();
    for path in files {
        match file::open(path) {
            Ok(opened) => {
                for note in &opened.notes {
                    eprintln!("{}：{note}", path.display());
                }
                if let Some(note) = previous.as_ref().and_then(|previous| told_apart(previous, &opened.report)) {
                    eprintln!("{}：{note}", path.display());
                }
                let mut found = opened.findings;
                found.extend(opened.outline);
                found.extend(check(
                    &opened.report,
                    &CheckContext { previous: previous.as_ref(), ..CheckContext::default() },
                ));
                if annual_report::has_errors(&found) {
                    worst = worst.max(1);
                }
                match format {
                    Format::Json => answers.push(json!({ "report": opened.report, "findings": found })),
                    Format::Text => print(&told(path, &opened.report, &found)),
                }
            }
            Err(error) => {
                worst = UNREADABLE;
                eprintln!("{}：{error}", path.display());
                answers.push(json!({ "file": path.display().to_string(), "error": error }));
            }
        }
    }
    if format == Format::Json {
        print_json_of(files.len(), &answers);
    }
    ExitCode::from(worst)
}

/// Another organ's report is easily taken by mistake; the names may also differ because the organ was renamed.
fn told_apart(previous: &Report, report: &Report) -> Option<String> {
    let (before, now) = (previous.organ.as_str(), report.organ.as_str());
    let known = !before.is_empty() && !now.is_empty();
    (known && !before.contains(now) && !now.contains(before))
        .then(|| format!("所给的上一年度报告是“{before}”的，本报告是“{now}”的，请确认没有选错文件"))
}

fn told(path: &Path, report: &Report, found: &[Finding]) -> String {
    format!("{}：{}\n{}{}", path.display(), in_words::title(report), findings::lines(found), findings::summary(found))
}
