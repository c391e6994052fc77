use super::*;
use crate::check::Severity;
use crate::{Basis, Frozen, NotFrozen, difference};

fn frozen(year: i16, facts: &[CaseFact<'_>]) -> Frozen {
    Frozen::new("o1", counted(year, facts), Basis { calendar: "1".into(), law: "1".into() })
}

#[test]
fn carry_over_names_the_cases_that_differ_from_the_frozen_year_before() {
    // CARRY-OVER (ID-4): what was carried out then and what is counted as carried in now, case by case.
    let before =
        [case("甲", date(2021, 12, 1), None), case("乙", date(2021, 12, 2), None), case("丙", date(2021, 12, 3), None)];
    let then = frozen(2021, &before);
    // Since then: 甲's receipt was corrected into the new year, 乙's class was corrected, 丁 was entered late.
    let after = [
        case("甲", date(2022, 1, 4), None),
        CaseFact { class: ApplicantClass::Commercial, ..before[1] },
        before[2],
        case("丁", date(2021, 12, 31), None),
    ];
    let findings = carry_over(&then, &counted(2022, &after));
    assert_eq!(findings.len(), 3);
    for (finding, (name, columns)) in findings.iter().zip([
        ("甲", vec![Column::NaturalPerson]),
        ("丁", vec![Column::NaturalPerson]),
        ("乙", vec![Column::NaturalPerson, Column::Commercial]),
    ]) {
        assert_eq!((finding.rule, finding.severity), ("CARRY-OVER", Severity::Warning));
        assert!(finding.message.contains(&format!("1件：{name}；")), "{}", finding.message);
        let cells: Vec<Path> = columns.into_iter().map(|column| Path::Applications(Row::CarriedIn, column)).collect();
        assert_eq!(finding.cells, cells);
    }
    assert_eq!(carry_over(&then, &counted(2022, &before)), vec![]);
}

#[test]
fn carry_over_against_another_year_or_without_cases_is_not_assessable() {
    let then = frozen(2020, &[]);
    let now = counted(2022, &[]);
    assert_eq!(carry_over(&then, &now)[0].severity, Severity::NotAssessable);
    let mut then = frozen(2021, &[]);
    assert!(carry_over(&then, &now).is_empty());
    then.behind = None;
    assert_eq!(carry_over(&then, &now)[0].severity, Severity::NotAssessable);
}

#[test]
fn many_cases_are_counted_and_only_the_first_named() {
    let numbers: Vec<String> = (0..30).rev().map(|n| format!("第{n:02}号")).collect();
    let facts: Vec<CaseFact<'_>> = numbers.iter().map(|number| case(number, date(2021, 5, 5), None)).collect();
    let findings = carry_over(&frozen(2021, &[]), &counted(2022, &facts));
    assert!(findings[0].message.contains("有30件：第00号、第01号"), "{}", findings[0].message);
    assert!(findings[0].message.contains("第19号等30件；"), "{}", findings[0].message);
}

#[test]
fn later_events_show_as_a_difference_and_leave_the_frozen_report_as_it_was() {
    let facts = [
        case("甲", date(2021, 3, 1), Some((ReportRow::Granted, date(2021, 3, 9)))),
        case("乙", date(2021, 4, 1), None),
    ];
    let then = frozen(2021, &facts);
    let bytes = then.canonical().unwrap();
    assert_eq!(difference(&then, &counted(2021, &facts)), vec![]);

    let corrected = [
        case("甲", date(2021, 3, 1), Some((ReportRow::PartlyGranted, date(2021, 3, 9)))),
        case("丙", date(2021, 4, 1), None),
    ];
    let changes = difference(&then, &counted(2021, &corrected));
    let granted = changes.iter().find(|c| c.path == Path::Applications(Row::Granted, Column::Total)).unwrap();
    assert_eq!((&granted.was, &granted.now), (&Cell::Number(1), &Cell::Number(0)));
    assert_eq!(granted.gone.iter().map(|case| case.number.as_str()).collect::<Vec<_>>(), ["甲"]);
    // 乙 gone, 丙 come: the figure is the same and the cell is still named.
    let new = changes.iter().find(|c| c.path == Path::Applications(Row::New, Column::NaturalPerson)).unwrap();
    assert_eq!((&new.was, &new.now), (&Cell::Number(2), &Cell::Number(2)));
    assert_eq!((new.added[0].number.as_str(), new.gone[0].number.as_str()), ("丙", "乙"));
    // The total of all results is the same cases as before.
    assert!(!changes.iter().any(|c| c.path == Path::Applications(Row::Total, Column::Total)));
    assert_eq!(then.canonical().unwrap(), bytes);
}

#[test]
fn bytes_that_are_no_frozen_report_are_refused() {
    let bytes = frozen(2021, &[case("甲", date(2021, 3, 1), None)]).canonical().unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let read = |text: &str| Frozen::read(text.as_bytes());
    assert!(read(&text).is_ok());
    assert_eq!(read(&text.replace("\"shape\":1", "\"shape\":2")), Err(NotFrozen::Later));
    for damage in [
        text.replace("2021-12-31", "2020-12-31"),
        text.replace("[0]", "[7]"),
        text.replace("\"basis\"", "\"bases\""),
        text[..text.len() - 1].to_owned(),
        String::new(),
    ] {
        assert!(matches!(read(&damage), Err(NotFrozen::Damaged(_))), "{damage}");
    }
}
