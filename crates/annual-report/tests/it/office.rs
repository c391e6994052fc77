//! What LibreOffice makes of our Word file is still the same report: as PDF, as ODT and back, as Word 97 and back (which
//! is how such files are read), as a web page.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use annual_report::layout::LayoutOptions;
use annual_report::{Form, OtherRows, Report, lay_out};

use super::round_trip::{assert_same, back, fill};
use super::sources::{INVENTED, read, shared};

/// Converts files in one run of LibreOffice; `None` (said plainly) where it is not installed.
fn convert(folder: &Path, to: &str, out: &str, files: &[std::path::PathBuf]) -> Option<()> {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let run = Command::new("soffice")
        .args([OsStr::new(&profile), "--headless".as_ref(), "--convert-to".as_ref(), to.as_ref()])
        .args([OsStr::new("--outdir"), folder.join(out).as_os_str()])
        .args(files)
        .output();
    let Ok(run) = run else {
        assert!(std::env::var_os("CI").is_none(), "LibreOffice is missing; make test installs it");
        eprintln!("nothing goes through LibreOffice: it is not installed");
        return None;
    };
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    Some(())
}

/// A report of one form whose cells are figures, blanks and marks in no order that repeats with the columns.
fn mixed(form: Form, other: OtherRows) -> Report {
    let mut report = Report::with_other_rows("白云县档案馆", Some(2020), form, other);
    report.narrative.overview = "全年公开信息36条。\n收到申请5件，均已答复。".to_owned();
    report.narrative.problems = "公开目录更新不够及时，下一步按季度核对。".to_owned();
    report.narrative.other = "没有收取信息处理费。".to_owned();
    fill(&mut report);
    report
}

#[test]
fn a_report_is_the_same_after_libreoffice() {
    let folder = tempfile::tempdir().unwrap();
    let mut reports = vec![
        read(INVENTED).report,
        mixed(Form::F2019, OtherRows::One),
        mixed(Form::F2021, OtherRows::One),
        mixed(Form::F2021, OtherRows::Three),
    ];
    reports.extend(shared("seed/chaoyang-park-annual-report-2021.txt").map(|text| read(&text).report));
    let name = |at: usize, ending: &str| format!("report-{at}.{ending}");
    let all = |out: &str, ending: &str| {
        (0..reports.len()).map(|at| folder.path().join(out).join(name(at, ending))).collect::<Vec<_>>()
    };
    let ours = all("", "docx");
    for (report, file) in reports.iter().zip(&ours) {
        std::fs::write(file, document::write::docx(&lay_out(report, &LayoutOptions::default())).unwrap()).unwrap();
    }
    let through = [
        ("pdf", "pdf", &ours),
        ("odt", "odt", &ours),
        ("docx", "back", &all("odt", "odt")),
        ("doc", "old", &ours),
        ("docx", "new", &all("old", "doc")),
        ("html", "html", &ours),
    ];
    for (to, out, from) in through {
        if convert(folder.path(), to, out, from).is_none() {
            return;
        }
    }
    for (out, ending) in [("pdf", "pdf"), ("back", "docx"), ("new", "docx"), ("html", "html")] {
        for (report, file) in reports.iter().zip(all(out, ending)) {
            assert_same(&back(&std::fs::read(file).unwrap()), report, out);
        }
    }
}
