//! What an event says besides its name, in a few words for the timeline and the log.

use app::case::{CaseEvent, Dossier};
use app::events::DeskEvent;
use law::application::{Amendment, Confirmation, Decision, EntryRef, Event, Origin};
use law::reason::chinese_date;

use super::course::opinion_word;
use super::told::{self, yuan};

/// Says what an event says besides its name; empty when the name says it all.
pub(super) fn detail(dossier: &Dossier, event: &CaseEvent) -> String {
    match event {
        CaseEvent::Law(event) => of_law(dossier, event),
        CaseEvent::Desk(event) => of_desk(dossier, event),
    }
}

fn of_desk(dossier: &Dossier, event: &DeskEvent) -> String {
    match event {
        DeskEvent::CaseNumbered { number } => number.clone(),
        DeskEvent::CaseAssigned { unit, officer } => {
            let unit = if unit.is_empty() { "政府信息公开工作机构" } else { unit };
            if officer.is_empty() { unit.to_owned() } else { format!("{unit}，{}", dossier.people.name(officer)) }
        }
        DeskEvent::PapersSealed { papers } => format!("{}份", papers.len()),
        DeskEvent::LetterIssued { kinds, number, .. } => {
            let title = kinds.first().map_or("", |kind| kind.title());
            format!("{title}{}", number.as_ref().map_or_else(String::new, |number| format!("（{number}）")))
        }
        DeskEvent::ScanKept { reply, .. } => format!("第{reply}份答复"),
        DeskEvent::PartyDestroyed { .. } => String::new(),
    }
}

fn of_law(dossier: &Dossier, event: &Event) -> String {
    match event {
        Event::Registered { entry, origin, .. } => match origin {
            Origin::Arrival => entry.channel.label().to_owned(),
            Origin::Opening => format!("{}，期初在办件", entry.channel.label()),
            Origin::Split => "由另一件拆分".to_owned(),
        },
        Event::ReceiptConfirmed { by } => confirmed(*by).to_owned(),
        Event::ItemSplitOff { item, .. } => format!("第{item}项"),
        Event::ServiceChosen { electronic } => if *electronic { "电子送达" } else { "不用电子送达" }.to_owned(),
        Event::AnsweredOnTheSpot { draft, .. } => decisions(&draft.decisions),
        Event::ReplyDrafted { draft, .. } | Event::ReplyRedrafted { draft, .. } => decisions(&draft.decisions),
        Event::CorrectionNoticeSent { answer_within, .. } | Event::ReasonsAsked { answer_within, .. } => {
            format!("期限{answer_within}")
        }
        Event::ConsultationSent { with, items, .. } => format!("{}，{}", with.label(), told::items(items)),
        Event::OpinionReceived { opinion, .. } => opinion_word(*opinion).to_owned(),
        Event::ExtensionProposed { days, .. } => days.to_string(),
        Event::ReasonsAccepted { reply_by: Some(until) } => format!("延迟至{}", chinese_date(*until)),
        Event::FeeNoticeSent { amount_fen, standard, .. } => format!("{}，{}", yuan(*amount_fen), standard.label()),
        Event::SearchLogged { items, .. } => told::items(items),
        Event::EvidenceFiled { items, evidence, .. } => format!("{}：{}", told::items(items), evidence.label()),
        Event::ReviewPassed { level, .. } => level.label().to_owned(),
        Event::SignedOff { number, .. } | Event::NumberVoided { number, .. } => number.to_string(),
        Event::Served { to, means, .. } => format!("{}，{}", means.label(), told::name(dossier, to).text),
        Event::Withdrawn { items, .. } => told::items(items),
        Event::EntryCorrected { amendment, .. } => amended(dossier, amendment),
        Event::ContestOpened { kind, .. } => kind.label().to_owned(),
        Event::ContestDecided { decided, .. } => decided.result.label().to_owned(),
        Event::CourseInherited { .. }
        | Event::ContactFailed
        | Event::CorrectionNoticeServed { .. }
        | Event::CorrectionReceived { .. }
        | Event::LapsedUncorrected
        | Event::ConsultationReceived { .. }
        | Event::ConsultationEnded { .. }
        | Event::ApplicantToldOfConsultation { .. }
        | Event::ThirdPartyNotified { .. }
        | Event::ExtensionApproved { .. }
        | Event::ExtensionDeclined { .. }
        | Event::ExtensionNotified { .. }
        | Event::ReasonsServed
        | Event::ReasonsReceived { .. }
        | Event::ReasonsAccepted { reply_by: None }
        | Event::ReasonsRejected
        | Event::FeeNoticeServed { .. }
        | Event::FeePaid { .. }
        | Event::FeeCancelled { .. }
        | Event::LapsedUnpaid
        | Event::ReplyReturned { .. }
        | Event::ElectronicSent { .. }
        | Event::ServiceReturned { .. }
        | Event::Archived
        | Event::LetterCorrected { .. }
        | Event::ReplyRevoked { .. }
        | Event::ContestAnswered { .. }
        | Event::ContestAppealed { .. }
        | Event::WarningOverridden { .. } => String::new(),
    }
}

fn confirmed(by: Confirmation) -> &'static str {
    match by {
        Confirmation::Telephone => "电话确认",
        Confirmation::Message => "书面或者消息确认",
        Confirmation::InPerson => "当面确认",
    }
}

fn decisions(decisions: &[Decision]) -> String {
    let told = decisions.iter().map(|one| format!("第{}项{}", one.item, one.outcome.title()));
    told.collect::<Vec<_>>().join("；")
}

/// What a correction of an entry puts right.
fn amended(dossier: &Dossier, amendment: &Amendment) -> String {
    match amendment {
        Amendment::Date { entry, to } => format!("{}的日期更正为{}", entry_word(*entry), chinese_date(*to)),
        Amendment::Struck { entry } => format!("删去“{}”的登记", entry_word(*entry)),
        Amendment::ApplicantKind { to } => format!("申请人种类更正为{}", to.label()),
        Amendment::ApplicantClass { to } => format!("统计类别更正为{}", to.label()),
        Amendment::Channel { to } => format!("渠道更正为{}", to.label()),
        Amendment::Presence { .. } => "申请要件的登记".to_owned(),
        Amendment::Decision { reply, to } => {
            format!("第{reply}份答复第{}项更正为{}", to.item, to.outcome.title())
        }
        Amendment::Means { reply, service, to } => {
            format!("第{reply}份答复第{service}次送达的方式更正为{}", to.label())
        }
        Amendment::PostalNumber { reply, service, to } => {
            format!("第{reply}份答复第{service}次送达的邮件号码更正为{to}")
        }
        Amendment::Opinion { consultation, to } => {
            let with = dossier.view.case.law.consultations.iter().find(|found| found.no == *consultation);
            format!("{}的意见更正为{}", with.map_or("征求意见", |found| found.with.label()), opinion_word(*to))
        }
        Amendment::FeeAmount { to, .. } => format!("收费金额更正为{}", yuan(*to)),
        Amendment::ContestResult { to, .. } => format!("复议诉讼结果更正为{}", to.label()),
    }
}

/// What a dated entry is called.
fn entry_word(entry: EntryRef) -> &'static str {
    match entry {
        EntryRef::Arrival => "申请到达",
        EntryRef::Receipt => "收到申请",
        EntryRef::CorrectionSent(_) => "发出补正告知",
        EntryRef::CorrectionServed(_) => "补正告知送达",
        EntryRef::CorrectionReceived(_) => "收到补正",
        EntryRef::ConsultationSent(_) => "发出征求意见函",
        EntryRef::ConsultationReceived(_) => "征求意见函送达",
        EntryRef::Opinion(_) => "收到意见",
        EntryRef::ConsultationEnded(_) => "结束征求意见",
        EntryRef::ThirdPartyNotified(_) => "告知第三方决定公开",
        EntryRef::ExtensionProposed(_) => "提出延期",
        EntryRef::ExtensionApproved(_) => "批准延期",
        EntryRef::ExtensionNotified(_) => "延期答复告知",
        EntryRef::ReasonsAsked => "要求说明理由",
        EntryRef::ReasonsServed => "说明理由告知送达",
        EntryRef::ReasonsReceived => "收到说明的理由",
        EntryRef::FeeSent(_) => "发出收费通知",
        EntryRef::FeeServed(_) => "收费通知送达",
        EntryRef::FeePaid(_) => "缴清信息处理费",
        EntryRef::Drafted(_) => "拟稿",
        EntryRef::SignedOff(_) => "签发",
        EntryRef::Service(..) => "送达",
        EntryRef::ElectronicSent(..) => "电子送达发出",
        EntryRef::Revocation(_) => "撤销答复",
        EntryRef::Withdrawal(_) => "撤回申请",
        EntryRef::Lapse => "不再处理",
        EntryRef::ContestOpened(_) => "复议诉讼立案",
        EntryRef::ContestAnswered(_) => "答复复议、应诉",
        EntryRef::ContestDecided(_) => "复议决定、裁判",
    }
}
