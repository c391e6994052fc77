//! `GET /help`: the way of an application in seven steps, for whoever has three cases a year.

use app::authorise::Action;
use askama::Template;
use law::fee::PAYMENT_PERIOD;
use law::term::{CO_PRODUCER_PERIOD, CORRECTION_NOTICE_PERIOD, LONGEST_EXTENSION, REPLY_PERIOD, THIRD_PARTY_PERIOD};

use crate::answer::{Answer, html};
use crate::page::PageContext;
use crate::route::{Needs, Route};
use crate::words::filters;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/help", Needs::Session, show)]
}

#[derive(Template)]
#[template(path = "help.html")]
struct HelpPage {
    page: PageContext,
}

impl HelpPage {
    /// Whether the person can go where a step is done.
    fn reads(&self) -> bool {
        self.page.may(Action::ReadWorklist)
    }
}

async fn show(page: PageContext) -> Answer {
    Ok(html(&HelpPage { page }))
}

#[cfg(test)]
mod tests {
    use app::Role;
    use axum::http::StatusCode;

    use crate::testing::Desk;

    #[tokio::test]
    async fn the_seven_steps_lead_only_where_the_person_may_go() {
        let desk = Desk::new().await;
        for role in Role::ALL {
            let page = desk.sign_in(role).await.get("/help").await;
            assert_eq!(page.status, StatusCode::OK, "{role:?}");
            assert_eq!(page.body.matches("<li><h2>").count(), 7);
            let works = app::authorise::Action::ReadWorklist.roles().contains(&role);
            assert_eq!(page.body.contains("href=\"/work?view="), works, "{role:?}");
        }
        let officer = desk.sign_in(Role::DisclosureOfficer).await.get("/help").await.body;
        for words in ["20个工作日", "7个工作日", "15个工作日", "条例33②", "href=\"/register\"", "href=\"/reports\""]
        {
            assert!(officer.contains(words), "{words}");
        }
    }
}
