//! The texts held against the tables: ID-7, and texts left blank.
//!
//! Sections one, five and six name figures of the tables in words. Each number is read with what stands around it; only one
//! that is of the whole organ and of all the days is a claim, and only a claim that no reading of its words agrees with is
//! told. What is of a unit, a channel, another year or only about right is nobody's claim: it is better to miss a wrong
//! number than to doubt a right one.

mod amounts;
mod author;
mod bare;
mod carried;
mod claim;
mod documents;
mod elsewhere;
mod fees;
mod flat;
mod list;
mod meaning;
mod negation;
mod parts;
mod quantity;
mod reader;
mod remedies;
mod respectively;
mod results;
mod scope;
mod sentence;
mod shares;
mod throughout;
mod words;

use super::{Checked, Finding, Quote, Rule};
use crate::report::{Narrative, Report, Section};
use flat::Flat;
use reader::Reader;
use scope::Scope;

pub(super) use amounts::of_another_unit;
pub(super) use author::{Author, authors, is_another, years_made_known};
pub(super) use claim::Claim;
pub(super) use parts::Breakdown;

/// The most characters that say nothing.
const MOST_OF_NOTHING: usize = 5;
/// What says nothing.
const NOTHING: [&str; 14] = [
    "无",
    "暂无",
    "没有",
    "略",
    "不存在",
    "无问题",
    "暂无问题",
    "不存在问题",
    "无相关情况",
    "不涉及",
    "/",
    "-",
    "—",
    "0",
];
/// The words of a draft where somebody was to write: it was frozen as it came from the program.
const NOT_WRITTEN: &str = "未填报";

/// How much of a section is read, and the longest paragraph, in bytes: far more than anybody writes of a year. What a
/// sentence says is weighed word against word, and a file can be one sentence.
const MOST_READ: usize = 256 << 10;
const MOST_PARAGRAPH: usize = 64 << 10;

/// What the texts name.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub claims: Vec<Claim>,
    pub parts: Vec<Breakdown>,
}

/// What a report's three texts claim, in their order.
pub(super) fn found(report: &Report) -> Found {
    let mut found = Found::default();
    let mut scope = None;
    for section in Section::ALL {
        let text = report.narrative.section(section);
        let mut begin = 0;
        let mut left = MOST_READ;
        let mut reader: Option<Reader<'_>> = None;
        let scope = scope.get_or_insert_with(|| Scope::of(report));
        for line in text.split('\n') {
            left = left.saturating_sub(line.len());
            if left == 0 {
                break;
            }
            if line.len() > MOST_PARAGRAPH {
                begin += line.chars().count() + 1;
                continue;
            }
            let heading = line.trim_start().starts_with(['（', '(']);
            if heading || reader::is_worth_reading(line) {
                let reader = reader.get_or_insert_with(|| Reader::new(scope, report, section));
                reader.paragraph(&Flat::of(line, begin), &mut found);
            }
            begin += line.chars().count() + 1;
        }
    }
    found
}

/// The claims of a rule that the tables contradict, or that cannot be held against them.
pub(super) fn figures(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let of_rule = checked.found.claims.iter().filter(|claim| claim.of.rule() == rule.id);
    findings.extend(of_rule.filter_map(|claim| claim.finding(rule, checked.report, checked.context)));
}

/// The channels of a sentence that do not add up to the number they are parts of.
pub(super) fn breakdowns(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    findings.extend(checked.found.parts.iter().filter_map(|parts| parts.finding(rule, checked.report)));
}

/// Sections one and five that say 无 and nothing else.
pub(super) fn nothing_said(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    for section in [Section::Overview, Section::Problems] {
        let text = checked.report.narrative.section(section);
        let mut words =
            text.chars().filter(|c| !matches!(c, '。' | '，' | '、' | '.' | '：' | ':') && !c.is_whitespace());
        let few: String = words.by_ref().take(MOST_OF_NOTHING).collect();
        if words.next().is_none() && NOTHING.contains(&few.as_str()) {
            let message = format!("“{}”只写了“{}”，这一部分应当有实际内容，请补写", section.title(), text.trim());
            let range = 0..text.chars().count();
            findings.push(rule.breach(Vec::new(), message).quoting(Quote { section, range, text: text.to_owned() }));
        }
    }
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
