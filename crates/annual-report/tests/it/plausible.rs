//! Figures that can hardly be, the form and the texts of another year, direct suits, two years in a row.

use annual_report::{Cell, CheckContext, Column, Figure, Finding, Form, Path, Report, Row, Severity, check};

use super::texts::year;

fn of(rule: &str, report: &Report, previous: Option<&Report>) -> Vec<Finding> {
    let context = CheckContext { previous, ..CheckContext::default() };
    check(report, &context).into_iter().filter(|finding| finding.rule == rule).collect()
}

fn with(report: &Report, cells: &[(&str, i64)]) -> Report {
    let mut report = report.clone();
    for (path, n) in cells {
        assert!(report.set(path.parse().unwrap(), Cell::Number(*n)), "{path}");
    }
    report
}

fn charged(report: &Report, amount: &str) -> Report {
    let mut report = report.clone();
    report.set("proactive.fees.amount".parse().unwrap(), Cell::Money(amount.parse().unwrap()));
    report
}

fn named(organ: &str) -> Report {
    let mut report = year();
    report.organ = organ.to_owned();
    report
}

#[test]
fn the_form_is_that_of_the_year() {
    for (year, form, told) in [
        (2019, Form::F2019, 0),
        (2020, Form::F2019, 0),
        (2021, Form::F2019, 1),
        (2022, Form::F2019, 1),
        (2020, Form::F2021, 1),
        (2021, Form::F2021, 0),
        (2025, Form::F2021, 0),
    ] {
        let found = of("FORM-YEAR", &Report::new("某局", Some(year), form), None);
        assert_eq!(found.len(), told, "{year}");
        assert!(found.iter().all(|finding| finding.severity == Severity::Warning));
    }
    let found = of("FORM-YEAR", &Report::new("某局", None, Form::F2021), None);
    assert_eq!(found[0].severity, Severity::NotAssessable);
}

#[test]
fn words_of_another_year_are_told() {
    let told = |text: &str| {
        let mut report = year();
        report.narrative.overview = text.to_owned();
        of("TEXT-YEAR", &report, None).len()
    };
    for text in [
        "本报告所列数据的统计期限为2022年1月1日至12月31日。2023年工作平稳。",
        "统计时限自２０２２年１月１日起至２０２２年１２月３１日止，2023年。",
        "2022年，我县认真做好政府信息公开工作。全年公开信息30条。",
        "（一）主动公开\n2022年度，全县公开信息30条。",
        "2022年我县公开信息30条。",
        "2022年，我县认真做好政府信息公开工作。\n2023年，收到政府信息公开申请20件。",
        "（一）主动公开\n2022年度，全县公开信息30条。2023年，收到政府信息公开申请20件。",
    ] {
        assert_eq!(told(text), 1, "{text}");
    }
    for text in [
        "本报告所列数据的统计期限为2023年1月1日至12月31日。",
        "2023年，我县公开信息30条，比2022年多5条。",
        "根据2022年工作安排，全县公开信息30条。",
        "2022年1月1日至2023年12月31日，开展三年行动。",
        "全年工作平稳。",
        "2024年，我县将继续努力。",
        "2022年以来，我县持续推进。2023年，公开信息30条。",
        "2022年，公开信息20条，2023年增加到30条。",
    ] {
        assert_eq!(told(text), 0, "{text}");
    }
}

#[test]
fn a_section_that_only_says_none_is_told() {
    for (overview, problems, told) in [
        ("无", "经验不足。", 1),
        ("工作平稳。", "无。", 1),
        ("工作平稳。", "不存在问题", 1),
        ("暂无", "无", 2),
        ("工作平稳。", "无专职人员，经验不足。", 0),
        ("", "", 0),
    ] {
        let mut report = year();
        report.narrative.overview = overview.to_owned();
        report.narrative.problems = problems.to_owned();
        report.narrative.other = "无".to_owned();
        assert_eq!(of("SECTION-EMPTY", &report, None).len(), told, "{overview} {problems}");
    }
}

#[test]
fn organs_without_the_power_have_no_rules() {
    let rules = [("proactive.regulations.in_force", 3)];
    for (organ, told) in [
        ("某镇人民政府", 1),
        ("某区某街道办事处", 1),
        ("某县人民政府", 1),
        ("某市财政局", 1),
        ("某市人民政府", 0),
        ("某省人民政府", 0),
        ("某市人民政府办公厅", 0),
        ("国家某局", 0),
    ] {
        let found = of("RULE-POWER", &with(&named(organ), &rules), None);
        assert_eq!(found.len(), told, "{organ}");
        if let [finding] = found.as_slice() {
            assert_eq!(finding.cells, ["proactive.regulations.in_force".parse::<Path>().unwrap()]);
            assert_eq!((finding.expected, finding.found), (Some(Figure::Number(0)), Some(Figure::Number(3))));
        }
        assert_eq!(of("RULE-POWER", &named(organ), None), []);
    }
}

#[test]
fn fees_are_in_wan_yuan() {
    let told = |report: &Report, previous: Option<&Report>| of("FEE-UNIT", report, previous).len();
    assert_eq!(told(&charged(&named("某镇人民政府"), "251000"), None), 1);
    assert_eq!(told(&charged(&named("某镇人民政府"), "25.1"), None), 0);
    assert_eq!(told(&charged(&named("某市人民政府"), "251000"), None), 0);
    assert_eq!(told(&charged(&year(), "0.0000001"), None), 1);
    assert_eq!(told(&charged(&year(), "190.457379"), None), 0);
    let mut before = charged(&year(), "25.3");
    before.year = Some(2022);
    assert_eq!(told(&charged(&year(), "251000"), Some(&before)), 1);
    assert_eq!(told(&charged(&year(), "253"), Some(&before)), 0);
    let mut blank = year();
    blank.set("proactive.fees.amount".parse().unwrap(), Cell::Blank);
    let found = of("FEE-UNIT", &blank, Some(&before));
    assert_eq!(found.iter().map(|f| f.severity).collect::<Vec<_>>(), [Severity::NotAssessable]);
    // The form of 2019 has no such amount.
    assert_eq!(of("FEE-UNIT", &Report::new("某局", Some(2020), Form::F2019), None), []);
}

#[test]
fn fees_are_in_the_unit_that_the_text_has_them_in() {
    let said = |amount: &str, text: &str| {
        let mut report = charged(&named("某市某局"), amount);
        report.narrative.overview = text.to_owned();
        let found = check(&report, &CheckContext::default());
        let rules = found.into_iter().filter(|f| f.rule == "FEE-UNIT" || f.rule == "TEXT-PROACTIVE");
        rules.map(|f| (f.rule, f.cells.iter().map(Path::to_string).collect::<Vec<_>>())).collect::<Vec<_>>()
    };
    let cells = vec!["proactive.fees.amount".to_owned()];
    for text in [
        "全年行政事业性收费12.5万元。",
        "2023年，我局收取行政事业性收费125000元。",
        "行政事业性收费总金额为125,000元。",
    ] {
        assert_eq!(said("12.5", text), [], "{text}");
        assert_eq!(said("12.4987", text).is_empty(), text.contains("万元"), "{text}");
        assert_eq!(said("125000", text), [("FEE-UNIT", cells.clone())], "{text}");
        assert_eq!(said("0.00125", text), [("FEE-UNIT", cells.clone())], "{text}");
        assert_eq!(said("31", text), [("TEXT-PROACTIVE", cells.clone())], "{text}");
    }
    for text in ["为企业减免行政事业性收费12.5万元。", "办公室收取行政事业性收费3万元。", "2022年行政事业性收费9万元。"]
    {
        assert_eq!(said("125000", text), [], "{text}");
    }
}

#[test]
fn a_plausibility_rule_without_its_figures_says_so_in_one_line() {
    let mut report = named("某镇人民政府");
    for path in report.paths() {
        if matches!(path, Path::Proactive(..)) {
            report.set(path, Cell::Blank);
        }
    }
    for (rule, cells) in [("RULE-POWER", 3), ("FEE-UNIT", 1), ("DOCUMENTS", 6)] {
        let found = of(rule, &report, None);
        let [finding] = found.as_slice() else { panic!("{rule}: {found:?}") };
        assert_eq!((finding.severity, finding.cells.len()), (Severity::NotAssessable, cells), "{rule}");
        assert!(finding.message.starts_with("无法判断") && finding.message.contains("没有可以计算的数字"));
    }
    // What is wrong is said even where something else is blank.
    let found = of("RULE-POWER", &with(&report, &[("proactive.regulations.made", 2)]), None);
    assert_eq!(found.iter().map(|f| f.severity).collect::<Vec<_>>(), [Severity::Warning]);
}

#[test]
fn a_finding_cites_the_notice_that_set_the_form_of_its_year() {
    for (year_of, form, notice) in [
        (2019, Form::F2019, "国办公开办函〔2019〕60号"),
        (2020, Form::F2019, "国办公开办函〔2019〕60号"),
        (2021, Form::F2021, "国办公开办函〔2021〕30号"),
        (2023, Form::F2019, "国办公开办函〔2021〕30号"),
    ] {
        let found = check(&Report::new("某局", Some(year_of), form), &CheckContext::default());
        assert!(!found.is_empty() && found.iter().all(|finding| finding.cite == notice), "{year_of} {found:?}");
    }
}

#[test]
fn another_organs_name_left_in_the_texts_is_told() {
    let told = |organ: &str, text: &str| {
        let mut report = named(organ);
        report.narrative.overview = text.to_owned();
        of("TEXT-ORGAN", &report, None)
    };
    for (organ, text, name) in [
        ("青山县林业局", "本报告由青山县水务局根据有关规定编制。", "青山县水务局"),
        ("青山县林业局", "现公布青山县水务局2023年政府信息公开工作年度报告。", "青山县水务局"),
        ("青山县林业局", "2023年，青山县水务局认真落实条例。全年公开信息3条。", "青山县水务局"),
        ("青山县林业局", "青山县水务局（以下简称“我局”）工作平稳。", "青山县水务局"),
        ("青山县甲镇人民政府", "2023年，乙塘镇坚持以公开为常态。", "乙塘镇"),
        ("青山县人民政府", "现将白云县人民政府2023年政府信息公开工作报告如下。", "白云县人民政府"),
    ] {
        let found = told(organ, text);
        let [finding] = found.as_slice() else { panic!("{text}: {found:?}") };
        assert_eq!(finding.severity, Severity::Warning);
        assert_eq!(finding.quote.as_ref().unwrap().text, name, "{text}");
        assert!(finding.message.contains(name) && finding.message.contains(organ));
    }
    for (organ, text) in [
        ("青山县林业局", "2023年，青山县林业局在县委、县政府的领导下开展工作。"),
        ("青山县林业局", "2023年，县林业局认真贯彻青山县人民政府办公室的要求，与青山县水务局联合发文2件。"),
        ("青山县林业局", "本报告由青山县林业局办公室编制。"),
        ("青山县林业局", "按照县政务服务局要求编制年度报告，协助县人民法院查询3次。"),
        ("青山县人民政府", "本报告由青山县政务服务局汇总各部门情况编制。"),
        ("青山县人民政府", "2023年，青山县人民政府办公室认真贯彻条例。"),
        ("青山县卫生健康局", "2023年，县卫健委认真贯彻条例。"),
    ] {
        assert_eq!(told(organ, text), [], "{text}");
    }
    assert_eq!(told("", "本报告由青山县水务局编制。")[0].severity, Severity::NotAssessable);
}

#[test]
fn what_was_made_is_in_force_or_repealed() {
    let made = |made, repealed, in_force| {
        with(
            &year(),
            &[
                ("proactive.normative_documents.made", made),
                ("proactive.normative_documents.repealed", repealed),
                ("proactive.normative_documents.in_force", in_force),
            ],
        )
    };
    assert_eq!(of("DOCUMENTS", &made(5, 0, 3), None).len(), 1);
    for (a, b, c) in [(5, 0, 5), (5, 2, 3), (0, 9, 0), (3, 1, 40)] {
        assert_eq!(of("DOCUMENTS", &made(a, b, c), None), [], "{a} {b} {c}");
    }
}

#[test]
fn a_leap_over_five_times_is_noticed_and_small_numbers_are_none() {
    let with_licences = |year_of: u16, n| {
        let mut report = with(&year(), &[("proactive.licences.decisions", n)]);
        report.year = Some(year_of);
        report
    };
    for (before, now, told) in [
        (1, 6, 0),
        (0, 50, 0),
        (0, 51, 1),
        (10, 51, 1),
        (100, 500, 0),
        (100, 501, 1),
        (501, 100, 1),
        (40, 0, 0),
        (60, 0, 1),
    ] {
        let found = of("YEAR-LEAP", &with_licences(2023, now), Some(&with_licences(2022, before)));
        assert_eq!(found.len(), told, "{before} {now}");
        assert!(found.iter().all(|finding| finding.severity == Severity::Notice));
    }
    assert_eq!(of("YEAR-LEAP", &with_licences(2023, 900), None), []);
    // One line where it cannot be told: of the wrong year, or without figures.
    let mut blank = with_licences(2022, 100);
    blank.set("proactive.licences.decisions".parse().unwrap(), Cell::Blank);
    blank.set("proactive.penalties.decisions".parse().unwrap(), Cell::Blank);
    for previous in [with_licences(2020, 1), blank] {
        let found = of("YEAR-LEAP", &with_licences(2023, 100), Some(&previous));
        assert_eq!(found.iter().map(|f| f.severity).collect::<Vec<_>>(), [Severity::NotAssessable], "{found:?}");
    }
}

#[test]
fn documents_in_force_follow_from_the_year_before() {
    let documents = |year_of: u16, made, repealed, in_force| {
        let mut report = with(
            &year(),
            &[
                ("proactive.normative_documents.made", made),
                ("proactive.normative_documents.repealed", repealed),
                ("proactive.normative_documents.in_force", in_force),
            ],
        );
        report.year = Some(year_of);
        report
    };
    let before = documents(2022, 4, 1, 30);
    assert_eq!(of("IN-FORCE", &documents(2023, 5, 2, 33), Some(&before)), []);
    let found = of("IN-FORCE", &documents(2023, 5, 2, 35), Some(&before));
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(finding.severity, Severity::Warning);
    assert_eq!((finding.expected, finding.found), (Some(Figure::Number(33)), Some(Figure::Number(35))));
    assert_eq!(finding.cells.len(), 3);
    // What is lacking is said.
    let mut blank = documents(2023, 5, 2, 33);
    blank.set("proactive.normative_documents.in_force".parse().unwrap(), Cell::Blank);
    for (now, before) in [
        (blank, before.clone()),
        (documents(2023, 5, 2, 33), documents(2020, 4, 1, 30)),
        (documents(2023, 5, 2, 33), Report::new("某县人民政府", Some(2022), Form::F2021)),
    ] {
        let found = of("IN-FORCE", &now, Some(&before));
        assert!(!found.is_empty() && found.iter().all(|f| f.severity == Severity::NotAssessable), "{found:?}");
    }
}

#[test]
fn the_year_before_is_of_the_same_organ() {
    let told = |before: &str, now: &str| {
        let mut previous = named(before);
        previous.year = Some(2022);
        of("YEAR-BEFORE", &named(now), Some(&previous)).into_iter().map(|finding| finding.severity).collect::<Vec<_>>()
    };
    assert_eq!(told("某县人民政府", "某县人民政府"), []);
    assert_eq!(told("某县", "某县人民政府"), []);
    assert_eq!(told("某市某县人民政府", "某县"), []);
    assert_eq!(told("某县财政局", "某县教育局"), [Severity::Warning]);
    assert_eq!(told("", "某县教育局"), [Severity::NotAssessable]);
}

#[test]
fn rem_4_a_direct_suit_against_a_refusal_wants_an_explanation_since_2024() {
    // REM-4 REM-6
    let of_year = |year_of| {
        let mut report = year();
        report.year = Some(year_of);
        report
    };
    let found = of("SUIT-DIRECT", &of_year(2024), None);
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(finding.severity, Severity::Warning);
    let cells: Vec<String> = finding.cells.iter().map(Path::to_string).collect();
    assert_eq!(cells, ["remedies.litigation_direct.total", "applications.results.refused_third_party.total"]);
    assert_eq!(of("SUIT-DIRECT", &of_year(2023), None), []);
    let none = with(&of_year(2024), &[("remedies.litigation_direct.total", 0)]);
    assert_eq!(of("SUIT-DIRECT", &none, None), []);
    // 行政查询事项 is no refusal that goes to reconsideration first.
    let query = with(
        &of_year(2025),
        &[
            ("applications.results.refused_third_party.total", 0),
            ("applications.results.refused_administrative_query.total", 2),
        ],
    );
    assert_eq!(of("SUIT-DIRECT", &query, None), []);
    let mut blank = of_year(2024);
    blank.set(Path::Applications(Row::RefusedProcess, Column::Total), Cell::Blank);
    assert_eq!(of("SUIT-DIRECT", &blank, None)[0].severity, Severity::NotAssessable);
}
