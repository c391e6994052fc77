//! What only the document shows: sections, the days of the preface, the signature.

use annual_report::{Finding, Form, Report, Severity, check_document};
use document::{Block, Document, Paragraph, Role};

const SOUND: [&str; 20] = [
    "白云县档案馆2023年政府信息公开工作年度报告",
    "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。",
    "一、总体情况",
    "全年工作平稳。",
    "二、主动公开政府信息情况",
    "",
    "三、收到和处理政府信息公开申请情况",
    "",
    "四、政府信息公开行政复议、行政诉讼情况",
    "",
    "五、存在的主要问题及改进情况",
    "经验不足。",
    "六、其他需要报告的事项",
    "无。",
    "",
    "",
    "",
    "",
    "白云县档案馆",
    "2024年1月23日",
];

fn told_of(lines: &[&str]) -> Vec<Finding> {
    let paragraphs = lines.iter().map(|line| Block::Paragraph(Paragraph::new(Role::Body, *line)));
    let document = Document { title: String::new(), blocks: paragraphs.collect() };
    let mut report = Report::new("白云县档案馆", Some(2023), Form::F2021);
    let under = |heading: &str| {
        let at = lines.iter().position(|line| line.contains(heading));
        at.and_then(|at| lines.get(at + 1)).map(|line| (*line).to_owned()).unwrap_or_default()
    };
    report.narrative.overview = under("一、总体情况");
    report.narrative.problems = under("问题");
    report.narrative.other = under("其他需要报告");
    check_document(&document, &report)
}

/// The rules told of the sound lines with one replaced (or taken out).
fn with(at: usize, line: Option<&str>) -> Vec<&'static str> {
    let mut lines = SOUND.to_vec();
    match line {
        Some(line) => lines[at] = line,
        None => drop(lines.remove(at)),
    }
    told_of(&lines).into_iter().map(|finding| finding.rule).collect()
}

#[test]
fn a_document_of_the_form_is_passed_over() {
    assert_eq!(told_of(&SOUND), []);
    for (at, line) in [
        (10, "五、政府信息公开工作存在的主要问题及改进情况"),
        (2, "## 一、总体情况"),
        (4, "二、主动公开政府信息情况 "),
        (8, "四、政府信息公开行政复议和行政诉讼情况"),
        (4, "2.主动公开政府信息情况"),
        (1, "统计期限为２０２３年１月１日至１２月３１日。"),
        (19, "二〇二四年一月二十三日"),
        (18, "白云县档案馆（白云县地方志办公室）"),
        (18, "县档案馆"),
    ] {
        assert_eq!(with(at, Some(line)), [""; 0], "{line}");
    }
}

#[test]
fn a_table_of_contents_is_not_the_sections() {
    let mut lines = vec![SOUND[0]];
    lines.extend([2, 4, 6, 8, 10, 12].map(|at| SOUND[at]));
    lines.extend(&SOUND[1..]);
    assert_eq!(told_of(&lines).iter().map(|f| f.rule).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn a_missing_section_is_told_and_too_few_headings_are_none_to_judge_by() {
    for at in [2, 4, 6, 8, 10, 12] {
        assert_eq!(with(at, None), ["SECTION-MISSING"], "{}", SOUND[at]);
    }
    let found = told_of(&[SOUND[0], SOUND[2], SOUND[3], "表格"]);
    assert_eq!((found[0].rule, found[0].severity), ("SECTION-MISSING", Severity::NotAssessable));
}

#[test]
fn order_number_and_title_of_the_sections_are_looked_at() {
    let mut lines = SOUND.to_vec();
    lines.swap(10, 12);
    lines.swap(11, 13);
    assert!(told_of(&lines).iter().any(|finding| finding.rule == "SECTION-ORDER"));
    assert_eq!(with(12, Some("五、其他需要报告的事项")), ["SECTION-ORDER"]);
    assert_eq!(with(10, Some("五、存在的主要问题及整改措施")), ["SECTION-TITLE"]);
    assert_eq!(with(10, Some("五、存在问题及改进情况")), ["SECTION-TITLE"]);
    assert_eq!(with(2, Some("一、概述")), ["SECTION-TITLE"]);
}

#[test]
fn an_empty_section_is_told() {
    assert_eq!(with(3, Some("")), ["SECTION-EMPTY"]);
    assert_eq!(with(11, Some("")), ["SECTION-EMPTY"]);
    assert_eq!(with(13, Some("")), ["SECTION-EMPTY"]);
}

#[test]
fn the_days_of_the_preface_are_the_reports() {
    assert_eq!(with(1, Some("统计期限为2022年1月1日至12月31日。")), ["TEXT-YEAR"]);
    assert_eq!(with(1, Some("本报告按照2022年印发的格式编制。")), [""; 0]);
    assert_eq!(with(1, Some("现公布2022年政府信息公开工作年度报告。")), ["TEXT-YEAR"]);
    assert_eq!(with(4, Some("二、2022年主动公开政府信息情况")), ["SECTION-TITLE", "TEXT-YEAR"]);
}

#[test]
fn the_signature_is_of_the_organ_and_after_the_year() {
    assert_eq!(with(19, Some("2023年1月23日")), ["SIGN-DATE"]);
    assert_eq!(with(19, Some("2022年1月23日")), ["SIGN-DATE"]);
    assert_eq!(with(19, Some("2026年1月23日")), ["SIGN-DATE"]);
    assert_eq!(with(19, Some("2023年12月31日")), [""; 0]);
    assert_eq!(with(18, Some("青山县财政局")), ["SIGN-ORGAN"]);
    assert_eq!(with(18, Some("联系电话：0000")), [""; 0]);
}

#[test]
fn another_organs_name_in_the_preface_or_under_the_report_is_told() {
    for line in ["本报告由青山县民政局根据条例编制。", "现将青山县民政局2023年度政府信息公开工作年度报告公布如下。"]
    {
        let mut lines = SOUND.to_vec();
        lines[1] = line;
        let of = |organ: &str| {
            let paragraphs = lines.iter().map(|line| Block::Paragraph(Paragraph::new(Role::Body, *line)));
            let document = Document { title: String::new(), blocks: paragraphs.collect() };
            let found = check_document(&document, &Report::new(organ, Some(2023), Form::F2021)).into_iter();
            found.filter(|finding| finding.rule == "TEXT-ORGAN").collect::<Vec<_>>()
        };
        assert_eq!(of("青山县财政局").len(), 1, "{line}");
        assert_eq!(of("青山县民政局"), [], "{line}");
        assert_eq!(of("青山县人民政府"), [], "{line}");
        // An archive is of no kind that is told apart for sure.
        assert_eq!(of("白云县档案馆"), [], "{line}");
    }
    let mut report = Report::new("青山县财政局", Some(2023), Form::F2021);
    report.narrative.overview = "全年工作平稳。".to_owned();
    let lines = ["青山县民政局", "2024年1月23日"];
    let paragraphs = lines.iter().map(|line| Block::Paragraph(Paragraph::new(Role::Body, *line)));
    let document = Document { title: String::new(), blocks: paragraphs.collect() };
    let found = check_document(&document, &report);
    assert!(found.iter().any(|f| f.rule == "SIGN-ORGAN" && f.severity == Severity::Warning), "{found:?}");
}
