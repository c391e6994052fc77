//! The identities ID-1 to ID-6 hold or are told, with the right rule and the right cells.

use annual_report::{
    Cell, CheckContext, Column, Figure, Finding, Form, Path, RemedyResult, Report, Row, Severity, check, has_errors,
    rules,
};
use proptest::prelude::*;

use super::sources::{INVENTED, read, shared, sound_report};

fn errors(report: &Report) -> Vec<Finding> {
    check(report, &CheckContext::default()).into_iter().filter(|f| f.severity == Severity::Error).collect()
}

/// The rules that must name a cell of tables three and four when its figure is altered.
fn rules_of(path: Path) -> Vec<&'static str> {
    let mut rules = Vec::new();
    match path {
        Path::Applications(row, _) => {
            // ID-1: four rows of each column balance.
            if matches!(row, Row::New | Row::CarriedIn | Row::Total | Row::CarriedOut) {
                rules.push("T3-BALANCE");
            }
            // ID-2: （七） and what it adds up.
            if row.is_result() {
                rules.push("T3-RESULTS");
            }
            // ID-3: every row and its total.
            rules.push("T3-APPLICANTS");
        }
        // ID-5: every block and its total.
        Path::Remedies(..) => rules.push("T4-TOTAL"),
        Path::Proactive(..) => {}
    }
    rules
}

fn assert_altering_any_figure_is_told(report: &Report) {
    assert_eq!(errors(report), []);
    let figures = report.paths().into_iter().filter(|path| !matches!(path, Path::Proactive(..)));
    for path in figures {
        for by in [1, 7, 10] {
            let mut altered = report.clone();
            let was = report.cell(path).count().unwrap();
            altered.set(path, Cell::Number(was + by));
            let told: Vec<&str> = errors(&altered)
                .iter()
                .inspect(|finding| assert!(finding.cells.contains(&path), "{path}: {finding:?}"))
                .map(|finding| finding.rule)
                .collect();
            assert_eq!(told, rules_of(path), "{path}");
        }
    }
}

#[test]
fn id_1_id_2_id_3_id_5_every_altered_figure_of_a_report_that_was_read_is_told() {
    // ID-1 ID-2 ID-3 ID-5
    let report = read(INVENTED).report;
    assert_eq!(report.paths().len() - 10, 190);
    assert_altering_any_figure_is_told(&report);
}

#[test]
fn every_altered_line_of_the_seed_is_told() {
    let Some(text) = shared("seed/chaoyang-park-annual-report-2021.txt") else { return };
    let report = read(&text).report;
    assert_altering_any_figure_is_told(&report);
    let lines: Vec<&str> = text.lines().collect();
    let start = lines.iter().position(|line| line.contains("一、本年新收")).unwrap();
    let figure =
        |line: &&str| line.strip_prefix('\t').is_some_and(|t| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit()));
    let paths = report.paths().into_iter().skip(10);
    let at: Vec<usize> = (start..lines.len()).filter(|&at| figure(&lines[at])).collect();
    assert_eq!(at.len(), 190);
    for (at, path) in at.into_iter().zip(paths) {
        let altered = format!("\t{}", lines[at].trim().parse::<i64>().unwrap() + 7);
        let mut copy = lines.clone();
        copy[at] = &altered;
        let told = errors(&read(&copy.join("\n")).report);
        assert!(
            !told.is_empty() && told.iter().all(|finding| finding.cells.contains(&path)),
            "line {}: {path}",
            at + 1
        );
    }
}

#[test]
fn id_1_a_breach_says_both_sides_in_words() {
    // ID-1
    let mut report = read(INVENTED).report;
    let path = Path::Applications(Row::New, Column::NaturalPerson);
    let was = report.cell(path).count().unwrap();
    report.set(path, Cell::Number(was + 1));
    let told = errors(&report);
    let balance = &told[0];
    assert_eq!((balance.rule, balance.cite), ("T3-BALANCE", "国办公开办函〔2021〕30号"));
    assert_eq!(
        balance.cells.iter().map(Path::to_string).collect::<Vec<_>>(),
        [
            "applications.new.natural_person",
            "applications.carried_in.natural_person",
            "applications.results.total.natural_person",
            "applications.carried_out.natural_person",
        ]
    );
    assert!(balance.message.starts_with("自然人：新收 "), "{}", balance.message);
    let (Some(Figure::Number(expected)), Some(Figure::Number(found))) = (balance.expected, balance.found) else {
        panic!()
    };
    assert_eq!(expected, found + 1);
    let json = serde_json::to_value(balance).unwrap();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["rule", "severity", "cells", "expected", "found", "message", "cite"]);
    assert_eq!(json["severity"], "error");
}

#[test]
fn id_4_carried_in_is_what_the_year_before_carried_out() {
    // ID-4
    let report = read(INVENTED).report;
    let mut previous = Report::new("白云县档案馆", Some(2022), Form::F2021);
    for column in Column::ALL {
        let there = Path::Applications(Row::CarriedOut, column);
        previous.set(there, report.cell(Path::Applications(Row::CarriedIn, column)).clone());
    }
    let carry_over = |previous: &Report| -> Vec<Finding> {
        let context = CheckContext { previous: Some(previous), ..CheckContext::default() };
        check(&report, &context).into_iter().filter(|finding| finding.rule == "CARRY-OVER").collect()
    };
    assert_eq!(carry_over(&previous), []);
    for column in Column::ALL {
        let path = Path::Applications(Row::CarriedOut, column);
        let mut other = previous.clone();
        other.set(path, Cell::Number(99));
        let told = carry_over(&other);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].severity, Severity::Warning);
        assert_eq!(told[0].cells, [Path::Applications(Row::CarriedIn, column)]);
        assert_eq!(told[0].expected, Some(Figure::Number(99)));
        other.set(path, Cell::Blank);
        assert_eq!(carry_over(&other)[0].severity, Severity::NotAssessable);
    }
    previous.year = Some(2020);
    let told = carry_over(&previous);
    assert_eq!((told.len(), told[0].severity), (1, Severity::NotAssessable));
}

#[test]
fn id_6_a_count_is_a_whole_number_not_below_nought() {
    // ID-6
    let mut report = read(INVENTED).report;
    let path = Path::Applications(Row::Granted, Column::Research);
    let told = |report: &Report, severity| -> Vec<Vec<Path>> {
        let findings = check(report, &CheckContext::default()).into_iter();
        findings.filter(|f| f.rule == "COUNT-FORM" && f.severity == severity).map(|f| f.cells).collect()
    };
    assert!(told(&report, Severity::Error).is_empty());
    for cell in [Cell::Unreadable("1O".to_owned()), Cell::Number(-1)] {
        report.set(path, cell);
        assert_eq!(told(&report, Severity::Error), [[path]]);
    }
    report.set(path, Cell::Doubtful(vec![Figure::Number(1), Figure::Number(7)]));
    assert_eq!(told(&report, Severity::NotAssessable), [[path]]);
    let mut old = Report::new("某局", Some(2020), Form::F2019);
    old.set("proactive.licences.change".parse().unwrap(), Cell::Number(-8));
    assert!(told(&old, Severity::Error).is_empty());
}

#[test]
fn a_figure_with_a_remark_counts_as_its_figure_and_a_placeholder_as_none() {
    let mut report = read(INVENTED).report;
    let path = Path::Applications(Row::New, Column::Total);
    let value = Figure::Number(report.cell(path).count().unwrap());
    report.set(path, Cell::WithNote { value, note: "含上级转办".to_owned() });
    assert_eq!(check(&report, &CheckContext::default()), []);
    report.set(path, Cell::Placeholder("/".to_owned()));
    let findings = check(&report, &CheckContext::default());
    let rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["T3-BALANCE", "T3-APPLICANTS"]);
    assert!(findings.iter().all(|f| f.severity == Severity::NotAssessable && f.cells == [path]));
}

#[test]
fn a_blank_report_passes_nothing() {
    let findings = check(&Report::new("某局", Some(2023), Form::F2021), &CheckContext::default());
    // The identities, a line for each of their columns, rows and blocks; the rules on figures that can hardly be, one each.
    assert_eq!(findings.len(), 7 + 7 + 25 + 3 + 3);
    assert!(findings.iter().all(|finding| finding.severity == Severity::NotAssessable));
}

#[test]
fn rules_are_listed_once_with_what_sets_them() {
    let mut ids: Vec<&str> = rules().iter().map(|rule| rule.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), rules().len());
    let known = |sheet: &str| ["ID-", "REM-", "4."].iter().any(|start| sheet.starts_with(start));
    assert!(rules().iter().all(|rule| !rule.cite.is_empty() && !rule.description.is_empty() && known(rule.sheet)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn figures_that_satisfy_the_identities_give_no_error(report in sound_report()) {
        prop_assert!(!has_errors(&check(&report, &CheckContext::default())));
    }

    #[test]
    fn altering_any_figure_of_a_sound_report_is_told(report in sound_report(), at in 0usize..190, by in 1i64..500) {
        let paths: Vec<Path> = report.paths().into_iter().filter(|path| !matches!(path, Path::Proactive(..))).collect();
        let path = paths[at % paths.len()];
        let mut altered = report.clone();
        altered.set(path, Cell::Number(report.cell(path).count().unwrap() + by));
        let told: Vec<&str> = errors(&altered).iter().map(|finding| finding.rule).collect();
        let negative_is_no_rule_here = rules_of(path);
        prop_assert_eq!(told, negative_is_no_rule_here);
    }
}

#[test]
fn totals_of_table_four_take_part_in_their_own_block_only() {
    let report = read(INVENTED).report;
    let path: Path = "remedies.litigation_direct.total".parse().unwrap();
    let mut altered = report.clone();
    altered.set(path, Cell::Number(50));
    let told = errors(&altered);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].cells.len(), RemedyResult::ALL.len());
}
