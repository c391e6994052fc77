//! What happened, as the page tells it: one line an act, the latest first. The log has every event.

use app::case::{CaseEvent, Dossier, HistoryStep};
use app::events::DeskEvent;
use jiff::civil::Date;
use law::application::{Event, Origin};

use super::happened::detail;
use super::told::{entered, near};

/// How many lines show at once; the rest on demand.
const AT_ONCE: usize = 8;

/// One act.
pub(super) struct Line {
    pub(super) what: &'static str,
    pub(super) detail: String,
    pub(super) who: String,
    /// The day of the fact.
    pub(super) on: String,
    /// When it was entered.
    pub(super) entered: String,
    /// Whether it was entered on a later day than it happened.
    pub(super) backdated: bool,
    /// Whether a warning was overridden for it.
    pub(super) overridden: bool,
    pub(super) reason: String,
    /// Whether it is of the desk only.
    pub(super) minor: bool,
}

/// The lines, the latest first: those that show at once, and the earlier ones.
pub(super) struct Timeline {
    pub(super) latest: Vec<Line>,
    pub(super) earlier: Vec<Line>,
}

impl Timeline {
    pub(super) fn of(dossier: &Dossier, today: Date) -> Self {
        let mut lines: Vec<Line> = Vec::new();
        let mut overridden = None;
        for step in &dossier.view.history {
            if let CaseEvent::Law(event) = &step.event
                && matches!(**event, Event::WarningOverridden { .. })
            {
                overridden = Some(step.recorded_at);
                continue;
            }
            if goes_along(dossier, step) {
                continue;
            }
            lines.push(line(dossier, step, today, overridden == Some(step.recorded_at)));
            overridden = None;
        }
        lines.reverse();
        let earlier = lines.split_off(lines.len().min(AT_ONCE));
        Timeline { latest: lines, earlier }
    }
}

/// Whether an event only goes along with another of the same act: papers sealed, words fixed, a number given. A letter
/// that no act carries stands for itself.
fn goes_along(dossier: &Dossier, step: &HistoryStep) -> bool {
    let CaseEvent::Desk(event) = &step.event else { return false };
    match event {
        DeskEvent::PapersSealed { .. } | DeskEvent::CaseNumbered { .. } => true,
        DeskEvent::LetterIssued { .. } => {
            let of_law = |other: &HistoryStep| matches!(other.event, CaseEvent::Law(_));
            dossier.view.history.iter().any(|other| other.recorded_at == step.recorded_at && of_law(other))
        }
        DeskEvent::CaseAssigned { .. } | DeskEvent::ScanKept { .. } | DeskEvent::PartyDestroyed { .. } => false,
    }
}

/// Whether the event began a case split off: it keeps the day its origin arrived, and nothing was entered late.
fn split(step: &HistoryStep) -> bool {
    match &step.event {
        CaseEvent::Law(event) => matches!(**event, Event::Registered { origin: Origin::Split, .. }),
        CaseEvent::Desk(_) => false,
    }
}

fn line(dossier: &Dossier, step: &HistoryStep, today: Date, overridden: bool) -> Line {
    let (day, clock) = entered(step.recorded_at);
    Line {
        what: step.what,
        detail: detail(dossier, &step.event),
        who: dossier.people.name(&step.actor).to_owned(),
        on: near(step.on, today),
        entered: clock,
        backdated: day != step.on && !split(step),
        overridden,
        reason: step.reason.clone(),
        minor: matches!(step.event, CaseEvent::Desk(_)),
    }
}
