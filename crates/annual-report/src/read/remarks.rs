//! What a person should look at in the file.

use document::Place;

use super::figures::{Gathered, Open};
use super::fill::Filled;
use super::flow::Flow;
use super::heading::Section;
use super::loose::Loose;
use super::rules::{DOUBT, MISSING, REPEATED, ReadingRule, SECOND, TEXT, UNEVEN};
use crate::check::Finding;
use crate::form::{Column, Form, Path, RemedyBlock, RemedyResult, Subject};
use crate::report::Report;

/// How many remarks on the reading are given at most.
const MAX_FINDINGS: usize = 50;

/// The remarks on a filled report.
pub(super) fn of(filled: &Filled, gathered: &Gathered, flow: &Flow<'_>) -> Vec<Finding> {
    let report = &filled.report;
    let form = report.form();
    let mut findings = Vec::new();
    for &(path, place) in &filled.doubts {
        let message = format!(
            "{}有几种读法：{}{}，无法确定；请对照原文件核对，确认后改正",
            path.in_words(form),
            report.cell(path).printed(),
            bracketed(&where_it_stood(place)),
        );
        findings.push(found(DOUBT, vec![path], message, form));
    }
    for &(one, other, at) in &gathered.unclear {
        let paths = [one, other].into_iter().flat_map(|row| row_of(report, Open::Row(row), None).0).collect();
        let message = format!(
            "{}既像“{}”一行，又像“{}”一行，无法确定，其中各格按空白处理；请对照原文件填写",
            quoted(flow, at),
            one.in_words(),
            other.in_words()
        );
        findings.push(found(DOUBT, paths, message, form));
    }
    for &(row, at) in gathered.uneven.iter().chain(&filled.uneven) {
        let (paths, name) = row_of(report, row, None);
        let message = format!(
            "{}处，{name}的格数与表格格式不同，无法判断哪个数字属于哪一格，各格按空白处理；请对照原文件填写",
            quoted(flow, at)
        );
        findings.push(found(UNEVEN, paths, message, form));
    }
    for &(row, block, at) in &filled.repeated {
        let (paths, name) = row_of(report, row, block);
        let message =
            format!("{}处，{name}在文件中重复出现，两处所写不同，取有数字的一处；请核对以哪一处为准", quoted(flow, at));
        findings.push(found(REPEATED, paths, message, form));
    }
    // What lacks is told last: a torn file lacks much, and the rest must not be lost among it.
    findings.extend(missing(report, gathered));
    findings.truncate(MAX_FINDINGS);
    findings
}

/// The remark that a second report follows the first.
pub(super) fn second_report(form: Form, place: Place) -> Finding {
    let message = format!(
        "文件中不止一份年度报告{}，只读了第一份；请把各份报告分成单独的文件后分别读取",
        bracketed(&where_it_stood(place))
    );
    found(SECOND, Vec::new(), message, form)
}

/// The remarks on texts that stand under no heading.
pub(super) fn of_texts(loose: &Loose, form: Form) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (section, title) in [
        (Section::Overview, "总体情况"),
        (Section::Problems, "存在的主要问题及改进情况"),
        (Section::Other, "其他需要报告的事项"),
    ] {
        if loose.placed.contains(&section) {
            let message = format!("文件中没有认出“{title}”的标题，按内容把有关文字归入这一部分；请核对原文件");
            findings.push(found(TEXT, Vec::new(), message, form));
        }
    }
    if loose.unplaced {
        let message = "表格之后有没有标题的文字，看不出属于哪一部分，放在“其他需要报告的事项”中；请核对原文件";
        findings.push(found(TEXT, Vec::new(), message.to_owned(), form));
    }
    findings
}

fn found(rule: ReadingRule, cells: Vec<Path>, message: String, form: Form) -> Finding {
    Finding::new(rule.id, rule.severity, cells, message, form.citation())
}

fn missing(report: &Report, gathered: &Gathered) -> Vec<Finding> {
    let form = report.form();
    let mut findings = Vec::new();
    let mut look = |row: Open, block: Option<RemedyBlock>, cells: Option<usize>| {
        let what = match cells {
            Some(0) => "没有数字",
            Some(_) => return,
            None => "没有找到",
        };
        let (paths, name) = row_of(report, row, block);
        let message = match cells {
            Some(_) => format!("文件中{name}{what}，其中各格按空白处理；请核对原文件"),
            None => format!("文件中{what}{name}，其中各格按空白处理；请核对原文件"),
        };
        findings.push(found(MISSING, paths, message, form));
    };
    for &subject in Subject::of(form) {
        let row = gathered.subjects.iter().find(|(known, _)| *known == subject);
        look(Open::Subject(subject), None, row.map(|(_, values)| values.len()));
    }
    for row in report.other_rows().rows() {
        let found = gathered.rows.iter().find(|(known, _)| *known == row);
        look(Open::Row(row), None, found.map(|(_, values)| values.len()));
    }
    for block in RemedyBlock::ALL {
        let found = gathered.blocks.iter().find(|(known, _)| *known == block);
        look(Open::Remedies, Some(block), found.map(|(_, values)| values.len()));
    }
    findings
}

/// The cells of a row and what to call it.
fn row_of(report: &Report, row: Open, block: Option<RemedyBlock>) -> (Vec<Path>, String) {
    let form = report.form();
    match (row, block) {
        (Open::Subject(subject), _) => (
            subject.measures(form).iter().map(|&measure| Path::Proactive(subject, measure)).collect(),
            format!("“{}”一行", subject.label(form)),
        ),
        (Open::Row(row), _) => (
            Column::ALL.into_iter().map(|column| Path::Applications(row, column)).filter(|&p| report.has(p)).collect(),
            format!("“{}”一行", row.in_words()),
        ),
        (Open::Remedies | Open::Nothing, Some(block)) => (
            RemedyResult::ALL.map(|result| Path::Remedies(block, result)).to_vec(),
            format!("“{}”的数字", block.in_words()),
        ),
        (Open::Remedies | Open::Nothing, None) => (Vec::new(), "行政复议、行政诉讼情况表".to_owned()),
    }
}

/// The place and the first words of a piece.
fn quoted(flow: &Flow<'_>, at: usize) -> String {
    let Some(piece) = flow.pieces.get(at) else { return String::new() };
    let shown: String = piece.text.chars().take(40).collect();
    format!("{}“{shown}”", where_it_stood(piece.place))
}

fn bracketed(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("（{words}）") }
}

fn where_it_stood(place: Place) -> String {
    let mut out = String::new();
    for (number, unit) in [(place.page, "页"), (place.table, "个表格"), (place.row, "行")] {
        if let Some(number) = number {
            out.push_str(&format!("第{number}{unit}"));
        }
    }
    match place.line {
        Some(line) if place.row.is_none() => format!("{out}第{line}行"),
        _ => out,
    }
}
