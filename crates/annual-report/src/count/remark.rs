//! What a reader of the figures must know of how they came about.

use super::Span;
use super::span::spoken_day;
use crate::check::{Finding, Severity};
use crate::form::{Column, Form, Path, Row};

/// How many cases a remark names; the rest it only counts.
const MAX_NAMED: usize = 20;

/// Cases named in a remark: their number and the first of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// How many there are.
    pub count: usize,
    /// The numbers of the first twenty, in order.
    pub first: Vec<String>,
}

impl Named {
    /// Adds one. The smallest numbers are kept, so that the order of arrival does not show.
    pub(super) fn add(&mut self, number: &str) {
        self.count += 1;
        if self.first.len() < MAX_NAMED {
            self.first.push(number.to_owned());
            self.first.sort_unstable();
        } else if self.first.last().is_some_and(|last| number < last.as_str()) {
            self.first.pop();
            self.first.push(number.to_owned());
            self.first.sort_unstable();
        }
    }

    /// The names as a person lists them.
    pub(super) fn listed(&self) -> String {
        let names = self.first.join("、");
        if self.count > self.first.len() { format!("{names}等{}件", self.count) } else { names }
    }
}

/// Something a reader of the counted figures must know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Remark {
    /// Cases whose result is dated before their receipt; they were counted as closed on the day of receipt.
    ClosedBeforeReceived(Named),
    /// Cases whose receipt is not confirmed; they are counted nowhere yet.
    ReceiptUnconfirmed(Named),
    /// Cases counted as new that were entered as an opening balance: the span reaches back before the record, and cases
    /// closed before the record began are missing from it.
    BeforeTheRecord(Named),
    /// A figure no unit stated; it stays blank.
    NotStated {
        /// The figure.
        figure: Path,
    },
    /// A unit stated the figure for some of the days only.
    StatedInPart {
        /// The figure.
        figure: Path,
        /// The unit.
        unit: String,
        /// The days it said nothing of.
        missing: Vec<Span>,
    },
    /// A unit that was expected to state the figure has not, while others have.
    UnitSilent {
        /// The figure.
        figure: Path,
        /// The unit.
        unit: String,
    },
    /// A statement that cannot be right; its figure stays blank.
    StatementAtFault {
        /// The figure.
        figure: Path,
        /// The id of the statement.
        statement: String,
        /// The unit that made it.
        unit: String,
        /// What is wrong with it.
        fault: StatementFault,
    },
    /// A statement speaks of days outside the span too, and a part of a figure cannot be told from it.
    StatementReachesOut {
        /// The figure.
        figure: Path,
        /// The id of the statement.
        statement: String,
        /// The unit that made it.
        unit: String,
        /// The days it speaks of.
        span: Span,
    },
}

/// What is wrong with a unit's statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum StatementFault {
    /// It speaks of more than one calendar year.
    MoreThanAYear(Span),
    /// It gives a number where money is asked for, or the reverse.
    WrongKind,
    /// It is below zero where only a number of things done can stand.
    BelowZero,
    /// It speaks of days another standing statement of the same unit speaks of too.
    Overlaps {
        /// The id of the other.
        other: String,
    },
    /// With it the sum is larger than any figure can be.
    TooLarge,
}

impl StatementFault {
    fn in_words(&self) -> String {
        match self {
            Self::MoreThanAYear(span) => format!(
                "填报期间（{}至{}）跨越两个年度，请按年度分别填报",
                spoken_day(span.from()),
                spoken_day(span.to())
            ),
            Self::WrongKind => "数量与金额填错了位置，请按该项的单位重新填报".to_owned(),
            Self::BelowZero => "填报的数字小于零，请核对后重新填报".to_owned(),
            Self::Overlaps { other } => {
                format!("填报期间与该处室的另一份填报（{other}）重叠，请撤回其中一份或以新的填报替代")
            }
            Self::TooLarge => "数字过大，无法加总，请核对单位".to_owned(),
        }
    }
}

impl Remark {
    /// The finding it is in a report on the given form.
    pub(super) fn finding(&self, form: Form) -> Finding {
        Finding::new(self.rule(), self.severity(), self.cells(), self.in_words(form), form.citation())
    }

    fn severity(&self) -> Severity {
        match self {
            Self::ClosedBeforeReceived(_) | Self::StatementAtFault { .. } => Severity::Error,
            Self::BeforeTheRecord(_) | Self::StatementReachesOut { .. } => Severity::Warning,
            Self::ReceiptUnconfirmed(_)
            | Self::NotStated { .. }
            | Self::StatedInPart { .. }
            | Self::UnitSilent { .. } => Severity::Notice,
        }
    }

    fn rule(&self) -> &'static str {
        match self {
            Self::ClosedBeforeReceived(_) => "COUNT-ENTRY",
            Self::ReceiptUnconfirmed(_) => "COUNT-UNCONFIRMED",
            Self::BeforeTheRecord(_) => "COUNT-OPENING",
            Self::NotStated { .. } | Self::StatedInPart { .. } | Self::UnitSilent { .. } => "T2-COVERAGE",
            Self::StatementAtFault { .. } | Self::StatementReachesOut { .. } => "T2-STATEMENT",
        }
    }

    fn cells(&self) -> Vec<Path> {
        match self {
            Self::ClosedBeforeReceived(_) | Self::ReceiptUnconfirmed(_) => Vec::new(),
            Self::BeforeTheRecord(_) => vec![Path::Applications(Row::New, Column::Total)],
            Self::NotStated { figure }
            | Self::StatedInPart { figure, .. }
            | Self::UnitSilent { figure, .. }
            | Self::StatementAtFault { figure, .. }
            | Self::StatementReachesOut { figure, .. } => vec![*figure],
        }
    }

    /// What is the matter and what to do, in Chinese.
    fn in_words(&self, form: Form) -> String {
        match self {
            Self::ClosedBeforeReceived(named) => format!(
                "{}件申请的办结日期早于收到日期（{}），暂按收到当日办结计入，请更正登记",
                named.count,
                named.listed()
            ),
            Self::ReceiptUnconfirmed(named) => {
                format!("{}件申请尚待确认收到日期（{}），未计入本表，请尽快确认", named.count, named.listed())
            }
            Self::BeforeTheRecord(named) => format!(
                "本期新收中有{}件是期初录入的未结申请（{}）；启用本系统之前已办结的申请不在记录中，本期数字可能不全",
                named.count,
                named.listed()
            ),
            Self::NotStated { figure } => {
                format!("{}没有处室填报，留空；请负责的处室填报，确无发生的填0", figure.in_words(form))
            }
            Self::StatedInPart { figure, unit, missing } => {
                let days: Vec<String> = missing.iter().map(|span| span.spoken()).collect();
                format!("{}：{unit}未填报{}的数字，合计可能不全，请补报", figure.in_words(form), days.join("、"))
            }
            Self::UnitSilent { figure, unit } => {
                format!("{}：{unit}尚未填报，合计可能不全，请催报", figure.in_words(form))
            }
            Self::StatementAtFault { figure, statement, unit, fault } => {
                format!("{}：{unit}的填报（{statement}）{}；该项暂留空", figure.in_words(form), fault.in_words())
            }
            Self::StatementReachesOut { figure, statement, unit, span } => format!(
                "{}：{unit}的填报（{statement}）期间为{}，超出本表期间，不能拆分，未计入；请按本表期间填报",
                figure.in_words(form),
                span.spoken()
            ),
        }
    }
}
