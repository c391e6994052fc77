//! A report that exists as a file: read and kept, corrected by hand, adopted as the organ's own, held against the next year.

use std::sync::Arc;

use annual_report::{Cell, Figure, Form, LayoutOptions, Path, Report, Severity, Source, Span, lay_out};
use app::{AppError, Before, Corrected, Figures, Reading, ReadingChange, ReadingStanding, ReportSource, ReportStatus};
use document::read::{Limits, Read, ReadError};
use jiff::civil::{Date, date};
use law::outcome::Outcome;
use uuid::Uuid;

use crate::house::{Answer, House, Staff, on_both, on_sqlite};

pub const OWN: &str = "某某园区管理委员会";
const OTHERS: &str = "某某镇人民政府";
const DAY: Date = date(2022, 1, 10);

fn path(text: &str) -> Path {
    text.parse().unwrap()
}

/// A report of noughts with some applications of natural persons, all granted but those carried over.
pub fn report(organ: &str, year: u16, new: i64, carried_out: i64) -> Report {
    let mut report = Report::new(organ, Some(year), Form::for_year(year));
    for path in report.paths() {
        let nought = if path.is_money() { Cell::Money("0".parse().unwrap()) } else { Cell::Number(0) };
        report.set(path, nought);
    }
    for (row, count) in [
        ("new", new),
        ("results.granted", new - carried_out),
        ("results.total", new - carried_out),
        ("carried_out", carried_out),
    ] {
        for column in ["natural_person", "total"] {
            report.set(path(&format!("applications.{row}.{column}")), Cell::Number(count));
        }
    }
    report.narrative.overview = format!("{year}年，本机关依法办理政府信息公开申请。");
    report.narrative.problems = "存在的问题是公开不够及时，已经改进。".to_owned();
    report.narrative.other = "没有其他需要报告的事项。".to_owned();
    report
}

/// It as a page that an organ might have put up.
pub fn page(report: &Report) -> ReportSource {
    let html = document::write::html(&lay_out(report, &LayoutOptions::default())).unwrap();
    ReportSource::File { name: "C:\\fakepath\\年度报告.html".to_owned(), bytes: html.into_bytes() }
}

async fn taken(house: &House, report: &Report) -> Uuid {
    house.app.take_report(&house.on(&house.staff.editor, DAY), page(report)).await.unwrap()
}

async fn shown(house: &House, id: Uuid) -> Reading {
    house.app.read_report(&house.on(&house.staff.editor, DAY), id).await.unwrap()
}

fn errors(reading: &Reading) -> Vec<&'static str> {
    let errors = reading.findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| finding.rule).collect()
}

fn fields(refused: AppError) -> Vec<(String, String)> {
    let AppError::Invalid(faults) = refused else { panic!("{refused}") };
    faults.0.into_iter().map(|fault| (fault.field, fault.message)).collect()
}

fn not_now(refused: AppError) -> String {
    assert!(matches!(refused, AppError::NotNow(_)), "{refused}");
    refused.to_string()
}

fn cell(text: &str, now: Cell) -> [ReadingChange; 1] {
    [ReadingChange::Cell { path: path(text), now }]
}

#[test]
fn a_report_is_read_out_of_a_file_a_pasted_text_or_data_and_kept_with_where_each_figure_stood() {
    on_both(|house| async move {
        let made = report(OTHERS, 2020, 4, 1);
        let editor = house.on(&house.staff.editor, DAY);
        let id = house.app.take_report(&editor.because("区政府网站"), page(&made)).await.unwrap();
        let reading = shown(&house, id).await;
        assert_eq!((reading.report.organ.as_str(), reading.report.year), (OTHERS, Some(2020)));
        for (path, cell) in made.cells() {
            assert_eq!(reading.report.cell(path), cell, "{path}");
        }
        assert_eq!(reading.as_read, reading.report);
        let Some(Source::Read(place)) = reading.sources.get(&path("applications.new.total")) else {
            panic!("{:?}", reading.sources.len())
        };
        assert!(place.table.is_some() && place.row.is_some() && place.col.is_some());
        assert_eq!((reading.format.as_str(), reading.file.name.as_str()), ("网页", "年度报告.html"));
        assert_eq!((reading.note.as_str(), reading.taken.by.as_str(), reading.own), ("区政府网站", "editor", false));
        assert_eq!(errors(&reading), Vec::<&str>::new());
        let file = house.app.read_report_file(&house.on(&house.staff.leader, DAY), id).await.unwrap();
        let ReportSource::File { bytes, .. } = page(&made) else { panic!() };
        assert_eq!((file.bytes, file.file.media_type.as_str()), (bytes, "text/html"));

        let other = report(OTHERS, 2021, 2, 0);
        let text = document::write::text(&lay_out(&other, &LayoutOptions::default())).unwrap();
        let pasted = house.app.take_report(&editor, ReportSource::Pasted(text)).await.unwrap();
        let pasted = shown(&house, pasted).await;
        assert_eq!((pasted.report.year, pasted.format.as_str(), pasted.pasted), (Some(2021), "文本", true));
        // The year before of the same organ is at hand, so it is held against it.
        assert_eq!(pasted.before.as_ref().map(|(whence, _)| *whence), Some(Before::Read(id)));
        assert!(pasted.findings.iter().any(|finding| finding.rule == "CARRY-OVER"));

        let data = serde_json::to_vec(&report(OTHERS, 2019, 1, 0)).unwrap();
        let data = ReportSource::File { name: "data".to_owned(), bytes: data };
        let data = house.app.take_report(&editor, data).await.unwrap();
        assert_eq!(shown(&house, data).await.format, "JSON");

        let listed = house.app.read_reports(&house.on(&house.staff.supervisor, DAY)).await.unwrap();
        let years: Vec<_> = listed.iter().map(|one| (one.year, one.errors, one.corrections, one.own)).collect();
        assert_eq!(years, [(Some(2021), 0, 0, false), (Some(2020), 0, 0, false), (Some(2019), 0, 0, false)]);
        let admin = house.on(&house.staff.admin, DAY);
        assert!(house.app.rebuild(&admin).await.unwrap().unchanged);
        assert!(house.app.verify(&admin, true).await.unwrap().is_ok());
        assert_eq!(house.app.store().verify_files(None).await.unwrap(), 6);
    });
}

#[test]
fn what_cannot_be_read_as_a_report_is_told_beside_its_field_and_not_kept() {
    on_sqlite(|house| async move {
        let editor = house.on(&house.staff.editor, DAY);
        let before = house.app.store().snapshot().await.unwrap().dump_projections().await.unwrap();
        let file = |name: &str, bytes: &[u8]| ReportSource::File { name: name.to_owned(), bytes: bytes.to_vec() };
        for (source, field, says) in [
            (file("扫描.png", b"\x89PNG\r\n\x1a\n0000"), "file", "图片"),
            (file("空.docx", b""), "file", "空的"),
            (file("", b"text"), "file", "文件名"),
            (file("会议.html", "<p>会议通知</p>".as_bytes()), "file", "年度报告"),
            (file("数据.json", b"{\"organ\": 1}"), "file", "JSON"),
            (ReportSource::Pasted("  ".to_owned()), "text", "粘贴"),
            (ReportSource::Pasted("今天开会。".to_owned()), "text", "年度报告"),
        ] {
            let told = fields(house.app.take_report(&editor, source).await.unwrap_err());
            assert_eq!(told[0].0, field, "{told:?}");
            assert!(told[0].1.contains(says), "{told:?}");
        }
        let after = house.app.store().snapshot().await.unwrap().dump_projections().await.unwrap();
        assert_eq!(before, after);
        assert_eq!(house.app.store().verify_files(None).await.unwrap(), 0);
    });
}

#[test]
fn the_same_file_is_not_taken_twice_unless_the_first_was_taken_back() {
    on_sqlite(|house| async move {
        let made = report(OTHERS, 2020, 4, 0);
        let first = taken(&house, &made).await;
        let editor = house.on(&house.staff.editor, DAY);
        let told = fields(house.app.take_report(&editor, page(&made)).await.unwrap_err());
        assert!(told[0].1.contains("已经读取过") && told[0].1.contains("2020年度"), "{told:?}");
        house.app.withdraw_reading(&editor.because("选错了文件"), first).await.unwrap();
        taken(&house, &made).await;
    });
}

#[test]
fn files_are_read_by_whoever_is_handed_in_to_read_them() {
    on_sqlite(|house| async move {
        let scanned = |_: &[u8], _: Option<&str>, _: &Limits| -> Result<Read, ReadError> { Err(ReadError::Scanned) };
        let app = house.app.clone().reading_files_by(Arc::new(scanned));
        let refused = app.take_report(&house.on(&house.staff.editor, DAY), page(&report(OTHERS, 2020, 1, 0))).await;
        assert!(fields(refused.unwrap_err())[0].1.contains("扫描图像"));
        let broken =
            |_: &[u8], _: Option<&str>, _: &Limits| -> Result<Read, ReadError> { panic!("a bug of the reader") };
        let app = house.app.clone().reading_files_by(Arc::new(broken));
        let refused = app.take_report(&house.on(&house.staff.editor, DAY), page(&report(OTHERS, 2020, 1, 0))).await;
        assert!(fields(refused.unwrap_err())[0].1.contains("另存为"));
    });
}

#[test]
fn a_figure_read_wrongly_is_corrected_for_a_reason_and_what_was_read_stays_beside_it() {
    on_both(|house| async move {
        let mut made = report(OTHERS, 2020, 4, 0);
        made.set(path("applications.new.total"), Cell::Number(7));
        let id = taken(&house, &made).await;
        let before = shown(&house, id).await;
        assert_eq!(errors(&before), ["T3-BALANCE", "T3-APPLICANTS"]);
        let editor = house.on(&house.staff.editor, DAY).having_seen(before.seq);
        let right = cell("applications.new.total", Cell::Number(4));
        let silent = fields(house.app.correct_reading(&editor, id, &right).await.unwrap_err());
        assert_eq!(silent[0].0, "reason");
        let because = editor.because("原件是4，读成了7");
        for (wrong, says) in [
            (cell("applications.new.total", Cell::Number(7)), "相同"),
            (cell("applications.new.total", Cell::Doubtful(vec![Figure::Number(4), Figure::Number(7)])), "数字"),
            (cell("applications.new.total", Cell::Placeholder("四".to_owned())), "标记"),
            (cell("applications.new.total", Cell::Money("4".parse().unwrap())), "整数"),
            (cell("proactive.fees.amount", Cell::Number(4)), "金额"),
            (cell("applications.results.other_other.total", Cell::Number(4)), "没有这一格"),
        ] {
            let told = fields(house.app.correct_reading(&because, id, &wrong).await.unwrap_err());
            assert!(told[0].0 == "value" && told[0].1.contains(says), "{told:?}");
        }
        house.app.correct_reading(&because, id, &right).await.unwrap();

        let after = shown(&house, id).await;
        assert_eq!(errors(&after), Vec::<&str>::new());
        assert_eq!(after.report.cell(path("applications.new.total")), &Cell::Number(4));
        assert_eq!(after.as_read.cell(path("applications.new.total")), &Cell::Number(7));
        let [correction] = after.corrections.as_slice() else { panic!("{:?}", after.corrections) };
        let what = Corrected::Cell { path: path("applications.new.total"), was: Cell::Number(7), now: Cell::Number(4) };
        assert_eq!((&correction.what, correction.because.as_str()), (&what, "原件是4，读成了7"));
        assert_eq!((correction.mark.by.as_str(), after.seq), ("editor", 2));
        let listed = house.app.read_reports(&editor).await.unwrap();
        assert_eq!((listed[0].errors, listed[0].corrections), (0, 1));
        // Whoever looked before is told, and nothing is kept.
        let late = house.app.correct_reading(&because, id, &cell("applications.new.other", Cell::Blank)).await;
        assert!(matches!(late, Err(AppError::Overtaken(_))));
        assert!(house.app.rebuild(&house.on(&house.staff.admin, DAY)).await.unwrap().unchanged);
    });
}

#[test]
fn a_doubtful_reading_keeps_both_candidates_until_a_person_says_which() {
    on_sqlite(|house| async move {
        let mut made = report(OTHERS, 2020, 4, 0);
        let doubt = Cell::Doubtful(vec![Figure::Number(4), Figure::Number(9)]);
        made.set(path("applications.new.natural_person"), doubt.clone());
        let data = ReportSource::File { name: "data.json".to_owned(), bytes: serde_json::to_vec(&made).unwrap() };
        let editor = house.on(&house.staff.editor, DAY);
        let id = house.app.take_report(&editor, data).await.unwrap();
        let reading = shown(&house, id).await;
        assert_eq!(reading.report.cell(path("applications.new.natural_person")), &doubt);
        assert!(errors(&reading).is_empty() && !reading.findings.is_empty());
        let nine = cell("applications.new.natural_person", Cell::Number(9));
        house.app.correct_reading(&editor.because("原件是9"), id, &nine).await.unwrap();
        assert!(errors(&shown(&house, id).await).contains(&"T3-APPLICANTS"));
    });
}

#[test]
fn organ_and_year_are_corrected_the_same_way_and_a_remark_is_settled_with_its_cells() {
    on_sqlite(|house| async move {
        let editor = house.on(&house.staff.editor, DAY);
        let mut made = report("", 2021, 4, 0);
        made.year = None;
        made.narrative.overview = "本机关依法办理政府信息公开申请。".to_owned();
        let text = document::write::text(&lay_out(&made, &LayoutOptions::default())).unwrap();
        let pruned: Vec<&str> = text.lines().filter(|line| !line.contains("行政强制")).collect();
        let id = house.app.take_report(&editor, ReportSource::Pasted(pruned.join("\n"))).await.unwrap();
        let missing = |reading: &Reading| reading.findings.iter().any(|finding| finding.rule == "READ-MISSING");
        let reading = shown(&house, id).await;
        assert_eq!((reading.report.organ.as_str(), reading.report.year), ("", None));
        assert!(missing(&reading), "{:?}", reading.findings);
        assert!(reading.acts.adopt.unwrap().contains("没有读出机关名称"));
        let because = editor.because("原件封面写明");
        let wrong = [ReadingChange::Organ(" ".to_owned()), ReadingChange::Year(Some(20))];
        let told = fields(house.app.correct_reading(&because, id, &wrong).await.unwrap_err());
        assert_eq!(told.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["organ", "year"]);
        let named = [ReadingChange::Organ(format!(" {OTHERS}")), ReadingChange::Year(Some(2021))];
        house.app.correct_reading(&because, id, &named).await.unwrap();
        let compulsions = cell("proactive.compulsions.decisions", Cell::Number(0));
        house.app.correct_reading(&because, id, &compulsions).await.unwrap();
        let reading = shown(&house, id).await;
        assert_eq!((reading.report.organ.as_str(), reading.report.year), (OTHERS, Some(2021)));
        assert_eq!(reading.corrections.len(), 3);
        assert!(!missing(&reading), "{:?}", reading.findings);
        let same = house.app.correct_reading(&because, id, &named).await.unwrap_err();
        assert!(fields(same)[0].1.contains("相同"));
    });
}

#[test]
fn an_adopted_report_is_the_year_before_until_one_is_frozen_here() {
    on_both(|house| async move {
        // One application of 2022; the report of 2021 says that two were carried over.
        house.registered(date(2022, 3, 1)).await;
        let editor = |day: Date| house.on(&house.staff.editor, day);
        let day = date(2023, 1, 10);
        let id = house.app.take_report(&editor(day), page(&report(OWN, 2021, 5, 2))).await.unwrap();
        let reading = house.app.read_report(&editor(day), id).await.unwrap();
        assert!(reading.own && reading.acts.adopt.is_none());
        assert_eq!(house.app.report_before(&editor(day), 2022).await.unwrap(), None);
        house.app.adopt_reading(&editor(day), id).await.unwrap();

        assert_eq!(house.app.report_before(&editor(day), 2022).await.unwrap(), Some(Before::Adopted(id)));
        let counted = house.app.compile(&editor(day), Span::year(2022).unwrap(), false).await.unwrap();
        let carry = counted.findings.iter().find(|finding| finding.rule == "CARRY-OVER").unwrap();
        assert_eq!((carry.severity, carry.expected), (Severity::Warning, Some(Figure::Number(2))));
        let beside = house.app.beside_previous(&editor(day), 2022).await.unwrap();
        assert_eq!(beside.previous, Some(Figures::Adopted(id)));
        let new = beside.cells.iter().find(|cell| cell.path == path("applications.new.total")).unwrap();
        assert_eq!((new.was.clone(), new.difference), (Some(Cell::Number(5)), Some(Figure::Number(-4))));
        let years = house.app.report_years(&editor(day)).await.unwrap();
        let listed = years.iter().find(|listed| listed.year == 2021).unwrap();
        assert_eq!((listed.adopted, listed.status), (Some(id), ReportStatus::Draft));
        assert_eq!(house.app.report_year(&editor(day), 2021).await.unwrap().adopted, Some(id));

        // A second one for the year takes its place; the first stays at hand.
        let second = house.app.take_report(&editor(day), page(&report(OWN, 2021, 6, 0))).await.unwrap();
        house.app.adopt_reading(&editor(day), second).await.unwrap();
        assert_eq!(house.app.report_before(&editor(day), 2022).await.unwrap(), Some(Before::Adopted(second)));
        let first = house.app.read_report(&editor(day), id).await.unwrap();
        assert_eq!((first.standing, first.seq), (ReadingStanding::Stands, 3));
        let whats: Vec<&str> = first.history.iter().map(|done| done.what).collect();
        assert_eq!(whats, ["读取已有的年度报告", "采用为本机关年度报告", "改用另一份年度报告"]);
        let again = not_now(house.app.adopt_reading(&editor(day), second).await.unwrap_err());
        assert!(again.contains("已采用"), "{again}");
        let named = [ReadingChange::Year(Some(2020))];
        let refused = house.app.correct_reading(&editor(day).because("读错"), second, &named).await.unwrap_err();
        assert!(not_now(refused).contains("撤回后重新读取"));
        assert!(house.app.rebuild(&house.on(&house.staff.admin, day)).await.unwrap().unchanged);

        // What is frozen here comes first, and nothing is adopted over it.
        house.app.freeze(&editor(day), 2021).await.unwrap();
        assert_eq!(
            house.app.report_before(&editor(day), 2022).await.unwrap(),
            Some(Before::Frozen { year: 2021, no: 1 })
        );
        assert!(not_now(house.app.adopt_reading(&editor(day), id).await.unwrap_err()).contains("定稿"));
        // Taken back, it is of no year any more.
        house.app.withdraw_reading(&editor(day).because("已由本系统定稿"), second).await.unwrap();
        assert_eq!(house.app.report_year(&editor(day), 2021).await.unwrap().adopted, None);
    });
}

#[test]
fn what_is_not_the_organs_own_report_of_a_year_gone_by_is_not_adopted() {
    on_sqlite(|house| async move {
        let editor = house.on(&house.staff.editor, DAY);
        for (made, says) in [
            (report(OTHERS, 2020, 1, 0), "不是“某某园区管理委员会”"),
            (report(OWN, 2022, 1, 0), "还没有结束"),
            (report(OWN, 2023, 1, 0), "还没有结束"),
        ] {
            let id = taken(&house, &made).await;
            let refused = not_now(house.app.adopt_reading(&editor, id).await.unwrap_err());
            assert!(refused.contains(says), "{refused}");
            assert_eq!(shown(&house, id).await.acts.adopt.map(|told| refused.contains(&told)), Some(true));
        }
    });
}

#[test]
fn whoever_reads_reports_reads_these_and_only_those_who_may_take_or_adopt_them() {
    on_sqlite(|house| async move {
        let on = |actor| house.on(actor, DAY);
        let Staff { officer, leader, supervisor, editor, head, admin, .. } = &house.staff;
        let id = house.app.take_report(&on(supervisor), page(&report(OWN, 2020, 3, 0))).await.unwrap();
        for reader in [officer, leader, supervisor, editor, head] {
            house.app.read_report(&on(reader), id).await.unwrap();
            assert_eq!(house.app.read_reports(&on(reader)).await.unwrap().len(), 1);
        }
        let denied = |result: Result<(), AppError>| assert!(matches!(result, Err(AppError::Denied(_))), "{result:?}");
        let change = cell("applications.new.other", Cell::Blank);
        for other in [officer, leader, admin] {
            denied(house.app.take_report(&on(other), page(&report(OTHERS, 2020, 3, 0))).await.map(drop));
            denied(house.app.correct_reading(&on(other).because("看看"), id, &change).await);
            denied(house.app.withdraw_reading(&on(other).because("看看"), id).await);
        }
        denied(house.app.read_report(&on(admin), id).await.map(drop));
        denied(house.app.adopt_reading(&on(supervisor), id).await);
        house.app.correct_reading(&on(supervisor).because("原件空白"), id, &change).await.unwrap();
        house.app.adopt_reading(&on(head), id).await.unwrap();
        // What the organ adopted is no longer the supervisor's to change.
        let back = cell("applications.new.other", Cell::Number(0));
        denied(house.app.correct_reading(&on(supervisor).because("原件是0"), id, &back).await);
        denied(house.app.withdraw_reading(&on(supervisor).because("不用了"), id).await);
        let acts = house.app.read_report(&on(supervisor), id).await.unwrap().acts;
        assert!(acts.correct.is_some() && acts.withdraw.is_some());
        house.app.correct_reading(&on(editor).because("原件是0"), id, &back).await.unwrap();
        let silent = fields(house.app.withdraw_reading(&on(editor), id).await.unwrap_err());
        assert_eq!(silent[0].0, "reason");
        house.app.withdraw_reading(&on(editor).because("不用了"), id).await.unwrap();
        not_now(house.app.withdraw_reading(&on(editor).because("再来"), id).await.unwrap_err());
        not_now(house.app.correct_reading(&on(editor).because("再来"), id, &change).await.unwrap_err());
        not_now(house.app.adopt_reading(&on(editor), id).await.unwrap_err());
        assert!(house.app.read_reports(&on(editor)).await.unwrap()[0].withdrawn);
    });
}

#[test]
fn another_organs_reading_is_not_found() {
    on_sqlite(|house| async move {
        let id = taken(&house, &report(OWN, 2020, 3, 0)).await;
        let elsewhere = Staff::of("OTHER");
        let editor = house.on(&elsewhere.editor, DAY).because("看看");
        let missing = |result: Result<(), AppError>| {
            assert!(matches!(result, Err(AppError::NotFound { what: "读取的年度报告", .. })), "{result:?}");
        };
        missing(house.app.read_report(&editor, id).await.map(drop));
        missing(house.app.read_report_file(&editor, id).await.map(drop));
        missing(house.app.adopt_reading(&editor, id).await);
        missing(house.app.withdraw_reading(&editor, id).await);
        missing(house.app.correct_reading(&editor, id, &cell("applications.new.other", Cell::Blank)).await);
        let outside = house.on(&elsewhere.editor, DAY).for_organ(crate::house::ORGAN);
        assert!(matches!(house.app.read_report(&outside, id).await, Err(AppError::Denied(_))));
    });
}

#[test]
fn a_reading_and_its_correction_survive_a_year_being_answered_meanwhile() {
    on_sqlite(|house| async move {
        let id = taken(&house, &report(OWN, 2020, 5, 1)).await;
        let editor = house.on(&house.staff.editor, DAY);
        house.app.adopt_reading(&editor, id).await.unwrap();
        let case = house.registered(date(2021, 3, 1)).await;
        house.answer(date(2021, 3, 16), case, &Answer::of(Outcome::G2)).await;
        let head = house.on(&house.staff.head, date(2022, 1, 12));
        let frozen = house.app.freeze(&head, 2021).await.unwrap();
        assert!(frozen.remarks.iter().any(|finding| finding.rule == "CARRY-OVER"));
        let told = house.app.version_findings(&head, 2021, 1).await.unwrap();
        assert!(told.iter().any(|finding| finding.rule == "CARRY-OVER"));
        // The reading of a later year of its own is held against the frozen one.
        let later = taken_on(&house, date(2023, 1, 9), &report(OWN, 2022, 2, 0)).await;
        assert_eq!(later.before.map(|(whence, _)| whence), Some(Before::Frozen { year: 2021, no: 1 }));
    });
}

async fn taken_on(house: &House, day: Date, report: &Report) -> Reading {
    let editor = house.on(&house.staff.editor, day);
    let id = house.app.take_report(&editor, page(report)).await.unwrap();
    house.app.read_report(&editor, id).await.unwrap()
}
