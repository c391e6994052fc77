//! What a unit split off takes with it from the course of its origin (一事一申请, 费办法4).
//!
//! The unit is an application of its own from now on, but not a new one: it was received when its origin was, and what has
//! been done for its item since then counts for it too. A correction or a payment began its period (条例30; 费办法6), a
//! consultation made days not count (条例33③), an extension was told for it as well (条例33②). A fee paid is not charged
//! again, and stays counted with the origin.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    case::{Case, Evidence, Search},
    consultation::Consultation,
    extension::Extension,
    reference::ItemNo,
    term,
    waiting::{Correction, ReasonsRequest},
};
use crate::{
    calendar::{Calendar, OutOfRange, Pause},
    settings::Settings,
};

/// The number of the one item a unit has.
const ONLY: ItemNo = ItemNo(1);

/// The course of the origin up to the split, as far as it counts for the unit; its one item is the first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Inherited {
    /// Correction notices, answered or awaited.
    pub corrections: Vec<Correction>,
    /// Consultations about the item; one still running goes on in both cases.
    pub consultations: Vec<Consultation>,
    /// Days not counted for consultations about other items, up to the split.
    pub pauses: Vec<Pause>,
    /// Extensions.
    pub extensions: Vec<Extension>,
    /// The request for reasons.
    pub reasons: Option<ReasonsRequest>,
    /// The day the fee was paid, from which the period counts.
    pub fee_paid_on: Option<Date>,
    /// Searches made for the item.
    pub searches: Vec<Search>,
    /// Evidence for the item.
    pub evidence: Vec<Evidence>,
}

impl Inherited {
    /// Takes from the origin what counts for the item split off on the day; fails beyond the calendar.
    pub fn of(
        origin: &Case,
        item: ItemNo,
        on: Date,
        calendar: &Calendar,
        settings: &Settings,
    ) -> Result<Self, OutOfRange> {
        let mut pauses = Vec::new();
        for consultation in origin.consultations.iter().filter(|c| !c.items.contains(&item)) {
            if let Some(pause) = term::pause(consultation, calendar, settings)? {
                let end = pause.end.min(on);
                pauses.extend(Pause::new(pause.start, end).ok().filter(|p| p.start < p.end));
            }
        }
        let paid = origin.fees.iter().filter(|f| f.cancelled_on.is_none()).filter_map(|f| f.paid_on).max();
        let carried = origin.inherited.as_ref();
        pauses.extend(carried.iter().flat_map(|c| &c.pauses).copied());
        let about = |items: &[ItemNo]| items.contains(&item);
        Ok(Self {
            corrections: origin.corrections.clone(),
            consultations: origin
                .consultations
                .iter()
                .filter(|c| about(&c.items))
                .map(|c| Consultation { items: vec![ONLY], ..c.clone() })
                .collect(),
            pauses,
            extensions: origin.extensions.clone(),
            reasons: origin.reasons.clone(),
            fee_paid_on: paid.max(carried.and_then(|c| c.fee_paid_on)),
            searches: origin
                .searches
                .iter()
                .filter(|s| about(&s.items))
                .map(|s| Search { items: vec![ONLY], ..s.clone() })
                .collect(),
            evidence: origin
                .evidence
                .iter()
                .filter(|e| about(&e.items))
                .map(|e| Evidence { items: vec![ONLY], ..e.clone() })
                .collect(),
        })
    }

    /// Says whether nothing had been done yet that counts for the unit.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What of it is no entry of the unit's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// Days not counted.
    pub pauses: Vec<Pause>,
    /// The day the origin's fee was paid.
    pub fee_paid_on: Option<Date>,
}
