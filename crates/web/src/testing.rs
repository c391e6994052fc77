//! What the tests of the pages share: a record in a folder, an organ with one account a role, and a browser's manners.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use app::demo::{ACCOUNTS, PASSWORD};
use app::{Actor, App, Ids, Moment, NewUser, Occasion, OrganProfile, PLATFORM, Role};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::Response;
use http_body_util::BodyExt as _;
use jiff::civil::{Date, date};
use store::keys::{Entropy, MasterKey};
use store::{Address, Hash, Store};
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::guard::{SESSION_COOKIE, percent};
use crate::site::{Clock, Serving, Site};

/// The organ's code.
pub(crate) const ORGAN: &str = "CYP";
/// The day it is.
pub(crate) const TODAY: Date = date(2026, 3, 9);

struct Counted(AtomicU64);

impl Ids for Counted {
    fn next(&self) -> Uuid {
        let count = self.0.fetch_add(1, Ordering::Relaxed);
        Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | u128::from(count))
    }
}

impl Entropy for Counted {
    fn fill(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        for chunk in bytes.chunks_mut(32) {
            let count = self.0.fetch_add(1, Ordering::Relaxed);
            chunk.copy_from_slice(&Hash::of(&count.to_be_bytes()).0[..chunk.len()]);
        }
        Ok(())
    }
}

/// A clock that stands still.
struct Still;

impl Clock for Still {
    fn now(&self) -> Moment {
        Moment::on(TODAY, 10 * 3600)
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
}

/// A desk on a record of its own.
pub(crate) struct Desk {
    pub(crate) app: App,
    pub(crate) router: Router,
    _folder: tempfile::TempDir,
}

/// What a page answered.
pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) cookies: Vec<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Desk {
    /// A record without any organ, to be set up with the code `setup`.
    pub(crate) async fn empty() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Address::Folder(folder.path().to_owned())).await.unwrap();
        let key = MasterKey::parse(&[7; 32]).unwrap();
        let entropy = Arc::new(Counted(AtomicU64::new(1)));
        let app = App::new(store, Arc::new(Counted(AtomicU64::new(1))), entropy.clone(), Some(key));
        app.start(Moment::on(TODAY, 8 * 3600)).await.unwrap();
        let serving = Serving { setup_code: Some("setup".to_owned()), ..Serving::default() };
        let site = Site::new(app.clone(), Arc::new(Still), entropy, serving);
        Desk { app, router: crate::router(site), _folder: folder }
    }

    /// An organ with the demo's accounts, one or more a role, and nothing else.
    pub(crate) async fn new() -> Desk {
        Desk::founded(false).await
    }

    /// The same, as a demonstration or not.
    pub(crate) async fn founded(demo: bool) -> Desk {
        let desk = Desk::empty().await;
        let at = Moment::on(TODAY, 8 * 3600);
        let mut profile = OrganProfile::new("某某园区管理委员会", "某园");
        profile.units =
            ACCOUNTS.iter().map(|account| account.unit.to_owned()).filter(|unit| !unit.is_empty()).collect();
        profile.units.dedup();
        profile.demo = demo;
        desk.app.found_organ(&Occasion::now(&Actor::console(PLATFORM), at), ORGAN, &profile).await.unwrap();
        for account in ACCOUNTS {
            let (login, name, unit) = (account.login, account.name, account.unit);
            let user = NewUser { login, name, roles: &[account.role], unit, password: PASSWORD };
            desk.app.add_user(&Occasion::now(&Actor::console(ORGAN), at), &user).await.unwrap();
        }
        desk
    }

    /// The demo account of a role as an actor.
    pub(crate) fn actor(role: Role) -> Actor {
        let account = ACCOUNTS.into_iter().find(|account| account.role == role).unwrap();
        Actor::new(ORGAN, account.login, account.name, &[role])
    }

    /// Signs the demo account of a role in, by the use case; gives the cookie's value.
    pub(crate) async fn sign_in(&self, role: Role) -> Browser<'_> {
        let actor = Desk::actor(role);
        let at = Moment::on(TODAY, 9 * 3600);
        let signed = self.app.sign_in(at, ORGAN, &actor.id, PASSWORD, "测试浏览器").await.unwrap();
        Browser { desk: self, token: signed.token, csrf: signed.session.csrf }
    }

    /// Sends a request as it is.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answered {
        answered(self.router.clone().oneshot(request).await.unwrap()).await
    }
}

async fn answered(response: Response) -> Answered {
    let (parts, body) = response.into_parts();
    let told = |name: header::HeaderName| {
        parts.headers.get_all(name).iter().map(|value| value.to_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let bytes = body.collect().await.unwrap().to_bytes();
    Answered {
        status: parts.status,
        location: told(header::LOCATION).pop().unwrap_or_default(),
        cookies: told(header::SET_COOKIE),
        headers: parts.headers.clone(),
        body: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

/// Somebody signed in.
pub(crate) struct Browser<'d> {
    desk: &'d Desk,
    pub(crate) token: String,
    pub(crate) csrf: String,
}

impl Browser<'_> {
    fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::COOKIE, format!("{SESSION_COOKIE}={}", self.token))
    }

    /// Reads a page.
    pub(crate) async fn get(&self, path: &str) -> Answered {
        self.desk.send(self.request(Method::GET, path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form with the session's token.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answered {
        let mut all = vec![("_token", self.csrf.as_str())];
        all.extend_from_slice(fields);
        self.post_raw(path, &all).await
    }

    /// Sends a form without adding anything.
    pub(crate) async fn post_raw(&self, path: &str, fields: &[(&str, &str)]) -> Answered {
        let body =
            fields.iter().map(|(name, value)| format!("{}={}", percent(name), percent(value))).collect::<Vec<_>>();
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")))
            .unwrap();
        self.desk.send(request).await
    }

    /// Sends a form with files: field, file name, bytes.
    pub(crate) async fn post_files(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Answered {
        let mut body = Vec::new();
        let mut part = |head: String, bytes: &[u8]| {
            body.extend_from_slice(format!("--gongkai\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        };
        part("name=\"_token\"".to_owned(), self.csrf.as_bytes());
        for (name, value) in fields {
            part(format!("name=\"{name}\""), value.as_bytes());
        }
        for (name, file, bytes) in files {
            part(format!("name=\"{name}\"; filename=\"{file}\""), bytes);
        }
        body.extend_from_slice(b"--gongkai--\r\n");
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=gongkai")
            .body(Body::from(body))
            .unwrap();
        self.desk.send(request).await
    }
}
