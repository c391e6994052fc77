//! What a letter keeps about remedies: whom the paragraphs name and what the organ has set, never the paragraphs.
//!
//! Which way stands open depends on the day of the decision, which a draft does not know. So the paragraphs are composed
//! by `law::remedy` each time the letter is laid out, for the day of its issue: a draft of 30 June that is signed on 1 July
//! bears the paragraphs of 1 July.

use jiff::civil::Date;
use law::reason::{NoRuleInForce, Reasoned};
use law::remedy::{Bodies, Decision, Part, Remedy, remedy, third_party_notice};
use law::settings::Settings;
use serde::{Deserialize, Serialize};

/// What the remedy paragraphs of a letter are composed from, besides its decisions and its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemedyBasis {
    /// Whom they name.
    pub bodies: Bodies,
    /// Whether the letter is served over the internet, so that the online channel must be named (REP-10).
    pub served_online: bool,
    /// Whether a partial refusal names reconsideration first where that is disputed (6.2).
    pub partial_refusal_first: bool,
    /// Whether a suit is offered where courts dismiss it.
    pub offer_suit_where_courts_dismiss: bool,
}

impl RemedyBasis {
    /// Takes from the organ's settings what the paragraphs depend on.
    pub fn new(bodies: Bodies, served_online: bool, settings: &Settings) -> Self {
        Self {
            bodies,
            served_online,
            partial_refusal_first: settings.partial_refusal_first_before_july_2026,
            offer_suit_where_courts_dismiss: settings.offer_suit_where_courts_dismiss,
        }
    }

    fn settings(&self) -> Settings {
        Settings {
            partial_refusal_first_before_july_2026: self.partial_refusal_first,
            offer_suit_where_courts_dismiss: self.offer_suit_where_courts_dismiss,
            ..Settings::default()
        }
    }

    pub(crate) fn of(&self, parts: Vec<Part>, decided: Date) -> Result<Reasoned<Remedy>, NoRuleInForce> {
        remedy(&Decision { parts, decided, served_online: self.served_online }, &self.bodies, &self.settings())
    }

    pub(crate) fn of_third_party(&self, decided: Date) -> Result<Reasoned<Remedy>, NoRuleInForce> {
        third_party_notice(decided, &self.bodies, self.served_online)
    }
}
