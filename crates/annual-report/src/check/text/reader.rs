//! The claims of a paragraph: each number held against the words around it, from left to right.

use super::list::{Words, words};
use std::ops::Range;

use super::claim::{self, Agreement, Claim, Of, Reading, total};
use super::flat::{Flat, has, has_any};
use super::meaning::Meant;
use super::parts::{self, Breakdown};
use super::quantity::{Quantity, Value, quantities};
use super::remedies::{in_short, named_remedies, named_result};
use super::scope::Scope;
use super::sentence::{Sentence, is_boundary};
use super::shares::{self, By, Compared};
use super::words::{COMPARING, FOREIGN, Rest, Verb, verb};
use super::{Found, amounts, carried, elsewhere, fees, negation, throughout};
use crate::form::{Form, OtherRows, Path, RemedyBlock, RemedyResult, Row};
use crate::report::{Report, Section};

/// The longest sentence that is read, in characters.
const MAX_SENTENCE: usize = 2_000;

/// What the text is speaking of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Topic {
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
    pub form: Form,
    pub rows: OtherRows,
    pub section: Section,
    pub topic: Topic,
    /// The number of new applications the sentence before named.
    whole: Option<i64>,
    /// The totals the section names: of what came, of what was answered.
    totals: Vec<i64>,
    /// The numbers of the paragraph so far.
    numbers: Vec<i64>,
}

impl<'r> Reader<'r> {
    pub fn new(scope: &'r Scope, report: &Report, section: Section) -> Self {
        let (form, rows) = (report.form(), report.other_rows());
        Self { scope, form, rows, section, topic: Topic::Open, whole: None, totals: Vec::new(), numbers: Vec::new() }
    }

    /// Adds the claims of a paragraph.
    pub fn paragraph(&mut self, flat: &Flat, found: &mut Found) {
        self.numbers.clear();
        let headed = flat.chars.first() == Some(&'（');
        for (at, place) in flat.sentences().into_iter().enumerate() {
            let Some(words) = flat.chars.get(place.clone()).filter(|words| words.len() <= MAX_SENTENCE) else {
                continue;
            };
            if at == 0 && headed {
                let about = has_any(words, words!["依申请", "公开申请", "申请公开"]);
                self.topic = if about { Topic::Applications } else { Topic::Open };
            }
            self.sentence(flat, place, found);
        }
    }

    fn sentence(&mut self, flat: &Flat, place: Range<usize>, found: &mut Found) {
        let quantities = quantities(&flat.chars, place.clone());
        let (Some(first), Some(last)) = (flat.at.get(place.start), flat.at.get(place.end.saturating_sub(1))) else {
            return;
        };
        let goes_on = Rest(flat.chars.get(place.clone()).unwrap_or_default()).behind("其中").is_some();
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
            last: None,
            whole: if goes_on { self.whole } else { None },
            channels: Vec::new(),
            columns: Vec::new(),
        };
        self.whole = None;
        let begin = found.claims.len();
        for (at, quantity) in quantities.iter().enumerate() {
            sentence.gap.end = quantity.place.start;
            let next = quantities.get(at + 1).map_or(place.end, |next| next.place.start);
            let before = found.claims.len();
            let taken = self.quantity(&mut sentence, quantity, next, &mut found.claims);
            if let Some(claim) = found.claims.get(before..).and_then(<[Claim]>::last).filter(|c| c.compared.is_none()) {
                sentence.last = Some((claim.clone(), quantity.place.end));
                if claim.of == Of::Applicants {
                    sentence.columns.extend(claim.cells().into_iter().filter_map(|path| match path {
                        Path::Applications(_, column) => Some(column),
                        _ => None,
                    }));
                }
                let is_total =
                    matches!(claim.cells().as_slice(), [path, ..] if [Row::New, Row::Total].map(total).contains(path));
                if is_total {
                    self.totals.push(claim.value);
                }
                let (of, value, agreement) = (claim.of, claim.value, claim.agreement);
                let blocks = claim.whole_blocks();
                if of == Of::New && agreement != Agreement::Elsewhere {
                    (sentence.whole, self.whole) = (Some(value), Some(value));
                    sentence.channels.clear();
                }
                let behind = sentence.words(quantity.place.end..next);
                let next = quantities.get(at + 1);
                if is_total && agreement == Agreement::Exact {
                    for (meant, n) in throughout::of_applications(of, value, behind, next, self.rows) {
                        found.claims.push(self.claim(&sentence, &meant, n));
                    }
                }
                if !blocks.is_empty() && agreement == Agreement::Exact {
                    let meant = throughout::of_remedies(&blocks, behind, next);
                    found.claims.extend(meant.map(|meant| self.claim(&sentence, &meant, value)));
                }
            }
            if taken || !quantity.loose {
                sentence.gap = quantity.place.end..quantity.place.end;
            }
        }
        shares::settle(found.claims.get_mut(begin..).unwrap_or_default());
        sentence.gap.end = place.end;
        self.ending(&mut sentence, found);
    }

    /// Reads a number; says whether its words were explained.
    fn quantity(
        &mut self,
        sentence: &mut Sentence<'_>,
        quantity: &Quantity,
        next: usize,
        claims: &mut Vec<Claim>,
    ) -> bool {
        let gap = sentence.words(sentence.gap.clone());
        if self.compared(sentence, quantity, claims) {
            return true;
        }
        let strayed_before = (sentence.strayed, sentence.part);
        if let Some(strayed) = self.scope.strays(gap)
            && carried::before(self.scope, self.scope.lead(Rest(sentence.before())).1).is_none()
        {
            sentence.strayed = strayed;
        }
        let (lead, before) = self.scope.lead(Rest(sentence.before()));
        if lead.whole {
            sentence.part = false;
            // 去年，我局收到: the organ as a whole, but not of these days.
            sentence.strayed &= self.scope.strays(gap) == Some(true);
        }
        let value = match quantity.value {
            Value::Percent(_) => {
                (sentence.strayed, sentence.part) = strayed_before;
                return false;
            }
            Value::Fen(fen) => {
                let meant = sentence.fees.money(gap, before).filter(|_| !sentence.strayed && !sentence.part);
                if let Some((what, readings)) = meant {
                    claims.push(self.claim(sentence, &Meant::exactly(Of::Fees, what, readings), fen));
                } else if let Some(path) = amounts::named(before, self.form)
                    && self.scope.is_year()
                    && !sentence.strayed
                    && !sentence.part
                {
                    let agreement = if self.scope.is_government() { Agreement::Elsewhere } else { Agreement::Exact };
                    let what = before.0.iter().collect();
                    let meant = Meant { of: Of::Proactive, what, readings: vec![Reading::Amount(path)], agreement };
                    let slack = amounts::slack(sentence.words(quantity.place.clone()));
                    claims.push(Claim { slack, ..self.claim(sentence, &meant, fen) });
                }
                return true;
            }
            Value::Cases(cases) => cases,
        };
        if !quantity.loose && !parts::is_channel(before) {
            self.numbers.push(value);
        }
        let after = sentence.after(quantity.place.end, next);
        if sentence.whole.is_some() && !sentence.strayed && parts::is_channel(before) {
            sentence.channels.push(value);
            // Once the channels are all named, what follows is of the whole again.
            sentence.part = sentence.part
                || sentence.channels.iter().try_fold(0i64, |sum, n| sum.checked_add(*n)) != sentence.whole;
            return true;
        }
        let channels = sentence.channels.iter().try_fold(0i64, |sum, n| sum.checked_add(*n));
        if !sentence.channels.is_empty() && channels == sentence.whole {
            sentence.part = false;
        }
        // 办公室（某处）收到3件 is the office's; 全县（含乡镇）收到3件 is the whole.
        let (_, somebody) = self.scope.lead(Rest(sentence.before_bracket()));
        let of_all = somebody.is_empty() || has_any(somebody.0, words!["公开申请", "依申请"]);
        let meant = self.meant(sentence, gap, before, after).filter(|_| of_all);
        match meant {
            Some(meant) if !sentence.strayed && !sentence.part => {
                claims.push(self.claim(sentence, &meant, value));
                sentence.claimed = true;
                self.topic = match meant.of {
                    Of::Remedies => self.remedies_named(sentence, before, after, value),
                    Of::Fees | Of::Proactive => Topic::Other,
                    _ => Topic::Applications,
                };
                true
            }
            // The words fit, but of a part or of another year; what follows may be of the same.
            Some(_) if !sentence.claimed => {
                self.topic = Topic::Other;
                true
            }
            Some(_) => true,
            None if quantity.loose => {
                (sentence.strayed, sentence.part) = strayed_before;
                false
            }
            None => {
                if !sentence.strayed && !sentence.part {
                    claims.extend(self.of_somebody(sentence, before, after, value));
                }
                // 3件申请收取信息处理费380元: the money is still of all.
                if !has(after.0, "处理费") {
                    self.not_meant(sentence, gap);
                }
                false
            }
        }
    }

    /// A share or a growth of the claim right before it.
    fn compared(&self, sentence: &Sentence<'_>, quantity: &Quantity, claims: &mut Vec<Claim>) -> bool {
        let Some((last, end)) = &sentence.last else { return false };
        let words = sentence.words(*end..quantity.place.start);
        let words = words.strip_prefix(&['，']).or_else(|| words.strip_prefix(&['（'])).unwrap_or(words);
        let growth = || shares::is_growth(words, self.scope.other_year(-1).as_deref());
        if let Value::Percent(percent) = quantity.value
            && matches!(last.of, Of::New | Of::Results | Of::Applicants)
            && last.agreement != Agreement::Elsewhere
            && !sentence.part
            && let Some(columns) = shares::class(self.scope.lead(Rest(sentence.before())).1)
        {
            let (of, compared) = (Of::Shares, Some(Compared::OfClass(percent)));
            let what = sentence.before().iter().collect();
            claims.push(Claim { of, what, readings: claim::applicants(&columns), compared, ..last.clone() });
            return true;
        }
        let (of, compared) = match quantity.value {
            Value::Percent(percent) if shares::is_share(words) => {
                let bases = shares::bases(last);
                (Of::Shares, Compared::Share { percent, bases, spoken: self.totals.clone(), settled: None })
            }
            Value::Percent(percent) => match growth() {
                Some(more) => (Of::Growth, Compared::Growth { by: By::Percent(percent), more }),
                None => return false,
            },
            Value::Cases(cases) => match growth() {
                Some(more) => (Of::Growth, Compared::Growth { by: By::Cases(cases), more }),
                None => return false,
            },
            Value::Fen(_) => return false,
        };
        if last.of == Of::Fees || last.agreement == Agreement::Elsewhere {
            return true;
        }
        claims.push(Claim { of, compared: Some(compared), ..last.clone() });
        true
    }

    /// A number of applications of somebody the words name.
    fn of_somebody(&self, sentence: &Sentence<'_>, before: Rest<'_>, after: Rest<'_>, value: i64) -> Option<Claim> {
        let (verb, what) = elsewhere::named(self.scope, before, after)?;
        let (of, readings) = match verb {
            Verb::New => (Of::New, vec![Reading::Cells(vec![total(Row::New)])]),
            Verb::Received => (Of::New, claim::received()),
            Verb::Done => (Of::Results, claim::done(self.rows)),
            Verb::Handled => (Of::Results, claim::done(self.rows).into_iter().chain(claim::received()).collect()),
        };
        Some(self.claim(sentence, &Meant { of, what, readings, agreement: Agreement::Elsewhere }, value))
    }

    /// A number that is no claim: what follows may be of the same part.
    fn not_meant(&mut self, sentence: &mut Sentence<'_>, gap: &[char]) {
        if has_any(gap, &COMPARING) {
            return;
        }
        // 全年受理网络问政9件，收到政府信息公开申请5件: something else the organ itself did, no part of it.
        let (_, rest) = self.scope.lead(Rest(sentence.before()));
        let did = !sentence.claimed && verb(rest).is_some() && !has(gap, "其中") && !has(gap, "申请");
        sentence.part |= !did;
        if !sentence.claimed {
            self.topic = Topic::Other;
        }
    }

    fn remedies_named(&self, sentence: &mut Sentence<'_>, before: Rest<'_>, after: Rest<'_>, value: i64) -> Topic {
        match named_remedies(self.scope, before).or_else(|| named_remedies(self.scope, after)) {
            Some((blocks, _)) => {
                sentence.remedies.push((blocks.clone(), value));
                Topic::Remedies(blocks)
            }
            None => named_result(before).map_or_else(|| self.topic.clone(), |(blocks, _)| Topic::Remedies(blocks)),
        }
    }

    /// What a sentence says behind its last number, and what it denies.
    fn ending(&mut self, sentence: &mut Sentence<'_>, found: &mut Found) {
        let gap = sentence.words(sentence.gap.clone());
        if has_any(
            gap,
            words!["均获维持", "均被维持", "均予维持", "均予以维持", "均维持", "全部维持", "均为维持", "均得到维持"],
        ) && !sentence.strayed
        {
            for (blocks, value) in std::mem::take(&mut sentence.remedies) {
                let what = format!("{}结果维持", in_short(&blocks));
                let readings = claim::remedies(&blocks, RemedyResult::Upheld);
                let meant = Meant { of: Of::Remedies, what, readings, agreement: Agreement::Throughout };
                found.claims.push(self.claim(sentence, &meant, value));
            }
        }
        let whole = sentence.words(sentence.place.clone());
        for (what, readings) in fees::all_nought(whole) {
            found.claims.push(self.claim(sentence, &Meant::exactly(Of::Fees, what.to_owned(), readings), 0));
        }
        if let Some(whole) = sentence.whole
            && sentence.channels.len() > 1
            // The parts may be of another number than the last: 受理59件，新收47件.
            && !self.numbers.contains(&sentence.channels.iter().fold(0, |sum: i64, n| sum.saturating_add(*n)))
        {
            found.parts.push(Breakdown {
                whole,
                parts: std::mem::take(&mut sentence.channels),
                section: self.section,
                sentence: sentence.in_section.clone(),
            });
        }
        self.denials(sentence, found);
        if !sentence.claimed && has_any(gap, &FOREIGN) {
            self.topic = Topic::Other;
        }
    }

    /// What the clauses without a number deny.
    fn denials(&mut self, sentence: &Sentence<'_>, found: &mut Found) {
        let whole = sentence.words(sentence.place.clone());
        if sentence.strayed || sentence.part || !negation::may_deny(whole) {
            return;
        }
        let mut strayed = false;
        let of_applications = self.topic == Topic::Applications || has_any(whole, words!["公开申请", "依申请"]);
        let mut at = 0;
        for clause in whole.split(|c| is_boundary(*c)) {
            if let Some(other) = self.scope.strays(clause)
                && negation::carried_none(self.scope.lead(Rest(clause)).1).is_none()
            {
                strayed = other;
            }
            // 与上年相比无变化, 其中某处未收到: of others, or only compared.
            if !strayed
                && negation::may_deny(clause)
                && (!clause.iter().any(char::is_ascii_digit) || has(clause, "为0") || self.is_own_days(clause))
            {
                let so_far = whole.get(..at + clause.len()).unwrap_or_default();
                for denied in negation::denied(self.scope, clause, so_far, of_applications, self.form) {
                    let meant = Meant::exactly(denied.of, denied.what, denied.readings);
                    found.claims.push(self.claim(sentence, &meant, 0));
                }
            }
            at += clause.len() + 1;
        }
    }

    /// Whether the digits of a clause are only the days of the report.
    fn is_own_days(&self, clause: &[char]) -> bool {
        let (_, rest) = self.scope.lead(Rest(clause));
        !rest.0.iter().any(char::is_ascii_digit)
    }

    fn claim(&self, sentence: &Sentence<'_>, meant: &Meant, value: i64) -> Claim {
        Claim {
            of: meant.of,
            what: meant.what.clone(),
            value,
            slack: 0,
            agreement: meant.agreement,
            readings: meant.readings.clone(),
            compared: None,
            section: self.section,
            sentence: sentence.in_section.clone(),
        }
    }
}

/// What claims are counted in, or a word that ends many at once.
const COUNTED: Words = Words::of(&["件", "份", "元", "宗", "起", "例", "封", "条", "次", "均为"]);
/// What is denied.
const MAY_BE_NONE: Words = Words::of(&["申请", "复议", "诉讼", "处理费", "收费通知", "规范性文件"]);

/// Says whether a paragraph can hold a claim at all, so that most are passed over.
pub(super) fn is_worth_reading(line: &str) -> bool {
    COUNTED.is_in(line)
        || (line.contains("申请") && line.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)))
        || (MAY_BE_NONE.is_in(line) && negation::DENYING.is_in(line))
}
