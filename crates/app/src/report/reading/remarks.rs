//! The reader's remarks that still hold: one is settled when what it is about was all corrected by hand since.

use annual_report::{Path, Report};

use super::corrected::Corrected;
use crate::events::ReadingRemark;

/// Rules of remarks about the organ's name beside what the file says elsewhere.
const OF_ORGAN: [&str; 1] = ["SIGN-ORGAN"];
/// Rules of remarks about the year beside what the file says elsewhere.
const OF_YEAR: [&str; 2] = ["SIGN-DATE", "TEXT-YEAR"];

/// The remarks that hold of a report as corrected; of their cells those it has.
pub(super) fn remarks_left<'c>(
    remarks: &[ReadingRemark],
    corrections: impl Iterator<Item = &'c Corrected> + Clone,
    report: &Report,
) -> Vec<ReadingRemark> {
    let corrected = |is: &dyn Fn(&Corrected) -> bool| corrections.clone().any(is);
    let open = |path: &Path| {
        report.has(*path) && !corrected(&|one| matches!(one, Corrected::Cell { path: of, .. } if of == path))
    };
    let holds = |remark: &&ReadingRemark| {
        let rule = remark.rule.as_str();
        match remark.section {
            _ if !remark.cells.is_empty() => remark.cells.iter().any(open),
            Some(of) => !corrected(&|one| matches!(one, Corrected::Text { section, .. } if *section == of)),
            None if OF_ORGAN.contains(&rule) => !corrected(&|one| matches!(one, Corrected::Organ { .. })),
            None if OF_YEAR.contains(&rule) => !corrected(&|one| matches!(one, Corrected::Year { .. })),
            None => true,
        }
    };
    let of_report = |remark: &ReadingRemark| {
        let cells = remark.cells.iter().copied().filter(|path| report.has(*path)).collect();
        ReadingRemark { cells, ..remark.clone() }
    };
    remarks.iter().filter(holds).map(of_report).collect()
}

#[cfg(test)]
mod tests {
    use annual_report::{Cell, Form, Section};

    use super::*;
    use crate::report::PrintedForm;

    fn remark(rule: &str, cells: &[&str], section: Option<Section>) -> ReadingRemark {
        let cells = cells.iter().map(|path| path.parse().unwrap()).collect();
        ReadingRemark {
            rule: rule.to_owned(),
            severity: "warning".to_owned(),
            cells,
            section,
            message: "请核对".to_owned(),
        }
    }

    fn left(remarks: &[ReadingRemark], corrections: &[Corrected], report: &Report) -> Vec<String> {
        remarks_left(remarks, corrections.iter(), report).into_iter().map(|remark| remark.rule).collect()
    }

    #[test]
    fn a_remark_is_settled_by_correcting_what_it_is_about_and_by_nothing_else() {
        let report = Report::new("某局", Some(2021), Form::F2021);
        let remarks = [
            remark("READ-UNEVEN", &["applications.new.total", "applications.new.other"], None),
            remark("SECTION-EMPTY", &[], Some(Section::Problems)),
            remark("SIGN-ORGAN", &[], None),
            remark("SIGN-DATE", &[], None),
            remark("READ-SECOND", &[], None),
        ];
        let cell = |path: &str| Corrected::Cell { path: path.parse().unwrap(), was: Cell::Blank, now: Cell::Number(1) };
        let text = |section| Corrected::Text { section, now: "有。".to_owned() };
        let organ = || Corrected::Organ { was: String::new(), now: "某局".to_owned() };
        let year = || Corrected::Year { was: None, now: Some(2021) };
        let all = ["READ-UNEVEN", "SECTION-EMPTY", "SIGN-ORGAN", "SIGN-DATE", "READ-SECOND"];
        assert_eq!(left(&remarks, &[], &report), all);
        assert_eq!(left(&remarks, &[cell("applications.new.total"), text(Section::Other)], &report), all);
        let both = [cell("applications.new.total"), cell("applications.new.other")];
        assert_eq!(left(&remarks, &both, &report), all[1..]);
        assert_eq!(left(&remarks, &[text(Section::Problems), year()], &report), [all[0], all[2], all[4]]);
        assert_eq!(left(&remarks, &[organ()], &report), [all[0], all[1], all[3], all[4]]);
    }

    #[test]
    fn a_remark_about_cells_of_the_other_form_is_none_of_this_one() {
        let remarks = [
            remark("READ-MISSING", &["proactive.procurement.items"], None),
            remark("READ-MISSING", &["proactive.licences.previous_items", "proactive.licences.decisions"], None),
        ];
        let trial = Report::new("某局", Some(2020), Form::F2019);
        assert_eq!(remarks_left(&remarks, [].iter(), &trial), remarks);
        let corrections = [Corrected::Form {
            was: PrintedForm::of(&trial),
            now: PrintedForm::of(&Report::new("某局", Some(2020), Form::F2021)),
        }];
        let report = Report::new("某局", Some(2020), Form::F2021);
        let [one] = remarks_left(&remarks, corrections.iter(), &report).try_into().unwrap();
        assert_eq!(one.cells, ["proactive.licences.decisions".parse().unwrap()]);
    }
}
