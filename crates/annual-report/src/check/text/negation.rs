//! What a clause without a number denies: 未收到政府信息公开申请, 没有发生行政复议、行政诉讼, 未收取信息处理费.

use super::claim::{self, Of, Reading, total};
use super::flat::has_any;
use super::list::{Words, words};
use super::remedies::{AROUND, are_suits, in_short, not_corrected, remedy};
use super::scope::Scope;
use super::words::{ABOUT, Rest, joined, object};
use super::{documents, fees};
use crate::form::{Form, RemedyBlock, RemedyResult, Row};

/// What is denied: the rule, its name, what it would be read as.
pub(super) struct Denied {
    pub of: Of,
    pub what: String,
    pub readings: Vec<Reading>,
}

const RECEIVED_NONE: Words = Words::of(&[
    "未收到",
    "没有收到",
    "未接到",
    "没有接到",
    "未接收到",
    "未接收",
    "未受理",
    "没有受理",
    "尚未收到",
    "未收取到",
    "未新收",
    "无新收",
    "没有新收",
    "未新增",
    "无新增",
    "无",
    "没有",
]);
const NONE: Words = Words::of(&[
    "未发生",
    "没有发生",
    "均未发生",
    "未产生",
    "未出现",
    "没有出现",
    "未收到",
    "没有收到",
    "未引发",
    "没有引发",
    "不存在",
    "未涉及",
    "未有",
    "没有",
    "无",
    "未被",
    "未",
]);
const NONE_BEHIND: Words =
    Words::of(&["未发生", "没有发生", "为零", "为0", "均为零", "均为0", "均为0件", "为0件", "均无", "均没有"]);
const MILD: Words = Words::of(&[
    "任何",
    "过",
    "到",
    "有关",
    "相关",
    "一件",
    "1件",
    "一起",
    "其他",
    "提出的",
    "提交的",
    "群众",
    "主动要求",
    "新的",
    "和受理",
    "或受理",
    "、受理",
]);
const ENDS: Words =
    Words::of(&["申请", "案件", "案", "的", "方面", "情况", "情形", "事项", "件", "发生", "现象", "问题", "事件"]);

/// What is denied with.
pub(super) const DENYING: Words = Words::of(&["未", "没有", "无", "不存在", "零", "为0"]);

/// Whether a sentence or a clause of it has a word to deny with at all; hardly any has.
pub(super) fn may_deny(words: &[char]) -> bool {
    has_any(words, &DENYING)
}

/// What a clause denies, if it says nothing else. `of_applications` says whether applications are spoken of.
pub(super) fn denied(
    scope: &Scope,
    clause: &[char],
    so_far: &[char],
    of_applications: bool,
    form: Form,
) -> Vec<Denied> {
    let (_, rest) = scope.lead(Rest(clause));
    if let Some(denied) = received_none(scope, rest) {
        return vec![denied];
    }
    if let Some(what) = fees::denied(rest) {
        return vec![Denied { of: Of::Fees, what: what.0.to_owned(), readings: vec![Reading::Fee(what.1)] }];
    }
    if let Some(row) = carried_none(rest) {
        let readings = vec![Reading::Cells(vec![total(row)])];
        return vec![Denied { of: Of::Carried, what: row.in_words(), readings }];
    }
    if let Some(path) = documents::denied(rest, form).filter(|_| scope.is_year() && !scope.is_government()) {
        let what = rest.0.iter().collect();
        return vec![Denied { of: Of::Proactive, what, readings: vec![Reading::Cells(vec![path])] }];
    }
    if !of_applications && !has_any(so_far, &ABOUT) {
        return Vec::new();
    }
    let corrected = not_corrected(rest).map_or_else(|| none_corrected(rest), |blocks| vec![blocks]);
    if corrected.is_empty() {
        return remedies_none(scope, rest);
    }
    let denied = |blocks: Vec<RemedyBlock>| Denied {
        of: Of::Remedies,
        what: format!("{}{}", in_short(&blocks), RemedyResult::Corrected.label()),
        readings: claim::remedies(&blocks, RemedyResult::Corrected),
    };
    corrected.into_iter().map(denied).collect()
}

/// The remedy corrected that a text begins with: 行政复议纠错, 行政诉讼败诉.
fn corrected(rest: Rest<'_>) -> Option<(Vec<RemedyBlock>, Rest<'_>)> {
    let (blocks, behind) = remedy(rest.past(&AROUND))?;
    let behind = behind.past(words!["案件", "案", "中", "被", "复议机关", "复议审查机关", "行政复议机关"]);
    let lost = if are_suits(&blocks) { behind.behind_any(words!["被判败诉", "败诉"]) } else { None };
    let behind = lost.or_else(|| behind.behind_any(words!["纠正", "纠错"]))?;
    Some((blocks, behind.past(words!["率"])))
}

/// 未发生行政复议被纠错、行政诉讼败诉的情况; 行政复议纠错率、行政诉讼败诉率均为零.
fn none_corrected(rest: Rest<'_>) -> Vec<Vec<RemedyBlock>> {
    let words = rest.past(&AROUND);
    let denied = words.behind_any(&NONE).and_then(|behind| joined(behind.past(&AROUND).past(&MILD), corrected));
    if let Some((found, behind)) = denied
        && behind.past(&ENDS).is_empty()
    {
        return found;
    }
    let Some((found, behind)) = joined(words, corrected) else { return Vec::new() };
    let nought = behind.past(words!["均", "都"]).behind_any(&NONE_BEHIND);
    if nought.is_some_and(|rest| rest.past(words!["%", "件"]).is_empty()) { found } else { Vec::new() }
}

fn received_none(scope: &Scope, rest: Rest<'_>) -> Option<Denied> {
    if let Some(behind) = object(rest).filter(|_| rest.0.len() > 3)
        && behind
            .past(words!["受理", "收到", "数量", "件数", "总量", "量", "数", "情况", "均"])
            .behind_any(words!["为零", "为0件", "为0"])
            .is_some_and(Rest::is_empty)
    {
        return Some(none_received());
    }
    let behind = rest.behind_any(&RECEIVED_NONE)?;
    let (_, behind) = scope.lead(however_sent(behind.past(&MILD)));
    // 无政府信息公开申请 is meant; 无申请人 and 没有申请公开的 are not.
    let behind = object(behind)?.past(words!["的", "诉求", "情况", "情形", "事项", "件", "案件", "发生"]);
    behind.is_empty().then(none_received)
}

fn none_received() -> Denied {
    Denied { of: Of::New, what: "收到政府信息公开申请".to_owned(), readings: claim::received() }
}

/// How many characters the ways to apply take together at most.
const MOST_WAYS: usize = 40;

/// The rest behind 通过任何形式提出的, which leaves no channel out.
fn however_sent(rest: Rest<'_>) -> Rest<'_> {
    // 当面、信函和其他形式的: all are named.
    let named = (1..rest.0.len().min(MOST_WAYS)).find_map(|at| {
        Rest(rest.0.get(at..)?).behind_any(words!["其他形式的", "其他方式的", "其他渠道的", "其他途径的"])
    });
    if let Some(behind) = named {
        return behind;
    }
    let Some(behind) = rest.behind_any(words!["通过", "以"]) else { return rest };
    let Some(behind) = behind.behind_any(words!["任何", "各种", "各类", "各", "任意"]) else { return rest };
    let behind = behind.past(words!["形式", "方式", "渠道", "途径"]).past(words!["向我局", "向本机关"]);
    behind.behind_any(words!["提出的", "提交的", "递交的", "申请的"]).unwrap_or(rest)
}

/// The row of which a clause says that there is nothing: 无上年结转申请.
pub(super) fn carried_none(rest: Rest<'_>) -> Option<Row> {
    let behind = rest.behind_any(words!["无", "没有", "不存在", "未有"])?.past(&MILD);
    let ends = words!["的", "申请", "政府信息公开申请", "情况", "件", "事项", "办理", "继续"];
    let of = |words: &Words| behind.behind_any(words).is_some_and(|rest| rest.past(ends).is_empty());
    if of(words!["上年结转", "上年度结转", "上一年度结转", "上一年结转"]) {
        Some(Row::CarriedIn)
    } else if of(words![
        "结转下年度",
        "结转下年",
        "结转至下年度",
        "结转下一年度",
        "结转至下一年度",
        "下年度结转",
        "下年结转",
        "需结转下年度",
    ]) {
        Some(Row::CarriedOut)
    } else {
        None
    }
}

/// The rest behind 以某局为被申请人的, which only says whose remedies are meant.
fn against_us(rest: Rest<'_>) -> Rest<'_> {
    let Some(behind) = rest.behind("以") else { return rest };
    let ends = words!["为被申请人的", "为被告的", "为被申请人、被告的"];
    (1..behind.0.len().min(MOST_WAYS)).find_map(|at| Rest(behind.0.get(at..)?).behind_any(ends)).unwrap_or(rest)
}

fn remedies_none(scope: &Scope, rest: Rest<'_>) -> Vec<Denied> {
    let none = |blocks: Vec<RemedyBlock>| {
        blocks
            .into_iter()
            .map(|block| Denied {
                of: Of::Remedies,
                what: block.in_words().to_owned(),
                readings: claim::remedies(&[block], RemedyResult::Total),
            })
            .collect()
    };
    let blocks = |rest: Rest<'_>| {
        let (_, rest) = scope.lead(against_us(rest).past(&AROUND));
        let rest = rest.past(&AROUND).past(&MILD);
        let (blocks, behind) = joined(rest.past(&AROUND), |rest| {
            let (blocks, behind) = remedy(rest.past(&AROUND))?;
            Some((blocks, behind.past(words!["案件", "案"])))
        })
        .map(|(blocks, behind)| (blocks.concat(), behind.past(&ENDS).0.len()))?;
        Some((blocks, behind))
    };
    // 没有发生因政府信息公开申请行政复议、提起行政诉讼的情况.
    let words = rest.past(&AROUND);
    if let Some(behind) = words.behind_any(&NONE)
        && let Some((found, 0)) = blocks(behind)
    {
        return none(found);
    }
    // 行政复议、行政诉讼均未发生.
    let split = (0..rest.0.len()).find_map(|at| {
        let tail = Rest(rest.0.get(at..)?);
        let ends = tail.past(words!["均", "都", "全年", "也"]).behind_any(&NONE_BEHIND)?.is_empty();
        ends.then(|| Rest(rest.0.get(..at).unwrap_or_default()))
    });
    match split.and_then(blocks) {
        Some((found, 0)) => none(found),
        _ => Vec::new(),
    }
}
