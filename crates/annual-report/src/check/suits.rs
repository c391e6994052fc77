//! Direct suits since 2024: a refusal goes to reconsideration first (REM-4 to REM-6).

use super::{Checked, Finding, Rule};
use crate::cell::Figure;
use crate::form::{Column, Path, RemedyBlock, RemedyResult, Row};

/// The first year in which a refusal could no longer be sued against directly.
const SINCE: u16 = 2024;

/// The refusals under articles 14 to 16; 行政查询事项 is none of them.
const REFUSALS: [Row; 7] = [
    Row::RefusedStateSecret,
    Row::RefusedLawProhibits,
    Row::RefusedSecurityStability,
    Row::RefusedThirdParty,
    Row::RefusedInternalAffairs,
    Row::RefusedProcess,
    Row::RefusedEnforcementFile,
];

pub(super) fn direct(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let report = checked.report;
    let suits = Path::Remedies(RemedyBlock::LitigationDirect, RemedyResult::Total);
    let refusals = REFUSALS.map(|row| Path::Applications(row, Column::Total));
    let refused = refusals.iter().try_fold(0i64, |sum, path| Some(sum + report.cell(*path).count()?));
    if report.year.is_some_and(|year| year < SINCE) {
        return;
    }
    if report.year.is_none() {
        if report.cell(suits).count().is_some_and(|n| n > 0) && refused != Some(0) {
            let message = "无法判断直接起诉是否须说明：没有读到报告的年份，请核对标题".to_owned();
            findings.push(rule.not_assessable(vec![suits], message));
        }
        return;
    }
    match (report.cell(suits).count(), refused) {
        (Some(0), _) | (_, Some(0)) => {}
        (Some(direct), Some(refused)) => {
            let message = format!(
                "行政诉讼（未经复议直接起诉）有{direct}件，本年不予公开（国家秘密至行政执法案卷）有{refused}件。自2024年1月1日起，\
                 对不予公开不服的应当先申请行政复议，请核对有没有把复议后起诉的填在这里；确是直接起诉的，请说明针对的是什么答复"
            );
            let mut cells = vec![suits];
            cells.extend(refusals.into_iter().filter(|path| report.cell(*path).count() != Some(0)));
            let finding = rule.breach(cells, message);
            findings.push(Finding { found: Some(Figure::Number(direct)), ..finding });
        }
        (direct, _) => {
            let mut cells: Vec<Path> =
                refusals.into_iter().filter(|path| report.cell(*path).count().is_none()).collect();
            if direct.is_none() {
                cells.insert(0, suits);
            }
            let message = "无法判断直接起诉是否涉及不予公开：表中相应各格没有可以计算的数字".to_owned();
            findings.push(rule.not_assessable(cells, message));
        }
    }
}
