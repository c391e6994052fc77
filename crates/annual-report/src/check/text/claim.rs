//! What a text claims of a figure, and whether the tables say the same.

use std::ops::Range;

use crate::cell::Figure;
use crate::check::{Finding, Quote, Rule};
use crate::form::{Column, Group, OtherRows, Path, RemedyBlock, RemedyResult, Row};
use crate::narrative::FeeFigures;
use crate::report::{Report, Section};

/// Which rule a claim is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    New,
    Results,
    Applicants,
    Carried,
    Remedies,
    Fees,
}

impl Of {
    /// The id of the rule.
    pub(super) const fn rule(self) -> &'static str {
        match self {
            Self::New => "TEXT-NEW",
            Self::Results => "TEXT-RESULTS",
            Self::Applicants => "TEXT-APPLICANTS",
            Self::Carried => "TEXT-CARRIED",
            Self::Remedies => "TEXT-REMEDIES",
            Self::Fees => "TEXT-FEES",
        }
    }
}

/// A figure of section six.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fee {
    Notices,
    Charged,
    Received,
}

/// What a number may mean: a sum of cells, or a figure of section six.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reading {
    Cells(Vec<Path>),
    Fee(Fee),
}

/// A figure a text names of the whole organ and all the days of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(super) of: Of,
    /// What the text says it is, as the message calls it.
    pub(super) what: String,
    /// The number; money in fen.
    pub(super) value: i64,
    /// Whether a smaller number agrees too: 收到行政复议 may leave out what came the year before.
    pub(super) at_most: bool,
    /// What the words may mean; one that agrees is enough.
    pub(super) readings: Vec<Reading>,
    pub(super) section: Section,
    /// Where the sentence stands in the section, in characters.
    pub(super) sentence: Range<usize>,
}

/// The cells of the total column of a row.
pub(super) fn total(row: Row) -> Path {
    Path::Applications(row, Column::Total)
}

/// What received applications may mean: the year's own, or with those carried in.
pub(super) fn received() -> Vec<Reading> {
    vec![Reading::Cells(vec![total(Row::New)]), Reading::Cells(vec![total(Row::New), total(Row::CarriedIn)])]
}

/// What answered applications may mean: all results, or those that were in truth answered.
pub(super) fn done(rows: OtherRows) -> Vec<Reading> {
    let is_other = |row: Row| row.group() == Some(Group::Other) || row == Row::Other;
    let answered = rows.results().filter(|row| !is_other(*row)).map(total).collect();
    let not_withdrawn = rows.results().filter(|row| !matches!(row, Row::OtherOther | Row::Other)).map(total).collect();
    vec![Reading::Cells(vec![total(Row::Total)]), Reading::Cells(answered), Reading::Cells(not_withdrawn)]
}

/// What a class of applicants may mean: of the new ones, with those carried in, or of the results.
pub(super) fn applicants(columns: &[Column]) -> Vec<Reading> {
    let of = |rows: &[Row]| {
        let cells = rows.iter().flat_map(|row| columns.iter().map(|column| Path::Applications(*row, *column)));
        Reading::Cells(cells.collect())
    };
    vec![of(&[Row::New]), of(&[Row::New, Row::CarriedIn]), of(&[Row::Total])]
}

/// A column of table four over some blocks.
pub(super) fn remedies(blocks: &[RemedyBlock], result: RemedyResult) -> Vec<Reading> {
    vec![Reading::Cells(blocks.iter().map(|block| Path::Remedies(*block, result)).collect())]
}

impl Claim {
    /// The finding it is, if the tables do not say the same.
    pub(super) fn finding(&self, rule: &Rule, report: &Report, fees: Option<FeeFigures>) -> Option<Finding> {
        let figures: Vec<Option<i64>> = self.readings.iter().map(|reading| reading.figure(report, fees)).collect();
        let agrees = |figure: &i64| *figure == self.value || (self.at_most && self.value < *figure);
        if figures.iter().flatten().any(agrees) {
            return None;
        }
        let cells = self.cells();
        let quote = self.quote(report);
        let place = self.section.title();
        let said = format!("“{place}”写的是“{}{}”", self.what, self.shown(self.value));
        if figures.contains(&None) {
            // Without the fee figures there is nothing to hold it against; without a cell the table is to be filled.
            if self.of == Of::Fees {
                return None;
            }
            let message = format!("{said}，表中相应各格没有可以计算的数字，无法核对");
            return Some(rule.not_assessable(cells, message).quoting(quote));
        }
        let expected = figures.first().copied().flatten()?;
        let source = if self.of == Of::Fees { "台账" } else { "表格" };
        let message = format!("{said}，{source}中是{}，请核对；说的不是全年全部的，请把范围写明", self.shown(expected));
        let finding = rule.breach(cells, message).quoting(quote);
        Some(
            if self.of == Of::Fees && matches!(self.readings.first(), Some(Reading::Fee(Fee::Charged | Fee::Received)))
            {
                finding
            } else {
                finding.comparing(Figure::Number(expected), Figure::Number(self.value))
            },
        )
    }

    /// Its sentence, as it stands in the text.
    fn quote(&self, report: &Report) -> Quote {
        let text = report.narrative.section(self.section).chars();
        let sentence: String = text.skip(self.sentence.start).take(self.sentence.len()).collect();
        Quote { section: self.section, range: self.sentence.clone(), text: sentence }
    }

    /// The cells of its first reading.
    fn cells(&self) -> Vec<Path> {
        match self.readings.first() {
            Some(Reading::Cells(cells)) => cells.clone(),
            Some(Reading::Fee(_)) | None => Vec::new(),
        }
    }

    /// A number of it as it is printed.
    fn shown(&self, value: i64) -> String {
        match self.readings.first() {
            Some(Reading::Fee(Fee::Charged | Fee::Received)) => crate::narrative::yuan(law::fee::Fen(value)),
            _ => format!("{value}件"),
        }
    }
}

impl Reading {
    fn figure(&self, report: &Report, fees: Option<FeeFigures>) -> Option<i64> {
        match self {
            Self::Cells(cells) => cells.iter().try_fold(0i64, |sum, cell| sum.checked_add(report.cell(*cell).count()?)),
            Self::Fee(fee) => {
                let fees = fees?;
                match fee {
                    Fee::Notices => i64::try_from(fees.notices).ok(),
                    Fee::Charged => Some(fees.charged.0),
                    Fee::Received => Some(fees.received.0),
                }
            }
        }
    }
}
