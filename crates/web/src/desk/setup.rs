//! `GET /setup`, `POST /setup`: the first organ and its administrator, on first start only.

use app::{AppError, NewUser, OrganProfile, Role};
use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;

use super::login::{DOOR_COOKIE, SESSION_SECONDS, door_token, with_cookie};
use crate::answer::{Answer, html_with, see};
use crate::assets;
use crate::door::Origin;
use crate::fault::PageError;
use crate::filled::Filled;
use crate::form::{Form, TOKEN_FIELD, same};
use crate::guard::{SESSION_COOKIE, cookie, set_cookie};
use crate::route::{Needs, Route};
use crate::site::Site;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/setup", Needs::Nothing, show), Route::post("/setup", Needs::Nothing, found)]
}

#[derive(Template)]
#[template(path = "setup.html")]
struct SetupPage {
    css: [String; 2],
    token: String,
    filled: Filled,
    failed: String,
}

async fn show(State(site): State<Site>, headers: HeaderMap) -> Answer {
    if !site.app.organs().await?.is_empty() {
        return Ok(see("/login"));
    }
    page(&site, &headers, Filled::default(), String::new(), StatusCode::OK)
}

async fn found(State(site): State<Site>, request: Request) -> Answer {
    if !site.app.organs().await?.is_empty() {
        return Ok(see("/login"));
    }
    let origin = Origin::of(&request);
    let headers = request.headers().clone();
    let mut form = Form::read(request).await?;
    let filled = &mut form.filled;
    if !same(filled.get(TOKEN_FIELD), cookie(&headers, DOOR_COOKIE).unwrap_or("")) {
        return Err(PageError::forged());
    }
    if site.limits.too_many(origin.address, "setup") {
        let told = "尝试的次数太多，请过一分钟再试。".to_owned();
        return page(&site, &headers, form.filled, told, StatusCode::TOO_MANY_REQUESTS);
    }
    let code = site.serving.setup_code.as_deref().unwrap_or("");
    if !same(filled.get("setup_code"), code) {
        filled.wrong("setup_code", "设置码不对，请照程序启动时终端里显示的填写；找不到的，请重新启动程序");
        return page(&site, &headers, form.filled, String::new(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let profile = OrganProfile::new(filled.get("name"), filled.get("short"));
    let organ = filled.get("code").to_owned();
    let (login, name) = (filled.get("login").to_owned(), filled.get("admin").to_owned());
    let password = filled.all("password").first().copied().unwrap_or_default().to_owned();
    if filled.all("again").first().copied().unwrap_or_default() != password {
        filled.wrong("again", "两次输入的口令不一样，请重新输入");
    }
    let admin = NewUser { login: &login, name: &name, roles: &[Role::Administrator], unit: "", password: &password };
    if !filled.is_right() {
        return page(&site, &headers, form.filled, String::new(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    match site.app.set_up(site.now(), &organ, &profile, &admin).await {
        Ok(()) => {}
        Err(AppError::Invalid(faults)) => {
            for fault in faults.0 {
                // The organ's name and the administrator's share a word; the form tells them apart.
                let field = if fault.field == "admin.name" { "admin".to_owned() } else { fault.field };
                filled.wrong(field.trim_start_matches("admin."), fault.message);
            }
            return page(&site, &headers, form.filled, String::new(), StatusCode::UNPROCESSABLE_ENTITY);
        }
        Err(error) => return Err(error.into()),
    }
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or("");
    let signed = site.app.sign_in(site.now(), &organ, &login, &password, agent).await?;
    let kept = set_cookie(SESSION_COOKIE, &signed.token, SESSION_SECONDS);
    Ok(([(header::SET_COOKIE, kept)], see("/admin")).into_response())
}

fn page(site: &Site, headers: &HeaderMap, filled: Filled, failed: String, status: StatusCode) -> Answer {
    let (token, cookie) = door_token(site, headers)?;
    let css = [assets::address("normalize.css"), assets::address("desk.css")];
    Ok(with_cookie(html_with(status, &SetupPage { css, token, filled, failed }), cookie))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;
    use crate::testing::{Answered, Desk};

    async fn fill_in(desk: &Desk, code: &str, password: &str) -> Answered {
        let token = "a".repeat(64);
        let body = format!(
            "_token={token}&setup_code={code}&name=%E6%9F%90%E6%9C%BA%E5%85%B3&short=%E6%9F%90&code=MOU&admin=%E7%AE%A1%E7%90%86%E5%91%98\
             &login=root1&password={password}&again={password}"
        );
        let request = Request::builder()
            .method("POST")
            .uri("/setup")
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, format!("{DOOR_COOKIE}={token}"))
            .body(Body::from(body))
            .unwrap();
        desk.send(request).await
    }

    #[tokio::test]
    async fn the_first_start_founds_an_organ_and_its_administrator_once() {
        let desk = Desk::empty().await;
        let wrong = fill_in(&desk, "guess", "a-long-password").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("f-setup_code-fault"));
        let short = fill_in(&desk, "setup", "short").await;
        assert!(short.body.contains("f-password-fault"), "{}", short.body);
        assert!(desk.app.organs().await.unwrap().is_empty());
        let done = fill_in(&desk, "setup", "a-long-password").await;
        assert_eq!((done.status, done.location.as_str()), (StatusCode::SEE_OTHER, "/admin"));
        assert!(done.cookies.iter().any(|cookie| cookie.starts_with(SESSION_COOKIE)));
        assert_eq!(desk.app.organs().await.unwrap(), ["MOU"]);
        assert_eq!(fill_in(&desk, "setup", "a-long-password").await.location, "/login");
    }
}
