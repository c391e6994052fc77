//! What the tests of the pages share: a record in a folder, an organ with one account a role, and a browser's manners.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use app::demo::{ACCOUNTS, PASSWORD, SeededEntropy, SeededIds};
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

/// The day the demonstration of the tests is made as of.
const DEMO_DAY: Date = date(2022, 2, 18);

/// The files of the demonstration's record; made once, since entering it takes a while.
fn demo_files() -> &'static [(PathBuf, Vec<u8>)] {
    static FILES: OnceLock<Vec<(PathBuf, Vec<u8>)>> = OnceLock::new();
    // A runtime cannot be entered from within another, and every test has its own.
    let made = || std::thread::spawn(|| tokio::runtime::Runtime::new().unwrap().block_on(made_demo())).join().unwrap();
    FILES.get_or_init(made)
}

async fn made_demo() -> Vec<(PathBuf, Vec<u8>)> {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&Address::Folder(folder.path().to_owned())).await.unwrap();
    let key = MasterKey::parse(&[7; 32]).unwrap();
    let (ids, entropy) = (Arc::new(SeededIds::of(DEMO_DAY)), Arc::new(SeededEntropy::of(DEMO_DAY)));
    let app = App::new(store, ids, entropy, Some(key));
    app::demo::make(&app, DEMO_DAY).await.unwrap();
    app.store().clone().close().await;
    let mut files = Vec::new();
    let mut folders = vec![folder.path().to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.strip_prefix(folder.path()).unwrap().to_owned(), std::fs::read(&path).unwrap()));
            }
        }
    }
    files
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
    /// The body as it came; a file is no text.
    pub(crate) bytes: Vec<u8>,
    /// Its media type, and the name it is to be kept under.
    pub(crate) media_type: String,
    pub(crate) disposition: String,
}

impl Desk {
    /// A record without any organ, to be set up with the code `setup`.
    pub(crate) async fn empty() -> Desk {
        Desk::over(tempfile::tempdir().unwrap()).await
    }

    /// A desk on the record in a folder.
    async fn over(folder: tempfile::TempDir) -> Desk {
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

    /// The demonstration as of a day when its report on 2021 was just frozen and the cases of 2022 had begun.
    pub(crate) async fn demo() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in demo_files() {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        Desk::over(folder).await
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
        bytes: bytes.to_vec(),
        media_type: told(header::CONTENT_TYPE).pop().unwrap_or_default(),
        disposition: told(header::CONTENT_DISPOSITION).pop().unwrap_or_default(),
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
