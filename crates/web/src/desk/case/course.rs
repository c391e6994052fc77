//! What goes on beside the reply: correction, consultation, extension, reasons, fee, reconsideration and suits, each with
//! its days and where it stands.

use app::case::{CaseEvent, Dossier};
use jiff::civil::Date;
use law::application::{
    Consultation, Consulted, Contest, Contested, Correction, Event, Extension, ExtensionProgress, FeeNotice, Opinion,
    OrderedTerm, ReasonsJudged, ReasonsRequest, SealedRef, consultation_limit, correction_deadline, payment_deadline,
    reasons_deadline,
};
use law::calendar::Calendar;
use law::reason::chinese_date;
use law::remedy_case::{Bucket, Procedure, answer_due, court_answer_due};
use law::settings::Settings;

use super::told::{self, Told, counted, yuan};

/// One matter beside the reply.
pub(super) struct Course {
    pub(super) title: String,
    pub(super) state: String,
    pub(super) tag: &'static str,
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) texts: Vec<(&'static str, Told)>,
}

/// What decides over the matters.
struct Desk<'a> {
    dossier: &'a Dossier,
    calendar: &'a Calendar,
    settings: &'a Settings,
    today: Date,
}

/// All matters, in the order of a case's course.
pub(super) fn courses(dossier: &Dossier, settings: &Settings, today: Date) -> Vec<Course> {
    let law = &dossier.view.case.law;
    let desk = Desk { dossier, calendar: &dossier.calendar, settings, today };
    let mut all: Vec<Course> = law.corrections.iter().map(|one| desk.correction(one)).collect();
    all.extend(law.consultations.iter().map(|one| desk.consultation(one)));
    all.extend(law.extensions.iter().map(|one| desk.extension(one)));
    all.extend(law.reasons.iter().map(|one| desk.reasons(one)));
    all.extend(law.fees.iter().map(|one| desk.fee(one)));
    all
}

/// Reconsiderations and suits.
pub(super) fn contests(dossier: &Dossier, settings: &Settings, today: Date) -> Vec<Course> {
    let desk = Desk { dossier, calendar: &dossier.calendar, settings, today };
    dossier.view.case.law.contests.iter().map(|one| desk.contest(one)).collect()
}

/// Facts with their days, those that are not there left out.
#[derive(Default)]
struct Facts(Vec<(&'static str, String)>);

impl Facts {
    fn day(mut self, label: &'static str, day: Option<Date>) -> Self {
        self.0.extend(day.map(|day| (label, chinese_date(day))));
        self
    }

    fn say(mut self, label: &'static str, words: impl Into<String>) -> Self {
        let words = words.into();
        if !words.is_empty() {
            self.0.push((label, words));
        }
        self
    }

    /// A last day reckoned by the calendar.
    fn limit<E>(self, label: &'static str, limit: Result<law::calendar::Counted, E>) -> Self {
        match limit {
            Ok(limit) => self.say(label, counted(limit)),
            Err(_) => self,
        }
    }
}

impl Desk<'_> {
    /// The text an event of the case brought, found by what the event is.
    fn text_of(&self, brought: impl Fn(&Event) -> Option<&SealedRef>) -> Option<Told> {
        let found = self.dossier.view.history.iter().rev().find_map(|step| match &step.event {
            CaseEvent::Law(event) => brought(event),
            CaseEvent::Desk(_) => None,
        });
        found.map(|text| told::text(self.dossier, text))
    }

    /// The state of something awaited: answered, still in time, or over.
    fn awaited(&self, answered: Option<Date>, done: &str, limit: Option<Date>) -> (String, &'static str) {
        match (answered, limit) {
            (Some(_), _) => (done.to_owned(), "done"),
            (None, Some(limit)) if self.today > limit => ("期限已过".to_owned(), "soon"),
            (None, _) => ("等待中".to_owned(), "wait"),
        }
    }

    fn correction(&self, one: &Correction) -> Course {
        let limit = correction_deadline(one, self.calendar);
        let last = limit.as_ref().ok().map(|limit| limit.on);
        let (state, tag) = self.awaited(one.answered_on, "已补正", last);
        let facts = Facts::default()
            .day("发出", Some(one.sent_on))
            .day("送达", one.served_on)
            .say("补正期限", format!("自送达之日起{}", one.answer_within))
            .limit("到期", limit)
            .day("收到补正", one.answered_on);
        Course { title: format!("补正告知（第{}次）", one.no), state, tag, facts: facts.0, texts: Vec::new() }
    }

    fn consultation(&self, one: &Consultation) -> Course {
        let limit = consultation_limit(one, self.calendar, self.settings);
        let last = limit.as_ref().ok().copied().flatten().map(|limit| limit.on);
        let answered = one.opinion.map(|(on, _)| on).or(one.ended_on);
        let done = if one.opinion.is_some() { "已答复意见" } else { "已结束" };
        let (mut state, mut tag) = self.awaited(answered, done, last);
        if answered.is_none() && last.is_some_and(|last| self.today > last) {
            state = match one.with {
                Consulted::CoProducer => "逾期未提出意见，视为同意",
                _ => "逾期未提出意见，由本机关决定",
            }
            .to_owned();
            tag = "soon";
        }
        let who = told::name(self.dossier, &one.addressee);
        let facts = Facts::default()
            .say("对象", format!("{}（{}）", who.text, one.with.label()))
            .say("涉及事项", told::items(&one.items))
            .day("发出", Some(one.sent_on))
            .day("对方收到", one.received_on);
        let mut facts = match limit {
            Ok(Some(limit)) => facts.say("答复意见的期限", counted(limit)),
            Ok(None) => facts.say("期限", "本机关处室，时间计入答复期限"),
            Err(_) => facts,
        };
        if let Some((on, opinion)) = one.opinion {
            facts = facts.say("意见", format!("{}，{}", chinese_date(on), opinion_word(opinion)));
        }
        let facts = facts
            .day("结束等待", one.ended_on)
            .day("告知申请人", one.applicant_told_on)
            .day("告知第三方决定公开", one.override_told_on);
        let no = one.no;
        let text = self.text_of(|event| match event {
            Event::OpinionReceived { consultation, text, .. } if *consultation == no => Some(text),
            _ => None,
        });
        Course {
            title: format!("征求{}意见", one.with.label()),
            state,
            tag,
            facts: facts.0,
            texts: text.into_iter().map(|text| ("意见内容", text)).collect(),
        }
    }

    fn extension(&self, one: &Extension) -> Course {
        let proposer = self.dossier.people.name(one.proposed_by.as_str());
        let facts = Facts::default()
            .say("延长", one.days.to_string())
            .say("提出", format!("{}，{}", proposer, chinese_date(one.proposed_on)));
        let (facts, state, tag) = match one.progress {
            ExtensionProgress::Proposed => (facts, "等待批准", "wait"),
            ExtensionProgress::Declined { on } => (facts.day("不同意", Some(on)), "没有批准", ""),
            ExtensionProgress::Approved { on } => (facts.day("批准", Some(on)), "已批准，还没有告知申请人", "soon"),
            ExtensionProgress::Notified { approved_on, on } => {
                (facts.day("批准", Some(approved_on)).day("告知申请人", Some(on)), "已延期", "done")
            }
        };
        Course {
            title: "延期答复".to_owned(),
            state: state.to_owned(),
            tag,
            facts: facts.0,
            texts: vec![("延期理由", told::text(self.dossier, &one.grounds))],
        }
    }

    fn reasons(&self, one: &ReasonsRequest) -> Course {
        let limit = reasons_deadline(one, self.calendar);
        let last = limit.as_ref().ok().map(|limit| limit.on);
        let (mut state, mut tag) = self.awaited(one.received_on, "已说明，待认定", last);
        let facts = Facts::default()
            .day("发出", Some(one.asked_on))
            .day("送达", one.served_on)
            .limit("到期", limit)
            .day("收到理由", one.received_on);
        let facts = match one.judged {
            None => facts,
            Some(judged) => {
                tag = "done";
                let (word, until) = match judged {
                    ReasonsJudged::Accepted { reply_by, .. } => ("认可理由", reply_by),
                    ReasonsJudged::Rejected { .. } => ("不认可理由", None),
                };
                state = word.to_owned();
                facts.day("认定", Some(judged.on())).day("延迟至", until)
            }
        };
        let text = self.text_of(|event| match event {
            Event::ReasonsReceived { text } => Some(text),
            _ => None,
        });
        Course {
            title: "要求说明理由".to_owned(),
            state,
            tag,
            facts: facts.0,
            texts: text.into_iter().map(|text| ("说明的理由", text)).collect(),
        }
    }

    fn fee(&self, one: &FeeNotice) -> Course {
        let limit = payment_deadline(one, self.calendar);
        let last = limit.as_ref().ok().map(|limit| limit.on);
        let (mut state, mut tag) = self.awaited(one.paid_on, "已缴清", last);
        if one.cancelled_on.is_some() {
            (state, tag) = ("已撤回".to_owned(), "");
        }
        let facts = Facts::default()
            .say("金额", format!("{}（{}计收）", yuan(one.amount_fen), one.standard.label()))
            .day("发出", Some(one.sent_on))
            .day("送达", one.served_on)
            .limit("缴费期限", limit)
            .day("缴清", one.paid_on)
            .day("撤回", one.cancelled_on);
        Course { title: "收费通知".to_owned(), state, tag, facts: facts.0, texts: Vec::new() }
    }

    fn contest(&self, one: &Contest) -> Course {
        let due = if one.kind.is_suit() {
            court_answer_due(self.calendar, one.opened_on)
        } else {
            answer_due(self.calendar, one.procedure, one.opened_on)
        };
        let late = |day: Date| one.answered_on.is_none() && one.is_open() && self.today > day;
        let due_day = due.as_ref().ok().map(|due| due.value.due);
        let (state, tag) = if let Some(decided) = one.last_decision() {
            (decided.result.label().to_owned(), "done")
        } else if due_day.is_some_and(late) {
            ("答复期限已过".to_owned(), "late")
        } else if one.answered_on.is_none() {
            ("等待本机关答复".to_owned(), "soon")
        } else {
            ("审理中".to_owned(), "wait")
        };
        let mut facts = Facts::default()
            .say("针对", contested(one))
            .say(
                "程序",
                match one.procedure {
                    Procedure::Simple => "简易程序",
                    Procedure::Ordinary => "普通程序",
                },
            )
            .day("收到通知", Some(one.opened_on));
        if let Ok(due) = &due {
            let day = law::calendar::Counted { on: due.value.due, provisional: due.value.provisional };
            facts = facts.say("答复、举证的期限", counted(day));
        }
        facts = facts.day("本机关答复", one.answered_on);
        if let Some(decided) = one.decided {
            facts = facts.say("收到结果", self.decided(decided));
        }
        if let Some((on, decided)) = one.appeal {
            facts = facts.day("上诉", Some(on));
            if let Some(decided) = decided {
                facts = facts.say("二审结果", self.decided(decided));
            }
        }
        Course { title: one.kind.label().to_owned(), state, tag, facts: facts.0, texts: Vec::new() }
    }

    fn decided(&self, decided: law::application::Decided) -> String {
        let bucket = match decided.result.bucket(self.settings) {
            Bucket::Upheld => "结果维持",
            Bucket::Corrected => "结果纠正",
            Bucket::Other => "其他结果",
        };
        let order = match decided.order.map(|order| order.term) {
            None => String::new(),
            Some(OrderedTerm::Unset) => "，责令重新答复".to_owned(),
            Some(OrderedTerm::Days { days }) => format!("，责令{days}日内重新答复"),
            Some(OrderedTerm::WorkingDays { days }) => format!("，责令{days}内重新答复"),
        };
        format!("{}，{}{order}（年度报告计入“{bucket}”）", chinese_date(decided.on), decided.result.label())
    }
}

fn contested(one: &Contest) -> String {
    match one.contested {
        Contested::Reply { reply } => format!("第{reply}份答复"),
        Contested::NoReply => "没有在期限内答复".to_owned(),
        Contested::Lapse => "不再处理的决定".to_owned(),
        Contested::Disclosure => "公开第三方信息的决定".to_owned(),
    }
}

/// What an opinion says, in words.
pub(super) fn opinion_word(opinion: Opinion) -> &'static str {
    match opinion {
        Opinion::Consents => "同意公开",
        Opinion::ObjectsWithGrounds => "不同意公开，理由合理",
        Opinion::ObjectsWithoutGrounds => "不同意公开，理由不合理",
    }
}
