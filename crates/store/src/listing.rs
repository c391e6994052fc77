//! Lists of cases, a page at a time, and how many each view holds.
//!
//! A page is found in an index alone and only its rows are fetched; all counts are one statement. On SQLite page, counts
//! and the heads of two streams that what is asked rests on come in one round trip.

use std::sync::LazyLock;

use jiff::civil::Date;
use uuid::Uuid;

use crate::changes::Step;
use crate::error::Error;
use crate::event::{Head, HeadRow};
use crate::field::{ColumnsRef, Field};
use crate::many::{MANY, places};
use crate::projection::CaseRow;
use crate::read::{Page, Reader, text};
use crate::row::{Row, read};
use crate::session::{Columns, Value};

/// Which cases are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those not closed, by the day of the next step.
    Open,
    /// Those due before today.
    Overdue,
    /// Those due from today until the last day of warning.
    DueSoon,
    /// Open ones without a day of receipt.
    Unconfirmed,
    /// Those that await something of the applicant.
    AwaitingApplicant,
    /// Those in which somebody consulted still has time.
    Consulting,
    /// Those in which something waits for approval.
    ForApproval,
    /// Those in which something is to be sent.
    ToSend,
    /// Those in which a remedy is not decided.
    InRemedy,
    /// Those closed, the latest first.
    Closed,
    /// All, the latest entered first.
    All,
}

/// What views are reckoned with: the day, and the application's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The day of asking.
    pub today: Date,
    /// The last day of warning before a reply is due.
    pub soon: Date,
    /// The words under which a row keeps that something is to be sent.
    pub to_send: [&'static str; 2],
}

/// What a list is narrowed to. The default narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// Only this officer's.
    pub officer: Option<String>,
    /// Only this unit's.
    pub unit: Option<String>,
    /// Only this class of applicants.
    pub class: Option<String>,
    /// Only what came by this channel.
    pub channel: Option<String>,
    /// Only what was received on or after this day.
    pub received_from: Option<Date>,
    /// Only what was received on or before this day.
    pub received_to: Option<Date>,
}

/// What a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseList<'a> {
    /// Which cases.
    pub which: Which,
    /// Narrowed to what.
    pub filter: &'a CaseFilter,
    /// Reckoned with what.
    pub days: Days,
    /// Which part.
    pub page: Page,
}

/// A case's row with what a list shows beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedCase {
    /// Its row.
    pub row: CaseRow,
    /// Day it arrived; absent when not known.
    pub arrived_on: Option<Date>,
    /// Row of the annual report that its result belongs to; absent until it has one.
    pub result_row: Option<String>,
    /// Name of the officer in charge; absent where no account has the login.
    pub officer_name: Option<String>,
}

/// How many cases each view holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CaseCounts {
    /// See [`Which::Open`].
    pub open: i64,
    /// See [`Which::Overdue`].
    pub overdue: i64,
    /// See [`Which::DueSoon`].
    pub due_soon: i64,
    /// See [`Which::Unconfirmed`].
    pub unconfirmed: i64,
    /// See [`Which::AwaitingApplicant`].
    pub awaiting_applicant: i64,
    /// See [`Which::Consulting`].
    pub consulting: i64,
    /// See [`Which::ForApproval`].
    pub for_approval: i64,
    /// See [`Which::ToSend`].
    pub to_send: i64,
    /// See [`Which::InRemedy`].
    pub in_remedy: i64,
    /// See [`Which::Closed`].
    pub closed: i64,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePage {
    /// Its cases.
    pub cases: Vec<ListedCase>,
    /// How many cases each view holds under the same filter.
    pub counts: CaseCounts,
    /// Where the two streams asked about stand.
    pub heads: [Head; 2],
}

impl Reader {
    /// Reads one page of a list, the counts of all views under the same filter, and where two streams (each of an organ,
    /// by name) stand.
    pub async fn case_list(
        &mut self,
        organ: &str,
        asked: &CaseList<'_>,
        streams: [(&str, &str); 2],
    ) -> Result<CasePage, Error> {
        let mut found = CasePage { cases: Vec::new(), counts: CaseCounts::default(), heads: [Head::NONE; 2] };
        let mut questions = heads_of(streams);
        questions.push(counts_asked(organ, asked.filter, asked.days));
        questions.push(page_asked(organ, asked));
        let taken = |place: usize, columns: &Columns<'_>| {
            match (place, found.heads.get_mut(place)) {
                (_, Some(head)) => *head = read::<HeadRow>(columns)?.head(),
                (2, _) => found.counts = counts(columns)?,
                _ => found.cases.push(listed(columns)?),
            }
            Ok(())
        };
        self.session.several(questions, taken).await?;
        Ok(found)
    }

    /// Reads where two streams (each of an organ, by name) stand; on SQLite in one round trip.
    pub async fn heads(&mut self, streams: [(&str, &str); 2]) -> Result<[Head; 2], Error> {
        let mut heads = [Head::NONE; 2];
        let taken = |place: usize, columns: &Columns<'_>| {
            if let Some(head) = heads.get_mut(place) {
                *head = read::<HeadRow>(columns)?.head();
            }
            Ok(())
        };
        self.session.several(heads_of(streams), taken).await?;
        Ok(heads)
    }

    /// Reads these cases as a list shows them, in no order; one that is not there is left out.
    pub async fn cases_listed(&mut self, organ: &str, cases: &[Uuid]) -> Result<Vec<ListedCase>, Error> {
        static SQL: LazyLock<String> =
            LazyLock::new(|| format!("{} WHERE c.organ = $1 AND c.case_id IN ({})", select(), places(2, MANY)));
        let mut found = Vec::with_capacity(cases.len());
        for portion in cases.chunks(MANY) {
            let values = crate::many::padded(organ, portion.iter().map(Field::value));
            found.extend(self.session.all(SQL.as_str(), values, listed).await?);
        }
        Ok(found)
    }
}

/// Asks where streams stand.
pub(crate) fn heads_of(streams: [(&str, &str); 2]) -> Vec<Step> {
    streams.into_iter().map(|(of, stream)| (HeadRow::find_sql(), vec![text(of), text(stream)])).collect()
}

/// The list's columns, from a row called `c` and what stands beside it.
fn select() -> String {
    let columns = CaseRow::COLUMNS.iter().map(|column| format!("c.{column}")).collect::<Vec<_>>().join(", ");
    format!(
        "SELECT {columns}, f.arrived_on, f.result_row, a.name FROM case_rows c \
         LEFT JOIN report_facts f ON f.organ = c.organ AND f.case_id = c.case_id \
         LEFT JOIN accounts a ON a.organ = c.organ AND a.login = c.officer"
    )
}

fn listed(columns: &Columns<'_>) -> Result<ListedCase, Error> {
    let row = read::<CaseRow>(columns)?;
    let beside = CaseRow::COLUMNS.len();
    let corrupt = |table, column, why| Error::Corrupt {
        table,
        column,
        row: format!("{} {}", columns.shown(0), columns.shown(1)),
        why,
    };
    let columns_ref = ColumnsRef(columns);
    let arrived_on = Field::read(&columns_ref, beside).map_err(|why| corrupt("report_facts", "arrived_on", why))?;
    let result_row = Field::read(&columns_ref, beside + 1).map_err(|why| corrupt("report_facts", "result_row", why))?;
    let officer_name = Field::read(&columns_ref, beside + 2).map_err(|why| corrupt("accounts", "name", why))?;
    Ok(ListedCase { row, arrived_on, result_row, officer_name })
}

/// Reads the counts as [`counts_asked`] asks for them.
pub(crate) fn counts(columns: &Columns<'_>) -> Result<CaseCounts, Error> {
    let count = |at| count_at(columns, at);
    Ok(CaseCounts {
        open: count(0)?,
        overdue: count(1)?,
        due_soon: count(2)?,
        unconfirmed: count(3)?,
        awaiting_applicant: count(4)?,
        consulting: count(5)?,
        for_approval: count(6)?,
        to_send: count(7)?,
        in_remedy: count(8)?,
        closed: count(9)?,
    })
}

/// Reads what `COUNT` gave.
pub(crate) fn count_at(columns: &Columns<'_>, at: usize) -> Result<i64, Error> {
    let count = columns.int(at).map(Option::unwrap_or_default);
    count.map_err(|why| Error::Corrupt { table: "case_rows", column: "count", row: at.to_string(), why })
}

impl CaseFilter {
    /// Whether it lets a case pass: the same in memory as in the statements.
    pub fn passes(&self, row: &CaseRow) -> bool {
        let same = |asked: &Option<String>, found: Option<&String>| asked.is_none() || asked.as_ref() == found;
        same(&self.officer, row.officer.as_ref())
            && same(&self.unit, row.unit.as_ref())
            && same(&self.class, Some(&row.applicant_class))
            && same(&self.channel, Some(&row.channel))
            && self.received_from.is_none_or(|from| row.received_on.is_some_and(|on| on >= from))
            && self.received_to.is_none_or(|to| row.received_on.is_some_and(|on| on <= to))
    }

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

fn page_asked(organ: &str, asked: &CaseList<'_>) -> Step {
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

/// Each part of the statement passes over one index.
fn counts_sql(narrow: bool) -> String {
    let (filter, today) = filtered(narrow);
    let (soon, one, other) = (today + 1, today + 2, today + 3);
    format!(
        "SELECT o.opened, o.overdue, o.due_soon, o.unconfirmed, o.applicant, o.consulting, p.approval, h.to_send, \
         r.in_remedy, d.closed FROM \
         (SELECT COUNT(*) AS opened, COUNT(CASE WHEN due_on < ${today} THEN 1 END) AS overdue, \
         COUNT(CASE WHEN due_on >= ${today} AND due_on <= ${soon} THEN 1 END) AS due_soon, \
         COUNT(CASE WHEN received_on IS NULL THEN 1 END) AS unconfirmed, COUNT(applicant_deadline) AS applicant, \
         COUNT(CASE WHEN consultation_limit >= ${today} THEN 1 END) AS consulting \
         FROM case_rows WHERE {filter} AND closed_on IS NULL) o CROSS JOIN \
         (SELECT COUNT(*) AS approval FROM case_rows WHERE {filter} AND approval <> '') p CROSS JOIN \
         (SELECT COUNT(*) AS to_send FROM case_rows WHERE {filter} AND handling <> '' \
         AND handling IN (${one}, ${other})) h CROSS JOIN \
         (SELECT COUNT(*) AS in_remedy FROM case_rows WHERE {filter} AND in_remedy = 1) r CROSS JOIN \
         (SELECT COUNT(*) AS closed FROM case_rows WHERE {filter} AND closed_on IS NOT NULL) d"
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
