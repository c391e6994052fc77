//! Where a fact stands in the tables: the rows and the column that count it.
//!
//! The count and the list of cases behind a figure both ask here, so that a figure opens exactly the cases it counts.

use jiff::civil::Date;

use super::{CaseFact, RemedyFact, Span, facts};
use crate::form::{Column, OtherRows, Path, RemedyBlock, RemedyResult, Row};

/// The two rows of table three that count an application, and its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// How it came: [`Row::New`] or [`Row::CarriedIn`].
    pub came: Row,
    /// How it went: the row of its result, or [`Row::CarriedOut`].
    pub went: Row,
    /// The class of its applicant.
    pub column: Column,
    /// Whether its result is dated before its receipt: a wrong entry.
    pub backwards: bool,
}

/// The cell of table four that counts a remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlacedRemedy {
    /// Its block.
    pub block: RemedyBlock,
    /// Its column.
    pub result: RemedyResult,
    /// Whether its result is dated before its beginning: a wrong entry.
    pub backwards: bool,
}

impl CaseFact<'_> {
    /// Says where a count of the days puts the application, with （六） printed as given; `None` when it counts nowhere.
    pub fn placed(&self, span: Span, other_rows: OtherRows) -> Option<Placed> {
        let received = self.received_on.filter(|on| *on <= span.to())?;
        // A result dated before the receipt is a wrong entry. Until it is corrected the case is closed no earlier than it
        // came in, or the two halves of the balance would fall into different years.
        let closed = self.result.map(|(result, on)| (facts::row(result), on.max(received)));
        let came = if received >= span.from() {
            Row::New
        } else if closed.is_none_or(|(_, on)| on >= span.from()) {
            Row::CarriedIn
        } else {
            return None;
        };
        let went = match closed {
            Some((row, on)) if on <= span.to() => {
                if other_rows.has(row) {
                    row
                } else {
                    Row::Other
                }
            }
            _ => Row::CarriedOut,
        };
        let backwards = self.result.is_some_and(|(_, on)| on < received);
        Some(Placed { came, went, column: facts::column(self.class), backwards })
    }
}

impl RemedyFact<'_> {
    /// Says where a count of the days puts the remedy; `None` when it counts nowhere.
    pub fn placed(&self, span: Span) -> Option<PlacedRemedy> {
        if self.opened_on > span.to() {
            return None;
        }
        // As with applications: no result before the beginning.
        let decided: Option<(Date, _)> = self.decided.map(|(on, bucket)| (on.max(self.opened_on), bucket));
        let result = match decided {
            Some((on, _)) if on < span.from() => return None,
            Some((on, bucket)) if on <= span.to() => facts::decided(bucket),
            _ => RemedyResult::Pending,
        };
        let backwards = self.decided.is_some_and(|(on, _)| on < self.opened_on);
        Some(PlacedRemedy { block: self.kind.block(), result, backwards })
    }
}

impl Placed {
    /// The cell among the two that the given one counts; `None` when it counts neither.
    pub fn counted_in(&self, path: Path) -> Option<Row> {
        let cells = [self.came, self.went];
        cells.into_iter().find(|row| path.adds_up(Path::Applications(*row, self.column)))
    }
}

impl PlacedRemedy {
    /// Whether the given cell counts it.
    pub fn is_counted_in(&self, path: Path) -> bool {
        path.adds_up(Path::Remedies(self.block, self.result))
    }
}
