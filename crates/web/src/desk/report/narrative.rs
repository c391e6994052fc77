//! `GET /reports/{year}/narrative`, `POST /reports/{year}/narrative`: the three texts of a report, edited in place.
//!
//! They begin as the draft from the figures. The figures they name are held against the tables while they are written, and
//! whoever was overtaken keeps what they typed and sees what the other wrote.

use annual_report::report::Section;
use annual_report::{CheckContext, Finding, Given, Narrative, Report, Span, check, draft};
use app::People;
use app::authorise::Action;
use app::{AppError, Counted, ReportAct, ReportYear};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;

use super::figures::year_of;
use super::finding::FindingsView;
use super::list::{Running, running};
use super::text::heading;
use super::whence::Whence;
use super::year::refused;
use crate::answer::{Answer, html_with, see};
use crate::fault::PageError;
use crate::filled::Filled;
use crate::form::Form;
use crate::page::PageContext;
use crate::route::{Needs, Route};
use crate::words::filters;

pub(crate) fn routes() -> Vec<Route> {
    const WRITE: Needs = Needs::OneOf(&[Action::WriteNarrative]);
    vec![Route::get("/reports/{year}/narrative", WRITE, show), Route::post("/reports/{year}/narrative", WRITE, write)]
}

#[derive(Template)]
#[template(path = "report/narrative.html")]
struct NarrativePage {
    page: PageContext,
    year: i16,
    seq: i64,
    filled: Filled,
    /// The texts by the names of their fields, with their headings.
    sections: [(&'static str, &'static str); 3],
    /// Whether the texts are still the draft from the figures.
    drafted: bool,
    /// Who wrote them last.
    written: String,
    note: String,
    refused: String,
    /// What is kept on record now, where it differs from what is typed after somebody else wrote.
    theirs: Vec<(&'static str, String)>,
    running: Vec<Running>,
    findings: FindingsView,
}

/// How the page is shown this time.
#[derive(Default)]
struct Again {
    note: String,
    refused: Option<AppError>,
    overtaken: bool,
    status: StatusCode,
}

async fn show(page: PageContext, Path(year): Path<String>) -> Answer {
    let year = year_of(&year)?;
    let report = page.app.report_year(&page.occasion(), year).await?;
    // A text that cannot be kept is not offered to be written.
    let step = report.steps.iter().find(|step| step.act == ReportAct::Write);
    if let Some(obstacle) = step.and_then(|step| step.obstacle.clone()) {
        return Err(AppError::NotNow(obstacle).into());
    }
    let counted = counted(&page, year).await?;
    let mut filled = Filled::default();
    put(&mut filled, report.narrative.as_ref().unwrap_or(&counted.compiled.report.narrative));
    told(page, &report, &counted, filled, Again::default()).await
}

async fn write(page: PageContext, Path(year): Path<String>, form: Form) -> Answer {
    let year = year_of(&year)?;
    let mut filled = form.filled;
    let narrative = typed(&filled);
    let counted = counted(&page, year).await?;
    if let Some(section) = Section::ALL.into_iter().find(|section| filled.all("redraft").contains(&section.key())) {
        let fresh = drafted(&counted, year)?;
        filled.set(section.key(), fresh.section(section));
        let note = format!("“{}”已经换成按现在的数字起的初稿，还没有保存。", section.title());
        return again(page, year, &counted, filled, Again { note, ..Again::default() }).await;
    }
    if filled.has("check") {
        let note = "已经按现在填写的文字核对，结果在旁边；还没有保存。".to_owned();
        return again(page, year, &counted, filled, Again { note, ..Again::default() }).await;
    }
    let mut occasion = page.occasion();
    if let Ok(seen) = filled.get("seen").parse() {
        occasion = occasion.having_seen(seen);
    }
    match page.app.write_narrative(&occasion, year, &narrative).await {
        Ok(()) => Ok(see(&format!("/reports/{year}?done=narrative"))),
        Err(AppError::Invalid(faults)) => {
            filled.wrongs(faults);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            again(page, year, &counted, filled, Again { status, ..Again::default() }).await
        }
        Err(error @ (AppError::Overtaken(_) | AppError::NotNow(_))) => {
            let overtaken = matches!(error, AppError::Overtaken(_));
            let shown = Again { refused: Some(error), overtaken, status: StatusCode::CONFLICT, ..Again::default() };
            again(page, year, &counted, filled, shown).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn counted(page: &PageContext, year: i16) -> Result<Counted, PageError> {
    let span = Span::year(year).map_err(|_| PageError::not_found())?;
    Ok(page.app.compile(&page.occasion(), span, false).await?)
}

/// The texts drafted anew from the figures.
fn drafted(counted: &Counted, year: i16) -> Result<Narrative, PageError> {
    let span = Span::year(year).map_err(|_| PageError::not_found())?;
    let given = Given { fees: Some(counted.fees), ..Given::default() };
    Ok(draft(&counted.compiled.report, span, &given))
}

async fn again(page: PageContext, year: i16, counted: &Counted, filled: Filled, shown: Again) -> Answer {
    let report = page.app.report_year(&page.occasion(), year).await?;
    told(page, &report, counted, filled, shown).await
}

async fn told(page: PageContext, report: &ReportYear, counted: &Counted, filled: Filled, shown: Again) -> Answer {
    let people = page.app.people(&page.occasion()).await?;
    let tables = &counted.compiled.report;
    let narrative = typed(&filled);
    let theirs = match report.narrative.as_ref().filter(|_| shown.overtaken) {
        Some(kept) => differing(kept, &narrative),
        None => Vec::new(),
    };
    let findings = of_texts(tables, &narrative, counted);
    let whence = Whence::Year(report.year);
    let view = NarrativePage {
        year: report.year,
        seq: report.seq,
        sections: Section::ALL.map(|section| (section.key(), heading(section, tables.form()))),
        drafted: report.narrative.is_none(),
        written: written(report, &people),
        note: shown.note,
        refused: shown.refused.map(|error| refused(&error, &people)).unwrap_or_default(),
        theirs,
        running: running(tables, whence),
        findings: FindingsView::new(&findings, tables.form()).of_texts(whence.home()),
        filled,
        page,
    };
    Ok(html_with(shown.status, &view))
}

/// What checking finds about the texts as they are typed now.
fn of_texts(tables: &Report, narrative: &Narrative, counted: &Counted) -> Vec<Finding> {
    let mut report = tables.clone();
    report.narrative = narrative.clone();
    let context = CheckContext { previous: None, fees: Some(counted.fees), closing: true };
    let mut findings = check(&report, &context);
    findings.retain(|finding| finding.quote.is_some());
    findings
}

fn written(report: &ReportYear, people: &People) -> String {
    report.written.as_ref().map(|mark| super::step::who_when(mark, people)).unwrap_or_default()
}

/// The texts on record that are not those typed.
fn differing(kept: &Narrative, typed: &Narrative) -> Vec<(&'static str, String)> {
    let differs = |section: &Section| kept.section(*section) != typed.section(*section);
    let told = |section: Section| (section.title(), kept.section(section).to_owned());
    Section::ALL.into_iter().filter(differs).map(told).collect()
}

fn put(filled: &mut Filled, narrative: &Narrative) {
    for section in Section::ALL {
        filled.set(section.key(), narrative.section(section));
    }
}

/// The texts as typed; a browser ends its lines with two characters, the record with one.
fn typed(filled: &Filled) -> Narrative {
    let [overview, problems, other] = Section::ALL.map(|section| filled.get(section.key()).replace("\r\n", "\n"));
    Narrative { overview, problems, other }
}

#[cfg(test)]
mod tests {
    use app::Role;

    use super::*;
    use crate::testing::{Answered, Desk};

    const ADDRESS: &str = "/reports/2022/narrative";

    /// The value of the hidden field that says what was seen.
    fn seen(answer: &Answered) -> String {
        let field = answer.body.split("name=\"seen\" value=\"").nth(1).unwrap();
        field.split('"').next().unwrap().to_owned()
    }

    fn fields<'a>(seen: &'a str, overview: &'a str) -> Vec<(&'a str, &'a str)> {
        vec![("seen", seen), ("overview", overview), ("problems", "一个问题。"), ("other", "无。")]
    }

    #[tokio::test]
    async fn the_texts_begin_as_the_draft_and_are_kept_as_they_are_written() {
        let desk = Desk::demo().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let form = editor.get(ADDRESS).await;
        assert!(form.body.contains("（一）主动公开") && form.body.contains("2022年，"));
        let text = "（一）主动公开\r\n按时公开。\r\n（二）依申请公开\r\n都已答复。";
        let answer = editor.post(ADDRESS, &fields(&seen(&form), text)).await;
        assert_eq!(answer.location, "/reports/2022?done=narrative");
        let page = editor.get(&answer.location).await.body;
        assert!(page.contains("<p>都已答复。</p>") && page.contains("class=\"heading\">（二）依申请公开"));
        assert!(!editor.get(ADDRESS).await.body.contains("\r"));
    }

    #[tokio::test]
    async fn whoever_was_overtaken_keeps_what_they_typed_and_sees_what_the_other_wrote() {
        let desk = Desk::demo().await;
        let (editor, head) = (desk.sign_in(Role::ReportEditor).await, desk.sign_in(Role::HeadOfDisclosureOffice).await);
        let first = seen(&editor.get(ADDRESS).await);
        let saved = head.post(ADDRESS, &fields(&first, "负责人写的。")).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER);
        let answer = editor.post(ADDRESS, &fields(&first, "编制人写的。")).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        for told in ["编制人写的。", "负责人写的。", "演示工作机构负责人", "撰写年度报告"] {
            assert!(answer.body.contains(told), "{told}");
        }
        // Having seen it, the same text can be kept.
        assert_ne!(seen(&answer), first);
        let again = editor.post(ADDRESS, &fields(&seen(&answer), "编制人写的。")).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
    }

    #[tokio::test]
    async fn a_section_is_drafted_anew_without_being_kept_and_the_rest_stays_as_typed() {
        let desk = Desk::demo().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let first = seen(&editor.get(ADDRESS).await);
        let mut sent = fields(&first, "没写完的一句");
        sent.push(("redraft", "problems"));
        let answer = editor.post(ADDRESS, &sent).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.body.contains("没写完的一句") && !answer.body.contains("一个问题。"));
        assert!(answer.body.contains("还没有保存"));
        assert!(!editor.get(ADDRESS).await.body.contains("没写完的一句"));
    }

    #[tokio::test]
    async fn id_7_a_figure_that_contradicts_the_tables_is_told_while_writing_and_marked_on_the_report() {
        // ID-7
        let desk = Desk::demo().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let first = seen(&editor.get(ADDRESS).await);
        let wrong = "（二）依申请公开\n2022年，本机关新收政府信息公开申请99件。";
        let mut sent = fields(&first, wrong);
        sent.push(("check", "1"));
        let answer = editor.post(ADDRESS, &sent).await;
        assert!(answer.body.contains("需要说明") && answer.body.contains("href=\"#f-overview\""), "{}", answer.body);
        assert!(answer.body.contains("href=\"/reports/2022#applications.new.total\""));
        assert_eq!(editor.post(ADDRESS, &fields(&first, wrong)).await.status, StatusCode::SEE_OTHER);
        let page = editor.get("/reports/2022").await.body;
        let mark = page.split("<mark id=\"").nth(1).unwrap();
        let (name, rest) = mark.split_once("\">").unwrap();
        assert!(rest.split("</mark>").next().unwrap().contains("99件"));
        assert!(page.contains(&format!("href=\"#{name}\"")), "the finding leads to the words");
    }

    #[tokio::test]
    async fn a_text_that_is_frozen_is_not_offered_to_be_written() {
        let desk = Desk::demo().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let answer = editor.get("/reports/2021/narrative").await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.body.contains("已经定稿"));
        let answer = editor.post("/reports/2021/narrative", &fields("", "改写的话。")).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.body.contains("改写的话。"), "what was typed is still there");
        let leader = desk.sign_in(Role::Leader).await;
        assert_eq!(leader.get("/reports/2022/narrative").await.status, StatusCode::FORBIDDEN);
    }
}
