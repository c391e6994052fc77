//! The standing duties, computed when asked for.
//!
//! The days are reckoned afresh from each case's events and the calendar; the rows kept for listing only say which cases
//! are open. Lists of cases are answered from the rows alone ([`crate::list`]).

use jiff::civil::Date;
use law::application::{Clock, ClockState, Consulted, Progress};
use law::calendar::{Calendar, Pauses, WorkingDays};
use law::duty::annual_report;
use law::reason::chinese_date;
use store::{Page, Reader, Standing, Worklist};
use uuid::Uuid;

use crate::app::App;
use crate::authorise::Action;
use crate::case::{DeskCase, clock_on, fold_case, stream_of};
use crate::error::AppError;
use crate::occasion::Occasion;
use crate::organ::OrganProfile;
use crate::report::ReportStatus;

/// How many rows are read at once.
const AT_ONCE: i64 = 1000;

/// How pressing something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// The day has passed.
    Overdue,
    /// The day is near.
    DueSoon,
    /// There is time.
    InTime,
    /// Nothing is due from the organ: it waits for somebody else.
    Waiting,
}

/// What a duty is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyKind {
    /// The reply to an application.
    Reply,
    /// Confirming receipt with the applicant (1.4).
    ConfirmReceipt,
    /// The applicant's day to correct, pay or state reasons has passed: close or go on.
    ApplicantSilent,
    /// The day of those consulted is near or has passed (TP-1, TP-2, TP-6).
    Consultation,
    /// A signed reply has not gone out.
    SendReply,
    /// An extension waits for its approver (DL-3).
    ApproveExtension,
    /// A draft waits for review or sign-off.
    Review,
    /// The organ's answer in reconsideration or in court.
    AnswerRemedy,
    /// The annual report (条例49).
    AnnualReport,
}

/// Something the organ has to do by a day.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Duty {
    /// What it is.
    pub kind: DutyKind,
    /// How pressing it is.
    pub urgency: Urgency,
    /// The day, where there is one.
    pub due: Option<Date>,
    /// Whether the day rests on a year without holiday notice.
    pub provisional: bool,
    /// The case, where it is about one.
    pub case_id: Option<Uuid>,
    /// What it is about: a case's number, a year.
    pub subject: String,
    /// What to do, in Chinese.
    pub message: String,
    /// The login of who is to do it, where that is known.
    pub officer: Option<String>,
}

impl App {
    /// What the organ has to do, the most pressing first.
    pub async fn duties(&self, occasion: &Occasion<'_>) -> Result<Vec<Duty>, AppError> {
        self.permit(occasion, Action::ReadWorklist)?;
        let mut reader = self.store.snapshot().await?;
        let (profile, calendar, open) = self.open_cases(&mut reader, occasion.organ).await?;
        let today = occasion.at.today;
        let desk = Desk { today, calendar: &calendar, profile: &profile };
        let mut duties = Vec::new();
        for (case_id, case) in &open {
            desk.of_case(*case_id, case, &mut duties);
        }
        for row in reader.remedy_facts(occasion.organ, today, today).await? {
            if row.decided_on.is_none() && !open.iter().any(|(id, _)| *id == row.case_id) {
                let case = fold_case(&reader.load(occasion.organ, &stream_of(row.case_id)).await?.events)?;
                desk.of_remedies(row.case_id, &case, &mut duties);
            }
        }
        self.report_duties(&mut reader, occasion, &desk, &mut duties).await?;
        duties.sort_by_key(|duty| (duty.urgency, duty.due.is_none(), duty.due, duty.kind, duty.case_id));
        duties.dedup();
        Ok(duties)
    }

    /// The organ's settings, the calendar and its open cases.
    pub(crate) async fn open_cases(
        &self,
        reader: &mut Reader,
        organ: &str,
    ) -> Result<(OrganProfile, std::sync::Arc<Calendar>, Vec<(Uuid, DeskCase)>), AppError> {
        let profile = self.profile(reader, organ).await?;
        let calendar = self.calendar_in(reader).await?;
        let asked = Worklist { standing: Standing::Open, officer: None, unit: None, due_until: None };
        let mut open = Vec::new();
        loop {
            let skip = open.len() as i64;
            let page = reader.worklist(organ, &asked, Page { skip, take: AT_ONCE }).await?;
            let whole = page.len() as i64 == AT_ONCE;
            for row in page {
                let case = fold_case(&reader.load(organ, &stream_of(row.case_id)).await?.events)?;
                open.push((row.case_id, case));
            }
            if !whole {
                return Ok((profile, calendar, open));
            }
        }
    }

    async fn report_duties(
        &self,
        reader: &mut Reader,
        occasion: &Occasion<'_>,
        desk: &Desk<'_>,
        duties: &mut Vec<Duty>,
    ) -> Result<(), AppError> {
        let Some(year) = desk.today.year().checked_sub(1) else { return Ok(()) };
        let Ok(due) = annual_report(desk.calendar, desk.profile.reporter, year, &desk.profile.law) else {
            return Ok(());
        };
        let due = due.value;
        let (status, published) = self.report_standing(reader, occasion.organ, year).await?;
        // A year in which the record holds nothing is not this record's to report.
        let span = annual_report_span(year);
        let known = match span {
            Some((from, to)) => !reader.report_facts(occasion.organ, from, to).await?.is_empty(),
            None => false,
        };
        // A report adopted from a file is the year's report until one is frozen here: none is left to be made.
        let adopted =
            status == ReportStatus::Draft && reader.adopted_report(occasion.organ, i64::from(year)).await?.is_some();
        if published || adopted || !known || desk.today < due.warn_from {
            return Ok(());
        }
        let next = match status {
            ReportStatus::Draft => "请编制并定稿；已经另行编制的，请读取后采用",
            ReportStatus::Correcting => "正在更正，请改好后重新定稿",
            ReportStatus::Frozen => "已经定稿，请负责人签署",
            ReportStatus::Signed | ReportStatus::Submitted | ReportStatus::Published => "已经签署，请公布并登记网址",
        };
        duties.push(Duty {
            kind: DutyKind::AnnualReport,
            urgency: if desk.today > due.due { Urgency::Overdue } else { Urgency::DueSoon },
            due: Some(due.due),
            provisional: due.provisional,
            case_id: None,
            subject: format!("{year}年度报告"),
            message: format!("{year}年度政府信息公开工作年度报告应当在{}前公布，{next}", chinese_date(due.due)),
            officer: None,
        });
        Ok(())
    }
}

fn annual_report_span(year: i16) -> Option<(Date, Date)> {
    Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
}

fn working_days_left(calendar: &Calendar, today: Date, due: Date) -> Option<WorkingDays> {
    calendar.working_days_between(today, due, &Pauses::NONE).ok().map(|span| span.days)
}

/// How pressing the reply is on a day, as the clock of that day tells.
pub(crate) fn urgency_on(clock: &Clock, today: Date, calendar: &Calendar, profile: &OrganProfile) -> Urgency {
    let left = clock.due.and_then(|due| working_days_left(calendar, today, due));
    urgency(clock, left, profile)
}

fn urgency(clock: &Clock, left: Option<WorkingDays>, profile: &OrganProfile) -> Urgency {
    match left {
        _ if clock.overdue => Urgency::Overdue,
        Some(left) if left <= profile.law.due_soon => Urgency::DueSoon,
        Some(_) if clock.state == ClockState::Running => Urgency::InTime,
        _ => Urgency::Waiting,
    }
}

/// What duties are reckoned with.
struct Desk<'a> {
    today: Date,
    calendar: &'a Calendar,
    profile: &'a OrganProfile,
}

impl Desk<'_> {
    fn of_case(&self, case_id: Uuid, case: &DeskCase, duties: &mut Vec<Duty>) {
        let clock = clock_on(&case.law, self.today, self.calendar, self.profile);
        let subject = case.number.clone().unwrap_or_else(|| case_id.to_string());
        let duty = |kind, urgency, due: Option<Date>, message: String| Duty {
            kind,
            urgency,
            due,
            provisional: clock.provisional,
            case_id: Some(case_id),
            subject: subject.clone(),
            message,
            officer: case.officer.clone(),
        };
        let left = clock.due.and_then(|due| working_days_left(self.calendar, self.today, due));
        if let Some(due) = clock.due {
            match urgency(&clock, left, self.profile) {
                Urgency::Overdue => {
                    let message = format!("{subject}应当在{}前答复，已经逾期，请立即办理", chinese_date(due));
                    duties.push(duty(DutyKind::Reply, Urgency::Overdue, Some(due), message));
                }
                Urgency::DueSoon => {
                    let days = left.unwrap_or_default().0;
                    let message = format!("{subject}应当在{}前答复，还剩 {days} 个工作日", chinese_date(due));
                    duties.push(duty(DutyKind::Reply, Urgency::DueSoon, Some(due), message));
                }
                Urgency::InTime | Urgency::Waiting => {}
            }
        }
        if clock.state == ClockState::AwaitingConfirmation
            && let Some(registration) = &case.law.registration
        {
            let limit = self.calendar.add_working_days(
                registration.arrived_on,
                self.profile.law.unconfirmed_alert,
                &Pauses::NONE,
            );
            if let Ok(limit) = limit
                && self.today > limit.on
            {
                let message = format!(
                    "{subject}于{}收到，至今没有与申请人确认，请尽快联系",
                    chinese_date(registration.arrived_on)
                );
                duties.push(duty(DutyKind::ConfirmReceipt, Urgency::Overdue, Some(limit.on), message));
            }
        }
        if let Some(deadline) = clock.applicant_deadline
            && self.today > deadline
        {
            let message =
                format!("{subject}的申请人应当在{}前回复，没有收到，请核实后办结或者继续办理", chinese_date(deadline));
            duties.push(duty(DutyKind::ApplicantSilent, Urgency::DueSoon, Some(deadline), message));
        }
        if clock.state == ClockState::NotCounted
            && let Some(limit) = clock.consultation_limit
            && working_days_left(self.calendar, self.today, limit).is_some_and(|left| left <= self.profile.law.due_soon)
        {
            let message = format!("{subject}征求意见的期限到{}届满，届时请自行决定或者视为同意", chinese_date(limit));
            duties.push(duty(DutyKind::Consultation, Urgency::DueSoon, Some(limit), message));
        }
        self.consultations_over(case, &duty, &subject, duties);
        self.papers_waiting(case, &clock, &duty, &subject, duties);
        self.of_remedies(case_id, case, duties);
    }

    /// Consultations whose limit has passed without an opinion.
    fn consultations_over(
        &self,
        case: &DeskCase,
        duty: &dyn Fn(DutyKind, Urgency, Option<Date>, String) -> Duty,
        subject: &str,
        duties: &mut Vec<Duty>,
    ) {
        for consultation in &case.law.consultations {
            if consultation.opinion.is_some() || consultation.ended_on.is_some() {
                continue;
            }
            let days = match consultation.with {
                Consulted::OwnUnit => continue,
                Consulted::OtherOrgan => consultation.limit.unwrap_or(self.profile.law.other_organ_limit),
                Consulted::ThirdParty | Consulted::CoProducer => {
                    consultation.with.statutory_limit().unwrap_or(self.profile.law.other_organ_limit)
                }
            };
            let from = consultation.received_on.unwrap_or(consultation.sent_on);
            let Ok(limit) = self.calendar.add_working_days(from, days, &Pauses::NONE) else { continue };
            if self.today > limit.on {
                let who = consultation.with.label();
                let message = match consultation.with {
                    Consulted::CoProducer => format!("{subject}：{who}逾期没有提出意见，视为同意公开，请继续办理"),
                    _ => format!("{subject}：{who}逾期没有提出意见，由本机关依法决定，请继续办理"),
                };
                duties.push(duty(DutyKind::Consultation, Urgency::DueSoon, Some(limit.on), message));
            }
        }
    }

    /// Extensions and replies that wait for somebody inside.
    fn papers_waiting(
        &self,
        case: &DeskCase,
        clock: &Clock,
        duty: &dyn Fn(DutyKind, Urgency, Option<Date>, String) -> Duty,
        subject: &str,
        duties: &mut Vec<Duty>,
    ) {
        use law::application::ExtensionProgress;
        if case.law.extensions.iter().any(|extension| extension.progress == ExtensionProgress::Proposed) {
            let message = format!("{subject}提出延期，请工作机构负责人在原期限届满前审批");
            duties.push(duty(DutyKind::ApproveExtension, Urgency::DueSoon, clock.base_due, message));
        }
        for reply in case.law.replies.iter().filter(|reply| reply.is_pending()) {
            match &reply.progress {
                Progress::SignedOff { on, .. } => {
                    let message = format!("{subject}的答复已于{}签发，请送达", chinese_date(*on));
                    duties.push(duty(DutyKind::SendReply, Urgency::DueSoon, clock.due, message));
                }
                Progress::InReview(_) => {
                    let message = format!("{subject}的答复等待审核、签发");
                    duties.push(duty(DutyKind::Review, Urgency::InTime, clock.due, message));
                }
                Progress::Returned { .. } => {
                    let message = format!("{subject}的答复已退回，请修改后重新送审");
                    duties.push(duty(DutyKind::Review, Urgency::InTime, clock.due, message));
                }
            }
        }
    }

    fn of_remedies(&self, case_id: Uuid, case: &DeskCase, duties: &mut Vec<Duty>) {
        use law::application::Procedure;
        use law::remedy_case;
        for contest in case.law.contests.iter().filter(|one| one.is_open() && one.answered_on.is_none()) {
            let procedure = match contest.procedure {
                Procedure::Simple => remedy_case::Procedure::Simple,
                Procedure::Ordinary => remedy_case::Procedure::Ordinary,
            };
            let due = if contest.kind.is_suit() {
                remedy_case::court_answer_due(self.calendar, contest.opened_on)
            } else {
                remedy_case::answer_due(self.calendar, procedure, contest.opened_on)
            };
            let Ok(due) = due else { continue };
            let due = due.value;
            let subject = case.number.clone().unwrap_or_else(|| case_id.to_string());
            duties.push(Duty {
                kind: DutyKind::AnswerRemedy,
                urgency: if self.today > due.due { Urgency::Overdue } else { Urgency::DueSoon },
                due: Some(due.due),
                provisional: due.provisional,
                case_id: Some(case_id),
                message: format!(
                    "{subject}的{}：应当在{}前提交书面答复和证据",
                    contest.kind.label(),
                    chinese_date(due.due)
                ),
                subject,
                officer: case.officer.clone(),
            });
        }
    }
}
