//! Reconsideration and litigation in the words for them.

use super::words::{Rest, TAIL, joined};
use crate::form::{RemedyBlock, RemedyResult};

/// Words around a remedy.
pub(super) const AROUND: [&str; 39] = [
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
];

/// The remedy a text begins with: its blocks and the rest.
pub(super) fn remedy(rest: Rest<'_>) -> Option<(Vec<RemedyBlock>, Rest<'_>)> {
    use RemedyBlock::{LitigationAfterReconsideration, LitigationDirect, Reconsideration};
    let of = |words: &[&str], blocks: &[RemedyBlock]| rest.behind_any(words).map(|behind| (blocks.to_vec(), behind));
    if let Some(behind) = rest.behind("行政争议") {
        return Some((vec![Reconsideration, LitigationDirect, LitigationAfterReconsideration], behind));
    }
    // 复议后起诉 begins like 复议, so it comes first.
    of(&["复议后起诉"], &[LitigationAfterReconsideration])
        .or_else(|| of(&["未经复议直接起诉", "直接起诉"], &[LitigationDirect]))
        .or_else(|| of(&["行政复议", "复议", "申请行政复议", "被申请行政复议"], &[Reconsideration]))
        .or_else(|| {
            of(
                &["行政诉讼", "诉讼", "行政应诉", "提起行政诉讼", "被提起行政诉讼"],
                &[LitigationDirect, LitigationAfterReconsideration],
            )
        })
}

/// The result of a remedy a text begins with.
pub(super) fn remedy_result(rest: Rest<'_>) -> Option<(RemedyResult, Rest<'_>)> {
    let of = |words: &[&str], result| rest.behind_any(words).map(|behind| (result, behind));
    of(&["结果维持", "维持", "复议维持", "予以维持"], RemedyResult::Upheld)
        .or_else(|| of(&["结果纠正", "纠正", "被纠正", "予以纠正", "被纠错", "纠错"], RemedyResult::Corrected))
        .or_else(|| of(&["其他结果"], RemedyResult::Other))
        .or_else(|| {
            of(&["尚未审结", "未审结", "正在审理", "尚在审理", "尚未办结", "正在审理中"], RemedyResult::Pending)
        })
}

/// The remedies that words before a number name, and whether some of them may be left out of it.
pub(super) fn named_remedies(before: Rest<'_>) -> Option<(Vec<RemedyBlock>, bool)> {
    let mut rest = before.past(&AROUND);
    let received = rest.behind("收到");
    if let Some(behind) = received {
        rest = behind.past(&AROUND);
    }
    let (blocks, behind) = joined(rest, |rest| remedy(rest.past(&AROUND)))?;
    let behind = behind.past(&["申请", "案件", "案", "的", "情况", "事项", "答复"]).past(&TAIL);
    let mut blocks: Vec<RemedyBlock> = blocks.concat();
    blocks.sort_unstable();
    blocks.dedup();
    behind.is_empty().then_some((blocks, received.is_some()))
}
