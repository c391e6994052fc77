//! The figures of a year, counted from the facts of the report.

use jiff::civil::Date;

use crate::error::Error;
use crate::event::{Head, HeadRow};
use crate::field::Field;
use crate::listing::{CaseCounts, CaseFilter, Days, count_at, counts, counts_asked, heads_of};
use crate::read::{Reader, text};
use crate::row::read;
use crate::session::Columns;

/// How many applications came in and went out within some days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct YearCounts {
    /// Received in them.
    pub received: i64,
    /// Received before them and without result until then.
    pub carried_in: i64,
    /// With a result in them.
    pub answered: i64,
    /// Received in or before them and without result at their end.
    pub carried_out: i64,
}

/// Cases without result, and cases with one since the first day: each a range of one index. A result dated before the
/// receipt is a wrong entry and is counted once it is corrected.
const YEAR: &str = "SELECT o.received + d.received, o.carried + d.carried, d.answered, \
                    o.received + o.carried + d.later FROM \
                    (SELECT COUNT(CASE WHEN received_on >= $2 AND received_on <= $3 THEN 1 END) AS received, \
                    COUNT(CASE WHEN received_on < $2 THEN 1 END) AS carried \
                    FROM report_facts WHERE organ = $1 AND received_on IS NOT NULL AND closed_on IS NULL) o CROSS JOIN \
                    (SELECT COUNT(CASE WHEN received_on >= $2 AND received_on <= $3 THEN 1 END) AS received, \
                    COUNT(CASE WHEN received_on < $2 THEN 1 END) AS carried, \
                    COUNT(CASE WHEN received_on <= $3 AND closed_on <= $3 THEN 1 END) AS answered, \
                    COUNT(CASE WHEN received_on <= $3 AND closed_on > $3 THEN 1 END) AS later \
                    FROM report_facts WHERE organ = $1 AND received_on IS NOT NULL AND closed_on >= $2) d";

impl Reader {
    /// Counts the applications of some days as the annual report does, the cases of each view, and where two streams (each
    /// of an organ, by name) stand; on SQLite in one round trip.
    pub async fn year_counts(
        &mut self,
        organ: &str,
        (from, to): (Date, Date),
        days: Days,
        streams: [(&str, &str); 2],
    ) -> Result<(YearCounts, CaseCounts, [Head; 2]), Error> {
        let (mut year, mut cases, mut heads) = (YearCounts::default(), CaseCounts::default(), [Head::NONE; 2]);
        let mut questions = heads_of(streams);
        questions.push(counts_asked(organ, &CaseFilter::default(), days));
        questions.push((YEAR, vec![text(organ), from.value(), to.value()]));
        let taken = |place: usize, columns: &Columns<'_>| {
            match (place, heads.get_mut(place)) {
                (_, Some(head)) => *head = read::<HeadRow>(columns)?.head(),
                (2, _) => cases = counts(columns)?,
                _ => {
                    year = YearCounts {
                        received: count_at(columns, 0)?,
                        carried_in: count_at(columns, 1)?,
                        answered: count_at(columns, 2)?,
                        carried_out: count_at(columns, 3)?,
                    }
                }
            }
            Ok(())
        };
        self.session.several(questions, taken).await?;
        Ok((year, cases, heads))
    }
}
