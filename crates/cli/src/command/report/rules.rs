//! `gongkai report rules`: what the checks look at, and what a reading is remarked on for.

use std::process::ExitCode;

use serde_json::json;

use crate::answer::{print, print_json};
use crate::args::Format;

pub fn run(format: Format) -> ExitCode {
    let rules = || annual_report::rules().iter().chain(annual_report::rules_across());
    let reading = annual_report::reading_rules();
    match format {
        Format::Json => {
            print_json(
                &rules()
                    .map(|rule| {
                        json!({
                            "rule": rule.id, "sheet": rule.sheet, "severity": rule.severity,
                            "description": rule.description, "cite": rule.cite,
                        })
                    })
                    .chain(reading.iter().map(
                        |rule| json!({"rule": rule.id, "severity": rule.severity, "description": rule.description}),
                    ))
                    .collect::<Vec<_>>(),
            )
        }
        Format::Text => {
            let lines = rules().map(|rule| format!("{}　{}（{}）", rule.id, rule.description, rule.cite));
            let reading = reading.iter().map(|rule| format!("{}　读取：{}", rule.id, rule.description));
            print(&lines.chain(reading).collect::<Vec<_>>().join("\n"));
        }
    }
    ExitCode::SUCCESS
}
