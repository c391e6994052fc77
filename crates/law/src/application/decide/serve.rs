//! Service, withdrawal, filing (国办公开办函〔2016〕235号; 复议法22②).

use super::{Desk, blank, consult, counted, unknown};
use crate::{
    application::{
        case::ItemState,
        command::{Act, Reach},
        event::Event,
        reference::{ItemNo, ServiceNo, SubjectRef},
        refusal::{Obstacle, Refusal},
        reply::{Decision, Means, Progress, Reply, Service},
    },
    calendar::Pauses,
    outcome::{Exemption, Outcome},
    reason::chinese_date,
};

const SERVICE: &str = "国办公开办函〔2016〕235号";

pub(super) fn decide(act: &Act, desk: &mut Desk<'_>) -> Result<Vec<Event>, Refusal> {
    let event = match act {
        Act::Deliver { reply, to, means, postal_number, proof } => {
            deliver(desk.reply(*reply)?, to, *means, desk)?;
            let postal_number = postal_number.clone().filter(|number| *means == Means::Post && !number.is_blank());
            Event::Served { reply: *reply, to: to.clone(), means: *means, postal_number, proof: proof.clone() }
        }
        Act::RecordSent { reply, service } => {
            let service = find(desk.reply(*reply)?, *service)?;
            if service.means != Means::Electronic || service.sent_on.is_some() {
                let message = "这次送达不是电子送达，或者发出日期已经登记；登记有误的，请用登记差错更正";
                return Err(Refusal::forbidden(Obstacle::AlreadyRecorded, SERVICE, message));
            }
            Event::ElectronicSent { reply: *reply, service: service.no }
        }
        Act::RecordReturned { reply, service } => {
            let service = find(desk.reply(*reply)?, *service)?;
            if service.returned_on.is_some() {
                let message = "这次送达的退回已经登记；请重新送达";
                return Err(Refusal::forbidden(Obstacle::AlreadyRecorded, SERVICE, message));
            }
            Event::ServiceReturned { reply: *reply, service: service.no }
        }
        Act::Withdraw { reach, proof } => {
            if proof.is_blank() {
                return Err(blank("申请人签字或者记录在案的撤回材料", "条例45"));
            }
            let items = match reach {
                Reach::Whole => desk.case.open_items().map(|i| i.no).collect(),
                Reach::Items { items } => items.clone(),
            };
            desk.open_items(&items)?;
            Event::Withdrawn { items, proof: proof.clone() }
        }
        Act::Archive => Event::Archived,
        _ => return Ok(Vec::new()),
    };
    Ok(vec![event])
}

fn find(reply: &Reply, no: ServiceNo) -> Result<&Service, Refusal> {
    reply.services.iter().find(|s| s.no == no).ok_or_else(|| unknown("送达", no.0))
}

fn deliver(reply: &Reply, to: &SubjectRef, means: Means, desk: &mut Desk<'_>) -> Result<(), Refusal> {
    let refuse = |obstacle, cite, message: &str| Err(Refusal::forbidden(obstacle, cite, message));
    if !matches!(reply.progress, Progress::SignedOff { .. }) {
        return refuse(Obstacle::ReplyNotAtThisPoint, SERVICE, "答复还没有签发，不能送达；请先审核、签发");
    }
    let case = desk.case;
    if reply.revoked.is_some() || !reply.services.is_empty() && !case.stands(reply) {
        let message = "这份答复已经撤销或者被替换，不再送达；请送达重新作出的答复";
        return refuse(Obstacle::AlreadyRevoked, SERVICE, message);
    }
    if reply.services.is_empty() {
        for decision in &reply.draft.decisions {
            first_service(reply, decision.item, desk)?;
            // An objection may have come in after the draft was put forward.
            if gives(decision) {
                consult::not_objected(decision.item, desk)?;
            }
            if let Some(refusal) = held_back(decision, desk)? {
                desk.warn(refusal)?;
            }
        }
    }
    match means {
        Means::PrivateCourier => {
            let message = "答复不得交商业快递寄送；请用邮政企业寄送、直接送达或者委托送达";
            return refuse(Obstacle::PrivateCourier, SERVICE, message);
        }
        Means::Electronic if !case.registration.as_ref().is_some_and(|r| r.entry.electronic_chosen) => {
            let message = "申请人没有选择电子送达；申请人选择的，请先登记送达方式，否则请邮寄或者直接送达";
            return refuse(Obstacle::ElectronicNotChosen, "条例40；复议法22②", message);
        }
        Means::Direct | Means::Entrusted | Means::Post | Means::Electronic => {}
    }
    let agent = case.agent() == Some(to);
    if !agent && !case.addressees().any(|a| a == to) {
        return refuse(Obstacle::NotAnAddressee, SERVICE, "受送达人不是申请人，也不是代理人；请核对");
    }
    let served = reply.services.iter().any(|s| s.returned_on.is_none() && &s.to == to);
    if served || case.unserved(reply).next().is_none() {
        let message = "已经向该受送达人送达；被退回的请先登记退回，再第二次送达";
        return refuse(Obstacle::AlreadyServed, SERVICE, message);
    }
    Ok(())
}

/// A reply can go out only for what is still to be answered, or in place of one that stands.
fn first_service(reply: &Reply, item: ItemNo, desk: &Desk<'_>) -> Result<(), Refusal> {
    match reply.replaces.and_then(|no| desk.case.reply(no)) {
        Some(old) if desk.case.stands(old) => {
            let standing = desk.case.item(item).is_some_and(|i| i.state == ItemState::Standing);
            if standing { Ok(()) } else { Err(super::not_open(item)) }
        }
        _ => desk.open_item(item).map(|_| ()),
    }
}

/// Says whether a decision gives what a third party may have objected to.
fn gives(decision: &Decision) -> bool {
    decision.outcome.is_granted() || decision.outcome == Outcome::P1 && !decision.withheld.contains(&Exemption::E15)
}

/// After a third party was told of disclosure, time is left for it to go to court (TP-5; 法释8号 13).
fn held_back(decision: &Decision, desk: &Desk<'_>) -> Result<Option<Refusal>, Refusal> {
    let told =
        desk.case.consultations.iter().filter(|c| c.items.contains(&decision.item)).filter_map(|c| c.override_told_on);
    let Some(told) = told.max().filter(|_| gives(decision)) else { return Ok(None) };
    let hold = desk.context.settings.hold_after_third_party_notice;
    let until = counted(desk.context.calendar.add_working_days(told, hold, &Pauses::NONE))?;
    if desk.on() > until.on {
        return Ok(None);
    }
    let message = format!(
        "告知第三方后的等待期到{}届满，届满前第三方可以请求法院阻止公开；提前公开的，由负责人说明理由后办理",
        chinese_date(until.on)
    );
    Ok(Some(Refusal::warning(Obstacle::HoldRuns, "法释8号13", message)))
}
