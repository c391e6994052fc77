//! What a number means by the words around it: the rule it is held against and the cells it may be of.

use super::claim::{self, Agreement, Fee, Of, Reading, total};
use super::flat::{has, has_any};
use super::list::{Words, words};
use super::reader::{Reader, Topic};
use super::remedies::{decides_others, is_lost, named_remedies, named_result, parted, remedy_result};
use super::sentence::{Sentence, is_boundary};
use super::words::{ABOUT, FOREIGN, IN_TIME, Rest, TAIL, Verb, applicant, joined, object, verb_and_object};
use super::{carried, documents, results};
use crate::form::{Path, RemedyBlock, RemedyResult, Row};

/// What a number means.
pub(super) struct Meant {
    pub of: Of,
    pub what: String,
    pub readings: Vec<Reading>,
    pub agreement: Agreement,
}

/// Words that make a remedy one about the applications spoken of.
const FROM_APPLICATIONS: Words = Words::of(&["因申请", "因答复", "因此", "由此", "不服答复", "答复不服"]);

/// What a clause is made of that only says what of applications is told: 办理情况：, 答复结果为：.
const HEADS: Words = Words::of(&[
    "受理",
    "办理",
    "答复",
    "收到",
    "结果",
    "情况",
    "方面",
    "申请",
    "工作",
    "处理",
    "分",
    "为",
    "按",
    "如下",
    "从",
    "看",
    "来看",
    "主体",
    "类型",
    "类别",
    "申请人",
    "身份",
    "其中",
]);

/// What is not answered yet.
const OPEN: Words = Words::of(&[
    "尚未办结",
    "未办结",
    "正在办理",
    "尚在办理",
    "正在办理中",
    "待办理",
    "尚在办理中",
    "在办",
    "在办理中",
    "办理中",
    "正在处理中",
    "仍在办理",
    "仍在办理中",
]);

/// Whether a sentence goes on from remedies to remedies: 行政复议3件。行政诉讼2件.
fn begins_with_remedy(before: Rest<'_>) -> bool {
    before
        .past(words!["涉及", "相关", "有关", "的"])
        .behind_any(words!["行政复议", "行政诉讼"])
        .is_some_and(|rest| rest.past(words!["案件"]).past(&TAIL).is_empty())
}

impl Meant {
    pub fn exactly(of: Of, what: String, readings: Vec<Reading>) -> Self {
        Self { of, what, readings, agreement: Agreement::Exact }
    }
}

impl Reader<'_> {
    /// What a number means by the words before and behind it.
    pub(super) fn meant(
        &self,
        sentence: &mut Sentence<'_>,
        gap: &[char],
        before: Rest<'_>,
        after: Rest<'_>,
    ) -> Option<Meant> {
        let said = |words: Rest<'_>| words.0.iter().collect::<String>();
        if sentence.fees.notices(before) {
            return Some(Meant::exactly(Of::Fees, "收费通知".to_owned(), vec![Reading::Fee(Fee::Notices)]));
        }
        if let Some(meant) = self.documents(sentence, before) {
            return Some(meant);
        }
        if let Some(row) = carried::before(self.scope, before)
            && self.is_of_applications(sentence, gap)
        {
            return Some(Meant::exactly(Of::Carried, said(before), vec![Reading::Cells(vec![total(row)])]));
        }
        if let Topic::Remedies(blocks) = &self.topic
            && sentence.claimed
            && !has_any(gap, words!["复议、", "复议和", "诉讼", "起诉"])
        {
            let result = remedy_result(before)
                .filter(|(_, behind)| behind.past(words!["案件", "的"]).past(&TAIL).is_empty())
                .map(|(result, _)| result)
                .or_else(|| is_lost(before, blocks).then_some(RemedyResult::Corrected));
            // 复议维持 is of a reconsideration, whatever else was named.
            if let Some(result) = result.filter(|_| !has(gap, "复议") || blocks == &[RemedyBlock::Reconsideration]) {
                return Some(Meant::exactly(Of::Remedies, said(before), claim::remedies(blocks, result)));
            }
        }
        if decides_others(sentence.so_far()) {
            return None;
        }
        if let Some((blocks, result)) = named_result(before)
            && (has_any(sentence.so_far(), &ABOUT) || matches!(self.topic, Topic::Remedies(_)) && sentence.claimed)
        {
            return Some(Meant::exactly(Of::Remedies, said(before), claim::remedies(&blocks, result)));
        }
        if let Some((blocks, result, of_form)) = parted(before, after)
            && (of_form || has_any(sentence.so_far(), &ABOUT))
        {
            let what = format!("{}{}", said(before), result.label());
            return Some(Meant::exactly(Of::Remedies, what, claim::remedies(&blocks, result)));
        }
        if let Some((blocks, filed)) = named_remedies(self.scope, before) {
            let plain = has_any(sentence.so_far(), &ABOUT)
                || self.topic == Topic::Applications && has_any(before.0, &FROM_APPLICATIONS)
                || matches!(self.topic, Topic::Remedies(_)) && (sentence.claimed || begins_with_remedy(before));
            let begins = |words: &Words| self.topic == Topic::Applications && before.behind_any(words).is_some();
            // 被行政复议1件, where applications are spoken of; 未经复议直接起诉1件 are the words of the form.
            let agreement = if plain {
                Some(if filed { Agreement::PartLikely } else { Agreement::Exact })
            } else if begins(words!["未经复议直接起诉", "复议后起诉"]) {
                Some(Agreement::Exact)
            } else {
                begins(words!["被", "涉", "涉及", "申请", "发生"]).then_some(Agreement::Elsewhere)
            };
            if let Some(agreement) = agreement {
                let readings = claim::remedies(&blocks, RemedyResult::Total);
                return Some(Meant { of: Of::Remedies, what: said(before), readings, agreement });
            }
        }
        // 有1件涉及政府信息公开的行政复议.
        let happened = before.past(words!["发生", "产生", "引发"]).is_empty();
        if let Some((blocks, false)) = happened.then(|| named_remedies(self.scope, after)).flatten()
            && (has_any(after.0, &ABOUT) || has_any(sentence.so_far(), &ABOUT))
        {
            let readings = claim::remedies(&blocks, RemedyResult::Total);
            return Some(Meant::exactly(Of::Remedies, said(after), readings));
        }
        if let Some(meant) = self.applications(sentence, gap, before, after) {
            return Some(meant);
        }
        if let Some(meant) = self.bare(sentence, gap, before, after) {
            return Some(meant);
        }
        // 有3件申请结转下年度: the words behind name applications themselves.
        let named_behind = before.is_empty() && after.behind("申请").is_some() && !has_any(gap, &FOREIGN);
        if named_behind && let Some(named) = after.behind("申请").and_then(|rest| results::named(rest, self.rows)) {
            return Some(Meant::exactly(Of::Results, named.what, vec![Reading::Cells(named.cells)]));
        }
        if !named_behind && !self.is_of_applications(sentence, gap) {
            return None;
        }
        let row = before.is_empty().then(|| carried::after(self.scope, after)).flatten();
        let row = row.or_else(|| {
            let object_only = object(before).is_some_and(Rest::is_empty);
            object_only.then(|| carried::after(self.scope, after)).flatten()
        })?;
        Some(Meant::exactly(Of::Carried, row.in_words(), vec![Reading::Cells(vec![total(row)])]))
    }

    /// A number of documents or decisions of table two.
    fn documents(&self, sentence: &Sentence<'_>, before: Rest<'_>) -> Option<Meant> {
        if !self.scope.is_year() {
            return None;
        }
        // 规章制发3件、废止1件: the second is of the same.
        let last = sentence.last.as_ref().map(|(claim, _)| claim).filter(|claim| claim.of == Of::Proactive);
        let subject = last.and_then(|claim| match claim.cells().first() {
            Some(Path::Proactive(subject, _)) => Some(*subject),
            _ => None,
        });
        let path = documents::named(before, self.form, subject)?;
        let what = match subject {
            Some(subject)
                if path == documents::of(subject, path) && documents::named(before, self.form, None).is_none() =>
            {
                format!("{}{}", subject.label(self.form), before.0.iter().collect::<String>())
            }
            _ => before.0.iter().collect(),
        };
        // A government's table holds those of all its departments, its text often only its own.
        let agreement = if self.scope.is_government() { Agreement::Elsewhere } else { Agreement::Exact };
        Some(Meant { of: Of::Proactive, what, readings: vec![Reading::Cells(vec![path])], agreement })
    }

    /// What a number of applications means.
    fn applications(&self, sentence: &Sentence<'_>, gap: &[char], before: Rest<'_>, after: Rest<'_>) -> Option<Meant> {
        let said = || before.0.iter().collect::<String>();
        let on_topic = self.topic == Topic::Applications && self.is_quiet(sentence, gap);
        if let Some((verb, explicit)) = verb_and_object(self.scope, before, after)
            && (explicit && self.may_be_of_information(sentence, gap, before, after)
                || on_topic
                || self.is_of_the_year(sentence, gap)
                || (has_any(gap, words!["公开申请", "依申请"]) && self.is_quiet(sentence, gap)))
        {
            let both = || claim::done(self.rows).into_iter().chain(claim::received()).collect();
            let (of, readings) = match verb {
                Verb::New => (Of::New, vec![Reading::Cells(vec![total(Row::New)])]),
                Verb::Received => (Of::New, claim::received()),
                Verb::Done => (Of::Results, claim::done(self.rows)),
                Verb::Handled => (Of::Results, both()),
            };
            let in_time = has_any(before.0, &IN_TIME) && verb != Verb::New;
            let agreement = if in_time { Agreement::PartLikely } else { Agreement::Exact };
            return Some(Meant { of, what: said(), readings, agreement });
        }
        // 信访举报投诉类申请 is a row of the form: its own words are nothing foreign.
        if self.topic == Topic::Applications
            // 本机关不掌握 and 需另行制作 begin with words that are passed over elsewhere.
            && let Some(named) = results::named(Rest(sentence.before()), self.rows).or_else(|| results::named(before, self.rows))
            && self.is_quiet(sentence, gap.get(..gap.len().saturating_sub(before.0.len())).unwrap_or_default())
        {
            let agreement = if named.ambiguous { Agreement::Elsewhere } else { Agreement::Exact };
            let readings = vec![Reading::Cells(named.cells)];
            return Some(Meant { of: Of::Results, what: named.what, readings, agreement });
        }
        if !on_topic {
            return None;
        }
        let open = before.behind_any(&OPEN);
        if open.is_some_and(|rest| rest.past(words!["的", "申请"]).past(&TAIL).is_empty()) {
            return Some(Meant::exactly(Of::Carried, said(), vec![Reading::Cells(vec![total(Row::CarriedOut)])]));
        }
        let of_applicants = before.past(words!["来自", "由", "属于", "申请人为", "申请人是", "申请主体为", "为", "是"]);
        if let Some((columns, behind)) = joined(of_applicants, applicant)
            && behind
                .past(words!["申请", "提出", "提交", "提起", "的", "类", "申请人", "政府信息公开"])
                .past(&TAIL)
                .is_empty()
        {
            return Some(Meant::exactly(Of::Applicants, said(), claim::applicants(&columns.concat())));
        }
        // 其余3件均不予公开.
        let after = after.past(words!["均", "都", "皆", "已"]);
        let found = if before.is_empty() { results::named(after, self.rows) } else { None };
        found.map(|named| Meant::exactly(Of::Results, named.what, vec![Reading::Cells(named.cells)]))
    }

    /// 健全制度，规范答复，全年收到63件: where applications are the topic, 全年 makes the number theirs whatever went before.
    fn is_of_the_year(&self, sentence: &Sentence<'_>, gap: &[char]) -> bool {
        let clause = sentence.before();
        self.topic == Topic::Applications
            && ["全年", "本年度", "本年"]
                .iter()
                .any(|days| Rest(clause).past(words!["我局", "共"]).behind(days).is_some())
            && !has_any(gap, &FOREIGN)
            && !has_any(gap, words!["复议", "诉讼", "方面", "领域", "工作中"])
            && !gap.iter().any(char::is_ascii_digit)
    }

    /// Whether 申请 is one for information: 低保救助方面，新增申请45件 is of something else.
    fn may_be_of_information(&self, sentence: &Sentence<'_>, gap: &[char], before: Rest<'_>, after: Rest<'_>) -> bool {
        let named = |words: &[char]| has_any(words, words!["公开", "信息", "依申请"]);
        if named(before.0) || named(after.0) || has_any(sentence.so_far(), &ABOUT) {
            return true;
        }
        // 林木采伐方面，: another field is named.
        let fields = gap.split(|c| is_boundary(*c)).any(|clause| {
            let own = self.scope.lead(Rest(clause)).1.past(&HEADS).is_empty();
            !own && ["方面", "工作中", "过程中", "领域", "业务"]
                .iter()
                .any(|end| clause.ends_with(&end.chars().collect::<Vec<_>>()))
        });
        self.is_quiet(sentence, gap) || (self.topic == Topic::Applications && !fields)
    }

    /// Whether applications are spoken of, by the sentence or by what went before it.
    pub(super) fn is_of_applications(&self, sentence: &Sentence<'_>, gap: &[char]) -> bool {
        let named = self.topic == Topic::Applications || has_any(sentence.so_far(), words!["公开申请", "依申请"]);
        named && !has_any(gap, &FOREIGN)
    }

    /// Whether nothing but applications was spoken of since the last number: then what is not named is still theirs.
    pub(super) fn is_quiet(&self, sentence: &Sentence<'_>, gap: &[char]) -> bool {
        if has_any(gap, &FOREIGN) || has_any(gap, words!["复议", "诉讼"]) {
            return false;
        }
        if sentence.claimed {
            return true;
        }
        // The first number of a sentence: every clause before it must be of the days or of applications.
        gap.split(|c| is_boundary(*c)).all(|clause| {
            let (_, rest) = self.scope.lead(Rest(clause));
            let own = sentence.before().len() == clause.len() && sentence.before() == clause;
            own || rest.past(&HEADS).is_empty() || has_any(clause, words!["公开申请", "依申请"])
        })
    }
}
