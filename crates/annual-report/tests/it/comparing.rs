//! Reports of one organ compared, all of them invented.

use annual_report::compare::{What, compare, comparison_page, comparison_sheets};
use annual_report::{
    Cell, Column, CompareSettings, Comparison, Figure, Form, Measure, OtherRows, Path, Report, Row, Severity, Subject,
    joined,
};
use proptest::prelude::*;

use super::sources::any_report;

const NEW: Path = Path::Applications(Row::New, Column::Total);
const IN: Path = Path::Applications(Row::CarriedIn, Column::Total);
const OUT: Path = Path::Applications(Row::CarriedOut, Column::Total);

fn report(year: u16, form: Form, cells: &[(Path, Cell)]) -> Report {
    let mut report = Report::new("青禾县档案馆", Some(year), form);
    for (path, cell) in cells {
        assert!(report.set(*path, cell.clone()));
    }
    report
}

fn of<'a>(reports: &[&'a Report]) -> Comparison<'a> {
    let named: Vec<(String, &Report)> =
        reports.iter().map(|report| (format!("{:?}.txt", report.year), *report)).collect();
    compare(&named, &CompareSettings::default())
}

fn line<'c>(comparison: &'c Comparison<'_>, what: What) -> &'c annual_report::compare::Line {
    comparison.lines.iter().find(|line| line.what == what).unwrap()
}

#[test]
fn years_stand_in_order_whatever_the_order_given_and_a_blank_has_no_difference() {
    let a = report(2021, Form::F2021, &[(NEW, Cell::Number(8))]);
    let b = report(2022, Form::F2021, &[(NEW, Cell::Number(6))]);
    let c = report(2023, Form::F2021, &[(NEW, Cell::Placeholder("/".into()))]);
    let comparison = of(&[&c, &a, &b]);
    assert_eq!(comparison.reports.iter().map(|one| one.report.year).collect::<Vec<_>>(), [2021, 2022, 2023].map(Some));
    let new = line(&comparison, What::Cell(NEW));
    assert_eq!(new.steps[0].difference, Some(Figure::Number(-2)));
    assert_eq!(new.steps[0].percent.map(|percent| percent.to_string()).as_deref(), Some("-25.0"));
    assert_eq!((new.steps[1].difference, new.steps[1].percent), (None, None));
    assert_eq!(comparison.remarks, Vec::<String>::new());
}

#[test]
fn both_forms_are_compared_where_both_have_a_row_and_stand_alone_elsewhere() {
    let licences = Path::Proactive(Subject::Licences, Measure::Decisions);
    let items = Path::Proactive(Subject::Procurement, Measure::Items);
    let other = |row| Path::Applications(row, Column::Total);
    let old = report(
        2020,
        Form::F2019,
        &[(licences, Cell::Number(10)), (items, Cell::Number(3)), (other(Row::Other), Cell::Number(4))],
    );
    let three = [Row::OtherNotCorrected, Row::OtherFeeUnpaid, Row::OtherOther].map(|row| (other(row), Cell::Number(2)));
    let mut new = report(2021, Form::F2021, &three);
    new.set(licences, Cell::Number(15));
    let comparison = of(&[&old, &new]);
    assert_eq!(line(&comparison, What::Cell(licences)).steps[0].difference, Some(Figure::Number(5)));
    assert_eq!(line(&comparison, What::Cell(items)).values, [Some(Cell::Number(3)), None]);
    assert_eq!(line(&comparison, What::Cell(other(Row::OtherOther))).values, [None, Some(Cell::Number(2))]);
    let together = line(&comparison, What::OtherTogether(Column::Total));
    assert_eq!(together.values, [Some(Cell::Number(4)), Some(Cell::Number(6))]);
    assert!(comparison.remarks.iter().any(|remark| remark.contains("格式不同")));
    // One of the three blank: the whole is not known, it is not the sum of the rest.
    new.set(other(Row::OtherOther), Cell::Blank);
    let comparison = of(&[&old, &new]);
    assert_eq!(line(&comparison, What::OtherTogether(Column::Total)).values[1], Some(Cell::Blank));
}

#[test]
fn id_4_what_was_carried_over_is_checked_between_neighbouring_years_only() {
    // ID-4
    let a = report(2021, Form::F2021, &[(OUT, Cell::Number(3))]);
    let b = report(2022, Form::F2021, &[(IN, Cell::Number(2)), (OUT, Cell::Number(1))]);
    let d = report(2024, Form::F2021, &[(IN, Cell::Number(5))]);
    let comparison = of(&[&d, &b, &a]);
    let first = &comparison.joins[0];
    assert!(first.consecutive);
    let broken: Vec<_> = first.findings.iter().filter(|finding| finding.severity == Severity::Warning).collect();
    assert_eq!(broken.len(), 1);
    assert_eq!((broken[0].rule, &broken[0].cells[..]), ("CARRY-OVER", &[IN][..]));
    assert!(!comparison.joins[1].consecutive && comparison.joins[1].findings.is_empty());
    assert!(comparison.remarks.iter().any(|remark| remark.contains("缺2023年的报告")), "{:?}", comparison.remarks);
}

#[test]
fn a_text_that_was_copied_is_found_whatever_its_figures_and_another_is_not() {
    let text = |year: u16, count: u16| {
        format!(
            "{year}年，我馆主动公开政府信息{count}条，通过门户网站、政务公开栏和新闻发布会向社会发布。\
             全年开展档案开放审核，接待查档群众，按时答复政府信息公开申请，没有发生因答复引起的投诉。\
             政务公开领导小组定期研究工作，指定专人负责信息的采集、审核和更新。"
        )
    };
    let mut a = report(2021, Form::F2021, &[]);
    let mut b = report(2022, Form::F2021, &[]);
    a.narrative.overview = text(2021, 36);
    b.narrative.overview = text(2022, 58);
    b.narrative.problems = "新问题：人手紧。".into();
    let rules = |comparison: &Comparison<'_>| -> Vec<&'static str> {
        comparison.joins[0].findings.iter().map(|finding| finding.rule).filter(|rule| *rule == "TEXT-COPIED").collect()
    };
    let comparison = of(&[&a, &b]);
    assert_eq!(rules(&comparison), ["TEXT-COPIED"]);
    assert_eq!(comparison.joins[0].likeness[0].per_mille, Some(1000));
    b.narrative.overview = "新馆建成开放，库房面积扩大一倍。推出民生档案跨馆查阅，群众在家门口即可取得婚姻、学籍证明。\
        举办档案日展览，整理汶水两岸老照片，编成图册赠送学校。"
        .into();
    let comparison = of(&[&a, &b]);
    assert!(rules(&comparison).is_empty(), "{:?}", comparison.joins[0].likeness);
}

#[test]
fn other_organs_and_reports_of_one_year_are_said() {
    let a = report(2021, Form::F2021, &[]);
    let mut b = report(2021, Form::F2021, &[]);
    b.organ = "白石县档案馆".into();
    let comparison = of(&[&a, &b]);
    assert!(comparison.remarks.iter().any(|remark| remark.contains("机关名称不同")));
    assert!(comparison.remarks.iter().any(|remark| remark.contains("都是2021年度")));
    assert!(!comparison.joins[0].consecutive);
    b.year = None;
    let comparison = of(&[&b, &a]);
    assert_eq!(comparison.reports[1].report.year, None);
    assert!(comparison.remarks.iter().any(|remark| remark.contains("没有读出年度")));
}

#[test]
fn a_page_has_a_picture_of_every_drawn_row_no_script_and_nothing_from_outside() {
    let mut a = report(2021, Form::F2021, &[(NEW, Cell::Number(8))]);
    a.organ = "<script>alert(1)</script>档案馆".into();
    let b = report(2022, Form::F2021, &[]);
    let page = comparison_page(&of(&[&a, &b])).unwrap();
    assert_eq!(page.matches("<svg").count(), 3);
    assert!(page.contains("无数字") && page.contains("<title id="));
    for forbidden in ["<script", "http:", "https:", "href=", "src=", "style=\"background"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_reports_are_compared_in_every_form_the_same_whatever_their_order(
        reports in prop::collection::vec(any_report(), 2..5),
    ) {
        let named: Vec<(String, &Report)> =
            reports.iter().enumerate().map(|(at, report)| (format!("{at}.txt"), report)).collect();
        let settings = CompareSettings::default();
        let comparison = compare(&named, &settings);
        let turned: Vec<(String, &Report)> = named.iter().rev().cloned().collect();
        let other = compare(&turned, &settings);
        prop_assert_eq!(serde_json::to_string(&comparison).unwrap(), serde_json::to_string(&other).unwrap());
        let sheets = comparison_sheets(&comparison);
        document::write::aligned_text(&joined(&sheets)).unwrap();
        comparison_page(&comparison).unwrap();
        let with_one_row = reports.iter().filter(|report| report.other_rows() == OtherRows::One).count();
        let mixed = with_one_row > 0 && with_one_row < reports.len();
        let together = comparison.lines.iter().any(|line| matches!(line.what, What::OtherTogether(_)));
        prop_assert_eq!(together, mixed);
        for line in &comparison.lines {
            for (pair, step) in line.values.windows(2).zip(&line.steps) {
                let both = pair.iter().all(|cell| cell.as_ref().and_then(Cell::figure).is_some());
                prop_assert!(both || (step.difference.is_none() && step.percent.is_none()));
            }
        }
    }
}
