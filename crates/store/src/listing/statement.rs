//! The statements of the lists, made once each and kept, so that they stay prepared.

use std::sync::LazyLock;

use super::{CaseFilter, CaseList, Days, Which};
use crate::changes::Step;
use crate::field::Field;
use crate::projection::CaseRow;
use crate::read::text;
use crate::row::Row;
use crate::session::Value;

/// The list's columns, from a row called `c` and what stands beside it.
pub(super) fn select() -> String {
    let columns = CaseRow::COLUMNS.iter().map(|column| format!("c.{column}")).collect::<Vec<_>>().join(", ");
    format!(
        "SELECT {columns}, f.arrived_on, f.result_row, a.name FROM case_rows c \
         LEFT JOIN report_facts f ON f.organ = c.organ AND f.case_id = c.case_id \
         LEFT JOIN accounts a ON a.organ = c.organ AND a.login = c.officer"
    )
}

impl CaseFilter {
    /// Whether it asks for what the indexes of the lists do not hold.
    fn is_narrow(&self) -> bool {
        self.class.is_some() || self.channel.is_some() || self.received_from.is_some() || self.received_to.is_some()
    }

    fn values(&self, organ: &str) -> Vec<Value> {
        let mut values = vec![text(organ), self.officer.value(), self.unit.value()];
        if self.is_narrow() {
            let more = [self.class.value(), self.channel.value(), self.received_from.value(), self.received_to.value()];
            values.extend(more);
        }
        values
    }
}

/// A condition that lets everything pass while its value is absent.
fn passes(place: usize, condition: &str) -> String {
    format!(" AND (CAST(${place} AS TEXT) IS NULL OR {condition} ${place})")
}

/// The filter in words; its values are $1 to $3, or to $7 when it is narrow.
fn filtered(narrow: bool) -> (String, usize) {
    let mut words = format!("organ = $1{}{}", passes(2, "officer ="), passes(3, "unit ="));
    if !narrow {
        return (words, 4);
    }
    for (place, condition) in [(4, "applicant_class ="), (5, "channel ="), (6, "received_on >="), (7, "received_on <=")]
    {
        words.push_str(&passes(place, condition));
    }
    (words, 8)
}

impl Which {
    const ALL: [Which; 11] = [
        Which::Open,
        Which::Overdue,
        Which::DueSoon,
        Which::Unconfirmed,
        Which::AwaitingApplicant,
        Which::Consulting,
        Which::ForApproval,
        Which::ToSend,
        Which::InRemedy,
        Which::Closed,
        Which::All,
    ];

    /// Its condition; values of its own stand from `at` on.
    fn condition(self, at: usize) -> String {
        let next = at + 1;
        match self {
            Which::Open => "closed_on IS NULL".to_owned(),
            Which::Overdue => format!("closed_on IS NULL AND due_on < ${at}"),
            Which::DueSoon => format!("closed_on IS NULL AND due_on >= ${at} AND due_on <= ${next}"),
            Which::Unconfirmed => "closed_on IS NULL AND received_on IS NULL".to_owned(),
            Which::AwaitingApplicant => "closed_on IS NULL AND applicant_deadline IS NOT NULL".to_owned(),
            Which::Consulting => format!("closed_on IS NULL AND consultation_limit >= ${at}"),
            Which::ForApproval => "approval <> ''".to_owned(),
            Which::ToSend => format!("handling <> '' AND handling IN (${at}, ${next})"),
            Which::InRemedy => "in_remedy = 1".to_owned(),
            Which::Closed => "closed_on IS NOT NULL".to_owned(),
            Which::All => "case_id IS NOT NULL".to_owned(),
        }
    }

    /// The values its condition has of its own.
    fn values(self, days: &Days) -> Vec<Value> {
        match self {
            Which::Overdue | Which::Consulting => vec![days.today.value()],
            Which::DueSoon => vec![days.today.value(), days.soon.value()],
            Which::ToSend => days.to_send.map(text).to_vec(),
            _ => Vec::new(),
        }
    }

    /// Its order, over columns that begin with `of`.
    fn order(self, of: &str) -> String {
        match self {
            Which::Closed => format!("{of}closed_on DESC, {of}case_id DESC"),
            Which::All => format!("{of}case_id DESC"),
            _ => format!("{of}act_by NULLS LAST, {of}case_id"),
        }
    }

    /// The statement that gives a page of it.
    fn page_sql(self, narrow: bool) -> &'static str {
        static SQL: LazyLock<Vec<[String; 2]>> =
            LazyLock::new(|| Which::ALL.iter().map(|which| [false, true].map(|narrow| which.page(narrow))).collect());
        let both = SQL.get(self as usize);
        both.and_then(|both| both.get(usize::from(narrow))).map_or("", String::as_str)
    }

    fn page(self, narrow: bool) -> String {
        let (filter, at) = filtered(narrow);
        let (take, skip) = (at, at + 1);
        format!(
            "{} JOIN (SELECT case_id FROM case_rows WHERE {filter} AND {} ORDER BY {} LIMIT ${take} OFFSET ${skip}) page \
             ON page.case_id = c.case_id WHERE c.organ = $1 ORDER BY {}",
            select(),
            self.condition(at + 2),
            self.order(""),
            self.order("c."),
        )
    }
}

/// Asks for a page.
pub(super) fn page_asked(organ: &str, asked: &CaseList<'_>) -> Step {
    let mut values = asked.filter.values(organ);
    values.extend([asked.page.take.value(), asked.page.skip.value()]);
    values.extend(asked.which.values(&asked.days));
    (asked.which.page_sql(asked.filter.is_narrow()), values)
}

/// Asks how many cases each view holds.
pub(crate) fn counts_asked(organ: &str, filter: &CaseFilter, days: Days) -> Step {
    static SQL: LazyLock<[String; 2]> = LazyLock::new(|| [false, true].map(counts_sql));
    let mut values = filter.values(organ);
    values.extend([days.today.value(), days.soon.value()]);
    values.extend(days.to_send.map(text));
    let [plain, narrow] = &*SQL;
    (if filter.is_narrow() { narrow } else { plain }, values)
}

/// Gives the counts in the order of [`Which::ALL`], but for the last, which is a sum. Each part of the plain statement passes over one index. The narrow one asks for what stands in none of them and passes
/// over the table once.
fn counts_sql(narrow: bool) -> String {
    let (filter, today) = filtered(narrow);
    let counted = |which: Which| {
        let condition = which.condition(if which == Which::ToSend { today + 2 } else { today });
        format!("COUNT(CASE WHEN {condition} THEN 1 END)")
    };
    let [open, overdue, due_soon, unconfirmed, applicant, consulting, others @ .., closed, _all] =
        Which::ALL.map(counted);
    if narrow {
        let others = others.join(", ");
        return format!(
            "SELECT {open}, {overdue}, {due_soon}, {unconfirmed}, {applicant}, {consulting}, {others}, {closed} \
             FROM case_rows WHERE {filter}"
        );
    }
    let part = |which: Which, counts: &str| {
        let condition = which.condition(today + 2);
        format!("(SELECT {counts} FROM case_rows WHERE {filter} AND {condition})")
    };
    format!(
        "SELECT o.open, o.overdue, o.due_soon, o.unconfirmed, o.applicant, o.consulting, p.found, h.found, r.found, d.found \
         FROM {} o CROSS JOIN {} p CROSS JOIN {} h CROSS JOIN {} r CROSS JOIN {} d",
        part(
            Which::Open,
            &format!(
                "{open} AS open, {overdue} AS overdue, {due_soon} AS due_soon, {unconfirmed} AS unconfirmed, \
                 {applicant} AS applicant, {consulting} AS consulting"
            )
        ),
        part(Which::ForApproval, "COUNT(*) AS found"),
        part(Which::ToSend, "COUNT(*) AS found"),
        part(Which::InRemedy, "COUNT(*) AS found"),
        part(Which::Closed, "COUNT(*) AS found"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_which_has_its_own_statements() {
        for (place, which) in Which::ALL.into_iter().enumerate() {
            assert_eq!(which as usize, place);
            for narrow in [false, true] {
                assert_eq!(which.page_sql(narrow), which.page(narrow));
            }
        }
    }
}
