//! Applications carried from year to year, in the words for them.

use super::list::{Words, words};
use super::scope::Scope;
use super::words::{ADVERBS, Rest, TAIL, object};
use crate::form::Row;

const LAST_YEAR: Words =
    Words::of(&["上年度期末", "上年度", "上年", "上一年度", "上一年", "去年", "往年", "以前年度", "历年", "上年末"]);
const NEXT_YEAR: Words = Words::of(&[
    "下年度",
    "下年",
    "下一年度",
    "下一年",
    "次年",
    "明年",
    "下一个年度",
    "下年继续办理",
    "次年度",
    "来年",
]);
const CARRY: Words = Words::of(&[
    "结转",
    "转入",
    "顺延",
    "延续",
    "转接",
    "遗留",
    "留转",
    "转",
    "结转申请",
    "延至",
    "跨年度结转",
    "转结",
]);
const HOW: Words = Words::of(&[
    "按照条例",
    "依照条例",
    "按照《条例》",
    "依照《条例》",
    "根据《条例》",
    "按规定",
    "依法",
    "将",
    "已",
    "需",
    "须",
    "按照有关规定",
]);

/// The row that words before a number mean, if they speak of nothing else.
pub(super) fn before(scope: &Scope, rest: Rest<'_>) -> Option<Row> {
    let row = if let Some(behind) = rest.behind_any(words!["期初尚未办结", "期初结转"]) {
        (Row::CarriedIn, behind)
    } else if let Some(behind) = rest.behind_any(words!["期末尚未办结", "期末结转"]) {
        (Row::CarriedOut, behind)
    } else if !scope.is_year() {
        return None;
    } else {
        carried_in(scope, rest)
            .map(|behind| (Row::CarriedIn, behind))
            .or_else(|| carried_out(scope, rest).map(|behind| (Row::CarriedOut, behind)))?
    };
    let (row, behind) = row;
    let behind = object(behind).unwrap_or(behind).past(words!["的", "申请", "办理", "件", "事项", "情况"]).past(&TAIL);
    behind.is_empty().then_some(row)
}

/// The row that words behind a number mean: 3件申请顺延到下年度答复.
pub(super) fn after(scope: &Scope, rest: Rest<'_>) -> Option<Row> {
    if !scope.is_year() {
        return None;
    }
    let rest = object(rest).unwrap_or(rest).past(&HOW).past(words!["均", "尚"]);
    // 7件正在办理中.
    let open =
        rest.behind_any(words!["正在办理", "尚未办结", "未办结", "在办理", "正在办理过程", "正在处理", "待办理"]);
    if open.is_some_and(|rest| rest.past(words!["中", "之", "过程"]).is_empty()) {
        return Some(Row::CarriedOut);
    }
    if carried_out(scope, rest).is_some() {
        return Some(Row::CarriedOut);
    }
    let rest = rest.past(words!["为", "是", "系", "属于"]);
    carried_in(scope, rest).is_some().then_some(Row::CarriedIn)
}

/// 结转7件到下一年度继续办理: the number stands between the words.
pub(super) fn parted(scope: &Scope, before: Rest<'_>, after: Rest<'_>) -> bool {
    if !scope.is_year() || !before.behind_any(&CARRY).is_some_and(|rest| rest.past(words!["申请"]).is_empty()) {
        return false;
    }
    let to = object(after).unwrap_or(after).behind_any(words!["到", "至", "入"]);
    to.is_some_and(|rest| neighbour(scope, rest, 1, &NEXT_YEAR).is_some())
}

fn carried_in<'a>(scope: &Scope, rest: Rest<'a>) -> Option<Rest<'a>> {
    let last = |rest: Rest<'a>| neighbour(scope, rest, -1, &LAST_YEAR);
    // 上年结转, 上年度结转申请; 结转上年.
    let first = last(rest).and_then(|rest| {
        let rest = rest.past(words!["的", "未办结", "尚未办结"]);
        object(rest).unwrap_or(rest).behind_any(&CARRY).map(|rest| {
            let here = scope.other_year(0);
            let to = rest.past(words!["至", "到", "入"]);
            let this = to.behind_any(words!["本年度", "本年", "今年"]);
            let this = this.or_else(|| to.behind(here.as_deref()?).and_then(|rest| rest.behind("年")));
            this.map_or(rest, |rest| rest.past(words!["度", "继续", "办理"]))
        })
    });
    first.or_else(|| rest.behind_any(words!["结转", "承接"]).and_then(last))
}

fn carried_out<'a>(scope: &Scope, rest: Rest<'a>) -> Option<Rest<'a>> {
    let rest = rest.behind_any(&CARRY)?.past(words!["至", "到", "入", "为"]);
    let next = neighbour(scope, rest, 1, &NEXT_YEAR)?;
    Some(next.past(words!["度", "继续", "办理", "答复", "处理"]).past(&ADVERBS))
}

/// The rest behind a neighbouring year, by its words or its number.
fn neighbour<'a>(scope: &Scope, rest: Rest<'a>, by: i64, words: &Words) -> Option<Rest<'a>> {
    if let Some(behind) = rest.behind_any(words) {
        return Some(behind);
    }
    let year = scope.other_year(by)?;
    rest.behind(&year).and_then(|rest| rest.behind("年")).map(|rest| rest.past(words!["度"]))
}
