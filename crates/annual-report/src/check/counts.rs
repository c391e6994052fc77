//! The form of the figures themselves: ID-6.

use super::{Checked, Finding, Rule};
use crate::cell::{Cell, Figure};

pub(super) fn form(rule: &Rule, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let report = checked.report;
    for (path, cell) in report.cells() {
        let name = || path.in_words(report.form());
        match cell {
            Cell::Unreadable(text) if path.may_be_negative() && is_change(text) => {}
            Cell::Unreadable(text) if !is_meant_as_number(text) => {
                let message = format!("{}写的是“{text}”，不是数字，无法计算；没有的请填0", name());
                findings.push(rule.not_assessable(vec![path], message));
            }
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

/// 减4, 增加2项: a change in words, as the form of 2019 lets it be written.
fn is_change(text: &str) -> bool {
    let even: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let words = ['增', '减', '加', '少', '+', '-', '＋', '－', '−', '↑', '↓', '项', '个', '件', '了'];
    let rest = even.trim_matches(words);
    !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit())
}

/// Whether anything of a text is a figure.
fn is_meant_as_number(text: &str) -> bool {
    text.chars().any(|c| c.is_numeric() || "一二三四五六七八九十百千万两零〇".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_6_a_change_may_be_in_words_and_words_alone_are_no_number() {
        // ID-6
        for text in ["减4", "增加2项", "+2", "-1", "↓ 3"] {
            assert!(is_change(text), "{text}");
        }
        assert!(!is_change("减") && !is_change("4/5"));
        assert!(is_meant_as_number("1O") && is_meant_as_number("约二十") && is_meant_as_number("３"));
        assert!(!is_meant_as_number("见附件") && !is_meant_as_number("不涉及"));
    }
}
