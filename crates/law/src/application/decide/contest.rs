//! Reconsideration and suits registered against a case (条例51; 复议法 29, 48, 54, 64; 行诉法 67).

use super::{Desk, unknown};
use crate::application::{
    command::Act,
    contest::{Contest, ContestKind, Contested, Decided},
    event::Event,
    reference::ContestNo,
    refusal::{Obstacle, Refusal},
    reply::RevocationGround,
};

pub(super) fn decide(act: &Act, desk: &mut Desk<'_>) -> Result<Vec<Event>, Refusal> {
    match act {
        Act::RegisterContest { kind, contested, procedure, after } => {
            register(*kind, *contested, *after, desk)?;
            Ok(vec![Event::ContestOpened { kind: *kind, contested: *contested, procedure: *procedure, after: *after }])
        }
        Act::AnswerContest { contest } => {
            let found = find(desk, *contest)?;
            if found.answered_on.is_some() || !found.is_open() {
                return Err(not_at_this_point());
            }
            Ok(vec![Event::ContestAnswered { contest: *contest }])
        }
        Act::DecideContest { contest, decided } => {
            let found = find(desk, *contest)?;
            if !found.is_open() {
                return Err(not_at_this_point());
            }
            Ok(decision(found, *decided, desk))
        }
        Act::AppealContest { contest } => {
            let found = find(desk, *contest)?;
            if !found.kind.is_suit() || found.decided.is_none() || found.appeal.is_some() {
                return Err(not_at_this_point());
            }
            Ok(vec![Event::ContestAppealed { contest: *contest }])
        }
        _ => Ok(Vec::new()),
    }
}

fn register(
    kind: ContestKind,
    contested: Contested,
    after: Option<ContestNo>,
    desk: &mut Desk<'_>,
) -> Result<(), Refusal> {
    match contested {
        Contested::Reply { reply } => {
            if desk.reply(reply)?.went_out_on().is_none() {
                let message = "这份答复还没有发出，不能成为复议或者诉讼的对象；请核对编号";
                return Err(Refusal::forbidden(Obstacle::NothingToContest, "复议法20", message));
            }
        }
        Contested::NoReply => {
            let clock = desk.clock()?;
            if !clock.overdue && clock.in_time != Some(false) {
                let message = "按本件的期限没有逾期未答复的情形；确有复议或者诉讼通知的，由负责人说明理由后登记";
                desk.warn(Refusal::warning(Obstacle::NothingToContest, "条例33；条例51", message))?;
            }
        }
        Contested::Lapse => {
            if desk.case.lapse().is_none_or(|lapse| lapse.on() > desk.on()) {
                let message = "本件没有因逾期未补正或者逾期未缴费而不再处理的登记；请核对，或者先登记办结";
                return Err(Refusal::forbidden(Obstacle::NothingToContest, "费办法7；复议法20", message));
            }
        }
        Contested::Disclosure => {
            if !desk.case.consultations.iter().any(|c| c.override_told_on.is_some()) {
                let message = "没有告知第三方将要公开的登记；请先登记告知";
                return Err(Refusal::forbidden(Obstacle::NothingToContest, "条例32", message));
            }
        }
    }
    if let Some(no) = after {
        let earlier = find(desk, no)?;
        if kind != ContestKind::LitigationAfterReconsideration
            || earlier.kind != ContestKind::Reconsideration
            || earlier.is_open()
        {
            return Err(not_at_this_point());
        }
    }
    if desk.case.contests.iter().any(|c| c.is_open() && c.contested == contested) {
        let message = "对同一行为的复议或者诉讼尚未审结，复议和诉讼不能同时进行；确有通知的，由负责人说明理由后登记";
        desk.warn(Refusal::warning(Obstacle::OtherRemedyOpen, "复议法29", message))?;
    }
    Ok(())
}

/// A reply revoked, or ordered to be given anew, no longer stands; what becomes of a lapse follows from the decision itself.
fn decision(contest: &Contest, decided: Decided, desk: &Desk<'_>) -> Vec<Event> {
    let decided = Decided { on: desk.on(), ..decided };
    let mut events = vec![Event::ContestDecided { contest: contest.no, decided }];
    if let Contested::Reply { reply } = contest.contested
        && decided.takes_away_a_reply()
        && desk.case.reply(reply).is_some_and(|r| desk.case.stands(r))
    {
        events.push(Event::ReplyRevoked { reply, ground: RevocationGround::Ordered { contest: contest.no } });
    }
    events
}

fn find<'a>(desk: &Desk<'a>, no: ContestNo) -> Result<&'a Contest, Refusal> {
    desk.case.contests.iter().find(|c| c.no == no).ok_or_else(|| unknown("复议或者诉讼", no.0))
}

fn not_at_this_point() -> Refusal {
    let message = "这件复议或者诉讼不在这一步（已经答复、审结或者上诉）；请核对编号";
    Refusal::forbidden(Obstacle::NoContestAtThisPoint, "复议法29", message)
}
