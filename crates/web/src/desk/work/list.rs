//! `GET /work`, `GET /cases`: the organ's cases in views, with search and filters, and the figures of the year.

use app::authorise::Action;
use app::{AppError, DeskList, View, YearFigures};
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;

use super::asked::{Asked, channels, classes};
use super::row::Told as _;
use crate::answer::{Answer, html_with};
use crate::field::Field;
use crate::filled::Filled;
use crate::page::PageContext;
use crate::route::{Needs, Route};
use crate::words::filters;

/// What opens the lists.
const READS: Needs = Needs::OneOf(&[Action::ReadWorklist]);

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/work", READS, show_work), Route::get("/cases", READS, show_cases)]
}

#[derive(Template)]
#[template(path = "work/list.html")]
struct ListPage {
    page: PageContext,
    title: &'static str,
    /// The list's own address.
    place: &'static str,
    asked: Asked,
    filled: Filled,
    view: View,
    list: DeskList,
    /// The figures of the year, over the worklist.
    figures: Option<YearFigures>,
}

impl ListPage {
    fn units(&self) -> Field {
        let units = self.page.profile.units.iter().map(|unit| (unit.clone(), unit.clone()));
        self.filled.select("unit", "处室").choice("", "全部").choices(units)
    }

    fn classes(&self) -> Field {
        self.filled.select("class", "申请人类别").choice("", "全部").choices(classes())
    }

    fn channels(&self) -> Field {
        self.filled.select("channel", "渠道").choice("", "全部").choices(channels())
    }

    /// The address of a view under the same search and filters.
    fn to(&self, view: &View) -> String {
        self.asked.address(self.place, *view, 1)
    }

    /// The address of another page of the same.
    fn page_at(&self, page: u32) -> String {
        self.asked.address(self.place, self.view, page)
    }

    /// Why a wording is not shown.
    fn unread(&self) -> &'static str {
        if !self.page.may(Action::ReadPersonalData) {
            "（没有查看权限）"
        } else if self.page.app.has_master_key() {
            "（已经销毁）"
        } else {
            "（没有主密钥，不能显示）"
        }
    }

    /// What an empty list says: why it is empty, and what to do first.
    fn nothing(&self) -> &'static str {
        if self.asked.is_narrow() {
            return "没有符合条件的申请。换一个词，或者去掉一些条件再找。";
        }
        match self.view {
            View::Open => "没有在办的申请。收到申请后，先登记。",
            View::Overdue => "没有逾期的申请。",
            View::DueSoon => "没有即将到期的申请。",
            View::AwaitingConfirmation => "没有等待与申请人确认收到的申请。",
            View::AwaitingApplicant => "没有在等申请人补正、缴费或者说明理由的申请。",
            View::AwaitingThirdParty => "没有正在征求意见的申请。",
            View::AwaitingApproval => "没有等待审核、签发或者审批延期的事项。",
            View::ToSend => "没有等待送达的答复。",
            View::InRemedy => "没有还在复议、诉讼中的申请。",
            View::Closed => "还没有办结的申请。",
            View::All => "还没有登记过申请。收到申请后，先登记。",
        }
    }

    /// Whether the way out of an empty list is to register.
    fn leads_to_register(&self) -> bool {
        !self.asked.is_narrow() && matches!(self.view, View::Open | View::All) && self.page.may(Action::Register)
    }
}

async fn show_work(page: PageContext, Query(asked): Query<Asked>) -> Answer {
    let figures = page.app.year_figures(&page.occasion(), page.at.today.year()).await?;
    let view = asked.view(&page, View::Open);
    list(page, asked, view, "我的办理", "/work", Some(figures)).await
}

async fn show_cases(page: PageContext, Query(asked): Query<Asked>) -> Answer {
    let view = asked.view(&page, View::All);
    list(page, asked, view, "全部申请", "/cases", None).await
}

async fn list(
    page: PageContext,
    asked: Asked,
    view: View,
    title: &'static str,
    place: &'static str,
    figures: Option<YearFigures>,
) -> Answer {
    let mut filled = asked.filled();
    let mut query = asked.query(view, &mut filled);
    let found = match page.app.desk_list(&page.occasion(), &query).await {
        Err(AppError::Invalid(faults)) => {
            // What cannot be searched for is told beside the box; the list is shown without it.
            faults.0.into_iter().for_each(|fault| filled.wrong("q", fault.message));
            query.search.clear();
            page.app.desk_list(&page.occasion(), &query).await
        }
        found => found,
    };
    let list = found?;
    let status = if filled.is_right() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(html_with(status, &ListPage { page, title, place, asked, filled, view, list, figures }))
}

#[cfg(test)]
mod tests {
    use app::Role;
    use jiff::civil::date;
    use law::application::Channel;

    use super::*;
    use crate::desk::work::sample::arrived;
    use crate::guard::percent;
    use crate::testing::{Answered, Desk};

    /// The count a view's tab shows.
    fn count(page: &Answered, view: View) -> String {
        let tab = page.body.split(&format!(">{} <span class=\"count\">", view.label())).nth(1).unwrap();
        tab.split('<').next().unwrap().to_owned()
    }

    #[tokio::test]
    async fn an_empty_worklist_says_what_to_do_first() {
        let desk = Desk::new().await;
        let officer = desk.sign_in(Role::DisclosureOfficer).await;
        let page = officer.get("/work").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("收到申请后，先登记") && page.body.contains("href=\"/register\""), "{}", page.body);
        assert!(page.body.contains("2026年新收"));
        let none = officer.get(&format!("/work?q={}", percent("查无此人"))).await.body;
        assert!(none.contains("没有符合条件的申请") && none.contains("去掉全部条件"), "{none}");
        let all = officer.get("/cases").await.body;
        assert!(all.contains("全部申请") && !all.contains("2026年新收"));
    }

    #[tokio::test]
    async fn the_views_show_their_cases_with_counts_and_the_most_pressing_first() {
        let desk = Desk::new().await;
        let late = arrived(&desk, Channel::InPerson, date(2026, 1, 5), "甲", "一份规划").await;
        let fresh = arrived(&desk, Channel::InPerson, date(2026, 3, 9), "乙", "一份预算").await;
        let unconfirmed = arrived(&desk, Channel::Online, date(2026, 3, 6), "丙", "一份名单").await;
        let officer = desk.sign_in(Role::DisclosureOfficer).await;
        let open = officer.get("/work").await;
        for (view, wanted) in
            [(View::Open, "3"), (View::Overdue, "1"), (View::AwaitingConfirmation, "1"), (View::All, "3")]
        {
            assert_eq!(count(&open, view), wanted, "{view:?}");
        }
        let place = |page: &Answered, case: uuid::Uuid| page.body.find(&format!("href=\"/cases/{case}\""));
        assert!(place(&open, late).unwrap() < place(&open, fresh).unwrap(), "{}", open.body);
        assert!(open.body.contains("tag late") && open.body.contains("还剩 20 个工作日"), "{}", open.body);
        let overdue = officer.get("/work?view=overdue").await;
        assert!(place(&overdue, late).is_some() && place(&overdue, fresh).is_none());
        let waiting = officer.get("/work?view=confirmation").await;
        assert!(place(&waiting, unconfirmed).is_some() && place(&waiting, late).is_none());
        let all = officer.get("/cases").await;
        assert!([late, fresh, unconfirmed].iter().all(|case| place(&all, *case).is_some()));
    }

    #[tokio::test]
    async fn a_case_is_found_by_number_name_and_words_and_what_is_sealed_is_escaped() {
        let desk = Desk::new().await;
        let hostile =
            arrived(&desk, Channel::InPerson, date(2026, 3, 9), "<b>申请人甲</b>", "<script>alert(1)</script>园区规划")
                .await;
        let other = arrived(&desk, Channel::InPerson, date(2026, 3, 9), "申请人乙", "年度预算").await;
        let officer = desk.sign_in(Role::DisclosureOfficer).await;
        for (words, found, not) in
            [("某园〔2026〕1号", hostile, other), ("申请人乙", other, hostile), ("园区规划", hostile, other)]
        {
            let page = officer.get(&format!("/work?q={}", percent(words))).await;
            assert!(page.body.contains(&found.to_string()), "{words}: {}", page.body);
            assert!(!page.body.contains(&not.to_string()), "{words}");
            assert_eq!(count(&page, View::Open), "1");
            for tag in ["<b>申请人", "<script>alert"] {
                assert!(!page.body.contains(tag), "{tag}");
            }
        }
        let quoted = officer.get("/work?q=%22%3E%3Cscript%3E").await.body;
        assert!(!quoted.contains("\"><script>"), "{quoted}");
    }

    #[tokio::test]
    async fn who_only_reviews_or_signs_sees_first_what_waits_for_that() {
        let desk = Desk::new().await;
        for (role, first) in [
            (Role::Leader, View::AwaitingApproval),
            (Role::Reviewer, View::AwaitingApproval),
            (Role::HeadOfDisclosureOffice, View::Open),
            (Role::DisclosureOfficer, View::Open),
            (Role::UnitHandler, View::Open),
            (Role::ReportEditor, View::Open),
        ] {
            let page = desk.sign_in(role).await.get("/work").await.body;
            assert!(page.contains(&format!("aria-current=\"page\">{} ", first.label())), "{role:?}: {page}");
        }
        for role in [Role::Supervisor, Role::Administrator] {
            let browser = desk.sign_in(role).await;
            for path in ["/work", "/cases", "/work/duties"] {
                assert_eq!(browser.get(path).await.status, StatusCode::FORBIDDEN, "{role:?} {path}");
            }
        }
    }

    #[tokio::test]
    async fn who_may_not_read_personal_data_is_shown_none() {
        let desk = Desk::new().await;
        arrived(&desk, Channel::InPerson, date(2026, 3, 9), "申请人甲", "园区规划").await;
        let page = desk.sign_in(Role::ReportEditor).await.get("/cases").await.body;
        assert!(page.contains("某园〔2026〕1号") && !page.contains("申请人甲") && !page.contains("园区规划"), "{page}");
        assert!(page.contains("自然人") && page.contains("没有查看权限"));
    }

    #[tokio::test]
    async fn a_day_that_is_none_is_told_beside_its_field_and_the_list_is_there() {
        let desk = Desk::new().await;
        let officer = desk.sign_in(Role::DisclosureOfficer).await;
        let page = officer.get("/work?from=yesterday&channel=pigeon&page=99999999999").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("f-from-fault") && page.body.contains("class=\"tabs views\""));
        let long = officer.get(&format!("/work?q={}", "a".repeat(5000))).await;
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(long.body.contains("f-q-fault") && long.body.contains("class=\"tabs views\""));
    }
}
