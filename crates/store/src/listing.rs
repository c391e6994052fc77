//! Lists of cases, a page at a time, and how many each view holds.
//!
//! A page is found in an index alone and only its rows are fetched; all counts are one statement. On SQLite page, counts
//! and the heads of two streams that what is asked rests on come in one round trip.

mod statement;

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
use crate::session::Columns;

pub(crate) use statement::counts_asked;
use statement::{page_asked, select};

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
}
