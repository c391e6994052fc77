//! `GET /account`, `POST /account/password`, `POST /account/sessions/{id}/revoke`: one's own account.

use app::AppError;
use app::account::SessionInfo;
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use serde::Deserialize;
use uuid::Uuid;

use crate::answer::{Answer, html_with, see};
use crate::filled::Filled;
use crate::form::Form;
use crate::page::PageContext;
use crate::route::{Needs, Route};
use crate::words::filters;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/account", Needs::Session, show),
        Route::post("/account/password", Needs::Session, change_password),
        Route::post("/account/sessions/{id}/revoke", Needs::Session, revoke),
    ]
}

#[derive(Template)]
#[template(path = "account/show.html")]
struct AccountPage {
    page: PageContext,
    filled: Filled,
    sessions: Vec<SessionInfo>,
    done: &'static str,
}

/// What was just done.
#[derive(Deserialize)]
struct Done {
    #[serde(default)]
    done: String,
}

async fn show(page: PageContext, Query(done): Query<Done>) -> Answer {
    let done = match done.done.as_str() {
        "password" => "口令已经修改，您在其他地方的登录都已退出。",
        "revoked" => "那个地方的登录已经退出。",
        _ => "",
    };
    told(page, Filled::default(), done, StatusCode::OK).await
}

async fn change_password(page: PageContext, form: Form) -> Answer {
    let mut filled = form.filled;
    let (old, new) = (word(&filled, "old"), word(&filled, "new"));
    if word(&filled, "again") != new {
        filled.wrong("again", "两次输入的新口令不一样，请重新输入");
        return told(page, filled, "", StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let app = page.app.clone();
    let changed = app.change_password(&page.occasion(), page.session.id, &old, &new).await;
    match changed {
        Ok(()) => Ok(see("/account?done=password")),
        Err(AppError::Invalid(faults)) => {
            filled.wrongs(faults);
            told(page, filled, "", StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn revoke(page: PageContext, Path(id): Path<Uuid>, _: Form) -> Answer {
    page.app.revoke_session(&page.occasion(), id).await?;
    Ok(see("/account?done=revoked"))
}

/// A password as it was typed, spaces and all.
fn word(filled: &Filled, field: &str) -> String {
    filled.all(field).first().copied().unwrap_or_default().to_owned()
}

async fn told(page: PageContext, filled: Filled, done: &'static str, status: StatusCode) -> Answer {
    let sessions = page.app.sessions(&page.occasion()).await?;
    Ok(html_with(status, &AccountPage { page, filled, sessions, done }))
}

#[cfg(test)]
mod tests {
    use app::Role;
    use app::demo::PASSWORD;

    use super::*;
    use crate::testing::Desk;

    #[tokio::test]
    async fn a_new_password_ends_the_other_sessions_and_keeps_this_one() {
        let desk = Desk::new().await;
        let (here, there) = (desk.sign_in(Role::Leader).await, desk.sign_in(Role::Leader).await);
        let fields = [("old", PASSWORD), ("new", "换过的口令一二三四五六"), ("again", "换过的口令一二三四五六")];
        let answer = here.post("/account/password", &fields).await;
        assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/account?done=password"));
        assert_eq!(here.get("/account").await.status, StatusCode::OK);
        assert!(there.get("/account").await.location.starts_with("/login"));
    }

    #[tokio::test]
    async fn what_is_wrong_with_a_password_is_told_beside_its_field() {
        let desk = Desk::new().await;
        let here = desk.sign_in(Role::Leader).await;
        let fields = [("old", "不是这个"), ("new", "短"), ("again", "短")];
        let answer = here.post("/account/password", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("f-old-fault") && answer.body.contains("f-new-fault"), "{}", answer.body);
        let answer = here.post("/account/password", &[("old", PASSWORD), ("new", "甲"), ("again", "乙")]).await;
        assert!(answer.body.contains("f-again-fault"));
    }

    #[tokio::test]
    async fn another_place_can_be_signed_out() {
        let desk = Desk::new().await;
        let (here, there) = (desk.sign_in(Role::Leader).await, desk.sign_in(Role::Leader).await);
        let page = here.get("/account").await.body;
        let id = page.split("/account/sessions/").nth(1).and_then(|rest| rest.split('/').next()).unwrap().to_owned();
        let answer = here.post(&format!("/account/sessions/{id}/revoke"), &[]).await;
        assert_eq!(answer.location, "/account?done=revoked");
        assert!(there.get("/account").await.location.starts_with("/login"));
        assert_eq!(here.get("/account").await.status, StatusCode::OK);
    }

    #[tokio::test]
    async fn a_form_with_a_forged_a_missing_or_a_stale_token_changes_nothing() {
        let desk = Desk::new().await;
        let before = desk.sign_in(Role::Leader).await;
        before.post("/logout", &[]).await;
        let here = desk.sign_in(Role::Leader).await;
        let fields = [("old", PASSWORD), ("new", "换过的口令一二三四五六"), ("again", "换过的口令一二三四五六")];
        for token in [None, Some(""), Some("forged"), Some(before.csrf.as_str())] {
            let mut sent = fields.to_vec();
            sent.extend(token.map(|token| ("_token", token)));
            assert_eq!(here.post_raw("/account/password", &sent).await.status, StatusCode::FORBIDDEN, "{token:?}");
        }
        assert_eq!(here.post("/account/password", &fields).await.status, StatusCode::SEE_OTHER);
    }

    #[tokio::test]
    async fn ten_megabytes_of_form_are_refused_and_change_nothing() {
        let desk = Desk::new().await;
        let here = desk.sign_in(Role::Leader).await;
        let huge = "x".repeat(10 << 20);
        let fields = [("old", PASSWORD), ("new", huge.as_str()), ("again", huge.as_str())];
        assert_eq!(here.post("/account/password", &fields).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(here.post_files("/account/password", &fields, &[]).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(here.get("/account").await.status, StatusCode::OK);
    }
}
