//! The count itself, one fact at a time.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::remark::{Named, Remark};
use super::{Behind, CaseFact, CaseRef, RemedyFact, Span, table_two};
use crate::cell::Cell;
use crate::check::Finding;
use crate::form::{Column, Form, OtherRows, Path, RemedyBlock, RemedyResult, Row};
use crate::report::{Period, Report, Sources};
use crate::statement::{Expected, UnitStatement};

/// What is to be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The organ's name as the report prints it.
    pub organ: String,
    /// The days.
    pub span: Span,
    /// The form to fill.
    pub form: Form,
    /// Whether to keep the cases behind each cell; counting alone is several times faster.
    pub sources: bool,
}

/// A report counted from the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compiled {
    /// The report, its texts still empty.
    pub report: Report,
    /// The days counted.
    pub span: Span,
    /// The cases and statements behind the cells, when they were asked for.
    pub behind: Option<Behind>,
    /// What a reader of the figures must know of how they came about: `COUNT-ENTRY`, `COUNT-UNCONFIRMED`,
    /// `COUNT-OPENING`, `T2-STATEMENT`, `T2-COVERAGE`.
    pub findings: Vec<Finding>,
}

impl Compiled {
    /// The sources of all its cells as the contract's JSON lists them; `None` when they were not asked for.
    pub fn sources(&self) -> Option<Sources> {
        self.behind.as_ref().map(|behind| behind.sources(self.report.paths()))
    }
}

/// A count under way. Facts go in one by one in any order; none is kept but for its id where sources are asked for.
#[derive(Debug, Clone)]
pub struct Tally {
    question: Question,
    other_rows: OtherRows,
    applications: [[i64; Column::COUNT]; Row::COUNT],
    remedies: [[i64; 5]; 3],
    cases: Vec<CaseRef>,
    places: Vec<Vec<u32>>,
    unconfirmed: Named,
    opening: Named,
    backwards: Named,
}

/// Counts everything at once: see [`Tally`] for facts that come one by one.
pub fn count<'a>(
    question: &Question,
    cases: impl IntoIterator<Item = CaseFact<'a>>,
    remedies: impl IntoIterator<Item = RemedyFact<'a>>,
    statements: &[UnitStatement],
    expected: &[Expected],
) -> Compiled {
    let mut tally = Tally::new(question.clone());
    for fact in cases {
        tally.case(&fact);
    }
    for fact in remedies {
        tally.remedy(&fact);
    }
    tally.finish(statements, expected)
}

impl Question {
    /// A calendar year of an organ on the form in force for it, with sources; fails for a year no calendar holds.
    pub fn year(organ: impl Into<String>, year: i16) -> Result<Self, super::SpanFault> {
        Ok(Self::days(organ, Span::year(year)?))
    }

    /// Any days of an organ on the form in force on the last of them, with sources.
    pub fn days(organ: impl Into<String>, span: Span) -> Self {
        let form = Form::for_year(year_of(span.to()));
        Self { organ: organ.into(), span, form, sources: true }
    }
}

impl Tally {
    /// A count of nothing yet.
    pub fn new(question: Question) -> Self {
        let places = if question.sources { vec![Vec::new(); Path::SLOTS] } else { Vec::new() };
        Self {
            other_rows: question.form.other_rows(),
            question,
            applications: [[0; Column::COUNT]; Row::COUNT],
            remedies: [[0; 5]; 3],
            cases: Vec::new(),
            places,
            unconfirmed: Named::default(),
            opening: Named::default(),
            backwards: Named::default(),
        }
    }

    /// Counts an application.
    pub fn case(&mut self, fact: &CaseFact<'_>) {
        let Some(received) = fact.received_on else {
            self.unconfirmed.add(fact.number);
            return;
        };
        let Some(placed) = fact.placed(self.question.span, self.other_rows) else { return };
        if placed.backwards {
            self.backwards.add(fact.number);
        }
        if placed.came == Row::New && fact.opening_balance {
            self.opening.add(fact.number);
        }
        self.add(placed.came, placed.column);
        self.add(placed.went, placed.column);
        if self.question.sources {
            let place = self.keep(received, fact.number, fact.case, None);
            self.stand(Path::Applications(placed.came, placed.column), place);
            self.stand(Path::Applications(placed.went, placed.column), place);
        }
    }

    /// Counts a reconsideration or a suit.
    pub fn remedy(&mut self, fact: &RemedyFact<'_>) {
        let Some(placed) = fact.placed(self.question.span) else { return };
        if placed.backwards {
            self.backwards.add(fact.number);
        }
        let (block, result) = (placed.block, placed.result);
        if let Some(cell) = self.remedies.get_mut(block as usize).and_then(|cells| cells.get_mut(result as usize)) {
            *cell += 1;
        }
        if self.question.sources {
            let place = self.keep(fact.opened_on, fact.number, fact.case, Some(fact.remedy));
            self.stand(Path::Remedies(block, result), place);
        }
    }

    /// Adds table two and closes the count.
    pub fn finish(mut self, statements: &[UnitStatement], expected: &[Expected]) -> Compiled {
        let span = self.question.span;
        let year = span.within_one_year().then(|| year_of(span.to()));
        let mut report = Report::new(std::mem::take(&mut self.question.organ), year, self.question.form);
        if span.as_year().is_none() {
            report.period = Some(Period { from: span.from(), to: span.to() });
        }
        let table_two = table_two::add_up(self.question.form, span, statements, expected);
        for (path, cell) in table_two.cells {
            report.set(path, cell);
        }
        self.fill_applications(&mut report);
        self.fill_remedies(&mut report);

        let mut remarks = Vec::new();
        for (named, remark) in [
            (self.backwards, Remark::ClosedBeforeReceived as fn(Named) -> Remark),
            (self.unconfirmed, Remark::ReceiptUnconfirmed),
            (self.opening, Remark::BeforeTheRecord),
        ] {
            if named.count > 0 {
                remarks.push(remark(named));
            }
        }
        remarks.extend(table_two.remarks);
        let findings = remarks.iter().map(|remark| remark.finding(report.form())).collect();

        let behind = self.question.sources.then(|| {
            let mut cells = BTreeMap::new();
            for path in report.paths() {
                let places = self.places.get_mut(path.slot()).map(std::mem::take).unwrap_or_default();
                if !places.is_empty() {
                    cells.insert(path, places);
                }
            }
            Behind::new(self.cases, cells, table_two.stated)
        });
        Compiled { report, span, behind, findings }
    }

    fn add(&mut self, row: Row, column: Column) {
        if let Some(cell) = self.applications.get_mut(row as usize).and_then(|cells| cells.get_mut(column as usize)) {
            *cell += 1;
        }
    }

    fn keep(&mut self, on: Date, number: &str, case: &str, remedy: Option<&str>) -> u32 {
        let place = u32::try_from(self.cases.len()).unwrap_or(u32::MAX);
        self.cases.push(CaseRef {
            on,
            number: number.to_owned(),
            case: case.to_owned(),
            remedy: remedy.map(str::to_owned),
        });
        place
    }

    fn stand(&mut self, path: Path, place: u32) {
        if let Some(places) = self.places.get_mut(path.slot()) {
            places.push(place);
        }
    }

    fn fill_applications(&self, report: &mut Report) {
        let counted = |row: Row, column: Column| {
            self.applications.get(row as usize).and_then(|cells| cells.get(column as usize)).copied().unwrap_or(0)
        };
        for row in self.other_rows.rows() {
            let rows: Vec<Row> = if row == Row::Total { self.other_rows.results().collect() } else { vec![row] };
            for column in Column::ALL {
                let columns: &[Column] =
                    if column == Column::Total { &Column::APPLICANTS } else { std::slice::from_ref(&column) };
                let sum = rows.iter().flat_map(|row| columns.iter().map(|column| counted(*row, *column))).sum();
                report.set(Path::Applications(row, column), Cell::Number(sum));
            }
        }
    }

    fn fill_remedies(&self, report: &mut Report) {
        for (block, cells) in RemedyBlock::ALL.into_iter().zip(&self.remedies) {
            for result in RemedyResult::PARTS {
                let counted = cells.get(result as usize).copied().unwrap_or(0);
                report.set(Path::Remedies(block, result), Cell::Number(counted));
            }
            report.set(Path::Remedies(block, RemedyResult::Total), Cell::Number(cells.iter().sum()));
        }
    }
}

fn year_of(day: Date) -> u16 {
    u16::try_from(day.year()).unwrap_or(0)
}
