//! `GET /admin/users`, `GET|POST /admin/users/new`: the organ's accounts.

use app::account::User;
use app::actor::role_code;
use app::{AppError, NewUser, Role};
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use serde::Deserialize;

use super::USERS;
use crate::answer::{Answer, html, html_with, see};
use crate::field::Field;
use crate::filled::Filled;
use crate::form::Form;
use crate::guard::percent;
use crate::page::PageContext;
use crate::route::Route;
use crate::words::filters;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/admin/users", USERS, list),
        Route::get("/admin/users/new", USERS, blank),
        Route::post("/admin/users/new", USERS, add),
    ]
}

#[derive(Template)]
#[template(path = "admin/users.html")]
struct UsersPage {
    page: PageContext,
    users: Vec<User>,
    done: &'static str,
}

impl UsersPage {
    fn address_of(&self, login: &str) -> String {
        address(login)
    }
}

#[derive(Template)]
#[template(path = "admin/user_new.html")]
struct NewUserPage {
    page: PageContext,
    filled: Filled,
    roles: Field,
    unit: Field,
}

/// What was just done.
#[derive(Deserialize)]
struct Done {
    #[serde(default)]
    done: String,
}

async fn list(page: PageContext, Query(done): Query<Done>) -> Answer {
    let users = page.app.users(&page.occasion()).await?;
    let done = match done.done.as_str() {
        "added" => "用户已经增加。请把登录名和口令当面告诉本人，并请其登录后修改口令。",
        _ => "",
    };
    Ok(html(&UsersPage { page, users, done }))
}

async fn blank(page: PageContext) -> Answer {
    Ok(told(page, Filled::default(), StatusCode::OK))
}

async fn add(page: PageContext, form: Form) -> Answer {
    let mut filled = form.filled;
    let (login, name, unit) = ["login", "name", "unit"].map(|field| filled.get(field).to_owned()).into();
    let password = filled.all("password").first().copied().unwrap_or_default().to_owned();
    let roles = roles_chosen(&filled);
    let user = NewUser { login: &login, name: &name, roles: &roles, unit: &unit, password: &password };
    match page.app.add_user(&page.occasion().because("增加用户"), &user).await {
        Ok(()) => Ok(see("/admin/users?done=added")),
        Err(AppError::Invalid(faults)) => {
            filled.wrongs(faults);
            Ok(told(page, filled, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error @ AppError::AlreadyThere { .. }) => {
            filled.wrong("login", format!("{error}，请换一个登录名"));
            Ok(told(page, filled, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(error.into()),
    }
}

fn told(page: PageContext, filled: Filled, status: StatusCode) -> axum::response::Response {
    let (roles, unit) = (roles_field(&filled), unit_field(&page, &filled));
    html_with(status, &NewUserPage { page, filled, roles, unit })
}

/// The roles ticked.
pub(super) fn roles_chosen(filled: &Filled) -> Vec<Role> {
    let chosen = filled.all("roles");
    Role::ALL.into_iter().filter(|role| chosen.contains(&role_code(*role))).collect()
}

/// What each role is for, so that the right ones are ticked.
pub(super) fn roles_field(filled: &Filled) -> Field {
    Role::ALL.into_iter().fold(
        filled.checks("roles", "岗位").hint("一人可以有几个岗位；自己拟的稿仍不能自己审。").must(),
        |field, role| {
            let what = match role {
                Role::DisclosureOfficer => "登记、补正、征求意见、拟稿、送达",
                Role::UnitHandler => "提供信息和意见、拟稿、填报数字",
                Role::Reviewer => "处室、法制、保密各级审核",
                Role::HeadOfDisclosureOffice => "批准延期，越过提示继续办理，统管办理",
                Role::Leader => "签发答复，签署年度报告",
                Role::ReportEditor => "编制年度报告",
                Role::Supervisor => "查看年度报告",
                Role::Administrator => "机关设置、用户、工作日历",
            };
            field.choice_with(role_code(role), role.label(), what)
        },
    )
}

/// The unit, out of those of the organ.
pub(super) fn unit_field(page: &PageContext, filled: &Filled) -> Field {
    let units = page.profile.units.iter().map(|unit| (unit.as_str(), unit.as_str()));
    filled.select("unit", "处室").choice("", "（不属于某个处室）").choices(units)
}

/// The address of an account's page.
pub(super) fn address(login: &str) -> String {
    format!("/admin/users/{}", percent(login))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Desk;

    #[tokio::test]
    async fn somebody_new_can_sign_in_and_do_what_was_ticked() {
        let desk = Desk::new().await;
        let admin = desk.sign_in(Role::Administrator).await;
        let fields = [
            ("login", "xinren"),
            ("name", "新来的经办人"),
            ("roles", "officer"),
            ("roles", "editor"),
            ("unit", "综合办公室"),
            ("password", "一二三四五六七八九十"),
        ];
        assert_eq!(admin.post("/admin/users/new", &fields).await.location, "/admin/users?done=added");
        let list = admin.get("/admin/users?done=added").await.body;
        assert!(list.contains("新来的经办人") && list.contains("xinren"));
        let actor = desk.app.actor(crate::testing::ORGAN, "xinren").await.unwrap();
        assert!(actor.holds(Role::DisclosureOfficer) && actor.holds(Role::ReportEditor));
    }

    #[tokio::test]
    async fn everything_wrong_is_told_at_once_and_a_taken_login_beside_its_field() {
        let desk = Desk::new().await;
        let admin = desk.sign_in(Role::Administrator).await;
        let answer = admin.post("/admin/users/new", &[("login", "a b"), ("password", "短")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for field in ["login", "name", "roles", "password"] {
            assert!(answer.body.contains(&format!("f-{field}-fault")), "{field}");
        }
        let taken = [("login", "jingban"), ("name", "甲"), ("roles", "officer"), ("password", "一二三四五六七八九十")];
        assert!(admin.post("/admin/users/new", &taken).await.body.contains("f-login-fault"));
    }
}
