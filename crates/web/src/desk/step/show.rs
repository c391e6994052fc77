//! `GET /cases/{id}/do/{kind}`: the form of one step, or why it is not open and what to do instead.

use askama::Template;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use law::application::{CommandKind, Obstacle, Refusal, decide};

use super::after::after;
use super::bench::Bench;
use super::described::{Reason, Step};
use super::part::Part;
use super::pick::fresh;
use super::trouble::{Trouble, may};
use super::which::{Which, kind};
use crate::answer::{Answer, html_with};
use crate::filled::Filled;
use crate::form::query;
use crate::page::PageContext;
use crate::words::filters;

/// The uploads a step takes: what scanners and cameras make.
pub(super) const SCANS: &str = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png";

/// What the record keeps in the open must not name anybody.
const NO_PERSONS: &str = "不要写姓名、电话等个人信息。";

/// A letter looked at before it is recorded.
pub(super) struct Preview {
    pub(super) html: String,
    /// What the officer should know of it.
    pub(super) notes: Vec<String>,
}

/// The page of one step.
#[derive(Template)]
#[template(path = "step/show.html")]
pub(super) struct StepPage<'a> {
    page: &'a PageContext,
    bench: &'a Bench,
    step: &'static Step,
    filled: Filled,
    parts: Vec<Part>,
    trouble: Option<Trouble>,
    /// What was just done on the way here.
    done: &'static str,
    /// Whether the form is offered at all.
    offered: bool,
    /// Whether files were sent that could not be kept.
    dropped: bool,
    preview: Option<Preview>,
    after: Vec<String>,
}

impl<'a> StepPage<'a> {
    /// The page as it is when nothing went wrong on the way to it.
    pub(super) fn new(bench: &'a Bench, step: &'static Step, mut filled: Filled) -> Self {
        let trouble = standing(bench, step, &filled);
        let offered = match &trouble {
            None => true,
            Some(trouble) => trouble.overridable && bench.page.may(app::authorise::Action::ApproveOverride),
        };
        let (mut parts, mut follows) = (Vec::new(), Vec::new());
        if offered {
            if fresh(&filled) {
                filled.or("on", bench.on.to_string());
            }
            parts = (step.parts)(bench, &mut filled);
            follows.extend((step.by)(bench));
            follows.extend((step.trial)(bench, &filled).map(|act| after(bench, act)).unwrap_or_default());
        }
        StepPage {
            page: &bench.page,
            bench,
            step,
            filled,
            parts,
            trouble,
            done: "",
            offered,
            dropped: false,
            preview: None,
            after: follows,
        }
    }

    /// The same with what went wrong; what stands in the way of the step itself is told first.
    pub(super) fn with(mut self, trouble: Option<Trouble>) -> Self {
        self.trouble = trouble.or(self.trouble);
        self
    }

    /// The same with a letter to look at.
    pub(super) fn showing(mut self, preview: Option<Preview>) -> Self {
        self.preview = preview;
        self
    }

    /// The same after files came that could not be kept.
    pub(super) fn dropping(mut self, dropped: bool) -> Self {
        self.dropped = dropped;
        self
    }

    /// Answers with it.
    pub(super) fn answer(self, status: StatusCode) -> Response {
        html_with(status, &self)
    }

    fn sends_files(&self) -> bool {
        self.parts.iter().any(Part::takes_files)
    }

    /// The field of the day of the fact.
    fn day(&self) -> Part {
        let hint = "默认是今天。补录以前的事实，请改为实际发生的日期；期限和年报都按这一天计算。";
        let least = self.bench.law().registration.as_ref().map_or(Date::MIN, |found| found.arrived_on);
        let field = self.filled.day("on", self.step.day).hint(hint).must();
        field.between(least, self.page.at.today).into()
    }

    /// The field of the reason, where it is asked for.
    fn reason(&self) -> Option<Part> {
        let field = |label: &str| self.filled.area("reason", label);
        match self.step.reason {
            Reason::Unasked => None,
            Reason::May(label) => Some(field(label).hint(format!("写在办理记录里。{NO_PERSONS}")).optional().into()),
            Reason::Must(label, hint) => Some(field(label).hint(format!("{hint}{NO_PERSONS}")).must().into()),
        }
    }

    /// The field of the reason for overriding a warning, where one stands and the person may.
    fn overriding(&self) -> Option<Part> {
        let asked = self.filled.some("override").is_some() || self.trouble.as_ref().is_some_and(|one| one.overridable);
        let field = self.filled.area("override", "越过提示的理由");
        let hint = "写明具体情况和依据；理由和您的姓名记入案卷，复议、诉讼时可能要出示。";
        (asked && self.page.may(app::authorise::Action::ApproveOverride)).then(|| field.hint(hint).must().into())
    }

    /// Whether the form is at its first stage of two.
    fn first_stage(&self) -> bool {
        self.step.staged.is_some() && self.filled.get("stage") != "facts"
    }

    /// The second button, where it can be pressed too.
    fn other(&self) -> Option<(String, &'static str)> {
        let (kind, button) = self.step.other?;
        (may(self.bench, kind) && self.bench.gate(kind).is_ok()).then(|| (self.bench.address(kind), button))
    }

    /// Whether a letter is shown as paper.
    fn has_paper(&self) -> bool {
        self.preview.is_some() || self.bench.shown.letter.is_some()
    }

    /// The address of the form.
    fn href(&self) -> String {
        self.bench.address(self.step.kind)
    }

    /// Whether another day of the fact could open the step.
    fn backdates(&self) -> bool {
        self.trouble.as_ref().is_some_and(|trouble| trouble.status != StatusCode::FORBIDDEN)
    }
}

/// What stands in the way of a step before anything is filled in: the post, the law, and who the person is.
fn standing(bench: &Bench, step: &'static Step, filled: &Filled) -> Option<Trouble> {
    if !may(bench, step.kind) {
        return Some(Trouble::not_the_post(step));
    }
    let refusal = bench.gate(step.kind).err().or_else(|| not_by_this_person(bench, step, filled))?;
    Some(Trouble::refused(bench, step, &refusal))
}

/// The law's refusal of what would be done, where the person is the reason: own draft, another level passed.
fn not_by_this_person(bench: &Bench, step: &Step, filled: &Filled) -> Option<Refusal> {
    let act = (step.trial)(bench, filled)?;
    let refusal = decide(bench.law(), &act.into(), &bench.context()).err()?;
    let personal = matches!(
        refusal.obstacle,
        Obstacle::OwnDraft
            | Obstacle::OneLevelEach
            | Obstacle::LevelOutOfOrder
            | Obstacle::ReviewIncomplete
            | Obstacle::RoleMissing
    );
    personal.then_some(refusal)
}

pub(super) async fn show(page: PageContext, which: Which, RawQuery(asked): RawQuery) -> Answer {
    let filled = query(asked.as_deref().unwrap_or_default())?;
    let on = filled.get("on").parse::<Date>().unwrap_or(page.at.today).min(page.at.today);
    let bench = Bench::load(&page, which.case_id, on, Some(which.step), &filled).await?;
    let mut shown = StepPage::new(&bench, which.step, filled);
    shown.done = kind(shown.filled.get("done")).map_or("", CommandKind::label);
    let status = match &shown.trouble {
        // What the law does not allow now is told on a page like any other; what the post does not allow is denied.
        Some(trouble) if trouble.status == StatusCode::FORBIDDEN => StatusCode::FORBIDDEN,
        _ => StatusCode::OK,
    };
    Ok(shown.answer(status))
}
