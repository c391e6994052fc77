//! The organ named consistently: another organ's name left in the texts (rule sheet 4.1).

use super::text::{Author, authors, is_another};
use super::{Checked, Finding, Quote, Rule};
use crate::report::{Report, Section};

/// The texts name nobody else as the author of the report.
pub(super) fn texts(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let report = checked.report;
    let named =
        Section::ALL.map(|section| (section, authors(report.narrative.section(section), section == Section::Overview)));
    if report.organ.trim().is_empty() {
        if named.iter().any(|(_, authors)| !authors.is_empty()) {
            let message = "无法判断文字中的编制机关是否一致：没有读到报告的机关名称，请核对标题".to_owned();
            findings.push(rule.not_assessable(Vec::new(), message));
        }
        return;
    }
    for (section, authors) in named {
        for Author { name, range } in authors.into_iter().filter(|author| is_another(&report.organ, &author.name)) {
            let message = left(&format!("“{}”", section.title()), &name, report);
            let text = report.narrative.section(section).chars().skip(range.start).take(range.len()).collect();
            findings.push(rule.breach(Vec::new(), message).quoting(Quote { section, range, text }));
        }
    }
}

/// The lines before the first section name nobody else either.
pub(super) fn preface(rule: &Rule, lines: &[String], report: &Report, findings: &mut Vec<Finding>) {
    if report.organ.trim().is_empty() {
        return;
    }
    let mut told: Vec<String> = Vec::new();
    for name in lines.iter().flat_map(|line| authors(line, false)).map(|author| author.name) {
        if is_another(&report.organ, &name) && !told.contains(&name) {
            findings.push(rule.breach(Vec::new(), left("开头", &name, report)));
            told.push(name);
        }
    }
}

fn left(place: &str, name: &str, report: &Report) -> String {
    format!("{place}写的编制机关是“{name}”，而报告是“{}”的，请核对是不是沿用了别的机关的文字", report.organ)
}
