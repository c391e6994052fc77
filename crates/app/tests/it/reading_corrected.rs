//! A reading corrected where it is no figure: a text, the form.

use annual_report::report::Section;
use annual_report::{Cell, Finding, Form, OtherRows, Path};
use app::{AppError, Corrected, PrintedForm, Reading, ReadingChange};
use jiff::civil::{Date, date};
use uuid::Uuid;

use crate::house::{House, on_both, on_sqlite};
use crate::reading::{OWN, page, report};

const DAY: Date = date(2022, 1, 10);
const OTHERS: &str = "某某镇人民政府";
const TRIAL: PrintedForm = PrintedForm { form: Form::F2019, other_rows: OtherRows::One };
const PRESENT: PrintedForm = PrintedForm { form: Form::F2021, other_rows: OtherRows::Three };

fn path(text: &str) -> Path {
    text.parse().unwrap()
}

async fn shown(house: &House, id: Uuid) -> Reading {
    house.app.read_report(&house.on(&house.staff.editor, DAY), id).await.unwrap()
}

fn of_rule<'r>(reading: &'r Reading, rule: &str) -> Vec<&'r Finding> {
    reading.findings.iter().filter(|finding| finding.rule == rule).collect()
}

fn fields(refused: AppError) -> Vec<String> {
    let AppError::Invalid(faults) = refused else { panic!("{refused}") };
    faults.0.into_iter().map(|fault| fault.field).collect()
}

fn text(section: Section, now: impl Into<String>) -> [ReadingChange; 1] {
    [ReadingChange::Text { section, now: now.into() }]
}

fn form(now: PrintedForm, knowing: bool) -> [ReadingChange; 1] {
    [ReadingChange::Form { now, knowing }]
}

#[test]
fn a_text_read_wrongly_is_corrected_for_a_reason_and_its_figures_are_checked_anew() {
    on_both(|house| async move {
        let mut made = report(OTHERS, 2020, 4, 0);
        made.narrative.overview = "2020年，本机关新收政府信息公开申请5件。\n都已办理。".to_owned();
        let editor = house.on(&house.staff.editor, DAY);
        let id = house.app.take_report(&editor, page(&made)).await.unwrap();
        let before = shown(&house, id).await;
        assert_eq!(of_rule(&before, "TEXT-NEW").len(), 1);
        let seen = editor.having_seen(before.seq);
        let right = "2020年，本机关新收政府信息公开申请4件。\r\n都已办理。\r\n";

        let silent = house.app.correct_reading(&seen, id, &text(Section::Overview, "长".repeat(200_001))).await;
        assert_eq!(fields(silent.unwrap_err()), ["overview", "reason"]);
        let because = seen.because("原件第1页是4件");
        let same = house.app.correct_reading(&because, id, &text(Section::Overview, made.narrative.overview)).await;
        assert_eq!(fields(same.unwrap_err()), ["overview"]);
        house.app.correct_reading(&because, id, &text(Section::Overview, right)).await.unwrap();

        let after = shown(&house, id).await;
        let now = "2020年，本机关新收政府信息公开申请4件。\n都已办理。";
        assert_eq!(after.report.narrative.overview, now);
        assert!(of_rule(&after, "TEXT-NEW").is_empty(), "{:?}", after.findings);
        assert!(after.as_read.narrative.overview.contains("5件"));
        let [correction] = after.corrections.as_slice() else { panic!("{:?}", after.corrections) };
        assert_eq!(correction.what, Corrected::Text { section: Section::Overview, now: now.to_owned() });
        assert_eq!((correction.because.as_str(), correction.mark.by.as_str()), ("原件第1页是4件", "editor"));
        assert_eq!(after.history.last().map(|done| done.what), Some("更正读取的文字"));
        // Of two officers the second is told, and nothing of theirs is kept.
        let late = house.app.correct_reading(&because, id, &text(Section::Other, "无。")).await;
        assert!(matches!(late, Err(AppError::Overtaken(_))));
        // Corrected once more, it was what the first correction said.
        let again = editor.because("原件这一部分是空白的");
        house.app.correct_reading(&again, id, &text(Section::Overview, " ")).await.unwrap();
        let after = shown(&house, id).await;
        assert_eq!((after.report.narrative.overview.as_str(), after.corrections.len()), ("", 2));
        assert_eq!(after.text_before(Section::Overview, 1), now);
        assert_eq!(after.text_before(Section::Overview, 0), after.as_read.narrative.overview);
        assert!(house.app.rebuild(&house.on(&house.staff.admin, DAY)).await.unwrap().unchanged);
    });
}

#[test]
fn a_text_that_the_reader_did_not_find_is_no_longer_missed_once_a_person_has_written_it() {
    on_sqlite(|house| async move {
        let mut made = report(OTHERS, 2021, 4, 0);
        made.narrative.problems = String::new();
        let editor = house.on(&house.staff.editor, DAY).because("原件第4页有这一段");
        let id = house.app.take_report(&editor, page(&made)).await.unwrap();
        let about = |reading: &Reading| {
            let of = |finding: &&Finding| finding.quote.as_ref().is_some_and(|one| one.section == Section::Problems);
            reading.findings.iter().filter(of).map(|finding| finding.rule).collect::<Vec<_>>()
        };
        let reading = shown(&house, id).await;
        assert_eq!(about(&reading), ["SECTION-EMPTY"], "{:?}", reading.findings);
        house.app.correct_reading(&editor, id, &text(Section::Problems, "公开不够及时，已经改进。")).await.unwrap();
        assert_eq!(about(&shown(&house, id).await), Vec::<&str>::new());
    });
}

#[test]
fn changing_the_form_names_what_has_no_place_in_it_first_and_loses_nothing() {
    on_both(|house| async move {
        let mut made = report(OTHERS, 2021, 4, 0);
        made.set(path("proactive.regulations.made"), Cell::Number(3));
        made.set(path("proactive.licences.decisions"), Cell::Number(12));
        let editor = house.on(&house.staff.editor, DAY);
        let id = house.app.take_report(&editor, page(&made)).await.unwrap();
        let because = editor.because("原件用的是2019年格式");
        let whole = shown(&house, id).await;
        let homeless = TRIAL.without_place(&whole.report);
        assert_eq!(homeless.len(), 6 + 1 + 21, "{homeless:?}");
        let refused = house.app.correct_reading(&because, id, &form(TRIAL, false)).await.unwrap_err();
        let AppError::Invalid(faults) = refused else { panic!("{refused}") };
        assert_eq!(faults.0[0].field, "knowing");
        for says in ["28个数字", "规章", "制发", "等"] {
            assert!(faults.0[0].message.contains(says), "{faults:?}");
        }
        let silent = house.app.correct_reading(&editor, id, &form(TRIAL, false)).await.unwrap_err();
        assert_eq!(fields(silent), ["knowing", "reason"]);
        house.app.correct_reading(&because, id, &form(TRIAL, true)).await.unwrap();

        let trial = shown(&house, id).await;
        assert_eq!(PrintedForm::of(&trial.report), TRIAL);
        assert!(!trial.report.has(path("proactive.regulations.made")));
        assert_eq!(trial.report.cell(path("proactive.licences.decisions")), &Cell::Number(12));
        assert_eq!(trial.report.cell(path("proactive.licences.previous_items")), &Cell::Blank);
        assert_eq!(of_rule(&trial, "FORM-YEAR").len(), 1);
        let listed = house.app.read_reports(&editor).await.unwrap();
        assert_eq!((listed[0].form.as_str(), listed[0].corrections), ("2019", 1));
        // A cell of this form is corrected like any; none of the other can be.
        let cell = |path: &str| [ReadingChange::Cell { path: path.parse().unwrap(), now: Cell::Number(7) }];
        house.app.correct_reading(&because, id, &cell("proactive.licences.previous_items")).await.unwrap();
        let none = house.app.correct_reading(&because, id, &cell("proactive.regulations.made")).await.unwrap_err();
        assert_eq!(fields(none), ["value"]);
        let same = house.app.correct_reading(&because, id, &form(TRIAL, true)).await.unwrap_err();
        assert_eq!(fields(same), ["form"]);
        // Set back, every figure is where it was.
        let refused = house.app.correct_reading(&because, id, &form(PRESENT, false)).await.unwrap_err();
        assert_eq!(fields(refused), ["knowing"]);
        house.app.correct_reading(&because, id, &form(PRESENT, true)).await.unwrap();
        let back = shown(&house, id).await;
        assert_eq!(back.report, whole.report);
        assert_eq!(back.corrections.len(), 3);
        assert!(house.app.rebuild(&house.on(&house.staff.admin, DAY)).await.unwrap().unchanged);
    });
}

#[test]
fn of_an_adopted_report_text_and_form_are_corrected_by_who_may_adopt_it() {
    on_sqlite(|house| async move {
        let on = |actor| house.on(actor, DAY).because("原件如此");
        let (supervisor, editor) = (&house.staff.supervisor, &house.staff.editor);
        let id = house.app.take_report(&on(supervisor), page(&report(OWN, 2020, 3, 0))).await.unwrap();
        house.app.adopt_reading(&on(editor), id).await.unwrap();
        let three = PrintedForm { other_rows: OtherRows::Three, ..TRIAL };
        for change in [text(Section::Other, "无。"), form(three, true)] {
            let denied = house.app.correct_reading(&on(supervisor), id, &change).await;
            assert!(matches!(denied, Err(AppError::Denied(_))), "{denied:?}");
            house.app.correct_reading(&on(editor), id, &change).await.unwrap();
        }
        let reading = shown(&house, id).await;
        assert_eq!(PrintedForm::of(&reading.report), three);
        assert!(reading.report.has(path("applications.results.other_fee_unpaid.total")));
        assert_eq!(reading.report.narrative.other, "无。");
    });
}
