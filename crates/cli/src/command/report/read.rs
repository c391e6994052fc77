//! `gongkai report read`: the figures of reports, as they stand.

use std::path::PathBuf;
use std::process::ExitCode;

use annual_report::WithSources;
use serde_json::{Value, json};

use super::{UNREADABLE, file, in_words};
use crate::answer::{print, print_json_of};
use crate::args::Format;

pub fn run(files: &[PathBuf], format: Format, sources: bool) -> ExitCode {
    let mut answers = Vec::new();
    let mut unreadable = false;
    for path in files {
        match file::open(path) {
            Ok(opened) => {
                for note in opened.notes.iter().chain(opened.findings.iter().map(|finding| &finding.message)) {
                    eprintln!("{}：{note}", path.display());
                }
                match format {
                    Format::Json => {
                        let with = WithSources { report: &opened.report, sources: sources.then_some(&opened.sources) };
                        answers.push(serde_json::to_value(with).unwrap_or(Value::Null));
                    }
                    Format::Text => print(&in_words::report(&opened.report, sources.then_some(&opened.sources))),
                }
            }
            Err(error) => {
                unreadable = true;
                eprintln!("{}：{error}", path.display());
                answers.push(json!({ "file": path.display().to_string(), "error": error }));
            }
        }
    }
    if format == Format::Json {
        print_json_of(files.len(), &answers);
    }
    if unreadable { ExitCode::from(UNREADABLE) } else { ExitCode::SUCCESS }
}
