//! The rows a case is laid out into: worklist, parties, and what the annual report counts of it.
//!
//! A pure function of the case, the calendar and the organ's settings, so that laying everything out anew gives the same
//! rows. The day the row's state is told for is the day of the case's last event, never the day of asking.

use jiff::civil::Date;
use law::application::{
    Actor, Case, Clock, ClockState, Consulted, Contest, ContestKind, Context, Origin, bare_clock, clock, counted_result,
};
use law::calendar::{Calendar, Pauses};
use law::remedy_case::Bucket;
use store::{CaseParty, CaseRow, Changes, FeeFact, LetterRow, RemedyFact, ReportFact};
use uuid::Uuid;

use super::desk::DeskCase;
use super::pending::{Approval, Handling};
use crate::moment::Moment;
use crate::organ::OrganProfile;

/// The part an applicant plays.
pub const APPLICANT: &str = "applicant";
/// The part an agent plays.
pub const AGENT: &str = "agent";
/// The part a third party plays.
pub const THIRD_PARTY: &str = "third_party";
/// The part a co-producing or other organ plays.
pub const CONSULTED_ORGAN: &str = "consulted_organ";

/// All rows of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CaseRows {
    pub(crate) row: CaseRow,
    parties: Vec<CaseParty>,
    letters: Vec<LetterRow>,
    report: ReportFact,
    remedies: Vec<RemedyFact>,
    fees: Vec<FeeFact>,
}

/// Where the reply period stands on a day.
pub(crate) fn clock_on(case: &Case, today: Date, calendar: &Calendar, profile: &OrganProfile) -> Clock {
    bare_clock(case, &context_on(today, calendar, profile, &nobody()))
}

/// The same with the facts it follows from.
pub(crate) fn explained_clock(
    case: &Case,
    today: Date,
    calendar: &Calendar,
    profile: &OrganProfile,
) -> law::reason::Reasoned<Clock> {
    clock(case, &context_on(today, calendar, profile, &nobody()))
}

/// Nobody acts; the clock asks for no role.
fn nobody() -> Actor {
    Actor::new("", [])
}

fn context_on<'a>(today: Date, calendar: &'a Calendar, profile: &'a OrganProfile, actor: &'a Actor) -> Context<'a> {
    Context { today, on: today, calendar, settings: &profile.law, levels: &profile.levels, actor }
}

/// The word a state is kept under.
pub(crate) fn state_word(state: ClockState) -> &'static str {
    match state {
        ClockState::AwaitingConfirmation => "awaiting_confirmation",
        ClockState::Running => "running",
        ClockState::AwaitingCorrection => "awaiting_correction",
        ClockState::AwaitingPayment => "awaiting_payment",
        ClockState::NotCounted => "not_counted",
        ClockState::AwaitingReasons => "awaiting_reasons",
        ClockState::Closed => "closed",
    }
}

/// Lays a case out.
pub(crate) fn rows_of(
    organ: &str,
    case_id: Uuid,
    case: &DeskCase,
    calendar: &Calendar,
    profile: &OrganProfile,
) -> CaseRows {
    let clock = clock_on(&case.law, Moment::at(case.updated_at).today, calendar, profile);
    rows_with(organ, case_id, case, &clock, calendar, profile)
}

/// The same where the clock on the day of the case's last event is known.
pub(crate) fn rows_with(
    organ: &str,
    case_id: Uuid,
    case: &DeskCase,
    clock: &Clock,
    calendar: &Calendar,
    profile: &OrganProfile,
) -> CaseRows {
    let organ = organ.to_owned();
    let law = &case.law;
    let registration = law.registration.as_ref();
    let class = law.class().map_or("", |class| class.key());
    let result = counted_result(law, &profile.law);
    CaseRows {
        row: CaseRow {
            organ: organ.clone(),
            case_id,
            number: case.number.clone(),
            state: state_word(clock.state).to_owned(),
            received_on: law.received_on(),
            due_on: clock.due,
            provisional: clock.closed_on.is_none() && clock.provisional,
            applicant_class: class.to_owned(),
            channel: registration.map_or(String::new(), |r| channel_word(r.entry.channel)),
            unit: case.unit.clone(),
            officer: case.officer.clone(),
            closed_on: clock.closed_on,
            updated_seq: case.seq,
            updated_at: case.updated_at,
            act_by: act_by(law, clock, calendar, profile),
            applicant_deadline: clock.applicant_deadline,
            consultation_limit: clock.consultation_limit,
            approval: Approval::awaited(law, profile).map_or("", Approval::word).to_owned(),
            handling: Handling::awaited(law).map_or("", Handling::word).to_owned(),
            in_remedy: law.contests.iter().any(Contest::is_open),
        },
        parties: parties(&organ, case_id, law),
        letters: letters(&organ, case_id, law),
        report: ReportFact {
            organ: organ.clone(),
            case_id,
            number: case.number.clone(),
            received_on: law.received_on(),
            arrived_on: registration.map(|r| r.arrived_on),
            class: class.to_owned(),
            closed_on: result.map(|result| result.on),
            result_row: result.map(|result| result.row.key().to_owned()),
            opening_balance: registration.is_some_and(|r| r.origin == Origin::Opening),
        },
        remedies: remedies(&organ, case_id, law, profile),
        fees: fees(&organ, case_id, law),
    }
}

/// The state a word names; `None` when it names none.
pub(crate) fn state_of(word: &str) -> Option<ClockState> {
    ClockState::ALL.into_iter().find(|state| state_word(*state) == word)
}

/// The day by which the next step is due: the reply, else what is awaited of the applicant, else the confirmation of
/// receipt (1.4).
fn act_by(case: &Case, clock: &Clock, calendar: &Calendar, profile: &OrganProfile) -> Option<Date> {
    let confirm = || {
        let registration = case.registration.as_ref().filter(|_| clock.state == ClockState::AwaitingConfirmation)?;
        let limit = profile.law.unconfirmed_alert;
        calendar.add_working_days(registration.arrived_on, limit, &Pauses::NONE).ok().map(|limit| limit.on)
    };
    clock.due.or(clock.applicant_deadline).or_else(confirm)
}

/// The word a channel is kept under: the same as in events.
pub(crate) fn channel_word(channel: law::application::Channel) -> String {
    match serde_json::to_value(channel) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn parties(organ: &str, case_id: Uuid, case: &Case) -> Vec<CaseParty> {
    let Some(registration) = &case.registration else { return Vec::new() };
    let applicants = registration.entry.applicants.iter().map(|applicant| (APPLICANT, &applicant.subject));
    let agent = registration.entry.agent.iter().map(|agent| (AGENT, &agent.subject));
    let consulted = case.consultations.iter().filter_map(|consultation| match consultation.with {
        Consulted::ThirdParty => Some((THIRD_PARTY, &consultation.addressee)),
        Consulted::CoProducer | Consulted::OtherOrgan => Some((CONSULTED_ORGAN, &consultation.addressee)),
        Consulted::OwnUnit => None,
    });
    let mut parties: Vec<CaseParty> = Vec::new();
    for (role, subject) in applicants.chain(agent).chain(consulted) {
        // An organ may be named in plain words instead of an envelope of its own.
        let Ok(subject) = Uuid::try_parse(subject.as_str()) else { continue };
        if parties.iter().any(|party| party.role == role && party.subject == subject) {
            continue;
        }
        let place = parties.iter().filter(|party| party.role == role).count() as i64;
        parties.push(CaseParty { organ: organ.to_owned(), case_id, role: role.to_owned(), place, subject });
    }
    parties
}

/// Every number that a letter of the case bears or bore: one made void is not given again.
fn letters(organ: &str, case_id: Uuid, case: &Case) -> Vec<LetterRow> {
    let mut numbers: Vec<&str> = case
        .replies
        .iter()
        .flat_map(|reply| reply.number().into_iter().chain(&reply.void_numbers))
        .map(|number| number.as_str().trim())
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    let row = |number: &str| LetterRow { organ: organ.to_owned(), case_id, number: number.to_owned() };
    numbers.into_iter().map(row).collect()
}

/// The words remedies are kept under.
pub(crate) fn contest_word(kind: ContestKind) -> &'static str {
    match kind {
        ContestKind::Reconsideration => "reconsideration",
        ContestKind::LitigationDirect => "litigation_direct",
        ContestKind::LitigationAfterReconsideration => "litigation_after_reconsideration",
    }
}

/// The words the columns of table four are kept under.
pub(crate) fn bucket_word(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Upheld => "upheld",
        Bucket::Corrected => "corrected",
        Bucket::Other => "other",
    }
}

/// An id of a part of a case, made of the case's own and the part's number, so that it is the same each time.
pub(crate) fn part_id(case_id: Uuid, no: u32) -> Uuid {
    Uuid::from_u128(case_id.as_u128() ^ u128::from(no))
}

fn remedies(organ: &str, case_id: Uuid, case: &Case, profile: &OrganProfile) -> Vec<RemedyFact> {
    case.contests
        .iter()
        .map(|contest| {
            let decided = contest.last_decision();
            RemedyFact {
                organ: organ.to_owned(),
                case_id,
                remedy_id: part_id(case_id, contest.no.0),
                kind: contest_word(contest.kind).to_owned(),
                opened_on: contest.opened_on,
                decided_on: decided.map(|decided| decided.on),
                bucket: decided.map(|decided| bucket_word(decided.result.bucket(&profile.law)).to_owned()),
            }
        })
        .collect()
}

fn fees(organ: &str, case_id: Uuid, case: &Case) -> Vec<FeeFact> {
    case.fees
        .iter()
        .filter(|fee| fee.cancelled_on.is_none())
        .map(|fee| FeeFact {
            organ: organ.to_owned(),
            case_id,
            fee_id: part_id(case_id, fee.no.0),
            noticed_on: fee.sent_on,
            charged_fen: fee.amount_fen,
            paid_on: fee.paid_on,
            // Payment is entered when it is complete: the whole amount.
            paid_fen: fee.paid_on.map(|_| fee.amount_fen),
        })
        .collect()
}

impl CaseRows {
    /// Writes every row.
    pub(crate) fn put(&self, changes: &mut Changes) {
        let (organ, case_id) = (self.row.organ.as_str(), self.row.case_id);
        changes.put(&self.row).put(&self.report);
        changes.replace_of(organ, case_id, &self.parties);
        changes.replace_of(organ, case_id, &self.letters);
        changes.replace_of(organ, case_id, &self.remedies);
        changes.replace_of(organ, case_id, &self.fees);
    }

    /// Writes only what differs from the rows before. A case without events has no rows.
    pub(crate) fn put_changed(&self, before: &CaseRows, changes: &mut Changes) {
        let (organ, case_id) = (self.row.organ.as_str(), self.row.case_id);
        if before.row.updated_seq == 0 {
            changes.put(&self.row).put(&self.report);
        } else {
            if self.row != before.row {
                changes.put_over(&before.row, &self.row);
            }
            if self.report != before.report {
                changes.put_over(&before.report, &self.report);
            }
        }
        if self.parties != before.parties {
            changes.replace_of(organ, case_id, &self.parties);
        }
        if self.letters != before.letters {
            changes.replace_of(organ, case_id, &self.letters);
        }
        if self.remedies != before.remedies {
            changes.replace_of(organ, case_id, &self.remedies);
        }
        if self.fees != before.fees {
            changes.replace_of(organ, case_id, &self.fees);
        }
    }
}
