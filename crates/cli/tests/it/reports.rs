//! Reading and checking report files through the program.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::program::{Answer, gongkai};

/// An invented report, one cell a line, in the manner of the report the project started from.
fn invented() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../annual-report/tests/it/invented_2023.txt");
    std::fs::read_to_string(path).expect("the invented report is in the tree")
}

fn kept(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("the file is written");
    path
}

fn check(files: &[&Path], more: &[&str]) -> Answer {
    let files = files.iter().map(|path| path.as_os_str());
    gongkai([OsStr::new("report"), "check".as_ref()].into_iter().chain(files).chain(more.iter().map(OsStr::new)))
}

#[test]
fn a_sound_report_has_no_errors_and_an_altered_one_exits_1() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let sound = kept(folder.path(), "sound.txt", invented().as_bytes());
    let answer = check(&[&sound], &["--format", "json"]);
    assert_eq!(answer.status, 0, "{}", answer.out);
    assert!(answer.json()["report"].is_object() && answer.json()["findings"].is_array());

    // The last figure of table three's first row is its total.
    let text = invented();
    let lines: Vec<&str> = text.lines().collect();
    let row = lines.iter().position(|line| line.contains("一、本年新收")).expect("the row is there");
    let total = lines[row + 7].trim();
    let more = (total.parse::<u64>().expect("a figure") + 1).to_string();
    let mut altered: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    altered[row + 7] = lines[row + 7].replace(total, &more);
    let altered = kept(folder.path(), "altered.txt", altered.join("\n").as_bytes());
    let answer = check(&[&altered], &["--format", "json"]);
    assert_eq!(answer.status, 1);
    let told = answer.json();
    let rules: Vec<&Value> = told["findings"].as_array().expect("findings").iter().map(|one| &one["rule"]).collect();
    assert!(rules.iter().any(|rule| *rule == "T3-APPLICANTS") && rules.iter().any(|rule| *rule == "T3-BALANCE"));
}

#[test]
fn what_cannot_be_checked_for_want_of_figures_is_told_in_few_lines() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let sound = kept(folder.path(), "sound.txt", invented().as_bytes());
    let mut report = check(&[&sound], &["--format", "json"]).json()["report"].take();
    fn blank(value: &mut Value) {
        match value.as_object_mut() {
            Some(object) => object.values_mut().for_each(blank),
            None => *value = Value::Null,
        }
    }
    blank(&mut report["applications"]);
    let answer = check(&[&kept(folder.path(), "blank.json", report.to_string().as_bytes())], &[]);
    assert_eq!(answer.status, 0, "{}", answer.out);
    assert!(answer.out.contains("T3-APPLICANTS 有25处"), "{}", answer.out);
    assert!(answer.out.lines().count() < 10, "{}", answer.out);
}

#[test]
fn an_unreadable_file_exits_2_outranking_errors_and_stands_in_its_place() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let sound = kept(folder.path(), "sound.txt", invented().as_bytes());
    let mut picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    picture.extend((0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8));
    let picture = kept(folder.path(), "picture.txt", &picture);
    let answer = check(&[&sound, &picture, &sound], &["--format", "json"]);
    assert_eq!(answer.status, 2);
    let told = answer.json();
    assert!(told[0]["report"].is_object() && told[2]["report"].is_object());
    assert!(told[1]["file"].is_string());
    assert!(told[1]["error"].as_str().expect("a sentence").contains("PNG"), "{}", told[1]);
    let alone = check(&[&picture], &["--format", "json"]);
    assert!(alone.json()["error"].is_string());
    assert_eq!(check(&[&folder.path().join("nowhere.txt")], &[]).status, 2);
    assert_eq!(check(&[folder.path()], &[]).status, 2, "a folder is no report");
}

#[test]
fn id_4_the_report_of_the_year_before_is_looked_at_when_given() {
    // ID-4
    let folder = tempfile::tempdir().expect("a temporary folder");
    let this = kept(folder.path(), "this.txt", invented().as_bytes());
    let mut before: Value =
        gongkai([OsStr::new("report"), "read".as_ref(), this.as_os_str(), "--format".as_ref(), "json".as_ref()]).json();
    before["year"] = Value::from(2022);
    let carried = before["applications"]["carried_in"].clone();
    before["applications"]["carried_out"] = carried;
    let matching = kept(folder.path(), "before.json", before.to_string().as_bytes());
    let previous = matching.to_string_lossy().into_owned();
    let answer = check(&[&this], &["--previous", &previous, "--format", "json"]);
    let told = answer.json();
    assert!(
        !told["findings"].as_array().expect("findings").iter().any(|one| one["rule"] == "CARRY-OVER"),
        "{}",
        answer.out
    );

    let people = &mut before["applications"]["carried_out"]["natural_person"];
    *people = Value::from(people.as_i64().unwrap_or(0) + 1);
    kept(folder.path(), "before.json", before.to_string().as_bytes());
    let answer = check(&[&this], &["--previous", &previous, "--format", "json"]);
    assert!(answer.json()["findings"].as_array().expect("findings").iter().any(|one| one["rule"] == "CARRY-OVER"));
}

#[test]
fn sources_tell_the_line_a_figure_stood_on() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = kept(folder.path(), "sound.txt", invented().as_bytes());
    let read = |more: &[&str]| {
        let args = [OsStr::new("report"), "read".as_ref(), file.as_os_str(), "--format".as_ref(), "json".as_ref()];
        gongkai(args.into_iter().chain(more.iter().map(OsStr::new))).json()
    };
    assert!(read(&[]).get("sources").is_none());
    assert!(read(&["--sources"])["sources"]["applications.new.total"]["line"].is_number());
}

#[test]
fn the_rules_of_the_checks_are_listed() {
    let rules = gongkai(["report", "rules", "--format", "json"]).json();
    let ids: Vec<&str> = rules.as_array().expect("a list").iter().filter_map(|rule| rule["rule"].as_str()).collect();
    for id in ["T3-BALANCE", "T3-RESULTS", "T3-APPLICANTS", "T4-TOTAL", "CARRY-OVER", "COUNT-FORM"] {
        assert!(ids.contains(&id), "{id} is not listed");
    }
}

#[test]
fn the_seed_is_read_whole_and_found_sound() {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed");
    let file = seed.join("chaoyang-park-annual-report-2021.txt");
    if !file.exists() {
        eprintln!("skipped: the seed is not beside this checkout");
        return;
    }
    let answer = check(&[&file], &["--format", "json"]);
    assert_eq!(answer.status, 0, "{}", answer.out);
    let expected =
        std::fs::read_to_string(seed.join("chaoyang-park-annual-report-2021.expected.json")).expect("figures");
    let expected: Value = serde_json::from_str(&expected).expect("JSON");
    for key in ["organ", "year", "form", "proactive", "applications", "remedies"] {
        assert_eq!(answer.json()["report"][key], expected[key], "{key}");
    }
}
