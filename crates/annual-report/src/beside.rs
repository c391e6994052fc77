//! A report beside that of the year before: cell by cell, by how much and by what share each figure differs.

use crate::cell::{Cell, Decimal, Figure};
use crate::form::Path;
use crate::report::Report;

/// One cell of two reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellBeside {
    /// The cell.
    pub path: Path,
    /// What the report before shows; `None` where there is none or its form has no such cell.
    pub was: Option<Cell>,
    /// What this report shows; `None` where its form has no such cell.
    pub now: Option<Cell>,
    /// By how much it is more (or less, below nought); `None` where either has no figure: a blank is not nought.
    pub difference: Option<Figure>,
    /// The difference in per cent of what was, rounded to one decimal; `None` where that was nought or not known.
    pub percent: Option<Decimal>,
}

/// Puts a report beside the one before, in the order of the form; cells only the older form has come last.
pub fn beside(previous: Option<&Report>, now: &Report) -> Vec<CellBeside> {
    let mut paths = now.paths();
    if let Some(previous) = previous {
        let more: Vec<Path> = previous.paths().into_iter().filter(|path| !now.has(*path)).collect();
        paths.extend(more);
    }
    paths
        .into_iter()
        .map(|path| {
            let was = previous.filter(|report| report.has(path)).map(|report| report.cell(path).clone());
            let is = now.has(path).then(|| now.cell(path).clone());
            let figures = was.as_ref().and_then(Cell::figure).zip(is.as_ref().and_then(Cell::figure));
            let (difference, percent) = figures.map_or((None, None), |(was, is)| apart(was, is));
            CellBeside { path, was, now: is, difference, percent }
        })
        .collect()
}

/// By how much the later figure is more, and by what share of the earlier.
pub(crate) fn apart(was: Figure, now: Figure) -> (Option<Figure>, Option<Decimal>) {
    match (was, now) {
        (Figure::Number(was), Figure::Number(now)) => {
            (now.checked_sub(was).map(Figure::Number), percent(i128::from(was), i128::from(now)))
        }
        (Figure::Money(was), Figure::Money(now)) => {
            let scale = was.scale().max(now.scale());
            let (before, after) = (was.units_at(scale), now.units_at(scale));
            let difference = i64::try_from(after - before).ok().and_then(|units| Decimal::new(units, scale));
            (difference.map(Figure::Money), percent(before, after))
        }
        _ => (None, None),
    }
}

/// The difference in per cent of what was, to one decimal, halves rounded away from nought.
fn percent(was: i128, now: i128) -> Option<Decimal> {
    let base = was.checked_abs().filter(|base| *base > 0)?;
    let thousandths = now.checked_sub(was)?.checked_mul(1000)?;
    let rounded = (thousandths.checked_abs()?.checked_mul(2)?.checked_add(base)?) / base.checked_mul(2)?;
    let units = i64::try_from(rounded).ok()?;
    Decimal::new(if thousandths < 0 { -units } else { units }, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Column, Form, Measure, Row, Subject};

    fn of(cells: &[(Path, Cell)], form: Form) -> Report {
        let mut report = Report::new("某局", Some(2021), form);
        for (path, cell) in cells {
            assert!(report.set(*path, cell.clone()));
        }
        report
    }

    const NEW: Path = Path::Applications(Row::New, Column::Total);
    const OUT: Path = Path::Applications(Row::CarriedOut, Column::Total);
    const GRANTED: Path = Path::Applications(Row::Granted, Column::Total);
    const FEES: Path = Path::Proactive(Subject::Fees, Measure::Amount);

    fn one(all: &[CellBeside], path: Path) -> &CellBeside {
        all.iter().find(|cell| cell.path == path).unwrap()
    }

    #[test]
    fn figures_differ_by_number_and_share_and_a_blank_differs_by_neither() {
        let money = |text: &str| Cell::Money(text.parse().unwrap());
        let before = of(&[(NEW, Cell::Number(8)), (OUT, Cell::Number(0)), (FEES, money("1.5"))], Form::F2021);
        let now = of(
            &[(NEW, Cell::Number(7)), (OUT, Cell::Number(3)), (GRANTED, Cell::Number(2)), (FEES, money("2.25"))],
            Form::F2021,
        );
        let all = beside(Some(&before), &now);
        assert_eq!(all.len(), 200);
        let told = |path| {
            let cell = one(&all, path);
            (cell.difference.map(|d| d.to_string()), cell.percent.map(|p| p.to_string()))
        };
        let some = |d: &str, p: &str| (Some(d.to_owned()), Some(p.to_owned()));
        assert_eq!(told(NEW), some("-1", "-12.5"));
        assert_eq!(told(FEES), some("0.75", "50.0"));
        // Nothing is a share of nought.
        assert_eq!(told(OUT), (Some("3".to_owned()), None));
        assert_eq!(told(GRANTED), (None, None));
        assert_eq!(one(&all, GRANTED).was, Some(Cell::Blank));
    }

    #[test]
    fn cells_that_only_one_form_has_stand_alone() {
        let before = of(&[], Form::F2019);
        let now = of(&[(NEW, Cell::Number(1))], Form::F2021);
        let all = beside(Some(&before), &now);
        let items = Path::Proactive(Subject::Procurement, Measure::Items);
        assert_eq!(one(&all, items).now, None);
        assert_eq!(one(&all, FEES).was, None);
        let alone = beside(None, &now);
        assert_eq!(alone.len(), 200);
        assert!(alone.iter().all(|cell| cell.was.is_none() && cell.difference.is_none()));
    }

    #[test]
    fn shares_are_rounded_half_away_from_nought() {
        let said = |was, now| percent(was, now).map(|p| p.to_string());
        assert_eq!(said(3, 4).as_deref(), Some("33.3"));
        assert_eq!(said(3, 5).as_deref(), Some("66.7"));
        assert_eq!(said(2000, 2001).as_deref(), Some("0.1"));
        assert_eq!(said(2000, 1999).as_deref(), Some("-0.1"));
        assert_eq!(said(0, 5), None);
        assert_eq!(said(-4, -2).as_deref(), Some("50.0"));
    }
}
