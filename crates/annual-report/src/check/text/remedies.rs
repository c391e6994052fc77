//! Reconsideration and litigation in the words for them.

use super::flat::has_any;
use super::list::{Words, words};
use super::scope::Scope;
use super::words::{Rest, TAIL, joined};
use crate::form::{RemedyBlock, RemedyResult};

/// Words around a remedy.
pub(super) const AROUND: Words = Words::of(&[
    "针对",
    "与",
    "政府信息公开工作",
    "政务公开",
    "依申请公开",
    "引起",
    "及",
    "全年",
    "共",
    "新增",
    "涉",
    "有关",
    "答复",
    "不服",
    "纠纷",
    "方面",
    "所",
    "政府信息公开",
    "信息公开类",
    "信息公开",
    "政府信息",
    "类",
    "申请",
    "被申请",
    "因",
    "由",
    "由此",
    "因此",
    "引发",
    "导致",
    "发生",
    "产生",
    "的",
    "被",
    "提起",
    "提出",
    "被提起",
    "办理",
    "涉及",
    "相关",
    "工作",
    "事务",
    "该",
    "上述",
    "以上",
]);

/// The remedy a text begins with: its blocks and the rest.
pub(super) fn remedy(rest: Rest<'_>) -> Option<(Vec<RemedyBlock>, Rest<'_>)> {
    use RemedyBlock::{LitigationAfterReconsideration, LitigationDirect, Reconsideration};
    let of = |words: &Words, blocks: &[RemedyBlock]| rest.behind_any(words).map(|behind| (blocks.to_vec(), behind));
    if let Some(behind) = rest.behind("行政争议") {
        return Some((vec![Reconsideration, LitigationDirect, LitigationAfterReconsideration], behind));
    }
    // 复议后起诉 begins like 复议, so it comes first.
    of(words!["复议后起诉"], &[LitigationAfterReconsideration])
        .or_else(|| of(words!["未经复议直接起诉", "直接起诉"], &[LitigationDirect]))
        .or_else(|| of(words!["行政复议", "复议", "申请行政复议", "被申请行政复议"], &[Reconsideration]))
        .or_else(|| {
            of(
                words![
                    "行政诉讼",
                    "诉讼",
                    "行政应诉",
                    "提起行政诉讼",
                    "被提起行政诉讼",
                    "行政诉讼案件",
                    "行政应诉案件",
                    "起诉"
                ],
                &[LitigationDirect, LitigationAfterReconsideration],
            )
        })
}

const UPHELD: Words = Words::of(&[
    "结果维持",
    "维持",
    "复议维持",
    "予以维持",
    "获维持",
    "被维持",
    "得到维持",
    "维持原行政行为",
    "维持原答复",
    "维持原决定",
    "维持原具体行政行为",
    "复议机关维持",
]);
const CORRECTED: Words = Words::of(&[
    "结果纠正",
    "纠正",
    "被纠正",
    "予以纠正",
    "被纠错",
    "纠错",
    "复议纠正",
    "复议机关纠正",
    "得到纠正",
    "被依法纠正",
]);
const PENDING: Words = Words::of(&[
    "尚未审结",
    "未审结",
    "正在审理",
    "尚在审理",
    "尚未办结",
    "正在审理中",
    "尚在审理中",
    "审理中",
    "在审",
    "未结",
    "尚未结案",
    "正在审理过程中",
    "待审结",
]);

/// The result of a remedy a text begins with.
pub(super) fn remedy_result(rest: Rest<'_>) -> Option<(RemedyResult, Rest<'_>)> {
    let of = |words: &Words, result| rest.behind_any(words).map(|behind| (result, behind));
    of(&UPHELD, RemedyResult::Upheld)
        .or_else(|| of(&CORRECTED, RemedyResult::Corrected))
        .or_else(|| of(words!["其他结果", "其它结果", "其他"], RemedyResult::Other))
        .or_else(|| of(&PENDING, RemedyResult::Pending))
}

/// Whether the blocks are of courts alone.
pub(super) fn are_suits(blocks: &[RemedyBlock]) -> bool {
    !blocks.contains(&RemedyBlock::Reconsideration)
}

/// 败诉, of suits only: what a court corrected.
pub(super) fn is_lost(rest: Rest<'_>, blocks: &[RemedyBlock]) -> bool {
    are_suits(blocks) && rest.behind_any(words!["败诉", "被判败诉", "判决败诉"]).is_some_and(|rest| is_end(rest))
}

/// A remedy and its result that words before a number name together: 政府信息公开行政复议被纠正.
pub(super) fn named_result(before: Rest<'_>) -> Option<(Vec<RemedyBlock>, RemedyResult)> {
    let rest = before.past(&AROUND);
    let rest = rest.behind("收到").map_or(rest, |rest| rest.past(&AROUND));
    let (blocks, behind) = joined(rest, |rest| remedy(rest.past(&AROUND)))?;
    let blocks = blocks.concat();
    let behind = behind.past(words!["案件", "案", "申请", "中", "的", "结果为", "经审理", "已", "均"]);
    if is_lost(behind, &blocks) {
        return Some((blocks, RemedyResult::Corrected));
    }
    let (result, behind) = remedy_result(behind)?;
    is_end(behind).then_some((blocks, result))
}

/// The blocks in short, each kind once: 行政复议、行政诉讼.
pub(super) fn in_short(blocks: &[RemedyBlock]) -> String {
    let mut names: Vec<_> = blocks
        .iter()
        .map(|block| match block {
            RemedyBlock::Reconsideration => "行政复议",
            RemedyBlock::LitigationDirect | RemedyBlock::LitigationAfterReconsideration => "行政诉讼",
        })
        .collect();
    names.dedup();
    names.join("、")
}

/// The result that words behind a number are, and nothing else.
pub(super) fn result_alone(after: Rest<'_>) -> Option<RemedyResult> {
    let (result, behind) = remedy_result(after.past(words!["案件", "被", "获", "的", "已"]))?;
    is_end(behind).then_some(result)
}

/// 行政复议中有3件结果纠正: the number stands between the remedy and its result. Says too whether the words are the form's own.
pub(super) fn parted(before: Rest<'_>, after: Rest<'_>) -> Option<(Vec<RemedyBlock>, RemedyResult, bool)> {
    let (blocks, behind) = joined(before.past(&AROUND), |rest| remedy(rest.past(&AROUND)))?;
    if !behind.past(words!["案件", "案", "中", "有", "共有"]).is_empty() {
        return None;
    }
    let of_form = after.behind_any(words!["结果维持", "结果纠正"]).is_some();
    Some((blocks.concat(), result_alone(after)?, of_form))
}

/// Whether the organ itself decided: as 复议机关 it has cases of others.
pub(super) fn decides_others(words: &[char]) -> bool {
    has_any(words, words!["作为复议机关", "作为行政复议机关", "行政复议机构", "复议局"])
}

fn is_end(rest: Rest<'_>) -> bool {
    rest.past(words!["案件", "案", "的"]).past(&TAIL).is_empty()
}

/// The remedies that words before a number name, and whether it says how many were filed, not how many there were.
pub(super) fn named_remedies(scope: &Scope, before: Rest<'_>) -> Option<(Vec<RemedyBlock>, bool)> {
    let mut rest = before.past(&AROUND);
    let received = rest.behind("收到");
    if let Some(behind) = received {
        // 收到针对我局信息公开工作的行政复议.
        rest = scope.lead(behind.past(&AROUND)).1.past(&AROUND);
    }
    let (blocks, behind) = joined(rest, |rest| remedy(rest.past(&AROUND)))?;
    let behind = behind
        .past(words!["政府信息公开", "信息公开", "类", "申请", "案件", "案", "的", "情况", "事项", "答复"])
        .past(&TAIL);
    let mut blocks: Vec<RemedyBlock> = blocks.concat();
    blocks.sort_unstable();
    blocks.dedup();
    behind.is_empty().then_some((blocks, received.is_some()))
}

/// The remedies of which a clause says that none was corrected: 行政诉讼无败诉案件, 行政复议未发生被纠正的情况.
pub(super) fn not_corrected(clause: Rest<'_>) -> Option<Vec<RemedyBlock>> {
    let rest = clause.past(&AROUND);
    let (blocks, behind) = joined(rest, |rest| remedy(rest.past(&AROUND)))?;
    let blocks = blocks.concat();
    let behind = behind.past(words!["案件", "案", "件", "中", "均", "，"]);
    let none = words!["无", "没有", "未发生", "未出现", "没有发生", "没有出现", "零", "无一", "未有", "未"];
    let behind = behind.behind_any(none)?.past(words!["一件", "1件", "任何", "件"]);
    let ends = words!["案件", "案", "的", "情况", "情形", "现象", "件"];
    if are_suits(&blocks) {
        let lost = behind.behind_any(words!["败诉", "被判败诉", "被纠正", "被纠错"])?;
        return lost.past(ends).is_empty().then_some(blocks);
    }
    let corrected = behind.behind_any(words!["被", "被复议机关", "被复议审查机关", "被行政复议机关"]).unwrap_or(behind);
    let corrected = corrected.behind_any(words!["纠正", "纠错"])?;
    (blocks == [RemedyBlock::Reconsideration] && corrected.past(ends).is_empty()).then_some(blocks)
}
