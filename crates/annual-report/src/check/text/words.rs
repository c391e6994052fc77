//! The words that stand before and behind a number, taken apart from their beginning.
//!
//! A claim is only what is explained to the last character: whose number it is, of which days, of what. Whatever is left
//! over (a unit's name, a channel, 同比) makes it somebody else's or another day's number, and no claim.

use super::flat::has;
use super::list::{Words, words};
use super::scope::Scope;
use crate::form::Column;

/// A text being taken apart from its beginning.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rest<'a>(pub &'a [char]);

impl<'a> Rest<'a> {
    /// The rest behind a word it begins with.
    pub fn behind(self, word: &str) -> Option<Self> {
        let mut rest = self.0;
        for c in word.chars() {
            rest = rest.strip_prefix(&[c])?;
        }
        Some(Self(rest))
    }

    /// The rest behind the longest of the words it begins with.
    #[inline]
    pub fn behind_any(self, words: &Words) -> Option<Self> {
        self.0.first().filter(|first| words.may_begin(**first)).and_then(|first| self.behind_longest(*first, words))
    }

    fn behind_longest(self, first: char, words: &Words) -> Option<Self> {
        words.that_may_begin(first).filter_map(|word| self.behind(word)).min_by_key(|rest| rest.0.len())
    }

    /// The rest behind as many of the words as follow one another.
    pub fn past(mut self, words: &Words) -> Self {
        while let Some(rest) = self.behind_any(words) {
            self = rest;
        }
        self
    }

    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

/// Words that say nothing of whose or of which days.
pub(super) const ADVERBS: Words = Words::of(&[
    "加上",
    "加之",
    "共",
    "总共",
    "共计",
    "总计",
    "合计",
    "一共",
    "已",
    "已经",
    "均",
    "均已",
    "全部",
    "依法",
    "另",
    "另有",
    "还有",
    "有",
    "并",
    "且",
    "含",
    "包括",
    "对",
    "其中",
    "了",
    "到",
    "各类",
    "尚有",
    "剩余",
    "其余",
    "现有",
    "按规定",
    "依规",
    "依法依规",
    "规范",
    "认真",
    "及时",
    "妥善",
    "严格",
    "完成",
    "都",
    "须",
    "需",
    "最终",
    "也",
]);
/// Words that say it was done in time; what was late may be left out.
pub(super) const IN_TIME: Words = Words::of(&[
    "按期",
    "按时",
    "如期",
    "按时限",
    "按要求",
    "在法定期限内",
    "在法定时限内",
    "在规定期限内",
    "在规定时限内",
    "法定期限内",
    "法定时限内",
    "规定时限内",
    "答复期限内",
    "在答复期限内",
    "在规定时间内",
    "按法定时限",
]);
/// Words between what is counted and its number.
pub(super) const TAIL: Words = Words::of(&[
    "共", "共计", "总计", "合计", "总数", "数量", "数", "量", "计", "为", "是", "达", "了", "共有", "有", "件", "办件",
    "总量", "案件",
]);
/// What the words of an application are made of.
const OBJECT: Words = Words::of(&[
    "申请人",
    "申请书",
    "提出的",
    "提交的",
    "递交的",
    "政府信息公开",
    "政府信息",
    "政务信息公开",
    "政务信息",
    "政务公开",
    "信息公开",
    "信息",
    "公开",
    "依申请公开",
    "依申请公开信件",
    "申请公开信件",
    "依申请",
    "申请",
    "事项",
    "件",
    "案件",
    "数量",
    "总数",
    "各类",
    "有关",
    "的",
    "群众",
    "社会公众",
    "公众",
    "情况",
    "类",
    "任何",
    "要求",
    "办件",
    "办理事项",
]);
/// What a sentence about applications names.
pub(super) const ABOUT: Words = Words::of(&["信息公开", "政府信息", "依申请", "公开申请", "条例"]);

/// Words for other things that are counted in 件 and answered too.
pub(super) const FOREIGN: Words = Words::of(&[
    "建议",
    "提案",
    "热线",
    "信访",
    "来信",
    "来电",
    "咨询",
    "留言",
    "工单",
    "案件",
    "公文",
    "文件",
    "属性",
    "稿",
    "投诉",
    "举报",
    "行政处罚",
    "行政许可",
    "行政强制",
    "平台",
    "网站",
    "栏目",
    "主动公开",
    "政策解读",
    "诉求",
    "来访",
    "舆情",
]);
/// Words that only compare.
pub(super) const COMPARING: Words = Words::of(&["较", "同比", "比上", "比去", "增加", "减少", "增长", "下降"]);
/// The rest behind the words for an application; they must say 申请.
pub(super) fn object(rest: Rest<'_>) -> Option<Rest<'_>> {
    let behind = rest.past(&OBJECT);
    let taken = rest.0.get(..rest.0.len() - behind.0.len())?;
    has(taken, "申请").then_some(behind)
}

/// What a verb does with applications.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    /// 新收: those of the year only.
    New,
    /// 收到, 受理.
    Received,
    /// 办结, 答复.
    Done,
    /// 办理, 受理并答复: either.
    Handled,
}

const RECEIVED: Words = Words::of(&[
    "收到",
    "受理",
    "接收",
    "接到",
    "收悉",
    "受理了",
    "接收到",
    "接受",
    "登记",
    "登记受理",
    "共收",
    "受理登记",
    "接到并受理",
    "收到并受理",
    "接收登记",
    "收件",
]);
const DONE: Words = Words::of(&[
    "办结",
    "办理完毕",
    "办复",
    "答复",
    "办结答复",
    "答复办结",
    "办理答复",
    "答复完毕",
    "予以答复",
    "予以办结",
    "回复",
    "予以回复",
    "办理完成",
    "处理完毕",
    "处理完成",
    "办毕",
    "结案",
    "作出答复",
    "答复完成",
    "办理办结",
    "办理并答复",
    "办理回复",
    "给予答复",
    "办理结果",
]);
const HANDLED: Words = Words::of(&["办理", "处理"]);
const BOTH: Words = Words::of(&["登记办理", "收到和处理", "受理和处理", "接收处理", "接收办理", "受理办理"]);

/// Whether words are 政府信息公开申请 and that a number of them follows: 数量为, 共计.
fn counts_applications(words: Rest<'_>) -> bool {
    const COUNTED: Words = Words::of(&["数量", "总数", "总量", "总计", "共计", "合计", "共"]);
    let Some(behind) = words.behind_any(words!["政府信息公开申请", "依申请公开申请", "信息公开申请"])
    else {
        return false;
    };
    let counted = behind.past(words!["的"]).past(&COUNTED);
    counted.0.len() < behind.0.len() && counted.past(words!["为", "是", "达", "有"]).is_empty()
}

/// The verb a text begins with.
pub(super) fn verb(rest: Rest<'_>) -> Option<(Verb, Rest<'_>)> {
    if let Some(behind) =
        rest.behind_any(words!["新收到", "新收", "新增", "新受理", "新接收", "新登记", "新收悉", "新收取"])
    {
        return Some((Verb::New, behind));
    }
    // 接收处理 is neither 接收 nor 处理 alone.
    if let Some(behind) = rest.behind_any(&BOTH) {
        return Some((Verb::Handled, behind));
    }
    if let Some(behind) = rest.behind_any(&RECEIVED) {
        let joined = behind
            .behind_any(words!["并", "、", "和", "及", "且", "后"])
            .map(|rest| rest.past(words!["均", "已", "全部", "依法", "及时", "予以", "规范"]).past(&IN_TIME));
        // 接收并登记: the same twice.
        if let Some(behind) = joined.and_then(|rest| rest.behind_any(&RECEIVED)) {
            return Some((Verb::Received, behind));
        }
        let both = joined.and_then(|rest| rest.behind_any(&DONE).or_else(|| rest.behind_any(&HANDLED)));
        return Some(both.map_or((Verb::Received, behind), |behind| (Verb::Handled, behind)));
    }
    let done = rest.behind_any(&DONE).map(|behind| (Verb::Done, behind));
    done.or_else(|| rest.behind_any(&HANDLED).map(|behind| (Verb::Handled, behind)))
}

/// The class of applicants a text begins with: its columns and the rest.
pub(super) fn applicant(rest: Rest<'_>) -> Option<(Vec<Column>, Rest<'_>)> {
    let organisations = || Column::APPLICANTS.into_iter().skip(1).collect::<Vec<_>>();
    let one = |words: &Words, column| rest.behind_any(words).map(|behind| (vec![column], behind));
    rest.behind_any(words![
        "法人或其他组织",
        "法人或者其他组织",
        "法人和其他组织",
        "法人及其他组织",
        "法人、其他组织",
        "法人以及其他组织",
        "法人与其他组织",
        "法人和非法人组织",
        "法人或非法人组织",
        "法人和其它组织",
        "法人或其它组织",
        "法人、其它组织",
        "法人、非法人组织",
        "法人及非法人组织",
    ])
    .map(|behind| (organisations(), behind))
    .or_else(|| one(words!["自然人", "公民", "公民个人", "个人", "自然人申请人"], Column::NaturalPerson))
    .or_else(|| one(words!["商业企业"], Column::Commercial))
    .or_else(|| one(words!["科研机构"], Column::Research))
    .or_else(|| one(words!["社会公益组织"], Column::PublicWelfare))
    .or_else(|| one(words!["法律服务机构"], Column::LegalService))
}

/// Several of a kind named together: 予以公开及部分公开.
pub(super) fn joined<'a, T>(
    mut rest: Rest<'a>,
    mut one: impl FnMut(Rest<'a>) -> Option<(T, Rest<'a>)>,
) -> Option<(Vec<T>, Rest<'a>)> {
    let (first, behind) = one(rest)?;
    let mut all = vec![first];
    rest = behind;
    loop {
        let next = rest.behind_any(words!["、", "和", "及", "与", "或", "以及"]).unwrap_or(rest);
        match one(next) {
            Some((more, behind)) => {
                all.push(more);
                rest = behind;
            }
            None => return Some((all, rest)),
        }
    }
}

/// A verb with its applications, in either order; says whether the words themselves name applications.
pub(super) fn verb_and_object(scope: &Scope, before: Rest<'_>, after: Rest<'_>) -> Option<(Verb, bool)> {
    // 申请共收到3件.
    if let Some(behind) = object(before)
        && let Some((verb, behind)) = verb(scope.lead(behind.past(&IN_TIME)).1)
    {
        return behind.past(&TAIL).is_empty().then_some((verb, true));
    }
    // 政府信息公开申请数量为3件, 政府信息公开申请共计3件: what came, without a verb.
    if counts_applications(before) {
        return Some((Verb::Received, true));
    }
    // 在办结的3件申请中.
    if let Some((verb @ Verb::Done, behind)) = before.behind("在").and_then(|rest| verb(scope.lead(rest).1))
        && behind.behind("的").is_some_and(Rest::is_empty)
        && object(after).is_some()
    {
        return Some((verb, true));
    }
    let before = scope.lead(before.past(&IN_TIME)).1;
    let (verb, behind) = match verb(before) {
        Some(found) => found,
        // 完成依申请公开答复3件.
        None => {
            let behind = object(before)?;
            let (verb, behind) = verb(behind.past(&IN_TIME))?;
            return behind.past(&TAIL).is_empty().then_some((verb, true));
        }
    };
    let behind = scope.lead(behind).1;
    // 收到申请3件; 收到3件申请; 收到3件.
    let object_before = object(behind);
    let rest = object_before.unwrap_or(behind).past(&TAIL);
    if !rest.is_empty() {
        return None;
    }
    let named_behind = object(after).is_some();
    // 收到3件咨询: something else is named.
    let other_behind = !named_behind && !after.past(words!["，", "的"]).is_empty() && object_before.is_none();
    (!other_behind).then_some((verb, object_before.is_some() || named_behind))
}
