//! What an answer is about: which items, in whose place, and what may be chosen for them.

use law::application::{CommandKind as K, ItemNo, Reply, ReplyNo};
use law::outcome::Outcome;

use super::super::bench::Bench;
use super::super::pick;
use super::reply_no;
use crate::filled::Filled;

/// The items an answer can decide, with what was chosen for them so far.
pub(super) struct Scope {
    pub(super) kind: K,
    /// The reply in whose place it is made.
    pub(super) replaces: Option<ReplyNo>,
    /// The items it can decide.
    pub(super) items: Vec<ItemNo>,
    /// Whether each of them must be decided, as in place of another reply.
    pub(super) all: bool,
}

impl Scope {
    /// What an answer is about, by the case and by what was filled in.
    pub(super) fn of(bench: &Bench, filled: &Filled, kind: K) -> Self {
        let case = bench.law();
        let replaced = match kind {
            K::DraftReply => replaceable(bench, filled),
            K::RedraftReply => pick::reply_in_question(kind, case, filled)
                .and_then(|reply| reply.replaces)
                .and_then(|no| case.reply(no)),
            _ => None,
        };
        if let Some(old) = replaced {
            let items = old.draft.decisions.iter().map(|decision| decision.item).collect();
            return Scope { kind, replaces: Some(old.no), items, all: true };
        }
        let own = pick::reply_in_question(kind, case, filled).filter(|_| kind == K::RedraftReply).map(|reply| reply.no);
        // An item on its way in another draft waits for that one.
        let elsewhere = |no: ItemNo| {
            case.replies.iter().any(|reply| reply.is_pending() && Some(reply.no) != own && reply.decision(no).is_some())
        };
        let items: Vec<ItemNo> = case.open_items().map(|item| item.no).filter(|no| !elsewhere(*no)).collect();
        let all = items.len() == 1;
        Scope { kind, replaces: None, items, all }
    }

    /// The field that holds the outcome chosen for an item.
    pub(super) fn field(no: ItemNo) -> String {
        format!("i{no}.outcome")
    }

    /// The outcome chosen for an item.
    pub(super) fn chosen(&self, filled: &Filled, no: ItemNo) -> Option<Outcome> {
        Outcome::parse(filled.get(&Self::field(no))).ok().filter(|outcome| self.may_choose(*outcome))
    }

    /// The items decided, each with its outcome.
    pub(super) fn decided(&self, filled: &Filled) -> Vec<(ItemNo, Outcome)> {
        self.items.iter().filter_map(|no| Some((*no, self.chosen(filled, *no)?))).collect()
    }

    /// Whether an outcome can be drafted here: three have steps of their own, and what withholds is reviewed first.
    pub(super) fn may_choose(&self, outcome: Outcome) -> bool {
        let reply = super::may_be_entered(outcome);
        let reviewed = outcome.ground().is_some() || outcome == Outcome::P1;
        reply && (self.kind != K::AnswerOnTheSpot || !reviewed)
    }
}

/// The reply in whose place a draft is made: the one chosen, or, where nothing is open any more, the first that stands.
fn replaceable<'b>(bench: &'b Bench, filled: &Filled) -> Option<&'b Reply> {
    let case = bench.law();
    let standing = pick::replies_for(K::DraftReply, case);
    let said = reply_no(filled.get("replaces"));
    let chosen = standing.iter().find(|reply| Some(reply.no) == said).copied();
    chosen.or_else(|| standing.first().copied().filter(|_| case.is_closed()))
}
