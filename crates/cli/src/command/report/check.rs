//! `gongkai report check`: the identities between a report's figures.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use annual_report::{CheckContext, Finding, Report, Severity, check};
use serde_json::{Value, json};

use super::{UNREADABLE, file, in_words};
use crate::answer::{print, print_json};
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
                let mut findings = opened.findings;
                findings.extend(check(&opened.report, &CheckContext { previous: previous.as_ref() }));
                if annual_report::has_errors(&findings) {
                    worst = worst.max(1);
                }
                match format {
                    Format::Json => answers.push(json!({ "report": opened.report, "findings": findings })),
                    Format::Text => print(&told(path, &opened.report, &findings)),
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
        match (files.len(), answers.first()) {
            (1, Some(only)) => print_json(only),
            _ => print_json(&Value::from(answers)),
        }
    }
    ExitCode::from(worst)
}

fn told(path: &Path, report: &Report, findings: &[Finding]) -> String {
    let mut text = format!("{}：{}\n", path.display(), in_words::title(report));
    for (severity, word) in [
        (Severity::Error, "错误"),
        (Severity::Warning, "需要说明"),
        (Severity::Notice, "提示"),
        (Severity::NotAssessable, "无法核对"),
    ] {
        for finding in findings.iter().filter(|finding| finding.severity == severity) {
            text.push_str(&format!("  [{word}] {} {}（{}）\n", finding.rule, finding.message, finding.cite));
        }
    }
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let open = findings.iter().filter(|finding| finding.severity == Severity::NotAssessable).count();
    text.push_str(&match (errors, open) {
        (0, 0) => "  勾稽关系全部成立，没有发现错误。\n".to_owned(),
        (0, open) => format!("  没有发现错误；有{open}处因数字空缺无法核对。\n"),
        (errors, 0) => format!("  发现{errors}处错误，请对照上列各项改正。\n"),
        (errors, open) => format!("  发现{errors}处错误，请对照上列各项改正；另有{open}处因数字空缺无法核对。\n"),
    });
    text
}
