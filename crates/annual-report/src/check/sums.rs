//! The sums of tables three and four: ID-1, ID-2, ID-3, ID-5.

use super::{Checked, Finding, Rule};
use crate::cell::Figure;
use crate::form::{Column, Path, RemedyBlock, RemedyResult, Row};
use crate::report::Report;

/// How many cells a message names before it says how many more there are.
const NAMED: usize = 4;

pub(super) fn balance(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let report = checked.report;
    for column in Column::ALL {
        let path = |row| Path::Applications(row, column);
        let cells = [path(Row::New), path(Row::CarriedIn), path(Row::Total), path(Row::CarriedOut)];
        let [Some(new), Some(carried_in), Some(total), Some(carried_out)] = cells.map(|p| report.cell(p).count())
        else {
            findings.push(lacking(rule, report, &cells, &format!("“{}”列收支是否平衡", column.label())));
            continue;
        };
        let (income, outcome) = (new + carried_in, total + carried_out);
        if income != outcome {
            let message = format!(
                "{}：新收 {new} + 结转 {carried_in} = {income}，办理结果 {total} + 结转下年 {carried_out} = {outcome}",
                column.label()
            );
            findings
                .push(rule.breach(cells.to_vec(), message).comparing(Figure::Number(income), Figure::Number(outcome)));
        }
    }
}

pub(super) fn results(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let report = checked.report;
    for column in Column::ALL {
        let parts = report.other_rows().results().map(|row| Path::Applications(row, column));
        let name = || format!("（七）总计的“{}”列", column.label());
        sum(rule, report, parts, Path::Applications(Row::Total, column), name, "各项办理结果", findings);
    }
}

pub(super) fn applicants(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let report = checked.report;
    for row in report.other_rows().rows() {
        let parts = Column::APPLICANTS.into_iter().map(|column| Path::Applications(row, column));
        let name = || format!("“{}”行的总计", row.in_words());
        sum(rule, report, parts, Path::Applications(row, Column::Total), name, "六类申请人", findings);
    }
}

pub(super) fn remedies(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let report = checked.report;
    for block in RemedyBlock::ALL {
        let parts = RemedyResult::PARTS.into_iter().map(|result| Path::Remedies(block, result));
        let name = || format!("{}的总计", block.in_words());
        sum(rule, report, parts, Path::Remedies(block, RemedyResult::Total), name, "四类结果", findings);
    }
}

/// A total and its parts.
fn sum(
    rule: &Rule,
    report: &Report,
    parts: impl Iterator<Item = Path> + Clone,
    total: Path,
    name: impl Fn() -> String,
    of: &str,
    findings: &mut Vec<Finding>,
) {
    let expected = parts.clone().try_fold(0i64, |sum, path| Some(sum + report.cell(path).count()?));
    let found = report.cell(total).count();
    if expected.is_some() && expected == found {
        return;
    }
    let (name, cells) = (name(), parts.chain([total]).collect::<Vec<Path>>());
    match (expected, found) {
        (Some(expected), Some(found)) => {
            let message = format!("{name}是 {found}，{of}之和是 {expected}，请核对各项数字");
            findings.push(rule.breach(cells, message).comparing(Figure::Number(expected), Figure::Number(found)));
        }
        _ => findings.push(lacking(rule, report, &cells, &format!("{name}是否等于{of}之和"))),
    }
}

/// The rule lacks figures: names the cells that hold none.
pub(super) fn lacking(rule: &Rule, report: &Report, cells: &[Path], question: &str) -> Finding {
    let without: Vec<Path> = cells.iter().copied().filter(|path| report.cell(*path).count().is_none()).collect();
    let named: Vec<String> = without.iter().take(NAMED).map(|path| path.in_words(report.form())).collect();
    let rest = if without.len() > NAMED { format!("等{}格", without.len()) } else { String::new() };
    let message = format!("无法判断{question}：{}{rest}没有可以计算的数字", named.join("、"));
    rule.not_assessable(without, message)
}
