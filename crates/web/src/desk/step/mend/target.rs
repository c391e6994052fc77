//! What of a case can be corrected, each with the value it has now.

use law::application::{
    Act, Amendment, ConsultationNo, ContestNo, EntryRef, FeeNo, ItemNo, Means, Opinion, ReplyNo, ServiceNo, decide,
    entries,
};
use law::fee::Fen;
use law::reason::chinese_date;
use serde::{Deserialize, Serialize};

use super::super::bench::Bench;
use super::super::draft::outcome_line;

/// One thing that can be corrected; its words stand in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::desk::step) enum Target {
    /// An entry with a day of its own.
    Entry(EntryRef),
    /// What the first applicant is.
    ApplicantKind,
    /// The column of table three alone.
    ApplicantClass,
    /// By which way the application came.
    Channel,
    /// What of 条例29② is there.
    Presence,
    /// What a reply that went out says on an item.
    Decision(ReplyNo, ItemNo),
    /// How a reply travelled.
    Means(ReplyNo, ServiceNo),
    /// The number of a postal item.
    PostalNumber(ReplyNo, ServiceNo),
    /// What an opinion says.
    Opinion(ConsultationNo),
    /// The amount of a fee notice.
    FeeAmount(FeeNo),
    /// How a contest ended.
    ContestResult(ContestNo),
}

/// The same with its words and its present value.
pub(super) struct Listed {
    pub(super) target: Target,
    pub(super) what: String,
    pub(super) now: String,
}

impl Target {
    /// The value it has in the form.
    pub(in crate::desk::step) fn value(self) -> String {
        serde_json::to_string(&self).unwrap_or_default()
    }

    /// The one a form names.
    pub(super) fn parse(said: &str) -> Option<Self> {
        serde_json::from_str(said).ok()
    }
}

/// The Chinese reading of an opinion.
pub(super) const fn opinion_label(opinion: Opinion) -> &'static str {
    match opinion {
        Opinion::Consents => "同意公开",
        Opinion::ObjectsWithGrounds => "不同意公开，理由合理",
        Opinion::ObjectsWithoutGrounds => "不同意公开，理由不合理",
    }
}

/// Lists everything that can be corrected.
pub(super) fn listed(bench: &Bench) -> Vec<Listed> {
    let case = bench.law();
    let mut list: Vec<Listed> = Vec::new();
    let mut add = |target: Target, what: String, now: String| list.push(Listed { target, what, now });
    for (entry, on) in entries(case) {
        add(Target::Entry(entry), entry.label(), chinese_date(on));
    }
    if let Some(registration) = &case.registration {
        let entry = &registration.entry;
        let kind = entry.applicants.first().map_or("", |first| first.kind.label());
        add(Target::ApplicantKind, "申请人的类别".to_owned(), kind.to_owned());
        add(Target::ApplicantClass, "年报计入的申请人列".to_owned(), registration.class.label().to_owned());
        add(Target::Channel, "收到的渠道".to_owned(), entry.channel.label().to_owned());
        let missing = entry.presence.missing();
        let now = if missing.is_empty() { "齐全".to_owned() } else { format!("缺少：{}", missing.join("；")) };
        add(Target::Presence, "申请要件是否齐全".to_owned(), now);
    }
    for reply in case.replies.iter().filter(|reply| reply.went_out_on().is_some()) {
        let no = reply.no;
        for decision in &reply.draft.decisions {
            let what = format!("第{no}号答复对第{}项的处理结果（登记的，不是文书写的）", decision.item);
            add(Target::Decision(no, decision.item), what, outcome_line(decision));
        }
        for service in &reply.services {
            let what = format!("第{no}号答复第{}次送达的方式", service.no);
            add(Target::Means(no, service.no), what, service.means.label().to_owned());
            if service.means == Means::Post {
                let what = format!("第{no}号答复第{}次送达的邮件号码", service.no);
                let now = service.postal_number.as_ref().map_or("没有登记", |number| number.as_str());
                add(Target::PostalNumber(no, service.no), what, now.to_owned());
            }
        }
    }
    for consultation in &case.consultations {
        if let Some((_, opinion)) = consultation.opinion {
            let what = format!("第{}次征求意见的意见", consultation.no);
            add(Target::Opinion(consultation.no), what, opinion_label(opinion).to_owned());
        }
    }
    for fee in case.fees.iter().filter(|fee| fee.cancelled_on.is_none()) {
        add(Target::FeeAmount(fee.no), format!("第{}次收费通知的金额", fee.no), Fen(fee.amount_fen).to_string());
    }
    for contest in &case.contests {
        if let Some(decided) = contest.last_decision() {
            let what = format!("第{}件复议诉讼的结果", contest.no);
            add(Target::ContestResult(contest.no), what, decided.result.label().to_owned());
        }
    }
    list
}

/// Whether an entry can be struck as made wrongly: the law says so.
pub(super) fn strikable(bench: &Bench, entry: EntryRef) -> bool {
    let amendment = Amendment::Struck { entry };
    let act = Act::CorrectEntry { amendment, reason: "reason".to_owned() };
    decide(bench.law(), &act.into(), &bench.context()).is_ok()
}
