//! On what occasion something is entered: who enters it, for which organ, when, of which day, and why.

use jiff::civil::Date;

use crate::actor::Actor;
use crate::moment::Moment;

/// Who does something, for which organ, when it is entered, the day of the fact, and the reason.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// The code of the organ whose record is touched.
    pub organ: &'a str,
    /// When it is entered.
    pub at: Moment,
    /// The day of the fact: it picks the law, the clock and the year. A paper case is entered later than it happened.
    pub on: Date,
    /// Why, in the actor's words; may be empty.
    pub reason: &'a str,
    /// The number of the last event the actor has seen, when the actor looked before acting; whoever acts on an older
    /// sight is told what changed.
    pub seen: Option<i64>,
}

impl<'a> Occasion<'a> {
    /// Something of today, without a reason of its own, in the actor's organ.
    pub fn now(actor: &'a Actor, at: Moment) -> Self {
        Occasion { actor, organ: &actor.organ, at, on: at.today, reason: "", seen: None }
    }

    /// The same of another day.
    pub fn on(self, on: Date) -> Self {
        Occasion { on, ..self }
    }

    /// The same for a reason.
    pub fn because(self, reason: &'a str) -> Self {
        Occasion { reason, ..self }
    }

    /// The same for another organ; whoever does not belong to it is denied.
    pub fn for_organ(self, organ: &'a str) -> Self {
        Occasion { organ, ..self }
    }

    /// The same, by somebody who has seen a stream up to this event.
    pub fn having_seen(self, seq: i64) -> Self {
        Occasion { seen: Some(seq), ..self }
    }
}
