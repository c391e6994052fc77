//! The reply period of a case, computed from its facts and the calendar.
//!
//! Twenty working days from receipt; afresh from a corrected application and from the payment of a fee; without the days
//! on which others are consulted; longer by an extension told in time (条例30, 33). A reply revoked is made anew within
//! what the decision sets, else 60 days after reconsideration (复议条例58) or twenty working days after a judgment
//! (法释8号 11), which count from the day it takes effect or was served, as the organ has set; for a revocation of the organ's
//! own motion no text sets a period, and the ordinary one counts afresh, for the items whose reply was revoked only.

use jiff::civil::Date;

use super::{
    case::Case,
    consultation::{Consultation, Consulted},
    contest::{Contest, ContestKind, Contested, Decided, OrderedTerm},
    reference::ItemNo,
    reply::RevocationGround,
    waiting::{Correction, FeeNotice, ReasonsJudged, ReasonsRequest},
};
use crate::{
    calendar::{Calendar, Counted, OutOfRange, Pause, Pauses, PlainPeriod, WorkingDays},
    fee,
    settings::{CourtOrderStart, Settings},
    term::{LONGEST_EXTENSION, REPLY_PERIOD},
};

/// How long a judgment of first instance can be appealed (行诉法85).
const APPEAL_PERIOD: PlainPeriod = PlainPeriod::Days(15);

/// From what the present period counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// Receipt, correction or payment.
    Ordinary,
    /// A revocation of the organ's own motion, or one that orders nothing.
    OwnMotion,
    /// A lapse set aside by a decision that sets no term.
    Reopened,
    /// A decision or judgment: the term it sets, who set it, and whether on appeal.
    Ordered { term: OrderedTerm, kind: ContestKind, appealed: bool },
}

/// The present reply period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub start: Start,
    /// The day from which what is done belongs to it: that of the revocation or of receiving the decision.
    pub since: Date,
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
pub fn consultation_limit(
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

/// Returns the days one consultation takes out: from sending to the opinion or the limit, whichever is first.
pub(super) fn pause(
    consultation: &Consultation,
    calendar: &Calendar,
    settings: &Settings,
) -> Result<Option<Pause>, OutOfRange> {
    if !consultation.with.pauses() {
        return Ok(None);
    }
    let Some(limit) = consultation_limit(consultation, calendar, settings)? else { return Ok(None) };
    let came = consultation.opinion.map(|(on, _)| on);
    let end = came.into_iter().chain(consultation.ended_on).fold(limit.on, Date::min);
    Ok(Pause::new(consultation.sent_on, end).ok())
}

/// Returns the days not counted.
fn pauses(case: &Case, calendar: &Calendar, settings: &Settings) -> Result<Pauses, OutOfRange> {
    let inherited = case.inherited.iter().flat_map(|i| &i.pauses);
    if case.consultations.is_empty() {
        return Ok(Pauses::merged(inherited.copied()));
    }
    let mut found: Vec<Pause> = inherited.copied().collect();
    for consultation in &case.consultations {
        found.extend(pause(consultation, calendar, settings)?);
    }
    Ok(Pauses::merged(found))
}

/// Returns the last day the applicant has to correct.
pub fn correction_deadline(correction: &Correction, calendar: &Calendar) -> Result<Counted, OutOfRange> {
    let from = correction.served_on.unwrap_or(correction.sent_on);
    calendar.add_working_days(from, correction.answer_within, &Pauses::NONE)
}

/// Returns the last day the applicant has to state reasons.
pub fn reasons_deadline(request: &ReasonsRequest, calendar: &Calendar) -> Result<Counted, OutOfRange> {
    let from = request.served_on.unwrap_or(request.asked_on);
    calendar.add_working_days(from, request.answer_within, &Pauses::NONE)
}

/// Returns the last day the applicant has to pay.
pub fn payment_deadline(notice: &FeeNotice, calendar: &Calendar) -> Result<Counted, OutOfRange> {
    let from = notice.served_on.unwrap_or(notice.sent_on);
    calendar.add_working_days(from, fee::PAYMENT_PERIOD, &Pauses::NONE)
}

/// Says whether a reply to the item stood on the day.
fn answered_on(case: &Case, item: ItemNo, day: Date) -> bool {
    case.replies
        .iter()
        .filter(|r| r.decision(item).is_some())
        .any(|r| r.went_out_on().is_some_and(|on| on <= day) && case.ceased_on(r).is_none_or(|until| until > day))
}

fn ordered(contest: &Contest, decided: Decided) -> Option<(Date, Start)> {
    let term = decided.order?.term;
    Some((decided.on, Start::Ordered { term, kind: contest.kind, appealed: contest.appeal.is_some() }))
}

/// Returns the day the present period of an item began, and by what: the latest order or revocation that makes this item to
/// be answered anew, else receipt, correction or payment. What befalls the reply to one item leaves the others' alone.
fn begun(case: &Case, item: ItemNo, ordinary: Date) -> (Date, Start) {
    let revoked = case.replies.iter().filter(|r| r.decision(item).is_some()).filter_map(|r| {
        let (on, ground) = r.revoked?;
        let by_order = match ground {
            RevocationGround::OwnMotion => None,
            RevocationGround::Ordered { contest } => case
                .contests
                .iter()
                .find(|c| c.no == contest)
                .and_then(|contest| ordered(contest, contest.last_decision()?)),
        };
        Some(by_order.unwrap_or((on, Start::OwnMotion)))
    });
    let silence = case.contests.iter().filter(|c| c.contested == Contested::NoReply);
    let silence = silence.filter_map(|c| ordered(c, c.last_decision()?));
    let reopened = case
        .lapses_set_aside()
        .map(|(_, contest, decided)| ordered(contest, decided).unwrap_or((decided.on, Start::Reopened)));
    let unanswered = silence.chain(reopened).filter(|(on, _)| !answered_on(case, item, *on));
    let latest = revoked.chain(unanswered).max_by_key(|(on, _)| *on);
    latest.filter(|(on, _)| *on >= ordinary).unwrap_or((ordinary, Start::Ordinary))
}

/// Computes the present periods, each with the items it is for; none while receipt is not confirmed. All items share one
/// unless the reply to some was revoked or ordered anew.
pub(super) fn terms(
    case: &Case,
    calendar: &Calendar,
    settings: &Settings,
) -> Result<Vec<(Term, Vec<ItemNo>)>, OutOfRange> {
    let Some(ordinary) = case.term_started_on() else { return Ok(Vec::new()) };
    let mut groups: Vec<((Date, Start), Vec<ItemNo>)> = Vec::with_capacity(1);
    for item in &case.items {
        let begun = begun(case, item.no, ordinary);
        match groups.iter_mut().find(|(same, _)| *same == begun) {
            Some((_, items)) => items.push(item.no),
            None => groups.push((begun, vec![item.no])),
        }
    }
    let term = |((since, start), items)| Ok((term(case, since, start, calendar, settings)?, items));
    groups.into_iter().map(term).collect()
}

/// Returns the day a judgment takes effect: one on appeal at once, one of first instance when the time to appeal is over.
fn effective_on(received: Date, appealed: bool, calendar: &Calendar) -> Result<Date, OutOfRange> {
    if appealed {
        return Ok(received);
    }
    let last = calendar.calendar_period(received, APPEAL_PERIOD)?.on;
    last.tomorrow().map_err(|_| OutOfRange { asked: last })
}

fn term(case: &Case, since: Date, start: Start, calendar: &Calendar, settings: &Settings) -> Result<Term, OutOfRange> {
    let plain = |started_on: Date, base: Counted, days: WorkingDays| Term {
        start,
        since,
        started_on,
        days,
        base,
        due: base,
        extended_by: WorkingDays(0),
        delayed: false,
        pauses: Pauses::NONE,
    };
    if let Start::Ordered { term, kind, appealed } = start {
        let from = match settings.court_order_start {
            CourtOrderStart::JudgmentEffective if kind.is_suit() => effective_on(since, appealed, calendar)?,
            CourtOrderStart::JudgmentEffective | CourtOrderStart::JudgmentServed => since,
        };
        let (base, days) = match term {
            OrderedTerm::Days { days } => (calendar.calendar_period(from, PlainPeriod::Days(days))?, WorkingDays(0)),
            OrderedTerm::WorkingDays { days } => (calendar.add_working_days(from, days, &Pauses::NONE)?, days),
            OrderedTerm::Unset if kind.is_suit() => {
                (calendar.add_working_days(from, REPLY_PERIOD, &Pauses::NONE)?, REPLY_PERIOD)
            }
            OrderedTerm::Unset => {
                (calendar.calendar_period(from, PlainPeriod::Days(settings.redo_days))?, WorkingDays(0))
            }
        };
        return Ok(plain(from, base, days));
    }
    let pauses = pauses(case, calendar, settings)?;
    let base = calendar.add_working_days(since, REPLY_PERIOD, &pauses)?;
    let mut term = Term { pauses, ..plain(since, base, REPLY_PERIOD) };
    if let Some(extension) = extension_in(case, since).filter(|e| e.notified_on().is_some_and(|on| on <= base.on)) {
        term.extended_by = extension.days.min(LONGEST_EXTENSION);
        term.days = WorkingDays(REPLY_PERIOD.0 + term.extended_by.0);
        term.due = calendar.add_working_days(since, term.days, &term.pauses)?;
    }
    if let Some(request) = case.reasons.as_ref().filter(|r| r.asked_on >= since)
        && let Some(ReasonsJudged::Accepted { reply_by: Some(until), .. }) = request.judged
        && until > term.due.on
    {
        term.due = Counted { on: until, provisional: false };
        term.delayed = true;
    }
    Ok(term)
}

/// Finds the extension put forward in the period begun on the day, unless declined.
pub(super) fn extension_in(case: &Case, started_on: Date) -> Option<&super::extension::Extension> {
    case.extensions.iter().find(|e| {
        e.proposed_on >= started_on && !matches!(e.progress, super::extension::ExtensionProgress::Declined { .. })
    })
}
