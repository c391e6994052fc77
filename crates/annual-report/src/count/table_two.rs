//! Table two added up from what units stated.

use std::collections::BTreeMap;

use super::Span;
use super::remark::{Remark, StatementFault};
use crate::cell::{Cell, Decimal, MAX_COUNT};
use crate::form::{Form, Measure, Path, Subject};
use crate::statement::{Expected, Standing, StatedValue, UnitStatement};

/// Table two as far as it could be added up.
#[derive(Debug, Default)]
pub(super) struct TableTwo {
    /// The figures; a blank one is there too.
    pub cells: Vec<(Path, Cell)>,
    /// The statements behind each figure.
    pub stated: BTreeMap<Path, Vec<String>>,
    /// What must be known of them.
    pub remarks: Vec<Remark>,
}

/// How a figure relates to the days it is stated for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Things done during the days; the figures of parts of the span add up.
    Flow,
    /// What there is at the end of the days.
    AtEnd,
    /// What there was when the days began.
    AtStart,
}

impl Kind {
    fn of(measure: Measure) -> Self {
        match measure {
            Measure::InForce | Measure::TotalDisclosed => Self::AtEnd,
            Measure::PreviousItems => Self::AtStart,
            Measure::Made
            | Measure::Repealed
            | Measure::NewlyMade
            | Measure::NewlyDisclosed
            | Measure::Change
            | Measure::Decisions
            | Measure::Items
            | Measure::Amount => Self::Flow,
        }
    }

    /// Whether a statement for some days answers for the span or a part of it.
    fn answers(self, stated: Span, span: Span) -> bool {
        match self {
            Self::Flow => span.covers(stated),
            Self::AtEnd => stated.to() == span.to(),
            Self::AtStart => stated.from() == span.from(),
        }
    }

    /// Whether two statements of one unit say the same thing twice.
    fn collide(self, one: Span, other: Span) -> bool {
        match self {
            Self::Flow => one.overlaps(other),
            Self::AtEnd => one.to() == other.to(),
            Self::AtStart => one.from() == other.from(),
        }
    }
}

/// Says whether one unit, stating a figure for both of these spans, would say the same thing twice; the count then leaves
/// the cell blank.
pub fn stated_twice(figure: Path, one: Span, other: Span) -> bool {
    match figure {
        Path::Proactive(_, measure) => Kind::of(measure).collide(one, other),
        Path::Applications(..) | Path::Remedies(..) => false,
    }
}

/// Adds up every figure of the form's table two.
pub(super) fn add_up(form: Form, span: Span, statements: &[UnitStatement], expected: &[Expected]) -> TableTwo {
    let mut standing: Vec<&UnitStatement> =
        statements.iter().filter(|statement| statement.standing == Standing::Stands).collect();
    standing.sort_by(|a, b| (a.span, &a.unit, &a.id).cmp(&(b.span, &b.unit, &b.id)));

    let mut table = TableTwo::default();
    for &subject in Subject::of(form) {
        for &measure in subject.measures(form) {
            let figure = Path::Proactive(subject, measure);
            let of_figure: Vec<&UnitStatement> =
                standing.iter().copied().filter(|statement| statement.figure == figure).collect();
            let silent = expected.iter().filter(|e| e.figure == figure).map(|e| e.unit.as_str()).collect();
            one_figure(&mut table, figure, Kind::of(measure), span, &of_figure, silent);
        }
    }
    table
}

fn one_figure(
    table: &mut TableTwo,
    figure: Path,
    kind: Kind,
    span: Span,
    statements: &[&UnitStatement],
    mut expected: Vec<&str>,
) {
    let mut used: Vec<&UnitStatement> = Vec::new();
    let mut faults: Vec<(&UnitStatement, StatementFault)> = Vec::new();
    for (place, statement) in statements.iter().enumerate() {
        if !kind.answers(statement.span, span) {
            if statement.span.overlaps(span) && kind == Kind::Flow {
                match fault_alone(figure, statement) {
                    Some(fault) => faults.push((statement, fault)),
                    None => table.remarks.push(Remark::StatementReachesOut {
                        figure,
                        statement: statement.id.clone(),
                        unit: statement.unit.clone(),
                        span: statement.span,
                    }),
                }
            }
            continue;
        }
        let earlier = statements.iter().take(place);
        let same = |other: &&&UnitStatement| other.unit == statement.unit && kind.collide(other.span, statement.span);
        if let Some(fault) = fault_alone(figure, statement) {
            faults.push((statement, fault));
        } else if let Some(other) = earlier.filter(|other| kind.answers(other.span, span)).find(same) {
            faults.push((statement, StatementFault::Overlaps { other: other.id.clone() }));
        }
        used.push(statement);
    }

    let cell = if faults.is_empty() {
        sum(figure, &used).unwrap_or_else(|largest| {
            faults.push((largest, StatementFault::TooLarge));
            Cell::Blank
        })
    } else {
        Cell::Blank
    };
    let blank = cell == Cell::Blank;
    table.cells.push((figure, cell));
    let none_at_fault = faults.is_empty();
    table.remarks.extend(faults.into_iter().map(|(statement, fault)| at_fault(figure, statement, fault)));
    if used.is_empty() {
        table.remarks.push(Remark::NotStated { figure });
        return;
    }
    if !blank {
        table.stated.insert(figure, used.iter().map(|statement| statement.id.clone()).collect());
    }

    let mut units: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for statement in &used {
        units.entry(statement.unit.as_str()).or_default().push(statement.span);
    }
    expected.sort_unstable();
    expected.dedup();
    for unit in expected.into_iter().filter(|unit| !units.contains_key(unit)) {
        table.remarks.push(Remark::UnitSilent { figure, unit: unit.to_owned() });
    }
    if kind == Kind::Flow && none_at_fault {
        for (unit, spans) in units {
            let missing = span.less(&spans);
            if !missing.is_empty() {
                table.remarks.push(Remark::StatedInPart { figure, unit: unit.to_owned(), missing });
            }
        }
    }
}

fn at_fault(figure: Path, statement: &UnitStatement, fault: StatementFault) -> Remark {
    Remark::StatementAtFault { figure, statement: statement.id.clone(), unit: statement.unit.clone(), fault }
}

/// What is wrong with a statement whatever the others say.
fn fault_alone(figure: Path, statement: &UnitStatement) -> Option<StatementFault> {
    if !statement.span.within_one_year() {
        return Some(StatementFault::MoreThanAYear(statement.span));
    }
    let amount = match (statement.value, figure.is_money()) {
        (StatedValue::Count(n), false) => n,
        (StatedValue::Fen(fen), true) => fen,
        _ => return Some(StatementFault::WrongKind),
    };
    (amount < 0 && !figure.may_be_negative()).then_some(StatementFault::BelowZero)
}

/// Adds up statements without fault; of none, a blank. Fails with the statement at which it grew too large.
fn sum<'a>(figure: Path, used: &[&'a UnitStatement]) -> Result<Cell, &'a UnitStatement> {
    let mut total = 0i64;
    for statement in used {
        let (StatedValue::Count(amount) | StatedValue::Fen(amount)) = statement.value;
        total = total.checked_add(amount).ok_or(*statement)?;
        if !figure.is_money() && total.unsigned_abs() > MAX_COUNT.unsigned_abs() {
            return Err(statement);
        }
        if figure.is_money() && Decimal::wan_yuan_from_fen(total).is_none() {
            return Err(statement);
        }
    }
    if used.is_empty() {
        return Ok(Cell::Blank);
    }
    if !figure.is_money() {
        return Ok(Cell::Number(total));
    }
    Ok(Decimal::wan_yuan_from_fen(total).map_or(Cell::Blank, Cell::Money))
}
