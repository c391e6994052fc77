//! From the record to paper: counted, drafted, laid out, written to every format and read back.

use annual_report::check::CheckContext;
use annual_report::{
    CaseFact, Compiled, FeeFigures, Form, Given, LayoutOptions, Path, Question, RemedyFact, RemedyKind, Report, Span,
    Standing, StatedValue, UnitStatement, check, count, draft, json, lay_out,
};
use jiff::civil::date;
use law::applicant::ApplicantClass;
use law::fee::Fen;
use law::outcome::ReportRow;
use law::remedy_case::Bucket;

use super::round_trip::{assert_same, back, files};
use super::sources::shared;

/// A figure of every cell of table two for the year, so that none is blank.
fn statements(form: Form, year: i16) -> Vec<UnitStatement> {
    let table_two = form.paths().into_iter().filter(|path| matches!(path, Path::Proactive(..)));
    table_two
        .enumerate()
        .map(|(number, figure)| UnitStatement {
            id: format!("s{number}"),
            unit: "办公室".into(),
            figure,
            span: Span::year(year).unwrap(),
            value: if figure.is_money() { StatedValue::Fen(0) } else { StatedValue::Count(0) },
            signed_by: "填报人甲".into(),
            signed_on: date(year + 1, 1, 10),
            evidence: "各处室台账".into(),
            standing: Standing::Stands,
        })
        .collect()
}

fn fact(number: &str, class: ApplicantClass, month: i8, result: Option<(ReportRow, i8)>) -> CaseFact<'_> {
    CaseFact {
        case: number,
        number,
        received_on: Some(date(2021, month, 3)),
        class,
        result: result.map(|(row, month)| (row, date(2021, month, 20))),
        opening_balance: false,
    }
}

/// The year as the seed tells it.
fn seed() -> Compiled {
    let facts = [
        fact("2021-1", ApplicantClass::NaturalPerson, 3, Some((ReportRow::Granted, 3))),
        fact("2021-2", ApplicantClass::Commercial, 6, Some((ReportRow::Granted, 6))),
        fact("2021-3", ApplicantClass::NaturalPerson, 9, Some((ReportRow::RefusedInternalAffairs, 9))),
    ];
    let question = Question::year("中关村科技园区朝阳园管理委员会", 2021).unwrap();
    count(&question, facts, [], &statements(Form::F2021, 2021), &[])
}

fn drafted(mut compiled: Compiled) -> Report {
    let fees = Some(FeeFigures { notices: 0, charged: Fen(0), received: Fen(0) });
    compiled.report.narrative = draft(&compiled.report, compiled.span, &Given { fees, ..Given::default() });
    compiled.report
}

#[test]
fn the_seed_counted_from_three_cases_is_the_seed_cell_for_cell() {
    let compiled = seed();
    assert_eq!(compiled.findings, []);
    assert_eq!(check(&compiled.report, &CheckContext::default()), []);
    let Some(expected) = shared("seed/chaoyang-park-annual-report-2021.expected.json") else { return };
    let (expected, _) = json::from_json(expected.as_bytes()).unwrap();
    assert_eq!((&compiled.report.organ, compiled.report.year), (&expected.organ, expected.year));
    for (path, cell) in expected.cells() {
        assert_eq!(compiled.report.cell(path), cell, "{path}");
    }
}

#[test]
fn a_counted_and_drafted_report_is_the_same_after_every_format() {
    let report = drafted(seed());
    for (format, bytes) in files(&lay_out(&report, &LayoutOptions::default())) {
        assert_same(&back(&bytes), &report, format);
    }
}

#[test]
fn a_signed_report_with_its_preface_reads_back_without_them() {
    let report = drafted(seed());
    let options = LayoutOptions {
        published_at: Some("某区人民政府网站“政府信息公开”专栏".into()),
        contact: Some("管理委员会办公室".into()),
        signed_on: Some(date(2022, 1, 24)),
        ..LayoutOptions::default()
    };
    for (format, bytes) in files(&lay_out(&report, &options)) {
        assert_same(&back(&bytes), &report, format);
    }
}

#[test]
fn a_report_of_each_form_is_the_same_after_pdf() {
    let Ok(fonts) = typeset::Fonts::load(&[]) else {
        eprintln!("no Chinese font on this machine (package fonts-noto-cjk): reading back a PDF is left out");
        return;
    };
    let pdf = |report: &Report| {
        let document = lay_out(report, &LayoutOptions::default());
        typeset::pdf(&document, &fonts, &typeset::Options::default()).unwrap()
    };
    let seed = drafted(seed());
    assert_same(&back(&pdf(&seed)), &seed, "pdf");

    // The trial form, and figures of several digits, a negative one and blanks.
    let facts: Vec<String> = (0..1234).map(|n| format!("2020-{n}")).collect();
    let facts = facts.iter().enumerate().map(|(n, number)| CaseFact {
        received_on: Some(date(2020, 1 + (n % 12) as i8, 1)),
        result: (n % 7 > 0).then(|| (ReportRow::ALL[n % 21], date(2020, 12, 30))),
        ..fact(number, ApplicantClass::ALL[n % 6], 1, None)
    });
    let remedies = ["复1", "复2"].map(|number| RemedyFact {
        case: "2020-1",
        remedy: number,
        number,
        kind: RemedyKind::Reconsideration,
        opened_on: date(2020, 5, 6),
        decided: Some((date(2020, 7, 1), Bucket::Upheld)),
    });
    let mut stated = statements(Form::F2019, 2020);
    stated.retain(|statement| !statement.figure.to_string().ends_with("previous_items"));
    for statement in &mut stated {
        match statement.value {
            StatedValue::Count(ref mut n) if statement.figure.may_be_negative() => *n = -3,
            StatedValue::Count(ref mut n) => *n = 17,
            StatedValue::Fen(ref mut fen) => *fen = 123_456_789,
        }
    }
    let question = Question::year("某市人民政府办公室", 2020).unwrap();
    let old = drafted(count(&question, facts, remedies, &stated, &[]));
    assert_same(&back(&pdf(&old)), &old, "pdf");
}
