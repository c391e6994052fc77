//! The reply period of a case, computed from its facts and the calendar.
//!
//! Twenty working days from receipt; afresh from a corrected application and from the payment of a fee; without the days
//! on which others are consulted; longer by an extension told in time (条例30, 33). A reply revoked is made anew within
//! what the decision sets, else 60 days after reconsideration (复议条例58) or twenty working days after a judgment
//! (法释8号 11); for a revocation of the organ's own motion no text sets a period, and the ordinary one counts afresh.

use jiff::civil::Date;

use super::{
    case::Case,
    consultation::{Consultation, Consulted},
    contest::{ContestKind, OrderedTerm},
    reply::RevocationGround,
    waiting::{Correction, FeeNotice, ReasonsJudged, ReasonsRequest},
};
use crate::{
    calendar::{Calendar, Counted, OutOfRange, Pause, Pauses, PlainPeriod, WorkingDays},
    fee,
    settings::Settings,
    term::{LONGEST_EXTENSION, REPLY_PERIOD},
};

/// From what the present period counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// Receipt, correction or payment.
    Ordinary,
    /// A revocation of the organ's own motion.
    OwnMotion,
    /// A decision or judgment, with the term it sets and who set it.
    Ordered(OrderedTerm, ContestKind),
}

/// The present reply period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub start: Start,
    /// The day from which it counts, itself not counted.
    pub started_on: Date,
    /// Its length with the extension; none when it is in plain days.
    pub days: WorkingDays,
    /// The last day without extension and delay.
    pub base: Counted,
    /// The last day.
    pub due: Counted,
    pub extended_by: WorkingDays,
    /// The later day told under 条例35.
    pub delayed: bool,
    pub pauses: Pauses,
}

/// Returns the last day a consulted body has; none for the organ's own units.
///
/// It counts from receipt of the letter; until receipt is on record, from sending, the earliest it can be: the organ then
/// reckons with the shorter pause.
pub(super) fn consultation_limit(
    consultation: &Consultation,
    calendar: &Calendar,
    settings: &Settings,
) -> Result<Option<Counted>, OutOfRange> {
    let days = match consultation.with {
        Consulted::OwnUnit => return Ok(None),
        Consulted::ThirdParty | Consulted::CoProducer => {
            consultation.with.statutory_limit().unwrap_or(settings.other_organ_limit)
        }
        Consulted::OtherOrgan => consultation.limit.unwrap_or(settings.other_organ_limit),
    };
    let from = consultation.received_on.unwrap_or(consultation.sent_on);
    calendar.add_working_days(from, days, &Pauses::NONE).map(Some)
}

/// Says whether an opinion is still awaited on the day.
pub(super) fn waits(
    consultation: &Consultation,
    day: Date,
    calendar: &Calendar,
    settings: &Settings,
) -> Result<bool, OutOfRange> {
    if consultation.opinion.is_some() || consultation.ended_on.is_some() {
        return Ok(false);
    }
    Ok(consultation_limit(consultation, calendar, settings)?.is_none_or(|limit| day <= limit.on))
}

/// Returns the days not counted: from sending to the opinion or the limit, whichever is first.
fn pauses(case: &Case, calendar: &Calendar, settings: &Settings) -> Result<Pauses, OutOfRange> {
    if case.consultations.is_empty() {
        return Ok(Pauses::NONE);
    }
    let mut found = Vec::with_capacity(case.consultations.len());
    for consultation in case.consultations.iter().filter(|c| c.with.pauses()) {
        let Some(limit) = consultation_limit(consultation, calendar, settings)? else { continue };
        let came = consultation.opinion.map(|(on, _)| on);
        let end = came.into_iter().chain(consultation.ended_on).fold(limit.on, Date::min);
        found.extend(Pause::new(consultation.sent_on, end).ok());
    }
    Ok(Pauses::merged(found))
}

/// Returns the last day the applicant has to correct.
pub(super) fn correction_deadline(correction: &Correction, calendar: &Calendar) -> Result<Counted, OutOfRange> {
    let from = correction.served_on.unwrap_or(correction.sent_on);
    calendar.add_working_days(from, correction.answer_within, &Pauses::NONE)
}

/// Returns the last day the applicant has to state reasons.
pub(super) fn reasons_deadline(request: &ReasonsRequest, calendar: &Calendar) -> Result<Counted, OutOfRange> {
    let from = request.served_on.unwrap_or(request.asked_on);
    calendar.add_working_days(from, request.answer_within, &Pauses::NONE)
}

/// Returns the last day the applicant has to pay.
pub(super) fn payment_deadline(notice: &FeeNotice, calendar: &Calendar) -> Result<Counted, OutOfRange> {
    let from = notice.served_on.unwrap_or(notice.sent_on);
    calendar.add_working_days(from, fee::PAYMENT_PERIOD, &Pauses::NONE)
}

/// Finds the latest order or revocation that makes the case to be answered anew.
fn redo(case: &Case) -> Option<(Date, Start)> {
    let ordered = |no| {
        let contest = case.contests.iter().find(|c| c.no == no)?;
        let decided = contest.last_decision()?;
        Some((decided.on, Start::Ordered(decided.order?.term, contest.kind)))
    };
    let revoked = case.replies.iter().filter_map(|r| r.revoked).map(|(on, ground)| match ground {
        RevocationGround::OwnMotion => (on, Start::OwnMotion),
        RevocationGround::Ordered { contest } => ordered(contest).unwrap_or((on, Start::OwnMotion)),
    });
    let unanswered = case
        .contests
        .iter()
        .filter(|c| c.contested == super::contest::Contested::NoReply)
        .filter_map(|c| ordered(c.no));
    revoked.chain(unanswered).max_by_key(|(on, _)| *on)
}

/// Computes the present period; none while receipt is not confirmed.
pub(super) fn term(case: &Case, calendar: &Calendar, settings: &Settings) -> Result<Option<Term>, OutOfRange> {
    let Some(ordinary) = case.term_started_on() else { return Ok(None) };
    let (started_on, start) = match redo(case) {
        Some((on, start)) if on >= ordinary => (on, start),
        _ => (ordinary, Start::Ordinary),
    };
    let plain = |base: Counted, days: WorkingDays| Term {
        start,
        started_on,
        days,
        base,
        due: base,
        extended_by: WorkingDays(0),
        delayed: false,
        pauses: Pauses::NONE,
    };
    if let Start::Ordered(term, kind) = start {
        let (base, days) = match term {
            OrderedTerm::Days { days } => {
                (calendar.calendar_period(started_on, PlainPeriod::Days(days))?, WorkingDays(0))
            }
            OrderedTerm::WorkingDays { days } => (calendar.add_working_days(started_on, days, &Pauses::NONE)?, days),
            OrderedTerm::Unset if kind.is_suit() => {
                (calendar.add_working_days(started_on, REPLY_PERIOD, &Pauses::NONE)?, REPLY_PERIOD)
            }
            OrderedTerm::Unset => {
                (calendar.calendar_period(started_on, PlainPeriod::Days(settings.redo_days))?, WorkingDays(0))
            }
        };
        return Ok(Some(plain(base, days)));
    }
    let pauses = pauses(case, calendar, settings)?;
    let base = calendar.add_working_days(started_on, REPLY_PERIOD, &pauses)?;
    let mut term = Term { pauses, ..plain(base, REPLY_PERIOD) };
    if let Some(extension) = extension_in(case, started_on).filter(|e| e.notified_on().is_some_and(|on| on <= base.on))
    {
        term.extended_by = extension.days.min(LONGEST_EXTENSION);
        term.days = WorkingDays(REPLY_PERIOD.0 + term.extended_by.0);
        term.due = calendar.add_working_days(started_on, term.days, &term.pauses)?;
    }
    if let Some(request) = case.reasons.as_ref().filter(|r| r.asked_on >= started_on)
        && let Some(ReasonsJudged::Accepted { reply_by: Some(until), .. }) = request.judged
        && until > term.due.on
    {
        term.due = Counted { on: until, provisional: false };
        term.delayed = true;
    }
    Ok(Some(term))
}

/// Finds the extension put forward in the period begun on the day, unless declined.
pub(super) fn extension_in(case: &Case, started_on: Date) -> Option<&super::extension::Extension> {
    case.extensions.iter().find(|e| {
        e.proposed_on >= started_on && !matches!(e.progress, super::extension::ExtensionProgress::Declined { .. })
    })
}
