//! The channels applications came by: 其中网络申请12件、信函8件. They are no rows of the form; only their sum can be held against
//! the number they are parts of.

use super::list::{Words, words};
use std::ops::Range;

use super::claim;
use super::words::{Rest, TAIL};
use crate::cell::Figure;
use crate::check::{Finding, Rule, Severity};
use crate::form::Row;
use crate::report::{Report, Section};

const BY: Words =
    Words::of(&["通过", "以", "采取", "采用", "经", "经由", "其中", "来自", "属", "收到", "收取", "群众"]);
const CHANNELS: Words = Words::of(&[
    "来信",
    "来函",
    "上门",
    "来访",
    "电话",
    "函件",
    "网络平台",
    "网络",
    "网上",
    "互联网",
    "线上",
    "在线",
    "网站",
    "门户网站",
    "政府网站",
    "信函",
    "信件",
    "邮寄信件",
    "邮寄",
    "邮政",
    "邮政寄送",
    "快递",
    "挂号信",
    "当面",
    "现场",
    "窗口",
    "线下",
    "传真",
    "电子邮件",
    "电子邮箱",
    "邮箱",
    "邮件",
    "平台",
    "依申请公开系统",
    "申请系统",
    "系统",
    "书面",
    "纸质",
    "口头",
    "微信",
]);
/// How many characters may name whose channel it is.
const MAX_OWNER: usize = 12;
const FORM: Words = Words::of(&[
    "申请表",
    "申请书",
    "形式",
    "方式",
    "渠道",
    "途径",
    "提出",
    "提交",
    "递交",
    "收到",
    "受理",
    "接收",
    "的",
    "申请",
    "政府信息公开",
    "寄送",
    "件",
    "办理",
    "提起",
    "类",
]);

/// Whether the words before a number name a channel and nothing else.
pub(super) fn is_channel(before: Rest<'_>) -> bool {
    let rest = before.past(&BY);
    // 通过委官方网站提交: whose it is may stand before the channel.
    let owned = || {
        before.behind("通过")?;
        (1..=MAX_OWNER).find_map(|at| Rest(rest.0.get(at..)?).behind_any(&CHANNELS))
    };
    let Some(behind) = rest.behind_any(&CHANNELS).or_else(owned) else { return false };
    let mut behind = behind.past(&FORM);
    while let Some(next) =
        behind.behind_any(words!["、", "和", "及", "或", "（"]).and_then(|rest| rest.behind_any(&CHANNELS))
    {
        behind = next.past(&FORM);
    }
    behind.past(words!["）"]).past(&TAIL).is_empty()
}

/// The channels of a sentence, and the number they are parts of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Breakdown {
    pub(super) whole: i64,
    pub(super) parts: Vec<i64>,
    pub(super) section: Section,
    pub(super) sentence: Range<usize>,
}

impl Breakdown {
    pub(super) fn finding(&self, rule: &Rule, report: &Report) -> Option<Finding> {
        let sum = self.parts.iter().try_fold(0i64, |sum, part| sum.checked_add(*part))?;
        if sum == self.whole {
            return None;
        }
        let parts: Vec<String> = self.parts.iter().map(ToString::to_string).collect();
        let (end, severity) = if sum > self.whole {
            ("，大于总数，请核对", rule.severity)
        } else {
            ("，小于总数；没有列全的，请写明其余各件", Severity::Notice)
        };
        let message = format!(
            "“{}”把{}件按渠道分为{}件，各项之和是{sum}件{end}",
            self.section.title(),
            self.whole,
            parts.join("、")
        );
        let mut finding = rule.breach(vec![claim::total(Row::New)], message);
        finding.severity = severity;
        let finding = finding.quoting(claim::quote(report, self.section, &self.sentence));
        Some(finding.comparing(Figure::Number(self.whole), Figure::Number(sum)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_are_told_from_topics_and_units() {
        let is = |words: &str| is_channel(Rest(&words.chars().collect::<Vec<_>>()));
        for words in [
            "网络申请",
            "通过委官方网站提交申请表的",
            "通过信函申请",
            "信函",
            "当面申请",
            "通过网站提交",
            "群众网上申请",
            "邮寄方式",
            "电子邮件",
        ] {
            assert!(is(words), "{words}");
        }
        for words in ["征地申请", "涉及网络安全", "某处", "自然人", ""] {
            assert!(!is(words), "{words}");
        }
    }
}
