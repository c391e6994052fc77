//! The texts held against the tables: ID-7, and texts left blank.
//!
//! Sections one, five and six name figures of the tables in words. Each number is read with what stands around it; only one
//! that is of the whole organ and of all the days is a claim, and only a claim that no reading of its words agrees with is
//! told. What is of a unit, a channel, another year or only about right is nobody's claim: it is better to miss a wrong
//! number than to doubt a right one.

mod carried;
mod claim;
mod fees;
mod flat;
mod quantity;
mod reader;
mod scope;
mod sentence;
mod words;

use super::{Checked, Finding, Quote, Rule};
use crate::report::{Narrative, Report, Section};
use flat::Flat;
use reader::Reader;
use scope::Scope;

pub(super) use claim::Claim;

/// The words of a draft where somebody was to write: it was frozen as it came from the program.
const NOT_WRITTEN: &str = "未填报";

/// The claims of a report's three texts, in their order.
pub(super) fn claims(report: &Report) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut scope = None;
    for section in Section::ALL {
        let text = report.narrative.section(section);
        let mut begin = 0;
        let mut reader: Option<Reader<'_>> = None;
        let scope = scope.get_or_insert_with(|| Scope::of(report));
        for line in text.split('\n') {
            let heading = line.trim_start().starts_with(['（', '(']);
            if heading || reader::is_worth_reading(line) {
                let reader = reader.get_or_insert_with(|| Reader::new(scope, report.other_rows(), section));
                reader.paragraph(&Flat::of(line, begin), &mut claims);
            }
            begin += line.chars().count() + 1;
        }
    }
    claims
}

/// The claims of a rule that the tables contradict, or that cannot be held against them.
pub(super) fn figures(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let of_rule = checked.claims.iter().filter(|claim| claim.of.rule() == rule.id);
    findings.extend(of_rule.filter_map(|claim| claim.finding(rule, checked.report, checked.context.fees)));
}

/// Texts that are blank, or still the draft's, when the report is to be frozen.
pub(super) fn blank(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    if !checked.context.closing {
        return;
    }
    let narrative: &Narrative = &checked.report.narrative;
    for section in Section::ALL {
        let text = narrative.section(section);
        let title = section.title();
        if text.trim().is_empty() {
            let message = format!("“{title}”没有文字，请撰写；确实没有需要报告的，请写“无”");
            findings.push(rule.breach(Vec::new(), message).quoting(Quote {
                section,
                range: 0..0,
                text: String::new(),
            }));
        } else if let Some(at) = text.find(NOT_WRITTEN) {
            let begin = text.get(..at).map_or(0, |before| before.chars().count());
            let range = begin..begin + NOT_WRITTEN.chars().count();
            let message = format!("“{title}”还有写着“{NOT_WRITTEN}”的地方，请补写或者改写后定稿");
            let quote = Quote { section, range, text: NOT_WRITTEN.to_owned() };
            findings.push(rule.breach(Vec::new(), message).quoting(quote));
        }
    }
}
