//! The three figures of section six in the words for them (FEE-12): notices sent, what they asked for, what was received.

use super::claim::{Fee, Reading};
use super::flat::{has, has_any};
use super::list::{Words, words};
use super::words::{Rest, TAIL};

const AROUND: Words = Words::of(&[
    "开具",
    "开出",
    "寄发",
    "下达",
    "共开具",
    "政府信息公开",
    "信息公开",
    "政府信息",
    "信息处理费",
    "的",
    "发出",
    "发送",
    "作出",
    "送达",
    "制发",
    "发",
    "向申请人",
    "申请人",
    "收取",
    "收费",
    "处理费",
    "信息处理",
    "费",
    "共发出",
]);

/// Words only a sum of money has, besides.
const OF_MONEY: Words = Words::of(&[
    "申请",
    "案件",
    "应缴",
    "实缴",
    "通知",
    "通知书",
    "总金额",
    "金额",
    "费用",
    "实际",
    "实收",
    "应收",
    "应当",
    "到账",
    "收取",
    "收费",
    "的",
    "政府信息公开",
    "信息处理费",
]);

/// What of the fee a clause denies, and nothing else: 未收取信息处理费, 没有发出收费通知.
pub(super) fn denied(rest: Rest<'_>) -> Option<(&'static str, Fee)> {
    let of = |words: &Words| {
        rest.behind_any(words).map(|rest| rest.past(words!["任何", "过", "相关", "有关", "政府信息公开", "信息公开"]))
    };
    let ends = words!["的", "情况", "情形", "现象", "费用", "书", "件", "问题"];
    if let Some(behind) =
        of(words!["未收取", "没有收取", "未收", "未产生", "无", "没有", "未发生", "不存在收取", "未向申请人收取"])
        && let Some(behind) = behind.behind_any(words!["信息处理费", "处理费"])
    {
        let behind = behind.past(words!["收取", "收费", "收入"]).past(ends);
        return behind.is_empty().then_some(("实际收取信息处理费", Fee::Received));
    }
    let behind = of(words!["未发出", "没有发出", "未制发", "未作出", "没有作出", "未发送", "未下达"])?;
    let behind = behind.past(words!["信息处理费"]).behind_any(words!["收费通知书", "收费通知", "缴费通知"])?;
    behind.past(ends).is_empty().then_some(("收费通知", Fee::Notices))
}

/// Whether the sentence has named fee notices.
#[derive(Debug, Default)]
pub(super) struct Named {
    notices: bool,
}

impl Named {
    /// Whether the words before a number of 件 mean fee notices.
    pub fn notices(&mut self, before: Rest<'_>) -> bool {
        let behind = before.past(&AROUND);
        let notice = behind
            .behind_any(words!["通知书", "通知单", "通知"])
            .or_else(|| behind.behind_any(words!["收费通知书", "收费通知"]));
        let taken = before.0.get(..before.0.len() - behind.0.len()).unwrap_or_default();
        let meant = has_any(taken, words!["收费", "处理费"])
            && notice.is_some_and(|rest| rest.past(words!["的", "件"]).past(&TAIL).is_empty());
        self.notices |= meant;
        meant
    }

    /// What a sum of money means by the words before it: its name and its readings.
    pub fn money(&self, gap: &[char], before: Rest<'_>) -> Option<(String, Vec<Reading>)> {
        let words = before.0;
        let about_fee = self.notices || has_any(gap, words!["信息处理费", "收费通知"]);
        let ends = has_any(words, words!["金额", "收取", "处理费", "费用", "应收", "实收", "应缴", "实缴"]);
        if !about_fee || !ends || !before.past(&AROUND).past(&OF_MONEY).past(&TAIL).is_empty() {
            return None;
        }
        let readings = if has_any(words, words!["实际", "实收", "到账", "实缴"]) {
            vec![Reading::Fee(Fee::Received)]
        } else if has_any(words, words!["通知", "应收", "应缴", "应当收取", "总金额"]) {
            vec![Reading::Fee(Fee::Charged)]
        } else {
            vec![Reading::Fee(Fee::Received), Reading::Fee(Fee::Charged)]
        };
        Some((words.iter().collect(), readings))
    }
}

/// 发出收费通知的件数和总金额以及实际收取的总金额均为0: the figures of which a sentence says that all are nought.
pub(super) fn all_nought(sentence: &[char]) -> Vec<(&'static str, Vec<Reading>)> {
    let mut found = Vec::new();
    if !has_any(sentence, words!["均为0", "均为零", "均是0", "都为0", "都是0", "均0"]) || !has(sentence, "收费通知")
    {
        return found;
    }
    if has(sentence, "件数") {
        found.push(("收费通知件数", vec![Reading::Fee(Fee::Notices)]));
    }
    if has_any(sentence, words!["总金额", "金额"]) {
        found.push(("收费通知总金额", vec![Reading::Fee(Fee::Charged)]));
    }
    if has_any(sentence, words!["实际收取", "实收"]) {
        found.push(("实际收取的总金额", vec![Reading::Fee(Fee::Received)]));
    }
    found
}
