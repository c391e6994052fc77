//! How a report is printed: on which of the two forms, and （六） in one row or in three.

use annual_report::{Cell, Form, OtherRows, Path, Report};
use serde::{Deserialize, Serialize};

/// How a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedForm {
    /// The form.
    pub form: Form,
    /// How it prints （六）; many reports do otherwise than their form.
    pub other_rows: OtherRows,
}

impl PrintedForm {
    /// How a report is printed as it is read.
    pub fn of(report: &Report) -> Self {
        Self { form: report.form(), other_rows: report.other_rows() }
    }

    /// Says whether it has the cell.
    pub fn has(self, path: Path) -> bool {
        self.form.has(self.other_rows, path)
    }

    /// What of a report has no place in it: each cell in which something is printed, in the order of the report.
    pub fn without_place(self, report: &Report) -> Vec<Path> {
        let homeless = |(path, cell): &(Path, &Cell)| !self.has(*path) && **cell != Cell::Blank;
        report.cells().filter(homeless).map(|(path, _)| path).collect()
    }

    /// The same report printed so; what has no place in it is left out, what it has besides is blank.
    pub(super) fn print(self, report: Report) -> Report {
        if Self::of(&report) == self {
            return report;
        }
        let mut printed = Report::with_other_rows(report.organ.as_str(), report.year, self.form, self.other_rows);
        for (path, cell) in report.cells().filter(|(path, _)| self.has(*path)) {
            printed.set(path, cell.clone());
        }
        (printed.period, printed.narrative) = (report.period, report.narrative);
        printed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THREE: PrintedForm = PrintedForm { form: Form::F2021, other_rows: OtherRows::Three };
    const TRIAL: PrintedForm = PrintedForm { form: Form::F2019, other_rows: OtherRows::One };

    #[test]
    fn what_the_other_form_has_no_cell_for_is_named_and_a_nought_is_a_figure_while_a_blank_is_none() {
        let mut report = Report::new("某局", Some(2020), Form::F2021);
        for (path, count) in [
            ("proactive.regulations.made", 0),
            ("proactive.licences.decisions", 12),
            ("applications.results.other_fee_unpaid.total", 1),
            ("applications.new.total", 5),
        ] {
            report.set(path.parse().unwrap(), Cell::Number(count));
        }
        report.narrative.other = "无。".to_owned();
        let named: Vec<String> = TRIAL.without_place(&report).iter().map(Path::to_string).collect();
        assert_eq!(named, ["proactive.regulations.made", "applications.results.other_fee_unpaid.total"]);
        assert!(THREE.without_place(&report).is_empty());
        let printed = TRIAL.print(report.clone());
        assert_eq!(PrintedForm::of(&printed), TRIAL);
        assert_eq!(printed.cell("applications.new.total".parse().unwrap()), &Cell::Number(5));
        assert_eq!(printed.cell("proactive.licences.decisions".parse().unwrap()), &Cell::Number(12));
        assert_eq!((printed.narrative.other.as_str(), printed.year), ("无。", Some(2020)));
        assert_eq!(THREE.print(report.clone()), report);
    }
}
