//! A case as its events make it: facts and their dates, and no figure that could be computed from them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    applicant::Entry,
    command::Held,
    consultation::Consultation,
    contest::{Contest, Decided},
    event::Origin,
    extension::Extension,
    reference::{ActorId, CaseRef, FileRef, ItemNo, ReplyNo, SealedRef, SubjectRef},
    reply::{Decision, Reply},
    split::Carried,
    waiting::{Correction, FeeNotice, ReasonsRequest},
};
use crate::{applicant::ApplicantClass, outcome::EvidenceItem, settings::Settings};

/// How the application came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// What was entered.
    pub entry: Entry,
    /// The column of table three it is counted in.
    pub class: ApplicantClass,
    /// The day it arrived.
    pub arrived_on: Date,
    /// The date of receipt; none while it waits for confirmation.
    pub received_on: Option<Date>,
    /// How it came into the record.
    pub origin: Origin,
    /// Who entered it.
    pub by: ActorId,
    /// The days on which the applicant could not be reached.
    pub contact_failed_on: Vec<Date>,
}

/// An item applied for, judged on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its serial number.
    pub no: ItemNo,
    /// What was asked, sealed.
    pub wording: SealedRef,
    /// Whether it is still in the case.
    pub state: ItemState,
}

/// Whether an item is still in the case. Whether it is answered follows from the replies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemState {
    /// To be answered, or answered.
    Standing,
    /// Withdrawn by the applicant.
    Withdrawn {
        /// When.
        on: Date,
        /// The signed or recorded withdrawal.
        proof: FileRef,
    },
    /// A case of its own since it was split off; counted there.
    SplitOff {
        /// When.
        on: Date,
        /// Which case.
        to: CaseRef,
    },
}

/// Why the organ no longer handles an application. Its day is that of the finding, on which handling ends and in whose year
/// it counts, not the day the applicant's time ran out: until it is found, the case is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lapse {
    /// Not corrected in time (O1).
    Uncorrected {
        /// The day of the finding.
        on: Date,
    },
    /// Fee not paid in time (O2).
    Unpaid {
        /// The day of the finding.
        on: Date,
    },
}

impl Lapse {
    /// Returns the day of the finding.
    pub fn on(self) -> Date {
        match self {
            Self::Uncorrected { on } | Self::Unpaid { on } => on,
        }
    }
}

/// A search made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// For which items.
    pub items: Vec<ItemNo>,
    /// When.
    pub on: Date,
    /// The sealed account of scope, systems, words and persons.
    pub account: SealedRef,
    /// Who entered it.
    pub by: ActorId,
}

/// A piece of evidence on the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// For which items.
    pub items: Vec<ItemNo>,
    /// What it proves.
    pub proves: EvidenceItem,
    /// Where it is.
    pub held: Held,
    /// When it came on the file.
    pub on: Date,
}

/// A case. The default one has not begun.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Case {
    /// How it came in; none before it is registered.
    pub registration: Option<Registration>,
    /// For a unit split off: what counts for it of its origin's course besides its own entries.
    pub inherited: Option<Carried>,
    /// What is applied for.
    pub items: Vec<Item>,
    /// Correction notices, in order.
    pub corrections: Vec<Correction>,
    /// Letters of consultation, in order.
    pub consultations: Vec<Consultation>,
    /// Extensions, in order.
    pub extensions: Vec<Extension>,
    /// The request for reasons.
    pub reasons: Option<ReasonsRequest>,
    /// Fee notices, in order.
    pub fees: Vec<FeeNotice>,
    /// Searches made.
    pub searches: Vec<Search>,
    /// Evidence on the file.
    pub evidence: Vec<Evidence>,
    /// Replies, in order.
    pub replies: Vec<Reply>,
    /// Each time it was found that it is no longer handled, in order; see [`Case::lapse`] for the one that stands.
    pub lapses: Vec<Lapse>,
    /// Reconsiderations and suits, in order.
    pub contests: Vec<Contest>,
    /// The day it was filed.
    pub archived_on: Option<Date>,
}

impl Case {
    /// Returns the date of receipt; none before it is confirmed.
    pub fn received_on(&self) -> Option<Date> {
        self.registration.as_ref().and_then(|r| r.received_on)
    }

    /// Returns the class it is counted under; none before it is registered.
    pub fn class(&self) -> Option<ApplicantClass> {
        self.registration.as_ref().map(|r| r.class)
    }

    /// Returns an item by its number.
    pub fn item(&self, no: ItemNo) -> Option<&Item> {
        self.items.iter().find(|i| i.no == no)
    }

    /// Returns a reply by its number.
    pub fn reply(&self, no: ReplyNo) -> Option<&Reply> {
        self.replies.iter().find(|r| r.no == no)
    }

    /// Says whether a reply that went out still stands: neither revoked nor replaced by one that went out.
    pub fn stands(&self, reply: &Reply) -> bool {
        reply.went_out_on().is_some()
            && reply.revoked.is_none()
            && !self.replies.iter().any(|r| r.replaces == Some(reply.no) && r.went_out_on().is_some())
    }

    /// Returns the day on which a reply ceased to stand: revoked, or replaced by one that went out.
    pub fn ceased_on(&self, reply: &Reply) -> Option<Date> {
        let replaced = self.replies.iter().filter(|r| r.replaces == Some(reply.no)).filter_map(Reply::went_out_on);
        reply.revoked.map(|(on, _)| on).into_iter().chain(replaced).min()
    }

    /// Returns the reply that stands for an item, with what it decides.
    pub fn answer(&self, item: ItemNo) -> Option<(&Reply, &Decision)> {
        self.replies.iter().rev().find_map(|r| {
            let decision = r.decision(item)?;
            self.stands(r).then_some((r, decision))
        })
    }

    /// Returns why it is no longer handled: the lapse that no decision has set aside (FEE-10).
    pub fn lapse(&self) -> Option<Lapse> {
        self.lapses.iter().enumerate().find_map(|(index, lapse)| self.set_aside(index).is_none().then_some(*lapse))
    }

    /// Returns the contest that set the lapse at this place aside, with its decision; while that is under appeal, none.
    pub fn set_aside(&self, lapse: usize) -> Option<(&Contest, Decided)> {
        self.contests.iter().filter(|c| c.against_lapse == Some(lapse)).find_map(|c| {
            let decided = c.last_decision().filter(|d| d.reopens_a_lapse())?;
            Some((c, decided))
        })
    }

    /// Returns each lapse that was set aside, with the contest and the decision.
    pub fn lapses_set_aside(&self) -> impl Iterator<Item = (Lapse, &Contest, Decided)> {
        self.lapses.iter().enumerate().filter_map(|(index, lapse)| {
            let (contest, decided) = self.set_aside(index)?;
            Some((*lapse, contest, decided))
        })
    }

    /// Returns the items still to be answered.
    pub fn open_items(&self) -> impl Iterator<Item = &Item> {
        let lapsed = self.lapse().is_some();
        self.items
            .iter()
            .filter(move |i| !lapsed && matches!(i.state, ItemState::Standing) && self.answer(i.no).is_none())
    }

    /// Says whether a case that was received has nothing left to answer.
    pub fn is_closed(&self) -> bool {
        self.received_on().is_some() && self.open_items().next().is_none()
    }

    /// Returns those a reply must reach: every applicant, or the agent for all.
    pub fn addressees(&self) -> impl Iterator<Item = &SubjectRef> {
        self.registration.iter().flat_map(|r| r.entry.applicants.iter().map(|a| &a.subject))
    }

    /// Returns the agent, who may be served for all.
    pub fn agent(&self) -> Option<&SubjectRef> {
        self.registration.as_ref().and_then(|r| r.entry.agent.as_ref()).map(|a| &a.subject)
    }

    /// Returns the applicants a reply has not reached: never sent to them nor to the agent, or come back each time.
    pub fn unserved<'a>(&'a self, reply: &'a Reply) -> impl Iterator<Item = &'a SubjectRef> {
        let reached = |who: &SubjectRef| reply.services.iter().any(|s| s.returned_on.is_none() && &s.to == who);
        let by_agent = self.agent().is_some_and(reached);
        self.addressees().filter(move |who| !by_agent && !reached(who))
    }

    /// Returns the day by which a reply had been sent to every applicant or to the agent for all, come back or not; none
    /// while one of them was never sent it.
    pub fn sent_to_all_on(&self, reply: &Reply, settings: &Settings) -> Option<Date> {
        let to = |who: &SubjectRef| reply.services.iter().filter(|s| &s.to == who).map(|s| s.counts_on(settings)).min();
        let agent = self.agent().and_then(to);
        let mut last = None;
        for who in self.addressees() {
            last = last.max(Some(to(who).into_iter().chain(agent).min()?));
        }
        last
    }

    /// Returns the day from which the present reply period counts: receipt, correction or payment, whichever is latest.
    pub fn term_started_on(&self) -> Option<Date> {
        let received = self.received_on()?;
        let corrected = self.corrections.iter().filter_map(|c| c.answered_on);
        let paid = self.fees.iter().filter(|f| f.cancelled_on.is_none()).filter_map(|f| f.paid_on);
        let inherited = self.inherited.as_ref().and_then(|i| i.fee_paid_on);
        Some(corrected.chain(paid).chain(inherited).fold(received, Date::max))
    }

    /// Returns the correction notice that has no answer.
    pub fn open_correction(&self) -> Option<&Correction> {
        self.corrections.last().filter(|c| c.answered_on.is_none())
    }

    /// Returns the correction notice that the case waits on: not one whose lapse was set aside, on which nobody waits.
    pub fn awaited_correction(&self) -> Option<&Correction> {
        let spent =
            |sent: Date| self.lapses_set_aside().any(|(l, ..)| matches!(l, Lapse::Uncorrected { on } if on > sent));
        self.open_correction().filter(|c| !spent(c.sent_on))
    }

    /// Returns the fee notice that is not paid.
    pub fn open_fee(&self) -> Option<&FeeNotice> {
        self.fees.last().filter(|f| f.is_open())
    }

    /// Returns the fee notice that the case waits on: not one whose lapse was set aside, on which nobody waits.
    pub fn awaited_fee(&self) -> Option<&FeeNotice> {
        let spent = |sent: Date| self.lapses_set_aside().any(|(l, ..)| matches!(l, Lapse::Unpaid { on } if on > sent));
        self.open_fee().filter(|f| !spent(f.sent_on))
    }
}
