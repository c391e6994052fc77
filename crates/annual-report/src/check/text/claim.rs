//! What a text claims of a figure, and whether the tables say the same.

use std::ops::Range;

use super::amounts;
use super::shares::Compared;
use crate::cell::{Decimal, Figure};
use crate::check::{CheckContext, Finding, Quote, Rule, Severity};
use crate::form::{Column, Group, Measure, OtherRows, Path, RemedyBlock, RemedyResult, Row};
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
    Shares,
    Growth,
    Proactive,
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
            Self::Shares => "TEXT-SHARES",
            Self::Growth => "TEXT-GROWTH",
            Self::Proactive => "TEXT-PROACTIVE",
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
    /// A cell of money of table two, in fen.
    Amount(Path),
}

/// What of a number that differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agreement {
    /// It contradicts the table.
    Exact,
    /// A smaller number is worth a look: 按期答复 may leave out what was late, 收到行政复议 what came the year before.
    PartLikely,
    /// It is perhaps of another scope: the words before it name somebody.
    Elsewhere,
    /// 均获维持: it is all there is, so that no other result can be.
    Throughout,
}

/// A figure a text names of the whole organ and all the days of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(super) of: Of,
    /// What the text says it is, as the message calls it.
    pub(super) what: String,
    /// The number; money in fen.
    pub(super) value: i64,
    /// How far a figure may be from it and still round to it.
    pub(super) slack: i64,
    pub(super) agreement: Agreement,
    /// What the words may mean; one that agrees is enough.
    pub(super) readings: Vec<Reading>,
    /// A share or a growth, which is held against more than a cell.
    pub(super) compared: Option<Compared>,
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
    pub(super) fn finding(&self, rule: &Rule, report: &Report, context: &CheckContext<'_>) -> Option<Finding> {
        if let Some(compared) = &self.compared {
            return compared.finding(self, rule, report, context);
        }
        let figures: Vec<Option<i64>> =
            self.readings.iter().map(|reading| reading.figure(report, context.fees)).collect();
        let agrees = |figure: &i64| figure.abs_diff(self.value) <= self.slack.unsigned_abs();
        if figures.iter().flatten().any(agrees) {
            return None;
        }
        let cells = self.cells();
        let said = self.said();
        if figures.contains(&None) {
            if let Some(finding) = self.below_what_is_known(rule, report, &said) {
                return Some(finding);
            }
            // Without the fee figures there is little to hold it against; without a cell the table is to be filled.
            return match self.of {
                Of::Fees => self.without_register(rule, report, &said),
                _ if self.agreement == Agreement::Elsewhere => None,
                _ => {
                    let message = format!("{said}，表中相应各格没有可以计算的数字，无法核对");
                    Some(rule.not_assessable(cells, message).quoting(self.quote(report)))
                }
            };
        }
        let expected = figures.first().copied().flatten()?;
        if matches!(self.readings.first(), Some(Reading::Amount(_))) && amounts::is_confused(self.value, expected) {
            // FEE-UNIT says it.
            return None;
        }
        let below = figures.iter().flatten().all(|figure| self.value < *figure);
        let perhaps = self.agreement == Agreement::Elsewhere || (self.agreement == Agreement::PartLikely && below);
        let source = if self.of == Of::Fees { "台账" } else { "表格" };
        let what_to_do = match (perhaps, self.agreement, self.of) {
            (true, Agreement::PartLikely, Of::Remedies) => {
                "不一致，可能只说了当年收到的，表四是当年审结和尚未审结的，请核对"
            }
            (true, Agreement::Elsewhere, Of::Carried) => "不一致，可能编制报告时才全部办结，请核对",
            (true, ..) => "不一致，可能说的是另一范围（某个单位、渠道或者时段），请核对",
            (false, ..) => "请核对；说的不是全年全部的，请把范围写明",
        };
        let message = format!("{said}，{source}中是{}，{what_to_do}", self.shown(expected));
        let mut finding = rule.breach(cells, message).quoting(self.quote(report));
        if perhaps {
            finding.severity = Severity::Notice;
        }
        Some(match self.readings.first() {
            Some(Reading::Fee(Fee::Charged | Fee::Received)) => finding,
            Some(Reading::Amount(path)) => match (report.cell(*path).money(), Decimal::wan_yuan_from_fen(self.value)) {
                (Some(expected), Some(found)) => finding.comparing(Figure::Money(expected), Figure::Money(found)),
                _ => finding,
            },
            _ => finding.comparing(Figure::Number(expected), Figure::Number(self.value)),
        })
    }

    /// A blank is at least nought: a number smaller than the known part of its sum contradicts the table all the same.
    fn below_what_is_known(&self, rule: &Rule, report: &Report, said: &str) -> Option<Finding> {
        if matches!(self.agreement, Agreement::Elsewhere | Agreement::PartLikely) {
            return None;
        }
        if self.agreement == Agreement::Throughout
            && let Some(other) = self.other_results(report)
        {
            let message = format!("{said}，而表四中有{}，不是全部维持，请核对", other.in_words(report.form()));
            let mut cells = self.cells();
            cells.push(other);
            return Some(rule.breach(cells, message).quoting(self.quote(report)));
        }
        let least = self.readings.iter().map(|reading| reading.at_least(report)).min()??;
        (least > self.value).then(|| {
            let message = format!("{said}，表格中有数字的各格相加已是{}，请核对", self.shown(least));
            rule.breach(self.cells(), message).quoting(self.quote(report))
        })
    }

    /// A cell of another result than 结果维持 that holds some, in the blocks of the claim.
    fn other_results(&self, report: &Report) -> Option<Path> {
        self.cells().into_iter().find_map(|path| {
            let Path::Remedies(block, _) = path else { return None };
            let others = [RemedyResult::Corrected, RemedyResult::Other, RemedyResult::Pending];
            let mut cells = others.into_iter().map(|result| Path::Remedies(block, result));
            cells.find(|cell| report.cell(*cell).count().is_some_and(|n| n > 0))
        })
    }

    /// Fewer notices than applications that lapsed for want of payment cannot have been sent.
    fn without_register(&self, rule: &Rule, report: &Report, said: &str) -> Option<Finding> {
        if self.readings.first() != Some(&Reading::Fee(Fee::Notices)) {
            return None;
        }
        let path = total(Row::OtherFeeUnpaid);
        let unpaid = report.cell(path).count().filter(|unpaid| self.value < *unpaid)?;
        let message = format!(
            "{said}，表三“申请人逾期未按收费通知要求缴纳费用”有{unpaid}件，收费通知不会少于这个数，请核对；上年发出通知的，请说明"
        );
        let finding = rule.breach(vec![path], message).quoting(self.quote(report));
        Some(finding.comparing(Figure::Number(unpaid), Figure::Number(self.value)))
    }

    /// What the text says, as a message begins.
    pub(super) fn said(&self) -> String {
        format!("“{}”写的是“{}{}”", self.section.title(), self.what, self.shown(self.value))
    }

    /// Its sentence, as it stands in the text.
    pub(super) fn quote(&self, report: &Report) -> Quote {
        quote(report, self.section, &self.sentence)
    }

    /// The blocks of remedies it counts all of.
    pub(super) fn whole_blocks(&self) -> Vec<RemedyBlock> {
        let all = self.cells().into_iter().map(|path| match path {
            Path::Remedies(block, RemedyResult::Total) => Some(block),
            _ => None,
        });
        all.collect::<Option<_>>().unwrap_or_default()
    }

    /// The cells of its first reading.
    pub(super) fn cells(&self) -> Vec<Path> {
        match self.readings.first() {
            Some(Reading::Cells(cells)) => cells.clone(),
            Some(Reading::Amount(path)) => vec![*path],
            Some(Reading::Fee(_)) | None => Vec::new(),
        }
    }

    /// A number of it as it is printed.
    fn shown(&self, value: i64) -> String {
        match self.readings.first() {
            Some(Reading::Fee(Fee::Charged | Fee::Received)) => crate::narrative::yuan(law::fee::Fen(value)),
            Some(Reading::Amount(_)) => match Decimal::wan_yuan_from_fen(value) {
                Some(amount) => format!("{amount}万元"),
                None => crate::narrative::yuan(law::fee::Fen(value)),
            },
            Some(Reading::Cells(cells)) if matches!(cells.as_slice(), [Path::Proactive(_, Measure::Items)]) => {
                format!("{value}个")
            }
            _ => format!("{value}件"),
        }
    }
}

/// A sentence of a section, as it stands there.
pub(super) fn quote(report: &Report, section: Section, sentence: &Range<usize>) -> Quote {
    let text = report.narrative.section(section).chars();
    let words: String = text.skip(sentence.start).take(sentence.len()).collect();
    Quote { section, range: sentence.clone(), text: words }
}

impl Reading {
    /// The least it can be: the sum of what is known, a blank total being no less than its known parts.
    fn at_least(&self, report: &Report) -> Option<i64> {
        let Self::Cells(cells) = self else { return None };
        let known = |path: Path| report.cell(path).count().unwrap_or_default().max(0);
        let least = |path: &Path| match (report.cell(*path).count(), *path) {
            (Some(n), _) => n,
            (None, Path::Applications(row, Column::Total)) => {
                Column::APPLICANTS.map(|column| known(Path::Applications(row, column))).iter().sum()
            }
            (None, Path::Remedies(block, RemedyResult::Total)) => {
                RemedyResult::PARTS.map(|result| known(Path::Remedies(block, result))).iter().sum()
            }
            (None, _) => 0,
        };
        Some(cells.iter().map(least).sum())
    }

    pub(super) fn figure(&self, report: &Report, fees: Option<FeeFigures>) -> Option<i64> {
        match self {
            Self::Cells(cells) => cells.iter().try_fold(0i64, |sum, cell| sum.checked_add(report.cell(*cell).count()?)),
            Self::Amount(path) => amounts::fen(report.cell(*path)),
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
