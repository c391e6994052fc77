//! What is said of all applications at once behind their number: 收到3件，均为自然人申请，全部予以公开.

use super::claim::{self, Agreement, Of, Reading};
use super::list::words;
use super::meaning::Meant;
use super::results;
use super::sentence::is_boundary;
use super::words::{ADVERBS, IN_TIME, Rest, applicant, object};
use crate::form::OtherRows;

/// What the clauses between a number of applications and the next number say of all of them.
///
/// Fewer than the table has may be those of the year without what was carried in, which makes it a notice.
pub(super) fn of_all(behind: &[char], goes_on: bool, rows: OtherRows) -> Vec<Meant> {
    let mut clauses: Vec<_> = behind.split(|c| is_boundary(*c)).collect();
    if goes_on {
        // The last one belongs to the next number.
        clauses.pop();
    }
    clauses.into_iter().filter_map(|clause| of_clause(clause, rows)).collect()
}

fn of_clause(clause: &[char], rows: OtherRows) -> Option<Meant> {
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
