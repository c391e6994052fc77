//! `GET|POST /admin/users/{login}` and what can be done with one account: close, reopen, another password, end a session.

use app::account::{SessionInfo, User};
use app::actor::role_code;
use app::{AppError, Role};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use serde::Deserialize;
use uuid::Uuid;

use super::USERS;
use super::users::{address, roles_chosen, roles_field, unit_field};
use crate::answer::{Answer, html_with, see};
use crate::field::Field;
use crate::filled::Filled;
use crate::form::Form;
use crate::page::PageContext;
use crate::route::Route;
use crate::words::filters;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/admin/users/{login}", USERS, show),
        Route::post("/admin/users/{login}", USERS, change),
        Route::post("/admin/users/{login}/password", USERS, reset),
        Route::post("/admin/users/{login}/close", USERS, close),
        Route::post("/admin/users/{login}/reopen", USERS, reopen),
        Route::post("/admin/users/{login}/sessions/{id}/revoke", USERS, revoke),
    ]
}

#[derive(Template)]
#[template(path = "admin/user.html")]
struct UserPage {
    page: PageContext,
    user: User,
    address: String,
    filled: Filled,
    roles: Field,
    unit: Field,
    sessions: Vec<SessionInfo>,
    done: &'static str,
}

/// What was just done.
#[derive(Deserialize)]
struct Done {
    #[serde(default)]
    done: String,
}

async fn show(page: PageContext, Path(login): Path<String>, Query(done): Query<Done>) -> Answer {
    let done = match done.done.as_str() {
        "changed" => "已经保存，本人下一次打开页面时生效。",
        "password" => "口令已经重设，本人在各处的登录都已退出。请当面告诉本人，并请其登录后修改。",
        "closed" => "账号已经停用，不能再登录；其办理过的记录都保留。",
        "reopened" => "账号已经恢复。",
        "revoked" => "那个地方的登录已经退出。",
        _ => "",
    };
    let user = find(&page, &login).await?;
    let mut filled = Filled::default();
    filled.set("name", &user.name);
    filled.set("unit", user.unit.as_deref().unwrap_or(""));
    for role in &user.roles {
        filled.add("roles", role_code(*role));
    }
    told(page, user, filled, done, StatusCode::OK).await
}

async fn change(page: PageContext, Path(login): Path<String>, form: Form) -> Answer {
    let mut filled = form.filled;
    let user = find(&page, &login).await?;
    let roles: Vec<Role> = roles_chosen(&filled);
    let occasion = page.occasion().because("修改用户");
    let done = page.app.change_user(&occasion, &login, filled.get("name"), &roles, filled.get("unit")).await;
    match done {
        Ok(()) => Ok(see(&format!("{}?done=changed", address(&login)))),
        Err(AppError::Invalid(faults)) => {
            filled.wrongs(faults);
            told(page, user, filled, "", StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn reset(page: PageContext, Path(login): Path<String>, form: Form) -> Answer {
    let user = find(&page, &login).await?;
    let new = form.filled.all("new").first().copied().unwrap_or_default().to_owned();
    match page.app.reset_password(&page.occasion().because("重设口令"), &login, &new).await {
        Ok(()) => Ok(see(&format!("{}?done=password", address(&login)))),
        Err(AppError::Invalid(faults)) => {
            let mut filled = Filled::default();
            filled.set("name", &user.name);
            filled.set("unit", user.unit.as_deref().unwrap_or(""));
            for role in &user.roles {
                filled.add("roles", role_code(*role));
            }
            filled.wrongs(faults);
            told(page, user, filled, "", StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn close(page: PageContext, Path(login): Path<String>, _: Form) -> Answer {
    page.app.close_user(&page.occasion().because("停用账号"), &login).await?;
    Ok(see(&format!("{}?done=closed", address(&login))))
}

async fn reopen(page: PageContext, Path(login): Path<String>, _: Form) -> Answer {
    page.app.reopen_user(&page.occasion().because("恢复账号"), &login).await?;
    Ok(see(&format!("{}?done=reopened", address(&login))))
}

async fn revoke(page: PageContext, Path((login, id)): Path<(String, Uuid)>, _: Form) -> Answer {
    page.app.revoke_session(&page.occasion(), id).await?;
    Ok(see(&format!("{}?done=revoked", address(&login))))
}

async fn find(page: &PageContext, login: &str) -> Result<User, AppError> {
    let users = page.app.users(&page.occasion()).await?;
    let which = || AppError::NotFound { what: "用户", which: login.to_owned() };
    users.into_iter().find(|user| user.login == login).ok_or_else(which)
}

async fn told(page: PageContext, user: User, filled: Filled, done: &'static str, status: StatusCode) -> Answer {
    let sessions = page.app.user_sessions(&page.occasion(), &user.login).await?;
    let (roles, unit, address) = (roles_field(&filled), unit_field(&page, &filled), address(&user.login));
    Ok(html_with(status, &UserPage { page, user, address, filled, roles, unit, sessions, done }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Desk, ORGAN};

    #[tokio::test]
    async fn a_closed_account_is_out_at_once_and_can_be_let_in_again() {
        let desk = Desk::new().await;
        let (admin, officer) = (desk.sign_in(Role::Administrator).await, desk.sign_in(Role::DisclosureOfficer).await);
        assert_eq!(officer.get("/account").await.status, StatusCode::OK);
        assert!(admin.post("/admin/users/jingban/close", &[]).await.location.ends_with("done=closed"));
        assert!(officer.get("/account").await.location.starts_with("/login"));
        assert!(admin.post("/admin/users/jingban/reopen", &[]).await.location.ends_with("done=reopened"));
        assert!(desk.app.actor(ORGAN, "jingban").await.is_ok());
    }

    #[tokio::test]
    async fn the_last_administrator_stays_one() {
        let desk = Desk::new().await;
        let admin = desk.sign_in(Role::Administrator).await;
        let answer = admin.post("/admin/users/guanli", &[("name", "管理员"), ("roles", "officer")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("最后一位"));
        assert_eq!(admin.post("/admin/users/guanli/close", &[]).await.status, StatusCode::CONFLICT);
    }

    #[tokio::test]
    async fn roles_change_at_the_persons_next_request_and_a_password_is_reset() {
        let desk = Desk::new().await;
        let (admin, officer) = (desk.sign_in(Role::Administrator).await, desk.sign_in(Role::DisclosureOfficer).await);
        assert_eq!(officer.get("/admin").await.status, StatusCode::FORBIDDEN);
        let fields = [("name", "经办人"), ("roles", "officer"), ("roles", "admin")];
        assert!(admin.post("/admin/users/jingban", &fields).await.location.ends_with("done=changed"));
        assert_eq!(officer.get("/admin").await.status, StatusCode::OK);
        let short = admin.post("/admin/users/jingban/password", &[("new", "短")]).await;
        assert!(short.body.contains("f-new-fault"));
        let reset = admin.post("/admin/users/jingban/password", &[("new", "一二三四五六七八九十")]).await;
        assert!(reset.location.ends_with("done=password"));
        assert!(officer.get("/account").await.location.starts_with("/login"));
    }

    #[tokio::test]
    async fn an_account_that_is_not_there_is_told_so() {
        let desk = Desk::new().await;
        let admin = desk.sign_in(Role::Administrator).await;
        assert_eq!(admin.get("/admin/users/nobody").await.status, StatusCode::NOT_FOUND);
    }
}
