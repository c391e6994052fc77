//! The case as it lies on the bench: how it stands, in which words, by which working days.

use std::sync::Arc;

use app::case::{CaseWords, DeskCase, HistoryStep, Said};
use app::letter::ReplyForm;
use app::{AppError, Party};
use jiff::civil::Date;
use law::application::{
    Actor, Case, Clock, ClockState, CommandKind, Context, ItemNo, ItemState, Refusal, SubjectRef, allowed, clock,
};
use law::calendar::Calendar;
use law::reason::chinese_date;
use uuid::Uuid;

use super::described::{Shows, Step};
use super::pick;
use super::which::address;
use crate::desk::case::due;
use crate::fault::PageError;
use crate::filled::Filled;
use crate::page::PageContext;

/// Most characters of a wording where only a hint of it is needed.
const SHORT: usize = 60;

/// A case, and what decides over it.
pub(super) struct Bench {
    pub(super) page: PageContext,
    pub(super) case_id: Uuid,
    pub(super) desk: DeskCase,
    pub(super) history: Vec<HistoryStep>,
    pub(super) calendar: Arc<Calendar>,
    /// The day of the fact.
    pub(super) on: Date,
    pub(super) words: CaseWords,
    pub(super) shown: Shown,
    actor: Actor,
}

/// What only some steps show.
#[derive(Default)]
pub(super) struct Shown {
    /// The letter in question, laid out.
    pub(super) letter: Option<String>,
    /// What reviewers said of it.
    pub(super) said: Vec<Said>,
    /// Its draft as it was filled in.
    pub(super) draft: Option<ReplyForm>,
    /// Why an extension was put forward.
    pub(super) grounds: String,
    /// What the applicant gave as reasons.
    pub(super) reasons: String,
    /// The number the next letter gets.
    pub(super) number: String,
    /// How many applications of the applicant came in the month.
    pub(super) month: u32,
}

/// An item as it is told of a case.
pub(super) struct ItemTold {
    pub(super) no: ItemNo,
    pub(super) wording: String,
    /// What has become of it; empty while it is open.
    pub(super) state: &'static str,
}

impl ItemTold {
    /// Whether it is too long to stand beside a form in full.
    pub(super) fn is_long(&self) -> bool {
        self.wording.chars().count() > 3 * SHORT
    }

    pub(super) fn short(&self) -> String {
        shortened(&self.wording)
    }
}

impl Bench {
    /// Reads a case and what a step shows of it; `on` is the day of the fact.
    pub(super) async fn load(
        page: &PageContext,
        case_id: Uuid,
        on: Date,
        step: Option<&Step>,
        filled: &Filled,
    ) -> Result<Self, PageError> {
        let occasion = page.occasion();
        let view = page.app.case(&occasion, case_id).await?;
        let words = page.app.case_words(&occasion, case_id).await?;
        let calendar = page.app.calendar().await?;
        let mut bench = Bench {
            page: page.clone(),
            case_id,
            desk: view.case,
            history: view.history,
            calendar,
            on,
            words,
            shown: Shown::default(),
            actor: page.session.actor.to_law(),
        };
        if let Some(step) = step {
            bench.show(step, filled).await?;
        }
        Ok(bench)
    }

    async fn show(&mut self, step: &Step, filled: &Filled) -> Result<(), PageError> {
        let (app, occasion, case) = (&self.page.app, self.page.occasion(), &self.desk.law);
        let reply = pick::reply_in_question(step.kind, case, filled);
        for shows in step.shows {
            match (shows, reply) {
                (Shows::Letter, Some(reply)) => {
                    let found = match app.letter_document(&occasion, self.case_id, &reply.draft.letter).await {
                        // A letter kept as a file is not laid out; the case's page has it.
                        Err(AppError::NotNow(_)) => None,
                        other => other?,
                    };
                    self.shown.letter = found.and_then(|(document, _)| document::write::html_fragment(&document).ok());
                }
                (Shows::Opinions, Some(reply)) => {
                    self.shown.said = app.review_opinions(&occasion, self.case_id, reply.no).await?;
                }
                (Shows::Draft, Some(reply)) => {
                    self.shown.draft = app.drafted_form(&occasion, self.case_id, reply.no).await?;
                }
                (Shows::Letter | Shows::Opinions | Shows::Draft, None) => {}
                (Shows::Grounds, _) => {
                    if let Some(extension) = pick::present_extension(case) {
                        let text = app.text(&occasion, self.case_id, &extension.grounds).await?;
                        self.shown.grounds = text.unwrap_or_default();
                    }
                }
                (Shows::Reasons, _) => {
                    let text = self.desk.reasons_text.clone();
                    if let Some(text) = text {
                        self.shown.reasons = app.text(&occasion, self.case_id, &text).await?.unwrap_or_default();
                    }
                }
                (Shows::NextNumber, _) => {
                    self.shown.number = app.next_letter_number(&occasion.on(self.on)).await?;
                }
                (Shows::Month, _) => self.shown.month = app.applicant_history(&occasion, self.case_id).await?.0,
            }
        }
        Ok(())
    }

    /// The case as the law sees it.
    pub(super) fn law(&self) -> &Case {
        &self.desk.law
    }

    /// What the law is asked with.
    pub(super) fn context(&self) -> Context<'_> {
        Context {
            today: self.page.at.today,
            on: self.on,
            calendar: &self.calendar,
            settings: &self.page.profile.law,
            levels: &self.page.profile.levels,
            actor: &self.actor,
        }
    }

    /// Whether a kind of act is open on the day of the fact.
    pub(super) fn gate(&self, kind: CommandKind) -> Result<(), Refusal> {
        let steps = allowed(self.law(), &self.context());
        steps.into_iter().find(|step| step.kind == kind).map_or(Ok(()), |step| step.open)
    }

    /// Where the reply period stands today.
    pub(super) fn clock(&self) -> Clock {
        clock(self.law(), &self.context()).value
    }

    /// The case's number.
    pub(super) fn number(&self) -> &str {
        self.desk.number.as_deref().unwrap_or("未编号")
    }

    /// The address of a step's form on this case.
    pub(super) fn address(&self, kind: CommandKind) -> String {
        address(self.case_id, kind)
    }

    /// The name behind a login.
    pub(super) fn person<'a>(&'a self, login: &'a str) -> &'a str {
        self.words.people.get(login).map_or(login, String::as_str)
    }

    /// Who somebody is; none when the data was destroyed or stays with another case.
    pub(super) fn party(&self, subject: &SubjectRef) -> Option<&Party> {
        self.words.parties.get(subject).and_then(Option::as_ref)
    }

    /// The name of somebody.
    pub(super) fn name(&self, subject: &SubjectRef) -> String {
        self.party(subject).map_or_else(|| "（信息已经销毁）".to_owned(), |party| party.name.trim().to_owned())
    }

    /// The day of receipt in words.
    pub(super) fn received(&self) -> String {
        self.law().received_on().map_or_else(|| "没有确认".to_owned(), chinese_date)
    }

    /// Everybody who applies, in one line.
    pub(super) fn applicants(&self) -> String {
        let names: Vec<String> = self.law().addressees().map(|subject| self.name(subject)).collect();
        let agent = self.law().agent().map_or_else(String::new, |agent| format!("（代理人：{}）", self.name(agent)));
        format!("{}{agent}", names.join("、"))
    }

    /// What an item asks for.
    pub(super) fn wording(&self, no: ItemNo) -> &str {
        self.words.items.get(&no).and_then(Option::as_deref).unwrap_or("（内容已经销毁）")
    }

    /// An item in one line: its number and the beginning of its wording.
    pub(super) fn item_line(&self, no: ItemNo) -> String {
        format!("第{no}项：{}", shortened(self.wording(no)))
    }

    /// Every item with what has become of it.
    pub(super) fn items(&self) -> Vec<ItemTold> {
        let case = self.law();
        let state = |item: &law::application::Item| match item.state {
            ItemState::Withdrawn { .. } => "已撤回",
            ItemState::SplitOff { .. } => "已拆分",
            ItemState::Standing if case.answer(item.no).is_some() => "已答复",
            ItemState::Standing if case.lapse().is_some() => "不再处理",
            ItemState::Standing => "",
        };
        let told = |item: &law::application::Item| ItemTold {
            no: item.no,
            wording: self.wording(item.no).to_owned(),
            state: state(item),
        };
        case.items.iter().map(told).collect()
    }

    /// The case in one line, for where there is room for no more.
    pub(super) fn line(&self) -> String {
        let first = self.law().items.first().map_or_else(String::new, |item| shortened(self.wording(item.no)));
        let due = self.due().0;
        [self.number(), &self.applicants(), &first, &due]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · ")
    }

    /// The state of the reply period, as a tag: the word and its shape.
    pub(super) fn tag(&self) -> (&'static str, &'static str) {
        let clock = self.clock();
        let shape = match clock.state {
            ClockState::Running if clock.overdue => return ("已逾期", "late"),
            ClockState::Running => "run",
            ClockState::Closed => "done",
            _ => "wait",
        };
        (clock.state.label(), shape)
    }

    /// Which day counts now, in the words of the case's own page, with the class that stresses them.
    pub(super) fn due(&self) -> (String, &'static str) {
        let due = due(&self.clock(), &self.calendar, self.page.at.today, &self.page.profile.law);
        (due.words, due.class)
    }

    /// What was done after an event that somebody saw last, in words; empty when nothing.
    pub(super) fn since(&self, seen: i64) -> Vec<String> {
        let after = self.history.iter().filter(|step| step.seq > seen && !step.is_sealing());
        after
            .map(|step| format!("{}办理了“{}”（{}）", self.person(&step.actor), step.what, chinese_date(step.on)))
            .collect()
    }
}

/// The beginning of a text, with a sign that it goes on.
pub(super) fn shortened(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SHORT {
        return line;
    }
    let mut short: String = line.chars().take(SHORT).collect();
    short.push('…');
    short
}
