//! Review, one level at a time, and sign-off under a number (条例17, 45; 保密法35).

use super::{Desk, blank, text};
use crate::application::{
    actor::{ReviewLevel, Role},
    command::Act,
    event::Event,
    reference::{ActorId, FileRef, LetterNumber, ReplyNo},
    refusal::{Obstacle, Refusal},
    reply::{Progress, Reply, ReviewStep},
};

const REVIEWERS: [Role; 3] = [Role::Reviewer, Role::HeadOfDisclosureOffice, Role::Leader];

pub(super) fn decide(act: &Act, desk: &mut Desk<'_>) -> Result<Vec<Event>, Refusal> {
    let by = desk.context.actor.id.clone();
    let event = match act {
        Act::ApproveReview { reply, level, opinion } => {
            let (found, steps) = in_review(desk, *reply)?;
            desk.role(&REVIEWERS, "条例17②")?;
            not_own(found, steps, &by)?;
            let next = next_level(desk, steps);
            if next != Some(*level) {
                return Err(out_of_turn(next));
            }
            Event::ReviewPassed { reply: *reply, level: *level, by, opinion: opinion.clone() }
        }
        Act::ReturnReply { reply, opinion } => {
            in_review(desk, *reply)?;
            desk.role(&REVIEWERS, "条例17②")?;
            text(opinion, "退回修改的意见", "条例17②")?;
            Event::ReplyReturned { reply: *reply, by, opinion: opinion.clone() }
        }
        Act::SignOff { reply, number, paper } => {
            let (found, steps) = in_review(desk, *reply)?;
            // An approval sheet signed on paper stands in for the levels and the leader.
            if paper.as_ref().is_none_or(FileRef::is_blank) {
                desk.role(&[Role::Leader], "条例45")?;
                not_own(found, steps, &by)?;
                if let Some(level) = next_level(desk, steps) {
                    let message = format!("还没有经过{}，不能签发；请先送审", level.label());
                    return Err(Refusal::forbidden(Obstacle::ReviewIncomplete, "条例17②；保密法35", message));
                }
                if !steps.iter().any(|s| s.level == ReviewLevel::Secrecy) {
                    let message = "本机关设置的审核层级没有保密审查，未经保密审查不得公开；请在机关设置中补上这一级，\
                                   确已另行审查的，由负责人说明理由后签发";
                    desk.warn(Refusal::warning(Obstacle::ReviewIncomplete, "条例17；保密法35", message))?;
                }
            }
            fresh_number(desk, number)?;
            Event::SignedOff { reply: *reply, number: number.clone(), by, paper: paper.clone() }
        }
        Act::VoidNumber { reply } => {
            let found = desk.reply(*reply)?;
            let Some(number) = found.number().filter(|_| found.is_pending()) else {
                let message = "只有已经签发、尚未发出的答复才能作废文号；已经发出的请更正、撤销或者重新答复";
                return Err(Refusal::forbidden(Obstacle::ReplyNotAtThisPoint, "条例45", message));
            };
            Event::NumberVoided { reply: *reply, number: number.clone() }
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![event])
}

fn in_review<'a>(desk: &Desk<'a>, no: ReplyNo) -> Result<(&'a Reply, &'a [ReviewStep]), Refusal> {
    let reply = desk.reply(no)?;
    match &reply.progress {
        Progress::InReview(steps) => Ok((reply, steps)),
        Progress::Returned { .. } | Progress::SignedOff { .. } => {
            let message = "这份答复不在审核中（已退回修改或者已签发）；请核对编号";
            Err(Refusal::forbidden(Obstacle::ReplyNotAtThisPoint, "条例45", message))
        }
    }
}

fn not_own(reply: &Reply, steps: &[ReviewStep], by: &ActorId) -> Result<(), Refusal> {
    if &reply.drafted_by == by {
        let message = "不能审核、签发自己拟的稿；请由他人办理";
        return Err(Refusal::forbidden(Obstacle::OwnDraft, "条例17②", message));
    }
    if steps.iter().any(|s| &s.by == by) {
        let message = "同一人只能办理一级审核；这一级请由他人办理";
        return Err(Refusal::forbidden(Obstacle::OneLevelEach, "条例17②", message));
    }
    Ok(())
}

fn next_level(desk: &Desk<'_>, steps: &[ReviewStep]) -> Option<ReviewLevel> {
    desk.context.levels.iter().copied().find(|level| !steps.iter().any(|s| s.level == *level))
}

fn out_of_turn(next: Option<ReviewLevel>) -> Refusal {
    let message = match next {
        Some(level) => format!("审核按顺序进行，现在应当办理的是{}", level.label()),
        None => "各级审核已经完成，请送签发".to_owned(),
    };
    Refusal::forbidden(Obstacle::LevelOutOfOrder, "条例17②", message)
}

/// Fails for a blank number and one used or made void in this case; the store guards the organ's other cases.
pub(super) fn fresh_number(desk: &Desk<'_>, number: &LetterNumber) -> Result<(), Refusal> {
    if number.is_blank() {
        return Err(blank("文号", "条例45"));
    }
    if desk.case.replies.iter().any(|r| r.number() == Some(number) || r.void_numbers.contains(number)) {
        let message = format!("文号{number}已经使用或者作废；请另取文号");
        return Err(Refusal::forbidden(Obstacle::NumberUsed, "条例45", message));
    }
    Ok(())
}
