//! `GET /admin`: what can be administered, and what is still missing before letters can go out.

use app::authorise::Action;
use askama::Template;

use super::ANY;
use crate::answer::{Answer, html};
use crate::page::PageContext;
use crate::route::{Needs, Route};
use crate::words::filters;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/admin", Needs::OneOf(ANY), show)]
}

#[derive(Template)]
#[template(path = "admin/hub.html")]
struct HubPage {
    page: PageContext,
    missing: Vec<&'static str>,
    horizon: jiff::civil::Date,
    settings: bool,
    users: bool,
    calendar: bool,
}

async fn show(page: PageContext) -> Answer {
    let profile = &page.profile;
    let mut missing = Vec::new();
    for (there, what) in [
        (!profile.office.name.is_empty(), "工作机构的名称"),
        (!profile.office.address.is_empty(), "工作机构的办公地址"),
        (!profile.office.telephone.is_empty(), "工作机构的联系电话"),
        (!profile.reconsideration.is_empty(), "行政复议机关"),
        (!profile.courts.is_empty(), "有管辖权的人民法院"),
    ] {
        if !there {
            missing.push(what);
        }
    }
    let horizon = page.app.calendar().await?.horizon();
    let (settings, users, calendar) =
        (page.may(Action::ChangeSettings), page.may(Action::ManageUsers), page.may(Action::ImportCalendar));
    Ok(html(&HubPage { page, missing, horizon, settings, users, calendar }))
}

#[cfg(test)]
mod tests {
    use app::Role;
    use axum::http::StatusCode;

    use crate::testing::Desk;

    #[tokio::test]
    async fn what_letters_need_and_is_missing_is_told() {
        let desk = Desk::new().await;
        let page = desk.sign_in(Role::Administrator).await.get("/admin").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("行政复议机关") && page.body.contains("/admin/users"));
        assert_eq!(desk.sign_in(Role::DisclosureOfficer).await.get("/admin").await.status, StatusCode::FORBIDDEN);
    }
}
