//! SIGKILL while several officers register over HTTP: what was acknowledged is there afterwards, and the chain is whole.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::program::{gongkai, gongkai_told};

const ROUNDS: usize = 100;
const WRITERS: usize = 4;
const DAY: &str = "2026-03-09";
const PASSWORD: &str = "a long enough password";

/// The served program and where it listens.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(data: &str, key: &str) -> Served {
        let mut child = Command::new(env!("CARGO_BIN_EXE_gongkai"))
            .args(["serve", "--data", data, "--listen", "127.0.0.1:0", "--today", DAY])
            .env("GONGKAI_MASTER_KEY_FILE", key)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let out = BufReader::new(child.stdout.take().expect("its output is a pipe"));
        let told =
            out.lines().map_while(Result::ok).find(|line| line.contains("http://")).expect("it says where it is");
        let address = told.split("http://").nth(1).expect("an address").trim().to_owned();
        Served { child, address }
    }

    /// Ends it as a power cut would.
    fn kill(mut self) {
        self.child.kill().expect("it is running");
        self.child.wait().expect("it has ended");
    }
}

/// Sends one request on a connection of its own; `None` if the answer did not come whole.
fn ask(address: &str, request: &str) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    answer.contains("\r\n\r\n").then_some(())?;
    let status = answer.split(' ').nth(1)?.parse().ok()?;
    Some((status, answer))
}

fn get(address: &str, path: &str, cookie: &str) -> Option<(u16, String)> {
    ask(address, &format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"))
}

fn post(address: &str, path: &str, cookie: &str, body: &str) -> Option<(u16, String)> {
    let length = body.len();
    ask(
        address,
        &format!(
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
        ),
    )
}

fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let head = answer.split("\r\n\r\n").next()?;
    head.lines().find_map(|line| {
        let (found, value) = line.split_once(": ")?;
        found.eq_ignore_ascii_case(name).then_some(value)
    })
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split(before).nth(1).and_then(|rest| rest.split(after).next()).unwrap_or_else(|| panic!("no {before}: {text}"))
}

/// Signs the officer in; gives the session's cookie and the token its forms carry. Both outlive the program.
fn sign_in(address: &str) -> (String, String) {
    let door = "d".repeat(64);
    let body = format!("_token={door}&login=officer&password={}", PASSWORD.replace(' ', "+"));
    let (status, answer) = post(address, "/login", &format!("__Host-gongkai-door={door}"), &body).expect("an answer");
    assert_eq!(status, 303, "{answer}");
    let cookie =
        header(&answer, "set-cookie").and_then(|cookie| cookie.split(';').next()).expect("a cookie").to_owned();
    let (_, page) = get(address, "/account", &cookie).expect("the page");
    let token = between(&page, "name=\"_token\" value=\"", "\"").to_owned();
    (cookie, token)
}

/// Registers one application; gives the case's address if that was acknowledged.
fn register(address: &str, cookie: &str, token: &str, serial: usize) -> Option<String> {
    let body = format!(
        "_token={token}&entry=arrival&channel=in_person&arrived={DAY}&applicants.0.kind=natural_person\
         &applicants.0.name=%E7%94%B3%E8%AF%B7%E4%BA%BA{serial}&applicants.0.telephone=010-00000000\
         &items.0=%E6%9F%90%E6%89%B9%E5%A4%8D{serial}&go=register"
    );
    let (status, answer) = post(address, "/register", cookie, &body)?;
    assert_eq!(status, 303, "{answer}");
    let id = header(&answer, "location")?.split(['/', '?']).find(|part| part.len() == 36)?.to_owned();
    Some(id)
}

#[test]
fn a_hundred_kills_under_concurrent_writes_lose_nothing_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let (data, key) = (folder.path().join("data"), folder.path().join("master.key"));
    let (data, key) = (data.to_str().unwrap(), key.to_str().unwrap());
    assert_eq!(gongkai(["key", "new", key]).status, 0);
    let founded = ["organ", "found", "MOU", "--name", "某机关", "--short", "某", "--data", data, "--today", DAY];
    assert_eq!(gongkai(founded).status, 0);
    let officer = ["user", "add", "officer", "--name", "经办人", "--role", "officer", "--data", data, "--today", DAY];
    let added = gongkai_told(officer, &format!("{PASSWORD}\n"));
    assert_eq!(added.status, 0, "{}", added.err);

    let served = Served::start(data, key);
    let (cookie, token) = sign_in(&served.address);
    served.kill();

    let acknowledged = Mutex::new(Vec::new());
    let serial = AtomicUsize::new(0);
    for round in 0..ROUNDS {
        let served = Served::start(data, key);
        // It is killed while others write: after so many answers of this round, each round another number of them.
        let enough = 1 + round % 5;
        let answered = AtomicUsize::new(0);
        let (address, cookie, token) = (served.address.clone(), cookie.as_str(), token.as_str());
        let (reached, all) = std::sync::mpsc::channel();
        std::thread::scope(|scope| {
            for _ in 0..WRITERS {
                let (address, reached) = (&address, reached.clone());
                let (serial, answered, acknowledged) = (&serial, &answered, &acknowledged);
                scope.spawn(move || {
                    while let Some(id) = register(address, cookie, token, serial.fetch_add(1, Ordering::Relaxed)) {
                        acknowledged.lock().unwrap().push(id);
                        if answered.fetch_add(1, Ordering::Relaxed) + 1 == enough {
                            reached.send(()).unwrap();
                        }
                    }
                });
            }
            all.recv().unwrap();
            served.kill();
        });
    }

    let verified = gongkai(["verify", "--data", data]);
    assert_eq!(verified.status, 0, "{}{}", verified.out, verified.err);
    let acknowledged = acknowledged.into_inner().unwrap();
    assert!(acknowledged.len() >= ROUNDS, "{}", acknowledged.len());
    let served = Served::start(data, key);
    for id in &acknowledged {
        let (status, _) = get(&served.address, &format!("/cases/{id}"), &cookie).expect("an answer");
        assert_eq!(status, 200, "case {id} was acknowledged and is gone");
    }
    served.kill();
}
