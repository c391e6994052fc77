//! What a demonstration holds, told for people.

use std::fmt;

use jiff::civil::Date;
use law::application::{Case, Clock, ClockState, ExtensionProgress, Progress, ReviewLevel};
use law::outcome::ReportRow;
use law::reason::chinese_date;
use uuid::Uuid;

use super::organ::{ACCOUNTS, DemoAccount, ORGAN, PASSWORD};
use crate::worklist::Urgency;

/// A case of the demonstration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoCase {
    /// Its id.
    pub case_id: Uuid,
    /// Its number.
    pub number: String,
    /// Where it stands on the day the demonstration is made, in Chinese.
    pub standing: String,
    /// The row of table three it is counted in; none while it is open.
    pub result: Option<ReportRow>,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The organ's code.
    pub organ: &'static str,
    /// The organ's name.
    pub name: String,
    /// The day it was made.
    pub today: Date,
    /// The day the record was opened.
    pub opened: Date,
    /// Every case, in order of entry.
    pub cases: Vec<DemoCase>,
    /// The reconsiderations and suits still open.
    pub pending_remedies: usize,
    /// The years whose reports are frozen.
    pub frozen: Vec<i16>,
    /// The accounts, one a role.
    pub accounts: &'static [DemoAccount],
    /// The password of all of them.
    pub password: &'static str,
}

impl Made {
    pub(super) fn new(name: String, today: Date, opened: Date) -> Self {
        Made {
            organ: ORGAN,
            name,
            today,
            opened,
            cases: Vec::new(),
            pending_remedies: 0,
            frozen: Vec::new(),
            accounts: &ACCOUNTS,
            password: PASSWORD,
        }
    }

    /// How many cases stand where, each standing once, in order of first appearance.
    pub fn standings(&self) -> Vec<(&str, usize)> {
        let mut counted: Vec<(&str, usize)> = Vec::new();
        for case in &self.cases {
            match counted.iter_mut().find(|(standing, _)| *standing == case.standing) {
                Some((_, count)) => *count += 1,
                None => counted.push((&case.standing, 1)),
            }
        }
        counted
    }
}

/// How many standings are told on one line of a terminal.
const STANDINGS_A_LINE: usize = 4;

impl fmt::Display for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (opened, today) = (chinese_date(self.opened), chinese_date(self.today));
        writeln!(f, "演示机关：{}（代码{}），{opened}启用，数据截至{today}。", self.name, self.organ)?;
        let standings: Vec<String> =
            self.standings().iter().map(|(standing, count)| format!("{standing}{count}件")).collect();
        writeln!(f, "申请{}件：", self.cases.len())?;
        for few in standings.chunks(STANDINGS_A_LINE) {
            writeln!(f, "  {}", few.join("，"))?;
        }
        writeln!(f, "尚未审结的复议、诉讼{}件。", self.pending_remedies)?;
        if !self.frozen.is_empty() {
            let years: Vec<String> = self.frozen.iter().map(|year| format!("{year}年")).collect();
            writeln!(f, "已经定稿的年度报告：{}。", years.join("、"))?;
        }
        writeln!(f, "演示账号（口令都是 {}，请勿用于真实数据）：", self.password)?;
        for account in self.accounts {
            writeln!(f, "  {}  {}（{}）", account.login, account.name, account.role.label())?;
        }
        write!(f, "除机关名称和2021年的统计数字以外，人员、申请和文书都是虚构的。")
    }
}

/// Where a case stands, in words: what it waits for, or how far its reply has come, or how near its day is.
pub(super) fn standing(case: &Case, clock: &Clock, urgency: Urgency) -> String {
    match clock.state {
        ClockState::Closed => {
            let unserved = case.replies.iter().any(|r| case.stands(r) && case.unserved(r).next().is_some());
            return if unserved { "已答复、退回待再次送达" } else { "已办结" }.to_owned();
        }
        ClockState::Running => {}
        ClockState::NotCounted => {
            let with = case.consultations.iter().rev().find(|c| c.with.pauses()).map_or("", |c| c.with.label());
            return format!("征求{with}意见、不计入期限");
        }
        waiting => return waiting.label().to_owned(),
    }
    if let Some(reply) = case.replies.iter().rev().find(|reply| reply.is_pending()) {
        return match &reply.progress {
            Progress::InReview(steps) => match ReviewLevel::USUAL.get(steps.len()) {
                Some(level) => format!("待{}", level.label()),
                None => "待签发".to_owned(),
            },
            Progress::Returned { .. } => "退回修改".to_owned(),
            Progress::SignedOff { .. } => "已签发、待送达".to_owned(),
        };
    }
    if case.extensions.iter().any(|extension| extension.progress == ExtensionProgress::Proposed) {
        return "延期待批准".to_owned();
    }
    match urgency {
        Urgency::Overdue => "已逾期",
        Urgency::DueSoon => "即将到期",
        Urgency::InTime | Urgency::Waiting => "办理中",
    }
    .to_owned()
}

/// How many reconsiderations and suits of a case are still open.
pub(super) fn pending_remedies(case: &Case) -> usize {
    case.contests.iter().filter(|contest| contest.is_open()).count()
}
