//! Putting right what went wrong: entries, letters, replies.

use super::{Desk, blank, text};
use crate::application::{
    amend::{amend, day_of},
    amendment::{Amendment, EntryRef},
    case::Case,
    command::Act,
    event::Event,
    extension::ExtensionProgress,
    reference::ReplyNo,
    refusal::{Obstacle, Refusal},
    reply::{Means, Progress, Reply, RevocationGround},
};
use crate::outcome::Outcome;

pub(super) fn decide(act: &Act, desk: &mut Desk<'_>) -> Result<Vec<Event>, Refusal> {
    match act {
        Act::CorrectEntry { amendment, reason } => {
            given(reason, "更正登记差错的理由")?;
            let class = match amendment {
                Amendment::ApplicantKind { to } => Some(to.class(desk.context.settings)),
                _ => None,
            };
            check(amendment, desk)?;
            let mut after = desk.case.clone();
            amend(&mut after, amendment, class);
            if after == *desk.case {
                let message = "更正前后没有不同，或者要更正的登记不存在；请核对";
                return Err(Refusal::forbidden(Obstacle::NothingToCorrect, "条例45", message));
            }
            Ok(vec![Event::EntryCorrected { amendment: amendment.clone(), class }])
        }
        Act::CorrectLetter { reply, letter, reason } => {
            standing(desk, *reply)?;
            given(reason, "更正答复文书的理由")?;
            text(letter, "更正文书", "条例36")?;
            Ok(vec![Event::LetterCorrected { reply: *reply, letter: letter.clone() }])
        }
        Act::RevokeReply { reply, ground, reason } => {
            standing(desk, *reply)?;
            given(reason, "撤销答复的理由")?;
            if let RevocationGround::Ordered { contest } = ground
                && !desk.case.contests.iter().any(|c| c.no == *contest && c.last_decision().is_some())
            {
                let message = "据以撤销的复议决定或者裁判没有登记；请先登记结果";
                return Err(Refusal::forbidden(Obstacle::NoContestAtThisPoint, "复议法64", message));
            }
            if desk.case.replies.iter().any(|r| r.replaces == Some(*reply) && r.is_pending()) {
                let message = "替换这份答复的新答复正在办理；请先办完那一份";
                return Err(Refusal::forbidden(Obstacle::ReplyPending, "条例36", message));
            }
            Ok(vec![Event::ReplyRevoked { reply: *reply, ground: *ground }])
        }
        _ => Ok(Vec::new()),
    }
}

fn given(reason: &str, what: &str) -> Result<(), Refusal> {
    if reason.trim().is_empty() { Err(blank(what, "条例45")) } else { Ok(()) }
}

fn standing<'a>(desk: &Desk<'a>, no: ReplyNo) -> Result<&'a Reply, Refusal> {
    let reply = desk.reply(no)?;
    if desk.case.stands(reply) {
        return Ok(reply);
    }
    let (obstacle, message) = match reply.went_out_on() {
        Some(_) => (Obstacle::AlreadyRevoked, "这份答复已经撤销或者被替换；请核对编号"),
        None => (Obstacle::NotSent, "这份答复还没有发出；请退回修改或者作废文号"),
    };
    Err(Refusal::forbidden(obstacle, "条例36", message))
}

fn nothing(message: &str) -> Refusal {
    Refusal::forbidden(Obstacle::NothingToCorrect, "条例45", message)
}

fn check(amendment: &Amendment, desk: &Desk<'_>) -> Result<(), Refusal> {
    match amendment {
        Amendment::Date { entry, to } => {
            if *to > desk.context.today {
                let message = "更正后的日期还没有到；请核对日期";
                return Err(Refusal::forbidden(Obstacle::InTheFuture, "条例45", message));
            }
            if day_of(&mut desk.case.clone(), *entry).is_none() {
                return Err(nothing("要更正的登记不存在；请核对"));
            }
            Ok(())
        }
        Amendment::Struck { entry } => strikable(desk.case, *entry),
        Amendment::Decision { reply, to } => decision(desk, *reply, to),
        Amendment::Means { to: Means::PrivateCourier, .. } => {
            let message = "商业快递寄送不是有效的送达；请删去这次送达的登记，重新送达";
            Err(Refusal::forbidden(Obstacle::PrivateCourier, "国办公开办函〔2016〕235号", message))
        }
        Amendment::FeeAmount { to, .. } if *to <= 0 => {
            let message = "收费金额应当大于零；没有应缴费用的，请撤回收费通知";
            Err(Refusal::forbidden(Obstacle::NoAmount, "费办法4；费办法5", message))
        }
        _ => Ok(()),
    }
}

fn decision(desk: &Desk<'_>, reply: ReplyNo, to: &crate::application::reply::Decision) -> Result<(), Refusal> {
    if desk.reply(reply)?.decision(to.item).is_none() {
        return Err(nothing("这份答复没有涉及该申请事项；请核对"));
    }
    if matches!(to.outcome, Outcome::O1 | Outcome::O2 | Outcome::O3a) {
        let message = "逾期未补正、逾期未缴费和撤回申请不是答复；请删去误登的送达，再用相应的一步登记";
        return Err(Refusal::forbidden(Obstacle::NotAReply, "条例36", message));
    }
    if (to.outcome == Outcome::P1) == to.withheld.is_empty() {
        let message = "部分公开应当写明不予公开部分的依据，其他处理结果不另写；请核对";
        return Err(Refusal::forbidden(Obstacle::GroundMissing, "条例37", message));
    }
    Ok(())
}

/// An entry on which later ones rest is struck last.
fn strikable(case: &Case, entry: EntryRef) -> Result<(), Refusal> {
    let correction = |no| case.corrections.iter().find(|c| c.no == no);
    let consultation = |no| case.consultations.iter().find(|c| c.no == no);
    let fee = |no| case.fees.iter().find(|f| f.no == no);
    let reply = |no| case.reply(no);
    let contest = |no| case.contests.iter().find(|c| c.no == no);
    let rests = match entry {
        EntryRef::Arrival => true,
        EntryRef::CorrectionSent(no) => {
            correction(no).is_some_and(|c| c.served_on.is_some() || c.answered_on.is_some())
        }
        EntryRef::ConsultationSent(no) => consultation(no).is_some_and(|c| {
            c.received_on.is_some()
                || c.opinion.is_some()
                || c.ended_on.is_some()
                || c.applicant_told_on.is_some()
                || c.override_told_on.is_some()
        }),
        EntryRef::ReasonsAsked => case
            .reasons
            .as_ref()
            .is_some_and(|r| r.served_on.is_some() || r.received_on.is_some() || r.judged.is_some()),
        EntryRef::ReasonsReceived => case.reasons.as_ref().is_some_and(|r| r.judged.is_some()),
        EntryRef::FeeSent(no) => fee(no).is_some_and(|f| f.served_on.is_some() || !f.is_open()),
        EntryRef::ExtensionProposed(no) => {
            case.extensions.iter().any(|e| e.no == no && e.progress != ExtensionProgress::Proposed)
        }
        EntryRef::ExtensionApproved(no) => case.extensions.iter().any(|e| e.no == no && e.notified_on().is_some()),
        // A draft that bore a number stays, so that the number is not used again.
        EntryRef::Drafted(no) => {
            reply(no).is_some_and(|r| matches!(r.progress, Progress::SignedOff { .. }) || !r.void_numbers.is_empty())
        }
        EntryRef::SignedOff(no) => reply(no).is_some_and(|r| !r.services.is_empty()),
        EntryRef::Service(no, service) => reply(no).is_some_and(|r| last_service_rests(case, r, service)),
        EntryRef::Lapse => case
            .contests
            .iter()
            .any(|c| c.against_lapse.is_some() && c.against_lapse == case.lapses.len().checked_sub(1)),
        EntryRef::ContestOpened(no) => contest(no).is_some_and(|c| c.answered_on.is_some() || c.decided.is_some()),
        EntryRef::ContestDecided(no) => contest(no).is_some_and(|c| c.appeal.is_some()) || ordered_by(case, entry),
        _ => false,
    };
    if rests {
        let message = "其后还有以这项登记为前提的登记；请先删去其后的登记，或者只更正日期";
        return Err(Refusal::forbidden(Obstacle::OutOfOrder, "条例45", message));
    }
    Ok(())
}

fn last_service_rests(case: &Case, reply: &Reply, service: crate::application::reference::ServiceNo) -> bool {
    use crate::application::contest::Contested;
    let only = reply.services.len() == 1 && reply.services.iter().any(|s| s.no == service);
    let replaced = case.replies.iter().any(|r| r.replaces == Some(reply.no));
    let contested =
        case.contests.iter().any(|c| matches!(c.contested, Contested::Reply { reply: no } if no == reply.no));
    only && (reply.revoked.is_some() || !reply.corrected.is_empty() || replaced || contested)
}

fn ordered_by(case: &Case, entry: EntryRef) -> bool {
    let EntryRef::ContestDecided(no) = entry else { return false };
    case.replies.iter().any(|r| matches!(r.revoked, Some((_, RevocationGround::Ordered { contest })) if contest == no))
}
