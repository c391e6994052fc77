//! `GET /statements/{id}`, `GET /statements/{id}/evidence`, `POST /statements/{id}/withdraw`: one stated figure, its
//! evidence, what became of it.

use annual_report::Standing;
use app::{AppError, StatementInfo};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use uuid::Uuid;

use super::line::{StatementLine, line};
use super::{READ, STATE};
use crate::answer::{Answer, file, html_with, see};
use crate::fault::PageError;
use crate::filled::Filled;
use crate::form::Form;
use crate::page::PageContext;
use crate::route::Route;
use crate::words::filters;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/statements/{id}", READ, show),
        Route::get("/statements/{id}/evidence", READ, evidence),
        Route::post("/statements/{id}/withdraw", STATE, withdraw),
    ]
}

#[derive(Template)]
#[template(path = "statement/one.html")]
struct OnePage {
    page: PageContext,
    id: Uuid,
    line: StatementLine,
    list: String,
    filled: Filled,
    refused: String,
    /// The statement it took the place of, and the one that took its own.
    replaces: String,
    replaced_by: String,
}

async fn show(page: PageContext, Path(id): Path<String>) -> Answer {
    let info = find(&page, &id).await?;
    told(page, &info, Filled::default(), String::new(), StatusCode::OK).await
}

async fn withdraw(page: PageContext, Path(id): Path<String>, form: Form) -> Answer {
    let mut filled = form.filled;
    let info = find(&page, &id).await?;
    let reason = filled.get("reason").to_owned();
    match page.app.withdraw_figure(&page.occasion().because(&reason), info.id).await {
        Ok(()) => Ok(see(&format!("{}&done=withdrawn", list(&info)))),
        Err(AppError::Invalid(faults)) => {
            filled.wrongs(faults);
            told(page, &info, filled, String::new(), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error @ (AppError::NotNow(_) | AppError::Overtaken(_))) => {
            let info = find(&page, &id).await?;
            told(page, &info, filled, format!("{error}。"), StatusCode::CONFLICT).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn evidence(page: PageContext, Path(id): Path<String>) -> Answer {
    let info = find(&page, &id).await?;
    let evidence = page.app.evidence(&page.occasion(), info.id).await?.ok_or_else(PageError::not_found)?;
    Ok(file(&evidence.file.name, &evidence.file.media_type, evidence.bytes, false))
}

async fn find(page: &PageContext, id: &str) -> Result<StatementInfo, PageError> {
    let id = Uuid::try_parse(id).map_err(|_| PageError::not_found())?;
    Ok(page.app.statement(&page.occasion(), id).await?)
}

/// The list a statement is shown in: of its year.
fn list(info: &StatementInfo) -> String {
    format!("/statements?kind=year&year={}", info.span.from().year())
}

async fn told(page: PageContext, info: &StatementInfo, filled: Filled, refused: String, status: StatusCode) -> Answer {
    let people = page.app.people(&page.occasion()).await?;
    let address = |id: &str| format!("/statements/{id}");
    let view = OnePage {
        id: info.id,
        line: line(&page, info, &people),
        list: list(info),
        replaces: info.replaces.map(|id| address(&id.to_string())).unwrap_or_default(),
        replaced_by: match &info.standing {
            Standing::Replaced { by } => address(by),
            _ => String::new(),
        },
        filled,
        refused,
        page,
    };
    Ok(html_with(status, &view))
}

#[cfg(test)]
mod tests {
    use app::{Occasion, Role, StatementForm};

    use super::*;
    use crate::testing::{Desk, TODAY};

    async fn stated(desk: &Desk) -> Uuid {
        let editor = Desk::actor(Role::ReportEditor);
        let form = StatementForm {
            unit: "规划建设处".to_owned(),
            figure: "proactive.licences.decisions".parse().unwrap(),
            span: annual_report::Span::year(2025).unwrap(),
            value: annual_report::StatedValue::Count(3),
            signed_by: "处室负责人".to_owned(),
            signed_on: TODAY,
            evidence: "台账".to_owned(),
            file: None,
        };
        let at = app::Moment::on(TODAY, 9 * 3600);
        desk.app.state_figure(&Occasion::now(&editor, at), &form).await.unwrap()
    }

    #[tokio::test]
    async fn a_figure_is_taken_back_with_a_reason_and_stays_in_the_history() {
        let desk = Desk::new().await;
        let id = stated(&desk).await;
        let handler = desk.sign_in(Role::UnitHandler).await;
        let silent = handler.post(&format!("/statements/{id}/withdraw"), &[]).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(silent.body.contains("f-reason-fault"));
        let done = handler.post(&format!("/statements/{id}/withdraw"), &[("reason", "填错了处室")]).await;
        assert_eq!(done.location, "/statements?kind=year&year=2025&done=withdrawn");
        assert!(!handler.get("/statements?kind=year&year=2025").await.body.contains("填错了处室"));
        let ended = handler.get("/statements?kind=year&year=2025&ended=1").await.body;
        assert!(ended.contains("填错了处室") && ended.contains("演示处室承办人"));
        let twice = handler.post(&format!("/statements/{id}/withdraw"), &[("reason", "再来")]).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
        let editor = desk.sign_in(Role::ReportEditor).await;
        assert!(editor.get("/reports/2025/cell/proactive.licences.decisions").await.body.contains("未填报"));
    }

    #[tokio::test]
    async fn a_statement_that_is_not_there_and_one_without_a_file_are_told_so() {
        let desk = Desk::new().await;
        let id = stated(&desk).await;
        let handler = desk.sign_in(Role::UnitHandler).await;
        for address in
            [format!("/statements/{id}/evidence"), format!("/statements/{}", Uuid::nil()), "/statements/x".into()]
        {
            assert_eq!(handler.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
        }
    }
}
