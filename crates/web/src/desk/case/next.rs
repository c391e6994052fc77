//! The next steps: what the law allows now, the likeliest first, told apart by who may take it; and why the rest is closed.

use app::Role;
use app::authorise::Action;
use app::case::{CaseView, actions_of};
use jiff::civil::Date;
use law::application::{Case, CommandKind, ExtensionProgress, Obstacle, Progress, Refusal, ReviewLevel};
use law::settings::Settings;
use uuid::Uuid;

use super::likely::{likely, next_level};

/// Most steps that stand beside the main one.
const BESIDE_MAX: usize = 5;

/// A step that is open to the person.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NextStep {
    pub(super) href: String,
    pub(super) label: &'static str,
    /// One line that says why it is likely; may be empty.
    pub(super) why: String,
}

/// A step open to others.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ForOthers {
    pub(super) label: &'static str,
    /// Who may take it.
    pub(super) who: String,
}

/// Steps that are closed for the same reason.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ClosedSteps {
    pub(super) labels: Vec<&'static str>,
    pub(super) message: String,
    pub(super) cite: String,
    /// Whether an approver may go on with a reason; such a step stands alone.
    pub(super) overridable: bool,
    /// Where it may be overridden, for whoever may.
    pub(super) href: Option<String>,
}

/// The steps, sorted.
#[derive(Debug, Default)]
pub(super) struct Next {
    /// The likeliest that the person may take.
    pub(super) main: Option<NextStep>,
    /// The likeliest of all, where it is for somebody else.
    pub(super) awaited: Option<ForOthers>,
    /// Why that is awaited.
    pub(super) awaited_why: String,
    /// What belongs to the point the case is at.
    pub(super) beside: Vec<NextStep>,
    /// All else that is open.
    pub(super) rest: Vec<NextStep>,
    /// Open, but for others to take.
    pub(super) for_others: Vec<ForOthers>,
    /// Closed, by obstacle.
    pub(super) closed: Vec<ClosedSteps>,
}

/// Who asks, and by which rules the organ works.
pub(super) struct Asking<'a> {
    /// The person's login.
    pub(super) login: &'a str,
    /// Whether the person's roles allow an action.
    pub(super) may: &'a dyn Fn(Action) -> bool,
    pub(super) levels: &'a [ReviewLevel],
    pub(super) settings: &'a Settings,
    pub(super) today: Date,
}

/// The word a kind bears in addresses: the same as in the record.
pub(super) fn word(kind: CommandKind) -> String {
    match serde_json::to_value(kind) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The kind a word names.
pub(super) fn kind(said: &str) -> Option<CommandKind> {
    CommandKind::ALL.iter().copied().find(|kind| word(*kind) == said)
}

impl Next {
    pub(super) fn of(view: &CaseView, asking: &Asking<'_>) -> Self {
        let case = &view.case.law;
        let likely = likely(case, &view.clock.value, asking);
        let mut next = Next::default();
        let mut beside: Vec<(usize, NextStep)> = Vec::new();
        for step in &view.allowed {
            let kind = step.kind;
            if begins(kind) {
                continue;
            }
            let place = likely.iter().position(|(likely, _)| *likely == kind);
            let why = place.and_then(|place| likely.get(place)).map(|(_, why)| why.clone()).unwrap_or_default();
            let open = match (&step.open, too_early(kind, case, asking)) {
                (Ok(()), Some(refusal)) => Err(refusal),
                (open, _) => open.clone(),
            };
            match open {
                Err(refusal) => next.close(kind, &refusal, view.case_id, asking),
                Ok(()) if may_take(kind, case, asking) => {
                    let open = NextStep { href: address(view.case_id, kind), label: kind.label(), why };
                    match place {
                        Some(place) => beside.push((place, open)),
                        None => next.rest.push(open),
                    }
                }
                Ok(()) => {
                    let others = ForOthers { label: kind.label(), who: roles(kind) };
                    if place == Some(0) {
                        next.awaited_why = why;
                        next.awaited = Some(others);
                    } else {
                        next.for_others.push(others);
                    }
                }
            }
        }
        beside.sort_by_key(|(place, _)| *place);
        let mut beside = beside.into_iter().map(|(_, step)| step).peekable();
        // What nothing speaks for is offered and not urged.
        next.main = beside.next_if(|step| !step.why.is_empty());
        next.beside = beside.by_ref().take(BESIDE_MAX).collect();
        next.rest.splice(0..0, beside);
        next
    }

    /// Notes a closed step with its obstacle.
    fn close(&mut self, kind: CommandKind, refusal: &Refusal, case_id: Uuid, asking: &Asking<'_>) {
        let overridable = refusal.may_be_overridden();
        let cite = refusal.cite.as_str();
        let same = |one: &&mut ClosedSteps| !one.overridable && one.message == refusal.message && one.cite == cite;
        match self.closed.iter_mut().find(same).filter(|_| !overridable) {
            Some(known) => known.labels.push(kind.label()),
            None => self.closed.push(ClosedSteps {
                labels: vec![kind.label()],
                message: refusal.message.clone(),
                cite: cite.to_owned(),
                overridable,
                href: (overridable && (asking.may)(Action::ApproveOverride)).then(|| address(case_id, kind)),
            }),
        }
    }

    /// Whether nothing has to be done just now, though something may.
    pub(super) fn is_at_rest(&self) -> bool {
        self.main.is_none() && self.awaited.is_none() && !self.is_empty()
    }

    /// Whether nothing at all is open to the person.
    pub(super) fn is_empty(&self) -> bool {
        self.main.is_none() && self.beside.is_empty() && self.rest.is_empty()
    }
}

/// Whether a kind begins a case: of one that is there it is never asked.
fn begins(kind: CommandKind) -> bool {
    matches!(kind, CommandKind::Register | CommandKind::EnterOpening | CommandKind::RegisterSplit)
}

fn address(case_id: Uuid, kind: CommandKind) -> String {
    format!("/cases/{case_id}/do/{}", word(kind))
}

/// The posts that may take a step.
fn roles(kind: CommandKind) -> String {
    let mut roles: Vec<Role> = actions_of(kind).iter().flat_map(|action| action.roles().iter().copied()).collect();
    roles.sort_unstable();
    roles.dedup();
    roles.iter().map(|role| role.label()).collect::<Vec<_>>().join("、")
}

/// Whether the person may take a step: by role, and not on work of their own.
fn may_take(kind: CommandKind, case: &Case, asking: &Asking<'_>) -> bool {
    actions_of(kind).iter().any(|action| (asking.may)(*action) && !own_work(*action, kind, case, asking.login))
}

/// Whether whatever the action would approve is the person's own.
fn own_work(action: Action, kind: CommandKind, case: &Case, login: &str) -> bool {
    match action {
        Action::ApproveExtension => {
            let mut open = case.extensions.iter().filter(|one| one.progress == ExtensionProgress::Proposed).peekable();
            open.peek().is_some() && open.all(|one| one.proposed_by.as_str() == login)
        }
        Action::Review | Action::SignOff => {
            let mut open = case.replies.iter().filter_map(|reply| match &reply.progress {
                Progress::InReview(steps) => Some((reply, steps)),
                Progress::Returned { .. } | Progress::SignedOff { .. } => None,
            });
            // One person passes one level; returning a draft is open to whoever has passed another.
            let passed = kind != CommandKind::ReturnReply;
            !open.any(|(reply, steps)| {
                reply.drafted_by.as_str() != login && !(passed && steps.iter().any(|step| step.by.as_str() == login))
            })
        }
        _ => false,
    }
}

/// Why a step that is open in general would be refused now: a level is still to be passed, or none is.
fn too_early(kind: CommandKind, case: &Case, asking: &Asking<'_>) -> Option<Refusal> {
    let pending: Vec<Option<ReviewLevel>> =
        case.replies.iter().filter_map(|reply| next_level(reply, asking.levels)).collect();
    let paper = (asking.may)(Action::EnterPaperApproval);
    let say = |message: String| Refusal::forbidden(Obstacle::ReviewIncomplete, "条例17②；保密法35", message);
    match kind {
        // An approval on paper stands in for the levels.
        CommandKind::SignOff if !paper && !pending.is_empty() => {
            let left = pending.iter().map(|level| level.map(|level| level.label())).collect::<Option<Vec<_>>>()?;
            Some(say(format!("还没有经过{}，不能签发；请先审核", left.first()?)))
        }
        CommandKind::ApproveReview if !pending.is_empty() && pending.iter().all(Option::is_none) => {
            Some(say("各级审核已经完成，请送签发".to_owned()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_word() {
        for found in CommandKind::ALL {
            assert_eq!(kind(&word(*found)), Some(*found));
        }
        assert_eq!((word(CommandKind::DraftReply).as_str(), kind("nothing")), ("draft_reply", None));
    }

    #[test]
    fn every_step_is_for_some_post() {
        for kind in CommandKind::ALL {
            assert!(!roles(*kind).is_empty(), "{kind:?}");
        }
        assert_eq!(roles(CommandKind::ApproveReview), "审核人、政府信息公开工作机构负责人、机关负责人");
    }
}
