//! The entries of a case that bear a day of their own, and so can be corrected (登记差错更正).

use jiff::civil::Date;

use super::{amend::day_of, amendment::EntryRef, case::Case};

/// Lists every entry that stands, in the order of a case's course, each with its day.
pub fn entries(case: &Case) -> Vec<(EntryRef, Date)> {
    let mut named = vec![EntryRef::Arrival, EntryRef::Receipt];
    for no in case.corrections.iter().map(|c| c.no) {
        named.extend([EntryRef::CorrectionSent(no), EntryRef::CorrectionServed(no), EntryRef::CorrectionReceived(no)]);
    }
    for no in case.consultations.iter().map(|c| c.no) {
        named.extend([EntryRef::ConsultationSent(no), EntryRef::ConsultationReceived(no), EntryRef::Opinion(no)]);
        named.extend([EntryRef::ConsultationEnded(no), EntryRef::ThirdPartyNotified(no)]);
    }
    for no in case.extensions.iter().map(|e| e.no) {
        named.extend([EntryRef::ExtensionProposed(no), EntryRef::ExtensionApproved(no)]);
        named.push(EntryRef::ExtensionNotified(no));
    }
    named.extend([EntryRef::ReasonsAsked, EntryRef::ReasonsServed, EntryRef::ReasonsReceived]);
    for no in case.fees.iter().map(|f| f.no) {
        named.extend([EntryRef::FeeSent(no), EntryRef::FeeServed(no), EntryRef::FeePaid(no)]);
    }
    for reply in &case.replies {
        named.extend([EntryRef::Drafted(reply.no), EntryRef::SignedOff(reply.no)]);
        for service in &reply.services {
            let (reply, service) = (reply.no, service.no);
            named.extend([EntryRef::Service(reply, service), EntryRef::ElectronicSent(reply, service)]);
        }
        named.push(EntryRef::Revocation(reply.no));
    }
    named.extend(case.items.iter().map(|item| EntryRef::Withdrawal(item.no)));
    named.push(EntryRef::Lapse);
    for no in case.contests.iter().map(|c| c.no) {
        named.extend([EntryRef::ContestOpened(no), EntryRef::ContestAnswered(no), EntryRef::ContestDecided(no)]);
    }
    // The one place that knows where an entry's day is kept hands it out to be changed.
    let mut case = case.clone();
    named.into_iter().filter_map(|entry| Some((entry, *day_of(&mut case, entry)?))).collect()
}

impl EntryRef {
    /// Returns what the entry is, in Chinese, with its number where there can be several.
    pub fn label(self) -> String {
        match self {
            Self::Arrival => "申请到达".to_owned(),
            Self::Receipt => "收到申请（收到日期）".to_owned(),
            Self::CorrectionSent(no) => format!("第{no}次补正告知发出"),
            Self::CorrectionServed(no) => format!("第{no}次补正告知送达"),
            Self::CorrectionReceived(no) => format!("第{no}次补正告知收到补正"),
            Self::ConsultationSent(no) => format!("第{no}次征求意见发出"),
            Self::ConsultationReceived(no) => format!("第{no}次征求意见函送达"),
            Self::Opinion(no) => format!("第{no}次征求意见收到意见"),
            Self::ConsultationEnded(no) => format!("第{no}次征求意见结束等候"),
            Self::ThirdPartyNotified(no) => format!("第{no}次征求意见告知第三方决定公开"),
            Self::ExtensionProposed(no) => format!("第{no}次延期提出"),
            Self::ExtensionApproved(no) => format!("第{no}次延期批准"),
            Self::ExtensionNotified(no) => format!("第{no}次延期告知申请人"),
            Self::ReasonsAsked => "要求说明理由".to_owned(),
            Self::ReasonsServed => "说明理由告知书送达".to_owned(),
            Self::ReasonsReceived => "收到说明的理由".to_owned(),
            Self::FeeSent(no) => format!("第{no}次收费通知发出"),
            Self::FeeServed(no) => format!("第{no}次收费通知送达"),
            Self::FeePaid(no) => format!("第{no}次收费通知缴费"),
            Self::Drafted(no) => format!("第{no}号答复拟稿"),
            Self::SignedOff(no) => format!("第{no}号答复签发"),
            Self::Service(reply, no) => format!("第{reply}号答复第{no}次送达"),
            Self::ElectronicSent(reply, no) => format!("第{reply}号答复第{no}次送达的电子发出"),
            Self::Revocation(no) => format!("第{no}号答复撤销"),
            Self::Withdrawal(no) => format!("第{no}项申请事项撤回"),
            Self::Lapse => "逾期办结".to_owned(),
            Self::ContestOpened(no) => format!("第{no}件复议诉讼登记"),
            Self::ContestAnswered(no) => format!("第{no}件复议诉讼答复、应诉"),
            Self::ContestDecided(no) => format!("第{no}件复议诉讼决定、裁判"),
        }
    }
}
