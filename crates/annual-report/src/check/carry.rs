//! Continuity with the year before: ID-4, the documents in force, the organ.

use super::{Checked, Finding, Rule};
use crate::cell::Figure;
use crate::form::{Column, Form, Measure, Path, Row, Subject};
use crate::report::Report;

pub(super) fn over(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let Some(previous) = checked.context.previous else { return };
    let report = checked.report;
    let all = || Column::ALL.map(|column| Path::Applications(Row::CarriedIn, column)).to_vec();
    if let Some(why) = not_the_year_before(previous, report) {
        findings.push(rule.not_assessable(all(), format!("无法比较结转数：{why}")));
        return;
    }
    for column in Column::ALL {
        let here = Path::Applications(Row::CarriedIn, column);
        let there = Path::Applications(Row::CarriedOut, column);
        match (report.cell(here).count(), previous.cell(there).count()) {
            (Some(found), Some(expected)) if found == expected => {}
            (Some(found), Some(expected)) => {
                let message = format!(
                    "{}：本年“上年结转”是 {found}，上一年年报“结转下年度继续办理”是 {expected}，请核对；确有机构调整等原因的，请在报告中说明",
                    column.label()
                );
                findings
                    .push(rule.breach(vec![here], message).comparing(Figure::Number(expected), Figure::Number(found)));
            }
            (found, _) => {
                let which = if found.is_none() {
                    "本年“上年结转”"
                } else {
                    "上一年年报“结转下年度继续办理”"
                };
                let message = format!("无法比较{}列的结转数：{which}没有可以计算的数字", column.label());
                findings.push(rule.not_assessable(vec![here], message));
            }
        }
    }
}

/// Why the two reports are not of two years that follow one another, if they are not.
pub(super) fn not_the_year_before(previous: &Report, report: &Report) -> Option<String> {
    let (year, before) = (report.year?, previous.year?);
    (before.checked_add(1) != Some(year)).then(|| {
        format!("本报告是{year}年的，所给的上一年报告是{before}年的，请提供{}年的报告", year.saturating_sub(1))
    })
}

/// Documents in force: last year's, those made, less those repealed. Not official; a difference wants an explanation.
pub(super) fn in_force(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let Some(previous) = checked.context.previous else { return };
    let report = checked.report;
    if report.form() != Form::F2021 {
        return;
    }
    const SUBJECTS: [Subject; 2] = [Subject::Regulations, Subject::NormativeDocuments];
    let why = not_the_year_before(previous, report).or_else(|| {
        (previous.form() != Form::F2021).then(|| "上一年年报用的是2019年格式，没有现行有效件数".to_owned())
    });
    if let Some(why) = why {
        let cells = SUBJECTS.map(|subject| Path::Proactive(subject, Measure::InForce)).to_vec();
        findings.push(rule.not_assessable(cells, format!("无法比较现行有效件数：{why}")));
        return;
    }
    let mut lacking = Vec::new();
    for subject in SUBJECTS {
        let path = |measure| Path::Proactive(subject, measure);
        let cells = [Measure::InForce, Measure::Made, Measure::Repealed].map(path);
        let name = subject.label(report.form());
        let before = previous.cell(path(Measure::InForce)).count();
        let ([Some(found), Some(made), Some(repealed)], Some(before)) =
            (cells.map(|path| report.cell(path).count()), before)
        else {
            lacking.extend(cells.into_iter().filter(|path| report.cell(*path).count().is_none()));
            if before.is_none() {
                lacking.push(path(Measure::InForce));
            }
            continue;
        };
        let expected = before + made - repealed;
        if expected != found {
            let message = format!(
                "{name}：上一年现行有效 {before} + 本年制发 {made} - 本年废止 {repealed} = {expected}，本年现行有效填的是 {found}；\
                 有清理、失效、机构调整等原因的，请说明"
            );
            findings
                .push(rule.breach(cells.to_vec(), message).comparing(Figure::Number(expected), Figure::Number(found)));
        }
    }
    lacking.dedup();
    if let Some(first) = lacking.first() {
        let rest = if lacking.len() > 1 { format!("等{}格", lacking.len()) } else { String::new() };
        let message =
            format!("无法比较现行有效件数：{}{rest}在本年或者上一年没有可以计算的数字", first.in_words(report.form()));
        findings.push(rule.not_assessable(lacking, message));
    }
}

/// The report given for the year before is of the same organ.
pub(super) fn organ(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let Some(previous) = checked.context.previous else { return };
    let (before, now) = (plain(&previous.organ), plain(&checked.report.organ));
    if before.is_empty() || now.is_empty() {
        let which = if now.is_empty() { "本报告" } else { "所给的上一年报告" };
        findings.push(
            rule.not_assessable(Vec::new(), format!("无法判断两份报告是不是同一机关的：没有读到{which}的机关名称")),
        );
    } else if !before.contains(&now) && !now.contains(&before) {
        let message = format!(
            "所给的上一年报告是“{}”的，本报告是“{}”的，请确认没有选错文件；机关更名、合并的，请在报告中说明",
            previous.organ, checked.report.organ
        );
        findings.push(rule.breach(Vec::new(), message));
    }
}

fn plain(organ: &str) -> String {
    let even: String = organ.chars().filter(|c| !c.is_whitespace()).collect();
    even.strip_suffix("人民政府").map_or(even.clone(), str::to_owned)
}
