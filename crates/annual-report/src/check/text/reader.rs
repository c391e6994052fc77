//! The claims of a paragraph: each number held against the words around it, from left to right.

use std::ops::Range;

use super::claim::{self, Claim, Fee, Of, Reading, total};
use super::flat::{Flat, has_any};
use super::quantity::{Quantity, Value, quantities};
use super::scope::Scope;
use super::sentence::{Sentence, is_boundary};
use super::words::{
    ABOUT, COMPARING, FOREIGN, Rest, TAIL, Verb, applicant, joined, named_remedies, object, remedy_result, result,
    verb_and_object,
};
use super::{carried, fees};
use crate::form::{OtherRows, RemedyBlock, RemedyResult, Row};
use crate::report::Section;

/// What the text is speaking of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
enum Topic {
    /// Nothing known.
    #[default]
    Open,
    /// The applications of the organ.
    Applications,
    /// Remedies, of these blocks.
    Remedies(Vec<RemedyBlock>),
    /// Something else that is counted.
    Other,
}

/// Reads the paragraphs of one section after the other.
#[derive(Debug)]
pub(super) struct Reader<'r> {
    pub scope: &'r Scope,
    pub rows: OtherRows,
    pub section: Section,
    topic: Topic,
}

impl<'r> Reader<'r> {
    pub fn new(scope: &'r Scope, rows: OtherRows, section: Section) -> Self {
        Self { scope, rows, section, topic: Topic::Open }
    }

    /// Adds the claims of a paragraph.
    pub fn paragraph(&mut self, flat: &Flat, claims: &mut Vec<Claim>) {
        let headed = flat.chars.first() == Some(&'（');
        for (at, place) in flat.sentences().into_iter().enumerate() {
            let Some(words) = flat.chars.get(place.clone()) else { continue };
            if at == 0 && headed {
                let about = has_any(words, &["依申请", "公开申请", "申请公开"]);
                self.topic = if about { Topic::Applications } else { Topic::Open };
            }
            self.sentence(flat, place, claims);
        }
    }

    fn sentence(&mut self, flat: &Flat, place: Range<usize>, claims: &mut Vec<Claim>) {
        let found = quantities(&flat.chars, place.clone());
        let (Some(first), Some(last)) = (flat.at.get(place.start), flat.at.get(place.end.saturating_sub(1))) else {
            return;
        };
        let mut sentence = Sentence {
            chars: &flat.chars,
            in_section: *first..*last + 1,
            gap: place.start..place.start,
            place: place.clone(),
            part: false,
            strayed: false,
            claimed: false,
            remedies: Vec::new(),
            fees: fees::Named::default(),
        };
        for (at, quantity) in found.iter().enumerate() {
            sentence.gap.end = quantity.place.start;
            let next = found.get(at + 1).map_or(place.end, |next| next.place.start);
            self.quantity(&mut sentence, quantity, next, claims);
            sentence.gap = quantity.place.end..quantity.place.end;
        }
        sentence.gap.end = place.end;
        self.ending(&mut sentence, claims);
    }

    fn quantity(&mut self, sentence: &mut Sentence<'_>, quantity: &Quantity, next: usize, claims: &mut Vec<Claim>) {
        let gap = sentence.words(sentence.gap.clone());
        if let Some(strayed) = self.scope.strays(gap)
            && carried::before(self.scope, self.scope.lead(Rest(sentence.before())).1).is_none()
        {
            sentence.strayed = strayed;
        }
        let (lead, before) = self.scope.lead(Rest(sentence.before()));
        if lead.whole {
            (sentence.part, sentence.strayed) = (false, false);
        }
        let value = match quantity.value {
            Value::Fen(fen) => {
                let meant = sentence.fees.money(gap, before).filter(|_| !sentence.strayed && !sentence.part);
                if let Some((what, readings)) = meant {
                    claims.push(self.claim(sentence, Of::Fees, &what, fen, readings));
                }
                return;
            }
            Value::Cases(cases) => cases,
        };
        let after = sentence.after(quantity.place.end, next);
        let of = self.meant(sentence, gap, before, after);
        match of {
            Some((of, what, readings, at_most)) if !sentence.strayed && !sentence.part => {
                let claim = self.claim(sentence, of, &what, value, readings);
                claims.push(Claim { at_most, ..claim });
                sentence.claimed = true;
                self.topic = match of {
                    Of::Remedies => self.remedies_named(sentence, before, value),
                    Of::Fees => Topic::Other,
                    Of::New | Of::Results | Of::Applicants | Of::Carried => Topic::Applications,
                };
            }
            // The words fit, but of a part or of another year; what follows may be of the same.
            Some(_) if !sentence.claimed => self.topic = Topic::Other,
            Some(_) => {}
            None => self.not_meant(sentence, gap),
        }
    }

    /// A number that is no claim: what follows may be of the same part.
    fn not_meant(&mut self, sentence: &mut Sentence<'_>, gap: &[char]) {
        if has_any(gap, &COMPARING) {
            return;
        }
        sentence.part = true;
        if !sentence.claimed {
            self.topic = Topic::Other;
        }
    }

    fn remedies_named(&self, sentence: &mut Sentence<'_>, before: Rest<'_>, value: i64) -> Topic {
        match named_remedies(before) {
            Some((blocks, _)) => {
                sentence.remedies.push((blocks.clone(), value));
                Topic::Remedies(blocks)
            }
            None => self.topic.clone(),
        }
    }

    /// What a number means by the words before and behind it: the rule, its name, its readings, whether less agrees too.
    fn meant(
        &self,
        sentence: &mut Sentence<'_>,
        gap: &[char],
        before: Rest<'_>,
        after: Rest<'_>,
    ) -> Option<(Of, String, Vec<Reading>, bool)> {
        let said = |words: Rest<'_>| words.0.iter().collect::<String>();
        if sentence.fees.notices(before) {
            return Some((Of::Fees, "收费通知".to_owned(), vec![Reading::Fee(Fee::Notices)], false));
        }
        if let Some(row) = carried::before(self.scope, before)
            && self.is_of_applications(sentence, gap)
        {
            return Some((Of::Carried, said(before), vec![Reading::Cells(vec![total(row)])], false));
        }
        if let Topic::Remedies(blocks) = &self.topic
            && sentence.claimed
            && !has_any(gap, &["复议", "诉讼", "起诉"])
            && let Some((result, behind)) = remedy_result(before)
            && behind.past(&["案件", "的"]).past(&TAIL).is_empty()
        {
            return Some((Of::Remedies, said(before), claim::remedies(blocks, result), false));
        }
        if let Some((blocks, at_most)) = named_remedies(before)
            && (has_any(sentence.so_far(), &ABOUT) || matches!(self.topic, Topic::Remedies(_)) && sentence.claimed)
        {
            return Some((Of::Remedies, said(before), claim::remedies(&blocks, RemedyResult::Total), at_most));
        }
        if let Some(meant) = self.applications(sentence, gap, before, after) {
            let (of, what, readings) = meant;
            return Some((of, what, readings, false));
        }
        if !self.is_of_applications(sentence, gap) {
            return None;
        }
        let row = before.is_empty().then(|| carried::after(self.scope, after)).flatten();
        let row = row.or_else(|| {
            let object_only = object(before).is_some_and(Rest::is_empty);
            object_only.then(|| carried::after(self.scope, after)).flatten()
        })?;
        Some((Of::Carried, row.in_words(), vec![Reading::Cells(vec![total(row)])], false))
    }

    /// What a number of applications means.
    fn applications(
        &self,
        sentence: &Sentence<'_>,
        gap: &[char],
        before: Rest<'_>,
        after: Rest<'_>,
    ) -> Option<(Of, String, Vec<Reading>)> {
        let said = || before.0.iter().collect::<String>();
        let on_topic = self.topic == Topic::Applications && self.is_quiet(sentence, gap);
        if let Some((verb, explicit)) = verb_and_object(self.scope, before, after)
            && (explicit || on_topic || (has_any(gap, &["公开申请", "依申请"]) && self.is_quiet(sentence, gap)))
        {
            let both = || claim::done(self.rows).into_iter().chain(claim::received()).collect();
            return Some(match verb {
                Verb::New => (Of::New, said(), vec![Reading::Cells(vec![total(Row::New)])]),
                Verb::Received => (Of::New, said(), claim::received()),
                Verb::Done => (Of::Results, said(), claim::done(self.rows)),
                Verb::Handled => (Of::Results, said(), both()),
            });
        }
        if !on_topic {
            return None;
        }
        if before.behind_any(&["尚未办结", "未办结"]).is_some_and(|rest| rest.past(&TAIL).is_empty()) {
            return Some((Of::Carried, said(), vec![Reading::Cells(vec![total(Row::CarriedOut)])]));
        }
        let of_applicants = before.past(&["来自", "由"]);
        if let Some((columns, behind)) = joined(of_applicants, applicant)
            && behind.past(&["申请", "提出", "提交", "提起", "的", "类"]).past(&TAIL).is_empty()
        {
            return Some((Of::Applicants, said(), claim::applicants(&columns.concat())));
        }
        let results = |rest: Rest<'_>| {
            let (found, behind) =
                joined(rest, |rest| result(rest, self.rows).map(|(name, cells, behind)| ((name, cells), behind)))?;
            let behind = behind.past(&["的", "答复", "决定", "处理", "告知", "政府信息", "信息", "申请", "情形"]);
            let (names, cells): (Vec<_>, Vec<_>) = found.into_iter().unzip();
            behind.past(&TAIL).is_empty().then(|| (names.join("、"), vec![Reading::Cells(cells.concat())]))
        };
        let lead = before.past(&["作出", "决定", "属于", "按"]);
        let found = results(lead).or_else(|| if lead.is_empty() { results(after) } else { None });
        found.map(|(what, readings)| (Of::Results, what, readings))
    }

    /// Whether applications are spoken of, by the sentence or by what went before it.
    fn is_of_applications(&self, sentence: &Sentence<'_>, gap: &[char]) -> bool {
        let named = self.topic == Topic::Applications || has_any(sentence.so_far(), &["公开申请", "依申请"]);
        named && !has_any(gap, &FOREIGN)
    }

    /// Whether nothing but applications was spoken of since the last number: then what is not named is still theirs.
    fn is_quiet(&self, sentence: &Sentence<'_>, gap: &[char]) -> bool {
        if has_any(gap, &FOREIGN) || has_any(gap, &["复议", "诉讼"]) {
            return false;
        }
        if sentence.claimed {
            return true;
        }
        // The first number of a sentence: every clause before it must be of the days or of applications.
        gap.split(|c| is_boundary(*c)).all(|clause| {
            let (_, rest) = self.scope.lead(Rest(clause));
            let own = sentence.before().len() == clause.len() && sentence.before() == clause;
            own || rest.is_empty() || has_any(clause, &["公开申请", "依申请"])
        })
    }

    /// What a sentence says behind its last number.
    fn ending(&mut self, sentence: &mut Sentence<'_>, claims: &mut Vec<Claim>) {
        let gap = sentence.words(sentence.gap.clone());
        if has_any(
            gap,
            &["均获维持", "均被维持", "均予维持", "均予以维持", "均维持", "全部维持", "均为维持", "均得到维持"],
        ) && !sentence.strayed
        {
            for (blocks, value) in std::mem::take(&mut sentence.remedies) {
                let what = format!(
                    "{}结果维持",
                    blocks.first().map_or("", |block| match block {
                        RemedyBlock::Reconsideration => "行政复议",
                        RemedyBlock::LitigationDirect | RemedyBlock::LitigationAfterReconsideration => "行政诉讼",
                    })
                );
                let readings = claim::remedies(&blocks, RemedyResult::Upheld);
                claims.push(self.claim(sentence, Of::Remedies, &what, value, readings));
            }
        }
        let whole = sentence.words(sentence.place.clone());
        for (what, readings) in fees::all_nought(whole) {
            claims.push(self.claim(sentence, Of::Fees, what, 0, readings));
        }
        if !sentence.claimed && has_any(gap, &FOREIGN) {
            self.topic = Topic::Other;
        }
    }

    fn claim(&self, sentence: &Sentence<'_>, of: Of, what: &str, value: i64, readings: Vec<Reading>) -> Claim {
        Claim {
            of,
            what: what.to_owned(),
            value,
            at_most: false,
            readings,
            section: self.section,
            sentence: sentence.in_section.clone(),
        }
    }
}

/// Says whether a paragraph can hold a claim at all, so that most are passed over.
pub(super) fn is_worth_reading(line: &str) -> bool {
    line.contains(['件', '份', '元', '宗', '起', '例']) || line.contains("均为")
}
