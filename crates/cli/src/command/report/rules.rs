//! `gongkai report rules`: what the checks look at.

use std::process::ExitCode;

use serde_json::json;

use crate::answer::{print, print_json};
use crate::args::Format;

pub fn run(format: Format) -> ExitCode {
    let rules = || annual_report::rules().iter().chain(annual_report::rules_across());
    match format {
        Format::Json => print_json(
            &rules()
                .map(|rule| {
                    json!({
                        "rule": rule.id, "sheet": rule.sheet, "severity": rule.severity,
                        "description": rule.description, "cite": rule.cite,
                    })
                })
                .collect::<Vec<_>>(),
        ),
        Format::Text => {
            let lines = rules().map(|rule| format!("{}　{}（{}）", rule.id, rule.description, rule.cite));
            print(&lines.collect::<Vec<_>>().join("\n"));
        }
    }
    ExitCode::SUCCESS
}
