//! `GET /register`, `POST /register`: the form in which an application is entered, whatever way it came.

use app::applicant::{APPLICANTS_MAX, ITEMS_MAX};
use app::authorise::Action;
use app::{AppError, ApplicationForm, Faults};
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use law::application::{Channel, Refusal};
use serde::Deserialize;

use super::choice::{MEDIA, PAPERS, WANTING, WAYS, channel_hint, kinds, word};
use super::likely::LikelyNote;
use super::part::Part;
use super::reading::{Typed, read, take_up, tidy};
use super::receipt::ReceiptNote;
use crate::answer::{Answer, html_with, see};
use crate::field::Field;
use crate::filled::Filled;
use crate::form::Form;
use crate::page::PageContext;
use crate::route::{Needs, Route};
use crate::words::filters;

/// What opens the form: to enter what comes in, or what was open before the record began.
pub(super) const ENTERS: &[Action] = &[Action::Register, Action::OpenBalance];
/// The file inputs of the form.
const FILES: [&str; 3] = ["attachments", "mandate", "paper"];
/// Papers the browser offers first; what a file is, its bytes say.
const SCANS: &str = ".pdf,.jpg,.jpeg,.png,.tif,.tiff,.doc,.docx,.wps,.txt,.ofd";

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/register", Needs::OneOf(ENTERS), show), Route::post("/register", Needs::OneOf(ENTERS), send)]
}

#[derive(Template)]
#[template(path = "register/form.html")]
struct RegisterPage {
    page: PageContext,
    filled: Filled,
    receipt: ReceiptNote,
    likely: LikelyNote,
    /// What the law has against it, once it was sent.
    refusal: Option<Box<Refusal>>,
    /// Whether files were chosen that have to be chosen again.
    files_lost: bool,
    done: &'static str,
}

impl RegisterPage {
    fn applicants(&self) -> Vec<Part<'_>> {
        Part::all(&self.filled, "applicants", APPLICANTS_MAX)
    }

    fn items(&self) -> Vec<Part<'_>> {
        Part::all(&self.filled, "items", ITEMS_MAX)
    }

    fn channels(&self) -> Field {
        let field = self.filled.radios("channel", "申请是怎样来的").must();
        Channel::ALL
            .into_iter()
            .fold(field, |field, channel| field.choice_with(word(&channel), channel.label(), channel_hint(channel)))
    }

    fn kind(&self, part: &Part<'_>) -> Field {
        part.select("kind", "申请人类别").hint("年度报告按类别统计；律师算自然人。").choices(kinds())
    }

    fn paper_kind(&self, part: &Part<'_>) -> Field {
        part.select("paper_kind", "证件种类").choices(PAPERS)
    }

    fn agents_paper_kind(&self) -> Field {
        self.filled.select("agent.paper_kind", "证件种类").choices(PAPERS.into_iter().skip(1))
    }

    fn media(&self) -> Field {
        self.filled.checks("wanted_media", "想要的形式").inline().choices(MEDIA.map(|name| (name, name)))
    }

    fn ways(&self) -> Field {
        self.filled.checks("wanted_ways", "获取的方式、途径").inline().choices(WAYS.map(|name| (name, name)))
    }

    fn wanting(&self) -> Field {
        self.filled.checks("wanting", "看过申请后，认为下列内容缺少或者不明确的，请选上").choices(WANTING)
    }

    fn may_enter(&self) -> bool {
        self.page.may(Action::Register)
    }

    fn may_open(&self) -> bool {
        self.page.may(Action::OpenBalance)
    }
}

/// What was just done.
#[derive(Deserialize)]
struct Done {
    #[serde(default)]
    done: String,
}

async fn show(page: PageContext, Query(done): Query<Done>) -> Answer {
    let done = match done.done.as_str() {
        "opening" => "期初在办件已经录入，由办理人员在“我的办理”中继续办理。",
        _ => "",
    };
    let mut filled = Filled::default();
    filled.set("entry", if page.may(Action::Register) { "arrival" } else { "opening" });
    filled.set("arrived", page.at.today.to_string());
    filled.set("filled_by", page.session.actor.name.clone());
    told(page, filled, Shown { done, ..Shown::default() }, StatusCode::OK).await
}

async fn send(page: PageContext, mut form: Form) -> Answer {
    let files_lost = FILES.iter().any(|field| form.has_file(field));
    let asks_for_more = asks_for_more(&mut form.filled);
    if asks_for_more {
        // Only another view of the form was asked for: nothing is judged yet.
        let shown = Shown { files_lost, looks: true, ..Shown::default() };
        return told(page, form.filled, shown, StatusCode::OK).await;
    }
    let Typed { application, on, reason } = read(&mut form, page.at.today);
    let at_once = form.filled.get("go") == "spot";
    if at_once && application.channel.needs_confirmation() && form.filled.fault("channel").is_none() {
        let told = "这样来的申请要先与申请人确认收到，不能当场答复；请选“登记”，确认之后再办理";
        form.filled.wrong("channel", told);
    }
    if !form.filled.is_right() {
        let shown = Shown { files_lost, ..Shown::default() };
        return told(page, form.filled, shown, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let registered = page.app.register(&page.occasion().on(on).because(&reason), &application).await;
    let (faults, refusal) = match registered {
        Ok(registered) => return Ok(see(&onward(&page, &application, registered.recorded.case_id, at_once))),
        Err(AppError::Invalid(faults)) => (faults, None),
        Err(AppError::AlreadyThere { which, .. }) => {
            let mut faults = Faults::default();
            faults.add("number", format!("编号“{which}”已经用在另一件申请上；请核对，或者留空由系统编号"));
            (faults, None)
        }
        Err(AppError::Refused(refusal)) => (Faults::default(), Some(refusal)),
        Err(error) => return Err(error.into()),
    };
    let status = if refusal.is_some() { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    take_up(&mut form.filled, faults);
    told(page, form.filled, Shown { files_lost, refusal, ..Shown::default() }, status).await
}

/// Where the officer goes once it is entered.
fn onward(page: &PageContext, application: &ApplicationForm, case_id: uuid::Uuid, at_once: bool) -> String {
    if application.action() == Action::OpenBalance && !page.may(Action::ReadCase) {
        return "/register?done=opening".to_owned();
    }
    if at_once { format!("/cases/{case_id}/do/answer_on_the_spot") } else { format!("/register/done/{case_id}") }
}

/// Takes up a wish for one more part, for one less, or for a look at what is known so far.
fn asks_for_more(filled: &mut Filled) -> bool {
    let dropped = |filled: &Filled, prefix: &str, most| {
        (0..filled.count(prefix, most)).any(|place| filled.has(&format!("{prefix}.{place}.drop")))
    };
    let drops = dropped(filled, "applicants", APPLICANTS_MAX) || dropped(filled, "items", ITEMS_MAX);
    tidy(filled);
    match filled.get("more") {
        "applicants" => {
            let next = filled.count("applicants", APPLICANTS_MAX).max(1);
            filled.or(&format!("applicants.{next}.name"), "");
        }
        "items" => {
            let next = filled.count("items", ITEMS_MAX).max(1);
            filled.or(&format!("items.{next}"), "");
        }
        _ => return drops || filled.has("look"),
    }
    true
}

/// What the page tells besides what was filled in.
#[derive(Default)]
struct Shown {
    refusal: Option<Box<Refusal>>,
    files_lost: bool,
    /// Whether to look up what is known of the applicant.
    looks: bool,
    done: &'static str,
}

async fn told(page: PageContext, filled: Filled, shown: Shown, status: StatusCode) -> Answer {
    let receipt = ReceiptNote::of(&filled, &*page.app.calendar().await?, page.at.today);
    let looks = shown.looks && page.app.has_master_key();
    let likely = if looks { LikelyNote::look_up(&page, &filled).await? } else { LikelyNote::nothing() };
    let Shown { refusal, files_lost, done, .. } = shown;
    Ok(html_with(status, &RegisterPage { page, filled, receipt, likely, refusal, files_lost, done }))
}

#[cfg(test)]
#[path = "entry_tests.rs"]
mod tests;
