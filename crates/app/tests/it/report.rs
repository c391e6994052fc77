//! A year counted from the record, frozen, and compared with what happened later.

use annual_report::{Path, Severity, Span, StatedValue};
use app::{AppError, Counted, Provenance, StatementForm};
use jiff::civil::{Date, date};
use law::application::{Act, Amendment, ApplicantKind, EntryRef, ReplyNo};
use law::outcome::Outcome;

use crate::house::{Answer, House, on_both, on_sqlite};

async fn compiled(house: &House, year: i16) -> Counted {
    let editor = house.on(&house.staff.editor, date(2026, 11, 23));
    house.app.compile(&editor, Span::year(year).unwrap(), true).await.unwrap()
}

fn cell(counted: &Counted, path: &str) -> Option<i64> {
    counted.compiled.report.cell(path.parse().unwrap()).count()
}

fn behind(counted: &Counted, path: &str) -> Vec<String> {
    let path: Path = path.parse().unwrap();
    let behind = counted.compiled.behind.as_ref().unwrap();
    behind.cases(path).into_iter().map(|case| case.number.clone()).collect()
}

/// Two natural persons and a company in 2021; two granted, one refused as internal affairs, one left over.
async fn small_year(house: &House) -> [uuid::Uuid; 4] {
    let first = house.registered(date(2021, 3, 1)).await;
    let second = house.registered(date(2021, 5, 6)).await;
    let mut form = house.form();
    form.applicants = vec![(house.company(), ApplicantKind::Enterprise)];
    let third = house.register(date(2021, 9, 1), &form).await.recorded.case_id;
    let fourth = house.registered(date(2021, 12, 20)).await;
    house.answer(date(2021, 3, 16), first, &Answer::of(Outcome::G2)).await;
    house.answer(date(2021, 5, 20), second, &Answer::of(Outcome::N5)).await;
    house.answer(date(2021, 9, 15), third, &Answer::of(Outcome::G2)).await;
    house.answer(date(2022, 1, 10), fourth, &Answer::of(Outcome::G2)).await;
    [first, second, third, fourth]
}

fn statement(house: &House, value: i64) -> StatementForm {
    let _ = house;
    StatementForm {
        unit: "规划处".to_owned(),
        figure: "proactive.licences.decisions".parse().unwrap(),
        span: Span::year(2021).unwrap(),
        value: StatedValue::Count(value),
        signed_by: "某处长".to_owned(),
        signed_on: date(2022, 1, 5),
        evidence: "许可台账2021".to_owned(),
        file: None,
    }
}

#[test]
fn id_1_a_year_is_counted_with_the_cases_behind_each_cell() {
    // ID-1
    on_both(|house| async move {
        small_year(&house).await;
        let editor = house.on(&house.staff.editor, date(2022, 1, 6));
        house.app.state_figure(&editor, &statement(&house, 0)).await.unwrap();
        let counted = compiled(&house, 2021).await;
        assert_eq!(cell(&counted, "applications.new.natural_person"), Some(3));
        assert_eq!(cell(&counted, "applications.new.commercial"), Some(1));
        assert_eq!(cell(&counted, "applications.results.granted.total"), Some(2));
        assert_eq!(cell(&counted, "applications.results.refused_internal_affairs.natural_person"), Some(1));
        assert_eq!(cell(&counted, "applications.carried_out.natural_person"), Some(1));
        assert_eq!(behind(&counted, "applications.carried_out.total"), ["某园〔2021〕4号"]);
        assert_eq!(behind(&counted, "applications.results.refused_internal_affairs.total"), ["某园〔2021〕2号"]);
        assert_eq!(cell(&counted, "proactive.licences.decisions"), Some(0));
        // What nobody stated is blank, not nothing.
        assert_eq!(cell(&counted, "proactive.penalties.decisions"), None);
        assert!(counted.findings.iter().all(|finding| finding.severity != Severity::Error), "{:?}", counted.findings);
        assert!(!counted.written);
        let next = compiled(&house, 2022).await;
        assert_eq!(behind(&next, "applications.carried_in.total"), ["某园〔2021〕4号"]);
        assert_eq!(cell(&next, "applications.results.granted.natural_person"), Some(1));
        let quarter = Span::quarter(2021, 1).unwrap();
        let editor = house.on(&house.staff.editor, date(2022, 1, 6));
        let quarter = house.app.compile(&editor, quarter, false).await.unwrap();
        assert_eq!(cell(&quarter, "applications.new.total"), Some(1));
    });
}

#[test]
fn a_frozen_report_stays_as_it_was_signed_and_later_entries_show_as_differences() {
    // ID-4
    on_both(|house| async move {
        let [_, second, _, fourth] = small_year(&house).await;
        let editor = |day: Date| house.on(&house.staff.editor, day);
        let narrative = annual_report::Narrative {
            overview: "总体情况".to_owned(),
            problems: "存在问题".to_owned(),
            other: "无".to_owned(),
        };
        house.app.write_narrative(&editor(date(2022, 1, 12)), 2021, &narrative).await.unwrap();
        let frozen = house.app.freeze(&editor(date(2022, 1, 20)), 2021).await.unwrap();
        assert_eq!(frozen.frozen.report.narrative, narrative);
        assert!(frozen.frozen.basis.calendar.contains("2021") || !frozen.frozen.basis.calendar.is_empty());
        let again = house.app.freeze(&editor(date(2022, 1, 21)), 2021).await.unwrap_err();
        assert!(matches!(again, AppError::NotNow(_)), "{again}");
        let late = house.app.write_narrative(&editor(date(2022, 1, 21)), 2021, &narrative).await.unwrap_err();
        assert!(matches!(late, AppError::NotNow(_)), "{late}");
        let nothing = house.app.difference(&editor(date(2022, 2, 1)), 2021).await.unwrap();
        assert_eq!(nothing, []);

        // The second applicant was in truth a company, and the fourth case came in a year later than entered.
        let kind = Act::CorrectEntry {
            amendment: Amendment::ApplicantKind { to: ApplicantKind::Enterprise },
            reason: "营业执照漏看".to_owned(),
        };
        house.officer(date(2022, 2, 7), second, kind).await;
        house.officer(date(2022, 2, 7), fourth, House::amend(EntryRef::Receipt, date(2022, 1, 4))).await;
        let kept = house.app.frozen(&editor(date(2022, 2, 8)), 2021).await.unwrap().unwrap();
        assert_eq!(kept.frozen, frozen.frozen);
        assert_eq!(kept.digest, frozen.digest);
        let changes = house.app.difference(&editor(date(2022, 2, 8)), 2021).await.unwrap();
        let changed: Vec<String> = changes.iter().map(|change| change.path.to_string()).collect();
        assert!(changed.contains(&"applications.new.natural_person".to_owned()), "{changed:?}");
        assert!(changed.contains(&"applications.new.commercial".to_owned()), "{changed:?}");
        let carried = changes.iter().find(|c| c.path.to_string() == "applications.carried_out.total").unwrap();
        assert_eq!(carried.gone.iter().map(|case| case.number.as_str()).collect::<Vec<_>>(), ["某园〔2021〕4号"]);
        // Counting the next year names the case that is no longer carried over.
        let next = compiled(&house, 2022).await;
        let carried: Vec<_> = next.findings.iter().filter(|finding| finding.rule == "CARRY-OVER").collect();
        assert!(carried.iter().any(|finding| finding.message.contains("某园〔2021〕4号")), "{carried:?}");
    });
}

#[test]
fn a_year_is_not_frozen_before_it_is_over() {
    on_sqlite(|house| async move {
        small_year(&house).await;
        let refused = house.app.freeze(&house.on(&house.staff.editor, date(2026, 11, 23)), 2026).await.unwrap_err();
        assert!(matches!(refused, AppError::NotNow(_)), "{refused}");
        let wrong = house.app.freeze(&house.on(&house.staff.editor, date(2026, 11, 23)), 21).await.unwrap_err();
        assert!(matches!(wrong, AppError::Invalid(_)), "{wrong}");
    });
}

#[test]
fn what_was_open_before_the_record_began_is_carried_in() {
    on_sqlite(|house| async move {
        let mut form = house.form();
        form.provenance = Provenance::OpeningBalance {
            received_on: date(2020, 12, 28),
            number: Some("某园纸〔2020〕9号".to_owned()),
            paper: None,
        };
        let occasion = house.on(&house.staff.officer, date(2021, 1, 5)).on(date(2020, 12, 28));
        let case = house.app.register(&occasion, &form).await.unwrap().recorded.case_id;
        house.answer(date(2021, 1, 20), case, &Answer::of(Outcome::G1)).await;
        let counted = compiled(&house, 2021).await;
        assert_eq!(cell(&counted, "applications.carried_in.natural_person"), Some(1));
        assert_eq!(cell(&counted, "applications.new.total"), Some(0));
        assert_eq!(behind(&counted, "applications.carried_in.total"), ["某园纸〔2020〕9号"]);
        assert_eq!(cell(&counted, "applications.results.granted.total"), Some(1));
    });
}

#[test]
fn a_figure_replaced_counts_once_and_a_figure_withdrawn_is_blank() {
    on_sqlite(|house| async move {
        let editor = house.on(&house.staff.editor, date(2022, 1, 6));
        let first = house.app.state_figure(&editor, &statement(&house, 3)).await.unwrap();
        let second = house.app.replace_figure(&editor, first, &statement(&house, 5)).await.unwrap();
        let counted = compiled(&house, 2021).await;
        assert_eq!(cell(&counted, "proactive.licences.decisions"), Some(5));
        let path: Path = "proactive.licences.decisions".parse().unwrap();
        assert_eq!(counted.compiled.behind.as_ref().unwrap().statements(path), [second.to_string()]);
        let twice = house.app.withdraw_figure(&editor.because("填错"), first).await.unwrap_err();
        assert!(matches!(twice, AppError::NotNow(_)), "{twice}");
        assert!(matches!(house.app.withdraw_figure(&editor, second).await, Err(AppError::Invalid(_))));
        house.app.withdraw_figure(&editor.because("填错"), second).await.unwrap();
        assert_eq!(cell(&compiled(&house, 2021).await, "proactive.licences.decisions"), None);
        let mut wrong = statement(&house, 3);
        wrong.figure = "proactive.fees.amount".parse().unwrap();
        wrong.evidence = " ".to_owned();
        let AppError::Invalid(faults) = house.app.state_figure(&editor, &wrong).await.unwrap_err() else { panic!() };
        assert_eq!(faults.0.len(), 2);
    });
}

#[test]
fn a_remade_reply_is_counted_once_and_in_a_later_year_not_again() {
    on_sqlite(|house| async move {
        let case = house.registered(date(2021, 11, 1)).await;
        house.answer(date(2021, 11, 15), case, &Answer::of(Outcome::N5)).await;
        let remade = Answer { outcome: Outcome::G2, evidence: Outcome::G2.evidence(), replaces: Some(ReplyNo(1)) };
        house.answer(date(2022, 2, 10), case, &remade).await;
        let before = compiled(&house, 2021).await;
        assert_eq!(cell(&before, "applications.results.refused_internal_affairs.total"), Some(1));
        let after = compiled(&house, 2022).await;
        assert_eq!(cell(&after, "applications.results.total.total"), Some(0));
        assert_eq!(cell(&after, "applications.carried_in.total"), Some(0));
    });
}
