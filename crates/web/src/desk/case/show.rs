//! `GET /cases/{id}`: everything about one application, and what to do next.

use app::Dossier;
use app::authorise::Action;
use app::case::Closed;
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use law::application::ReviewLevel;
use serde::Deserialize;
use uuid::Uuid;

use super::applicant::{self, Others, PartyCard};
use super::asked::Asked;
use super::case_id;
use super::course::{Course, contests, courses};
use super::evidence::OnFile;
use super::heading::Heading;
use super::letter_rows::{LetterRow, rows};
use super::next::{Asking, Next, kind};
use super::reckoning::Reckoning;
use super::reply::{self, ReplyCard, cards};
use super::timeline::Timeline;
use crate::answer::{Answer, html_with};
use crate::filled::Filled;
use crate::page::PageContext;
use crate::route::{Needs, Route};
use crate::words::filters;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/cases/{id}", Needs::OneOf(&[Action::ReadCase]), show)]
}

#[derive(Template)]
#[template(path = "case/show.html")]
struct CasePage {
    page: PageContext,
    case_id: Uuid,
    /// Number of the last event seen; whoever acts on an older sight is told.
    seq: i64,
    done: String,
    /// Why a form was not carried out.
    failed: String,
    head: Heading,
    asked: Asked,
    replies: Vec<ReplyCard>,
    letters: Vec<LetterRow>,
    on_file: OnFile,
    courses: Vec<Course>,
    contests: Vec<Course>,
    timeline: Timeline,
    next: Next,
    reckoning: Reckoning,
    parties: Vec<PartyCard>,
    others: Option<Others>,
    closed: Option<Closed>,
    handled_by: String,
    may_assign: bool,
    filled: Filled,
    units: Vec<(String, String)>,
    officers: Vec<(String, String)>,
    /// Whether the form to hand the case on stands open.
    assigning: bool,
}

impl CasePage {
    fn hidden(&self) -> &'static str {
        match self.closed {
            Some(Closed::NotPermitted) => "您的岗位不能查看申请人信息和申请、答复的原文，这一页只显示办理情况。",
            Some(Closed::NoMasterKey) => {
                "没有主密钥，申请人信息和申请、答复的原文不能显示。请系统管理员用环境变量 GONGKAI_MASTER_KEY_FILE 指明主密钥文件后重新启动。"
            }
            None => "",
        }
    }
}

/// What was just done.
#[derive(Deserialize)]
struct Done {
    #[serde(default)]
    done: String,
}

async fn show(page: PageContext, Path(id): Path<String>, Query(done): Query<Done>) -> Answer {
    let dossier = page.app.dossier(&page.occasion(), case_id(&id)?).await?;
    let mut filled = Filled::default();
    filled.or("unit", dossier.view.case.unit.clone().unwrap_or_default());
    filled.or("officer", dossier.view.case.officer.clone().unwrap_or_default());
    Ok(render(page, &dossier, Shown { done: done_words(&done.done), ..Shown::of(filled) }))
}

fn done_words(done: &str) -> String {
    match (done, kind(done)) {
        ("assigned", _) => "已经分办。".to_owned(),
        ("registered", _) => "已经登记。".to_owned(),
        ("scan_kept", _) => "用印扫描件已经归入。".to_owned(),
        (_, Some(kind)) => format!("“{}”已经办理。", kind.label()),
        _ => String::new(),
    }
}

/// How the page is shown: what was done or failed, and the form as it was filled in.
pub(super) struct Shown {
    pub(super) status: StatusCode,
    pub(super) done: String,
    pub(super) failed: String,
    pub(super) filled: Filled,
    pub(super) assigning: bool,
}

impl Shown {
    pub(super) fn of(filled: Filled) -> Self {
        Shown { status: StatusCode::OK, done: String::new(), failed: String::new(), filled, assigning: false }
    }
}

/// Renders the page of a case.
pub(super) fn render(page: PageContext, dossier: &Dossier, shown: Shown) -> Response {
    let view = &dossier.view;
    let (today, settings) = (page.at.today, &page.profile.law);
    let levels: &[ReviewLevel] = &page.profile.levels;
    let may = |action: Action| page.may(action);
    let asking = Asking { login: &page.session.actor.id, may: &may, levels, settings, today };
    let may_assign = page.may(Action::Assign);
    let (units, officers) = if may_assign { super::assign::choices(&page, dossier) } else { Default::default() };
    let template = CasePage {
        case_id: view.case_id,
        seq: view.case.seq,
        head: Heading::of(dossier, today, settings),
        asked: Asked::of(dossier),
        replies: cards(dossier, &reply::Asking { profile: &page.profile, today, sends: page.may(Action::Deliver) }),
        letters: rows(dossier),
        on_file: OnFile::of(dossier),
        courses: courses(dossier, settings, today),
        contests: contests(dossier, settings, today),
        timeline: Timeline::of(dossier, today),
        next: Next::of(view, &asking),
        reckoning: Reckoning::of(dossier, today),
        parties: applicant::parties(dossier),
        others: dossier.others.as_ref().map(applicant::others),
        closed: dossier.closed,
        handled_by: handled_by(dossier),
        may_assign,
        units,
        officers,
        assigning: shown.assigning,
        filled: shown.filled,
        done: shown.done,
        failed: shown.failed,
        page: page.clone(),
    };
    html_with(shown.status, &template)
}

/// Who handles it, in words.
fn handled_by(dossier: &Dossier) -> String {
    let case = &dossier.view.case;
    let unit = case.unit.as_deref().unwrap_or("政府信息公开工作机构");
    match case.officer.as_deref() {
        Some(officer) => format!("{unit}，{}", dossier.people.name(officer)),
        None => format!("{unit}，未指定人员"),
    }
}
