//! The steps of a case: `/cases/{id}/do` lists them all, `/cases/{id}/do/{kind}` is the form of one.
//!
//! ```text
//! Which (case, kind) ── Step (what it says, its fields, how they become a deed) ── one file a family
//!   │                        │
//!   └ Bench (the case as it stands, its words, the working days)
//!        GET   parts(bench, filled) ─────────────────────────────── step/show.html
//!        POST  deed(bench, form) ── Deed ── compose, handle, sign off, split ── 303 back to the case
//!                                     └ a fault, a refusal, an overtaking: the same page, everything typed still there
//! ```
//!
//! A step says nothing about the law that the law does not say itself: whether it is open, what stands in the way and what
//! follows from it are asked of [`law::application`] each time.

mod after;
mod arrival;
mod bench;
mod consultation;
mod contest;
mod correction;
mod deed;
mod described;
mod draft;
mod evidence;
mod extension;
mod fee;
mod instead;
mod issue;
mod list;
mod mend;
mod part;
mod pick;
mod reasons;
mod review;
mod scan;
mod send;
mod service;
mod show;
#[cfg(test)]
mod tests;
mod trouble;
mod which;

use app::authorise::Action;
use law::application::CommandKind;

use self::described::Step;
use crate::route::{Needs, Route};

/// Whatever a person may do to a case, they find here how.
const NEEDS: Needs = Needs::OneOf(&[
    Action::Register,
    Action::ConfirmReceipt,
    Action::Correct,
    Action::Consult,
    Action::AskUnit,
    Action::ProposeExtension,
    Action::ApproveExtension,
    Action::EnterPaperApproval,
    Action::AskReasons,
    Action::Charge,
    Action::AddEvidence,
    Action::Draft,
    Action::Review,
    Action::SignOff,
    Action::Deliver,
    Action::Withdraw,
    Action::Remake,
    Action::CorrectEntry,
    Action::Archive,
    Action::Remedy,
]);

pub(crate) fn routes() -> Vec<Route> {
    let mut routes = vec![
        Route::get("/cases/{id}/do/{kind}", NEEDS, show::show),
        Route::post("/cases/{id}/do/{kind}", NEEDS, send::send),
    ];
    routes.extend(list::routes(NEEDS));
    routes.extend(scan::routes());
    routes.extend(issue::routes());
    routes
}

/// The families in the order of a case's course, each with its name.
const FAMILIES: &[(&str, &[Step])] = &[
    ("登记与收到", arrival::STEPS),
    ("补正", correction::STEPS),
    ("征求意见", consultation::STEPS),
    ("延期", extension::STEPS),
    ("说明理由", reasons::STEPS),
    ("收费", fee::STEPS),
    ("检索与证据", evidence::STEPS),
    ("答复", draft::STEPS),
    ("审核与签发", review::STEPS),
    ("送达与办结", service::STEPS),
    ("更正与撤销", mend::STEPS),
    ("复议与诉讼", contest::STEPS),
];

/// The step of a kind; none for registering, which has pages of its own.
fn step_of(kind: CommandKind) -> Option<&'static Step> {
    FAMILIES.iter().flat_map(|(_, steps)| steps.iter()).find(|step| step.kind == kind)
}
