//! `POST /reports/read/{id}/adopt`, `POST /reports/read/{id}/withdraw`: a report that was read is adopted as the organ's own
//! of its year, or taken back.

use app::AppError;
use app::authorise::Action;
use axum::extract::Path;
use axum::http::StatusCode;

use super::one::{Shown, told};
use super::{TAKE, id_of};
use crate::answer::{Answer, see};
use crate::filled::Filled;
use crate::form::Form;
use crate::page::PageContext;
use crate::route::{Needs, Route};

pub(crate) fn routes() -> Vec<Route> {
    const ADOPT: Needs = Needs::OneOf(&[Action::FreezeReport]);
    vec![
        Route::post("/reports/read/{id}/adopt", ADOPT, adopt),
        Route::post("/reports/read/{id}/withdraw", TAKE, withdraw),
    ]
}

/// How far the stream stood on the page a form was sent from.
pub(super) fn seen(filled: &Filled) -> Option<i64> {
    filled.get("seen").parse().ok()
}

async fn adopt(page: PageContext, Path(id): Path<String>, form: Form) -> Answer {
    let id = id_of(&id)?;
    let mut occasion = page.occasion();
    occasion.seen = seen(&form.filled);
    match page.app.adopt_reading(&occasion, id).await {
        Ok(()) => Ok(see(&format!("/reports/read/{id}?done=adopted"))),
        Err(error @ (AppError::NotNow(_) | AppError::Overtaken(_))) => {
            let shown = Shown { refused: Some(error), status: StatusCode::CONFLICT, ..Shown::default() };
            told(page, id, shown).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn withdraw(page: PageContext, Path(id): Path<String>, form: Form) -> Answer {
    let id = id_of(&id)?;
    let mut filled = form.filled;
    let reason = filled.get("reason").to_owned();
    let mut occasion = page.occasion().because(&reason);
    occasion.seen = seen(&filled);
    match page.app.withdraw_reading(&occasion, id).await {
        Ok(()) => Ok(see("/reports/read?done=withdrawn")),
        Err(AppError::Invalid(faults)) => {
            filled.wrongs(faults);
            let shown = Shown { withdraw: filled, status: StatusCode::UNPROCESSABLE_ENTITY, ..Shown::default() };
            told(page, id, shown).await
        }
        Err(error @ (AppError::NotNow(_) | AppError::Overtaken(_))) => {
            let shown =
                Shown { withdraw: filled, refused: Some(error), status: StatusCode::CONFLICT, ..Shown::default() };
            told(page, id, shown).await
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use app::Role;

    use super::*;
    use crate::desk::report::read::one::tests::{OTHERS, OWN, home, taken};
    use crate::testing::Desk;

    #[tokio::test]
    async fn an_adopted_report_is_the_year_before_of_the_next_and_says_so_everywhere() {
        let desk = Desk::new().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let address = taken(&editor, OWN, 2024, 4).await;
        let home = home(&address);
        assert!(editor.get(home).await.body.contains("采用为本机关2024年度的年度报告</button>"));
        let done = editor.post(&format!("{home}/adopt"), &[("seen", "1")]).await;
        assert_eq!(done.location, format!("{home}?done=adopted"));
        assert!(editor.get(&done.location).await.body.contains("采用为2024年度"));
        let next = editor.get("/reports/2025?beside=1").await.body;
        assert!(next.contains("上一年采用上传的年度报告") && next.contains(&format!("href=\"{home}\"")));
        assert!(next.contains("2024年（按上传的年度报告）"));
        let year = editor.get("/reports/2024").await.body;
        assert!(year.contains("本年度采用") && year.contains(&format!("href=\"{home}\"")));
        assert!(year.contains("不用再编制") && !year.contains("公布期限"), "{year}");
        let list = editor.get("/reports").await.body;
        assert!(list.contains("href=\"/reports/2024\"") && list.contains("采用上传的报告"));
        let again = editor.post(&format!("{home}/adopt"), &[]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(again.body.contains("没有办理"));
    }

    #[tokio::test]
    async fn another_organs_report_is_not_adopted_and_a_supervisor_adopts_none() {
        let desk = Desk::new().await;
        let (editor, supervisor) = (desk.sign_in(Role::ReportEditor).await, desk.sign_in(Role::Supervisor).await);
        let address = taken(&supervisor, OTHERS, 2024, 4).await;
        let home = home(&address);
        let refused = editor.post(&format!("{home}/adopt"), &[]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains(OTHERS));
        assert!(!editor.get(home).await.body.contains(&format!("{home}/adopt")));
        assert_eq!(supervisor.post(&format!("{home}/adopt"), &[]).await.status, StatusCode::FORBIDDEN);
    }

    #[tokio::test]
    async fn a_report_is_taken_back_with_a_reason_and_stays_in_the_list_of_those() {
        let desk = Desk::new().await;
        let editor = desk.sign_in(Role::ReportEditor).await;
        let address = taken(&editor, OTHERS, 2024, 4).await;
        let home = home(&address);
        let silent = editor.post(&format!("{home}/withdraw"), &[("seen", "1")]).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(silent.body.contains("f-reason-fault"));
        let done = editor.post(&format!("{home}/withdraw"), &[("seen", "1"), ("reason", "选错了文件")]).await;
        assert_eq!(done.location, "/reports/read?done=withdrawn");
        let list = editor.get(&done.location).await.body;
        assert!(list.contains("撤回的（1份）") && list.contains(OTHERS));
        let page = editor.get(home).await.body;
        assert!(page.contains("选错了文件") && page.contains("已撤回") && !page.contains("/withdraw\""));
        let late = editor.post(&format!("{home}/withdraw"), &[("seen", "1"), ("reason", "再来")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains("撤回读取的年度报告"), "who did what is told");
    }
}
