//! Shares and growth: 占35.3%, 比上年增加5件, 同比下降12%.

use super::claim::{Claim, Of, Reading, total};
use super::list::{Words, words};
use super::quantity::Percent;
use super::words::{Rest, applicant, joined};
use crate::cell::Figure;
use crate::check::{CheckContext, Finding, Rule, Severity};
use crate::form::{Column, Path, RemedyBlock, RemedyResult, Row};
use crate::report::Report;

/// What a number is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Compared {
    /// The claim's number is such a share of one of these sums.
    Share {
        percent: Percent,
        bases: Vec<Reading>,
        /// The totals that the text names itself.
        spoken: Vec<i64>,
        /// The total that the other shares of the sentence are of.
        settled: Option<i64>,
    },
    /// A class of applicants is such a share of all, its number not being said.
    OfClass(Percent),
    /// The claim's number differs by so much from last year's.
    Growth { by: By, more: bool },
}

/// How much more or less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Cases(i64),
    Percent(Percent),
}

/// Words between 占 and its percentage.
const OF_ALL: Words = Words::of(&[
    "比",
    "比例",
    "总数",
    "总量",
    "申请",
    "申请量",
    "申请总数",
    "申请总量",
    "全部",
    "全年",
    "总",
    "办结",
    "办理",
    "答复",
    "已答复",
    "收到",
    "受理",
    "新收",
    "件数",
    "数量",
    "数",
    "量",
    "的",
    "为",
    "达",
    "是",
    "到",
    "政府信息公开",
    "办件",
    "例",
]);

const GREW: Words = Words::of(&["增加", "增长", "上升", "提高", "增多", "增幅", "多", "升"]);
const SHRANK: Words = Words::of(&["减少", "下降", "回落", "降低", "减低", "降幅", "少", "降", "下滑"]);

/// Whether the words before a percentage make it a share of all.
pub(super) fn is_share(before: &[char]) -> bool {
    let rest = Rest(before).past(words!["，", "约", "分别"]);
    rest.behind("占").is_some_and(|rest| rest.past(&OF_ALL).is_empty())
}

/// Whether the words before a number compare it with the year before: `true` for more.
pub(super) fn is_growth(before: &[char], year_before: Option<&str>) -> Option<bool> {
    let rest = Rest(before).past(words!["申请数量", "申请总量", "申请量", "总量", "数量", "收件量"]);
    let rest = match rest.behind_any(words!["同比", "比同期"]) {
        Some(rest) => rest,
        None => {
            let rest = rest.behind_any(words!["较", "比", "与", "同"])?;
            let named = rest.behind_any(words!["去年", "上年度", "上年", "上一年度", "上一年", "去年度"]);
            let numbered = || rest.behind(year_before?)?.behind("年").map(|rest| rest.past(words!["度"]));
            named.or_else(numbered)?.past(words!["同期", "相比", "，", "全年"])
        }
    };
    let rest = rest.past(words!["总量", "申请量", "数量", "申请", "总数"]);
    let more = rest.behind_any(&GREW).map(|rest| (true, rest));
    let (more, rest) = more.or_else(|| rest.behind_any(&SHRANK).map(|rest| (false, rest)))?;
    rest.past(words!["了", "幅度", "为", "达", "到"]).is_empty().then_some(more)
}

/// The class of applicants whose share the words before a percentage tell: 自然人申请占比.
pub(super) fn class(before: Rest<'_>) -> Option<Vec<Column>> {
    let (columns, rest) = joined(before.past(words!["其中", "来自"]), applicant)?;
    let rest = rest.past(words!["提出的", "提交的", "申请人", "申请", "的", "类", "件"]).past(words!["约"]);
    rest.behind("占").is_some_and(|rest| rest.past(&OF_ALL).past(words!["约"]).is_empty()).then(|| columns.concat())
}

/// A class's share held against its cells and the totals they are of.
fn of_class(percent: Percent, claim: &Claim, rule: &Rule, report: &Report) -> Option<Finding> {
    let wholes = [vec![total(Row::New)], vec![total(Row::New), total(Row::CarriedIn)], vec![total(Row::Total)]];
    let wholes = wholes.map(Reading::Cells);
    let pairs: Vec<(Option<i64>, Option<i64>)> = (claim.readings.iter().zip(&wholes))
        .map(|(part, whole)| (part.figure(report, None), whole.figure(report, None)))
        .collect();
    let known = |(part, whole): &(Option<i64>, Option<i64>)| Some((*part.as_ref()?, whole.filter(|whole| *whole > 0)?));
    if pairs.iter().filter_map(known).any(|(part, whole)| percent.is_of(part, whole)) {
        return None;
    }
    let mut cells = claim.cells();
    cells.push(total(Row::New));
    let said = format!("“{}”写的是“{}{percent}”", claim.section.title(), claim.what);
    if pairs.iter().any(|(part, whole)| part.is_none() || whole.is_none()) {
        let message = format!("{said}，表中相应各格没有可以计算的数字，无法核对比例");
        return Some(rule.not_assessable(cells, message).quoting(claim.quote(report)));
    }
    let (part, whole) = pairs.iter().find_map(known)?;
    let message = format!("{said}，而{whole}件中有{part}件，占{}，请核对", Percent::of(part, whole));
    Some(rule.breach(cells, message).quoting(claim.quote(report)))
}

/// The sums a claim may be a share of.
pub(super) fn bases(claim: &Claim) -> Vec<Reading> {
    let cells = |cells: &[Path]| Reading::Cells(cells.to_vec());
    if claim.of == Of::Remedies {
        let mut blocks: Vec<RemedyBlock> = claim
            .cells()
            .iter()
            .filter_map(|path| match path {
                Path::Remedies(block, _) => Some(*block),
                _ => None,
            })
            .collect();
        blocks.sort_unstable();
        blocks.dedup();
        let totals: Vec<Path> = blocks.iter().map(|block| Path::Remedies(*block, RemedyResult::Total)).collect();
        let all: Vec<Path> = RemedyBlock::ALL.map(|block| Path::Remedies(block, RemedyResult::Total)).to_vec();
        return vec![cells(&totals), cells(&all)];
    }
    vec![cells(&[total(Row::New)]), cells(&[total(Row::New), total(Row::CarriedIn)]), cells(&[total(Row::Total)])]
}

impl Compared {
    /// The finding it is, if the figures do not bear it out.
    pub(super) fn finding(
        &self,
        claim: &Claim,
        rule: &Rule,
        report: &Report,
        context: &CheckContext<'_>,
    ) -> Option<Finding> {
        match self {
            Self::Share { percent, bases, spoken, settled } => {
                let sums: Vec<Option<i64>> = bases.iter().map(|base| base.figure(report, None)).collect();
                let known = sums.iter().flatten().copied().chain(spoken.iter().copied()).filter(|base| *base > 0);
                if known.clone().any(|base| percent.is_of(claim.value, base)) {
                    return None;
                }
                let mut cells = claim.cells();
                cells.extend(bases.first().into_iter().flat_map(|base| match base {
                    Reading::Cells(cells) => cells.clone(),
                    Reading::Fee(_) | Reading::Amount(_) => Vec::new(),
                }));
                cells.dedup();
                if sums.contains(&None) && settled.is_none() {
                    let message =
                        format!("{}，占{percent}，表中相应各格没有可以计算的数字，无法核对比例", claim.said());
                    return Some(rule.not_assessable(cells, message).quoting(claim.quote(report)));
                }
                let base = settled.or_else(|| known.clone().next())?;
                let message = format!(
                    "{}，占{percent}，而占{base}件的比例是{}，请核对件数、总数和比例",
                    claim.said(),
                    Percent::of(claim.value, base)
                );
                Some(rule.breach(cells, message).quoting(claim.quote(report)))
            }
            Self::OfClass(percent) => of_class(*percent, claim, rule, report),
            Self::Growth { by, more } => growth(claim, *by, *more, rule, report, context),
        }
    }
}

/// Where two shares of a sentence at least are of one of the totals named, the others are meant to be of it too.
pub(super) fn settle(claims: &mut [Claim]) {
    let shares = |claims: &[Claim]| -> Vec<(Percent, i64, Vec<i64>)> {
        claims
            .iter()
            .filter_map(|claim| match &claim.compared {
                Some(Compared::Share { percent, spoken, .. }) => Some((*percent, claim.value, spoken.clone())),
                _ => None,
            })
            .collect()
    };
    let named = shares(claims);
    let candidates = named.iter().flat_map(|(_, _, spoken)| spoken.iter().copied()).filter(|base| *base > 0);
    let of = |base: i64| named.iter().filter(|(percent, value, _)| *value > 0 && percent.is_of(*value, base)).count();
    let Some(base) = candidates.max_by_key(|base| of(*base)).filter(|base| of(*base) >= 2) else { return };
    for claim in claims {
        if let Some(Compared::Share { settled, .. }) = &mut claim.compared {
            *settled = Some(base);
        }
    }
}

/// Held against the year before, where it was given.
fn growth(
    claim: &Claim,
    by: By,
    more: bool,
    rule: &Rule,
    report: &Report,
    context: &CheckContext<'_>,
) -> Option<Finding> {
    let previous = context.previous?;
    if crate::check::carry::not_the_year_before(previous, report).is_some() {
        return None;
    }
    let before: Vec<i64> = claim.readings.iter().filter_map(|reading| reading.figure(previous, None)).collect();
    let first = *before.first()?;
    let agrees = |before: &i64| {
        let change = if more { claim.value - before } else { before - claim.value };
        match by {
            By::Cases(cases) => change == cases,
            By::Percent(percent) => *before > 0 && percent.is_of(change, *before),
        }
    };
    if before.iter().any(agrees) {
        return None;
    }
    let (said, truth) = (if more { "增加" } else { "减少" }, claim.value - first);
    let by = match by {
        By::Cases(cases) => format!("{cases}件"),
        By::Percent(percent) => percent.to_string(),
    };
    let in_truth = if truth >= 0 { format!("增加{truth}件") } else { format!("减少{}件", -truth) };
    let share = if first > 0 { format!("（{}）", Percent::of(truth.abs(), first)) } else { String::new() };
    let message = format!("{}，比上年{said}{by}；上一年年报中是{first}件，实际{in_truth}{share}，请核对", claim.said());
    let mut finding = rule.breach(claim.cells(), message).quoting(claim.quote(report));
    // Last year's figure may have been of another scope.
    finding.severity = Severity::Warning;
    Some(finding.comparing(Figure::Number(first), Figure::Number(claim.value)))
}
