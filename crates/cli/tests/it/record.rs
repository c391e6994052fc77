//! Commands on the record: the demo, compiling, rendering and reading back, verifying, rebuilding, importing, accounts.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::program::{Answer, TODAY, demo, demo_of_its_own, gongkai, gongkai_told};

fn on(data: &Path, args: &str) -> Answer {
    let args = args.split_whitespace().map(OsStr::new).chain([OsStr::new("--data"), data.as_os_str()]);
    gongkai(args.chain([OsStr::new("--today"), OsStr::new(TODAY)]))
}

fn compiled(data: &Path) -> Value {
    let answer = on(data, "report compile --year 2021 --format json");
    assert_eq!(answer.status, 0, "{}", answer.err);
    answer.json()
}

/// All figures of a report with their paths.
fn figures(report: &Value) -> Vec<(String, Value)> {
    fn walk(at: &str, value: &Value, out: &mut Vec<(String, Value)>) {
        match value.as_object() {
            Some(object) => object.iter().for_each(|(key, value)| walk(&format!("{at}.{key}"), value, out)),
            None => out.push((at.to_owned(), value.clone())),
        }
    }
    let mut out = Vec::new();
    for part in ["proactive", "applications", "remedies"] {
        walk(part, &report[part], &mut out);
    }
    out
}

#[test]
fn the_demo_s_2021_is_three_applications_two_granted_one_refused_and_zeros() {
    let report = compiled(demo());
    let mut figures = figures(&report);
    assert_eq!(figures.len(), 200);
    for (path, value) in [
        ("new.natural_person", 2),
        ("new.commercial", 1),
        ("new.total", 3),
        ("results.granted.natural_person", 1),
        ("results.granted.commercial", 1),
        ("results.granted.total", 2),
        ("results.refused_internal_affairs.natural_person", 1),
        ("results.refused_internal_affairs.total", 1),
        ("results.total.natural_person", 2),
        ("results.total.commercial", 1),
        ("results.total.total", 3),
    ] {
        let path = format!("applications.{path}");
        let at = figures.iter().position(|(found, _)| *found == path).expect("the cell is there");
        assert_eq!(figures.remove(at).1, value, "{path}");
    }
    for (path, value) in figures {
        let zero = if path == "proactive.fees.amount" { Value::from("0") } else { Value::from(0) };
        assert_eq!(value, zero, "{path}");
    }
    assert_eq!((report["year"].as_i64(), report["form"].as_str()), (Some(2021), Some("2021")));
}

#[test]
fn the_demo_s_2021_equals_the_seed_cell_for_cell() {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/seed/chaoyang-park-annual-report-2021.expected.json");
    let Ok(expected) = std::fs::read_to_string(&seed) else {
        eprintln!("skipped: the seed is not beside this checkout");
        return;
    };
    let expected: Value = serde_json::from_str(&expected).expect("the seed's figures are JSON");
    let report = compiled(demo());
    assert_eq!(figures(&report), figures(&expected));
    assert_eq!(report["organ"], expected["organ"]);
}

#[test]
fn what_is_rendered_reads_back_the_same() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let report = compiled(demo());
    let json = folder.path().join("report.json");
    std::fs::write(&json, report.to_string()).expect("the report is written");
    for format in ["txt", "html", "docx", "xlsx", "pdf"] {
        let file = folder.path().join(format!("report.{format}"));
        let rendered = gongkai([
            OsStr::new("report"),
            "render".as_ref(),
            json.as_os_str(),
            "--to".as_ref(),
            format.as_ref(),
            "-o".as_ref(),
            file.as_os_str(),
        ]);
        assert_eq!(rendered.status, 0, "{format}: {}", rendered.err);
        let back =
            gongkai([OsStr::new("report"), "read".as_ref(), file.as_os_str(), "--format".as_ref(), "json".as_ref()]);
        assert_eq!(back.status, 0, "{format}: {}", back.err);
        let back = back.json();
        assert_eq!(figures(&back), figures(&report), "{format}");
        for key in ["organ", "year", "form"] {
            assert_eq!(back[key], report[key], "{format} {key}");
        }
        for text in ["overview", "problems", "other"] {
            let bare = |value: &Value| value.as_str().expect("text").split_whitespace().collect::<String>();
            assert_eq!(bare(&back["narrative"][text]), bare(&report["narrative"][text]), "{format} {text}");
        }
    }
    let checked = gongkai([OsStr::new("report"), "check".as_ref(), folder.path().join("report.docx").as_os_str()]);
    assert_eq!(checked.status, 0, "{}", checked.out);
    libreoffice_keeps_the_merges(&folder.path().join("report.docx"), folder.path());
}

/// LibreOffice opens the Word file; the page it makes of it still has the merged cells of the statistics table.
fn libreoffice_keeps_the_merges(docx: &Path, folder: &Path) {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let run = Command::new("soffice")
        .args([
            OsStr::new(&profile),
            "--headless".as_ref(),
            "--convert-to".as_ref(),
            "html".as_ref(),
            "--outdir".as_ref(),
        ])
        .args([folder.join("lo").as_os_str(), docx.as_os_str()])
        .output();
    let Ok(run) = run else {
        assert!(std::env::var_os("CI").is_none(), "LibreOffice is missing; make test installs it");
        eprintln!("skipped: LibreOffice is not installed");
        return;
    };
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let page = std::fs::read_to_string(folder.join("lo/report.html")).expect("LibreOffice wrote the page");
    for merge in ["rowspan=\"22\"", "rowspan=\"8\"", "rowspan=\"5\"", "colspan=\"7\"", "colspan=\"5\""] {
        assert!(page.contains(merge), "LibreOffice lost {merge}");
    }
    let back = gongkai([OsStr::new("report"), "check".as_ref(), folder.join("lo/report.html").as_os_str()]);
    assert_eq!(back.status, 0, "{}{}", back.out, back.err);
}

#[test]
fn the_same_day_makes_the_same_demo() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let again = folder.path().join("again");
    assert_eq!(on(&again, "demo --no-serve").status, 0);
    let cases = "report compile --from 2021-01-01 --to 2026-12-31 --format json --cases";
    assert_eq!(on(&again, cases).json(), on(demo(), cases).json());
}

#[test]
fn the_demo_writes_into_an_empty_folder_only() {
    let refused = on(demo(), "demo --no-serve");
    assert_eq!(refused.status, 1);
    assert!(refused.err.contains("不是空的"), "{}", refused.err);
    assert_eq!(on(demo(), "verify").status, 0, "what was there is untouched");
}

#[test]
fn every_figure_opens_to_its_cases() {
    let told = on(demo(), "report compile --year 2021 --format json --cases").json();
    let behind = |path: &str| told["sources"][path]["counted"].as_array().map_or(0, Vec::len);
    assert_eq!(behind("applications.new.total"), 3);
    assert_eq!(behind("applications.results.granted.total"), 2);
    assert!(told["sources"]["proactive.licences.decisions"]["stated"].is_string());
}

#[test]
fn any_span_can_be_counted_and_adds_up() {
    let year = on(demo(), "report compile --from 2021-01-01 --to 2021-12-31 --format json").json();
    let months: i64 = ["2021-01-01 --to 2021-06-30", "2021-07-01 --to 2021-12-31"]
        .iter()
        .map(|span| on(demo(), &format!("report compile --from {span} --format json")).json())
        .map(|half| half["applications"]["new"]["total"].as_i64().expect("a number"))
        .sum();
    assert_eq!(year["applications"]["new"]["total"].as_i64(), Some(months));
    let wrong = on(demo(), "report compile --from 2021-12-31 --to 2021-01-01 --format json");
    assert_eq!((wrong.status, wrong.json()["refusal"].is_object()), (1, true));
}

#[test]
fn verify_names_the_event_in_which_a_byte_was_flipped() {
    let (_folder, data) = demo_of_its_own();
    assert_eq!(on(&data, "verify --format json").status, 0);
    let database = data.join("gongkai.db");
    let mut bytes = std::fs::read(&database).expect("the database is a file");
    // The reason of the one event that says it stands in that event's row and in no projection.
    let marker = "程序自带的工作日历".as_bytes();
    let at = bytes.windows(marker.len()).position(|window| window == marker).expect("the event is there");
    bytes[at + 2] ^= 1;
    std::fs::write(&database, &bytes).expect("the database is written");
    let broken = on(&data, "verify --format json");
    assert_eq!(broken.status, 1, "{}", broken.out);
    let told = &broken.json()["broken"];
    assert_eq!(told["stream"], "calendar");
    assert_eq!(told["seq"], 1);
}

#[test]
fn rebuild_makes_the_same_rows_again() {
    let (_folder, data) = demo_of_its_own();
    let rebuilt = on(&data, "rebuild --format json");
    assert_eq!(rebuilt.status, 0, "{}", rebuilt.err);
    assert_eq!(rebuilt.json()["unchanged"], true);
}

#[test]
fn wd_4_an_imported_notice_moves_the_open_cases_and_wrong_ones_are_refused_whole() {
    // WD-4
    let (folder, data) = demo_of_its_own();
    let notice = folder.path().join("notice.json");
    let import = |text: &str| {
        std::fs::write(&notice, text).expect("the notice is written");
        let args = [OsStr::new("calendar"), "import".as_ref(), notice.as_os_str(), "--data".as_ref(), data.as_os_str()];
        gongkai(args.into_iter().chain(["--today".as_ref(), TODAY.as_ref(), "--format".as_ref(), "json".as_ref()]))
    };
    let wrong = import(r#"{"year": 2027, "holidays": ["2027-13-01"], "makeup_workdays": ["2029-01-01"]}"#);
    assert_eq!(wrong.status, 1);
    assert!(wrong.json()["refusal"]["faults"].as_array().expect("faults").len() >= 2, "{}", wrong.out);
    let right = import(
        r#"{"year": 2027, "number": "国办发明电〔2026〕0号", "holidays": ["2027-01-01", "2027-01-02", "2027-01-03",
            "2027-05-01", "2027-05-02", "2027-10-01", "2027-10-02", "2027-10-03"], "makeup_workdays": []}"#,
    );
    assert_eq!(right.status, 0, "{}", right.err);
    assert_eq!(right.json()["year"], 2027);
    assert_eq!(on(&data, "verify").status, 0);
}

#[test]
fn a_backup_taken_is_a_record_that_verifies() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let copy = folder.path().join("copy");
    let backup =
        gongkai([OsStr::new("backup"), "--data".as_ref(), demo().as_os_str(), "--to".as_ref(), copy.as_os_str()]);
    assert_eq!(backup.status, 0, "{}", backup.err);
    assert_eq!(on(&copy, "verify --format json").json(), on(demo(), "verify --format json").json());
    assert_eq!(compiled(&copy), compiled(demo()));
}

#[test]
fn a_folder_without_a_record_is_not_made_into_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let nowhere = folder.path().join("nowhere");
    for command in ["verify", "rebuild", "migrate", "report compile --year 2021"] {
        let refused = on(&nowhere, &format!("{command} --format json"));
        assert_eq!(refused.status, 1, "{command}");
        assert!(refused.json()["refusal"]["message"].is_string(), "{command}");
    }
    assert!(!nowhere.exists());
}

#[test]
fn a_span_that_is_not_over_says_so_and_figures_name_their_cases_by_number() {
    let year = &TODAY[..4];
    let told = on(demo(), &format!("report compile --year {year} --cases"));
    assert_eq!(told.status, 0, "{}", told.err);
    assert!(told.err.contains("还没有结束"), "{}", told.err);
    let behind = told.out.split_once("各数字背后的申请和填报：").expect("the list").1;
    assert!(behind.contains(&format!("朝阳园〔{year}〕1号")), "{behind}");
    assert!(!on(demo(), "report compile --year 2021").err.contains("还没有"));
}

#[test]
fn a_record_is_not_begun_among_other_things() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("other"), "x").expect("the file is written");
    let refused = on(folder.path(), "organ found X --name 甲局 --short 甲 --format json");
    assert_eq!(refused.status, 1, "{}", refused.out);
    assert!(!folder.path().join("gongkai.db").exists());
}

#[test]
fn an_organ_is_founded_and_its_first_user_added() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let data = folder.path().join("data");
    let founded = gongkai([
        OsStr::new("organ"),
        "found".as_ref(),
        "demo-bureau".as_ref(),
        "--name".as_ref(),
        "示例区某某局".as_ref(),
        "--short".as_ref(),
        "某局".as_ref(),
        "--data".as_ref(),
        data.as_os_str(),
    ]);
    assert_eq!(founded.status, 0, "{}", founded.err);
    let add = |login: &str, password: &str| {
        let args = ["user", "add", login, "--name", "管理员", "--role", "admin", "--format", "json", "--data"];
        gongkai_told(args.iter().map(OsStr::new).chain([data.as_os_str()]), password)
    };
    assert_eq!(add("boss", "a long enough password\n").status, 0);
    let twice = add("boss", "a long enough password\n");
    assert_eq!((twice.status, twice.json()["refusal"].is_object()), (1, true));
    let short = add("other", "x\n");
    assert_eq!(short.status, 1);
    assert!(!short.err.contains("too"), "{}", short.err);
}

/// An empty database on the test server, dropped at the end; none where no server was started.
struct Database {
    server: String,
    name: String,
}

impl Database {
    fn made() -> Option<Database> {
        let Ok(server) = std::env::var("GONGKAI_TEST_POSTGRES") else {
            assert!(
                std::env::var_os("GONGKAI_REQUIRE_POSTGRES").is_none(),
                "no PostgreSQL server; make test starts one with scripts/with-postgres"
            );
            eprintln!("skipped: no PostgreSQL server (GONGKAI_TEST_POSTGRES is not set)");
            return None;
        };
        let database = Database { server, name: format!("gongkai_cli_{}", std::process::id()) };
        database.sql(&format!("CREATE DATABASE {}", database.name));
        Some(database)
    }

    fn sql(&self, statement: &str) {
        let run = Command::new("psql").args(["-q", "-v", "ON_ERROR_STOP=1", "-c", statement, &self.server]).output();
        let run = run.expect("psql comes with PostgreSQL");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    }

    fn url(&self) -> String {
        let (base, _) = self.server.rsplit_once('/').expect("the server's address names a database");
        format!("{base}/{}", self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.sql(&format!("DROP DATABASE {} WITH (FORCE)", self.name));
    }
}

#[test]
fn the_same_demo_on_postgresql_gives_the_same_report() {
    let Some(database) = Database::made() else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (url, files) = (database.url(), folder.path().join("files"));
    let there = |args: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        command.args(args.split_whitespace()).args(["--today", TODAY, "--database", &url, "--files"]).arg(&files);
        command.env("GONGKAI_MASTER_KEY_FILE", folder.path().join("key")).output().expect("the program starts")
    };
    let unmigrated = there("report compile --year 2021 --format json");
    assert_eq!(unmigrated.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&unmigrated.stderr).contains("gongkai migrate"));
    let made = there("demo --no-serve");
    assert_eq!(made.status.code(), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    let again = there("demo --no-serve");
    assert_eq!(again.status.code(), Some(1), "a database that holds a record is refused");
    let told = there("report compile --year 2021 --format json --cases");
    let told: Value = serde_json::from_slice(&told.stdout).expect("JSON");
    assert_eq!(told, on(demo(), "report compile --year 2021 --format json --cases").json());
    assert_eq!(there("verify").status.code(), Some(0));
    assert_eq!(there("rebuild").status.code(), Some(0));
}

#[test]
fn an_application_not_confirmed_is_told_of_in_the_year_it_arrived_only() {
    let told = |year: &str| on(demo(), &format!("report compile --year {year} --format json")).err;
    assert!(told("2026").contains("COUNT-UNCONFIRMED"));
    assert!(!told("2021").contains("COUNT-UNCONFIRMED"));
}
