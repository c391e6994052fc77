//! `GET /reports/read/{id}`, `GET /reports/read/{id}/file`: one report that was read, beside what checking finds; its file.

use std::collections::BTreeMap;

use annual_report::{CellBeside, Section};
use app::{AppError, Before, Corrected, People, PrintedForm, Reading, ReadingStanding};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use law::reason::chinese_date;
use uuid::Uuid;

use super::corrections::{CorrectionLine, corrections, form_words};
use super::{id_of, name};
use crate::answer::{Answer, file, html_with};
use crate::asked::Asked;
use crate::desk::report::READ;
use crate::desk::report::body::BodyView;
use crate::desk::report::finding::{FindingsView, lit, told_at};
use crate::desk::report::history::{HistoryLine, history};
use crate::desk::report::table::{Marks, shown};
use crate::desk::report::whence::Whence;
use crate::desk::report::year::refused;
use crate::filled::Filled;
use crate::page::PageContext;
use crate::route::Route;
use crate::words::{filters, wall_clock};

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/reports/read/{id}", READ, show), Route::get("/reports/read/{id}/file", READ, give)]
}

/// How the page is shown this time.
#[derive(Default)]
pub(super) struct Shown {
    /// What was just done.
    pub(super) done: &'static str,
    /// The form of taking it back, when it came back.
    pub(super) withdraw: Filled,
    /// Why nothing was done.
    pub(super) refused: Option<AppError>,
    /// Whether the year before stands beside.
    pub(super) beside: bool,
    /// The status it is answered with.
    pub(super) status: StatusCode,
}

#[derive(Template)]
#[template(path = "report/read/one.html")]
struct OnePage {
    page: PageContext,
    reading: Reading,
    name: String,
    /// The class and the words of its standing.
    tag: (&'static str, String),
    /// What came of it later, in a sentence; empty while nothing did.
    ended: String,
    done: &'static str,
    refused: String,
    filled: Filled,
    beside: bool,
    body: BodyView,
    findings: FindingsView,
    /// The form it is printed on, in words.
    printed: String,
    taken: String,
    corrections: Vec<CorrectionLine>,
    history: Vec<HistoryLine>,
}

impl OnePage {
    fn is_withdrawn(&self) -> bool {
        matches!(self.reading.standing, ReadingStanding::Withdrawn { .. })
    }

    fn is_adopted(&self) -> bool {
        matches!(self.reading.standing, ReadingStanding::Adopted { .. })
    }

    /// The year it is of; shown only where it is known.
    fn year(&self) -> String {
        self.reading.report.year.map(|year| year.to_string()).unwrap_or_default()
    }

    /// The year after.
    fn next_year(&self) -> String {
        self.reading.report.year.map(|year| (u32::from(year) + 1).to_string()).unwrap_or_default()
    }
}

async fn show(page: PageContext, Path(id): Path<String>, Asked(asked): Asked) -> Answer {
    let id = id_of(&id)?;
    let done = match asked.get("done") {
        "taken" => "已经读取，文件和读数都保存了。请看核对结果：标出的数字先对照原件，读错的点开更正。",
        "corrected" => "已经更正，核对结果随之更新；原来的读数和原因都保留。",
        "adopted" => "已经采用。下一年度的报告与它核对、对照。",
        _ => "",
    };
    told(page, id, Shown { done, beside: asked.get("beside") == "1", ..Shown::default() }).await
}

async fn give(page: PageContext, Path(id): Path<String>) -> Answer {
    let kept = page.app.read_report_file(&page.occasion(), id_of(&id)?).await?;
    Ok(file(&kept.file.name, &kept.file.media_type, kept.bytes, false))
}

/// Shows a report that was read.
pub(super) async fn told(page: PageContext, id: Uuid, shown: Shown) -> Answer {
    let occasion = page.occasion();
    let reading = page.app.read_report(&occasion, id).await?;
    let people = page.app.people(&occasion).await?;
    let form = reading.report.form();
    let marks =
        Marks { lit: lit(&reading.findings), corrected: corrected_cells(&reading), told: told_at(&reading.findings) };
    let (cells, sentence) = if shown.beside { beside(&reading) } else { (None, String::new()) };
    let body = BodyView::marked(&reading.report, Whence::Reading(id), &reading.findings, cells.as_ref(), &marks);
    let (words, address) = against(&reading);
    let view = OnePage {
        name: name(&reading.report),
        tag: tag(&reading.standing),
        ended: ended(&reading.standing, &people),
        done: shown.done,
        refused: shown.refused.map(|error| refused(&error, &people)).unwrap_or_default(),
        filled: shown.withdraw,
        beside: shown.beside,
        body: body.beside(sentence).read(id, reading.acts.correct.is_none(), &corrected_texts(&reading)),
        findings: FindingsView::new(&reading.findings, form).of_reading().against(&words, address),
        taken: format!("{}，{}", people.name(&reading.taken.by), wall_clock(reading.taken.at)),
        printed: form_words(PrintedForm::of(&reading.report)),
        corrections: corrections(&reading, &people, |_| true),
        history: history(&reading.history, &people),
        reading,
        page,
    };
    Ok(html_with(shown.status, &view))
}

fn tag(standing: &ReadingStanding) -> (&'static str, String) {
    match standing {
        ReadingStanding::Stands => ("", "供核对".to_owned()),
        ReadingStanding::Adopted { year, .. } => ("done", format!("采用为{year}年度")),
        ReadingStanding::Withdrawn { .. } => ("void", "已撤回".to_owned()),
    }
}

fn ended(standing: &ReadingStanding, people: &People) -> String {
    match standing {
        ReadingStanding::Stands => String::new(),
        ReadingStanding::Adopted { year, mark } => {
            let who = people.name(&mark.by);
            format!("{}由{who}采用为本机关{year}年度的年度报告。", chinese_date(mark.on))
        }
        ReadingStanding::Withdrawn { because, mark } => {
            format!("{}由{}撤回：{because}", chinese_date(mark.on), people.name(&mark.by))
        }
    }
}

/// What stood in the cells that were corrected, as they came out of the file.
fn corrected_cells(reading: &Reading) -> BTreeMap<annual_report::Path, String> {
    let cells = reading.corrections.iter().filter_map(|correction| match correction.what {
        Corrected::Cell { path, .. } => Some(path),
        _ => None,
    });
    cells.map(|path| (path, format!("原读作{}", as_read(reading, path)))).collect()
}

/// The texts that were corrected.
fn corrected_texts(reading: &Reading) -> Vec<Section> {
    let texts = reading.corrections.iter().filter_map(|correction| match correction.what {
        Corrected::Text { section, .. } => Some(section),
        _ => None,
    });
    texts.collect()
}

/// What a cell was read as.
pub(super) fn as_read(reading: &Reading, path: annual_report::Path) -> String {
    in_words(reading.as_read.cell(path))
}

/// A cell of a file in words.
pub(super) fn in_words(cell: &annual_report::Cell) -> String {
    match cell {
        annual_report::Cell::Blank => "空白".to_owned(),
        other => shown(other),
    }
}

type Cells = BTreeMap<annual_report::Path, CellBeside>;

/// The figures of the year before by cell, and a sentence on where they come from.
fn beside(reading: &Reading) -> (Option<Cells>, String) {
    let Some((_, before)) = &reading.before else {
        return (None, "这里没有这个机关上一年度的报告，无从对照；可以先把上一年度的报告也读进来。".to_owned());
    };
    let cells = annual_report::beside(Some(before), &reading.report);
    let (words, _) = against(reading);
    let sentence = format!("每格三行：本年；上一年（{words}）；增减。");
    (Some(cells.into_iter().map(|cell| (cell.path, cell)).collect()), sentence)
}

/// The report of the year before in words, and its address.
fn against(reading: &Reading) -> (String, String) {
    let Some((whence, report)) = &reading.before else { return (String::new(), String::new()) };
    let year = report.year.map_or_else(String::new, |year| format!("{year}年度报告"));
    match whence {
        Before::Frozen { year: of, no } => {
            (format!("上一年按本系统定稿的{year}"), format!("/reports/{of}/versions/{no}"))
        }
        Before::Adopted(id) => (format!("上一年采用上传的{year}"), format!("/reports/read/{id}")),
        Before::Read(id) => (format!("上一年按读取的{year}"), format!("/reports/read/{id}")),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use annual_report::{Cell, Form, LayoutOptions, Report, lay_out};
    use app::Role;

    use super::*;
    use crate::testing::{Browser, Desk};

    pub(crate) const OWN: &str = "某某园区管理委员会";
    pub(crate) const OTHERS: &str = "某某镇人民政府";

    /// A report with 4 new applications, all granted, whose total says `total`, as a page that an organ might have put up.
    pub(crate) fn page_of(organ: &str, year: u16, total: i64) -> Vec<u8> {
        let mut report = Report::new(organ, Some(year), Form::for_year(year));
        for path in report.paths() {
            let nought = if path.is_money() { Cell::Money("0".parse().unwrap()) } else { Cell::Number(0) };
            report.set(path, nought);
        }
        for row in ["new", "results.granted", "results.total"] {
            report.set(format!("applications.{row}.natural_person").parse().unwrap(), Cell::Number(4));
            report.set(format!("applications.{row}.total").parse().unwrap(), Cell::Number(4));
        }
        report.set("applications.new.total".parse().unwrap(), Cell::Number(total));
        report.narrative.overview = format!("{year}年，本机关依法办理政府信息公开申请。");
        report.narrative.problems = "公开不够及时，已经改进。".to_owned();
        report.narrative.other = "没有其他需要报告的事项。".to_owned();
        document::write::html(&lay_out(&report, &LayoutOptions::default())).unwrap().into_bytes()
    }

    /// Takes such a report; gives the address that shows it first.
    pub(crate) async fn taken(browser: &Browser<'_>, organ: &str, year: u16, total: i64) -> String {
        let page = page_of(organ, year, total);
        let answer = browser.post_files("/reports/read", &[], &[("file", "年报.html", &page)]).await;
        assert!(answer.location.starts_with("/reports/read/"), "{}", answer.body);
        answer.location
    }

    /// The address of a report that was read.
    pub(crate) fn home(address: &str) -> &str {
        address.split('?').next().unwrap()
    }

    #[tokio::test]
    async fn every_figure_stands_on_the_page_and_what_a_finding_names_is_marked_and_leads_to_it_and_back() {
        let desk = Desk::new().await;
        let supervisor = desk.sign_in(Role::Supervisor).await;
        let address = taken(&supervisor, OTHERS, 2021, 7).await;
        let home = home(&address);
        let page = supervisor.get(&address).await.body;
        for path in Form::F2021.paths() {
            assert_eq!(page.matches(&format!("<td id=\"{path}\"")).count(), 1, "{path}");
            assert!(page.contains(&format!("href=\"{home}/cell/{path}\"")), "{path}");
        }
        assert!(page.contains("href=\"#finding-1\"") && page.contains("id=\"finding-1\""));
        assert!(page.contains("href=\"#applications.new.total\""));
        assert!(page.contains("先打开数字，对照原件看有没有读错"));
        assert!(!page.contains("/fees\""));
        assert!(supervisor.get(home).await.body.contains("核对结果"));
        let file = supervisor.get(&format!("{home}/file")).await;
        assert_eq!((file.bytes, file.media_type.as_str()), (page_of(OTHERS, 2021, 7), "text/html"));
        assert!(file.disposition.starts_with("attachment"));
    }

    #[tokio::test]
    async fn the_year_before_of_the_same_organ_stands_beside_when_it_was_read_too() {
        let desk = Desk::new().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let address = taken(&editor, OTHERS, 2021, 4).await;
        let home = home(&address);
        assert!(editor.get(&format!("{home}?beside=1")).await.body.contains("没有这个机关上一年度的报告"));
        taken(&editor, OTHERS, 2020, 4).await;
        let beside = editor.get(&format!("{home}?beside=1")).await.body;
        assert_eq!(beside.matches("class=\"was\"").count(), 200);
        assert!(beside.contains("上一年按读取的2020年度报告"));
    }

    #[tokio::test]
    async fn a_report_that_is_not_there_is_told_so() {
        let desk = Desk::new().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let nobodys = format!("/reports/read/{}", Uuid::nil());
        for address in [nobodys.clone(), format!("{nobodys}/file"), "/reports/read/x".to_owned()] {
            assert_eq!(editor.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
        }
    }
}
