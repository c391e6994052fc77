//! Comparing and rolling up through the program, with folders of invented reports in several formats and broken files.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::{Answer, gongkai};

/// A report of the 2021 form in which every identity holds: so many new applications, all granted but those carried out.
fn report(organ: &str, year: u16, carried_in: i64, new: i64, carried_out: i64) -> Value {
    let row = |count: i64| {
        json!({"natural_person": count, "commercial": 0, "research": 0, "public_welfare": 0, "legal_service": 0,
               "other": 0, "total": count})
    };
    let done = carried_in + new - carried_out;
    let results = [
        "partly_granted",
        "refused_state_secret",
        "refused_law_prohibits",
        "refused_security_stability",
        "refused_third_party",
        "refused_internal_affairs",
        "refused_process",
        "refused_enforcement_file",
        "refused_administrative_query",
        "unavailable_not_held",
        "unavailable_needs_creation",
        "unavailable_still_unclear",
        "declined_petition",
        "declined_duplicate",
        "declined_published",
        "declined_excessive",
        "declined_reconfirmation",
        "other_not_corrected",
        "other_fee_unpaid",
        "other_other",
    ];
    let mut all: serde_json::Map<String, Value> = results.map(|key| (key.to_owned(), row(0))).into_iter().collect();
    all.insert("granted".to_owned(), row(done));
    all.insert("total".to_owned(), row(done));
    let made = json!({"made": 0, "repealed": 0, "in_force": 0});
    let none = json!({"upheld": 0, "corrected": 0, "other": 0, "pending": 0, "total": 0});
    let overview = format!(
        "{organ}{year}年公开政府信息{new}条，通过网站和公开栏发布；指定专人登记、审核、答复政府信息公开申请，没有发生投诉；\
         定期巡查栏目，发现错漏及时改正，群众反映良好，工作平稳有序。"
    );
    json!({
        "organ": organ, "year": year, "form": "2021",
        "proactive": {"regulations": made, "normative_documents": made, "licences": {"decisions": new},
                      "penalties": {"decisions": 0}, "compulsions": {"decisions": 0}, "fees": {"amount": "0"}},
        "applications": {"new": row(new), "carried_in": row(carried_in), "results": all, "carried_out": row(carried_out)},
        "remedies": {"reconsideration": none, "litigation_direct": none, "litigation_after_reconsideration": none},
        "narrative": {"overview": overview, "problems": "人手不足。", "other": "无。"},
    })
}

/// Keeps a report under a name, laid out in the format that the name ends in.
fn keep(folder: &Path, name: &str, report: &Value) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
    let ending = path.extension().and_then(OsStr::to_str).expect("an ending").to_owned();
    if ending == "json" {
        std::fs::write(&path, report.to_string()).expect("the file is written");
        return path;
    }
    let source = tempfile::Builder::new().suffix(".json").tempfile().expect("a temporary file");
    std::fs::write(source.path(), report.to_string()).expect("the file is written");
    let words: [&OsStr; 7] = [
        "report".as_ref(),
        "render".as_ref(),
        source.path().as_os_str(),
        "--to".as_ref(),
        ending.as_ref(),
        "-o".as_ref(),
        path.as_os_str(),
    ];
    let answer = gongkai(words);
    assert_eq!(answer.status, 0, "{}", answer.err);
    path
}

fn run<'a>(command: &'a str, paths: impl IntoIterator<Item = &'a Path>, more: &'a [&'a str]) -> Answer {
    let words = [OsStr::new("report"), OsStr::new(command)];
    let paths: Vec<&OsStr> = paths.into_iter().map(Path::as_os_str).collect();
    gongkai(words.into_iter().chain(paths).chain(more.iter().map(OsStr::new)))
}

fn compare(files: &[PathBuf], more: &[&str]) -> Answer {
    run("compare", files.iter().map(PathBuf::as_path), more)
}

fn rollup(folder: &Path, more: &[&str]) -> Answer {
    run("rollup", [folder], more)
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

#[test]
fn reports_of_any_format_are_compared_in_the_order_of_their_years() {
    let folder = folder();
    let organ = "青禾县档案馆";
    let files = [
        keep(folder.path(), "2023.html", &report(organ, 2023, 1, 9, 0)),
        keep(folder.path(), "2021.docx", &report(organ, 2021, 0, 4, 1)),
        keep(folder.path(), "2022.xlsx", &report(organ, 2022, 1, 6, 2)),
    ];
    let answer = compare(&files, &["--format", "json"]);
    assert_eq!(answer.status, 0, "{}", answer.err);
    let told = answer.json();
    let years: Vec<&Value> = told["reports"].as_array().expect("reports").iter().map(|one| &one["year"]).collect();
    assert_eq!(years, [2021, 2022, 2023]);
    let lines = told["lines"].as_array().expect("lines");
    let new = lines.iter().find(|line| line["cell"] == "applications.new.total").expect("the line");
    assert_eq!(new["values"], json!([4, 6, 9]));
    assert_eq!(new["steps"], json!([{"difference": 2, "percent": "50.0"}, {"difference": 3, "percent": "50.0"}]));
    let rules = |at: usize| -> Vec<Value> {
        told["joins"][at]["findings"].as_array().expect("findings").iter().map(|one| one["rule"].clone()).collect()
    };
    // 2022 carried two out, 2023 took one in; and every year has the same text.
    assert!(!rules(0).contains(&json!("CARRY-OVER")) && rules(1).contains(&json!("CARRY-OVER")));
    assert!(rules(0).contains(&json!("TEXT-COPIED")));
    let text = compare(&files, &[]).out;
    assert!(text.contains("年报雷同") && text.contains("2021—2023年"), "{text}");
    let strict = compare(&files, &["--copied-from", "0"]);
    assert_eq!(strict.status, 64);
}

#[test]
fn a_comparison_is_written_as_its_file_is_named() {
    let folder = folder();
    let files =
        [2021, 2022].map(|year| keep(folder.path(), &format!("{year}.json"), &report("青禾县档案馆", year, 0, 4, 0)));
    let to = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    for (name, begins) in [("a.html", "<!DOCTYPE html>"), ("a.xlsx", "PK"), ("a.json", "{"), ("a.txt", "青禾县档案馆")]
    {
        let answer = compare(&files, &["-o", &to(name)]);
        assert_eq!((answer.status, answer.out.as_str()), (0, ""), "{}", answer.err);
        let bytes = std::fs::read(folder.path().join(name)).expect("the file is there");
        assert!(bytes.starts_with(begins.as_bytes()), "{name}");
    }
    assert_eq!(compare(&files, &["--format", "xlsx"]).status, 64);
    assert_eq!(compare(&files[..1], &[]).status, 64);
    assert_eq!(compare(&files, &["-o", &to("no/where.html")]).status, 1);
}

#[test]
fn an_unreadable_file_of_a_comparison_exits_2_and_the_rest_is_compared() {
    let folder = folder();
    let mut wrong = report("青禾县档案馆", 2022, 0, 4, 0);
    wrong["applications"]["new"]["total"] = json!(5);
    let mut files = vec![
        keep(folder.path(), "2021.json", &report("青禾县档案馆", 2021, 0, 4, 0)),
        keep(folder.path(), "2022.json", &wrong),
    ];
    assert_eq!(compare(&files, &["--format", "json"]).status, 1);
    let broken = folder.path().join("2023.pdf");
    std::fs::write(&broken, b"%PDF-1.4\nbroken").expect("the file is written");
    files.push(broken);
    let answer = compare(&files, &["--format", "json"]);
    assert_eq!(answer.status, 2);
    let told = answer.json();
    assert_eq!(told["unreadable"].as_array().expect("a list").len(), 1);
    assert_eq!(told["reports"].as_array().expect("a list").len(), 2);
    let alone = compare(&files[1..], &[]);
    assert_eq!((alone.status, alone.out.as_str()), (2, ""));
}

/// A county with two offices, one of them without a readable report, and files that are none.
fn county() -> TempDir {
    let folder = folder();
    let at = folder.path();
    keep(at, "2022/县政府.docx", &report("青禾县人民政府", 2022, 0, 20, 2));
    keep(at, "2023/县政府.html", &report("青禾县人民政府", 2023, 2, 10, 0));
    keep(at, "县直/甲局/2022.txt", &report("青禾县甲局", 2022, 0, 8, 1));
    keep(at, "县直/甲局/2023.xlsx", &report("青禾县甲局", 2023, 3, 11, 0));
    std::fs::create_dir_all(at.join("县直/教育局")).expect("a folder");
    std::fs::write(at.join("县直/教育局/2023年年报.pdf"), b"%PDF-1.4\nbroken").expect("a file");
    std::fs::write(at.join("县直/教育局/扫描.png"), b"\x89PNG\r\n\x1a\n").expect("a file");
    for hidden in ["~$2023.docx", ".DS_Store", "年报.docx.tmp"] {
        std::fs::write(at.join("县直/甲局").join(hidden), b"x").expect("a file");
    }
    folder
}

#[test]
fn a_folder_is_rolled_up_and_one_unreadable_file_stops_nothing() {
    let folder = county();
    let answer = rollup(folder.path(), &["--format", "json", "--jobs", "3"]);
    assert_eq!(answer.status, 2, "{}", answer.err);
    let told = answer.json();
    assert_eq!(told["years"], json!([2022, 2023]));
    let names: Vec<&Value> = told["organs"].as_array().expect("organs").iter().map(|organ| &organ["name"]).collect();
    assert_eq!(names, ["青禾县人民政府", "教育局", "青禾县甲局"]);
    assert_eq!(told["organs"][1]["reports"]["2022"]["state"], "missing");
    assert_eq!(told["organs"][1]["reports"]["2023"]["state"], "unreadable");
    assert_eq!(told["organs"][2]["parent"], 0);
    // The office took three in and had carried one out; the county reports fewer licences than the office.
    let rules = |organ: usize| told["organs"][organ]["reports"]["2023"]["findings"].to_string();
    assert!(rules(2).contains("CARRY-OVER"), "{}", rules(2));
    assert!(rules(0).contains("ROLLUP-PARENT"), "{}", rules(0));
    let sum = &told["sums"][1];
    assert_eq!((&sum["year"], &sum["expected"], &sum["read"]), (&json!(2023), &json!(2), &json!(1)));
    assert_eq!(sum["cells"]["applications.new.total"], json!({"known": 11, "of": 1}));
    assert_eq!(told["unreadable"].as_array().expect("a list").len(), 1);
    assert_eq!(told["skipped"][0]["file"], "县直/教育局/扫描.png");
    assert_eq!(told.to_string().matches("~$").count(), 0);
    for jobs in ["1", "2"] {
        assert_eq!(rollup(folder.path(), &["--format", "json", "--jobs", jobs]).out, answer.out);
    }
    let one_year = rollup(folder.path(), &["--format", "json", "--year", "2022"]).json();
    assert_eq!(one_year["years"], json!([2022]));
}

#[test]
fn a_roll_up_is_written_in_every_form_and_is_no_report_of_the_next() {
    let folder = county();
    std::fs::remove_file(folder.path().join("县直/教育局/2023年年报.pdf")).expect("the file goes");
    for name in ["汇总.html", "汇总.xlsx", "汇总.txt", "汇总.json"] {
        let to = folder.path().join(name);
        for _ in 0..2 {
            let answer = rollup(folder.path(), &["-o", &to.to_string_lossy()]);
            assert_eq!(answer.status, 0, "{name}: {}", answer.err);
        }
        std::fs::remove_file(&to).expect("it was written");
    }
    let text = rollup(folder.path(), &[]).out;
    assert!(text.contains("应报2家，读出1家") && text.contains("缺"), "{text}");
}

#[test]
fn a_list_of_organs_in_gbk_is_read_and_its_faults_are_told_all_at_once() {
    let folder = county();
    let list = folder.path().join("名单.csv");
    // 机关,上级 / 青禾县人民政府, / 青禾县甲局,青禾县人民政府 / 丙局,青禾县人民政府, in GBK.
    let gbk: &[u8] = b"\xbb\xfa\xb9\xd8,\xc9\xcf\xbc\xb6\n\xc7\xe0\xba\xcc\xcf\xd8\xc8\xcb\xc3\xf1\xd5\xfe\xb8\xae,\n\
        \xc7\xe0\xba\xcc\xcf\xd8\xbc\xd7\xbe\xd6,\xc7\xe0\xba\xcc\xcf\xd8\xc8\xcb\xc3\xf1\xd5\xfe\xb8\xae\n\
        \xb1\xfb\xbe\xd6,\xc7\xe0\xba\xcc\xcf\xd8\xc8\xcb\xc3\xf1\xd5\xfe\xb8\xae\n";
    std::fs::write(&list, gbk).expect("the list is written");
    let list = list.to_string_lossy().into_owned();
    let told = rollup(folder.path(), &["--tree", &list, "--format", "json"]).json();
    let names: Vec<&Value> = told["organs"].as_array().expect("organs").iter().map(|organ| &organ["name"]).collect();
    assert_eq!(names, ["青禾县人民政府", "青禾县甲局", "丙局"]);
    assert_eq!(told["sums"][0]["expected"], 2);
    std::fs::write(&list, "机关,上级\n甲,乙\n乙,甲\n丙,丁\n丙,丁\n").expect("the list is written");
    let answer = rollup(folder.path(), &["--tree", &list, "--format", "json"]);
    assert_eq!(answer.status, 1);
    assert_eq!(answer.json()["refusal"]["faults"].as_array().expect("faults").len(), 3, "{}", answer.out);
}

#[test]
fn links_are_not_followed_and_an_empty_folder_is_refused() {
    let folder = county();
    let outside = county();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outside.path(), folder.path().join("外")).expect("a link");
        std::os::unix::fs::symlink(folder.path(), folder.path().join("县直/圈")).expect("a link");
        let told = rollup(folder.path(), &["--format", "json"]).json();
        assert_eq!(told["organs"].as_array().expect("organs").len(), 3);
        let skipped = told["skipped"].to_string();
        assert!(skipped.contains("外") && skipped.contains("圈"), "{skipped}");
    }
    let empty = tempfile::tempdir().expect("a temporary folder");
    assert_eq!(rollup(empty.path(), &[]).status, 1);
    assert_eq!(rollup(&empty.path().join("nowhere"), &["--format", "json"]).status, 1);
    assert_eq!(rollup(folder.path(), &["--jobs", "0"]).status, 64);
}
