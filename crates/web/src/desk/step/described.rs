//! What a step is: its words, its fields, and how what was filled in becomes what is done.

use law::application::{Act, CommandKind};

use super::bench::Bench;
use super::deed::Deed;
use super::part::Part;
use crate::filled::Filled;
use crate::form::Form;

/// Whether the reason is asked for, which stands beside what is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// Not asked for.
    Unasked,
    /// It may be left empty.
    May(&'static str),
    /// It must be given: its label and its hint.
    Must(&'static str, &'static str),
}

/// What a page shows besides the form, read only where it is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// The letter of the reply in question, as paper.
    Letter,
    /// What reviewers have said of it.
    Opinions,
    /// Its draft as it was filled in.
    Draft,
    /// Why an extension was put forward.
    Grounds,
    /// What the applicant gave as reasons.
    Reasons,
    /// The number the next letter gets.
    NextNumber,
    /// How many applications of the applicant came in the month.
    Month,
}

/// One kind of act as a form.
pub(super) struct Step {
    /// Which kind.
    pub(super) kind: CommandKind,
    /// What it does and on which basis, for somebody who does it rarely.
    pub(super) lead: &'static str,
    /// The provision.
    pub(super) cite: &'static str,
    /// The word on the button that carries it out.
    pub(super) button: &'static str,
    /// Whose day the day of the fact is.
    pub(super) day: &'static str,
    /// Whether it takes something away that cannot be given back.
    pub(super) grave: bool,
    /// Whether the reason is asked for.
    pub(super) reason: Reason,
    /// Whether a letter is filled in; then it can be looked at before anything is recorded.
    pub(super) letter: bool,
    /// What the page shows besides.
    pub(super) shows: &'static [Shows],
    /// The fields; what is known already is put into what is filled in.
    pub(super) parts: fn(&Bench, &mut Filled) -> Vec<Part>,
    /// Turns what was filled in into what is done; none when something is wrong, which is then noted.
    pub(super) deed: fn(&Bench, &mut Form) -> Option<Deed>,
    /// What would be done with nothing but what is known, so that the page can tell what follows from it.
    pub(super) trial: fn(&Bench, &Filled) -> Option<Act>,
    /// By when it should be done, in words.
    pub(super) by: fn(&Bench) -> Option<String>,
    /// Under which names faults of a use case are known here: each begins with the first and is shown under the second.
    pub(super) names: &'static [(&'static str, &'static str)],
    /// Under which names faults of repeated parts are known here, where that depends on what was filled in.
    pub(super) rename: fn(&Filled, &str) -> Option<String>,
    /// What stands on a second button beside the main one, with the kind it carries out.
    pub(super) other: Option<(CommandKind, &'static str)>,
    /// What stands on the button to the second stage.
    pub(super) next: &'static str,
    /// For a form in two stages: whether what the first asks for is there; what is missing is noted.
    pub(super) staged: Option<fn(&Bench, &mut Filled) -> bool>,
}

impl Step {
    /// A step with its words; everything else at its plainest.
    pub(super) const fn of(kind: CommandKind, button: &'static str, cite: &'static str, lead: &'static str) -> Self {
        Step {
            kind,
            lead,
            cite,
            button,
            day: "事实日期",
            grave: false,
            reason: Reason::Unasked,
            letter: false,
            shows: &[],
            parts: |_, _| Vec::new(),
            deed: |_, _| None,
            trial: |_, _| None,
            by: |_| None,
            names: &[],
            rename: |_, _| None,
            other: None,
            next: "下一步",
            staged: None,
        }
    }

    /// Whose day the day of the fact is.
    pub(super) const fn day(mut self, day: &'static str) -> Self {
        self.day = day;
        self
    }

    /// It takes something away.
    pub(super) const fn grave(mut self) -> Self {
        self.grave = true;
        self
    }

    /// The reason is asked for.
    pub(super) const fn reason(mut self, reason: Reason) -> Self {
        self.reason = reason;
        self
    }

    /// A letter is filled in.
    pub(super) const fn letter(mut self) -> Self {
        self.letter = true;
        self
    }

    /// What the page shows besides.
    pub(super) const fn shows(mut self, shows: &'static [Shows]) -> Self {
        self.shows = shows;
        self
    }

    /// Its fields.
    pub(super) const fn parts(mut self, parts: fn(&Bench, &mut Filled) -> Vec<Part>) -> Self {
        self.parts = parts;
        self
    }

    /// How what was filled in becomes what is done.
    pub(super) const fn deed(mut self, deed: fn(&Bench, &mut Form) -> Option<Deed>) -> Self {
        self.deed = deed;
        self
    }

    /// What would be done with nothing but what is known.
    pub(super) const fn trial(mut self, trial: fn(&Bench, &Filled) -> Option<Act>) -> Self {
        self.trial = trial;
        self
    }

    /// By when it should be done.
    pub(super) const fn by(mut self, by: fn(&Bench) -> Option<String>) -> Self {
        self.by = by;
        self
    }

    /// Under which names faults are known here.
    pub(super) const fn names(mut self, names: &'static [(&'static str, &'static str)]) -> Self {
        self.names = names;
        self
    }

    /// Under which names faults of repeated parts are known here.
    pub(super) const fn rename(mut self, rename: fn(&Filled, &str) -> Option<String>) -> Self {
        self.rename = rename;
        self
    }

    /// A second button that carries out another kind.
    pub(super) const fn or(mut self, kind: CommandKind, button: &'static str) -> Self {
        self.other = Some((kind, button));
        self
    }

    /// What stands on the button to the second stage.
    pub(super) const fn next(mut self, next: &'static str) -> Self {
        self.next = next;
        self
    }

    /// The form comes in two stages.
    pub(super) const fn staged(mut self, ready: fn(&Bench, &mut Filled) -> bool) -> Self {
        self.staged = Some(ready);
        self
    }

    /// The field under which a use case's fault is shown.
    pub(super) fn field(&self, filled: &Filled, fault: &str) -> String {
        if let Some(renamed) = (self.rename)(filled, fault) {
            return renamed;
        }
        let known = self.names.iter().find_map(|(theirs, ours)| {
            let rest = fault.strip_prefix(theirs)?;
            (rest.is_empty() || rest.starts_with('.')).then(|| format!("{ours}{rest}"))
        });
        known.unwrap_or_else(|| fault.to_owned())
    }
}
