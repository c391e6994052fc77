//! The form of the figures themselves: ID-6.

use super::{Checked, Finding, Rule};
use crate::cell::{Cell, Figure};

pub(super) fn form(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let report = checked.report;
    for (path, cell) in report.cells() {
        let name = || path.in_words(report.form());
        match cell {
            Cell::Unreadable(text) => {
                let wanted = if path.is_money() { "以万元为单位的数字" } else { "不小于零的整数" };
                findings.push(rule.breach(vec![path], format!("{}写的是“{text}”，应填{wanted}", name())));
            }
            Cell::Doubtful(readings) => {
                let readings: Vec<String> = readings.iter().map(ToString::to_string).collect();
                let message = format!("{}可能是{}，无法确定，请对照原文件核对", name(), readings.join("或"));
                findings.push(rule.not_assessable(vec![path], message));
            }
            _ => {
                let negative = match cell.figure() {
                    Some(Figure::Number(n)) => n < 0 && !path.may_be_negative(),
                    Some(Figure::Money(amount)) => amount.is_negative(),
                    None => false,
                };
                if negative {
                    findings.push(rule.breach(vec![path], format!("{}是“{}”，不能小于零", name(), cell.printed())));
                }
            }
        }
    }
}
