//! Numbers with hardly a word of their own, read by what the sentence speaks of: 其中公开10件, 共63件, 结转5件, 自然人15件、其他3件.

use super::claim::{self, Agreement, Of, Reading, total};
use super::flat::{has, has_any};
use super::list::{Words, words};
use super::meaning::Meant;
use super::reader::{Reader, Topic};
use super::sentence::{Sentence, is_boundary};
use super::words::{FOREIGN, Rest, TAIL, Verb, applicant, joined, object, verb};
use super::{carried, remedies};
use crate::form::{Column, RemedyResult, Row};

const GRANTED: Words = Words::of(&[
    "全部公开",
    "其中全部公开",
    "公开",
    "其中公开",
    "其中，公开",
    "已公开",
    "依法公开",
    "准予公开",
    "其中已公开",
]);
const RESULTS: Words = Words::of(&["部分公开", "不予公开", "不公开", "无法提供", "不予处理", "其他处理"]);
const COUNTED: Words = Words::of(&["共", "共计", "合计", "总计", "共有", "总共", "全年共"]);
const ASKING: Words = Words::of(&["申请", "提出", "提交", "提起", "的", "类", "申请人", "政府信息公开", "依申请公开"]);

impl Reader<'_> {
    /// What a number with few words means, where its sentence makes it plain.
    pub(super) fn bare(
        &self,
        sentence: &Sentence<'_>,
        gap: &[char],
        before: Rest<'_>,
        after: Rest<'_>,
    ) -> Option<Meant> {
        if has_any(gap, &FOREIGN) {
            return None;
        }
        if let Topic::Remedies(blocks) = &self.topic {
            let ruled = sentence.claimed
                && before
                    .behind_any(words!["审结", "已审结", "审理完毕"])
                    .is_some_and(|rest| rest.past(&TAIL).is_empty());
            let results = [RemedyResult::Upheld, RemedyResult::Corrected, RemedyResult::Other];
            let cells =
                results.iter().flat_map(|result| claim::remedies(blocks, *result)).filter_map(
                    |reading| match reading {
                        Reading::Cells(cells) => Some(cells),
                        _ => None,
                    },
                );
            let meant = || Meant {
                of: Of::Remedies,
                what: said(before),
                readings: vec![Reading::Cells(cells.flatten().collect())],
                agreement: Agreement::Elsewhere,
            };
            // 其中9件维持.
            if sentence.claimed
                && before.is_empty()
                && let Some(result) = remedies::result_alone(after)
            {
                return Some(Meant::exactly(Of::Remedies, result.label().to_owned(), claim::remedies(blocks, result)));
            }
            return ruled.then(meant);
        }
        self.granted(sentence)
            .or_else(|| self.counted(sentence, gap, after))
            .or_else(|| self.carried(sentence, gap, before, after))
            .or_else(|| self.persons(sentence, gap, before))
    }

    /// 其中公开10件; 公开10件、不予公开2件.
    fn granted(&self, sentence: &Sentence<'_>) -> Option<Meant> {
        let words: String = sentence.before().iter().collect();
        let whole = sentence.words(sentence.place.clone());
        let meant = GRANTED.contains(&words.as_str())
            && self.topic == Topic::Applications
            && sentence.claimed
            && (words.starts_with("其中") || has_any(whole, &RESULTS));
        let mut readings = vec![Reading::Cells(vec![total(Row::Granted)])];
        if !has(whole, "部分公开") {
            readings.push(Reading::Cells(vec![total(Row::Granted), total(Row::PartlyGranted)]));
        }
        meant.then(|| Meant::exactly(Of::Results, words, readings))
    }

    /// 政府信息公开申请情况：共63件; under its heading 全年共63件.
    fn counted(&self, sentence: &Sentence<'_>, gap: &[char], after: Rest<'_>) -> Option<Meant> {
        let words: String = sentence.before().iter().collect();
        let (_, left) = self.scope.lead(Rest(sentence.before()));
        let last = sentence.last.as_ref().map(|(claim, _)| claim.of);
        if sentence.claimed && matches!(last, Some(Of::Carried | Of::New)) && left.is_empty() && after.is_empty() {
            // 新收63件、上年结转5件，共计68件.
            let together = COUNTED.contains(&words.as_str());
            return together.then(|| Meant::exactly(Of::New, words, claim::received()));
        }
        if sentence.claimed || !left.is_empty() || !COUNTED.iter().any(|word| words.ends_with(word)) {
            return None;
        }
        if !after.is_empty() && !object(after).is_some_and(Rest::is_empty) {
            return None;
        }
        let mut named = self.topic == Topic::Applications || has_any(after.0, words!["公开", "依申请"]);
        let heads = gap.get(..gap.len() - sentence.before().len())?;
        for clause in heads.split(|c| is_boundary(*c)) {
            let (_, rest) = self.scope.lead(Rest(clause));
            let rest = match object(rest) {
                Some(behind) => {
                    named = true;
                    behind.past(words!["情况", "工作", "方面", "如下", "办理", "受理", "收到", "的"])
                }
                None => rest,
            };
            if !rest.is_empty() {
                return None;
            }
        }
        let readings = claim::received().into_iter().chain(claim::done(self.rows)).collect();
        named.then(|| Meant::exactly(Of::New, "申请共".to_owned(), readings))
    }

    /// 结转5件, of which year it does not say.
    fn carried(&self, sentence: &Sentence<'_>, gap: &[char], before: Rest<'_>, after: Rest<'_>) -> Option<Meant> {
        if !self.scope.is_year() || !self.is_of_applications(sentence, gap) {
            return None;
        }
        if carried::parted(self.scope, before, after) {
            let readings = vec![Reading::Cells(vec![total(Row::CarriedOut)])];
            return Some(Meant::exactly(Of::Carried, Row::CarriedOut.in_words(), readings));
        }
        let alone = before.behind_any(words!["结转申请", "结转"]).is_some_and(Rest::is_empty) && after.is_empty();
        let readings = [Row::CarriedOut, Row::CarriedIn].map(|row| Reading::Cells(vec![total(row)])).to_vec();
        (alone && sentence.claimed).then(|| Meant::exactly(Of::Carried, "结转".to_owned(), readings))
    }

    /// 收到自然人申请15件; 法人5件; behind other classes 其他3件.
    fn persons(&self, sentence: &Sentence<'_>, gap: &[char], before: Rest<'_>) -> Option<Meant> {
        let whole = sentence.words(sentence.place.clone());
        let topical = self.topic == Topic::Applications && self.is_quiet(sentence, gap);
        let ends = |rest: Rest<'_>| rest.past(&ASKING).past(&TAIL).is_empty();
        if let Some((Verb::New | Verb::Received, rest)) = verb(before)
            && let Some((columns, behind)) = joined(self.scope.lead(rest).1.past(words!["来自"]), applicant)
            && ends(behind)
            && (topical || has_any(behind.0, words!["公开申请", "依申请"]))
        {
            return Some(Meant::exactly(Of::Applicants, said(before), claim::applicants(&columns.concat())));
        }
        if !topical || !sentence.claimed {
            return None;
        }
        let organisations: Vec<Column> = Column::APPLICANTS.into_iter().skip(1).collect();
        if let Some(behind) = before.behind_any(words!["法人", "法人组织", "法人类", "组织"])
            && ends(behind)
            && !has_any(whole, words!["其他组织", "其它组织", "非法人", "企业", "机构"])
        {
            return Some(Meant::exactly(Of::Applicants, said(before), claim::applicants(&organisations)));
        }
        let (last, _) = sentence.last.as_ref()?;
        let others = before.behind_any(words!["其他", "其它", "其他组织", "其他申请人"]).is_some_and(ends);
        if last.of != Of::Applicants || !others {
            return None;
        }
        let left: Vec<Column> =
            Column::APPLICANTS.into_iter().filter(|column| !sentence.columns.contains(column)).collect();
        let mut readings = claim::applicants(&[Column::Other]);
        readings.extend(claim::applicants(&left));
        Some(Meant::exactly(Of::Applicants, said(before), readings))
    }
}

fn said(words: Rest<'_>) -> String {
    words.0.iter().collect()
}
