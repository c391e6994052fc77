//! What is said behind a number of all it counts: 收到3件，均为自然人申请，全部予以公开; 行政复议2件，结果维持.

use super::claim::{self, Agreement, Of, Reading, total};
use super::list::words;
use super::meaning::Meant;
use super::quantity::{Quantity, Value};
use super::remedies::{in_short, result_alone};
use super::results;
use super::sentence::is_boundary;
use super::words::{ADVERBS, IN_TIME, Rest, Verb, applicant, object, verb};
use crate::form::{OtherRows, RemedyBlock, Row};

/// The clauses between a number and the next; the last belongs to the next number.
fn clauses<'a>(behind: &'a [char], next: Option<&Quantity>) -> Vec<&'a [char]> {
    let mut clauses: Vec<_> = behind.split(|c| is_boundary(*c)).collect();
    if next.is_some() {
        clauses.pop();
    }
    clauses
}

/// What the clauses behind a number of applications say of all of them, with the number it comes to.
///
/// Fewer than the table has may be those of the year without what was carried in, which makes it a notice.
pub(super) fn of_applications(
    of: Of,
    number: i64,
    behind: &[char],
    next: Option<&Quantity>,
    rows: OtherRows,
) -> Vec<(Meant, i64)> {
    let mut found = Vec::new();
    // Hardly any clause speaks of all, and what it would begin with costs more to find.
    let of_all = |clause: &&[char]| clause.iter().any(|c| matches!(c, '均' | '全' | '都' | '皆'));
    for clause in clauses(behind, next).into_iter().filter(of_all) {
        found.extend(all_are(clause, rows).map(|meant| (meant, number)));
        found.extend((of == Of::New && all_done(clause)).then(|| (none_open(clause.iter().collect()), 0)));
    }
    let last = behind.rsplit(|c| is_boundary(*c)).next().unwrap_or_default();
    if of == Of::New && next.is_some_and(|next| matches!(next.value, Value::Percent(percent) if percent.is_whole())) {
        let rate = Rest(last).behind_any(words!["办结率", "答复率", "办复率", "回复率", "申请办结率", "申请答复率"]);
        if rate.is_some_and(|rest| rest.past(words!["达到", "达", "为", "均"]).is_empty()) {
            found.push((none_open(last.iter().chain(&['1', '0', '0', '%']).collect()), 0));
        }
    }
    found
}

/// 均予以公开, 全部为自然人申请.
fn all_are(clause: &[char], rows: OtherRows) -> Option<Meant> {
    let rest = object(Rest(clause)).unwrap_or(Rest(clause));
    let all = rest.behind_any(words!["均", "全部", "都", "皆"])?;
    let said =
        all.past(&ADVERBS).past(&IN_TIME).past(&ADVERBS).past(words!["为", "系", "是", "由", "来自", "属于", "属"]);
    let (of, readings) = if let Some(named) = results::named(said, rows).or_else(|| results::named(rest, rows)) {
        (!named.ambiguous).then(|| (Of::Results, vec![Reading::Cells(named.cells)]))?
    } else {
        let (columns, behind) = applicant(said)?;
        let behind = behind.past(words!["申请", "提出", "提交", "的", "申请人", "公开", "政府信息"]);
        behind.is_empty().then(|| (Of::Applicants, claim::applicants(&columns)))?
    };
    Some(Meant { of, what: rest.0.iter().collect(), readings, agreement: Agreement::PartLikely })
}

/// 均已办结; 均已按期答复 leaves those whose time still runs out.
fn all_done(clause: &[char]) -> bool {
    let rest = object(Rest(clause)).unwrap_or(Rest(clause)).past(words!["已", "已经"]);
    let done = rest.behind_any(words!["均", "全部", "都", "皆"]).map(|rest| rest.past(&ADVERBS));
    matches!(done.and_then(verb), Some((Verb::Done, behind)) if behind.past(words!["了", "完毕"]).is_empty())
}

/// Nothing can be carried out where all was answered, unless it was after the end of the year.
fn none_open(clause: String) -> Meant {
    Meant {
        of: Of::Carried,
        what: format!("{clause}，结转下年度继续办理"),
        readings: vec![Reading::Cells(vec![total(Row::CarriedOut)])],
        agreement: Agreement::Elsewhere,
    }
}

/// The result behind a number of remedies that it does not number again: 行政复议2件，结果维持.
pub(super) fn of_remedies(blocks: &[RemedyBlock], behind: &[char], next: Option<&Quantity>) -> Option<Meant> {
    let result = clauses(behind, next).into_iter().find_map(|clause| {
        let rest = Rest(clause).past(words!["案件", "经审理", "最终", "办理结果为", "结果为", "结果是"]);
        result_alone(rest).filter(|_| !rest.is_empty())
    })?;
    let what = format!("{}{}", in_short(blocks), result.label());
    Some(Meant::exactly(Of::Remedies, what, claim::remedies(blocks, result)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_done_is_without_in_time() {
        let is = |words: &str| all_done(&words.chars().collect::<Vec<_>>());
        for words in ["均已办结", "已全部办结", "全部答复", "申请均已答复", "均予以答复"] {
            assert!(is(words), "{words}");
        }
        for words in ["均已按期答复", "均按时办结", "已办结", "均办理", "全部予以公开", "均已答复申请人2次", ""]
        {
            assert!(!is(words), "{words}");
        }
    }
}
