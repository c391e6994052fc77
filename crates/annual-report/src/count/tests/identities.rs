//! What holds of every count, whatever the facts.

use jiff::ToSpan;
use law::remedy_case::Bucket;
use proptest::prelude::*;

use super::*;
use crate::check::{CheckContext, check};
use crate::form::Form;

/// A case without its strings.
type Loose = (Option<Date>, usize, Option<(usize, Date)>, bool);
type LooseRemedy = (usize, Date, Option<(Date, usize)>);

fn day() -> impl Strategy<Value = Date> {
    (0i64..1500).prop_map(|days| date(2019, 6, 1).checked_add(days.days()).unwrap())
}

fn cases() -> impl Strategy<Value = Vec<Loose>> {
    let result = proptest::option::of((0..ReportRow::ALL.len(), day()));
    proptest::collection::vec((proptest::option::weighted(0.95, day()), 0..6usize, result, any::<bool>()), 0..120)
}

fn remedies() -> impl Strategy<Value = Vec<LooseRemedy>> {
    proptest::collection::vec((0..3usize, day(), proptest::option::of((day(), 0..3usize))), 0..40)
}

fn compile(span: Span, form: Form, cases: &[Loose], remedies: &[LooseRemedy]) -> Compiled {
    let mut tally = Tally::new(Question { form, ..Question::days("某局", span) });
    for (number, (received_on, class, result, opening_balance)) in cases.iter().enumerate() {
        let number = format!("第{number:04}号");
        tally.case(&CaseFact {
            case: &number,
            number: &number,
            received_on: *received_on,
            class: ApplicantClass::ALL[*class],
            result: result.map(|(row, on)| (ReportRow::ALL[row], on)),
            opening_balance: *opening_balance,
        });
    }
    for (number, (kind, opened_on, decided)) in remedies.iter().enumerate() {
        let number = format!("复{number}");
        let kinds =
            [RemedyKind::Reconsideration, RemedyKind::LitigationDirect, RemedyKind::LitigationAfterReconsideration];
        let buckets = [Bucket::Upheld, Bucket::Corrected, Bucket::Other];
        tally.remedy(&RemedyFact {
            case: "",
            remedy: &number,
            number: &number,
            kind: kinds[*kind],
            opened_on: *opened_on,
            decided: decided.map(|(on, bucket)| (on, buckets[bucket])),
        });
    }
    tally.finish(&[], &[])
}

fn year(year: i16) -> Span {
    Span::year(year).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// ID-1, ID-2, ID-3, ID-5 and ID-6 of every count, and ID-4 of two years in a row.
    #[test]
    fn id_1_to_id_6_hold_by_construction(cases in cases(), remedies in remedies(), old in any::<bool>()) {
        let form = if old { Form::F2019 } else { Form::F2021 };
        let before = compile(year(2020), form, &cases, &remedies);
        let now = compile(year(2021), form, &cases, &remedies);
        let context = CheckContext { previous: Some(&before.report), ..CheckContext::default() };
        // A count knows nothing of table two, and the form is drawn by lot.
        let besides = ["IN-FORCE", "FORM-YEAR", "RULE-POWER", "FEE-UNIT", "DOCUMENTS", "YEAR-LEAP"];
        let found: Vec<_> = check(&now.report, &context).into_iter().filter(|f| !besides.contains(&f.rule)).collect();
        prop_assert_eq!(found, vec![]);
        let frozen = crate::Frozen::new("o1", before, crate::Basis::default());
        prop_assert_eq!(carry_over(&frozen, &now), vec![]);
    }

    /// The figures of the months add up to those of the year, for all that is a flow.
    #[test]
    fn the_months_add_up_to_the_year(cases in cases(), remedies in remedies()) {
        let whole = compile(year(2021), Form::F2021, &cases, &remedies).report;
        let months: Vec<_> = (1..=12)
            .map(|month| compile(Span::month(2021, month).unwrap(), Form::F2021, &cases, &remedies).report)
            .collect();
        for path in whole.paths() {
            let flow = match path {
                Path::Applications(row, _) => !matches!(row, Row::CarriedIn | Row::CarriedOut),
                Path::Remedies(_, result) => !matches!(result, RemedyResult::Pending | RemedyResult::Total),
                Path::Proactive(..) => false,
            };
            if flow {
                let sum: i64 = months.iter().map(|month| month.cell(path).count().unwrap()).sum();
                prop_assert_eq!(Some(sum), whole.cell(path).count(), "{}", path);
            }
        }
        for column in Column::ALL {
            let first = months[0].cell(Path::Applications(Row::CarriedIn, column));
            prop_assert_eq!(first, whole.cell(Path::Applications(Row::CarriedIn, column)));
            let last = months[11].cell(Path::Applications(Row::CarriedOut, column));
            prop_assert_eq!(last, whole.cell(Path::Applications(Row::CarriedOut, column)));
        }
    }

    /// What is pending at the end of a year is in the next year either decided or pending, once.
    #[test]
    fn what_is_pending_is_counted_again_the_year_after(remedies in remedies()) {
        let now = compile(year(2021), Form::F2021, &[], &remedies);
        let next = compile(year(2022), Form::F2021, &[], &remedies);
        let ids = |compiled: &Compiled, block, result| -> Vec<String> {
            let behind = compiled.behind.as_ref().unwrap();
            behind.cases(Path::Remedies(block, result)).iter().filter_map(|case| case.remedy.clone()).collect()
        };
        for block in RemedyBlock::ALL {
            let all = ids(&next, block, RemedyResult::Total);
            for pending in ids(&now, block, RemedyResult::Pending) {
                prop_assert_eq!(all.iter().filter(|id| **id == pending).count(), 1);
            }
        }
    }

    /// Every figure is the number of the cases behind it.
    #[test]
    fn every_figure_is_the_number_of_its_cases(cases in cases(), remedies in remedies()) {
        let compiled = compile(year(2021), Form::F2021, &cases, &remedies);
        let behind = compiled.behind.as_ref().unwrap();
        for (path, cell) in compiled.report.cells().filter(|(path, _)| !matches!(path, Path::Proactive(..))) {
            prop_assert_eq!(behind.cases(path).len() as i64, cell.count().unwrap(), "{}", path);
        }
    }

    /// A frozen report is read back as it was, and the same report always gives the same bytes.
    #[test]
    fn a_frozen_report_is_read_back_as_it_was(cases in cases(), remedies in remedies()) {
        let compiled = compile(year(2021), Form::F2021, &cases, &remedies);
        let basis = crate::Basis { calendar: "2019-2026/1".into(), law: "2021-01-01".into() };
        let frozen = crate::Frozen::new("o1", compiled, basis);
        let bytes = frozen.canonical().unwrap();
        let read = crate::Frozen::read(&bytes).unwrap();
        prop_assert_eq!(&read, &frozen);
        prop_assert_eq!(read.canonical().unwrap(), bytes);
    }
}
