//! What is done with a year's report: `POST /reports/{year}/freeze`, `…/sign`, `…/submit`, `…/publish`, `…/correct` and
//! `…/give-up`; and the small forms that send them, each shown when it is its turn.

use annual_report::Severity;
use app::authorise::Action;
use app::{AppError, ReportAct, ReportStatus, ReportYear};
use axum::extract::Path;
use axum::http::StatusCode;
use jiff::civil::Date;
use law::duty::Reporter;

use super::figures::year_of;
use super::step::is_open;
use super::year::{Shown, told};
use crate::answer::{Answer, see};
use crate::filled::Filled;
use crate::form::Form;
use crate::page::PageContext;
use crate::route::{Needs, Route};

pub(crate) fn routes() -> Vec<Route> {
    const FREEZE: Needs = Needs::OneOf(&[Action::FreezeReport]);
    const SIGN: Needs = Needs::OneOf(&[Action::SignReport]);
    const RELEASE: Needs = Needs::OneOf(&[Action::ReleaseReport]);
    const CORRECT: Needs = Needs::OneOf(&[Action::CorrectReport]);
    vec![
        Route::post("/reports/{year}/freeze", FREEZE, freeze),
        Route::post("/reports/{year}/sign", SIGN, sign),
        Route::post("/reports/{year}/submit", RELEASE, submit),
        Route::post("/reports/{year}/publish", RELEASE, publish),
        Route::post("/reports/{year}/correct", CORRECT, correct),
        Route::post("/reports/{year}/give-up", CORRECT, give_up),
    ]
}

/// The word of an act in addresses and in the names of its fields.
pub(crate) const fn word(act: ReportAct) -> &'static str {
    match act {
        ReportAct::Write => "narrative",
        ReportAct::Freeze => "freeze",
        ReportAct::Sign => "sign",
        ReportAct::Submit => "submit",
        ReportAct::Publish => "publish",
        ReportAct::BeginCorrection => "correct",
        ReportAct::GiveUpCorrection => "give-up",
    }
}

/// What was just done, as the address after it says.
pub(crate) fn done(word: &str) -> &'static str {
    match word {
        "narrative" => "文字已经保存。",
        "freeze" => "已经定稿，数字和文字不再改动。接下来请负责人签署；定稿的人不能自己签署。",
        "sign" => "已经签署。接下来报送、公布。",
        "submit" => "已经登记报送。",
        "publish" => "已经登记公布。",
        "correct" => "已经开始更正：数字重新统计，文字可以改写。改好后重新定稿，成为新的一版。",
        "give-up" => "已经放弃更正，原来的定稿继续有效。",
        _ => "",
    }
}

/// One act's form on the page of a report.
pub(crate) struct ActForm {
    pub(crate) act: ReportAct,
    /// Its fields, under names of their own.
    pub(crate) filled: Filled,
    /// Whether it enters again what is entered already.
    pub(crate) again: bool,
}

impl ActForm {
    fn new(act: ReportAct, again: bool, today: Date) -> Self {
        let mut filled = Filled::default();
        filled.set(&field(act, "on"), today.to_string());
        ActForm { act, filled, again }
    }

    /// The name of one of its fields.
    pub(crate) fn named(&self, name: &str) -> String {
        field(self.act, name)
    }

    /// Where it is sent to, after the report's address.
    pub(crate) fn word(&self) -> &'static str {
        word(self.act)
    }

    /// Which of the forms it is.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.word() == name
    }
}

/// The forms of a report's page: those whose turn it is, and those that are at hand besides.
pub(crate) struct ActForms {
    pub(crate) turn: Vec<ActForm>,
    pub(crate) besides: Vec<ActForm>,
    /// What stands in the way of the acts whose turn it would be.
    pub(crate) obstacles: Vec<String>,
}

impl ActForms {
    /// Sorts what can be done next; `sent` is a form that came back with faults.
    pub(crate) fn new(page: &PageContext, report: &ReportYear, sent: Option<(ReportAct, Filled)>) -> Self {
        let today = page.at.today;
        let last = report.versions.last().filter(|_| !is_open(report.status));
        let signed = last.is_some_and(|version| version.signed.is_some());
        let submitted = last.is_some_and(|version| version.submitted.is_some());
        let published = last.is_some_and(|version| version.published.is_some());
        let department = page.profile.reporter == Reporter::Department;
        // Whether it is its turn; whether it is at hand besides.
        let place = |act| match act {
            ReportAct::Write => (false, false),
            ReportAct::Freeze => (is_open(report.status), false),
            ReportAct::Sign => (last.is_some() && !signed, false),
            ReportAct::Submit => (department && signed && !submitted, department && submitted),
            ReportAct::Publish => (signed && !published, published),
            ReportAct::BeginCorrection => (false, last.is_some()),
            ReportAct::GiveUpCorrection => (false, report.status == ReportStatus::Correcting),
        };
        let mut forms = ActForms { turn: Vec::new(), besides: Vec::new(), obstacles: Vec::new() };
        for step in &report.steps {
            let (turn, besides) = place(step.act);
            let again = besides && matches!(step.act, ReportAct::Submit | ReportAct::Publish);
            match (&step.obstacle, turn, besides) {
                (None, true, _) => forms.turn.push(ActForm::new(step.act, false, today)),
                (None, false, true) => forms.besides.push(ActForm::new(step.act, again, today)),
                (Some(obstacle), true, _) => forms.obstacles.push(in_the_way(page, report, step.act, obstacle)),
                _ => {}
            }
        }
        if let Some((act, filled)) = sent
            && let Some(form) = forms.turn.iter_mut().chain(&mut forms.besides).find(|form| form.act == act)
        {
            form.filled = filled;
        }
        forms
    }
}

/// Says what stands in the way of an act whose turn it is: the year, the person's roles, or that it is their own work.
fn in_the_way(page: &PageContext, report: &ReportYear, act: ReportAct, obstacle: &str) -> String {
    let over = page.at.today.year() > report.year;
    if over && !page.may(act.action()) {
        let roles: Vec<&str> = act.action().roles().iter().map(|role| role.label()).collect();
        return format!("现在等待{}，由{}办理。", act.label(), roles.join("或者"));
    }
    format!("{obstacle}。")
}

fn field(act: ReportAct, name: &str) -> String {
    format!("{}.{name}", word(act))
}

async fn freeze(page: PageContext, Path(year): Path<String>, form: Form) -> Answer {
    perform(page, &year, form, ReportAct::Freeze).await
}

async fn sign(page: PageContext, Path(year): Path<String>, form: Form) -> Answer {
    perform(page, &year, form, ReportAct::Sign).await
}

async fn submit(page: PageContext, Path(year): Path<String>, form: Form) -> Answer {
    perform(page, &year, form, ReportAct::Submit).await
}

async fn publish(page: PageContext, Path(year): Path<String>, form: Form) -> Answer {
    perform(page, &year, form, ReportAct::Publish).await
}

async fn correct(page: PageContext, Path(year): Path<String>, form: Form) -> Answer {
    perform(page, &year, form, ReportAct::BeginCorrection).await
}

async fn give_up(page: PageContext, Path(year): Path<String>, form: Form) -> Answer {
    perform(page, &year, form, ReportAct::GiveUpCorrection).await
}

async fn perform(page: PageContext, year: &str, form: Form, act: ReportAct) -> Answer {
    let year = year_of(year)?;
    let mut filled = form.filled;
    let dated = matches!(act, ReportAct::Sign | ReportAct::Submit | ReportAct::Publish);
    let on = if dated { filled.date(&field(act, "on"), "日期", true) } else { Some(page.at.today) };
    let Some(on) = on else {
        return told(page, year, Shown::again(act, filled, StatusCode::UNPROCESSABLE_ENTITY)).await;
    };
    let reason = filled.get(&field(act, "reason")).to_owned();
    let mut occasion = page.occasion().on(on).because(&reason);
    if let Ok(seen) = filled.get("seen").parse() {
        occasion = occasion.having_seen(seen);
    }
    let app = &page.app;
    let result = match act {
        ReportAct::Freeze => app.freeze(&occasion, year).await.map(drop),
        ReportAct::Sign => app.sign_report(&occasion, year).await,
        ReportAct::Submit => app.submit_report(&occasion, year, filled.get(&field(act, "to"))).await,
        ReportAct::Publish => app.publish_report(&occasion, year, filled.get(&field(act, "address"))).await,
        ReportAct::BeginCorrection => app.begin_correction(&occasion, year).await,
        ReportAct::GiveUpCorrection => app.give_up_correction(&occasion, year).await,
        // Its form is a page of its own.
        ReportAct::Write => Ok(()),
    };
    match result {
        Ok(()) => Ok(see(&format!("/reports/{year}?done={}", word(act)))),
        Err(AppError::Invalid(faults)) => {
            for fault in faults.0 {
                filled.wrong(field(act, &fault.field), fault.message);
            }
            told(page, year, Shown::again(act, filled, StatusCode::UNPROCESSABLE_ENTITY)).await
        }
        Err(error @ (AppError::NotNow(_) | AppError::Overtaken(_))) => {
            let mut shown = Shown::again(act, filled, StatusCode::CONFLICT);
            shown.refused = Some(error);
            told(page, year, shown).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether findings keep a report from being frozen.
pub(crate) fn hinders(findings: &[annual_report::Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

#[cfg(test)]
mod tests {
    use app::Role;

    use super::*;
    use crate::testing::{Browser, Desk, TODAY};

    const YEAR: &str = "/reports/2022";

    async fn page(browser: &Browser<'_>) -> String {
        browser.get(YEAR).await.body
    }

    /// Sends an act with the day it is and what was seen last.
    async fn send(browser: &Browser<'_>, word: &str, fields: &[(&str, &str)]) -> crate::testing::Answered {
        let page = page(browser).await;
        let seen = page.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("0");
        let (on, today) = (format!("{word}.on"), TODAY.to_string());
        let mut all = vec![("seen", seen)];
        if !fields.iter().any(|(name, _)| *name == on) {
            all.push((on.as_str(), today.as_str()));
        }
        all.extend_from_slice(fields);
        browser.post(&format!("{YEAR}/{word}"), &all).await
    }

    #[tokio::test]
    async fn a_report_goes_from_freezing_to_publication_and_is_corrected_with_both_versions_kept() {
        let desk = Desk::demo().await;
        let (editor, head) = (desk.sign_in(Role::ReportEditor).await, desk.sign_in(Role::HeadOfDisclosureOffice).await);
        assert!(page(&editor).await.contains("action=\"/reports/2022/freeze\""));
        assert_eq!(send(&editor, "freeze", &[]).await.location, "/reports/2022?done=freeze");
        let frozen = page(&editor).await;
        assert!(!frozen.contains("2022/freeze\"") && frozen.contains("已定稿"));
        assert!(frozen.contains("/reports/2022/cell/applications.new.total?version=1"));
        assert_eq!(send(&head, "sign", &[]).await.location, "/reports/2022?done=sign");
        let to = [("submit.to", "某市政务服务管理局")];
        assert_eq!(send(&editor, "submit", &to).await.location, "/reports/2022?done=submit");
        let address = [("publish.address", "https://www.example.cn/2022.html")];
        assert_eq!(send(&editor, "publish", &address).await.location, "/reports/2022?done=publish");
        let published = page(&editor).await;
        for told in ["已公布", "某市政务服务管理局", "https://www.example.cn/2022.html", "演示工作机构负责人"]
        {
            assert!(published.contains(told), "{told}");
        }
        let why = [("correct.reason", "公布后发现文字有误")];
        assert_eq!(send(&editor, "correct", &why).await.location, "/reports/2022?done=correct");
        assert!(page(&editor).await.contains("公布后发现文字有误"));
        assert_eq!(send(&editor, "freeze", &[]).await.location, "/reports/2022?done=freeze");
        for (no, told) in [("1", "已被第2版更正"), ("2", "公布后发现文字有误")] {
            let version = editor.get(&format!("/reports/2022/versions/{no}")).await;
            assert_eq!(version.status, StatusCode::OK);
            assert!(version.body.contains(told), "{told}");
        }
        assert_eq!(editor.get("/reports/2022/versions/3").await.status, StatusCode::NOT_FOUND);
        let first = editor.get("/reports/2022/download/txt?version=1").await;
        assert!(first.disposition.contains(&crate::guard::percent("（第1版，已更正）.txt")), "{}", first.disposition);
        let second = editor.get("/reports/2022/download/txt").await;
        assert!(second.disposition.contains(&crate::guard::percent("年度报告.txt")), "{}", second.disposition);
        let list = editor.get("/reports").await.body;
        assert!(list.contains("https://www.example.cn/2022.html") && list.contains("第2版"));
    }

    #[tokio::test]
    async fn sec_3_who_froze_a_report_does_not_sign_it() {
        // SEC-3
        let desk = Desk::demo().await;
        let head = desk.sign_in(Role::HeadOfDisclosureOffice).await;
        assert_eq!(send(&head, "freeze", &[]).await.status, StatusCode::SEE_OTHER);
        let own = page(&head).await;
        assert!(!own.contains("action=\"/reports/2022/sign\"") && own.contains("不能由提出的人自己办理"));
        assert_eq!(send(&head, "sign", &[]).await.status, StatusCode::FORBIDDEN);
        let leader = desk.sign_in(Role::Leader).await;
        assert_eq!(send(&leader, "sign", &[]).await.status, StatusCode::SEE_OTHER);
    }

    #[tokio::test]
    async fn what_is_not_its_turn_is_refused_with_the_reason_and_not_offered() {
        let desk = Desk::demo().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let early = send(&editor, "publish", &[("publish.address", "https://www.example.cn/")]).await;
        assert_eq!(early.status, StatusCode::CONFLICT);
        assert!(early.body.contains("还没有定稿"));
        let this_year = editor.post("/reports/2026/freeze", &[("seen", "0")]).await;
        assert_eq!(this_year.status, StatusCode::CONFLICT);
        assert!(this_year.body.contains("还没有结束"));
    }

    #[tokio::test]
    async fn what_is_wrong_with_a_form_is_told_beside_its_fields_and_all_of_it_is_kept() {
        let desk = Desk::demo().await;
        let (editor, leader) = (desk.sign_in(Role::ReportEditor).await, desk.sign_in(Role::Leader).await);
        send(&editor, "freeze", &[]).await;
        let future = send(&leader, "sign", &[("sign.on", "2027-01-01")]).await;
        assert_eq!(future.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(future.body.contains("f-sign-on-fault") && future.body.contains("2027-01-01"));
        let none = send(&leader, "sign", &[("sign.on", "明天")]).await;
        assert!(none.body.contains("f-sign-on-fault"));
        assert_eq!(send(&leader, "sign", &[]).await.status, StatusCode::SEE_OTHER);
        let wrong = send(&editor, "publish", &[("publish.address", "www.example.cn")]).await;
        assert!(wrong.body.contains("f-publish-address-fault") && wrong.body.contains("value=\"www.example.cn\""));
        let empty = send(&editor, "submit", &[("submit.to", "")]).await;
        assert!(empty.body.contains("f-submit-to-fault"));
        let silent = send(&editor, "correct", &[]).await;
        assert!(silent.body.contains("f-correct-reason-fault"));
    }

    #[tokio::test]
    async fn who_acts_on_an_older_sight_is_told_who_was_faster() {
        let desk = Desk::demo().await;
        let (editor, head) = (desk.sign_in(Role::ReportEditor).await, desk.sign_in(Role::HeadOfDisclosureOffice).await);
        assert_eq!(send(&head, "freeze", &[]).await.status, StatusCode::SEE_OTHER);
        let late = editor.post("/reports/2022/freeze", &[("seen", "0")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains("演示工作机构负责人") && late.body.contains("定稿年度报告"));
    }

    #[tokio::test]
    async fn a_supervisor_reads_and_is_offered_nothing_to_do() {
        let desk = Desk::demo().await;
        let supervisor = desk.sign_in(Role::Supervisor).await;
        for address in ["/reports", "/reports/2021", "/reports/2022", "/reports/2021/versions/1", "/statements"] {
            let answer = supervisor.get(address).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            let forms = answer.body.matches("method=\"post\"").count();
            assert_eq!(forms, 1, "{address}: only the way out is a form");
        }
        assert_eq!(supervisor.post("/reports/2022/freeze", &[]).await.status, StatusCode::FORBIDDEN);
    }
}
