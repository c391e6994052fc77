//! `GET /work/duties`: what the organ has to do, the most pressing first. Reckoned from every open case when asked for, so it
//! is a page of its own and no part of the list.

use app::authorise::Action;
use app::worklist::{Duty, DutyKind, Urgency};
use askama::Template;
use axum::extract::Query;
use serde::Deserialize;

use crate::answer::{Answer, html};
use crate::page::PageContext;
use crate::route::{Needs, Route};
use crate::words::filters;

/// How many duties of each urgency are listed; the rest are counted.
const LISTED: usize = 100;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/work/duties", Needs::OneOf(&[Action::ReadWorklist]), show)]
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    mine: String,
}

/// Duties that press alike.
struct Group {
    urgency: Urgency,
    duties: Vec<Duty>,
}

impl Group {
    fn label(&self) -> &'static str {
        match self.urgency {
            Urgency::Overdue => "已经过期，请先办",
            Urgency::DueSoon => "近期要办",
            Urgency::InTime => "期限还早",
            Urgency::Waiting => "等待中",
        }
    }

    fn shape(&self) -> &'static str {
        match self.urgency {
            Urgency::Overdue => "late",
            Urgency::DueSoon => "soon",
            Urgency::InTime => "run",
            Urgency::Waiting => "wait",
        }
    }

    fn listed(&self) -> &[Duty] {
        self.duties.get(..LISTED).unwrap_or(&self.duties)
    }

    fn left(&self) -> usize {
        self.duties.len().saturating_sub(LISTED)
    }
}

#[derive(Template)]
#[template(path = "work/duties.html")]
struct DutiesPage {
    page: PageContext,
    groups: Vec<Group>,
    mine: bool,
}

impl DutiesPage {
    /// What a duty is called.
    fn label(&self, duty: &Duty) -> &'static str {
        match duty.kind {
            DutyKind::Reply => "答复",
            DutyKind::ConfirmReceipt => "确认收到",
            DutyKind::ApplicantSilent => "申请人未回复",
            DutyKind::Consultation => "征求意见",
            DutyKind::SendReply => "送达",
            DutyKind::ApproveExtension => "审批延期",
            DutyKind::Review => "审核签发",
            DutyKind::AnswerRemedy => "答复复议、应诉",
            DutyKind::AnnualReport => "年度报告",
        }
    }

    /// Where a duty is done; nowhere for whoever may not go there.
    fn done_at(&self, duty: &Duty) -> Option<String> {
        match (duty.case_id, duty.kind) {
            (Some(case_id), DutyKind::ConfirmReceipt) if self.page.may(Action::ConfirmReceipt) => {
                Some(format!("/cases/{case_id}/do/confirm_receipt"))
            }
            (Some(case_id), _) => Some(format!("/cases/{case_id}")),
            (None, _) => self.page.may(Action::ReadReport).then(|| "/reports".to_owned()),
        }
    }

    fn count(&self) -> usize {
        self.groups.iter().map(|group| group.duties.len()).sum()
    }
}

async fn show(page: PageContext, Query(asked): Query<Asked>) -> Answer {
    let mine = !asked.mine.is_empty();
    let mut duties = page.app.duties(&page.occasion()).await?;
    if mine {
        duties.retain(|duty| concerns(duty, &page));
    }
    let mut groups: Vec<Group> = Vec::new();
    for duty in duties {
        match groups.last_mut() {
            Some(group) if group.urgency == duty.urgency => group.duties.push(duty),
            _ => groups.push(Group { urgency: duty.urgency, duties: vec![duty] }),
        }
    }
    Ok(html(&DutiesPage { page, groups, mine }))
}

/// Whether a duty is this person's: of a case they are in charge of, or one their post is there for.
fn concerns(duty: &Duty, page: &PageContext) -> bool {
    let post = match duty.kind {
        DutyKind::Review => page.may(Action::Review) || page.may(Action::SignOff),
        DutyKind::ApproveExtension => page.may(Action::ApproveExtension),
        DutyKind::AnnualReport => page.may(Action::WriteNarrative),
        _ => false,
    };
    post || duty.officer.as_deref() == Some(page.session.actor.id.as_str())
}

#[cfg(test)]
mod tests {
    use app::Role;
    use axum::http::StatusCode;
    use jiff::civil::date;
    use law::application::Channel;

    use crate::desk::work::sample::arrived;
    use crate::testing::Desk;

    #[tokio::test]
    async fn what_is_to_be_done_is_told_with_where_it_is_done() {
        let desk = Desk::new().await;
        let officer = desk.sign_in(Role::DisclosureOfficer).await;
        let nothing = officer.get("/work/duties").await;
        assert_eq!(nothing.status, StatusCode::OK);
        assert!(nothing.body.contains("现在没有待办事项"), "{}", nothing.body);
        let overdue = arrived(&desk, Channel::InPerson, date(2025, 12, 1), "甲", "一份文件").await;
        let unconfirmed = arrived(&desk, Channel::Online, date(2026, 3, 2), "乙", "另一份文件").await;
        let page = officer.get("/work/duties").await.body;
        assert!(page.contains("已经逾期") && page.contains(&format!("href=\"/cases/{overdue}\"")), "{page}");
        assert!(page.contains("没有与申请人确认"));
        assert!(page.contains(&format!("/cases/{unconfirmed}/do/confirm_receipt")));
        assert!(page.find("已经过期，请先办").unwrap() < page.find(&format!("/cases/{overdue}")).unwrap());
        // Each sees as their own what they are in charge of, and what their post is there for.
        for (role, cases, report) in
            [(Role::DisclosureOfficer, true, false), (Role::Leader, false, false), (Role::ReportEditor, false, true)]
        {
            let own = desk.sign_in(role).await.get("/work/duties?mine=1").await.body;
            assert_eq!(own.contains(&overdue.to_string()), cases, "{role:?}");
            assert_eq!(own.contains("年度政府信息公开工作年度报告应当在"), report, "{role:?}");
            assert_eq!(own.contains("现在没有要您办的事项"), !cases && !report, "{role:?}");
        }
    }
}
