//! `GET /login`, `POST /login`: the door.
//!
//! Before there is a session the form's token is held against a cookie of the same page (double submit). Which of login and
//! password was wrong is not told, nor whether the account is closed.

use app::AppError;
use app::demo::DemoLogin;
use askama::Template;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::answer::{Answer, html_with, see};
use crate::assets;
use crate::door::Origin;
use crate::fault::PageError;
use crate::filled::Filled;
use crate::form::{Form, TOKEN_FIELD, same};
use crate::guard::{SESSION_COOKIE, cookie, set_cookie};
use crate::route::{Needs, Route};
use crate::site::Site;

/// The cookie a form's token is held against while there is no session.
pub(super) const DOOR_COOKIE: &str = "__Host-gongkai-door";
/// How long the door's cookie is good for.
const DOOR_SECONDS: i64 = 3600;
/// How long a browser keeps the session's cookie; the record ends a session earlier when it is idle.
pub(super) const SESSION_SECONDS: i64 = 7 * 24 * 3600;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/login", Needs::Nothing, show), Route::post("/login", Needs::Nothing, enter)]
}

/// Where to go after.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    back: String,
}

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage {
    css: [String; 2],
    token: String,
    filled: Filled,
    organs: Vec<(String, String)>,
    insecure: &'static str,
    failed: String,
    demo: Vec<DemoLogin>,
    demo_password: &'static str,
}

const INSECURE: &str = "这里是没有加密的 HTTP 网址，浏览器不会保存登录状态，口令也可能被人截取。请改用 https:// 开头的网址；\
                        还没有配置的，请系统管理员在前面设置带证书的反向代理（见运行说明）。在服务器本机上可以用 http://127.0.0.1 打开。";
const TOO_MANY: &str = "尝试登录的次数太多，请过一分钟再试。";
const LOCAL_ONLY: &str = "演示账号的口令是公开的，只能在本机（http://127.0.0.1）使用。";

async fn show(State(site): State<Site>, Query(asked): Query<Asked>, request: Request) -> Answer {
    if site.app.organs().await?.is_empty() {
        return Ok(see("/setup"));
    }
    let mut filled = Filled::default();
    filled.set("back", inside(&asked.back));
    page(&site, &Origin::of(&request), request.headers(), filled, String::new(), StatusCode::OK).await
}

async fn enter(State(site): State<Site>, request: Request) -> Answer {
    let origin = Origin::of(&request);
    let headers = request.headers().clone();
    let form = Form::read(request).await?;
    if !same(form.filled.get(TOKEN_FIELD), cookie(&headers, DOOR_COOKIE).unwrap_or("")) {
        return Err(PageError::forged());
    }
    let mut filled = form.filled;
    let login = filled.get("login").to_owned();
    let organ = match (filled.some("organ"), site.app.organs().await?.as_slice()) {
        (Some(organ), _) => organ.to_owned(),
        (None, [only, ..]) => only.clone(),
        (None, []) => return Ok(see("/setup")),
    };
    let told = async |filled, why: &str, status| page(&site, &origin, &headers, filled, why.to_owned(), status).await;
    if site.limits.too_many(origin.address, &format!("{organ}/{login}")) {
        return told(filled, TOO_MANY, StatusCode::TOO_MANY_REQUESTS).await;
    }
    if !origin.local && site.app.organ(&organ).await.is_ok_and(|profile| profile.demo) {
        return told(filled, LOCAL_ONLY, StatusCode::FORBIDDEN).await;
    }
    // A password may begin or end with a space.
    let password = filled.all("password").first().copied().unwrap_or_default().to_owned();
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or("");
    match site.app.sign_in(site.now(), &organ, &login, &password, agent).await {
        Ok(signed) => {
            let kept = set_cookie(SESSION_COOKIE, &signed.token, SESSION_SECONDS);
            let back = inside(filled.get("back"));
            Ok(([(header::SET_COOKIE, kept)], see(&back)).into_response())
        }
        Err(error @ AppError::SignInFailed) => {
            filled.set("password", "");
            told(filled, &error.to_string(), StatusCode::UNAUTHORIZED).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The page, with the demo's accounts where everybody may know them.
async fn page(
    site: &Site,
    origin: &Origin,
    headers: &HeaderMap,
    filled: Filled,
    failed: String,
    status: StatusCode,
) -> Answer {
    let mut organs = Vec::new();
    let mut demo = Vec::new();
    for code in site.app.organs().await? {
        let profile = site.app.organ(&code).await?;
        if profile.demo && origin.local {
            demo.extend(site.app.demo_accounts(&code).await?);
        }
        organs.push((code, profile.name));
    }
    let (token, cookie) = door_token(site, headers)?;
    let page = LoginPage {
        css: [assets::address("normalize.css"), assets::address("desk.css")],
        token,
        filled,
        organs,
        insecure: if origin.secure { "" } else { INSECURE },
        failed,
        demo,
        demo_password: app::demo::PASSWORD,
    };
    Ok(with_cookie(html_with(status, &page), cookie))
}

/// The door's token and the cookie to set with it.
pub(super) fn door_token(site: &Site, headers: &HeaderMap) -> Result<(String, String), PageError> {
    // The one there is goes on, so that two open pages both work.
    let kept =
        cookie(headers, DOOR_COOKIE).filter(|token| token.len() == 64 && token.bytes().all(|b| b.is_ascii_hexdigit()));
    let token = match kept {
        Some(token) => token.to_owned(),
        None => site.random().ok_or_else(no_randomness)?,
    };
    let cookie = set_cookie(DOOR_COOKIE, &token, DOOR_SECONDS);
    Ok((token, cookie))
}

fn no_randomness() -> PageError {
    PageError::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "暂时不能登录",
        "服务器没有给出随机数。",
        "请稍后再试；仍然不行的，请告诉系统管理员。",
    )
}

pub(super) fn with_cookie(mut response: Response, cookie: String) -> Response {
    if let Ok(value) = cookie.parse() {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// An address within these pages; anything else leads home.
fn inside(back: &str) -> String {
    let fits =
        back.starts_with('/') && !back.starts_with("//") && !back.contains('\\') && !back.contains(char::is_control);
    if fits && !back.starts_with("/login") { back.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests {
    use app::demo::PASSWORD;
    use axum::body::Body;

    use super::*;
    use crate::testing::{Answered, Desk};

    async fn knock(desk: &Desk, token: &str, cookie: &str, login: &str, password: &str) -> Answered {
        let body = format!("_token={token}&login={login}&password={password}&back=/account");
        let request = Request::builder()
            .method("POST")
            .uri("/login")
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, format!("{DOOR_COOKIE}={cookie}"))
            .body(Body::from(body))
            .unwrap();
        desk.send(request).await
    }

    #[tokio::test]
    async fn whoever_knows_the_password_is_let_in_and_led_back() {
        let desk = Desk::new().await;
        let token = "a".repeat(64);
        let answer = knock(&desk, &token, &token, "jingban", PASSWORD).await;
        assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/account"));
        let cookie = answer.cookies.first().unwrap();
        for part in [SESSION_COOKIE, "Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
    }

    #[tokio::test]
    async fn a_wrong_login_and_a_wrong_password_are_told_alike() {
        let desk = Desk::new().await;
        let token = "a".repeat(64);
        let unknown = knock(&desk, &token, &token, "nobody", PASSWORD).await;
        let wrong = knock(&desk, &token, &token, "jingban", "wrong").await;
        assert_eq!((unknown.status, wrong.status), (StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED));
        let note = |answer: &Answered| answer.body.split("role=\"alert\"").nth(1).unwrap()[..80].to_owned();
        assert_eq!(note(&unknown), note(&wrong));
        assert!(unknown.cookies.iter().all(|cookie| !cookie.contains("__Host-gongkai=")));
    }

    #[tokio::test]
    async fn a_form_whose_token_is_not_the_pages_is_not_even_looked_at() {
        let desk = Desk::new().await;
        let token = "a".repeat(64);
        for (sent, kept) in [("", ""), (token.as_str(), ""), ("", token.as_str()), ("b", token.as_str())] {
            assert_eq!(knock(&desk, sent, kept, "jingban", PASSWORD).await.status, StatusCode::FORBIDDEN);
        }
    }

    #[tokio::test]
    async fn trying_again_and_again_is_slowed_down() {
        let desk = Desk::new().await;
        let token = "a".repeat(64);
        let mut last = StatusCode::OK;
        for _ in 0..11 {
            last = knock(&desk, &token, &token, "jingban", "wrong").await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(knock(&desk, &token, &token, "jingban", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
    }

    #[tokio::test]
    async fn over_plain_http_off_loopback_the_page_says_why_it_cannot_work() {
        let desk = Desk::new().await;
        let show = async |host: &str, proto: &str| {
            let request =
                Request::builder().uri("/login").header(header::HOST, host).header("x-forwarded-proto", proto);
            desk.send(request.body(Body::empty()).unwrap()).await.body
        };
        assert!(show("desk.example", "http").await.contains("在这个网址上无法登录"));
        assert!(!show("desk.example", "https").await.contains("在这个网址上无法登录"));
        assert!(!show("127.0.0.1:8080", "http").await.contains("在这个网址上无法登录"));
    }

    #[tokio::test]
    async fn the_demos_accounts_are_told_and_let_in_on_this_machine_only() {
        let desk = Desk::founded(true).await;
        let show = async |proxied: bool| {
            let mut request = Request::builder().uri("/login").header(header::HOST, "127.0.0.1:8080");
            if proxied {
                request = request.header("x-forwarded-for", "192.0.2.7");
            }
            desk.send(request.body(Body::empty()).unwrap()).await.body
        };
        assert!(show(false).await.contains(PASSWORD));
        assert!(!show(true).await.contains(PASSWORD));
    }

    #[test]
    fn the_way_back_never_leads_elsewhere() {
        for (back, to) in [
            ("/cases/1?x=2", "/cases/1?x=2"),
            ("", "/"),
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
            ("/\\evil.example", "/"),
            ("/login", "/"),
        ] {
            assert_eq!(inside(back), to);
        }
    }
}
