//! Serving the worklist and a case over a hundred thousand cases to fifty readers at once, beside an axum handler that runs the
//! same statements through the same pool and returns as many bytes. Then: how soon the built program answers, and what it
//! holds when idle.

use std::collections::VecDeque;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use app::{Actor, App, ApplicationForm, Moment, NewUser, Occasion, Party, Role};
use axum::Router;
use axum::routing::get;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use law::application::{ApplicantKind, Channel};
use store::keys::Entropy;
use store::{
    CaseFilter, CaseList, CaseParty, CaseRow, Changes, Commitment, Days, Hash, OrganRow, Page, ReportFact, SameParty,
    SealedRow, Store, Wanted, Which,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use uuid::Uuid;
use web::{Clock, Serving, Site};

use crate::house::{self, ORGAN};
use crate::measure::median;

const CASES: u32 = 100_000;
/// Real applications with all their events and sealed texts; the rest are closed and stand in rows only.
const REAL: u32 = 200;
const READERS: usize = 50;
const EACH: usize = 20;
const ROUNDS: usize = 7;
const WARM: usize = 1;
const TODAY: Date = date(2026, 3, 9);
const PASSWORD: &str = "a long enough password";

struct Still;

impl Clock for Still {
    fn now(&self) -> Moment {
        house::noon(TODAY)
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
}

struct Counted(AtomicU64);

impl Entropy for Counted {
    fn fill(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        for chunk in bytes.chunks_mut(32) {
            let count = self.0.fetch_add(1, Ordering::Relaxed);
            chunk.copy_from_slice(&Hash::of(&count.to_be_bytes()).0[..chunk.len()]);
        }
        Ok(())
    }
}

/// The rows that closed cases of earlier years would have left.
fn rows() -> Changes {
    let mut changes = Changes::new();
    for number in REAL..CASES {
        let case_id = Uuid::from_u128(0x0180_0000_0000_7000_8000_0000_0000_0000 | u128::from(number));
        let received = date(2021, 1, 4) + i64::from(number % 1500).days();
        let closed = received + 20.days();
        changes.put(&CaseRow {
            organ: ORGAN.to_owned(),
            case_id,
            number: Some(format!("某园〔{}〕{number}号", received.year())),
            state: "closed".to_owned(),
            received_on: Some(received),
            due_on: None,
            provisional: false,
            applicant_class: "natural_person".to_owned(),
            channel: "online".to_owned(),
            unit: None,
            officer: Some("officer".to_owned()),
            closed_on: Some(closed),
            updated_seq: 9,
            updated_at: house::noon(closed).recorded_at,
            act_by: None,
            applicant_deadline: None,
            consultation_limit: None,
            approval: String::new(),
            handling: String::new(),
            in_remedy: false,
        });
        changes.put(&ReportFact {
            organ: ORGAN.to_owned(),
            case_id,
            number: None,
            received_on: Some(received),
            arrived_on: Some(received),
            class: "natural_person".to_owned(),
            closed_on: Some(closed),
            result_row: Some("granted".to_owned()),
            opening_balance: false,
        });
    }
    changes
}

async fn fill(app: &App) -> Uuid {
    let officer = house::officer();
    let mut last = Uuid::nil();
    for number in 0..REAL {
        let occasion = Occasion::now(&officer, house::noon(date(2026, 3, 2) + i64::from(number % 6).days()));
        let party = Party { telephone: "010-00000000".to_owned(), ..Party::named(&format!("申请人{number}")) };
        let wanted = format!("某某项目{number}的立项批复和附件，以及与之有关的会议纪要");
        let form = ApplicationForm::simple(Channel::InPerson, ApplicantKind::NaturalPerson, party, &wanted);
        last = app.register(&occasion, &form).await.unwrap().recorded.case_id;
    }
    let mut write = app.store().write().await.unwrap();
    write.apply(&rows()).await.unwrap();
    write.commit().await.unwrap();
    last
}

/// Sends `EACH` requests one after another on one connection; gives the time of each and the bytes of the last body.
async fn reader(address: std::net::SocketAddr, request: Arc<String>) -> (Vec<Duration>, usize) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let mut times = Vec::with_capacity(EACH);
    let mut buffer = Vec::new();
    let mut bytes = 0;
    for _ in 0..EACH {
        let begun = Instant::now();
        stream.write_all(request.as_bytes()).await.unwrap();
        buffer.clear();
        let body = loop {
            let head = buffer.windows(4).position(|four| four == b"\r\n\r\n");
            if let Some(head) = head {
                let text = String::from_utf8_lossy(&buffer[..head]).to_ascii_lowercase();
                assert!(text.starts_with("http/1.1 200"), "{text}");
                let length = text.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
                let length: usize = length.trim().parse().unwrap();
                if buffer.len() >= head + 4 + length {
                    break length;
                }
            }
            assert!(stream.read_buf(&mut buffer).await.unwrap() > 0, "the server closed the connection");
        };
        times.push(begun.elapsed());
        bytes = body;
    }
    (times, bytes)
}

/// Fifty readers at once: requests a second, the time that 99 of 100 stay under, bytes of a body.
async fn round(address: std::net::SocketAddr, path: &str, cookie: &str) -> (f64, Duration, usize) {
    let request = Arc::new(format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\n\r\n"));
    let begun = Instant::now();
    let readers: Vec<_> = (0..READERS).map(|_| tokio::spawn(reader(address, request.clone()))).collect();
    let (mut times, mut bytes) = (Vec::new(), 0);
    for one in readers {
        let (theirs, size) = one.await.unwrap();
        times.extend(theirs);
        bytes = size;
    }
    let took = begun.elapsed();
    times.sort_unstable();
    let slow = times[times.len() * 99 / 100 - 1];
    (times.len() as f64 / took.as_secs_f64(), slow, bytes)
}

/// The same statements as a page asks, and as many bytes as it gives.
#[derive(Clone)]
struct Bare {
    store: Store,
    token: Hash,
    case: Uuid,
    /// The pieces of the case that its page opens.
    wanted: Arc<Vec<Wanted>>,
    bytes: usize,
}

impl Bare {
    async fn worklist(self) -> String {
        let mut reader = self.store.read().await.unwrap();
        reader.session(ORGAN, self.token).await.unwrap();
        drop(reader);
        self.store.find::<OrganRow>(ORGAN, &()).await.unwrap();
        let days = Days { today: TODAY, soon: TODAY + 7.days(), to_send: ["send", "send_again"] };
        let streams = [("platform", "calendar"), (ORGAN, "organ")];
        let mut reader = self.store.read().await.unwrap();
        reader.year_counts(ORGAN, (date(2026, 1, 1), date(2026, 12, 31)), days, streams).await.unwrap();
        drop(reader);
        let filter = CaseFilter::default();
        let page = Page { skip: 0, take: 50 };
        let mut reader = self.store.read().await.unwrap();
        let asked = CaseList { which: Which::Open, filter: &filter, days, page };
        reader.case_list(ORGAN, &asked, streams).await.unwrap();
        "x".repeat(self.bytes)
    }

    async fn case(self) -> String {
        let mut reader = self.store.read().await.unwrap();
        reader.session(ORGAN, self.token).await.unwrap();
        drop(reader);
        self.store.find::<OrganRow>(ORGAN, &()).await.unwrap();
        let stream = format!("case/{}", self.case.hyphenated());
        let mut reader = self.store.read().await.unwrap();
        reader.load_beside(ORGAN, &stream, [(ORGAN, "organ"), ("platform", "calendar")]).await.unwrap();
        // The pieces stay sealed: the same rows are fetched, and opening them is ours to pay for.
        let applicant = self.wanted.first().map_or(self.case, |piece| piece.subject);
        let party = SameParty {
            subject: applicant,
            fields: ["paper", "name"],
            role: app::case::APPLICANT,
            not: self.case,
            within: (date(2026, 3, 1), date(2026, 3, 31)),
            take: 10,
        };
        reader.beside(None, ORGAN, &self.wanted, Some(party)).await.unwrap();
        "x".repeat(self.bytes)
    }
}

/// The pieces sealed for the applicant of a case, to be asked for and not opened.
async fn sealed_of(store: &Store, case: Uuid) -> Vec<Wanted> {
    let mut reader = store.read().await.unwrap();
    let parties = reader.list_of::<CaseParty>(ORGAN, case).await.unwrap();
    let subject = parties.first().unwrap().subject;
    let sealed = reader.list_of::<SealedRow>(ORGAN, subject).await.unwrap();
    sealed.into_iter().map(|row| Wanted { subject, id: row.id, commitment: Commitment([0; 32]) }).collect()
}

pub async fn run() {
    let folder = house::folder();
    let app = house::found(&folder.path().join("data")).await;
    let case = fill(&app).await;
    let console = Actor::console(ORGAN);
    let user =
        NewUser {
            login: "officer", name: "经办甲", roles: &[Role::DisclosureOfficer], unit: "", password: PASSWORD
        };
    app.add_user(&Occasion::now(&console, house::noon(TODAY)), &user).await.unwrap();
    let signed = app.sign_in(house::noon(TODAY), ORGAN, "officer", PASSWORD, "bench").await.unwrap();
    let cookie = format!("__Host-gongkai={}", signed.token);

    let site = Site::new(app.clone(), Arc::new(Still), Arc::new(Counted(AtomicU64::new(1))), Serving::default());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let ours = listener.local_addr().unwrap();
    tokio::spawn(web::serve(listener, site, std::future::pending()));

    // The session's own row is looked up by its digest; asking for another costs the same two look-ups.
    let token = Hash::of(b"nobody's");
    let wanted = Arc::new(sealed_of(app.store(), case).await);
    for (name, path) in [("worklist", "/work".to_owned()), ("case page", format!("/cases/{case}"))] {
        let (_, _, bytes) = round(ours, &path, &cookie).await;
        let bare = Bare { store: app.store().clone(), token, case, wanted: wanted.clone(), bytes };
        let answer = if path == "/work" {
            let bare = bare.clone();
            get(move || bare.clone().worklist())
        } else {
            get(move || bare.clone().case())
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let theirs = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, Router::new().route("/", answer)).await });
        let (mut rates, mut slow) = (VecDeque::new(), VecDeque::new());
        for turn in 0..WARM + ROUNDS {
            let (rate, ninety_nine, _) = round(ours, &path, &cookie).await;
            let (bare_rate, bare_ninety_nine, _) = round(theirs, "/", &cookie).await;
            if turn >= WARM {
                rates.push_back((rate, bare_rate));
                slow.push_back((ninety_nine, bare_ninety_nine));
            }
        }
        let middle = |mut list: Vec<f64>| {
            list.sort_by(f64::total_cmp);
            list[list.len() / 2]
        };
        let (rate, bare_rate) =
            (middle(rates.iter().map(|r| r.0).collect()), middle(rates.iter().map(|r| r.1).collect()));
        let (tail, bare_tail) =
            (median(slow.iter().map(|s| s.0).collect()), median(slow.iter().map(|s| s.1).collect()));
        println!(
            "{name} over {CASES} cases, {READERS} readers: {rate:.0}/s, baseline \"axum handler, same statements, {bytes} bytes\" \
             {bare_rate:.0}/s, ratio {:.2} (limit at least 0.5); p99 {:.1} ms against {:.1} ms, ratio {:.2} (limit at most 2)",
            rate / bare_rate,
            tail.as_secs_f64() * 1e3,
            bare_tail.as_secs_f64() * 1e3,
            tail.as_secs_f64() / bare_tail.as_secs_f64(),
        );
    }
    app.store().clone().close().await;
    starting().await;
}

/// Starts the built program on a record and asks how soon it answers and what it holds then.
async fn starting() {
    let program = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/release/gongkai");
    if !program.is_file() {
        println!("start and idle memory: not measured, {} is not built (make bench builds it)", program.display());
        return;
    }
    let folder = house::folder();
    house::found(&folder.path().join("data")).await.store().clone().close().await;
    let mut times = Vec::new();
    let mut held = 0;
    for _ in 0..5 {
        // A port that was free a moment ago.
        let address = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let begun = Instant::now();
        let mut child: Child = Command::new(&program)
            .args(["serve", "--listen", &address.to_string(), "--data"])
            .arg(folder.path().join("data"))
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let request = format!("GET /health HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        loop {
            if let Ok(mut stream) = TcpStream::connect(address).await
                && stream.write_all(request.as_bytes()).await.is_ok()
                && stream.read_u8().await.is_ok()
            {
                break;
            }
            tokio::task::yield_now().await;
        }
        times.push(begun.elapsed());
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0 kB");
        held = resident.split_whitespace().next().and_then(|kilobytes| kilobytes.parse().ok()).unwrap_or(0);
        child.kill().unwrap();
        child.wait().unwrap();
    }
    println!(
        "start to first response: {:.0} ms (limit under 300); idle memory {} MB (limit under 100)",
        median(times).as_secs_f64() * 1e3,
        held / 1024
    );
}
