//! The JSON of a report is the contract's object, both ways.

use std::collections::BTreeMap;

use annual_report::json::{from_json, from_value};
use annual_report::{Cell, Form, OtherRows, Path, Period, Report, Source, Sources, WithSources};
use document::Place;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::sources::any_report;

fn blank() -> Value {
    serde_json::to_value(Report::new("某局", Some(2023), Form::F2021)).unwrap()
}

fn faults(value: &Value) -> Vec<String> {
    from_value(value).unwrap_err().faults.into_iter().map(|fault| fault.at).collect()
}

#[test]
fn the_object_stands_in_the_order_of_the_contract() {
    let value = blank();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&value), ["organ", "year", "form", "proactive", "applications", "remedies", "narrative"]);
    assert_eq!(keys(&value["applications"]), ["new", "carried_in", "results", "carried_out"]);
    let results = keys(&value["applications"]["results"]);
    assert_eq!((results.len(), results[0].as_str(), results[21].as_str()), (22, "granted", "total"));
    assert_eq!(value["applications"]["new"]["total"], Value::Null);
    let old = serde_json::to_value(Report::new("某局", Some(2019), Form::F2019)).unwrap();
    assert_eq!(keys(&old["applications"]["results"])[18], "other");
    assert_eq!(
        keys(&old["proactive"]),
        [
            "regulations",
            "normative_documents",
            "licences",
            "other_services",
            "penalties",
            "compulsions",
            "fees",
            "procurement",
        ]
    );
    assert_eq!(keys(&old["proactive"]["fees"]), ["previous_items", "change"]);
}

#[test]
fn every_kind_of_cell_is_written_as_the_contract_has_it() {
    let mut report = Report::new("某局", None, Form::F2021);
    let path = |text: &str| text.parse::<Path>().unwrap();
    report.set(path("proactive.fees.amount"), Cell::Money("7730.28".parse().unwrap()));
    report.set(path("applications.new.total"), Cell::Placeholder("/".to_owned()));
    report.set(
        path("applications.new.other"),
        Cell::Doubtful(vec![annual_report::Figure::Number(12), annual_report::Figure::Number(72)]),
    );
    let note = Cell::WithNote { value: annual_report::Figure::Number(55), note: "含自然失效29件".to_owned() };
    report.set(path("proactive.normative_documents.in_force"), note);
    report.set(path("remedies.reconsideration.total"), Cell::Unreadable("1O".to_owned()));
    let value = serde_json::to_value(&report).unwrap();
    assert_eq!(value["year"], Value::Null);
    assert_eq!(value["proactive"]["fees"]["amount"], "7730.28");
    assert_eq!(value["applications"]["new"]["total"], json!({"placeholder": "/"}));
    assert_eq!(value["applications"]["new"]["other"], json!({"doubtful": [12, 72]}));
    assert_eq!(value["proactive"]["normative_documents"]["in_force"], json!({"value": 55, "note": "含自然失效29件"}));
    assert_eq!(value["remedies"]["reconsideration"]["total"], json!({"unreadable": "1O"}));
    assert_eq!(from_value(&value).unwrap().0, report);
}

#[test]
fn sources_and_period_are_written_and_read_when_they_are_there() {
    let mut report = Report::new("某局", Some(2023), Form::F2021);
    report.period = Some(Period { from: "2023-04-01".parse().unwrap(), to: "2023-06-30".parse().unwrap() });
    let path = |text: &str| text.parse::<Path>().unwrap();
    let place = Place { page: Some(3), table: Some(2), row: Some(5), col: Some(4), line: None };
    let sources: Sources = BTreeMap::from([
        (path("applications.new.total"), Source::Counted(vec!["甲".to_owned(), "乙".to_owned()])),
        (path("proactive.fees.amount"), Source::Stated("丙".to_owned())),
        (path("remedies.reconsideration.total"), Source::Read(place)),
    ]);
    let value = serde_json::to_value(WithSources { report: &report, sources: Some(&sources) }).unwrap();
    assert_eq!(value["period"], json!({"from": "2023-04-01", "to": "2023-06-30"}));
    assert_eq!(value["sources"]["remedies.reconsideration.total"], json!({"page": 3, "table": 2, "row": 5, "col": 4}));
    assert_eq!(from_value(&value).unwrap(), (report, sources));
}

#[test]
fn faults_are_all_told_with_the_key_they_stand_at() {
    let mut value = blank();
    value["applications"]["new"]["total"] = json!(1.5);
    value["applications"]["new"]["other"] = json!("3");
    value["applications"]["results"]["granted"].as_object_mut().unwrap().remove("research");
    value["proactive"]["fees"]["amount"] = json!(12);
    value["remedies"]["reconsideration"]["upheld"] = json!({"remark": "甲"});
    value["remedies"]["extra"] = json!({});
    value["comment"] = json!("甲");
    assert_eq!(
        faults(&value),
        [
            "comment",
            "proactive.fees.amount",
            "applications.new.other",
            "applications.new.total",
            "applications.results.granted.research",
            "remedies.extra",
            "remedies.reconsideration.upheld",
        ]
    );
    let told = from_value(&value).unwrap_err().to_string();
    assert!(told.contains("applications.new.total：件数应是整数"), "{told}");
    value["form"] = json!("2020");
    assert!(faults(&value).contains(&"form".to_owned()));
}

#[test]
fn a_key_that_stands_twice_hides_nothing() {
    let text = serde_json::to_string(&blank()).unwrap();
    assert!(from_json(text.as_bytes()).is_ok());
    let twice = text.replacen("\"new\":{", "\"new\":{\"total\":7,", 1).replacen('{', "{\"year\":2020,", 1);
    let told: Vec<String> = from_json(twice.as_bytes()).unwrap_err().faults.into_iter().map(|f| f.at).collect();
    assert_eq!(told, ["year", "applications.new.total"]);
}

#[test]
fn a_cell_that_would_be_printed_as_another_is_refused() {
    for cell in [
        json!({"placeholder": "5"}),
        json!({"placeholder": ""}),
        json!({"unreadable": "12"}),
        json!({"unreadable": " "}),
        json!({"doubtful": []}),
        json!({"doubtful": [12]}),
        json!({"value": 5, "note": ""}),
    ] {
        let mut value = blank();
        value["applications"]["new"]["total"] = cell.clone();
        assert_eq!(faults(&value), ["applications.new.total"], "{cell}");
    }
}

#[test]
fn blanks_are_written_out_and_never_made_up() {
    let mut value = blank();
    value.as_object_mut().unwrap().remove("remedies");
    assert_eq!(faults(&value), ["remedies"]);
    value = blank();
    value.as_object_mut().unwrap().remove("narrative");
    assert!(from_value(&value).is_ok(), "a report may be without texts");
}

#[test]
fn hostile_json_is_refused() {
    let deep = "[".repeat(100_000);
    assert!(from_json(deep.as_bytes()).is_err());
    assert!(from_json(b"\xff\xfe").is_err());
    assert!(from_json(b"{}").unwrap_err().faults.len() >= 2);
    let many: String = (0..10_000).map(|n| format!("\"k{n}\":0,")).collect();
    assert!(from_json(format!("{{{many}\"organ\":1}}").as_bytes()).unwrap_err().faults.len() <= 41);
    let mut long = blank();
    long["organ"] = json!("甲".repeat(5000));
    long["applications"]["new"]["total"] = json!({"unreadable": "1".repeat(5000)});
    long["applications"]["new"]["other"] = json!(u64::MAX);
    assert_eq!(faults(&long), ["organ", "applications.new.other", "applications.new.total"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_report_is_the_same_after_json(report in any_report()) {
        let text = serde_json::to_string(&report).unwrap();
        let (back, sources) = from_json(text.as_bytes()).unwrap();
        prop_assert_eq!(&back, &report);
        prop_assert!(sources.is_empty());
        prop_assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), report);
    }

    #[test]
    fn random_json_never_panics(text in "\\PC{0,200}", key in "[a-z]{1,8}") {
        let _ = from_json(text.as_bytes());
        let mut value = blank();
        value["applications"]["new"][key] = json!(text);
        prop_assert!(from_value(&value).is_err() || text.is_empty());
    }
}

#[test]
fn one_row_for_other_results_is_read_back_as_one_row() {
    let report = Report::with_other_rows("某局", Some(2023), Form::F2021, OtherRows::One);
    let value = serde_json::to_value(&report).unwrap();
    assert_eq!(from_value(&value).unwrap().0, report);
    let mut both = value;
    both["applications"]["results"]["other_other"] = both["applications"]["results"]["other"].clone();
    assert_eq!(faults(&both), ["applications.results.other_other"]);
}
