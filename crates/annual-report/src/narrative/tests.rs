use jiff::civil::date;

use super::*;
use crate::form::{Column, Form, Measure, RemedyBlock, RemedyResult, Row, Subject};

fn nothing_but_noughts(year: u16) -> Report {
    let form = Form::for_year(year);
    let mut report = Report::new("某园管理委员会", Some(year), form);
    for path in report.paths() {
        let nought = if path.is_money() { Cell::Money(crate::cell::Decimal::ZERO) } else { Cell::Number(0) };
        report.set(path, nought);
    }
    report
}

fn year(year: i16) -> Span {
    Span::year(year).unwrap()
}

#[test]
fn section_one_has_its_five_aspects_in_order() {
    let text = draft(&nothing_but_noughts(2021), year(2021), &Given::default()).overview;
    let headings: Vec<&str> = text.lines().filter(|line| line.starts_with('（')).collect();
    assert_eq!(
        headings,
        ["（一）主动公开", "（二）依申请公开", "（三）政府信息管理", "（四）平台建设", "（五）监督保障"]
    );
}

#[test]
fn the_figures_of_the_tables_stand_in_the_text() {
    let mut report = nothing_but_noughts(2021);
    let set = |report: &mut Report, row, column, n| report.set(Path::Applications(row, column), Cell::Number(n));
    set(&mut report, Row::New, Column::NaturalPerson, 2);
    set(&mut report, Row::New, Column::Commercial, 1);
    set(&mut report, Row::New, Column::Total, 3);
    set(&mut report, Row::Granted, Column::Total, 2);
    set(&mut report, Row::RefusedInternalAffairs, Column::Total, 1);
    set(&mut report, Row::Total, Column::Total, 3);
    report.set(Path::Remedies(RemedyBlock::Reconsideration, RemedyResult::Corrected), Cell::Number(1));
    report.set(Path::Remedies(RemedyBlock::Reconsideration, RemedyResult::Total), Cell::Number(1));
    let text = draft(&report, year(2021), &Given::default());
    for said in [
        "2021年，本机关新收政府信息公开申请3件（自然人2件，法人或其他组织1件），上年结转0件。",
        "办结3件，其中予以公开2件、不予公开1件；结转下年度继续办理0件。",
        "因政府信息公开工作发生的行政复议1件（结果纠正1件）",
        "行政规范性文件制发0件、废止0件、期末现行有效0件",
        "行政事业性收费金额0万元",
    ] {
        assert!(text.overview.contains(said), "{said}\n{}", text.overview);
    }
    assert!(text.problems.contains("行政复议中有1件结果纠正"));
}

#[test]
fn a_blank_is_called_not_reported_and_never_nought() {
    for form in [Form::F2019, Form::F2021] {
        let report = Report::new("某局", Some(2021), form);
        let text = draft(&report, year(2021), &Given::default());
        for part in [&text.overview, &text.problems, &text.other] {
            let without_year = part.replace("2021", "");
            assert!(!without_year.contains(|c: char| c.is_ascii_digit()), "{part}");
            assert!(part.contains("未填报"), "{part}");
        }
    }
    let mut report = nothing_but_noughts(2021);
    report.set(Path::Proactive(Subject::Fees, Measure::Amount), Cell::Blank);
    report.set(Path::Proactive(Subject::Penalties, Measure::Decisions), Cell::Placeholder("/".into()));
    let text = draft(&report, year(2021), &Given::default()).overview;
    assert!(text.contains("行政事业性收费金额未填报"), "{text}");
    assert!(text.contains("行政处罚处理决定数填报为“/”"), "{text}");
}

#[test]
fn section_six_states_the_three_fee_figures() {
    // FEE-12: how many notices, what they asked for, what was received.
    let with = |notices, charged, received| Given {
        fees: Some(FeeFigures { notices, charged: Fen(charged), received: Fen(received) }),
        ..Given::default()
    };
    let report = nothing_but_noughts(2021);
    assert_eq!(
        draft(&report, year(2021), &with(1, 38_000, 38_050)).other,
        "2021年，本机关发出信息处理费收费通知1件，通知收取的总金额380元，实际收取的总金额380.50元。"
    );
    assert!(draft(&report, year(2021), &with(0, 0, 0)).other.contains("收费通知0件，通知收取的总金额0元"));
    let silent = draft(&report, year(2021), &Given::default()).other;
    assert!(silent.contains("未填报") && !silent.contains("0件"));
    // There was no such fee in 2020.
    assert_eq!(draft(&report, year(2020), &Given::default()).other, "其他需要报告的事项未填报。");
}

#[test]
fn what_people_gave_is_taken_as_they_gave_it() {
    let given = Given {
        management: Some("　　对公文公开属性作源头管理。\n\n".into()),
        problems: Some("答复模板的运用还不熟练，将组织培训。".into()),
        ..Given::default()
    };
    let text = draft(&nothing_but_noughts(2021), year(2021), &given);
    assert!(text.overview.contains("（三）政府信息管理\n对公文公开属性作源头管理。\n（四）平台建设\n"));
    assert_eq!(text.problems, "答复模板的运用还不熟练，将组织培训。");
    assert_eq!(text, draft(&nothing_but_noughts(2021), year(2021), &given));
}

#[test]
fn a_quarter_is_not_told_as_a_year() {
    let span = Span::new(date(2026, 1, 1), date(2026, 3, 31)).unwrap();
    let text = draft(&nothing_but_noughts(2026), span, &Given::default()).overview;
    assert!(text.contains("2026年第一季度，本机关新收") && text.contains("期末尚未办结0件"), "{text}");
    assert!(!text.contains("上年"), "{text}");
}
