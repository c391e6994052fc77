//! Arrival: registering by any channel, confirming receipt, splitting (条例29, 31; 费办法4).

use jiff::civil::Date;

use super::{Desk, blank};
use crate::{
    application::{
        applicant::{Channel, Entry},
        command::Act,
        contest::Contested,
        event::{Event, Origin},
        reference::{FileRef, ItemNo},
        refusal::{Obstacle, Refusal},
    },
    term,
};

pub(super) fn decide(act: &Act, desk: &mut Desk<'_>) -> Result<Vec<Event>, Refusal> {
    match act {
        Act::Register { entry } => {
            if entry.split_from.is_some() {
                return Err(blank("拆分件原件的收到日期（请用登记拆分件）", "费办法4"));
            }
            // Where the channel fixes the day by itself, arrival is receipt (条例31).
            let received = (!entry.channel.needs_confirmation()).then_some(desk.on());
            register(entry, received, Origin::Arrival, None, desk)
        }
        Act::EnterOpening { entry, received_on, paper } => {
            register(entry, Some(*received_on), Origin::Opening, paper.clone(), desk)
        }
        Act::RegisterSplit { entry, received_on, inherited } => {
            if entry.split_from.as_ref().is_none_or(|origin| origin.is_blank()) {
                return Err(blank("拆分自哪一件", "费办法4"));
            }
            let mut events = register(entry, Some(*received_on), Origin::Split, None, desk)?;
            if !inherited.is_empty() {
                events.push(Event::CourseInherited { course: inherited.clone() });
            }
            Ok(events)
        }
        Act::RecordContactFailed => Ok(vec![Event::ContactFailed]),
        Act::ConfirmReceipt { by } => Ok(vec![Event::ReceiptConfirmed { by: *by }]),
        Act::SplitItem { item, to } => {
            desk.open_item(*item)?;
            if to.is_blank() {
                return Err(blank("拆分后的新件", "费办法4"));
            }
            splittable(*item, desk)?;
            Ok(vec![Event::ItemSplitOff { item: *item, to: to.clone() }])
        }
        Act::ChooseService { electronic } => Ok(vec![Event::ServiceChosen { electronic: *electronic }]),
        _ => Ok(Vec::new()),
    }
}

/// An item is split off before anything was decided on it: what was counted once is not counted again as a new one, an order
/// to answer is directed at the application as it stands, and a fee is awaited for all of it.
fn splittable(item: ItemNo, desk: &Desk<'_>) -> Result<(), Refusal> {
    let case = desk.case;
    let refuse = |obstacle, message: String| Err(Refusal::forbidden(obstacle, "费办法4", message));
    let drafted = || case.replies.iter().filter(|r| r.decision(item).is_some());
    if drafted().any(|r| r.went_out_on().is_some()) || !case.lapses.is_empty() {
        let message = format!("第{item}项曾经答复或者办结，已经计入本件，不能再拆分；请在本件中重新答复");
        return refuse(Obstacle::ItemNotOpen, message);
    }
    if drafted().next().is_some() {
        let message = format!("第{item}项已经拟稿答复，不能再拆分；请先办完或者撤回拟稿");
        return refuse(Obstacle::ReplyPending, message);
    }
    if case.contests.iter().any(|c| c.contested == Contested::NoReply) {
        let message = "本件因未答复已经进入复议或者诉讼，不能再拆分；请在本件中答复".to_owned();
        return refuse(Obstacle::OtherRemedyOpen, message);
    }
    if case.awaited_fee().is_some() {
        let message = "正在等待申请人就全部事项缴费，不能拆分；请先登记缴费，或者撤回收费通知".to_owned();
        return refuse(Obstacle::AwaitingPayment, message);
    }
    Ok(())
}

fn register(
    entry: &Entry,
    received_on: Option<Date>,
    origin: Origin,
    paper: Option<FileRef>,
    desk: &Desk<'_>,
) -> Result<Vec<Event>, Refusal> {
    let first = entry.applicants.first().ok_or_else(|| blank("申请人", "条例29②(1)"))?;
    if entry.applicants.iter().any(|a| a.subject.is_blank()) {
        return Err(blank("申请人", "条例29②(1)"));
    }
    for (index, applicant) in entry.applicants.iter().enumerate() {
        if entry.applicants.iter().skip(index + 1).any(|other| other.subject == applicant.subject) {
            let message = "同一申请人重复列出；请删去重复的";
            return Err(Refusal::forbidden(Obstacle::NamedTwice, "条例29②(1)", message));
        }
    }
    if entry.items.is_empty() || entry.items.iter().any(|i| i.is_blank()) {
        return Err(blank("申请内容", "条例29②(2)"));
    }
    if let Some(representative) = &entry.representative
        && !entry.applicants.iter().any(|a| &a.subject == representative)
    {
        let message = "代表人不在申请人之列；请从共同申请人中选定代表人";
        return Err(Refusal::forbidden(Obstacle::NotAnAddressee, "条例29②(1)", message));
    }
    if entry.agent.as_ref().is_some_and(|a| a.subject.is_blank() || a.mandate.is_blank()) {
        return Err(blank("代理人的授权委托书", "条例29②(1)"));
    }
    if entry.filled_by.is_some() && entry.channel != Channel::InPerson {
        let message = "口头申请由申请人当面提出；请把渠道改为当面提交，或者删去代填人";
        return Err(Refusal::forbidden(Obstacle::OutOfOrder, "条例29①", message));
    }
    if let Err(none) = term::in_force("政府信息公开申请", received_on.unwrap_or(desk.on())) {
        let mut refusal = Refusal::forbidden(Obstacle::NoRuleInForce, "", none.to_string());
        refusal.cite = none.cite;
        return Err(refusal);
    }
    Ok(vec![Event::Registered {
        entry: entry.clone(),
        class: first.kind.class(desk.context.settings),
        received_on,
        origin,
        by: desk.context.actor.id.clone(),
        paper,
    }])
}
