//! Numbers of applications of somebody the words name: 某办代表某政府受理政府信息公开申请17件. They may be of another scope.

use super::flat::{has, has_any};
use super::list::Words;
use super::scope::Scope;
use super::words::{FOREIGN, Rest, Verb, verb_and_object};

/// The longest name of somebody, in characters.
const MAX_NAME: usize = 30;
/// Words that make what follows of a part of the year, of a channel, of a topic, of every one, or only about right.
const OTHERWISE: Words = Words::of(&[
    "协助",
    "配合",
    "协办",
    "转办",
    "网",
    "信函",
    "信件",
    "邮",
    "当面",
    "现场",
    "传真",
    "平台",
    "窗口",
    "系统",
    "其中",
    "涉及",
    "关于",
    "有关",
    "每",
    "季度",
    "月",
    "累计",
    "上半年",
    "下半年",
    "近",
    "历年",
    "以来",
    "去年",
    "上年",
    "往年",
    "前年",
    "较",
    "比",
    "同",
    "约",
    "平均",
    "最",
    "第",
    "未",
    "没有",
    "不",
    "无",
    "超",
    "逾期",
    "热点",
    "主题",
    "类",
    "领域",
    "如",
]);

/// What is done with applications; a name has none of it.
const VERBS: Words = Words::of(&["收", "受理", "办理", "处理", "答复", "办结"]);

/// What an application for information is named with.
const PUBLIC: Words = Words::of(&["公开", "信息", "依申请"]);

/// The verb of a number that words ascribe to somebody, and what it is called.
pub(super) fn named(scope: &Scope, before: Rest<'_>, after: Rest<'_>) -> Option<(Verb, String)> {
    if !scope.is_year() {
        return None;
    }
    // 人才公寓受理申请120件 is of something else.
    if !has_any(before.0, &PUBLIC) && !has_any(after.0, &PUBLIC) {
        return None;
    }
    let len = before.0.len();
    (2..len.min(MAX_NAME)).find_map(|at| {
        let (name, rest) = before.0.split_at_checked(at)?;
        if has_any(name, &OTHERWISE) || has_any(name, &FOREIGN) || has(name, "申请") || has_any(name, &VERBS) {
            return None;
        }
        if name.iter().any(char::is_ascii_digit) {
            return None;
        }
        let (_, rest) = scope.lead(Rest(rest));
        let (verb, explicit) = verb_and_object(scope, rest, after)?;
        explicit.then(|| (verb, before.0.iter().collect()))
    })
}
