//! Continuity with the year before: ID-4.

use super::{Checked, Finding, Rule};
use crate::cell::Figure;
use crate::form::{Column, Path, Row};

pub(super) fn over(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let Some(previous) = checked.context.previous else { return };
    let report = checked.report;
    let all = || Column::ALL.map(|column| Path::Applications(Row::CarriedIn, column)).to_vec();
    if let (Some(year), Some(before)) = (report.year, previous.year)
        && before.checked_add(1) != Some(year)
    {
        let message = format!(
            "无法比较结转数：本报告是{year}年的，所给的上一年报告是{before}年的，请提供{}年的报告",
            year.saturating_sub(1)
        );
        findings.push(rule.not_assessable(all(), message));
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
