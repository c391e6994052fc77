//! Drafting a reply: item by item, each with an outcome the file supports (条例36-39; 法释8号 5, 6).

use super::{Desk, blank, consult, evidence, not_open, text, twice, unknown};
use crate::{
    application::{
        case::ItemState,
        command::Act,
        consultation::Consulted,
        event::Event,
        reference::ReplyNo,
        refusal::{Obstacle, Refusal},
        reply::{Decision, Draft, Progress, Reply, RevocationGround},
        waiting::{FeeNotice, ReasonsJudged},
    },
    fee::Standard,
    outcome::{EvidenceItem, Exemption, Outcome},
};

pub(super) fn decide(act: &Act, desk: &mut Desk<'_>) -> Result<Vec<Event>, Refusal> {
    let by = desk.context.actor.id.clone();
    match act {
        Act::DraftReply { draft, replaces } => {
            check(draft, *replaces, None, desk)?;
            Ok(vec![Event::ReplyDrafted { draft: draft.clone(), by, replaces: *replaces }])
        }
        Act::RedraftReply { reply, draft } => {
            let found = desk.reply(*reply)?;
            if !matches!(found.progress, Progress::Returned { .. }) {
                let message = "只有被退回的答复才能修改后重新送审";
                return Err(Refusal::forbidden(Obstacle::ReplyNotAtThisPoint, "条例45", message));
            }
            check(draft, found.replaces, Some(*reply), desk)?;
            Ok(vec![Event::ReplyRedrafted { reply: *reply, draft: draft.clone(), by }])
        }
        Act::AnswerOnTheSpot { draft, number, proof } => {
            for decision in &draft.decisions {
                if decision.outcome.ground().is_some() || decision.outcome == Outcome::P1 {
                    let message = "不予公开和部分公开需要审核，不能当场答复；请按一般程序办理";
                    return Err(Refusal::forbidden(Obstacle::NotOnTheSpot, "条例33①；条例37", message));
                }
            }
            check(draft, None, None, desk)?;
            if let Some(number) = number {
                super::review::fresh_number(desk, number)?;
            }
            Ok(vec![Event::AnsweredOnTheSpot {
                draft: draft.clone(),
                number: number.clone(),
                by,
                proof: proof.clone(),
            }])
        }
        _ => Ok(Vec::new()),
    }
}

fn check(
    draft: &Draft,
    replaces: Option<ReplyNo>,
    redraft: Option<ReplyNo>,
    desk: &mut Desk<'_>,
) -> Result<(), Refusal> {
    text(&draft.letter, "答复文书", "条例36")?;
    if draft.decisions.is_empty() {
        return Err(blank("对申请事项的处理意见", "条例36"));
    }
    if let Some(replaced) = replaces {
        replacement(draft, replaced, desk)?;
    }
    for (index, decision) in draft.decisions.iter().enumerate() {
        if draft.decisions.iter().take(index).any(|d| d.item == decision.item) {
            return Err(twice(decision.item));
        }
        match replaces {
            None => {
                desk.open_item(decision.item)?;
            }
            Some(_) => {
                let item = desk.case.item(decision.item).ok_or_else(|| unknown("申请事项", decision.item.0))?;
                if item.state != ItemState::Standing {
                    return Err(not_open(decision.item));
                }
            }
        }
        let pending = |r: &&Reply| r.is_pending() && Some(r.no) != redraft && r.decision(decision.item).is_some();
        if let Some(other) = desk.case.replies.iter().find(pending) {
            let message = format!("第{}项已在第{}号答复中拟稿；请先办完那一份", decision.item, other.no);
            return Err(Refusal::forbidden(Obstacle::ReplyPending, "条例36", message));
        }
        check_decision(decision, desk)?;
    }
    Ok(())
}

/// A reply that takes the place of one that stands decides on all of that one's items, or some would be left open.
fn replacement(draft: &Draft, replaced: ReplyNo, desk: &Desk<'_>) -> Result<(), Refusal> {
    let old = desk.reply(replaced)?;
    if !desk.case.stands(old) {
        let message = "原答复没有发出或者已经撤销、替换；请直接拟稿答复";
        return Err(Refusal::forbidden(Obstacle::ReplyNotAtThisPoint, "条例36", message));
    }
    let same = old.draft.decisions.len() == draft.decisions.len()
        && old.draft.decisions.iter().all(|d| draft.decisions.iter().any(|n| n.item == d.item));
    if same {
        return Ok(());
    }
    let message = "重新作出的答复应当涵盖原答复的全部申请事项，且不涉及其他事项；请调整";
    Err(Refusal::forbidden(Obstacle::ItemNotOpen, "条例36", message))
}

fn check_decision(decision: &Decision, desk: &mut Desk<'_>) -> Result<(), Refusal> {
    let case = desk.case;
    match decision.outcome {
        Outcome::O1 | Outcome::O2 | Outcome::O3a => {
            let message = "逾期未补正、逾期未缴费和撤回申请各有专门的登记，不用拟稿答复；请用相应的一步";
            return Err(Refusal::forbidden(Obstacle::NotAReply, "条例30；费办法6", message));
        }
        Outcome::U3 if !case.corrections.iter().any(|c| c.answered_on.is_some_and(|on| on <= desk.on())) => {
            let message = "没有经过补正，不能以补正后仍不明确答复；请先告知补正";
            return Err(Refusal::forbidden(Obstacle::NotCorrectedBefore, "条例30", message));
        }
        Outcome::R4 if !rejected(desk) => {
            let message = "没有要求申请人说明理由并认定理由不合理，不能以大量、反复申请不予处理；请先要求说明理由";
            return Err(Refusal::forbidden(Obstacle::ReasonsNotRejected, "条例35", message));
        }
        _ => {}
    }
    if (decision.outcome == Outcome::P1) == decision.withheld.is_empty() {
        let message = "部分公开应当写明不予公开部分的依据，其他处理结果不另写；请核对";
        return Err(Refusal::forbidden(Obstacle::GroundMissing, "条例37", message));
    }
    let protects_third_party = decision.outcome == Outcome::N4 || decision.withheld.contains(&Exemption::E15);
    let discloses = decision.outcome.is_granted() || decision.outcome == Outcome::P1 && !protects_third_party;
    if discloses {
        consult::may_disclose(decision.item, desk)?;
    }
    let by_volume = |f: &FeeNotice| f.standard == Standard::ByVolume && f.cancelled_on.is_none();
    if matches!(decision.outcome, Outcome::G1 | Outcome::G3) && case.fees.iter().any(by_volume) {
        let message =
            "只告知获取的方式和途径的，不能按量收费；请撤回收费通知，已经缴纳的办理退费，由负责人说明理由后办理";
        desk.warn(Refusal::warning(Obstacle::NoAmount, "费办法5", message))?;
    }
    if protects_third_party && consult::all_consent(case, decision.item) {
        let message = "第三方已经同意公开，不再有以损害其合法权益为由不予公开的依据；确有其他第三方权益需要保护的，由负责人说明理由后办理";
        desk.warn(Refusal::warning(Obstacle::ThirdPartyConsents, "条例15；条例32", message))?;
    }
    let consulted =
        case.consultations.iter().any(|c| c.with == Consulted::ThirdParty && c.items.contains(&decision.item));
    if protects_third_party
        && decision.evident_privacy
        && !consulted
        && desk.context.settings.warn_privacy_without_consultation
    {
        let message = "以个人隐私为由不予公开，没有征求第三方意见；隐私明显、不需要征求的，由负责人说明理由后办理";
        desk.warn(Refusal::warning(Obstacle::NotConsulted, "条例32", message))?;
    }
    let lacking = evidence::missing(case, decision, desk)?;
    if !lacking.is_empty() {
        let names: Vec<&str> = lacking.iter().map(|e: &EvidenceItem| e.label()).collect();
        let message = format!(
            "第{}项按“{}”答复，案卷还缺少：{}；请先登记",
            decision.item,
            decision.outcome.title(),
            names.join("；")
        );
        return Err(Refusal::forbidden(Obstacle::EvidenceMissing, "法释8号5；法释8号6", message));
    }
    same_again(decision, desk)
}

fn rejected(desk: &Desk<'_>) -> bool {
    let judged = desk.case.reasons.as_ref().and_then(|r| r.judged);
    judged.is_some_and(|j| matches!(j, ReasonsJudged::Rejected { .. }) && j.on() <= desk.on())
}

/// After a decision in reconsideration the same result may not be given again on the same facts and reasons, unless the
/// reply fell for its procedure only (复议法64②).
fn same_again(decision: &Decision, desk: &mut Desk<'_>) -> Result<(), Refusal> {
    let set_aside = |r: &Reply| {
        let Some((_, RevocationGround::Ordered { contest })) = r.revoked else { return false };
        let contest = desk.case.contests.iter().find(|c| c.no == contest);
        let order = contest.and_then(|c| c.last_decision()).and_then(|d| d.order);
        let same = r.decision(decision.item).is_some_and(|d| d.outcome == decision.outcome);
        same && !order.is_some_and(|o| o.procedure_only)
    };
    if desk.case.replies.iter().any(set_aside) {
        let message = "重新作出的答复与被撤销的答复结果相同；除非事实或者理由已经不同，不得以同一事实和理由作出相同的答复，由负责人说明理由后办理";
        desk.warn(Refusal::warning(Obstacle::SameResult, "复议法64②", message))?;
    }
    Ok(())
}
