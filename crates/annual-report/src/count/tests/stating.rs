use super::*;
use crate::check::Severity;
use crate::statement::{Expected, Standing, StatedValue, UnitStatement};

const LICENCES: &str = "proactive.licences.decisions";
const IN_FORCE: &str = "proactive.normative_documents.in_force";
const AMOUNT: &str = "proactive.fees.amount";

fn path(figure: &str) -> Path {
    figure.parse().unwrap()
}

fn stated(id: &str, unit: &str, figure: &str, span: Span, value: StatedValue) -> UnitStatement {
    UnitStatement {
        id: id.into(),
        unit: unit.into(),
        figure: path(figure),
        span,
        value,
        signed_by: "经办人甲".into(),
        signed_on: date(2022, 1, 5),
        evidence: "台账".into(),
        standing: Standing::Stands,
    }
}

fn year() -> Span {
    Span::year(2021).unwrap()
}

fn compiled(statements: &[UnitStatement], expected: &[Expected]) -> Compiled {
    count(&question(2021), [], [], statements, expected)
}

/// What was found on a figure: severity and message.
fn found(compiled: &Compiled, figure: &str) -> Vec<(Severity, String)> {
    let about = compiled.findings.iter().filter(|finding| finding.cells == [path(figure)]);
    about.map(|finding| (finding.severity, finding.message.clone())).collect()
}

#[test]
fn a_figure_nobody_stated_is_blank_and_said_and_a_stated_nought_is_nought() {
    let made = compiled(&[stated("s1", "一处", LICENCES, year(), StatedValue::Count(0))], &[]);
    assert_eq!(made.report.cell(path(LICENCES)), &Cell::Number(0));
    assert!(found(&made, LICENCES).is_empty());
    assert_eq!(made.report.cell(path(AMOUNT)), &Cell::Blank);
    let silence = found(&made, AMOUNT);
    assert_eq!(silence[0].0, Severity::Notice);
    assert!(silence[0].1.contains("没有处室填报"));
    let sources = made.behind.unwrap().sources([path(LICENCES), path(AMOUNT)]);
    assert_eq!(sources.into_iter().collect::<Vec<_>>(), [(path(LICENCES), crate::Source::Stated("s1".into()))]);
}

#[test]
fn units_and_quarters_add_up_and_money_exactly() {
    let quarter = |n| Span::quarter(2021, n).unwrap();
    let made = compiled(
        &[
            stated("s1", "一处", LICENCES, quarter(1), StatedValue::Count(3)),
            stated(
                "s2",
                "一处",
                LICENCES,
                Span::new(date(2021, 4, 1), date(2021, 12, 31)).unwrap(),
                StatedValue::Count(4),
            ),
            stated("s3", "二处", LICENCES, year(), StatedValue::Count(5)),
            stated("s4", "一处", AMOUNT, year(), StatedValue::Fen(7_730_279_999)),
            stated("s5", "二处", AMOUNT, year(), StatedValue::Fen(1)),
        ],
        &[],
    );
    assert_eq!(made.report.cell(path(LICENCES)), &Cell::Number(12));
    assert_eq!(made.report.cell(path(AMOUNT)).printed(), "7730.28");
    assert!(found(&made, LICENCES).is_empty());
    assert_eq!(made.behind.unwrap().statements(path(LICENCES)), ["s1", "s3", "s2"]);
}

#[test]
fn what_is_in_force_is_taken_as_of_the_end() {
    let spring = Span::quarter(2021, 1).unwrap();
    let end = Span::new(date(2021, 12, 31), date(2021, 12, 31)).unwrap();
    let first = stated("s1", "法制处", IN_FORCE, spring, StatedValue::Count(9));
    let last = stated("s2", "法制处", IN_FORCE, end, StatedValue::Count(7));
    let made = compiled(&[first.clone(), last.clone()], &[]);
    assert_eq!(made.report.cell(path(IN_FORCE)), &Cell::Number(7));
    assert!(found(&made, IN_FORCE).is_empty());
    assert_eq!(compiled(&[first], &[]).report.cell(path(IN_FORCE)), &Cell::Blank);
    let again = stated("s3", "法制处", IN_FORCE, year(), StatedValue::Count(8));
    assert_eq!(compiled(&[last, again], &[]).report.cell(path(IN_FORCE)), &Cell::Blank);
}

#[test]
fn a_silent_unit_and_unstated_months_are_said() {
    let expected = ["一处", "二处"].map(|unit| Expected { unit: unit.into(), figure: path(LICENCES) });
    let half = Span::new(date(2021, 1, 1), date(2021, 6, 30)).unwrap();
    let made = compiled(&[stated("s1", "一处", LICENCES, half, StatedValue::Count(3))], &expected);
    assert_eq!(made.report.cell(path(LICENCES)), &Cell::Number(3));
    let said = found(&made, LICENCES);
    assert_eq!(said.len(), 2);
    assert!(said.iter().all(|(severity, _)| *severity == Severity::Notice));
    assert!(said[0].1.contains("二处尚未填报"), "{said:?}");
    assert!(said[1].1.contains("一处未填报2021年7月1日至2021年12月31日"), "{said:?}");
}

#[test]
fn a_statement_of_thirteen_months_or_stated_twice_is_a_fault_and_leaves_the_figure_blank() {
    let thirteen = Span::new(date(2020, 12, 1), date(2021, 12, 31)).unwrap();
    let good = stated("s1", "一处", LICENCES, year(), StatedValue::Count(3));
    let fault = |statements: &[UnitStatement], figure: &str, words: &str| {
        let made = compiled(statements, &[]);
        let said = found(&made, figure);
        assert!(
            said.iter().any(|(severity, message)| *severity == Severity::Error && message.contains(words)),
            "{said:?}"
        );
        made.report.cell(path(figure)).clone()
    };
    let long = stated("s2", "二处", LICENCES, thirteen, StatedValue::Count(3));
    assert_eq!(fault(&[good.clone(), long], LICENCES, "跨越两个年度"), Cell::Blank);
    let twice = stated("s2", "一处", LICENCES, Span::month(2021, 5).unwrap(), StatedValue::Count(1));
    assert_eq!(fault(&[good.clone(), twice.clone()], LICENCES, "重叠"), Cell::Blank);
    let wrong = stated("s2", "二处", LICENCES, year(), StatedValue::Fen(3));
    assert_eq!(fault(&[good.clone(), wrong], LICENCES, "填错了位置"), Cell::Blank);
    let below = stated("s2", "二处", LICENCES, year(), StatedValue::Count(-1));
    assert_eq!(fault(&[good.clone(), below], LICENCES, "小于零"), Cell::Blank);
    let huge = stated("s2", "二处", LICENCES, year(), StatedValue::Count(i64::MAX));
    assert_eq!(fault(&[good.clone(), huge], LICENCES, "数字过大"), Cell::Blank);
    // Taken back or replaced, the second says nothing.
    for standing in [Standing::Withdrawn { on: date(2022, 1, 6) }, Standing::Replaced { by: "s1".into() }] {
        let made = compiled(&[good.clone(), UnitStatement { standing, ..twice.clone() }], &[]);
        assert_eq!(made.report.cell(path(LICENCES)), &Cell::Number(3));
    }
}

#[test]
fn a_part_of_a_years_figure_is_not_guessed_for_a_month() {
    let whole = stated("s1", "一处", LICENCES, year(), StatedValue::Count(12));
    let march = Question::days("某局", Span::month(2021, 3).unwrap());
    let made = count(&march, [], [], &[whole], &[]);
    assert_eq!(made.report.cell(path(LICENCES)), &Cell::Blank);
    assert!(found(&made, LICENCES).iter().any(|(_, message)| message.contains("不能拆分")));
}

#[test]
fn the_trial_form_takes_a_change_below_nought_and_last_years_items_at_the_start() {
    let span = Span::year(2020).unwrap();
    let statements = [
        stated("s1", "一处", "proactive.licences.change", span, StatedValue::Count(-2)),
        stated("s2", "一处", "proactive.licences.previous_items", span, StatedValue::Count(10)),
        stated("s3", "一处", "proactive.procurement.amount", span, StatedValue::Fen(1_234_500)),
    ];
    let made = count(&question(2020), [], [], &statements, &[]);
    assert_eq!(made.report.cell(path("proactive.licences.change")), &Cell::Number(-2));
    assert_eq!(made.report.cell(path("proactive.licences.previous_items")), &Cell::Number(10));
    assert_eq!(made.report.cell(path("proactive.procurement.amount")).printed(), "1.2345");
}

#[test]
fn a_unit_states_a_figure_twice_only_where_the_count_would_take_both() {
    let quarter = |n| Span::quarter(2021, n).unwrap();
    let twice = |figure, one, other| crate::count::stated_twice(path(figure), one, other);
    assert!(twice(LICENCES, year(), quarter(2)));
    assert!(!twice(LICENCES, quarter(1), quarter(2)));
    // What is in force is told as of the last day, so only that day can be told of twice.
    assert!(twice(IN_FORCE, year(), quarter(4)));
    assert!(!twice(IN_FORCE, year(), quarter(1)));
    assert!(!twice("applications.new.total", year(), year()));
}
