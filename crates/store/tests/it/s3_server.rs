//! A small S3-speaking server for the tests: it checks every request's signature by its own computation (AWS Signature
//! Version 4) and keeps objects in memory.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

pub const KEY_ID: &str = "TESTKEYID";
pub const SECRET: &str = "test/secret+key";
/// Objects a listing shows at once, few enough that the pages matter.
const PAGE: usize = 3;

#[derive(Clone, Default)]
pub struct Server {
    pub objects: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
    pub refused: Arc<Mutex<Vec<String>>>,
    pub endpoint: String,
}

struct Request {
    method: String,
    path: String,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Server {
    pub fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Server { endpoint: format!("http://{}", listener.local_addr().unwrap()), ..Server::default() };
        let serving = server.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let serving = serving.clone();
                std::thread::spawn(move || serving.serve(stream.unwrap()));
            }
        });
        server
    }

    fn serve(&self, stream: TcpStream) {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut stream = stream;
        while let Some(request) = Request::read(&mut reader) {
            let (status, body) = match request.check() {
                Ok(()) => self.answer(&request),
                Err(why) => {
                    self.refused.lock().unwrap().push(why.clone());
                    (
                        "403 Forbidden",
                        format!("<Error><Code>SignatureDoesNotMatch</Code><Message>{why}</Message></Error>").into(),
                    )
                }
            };
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Length: {}\r\nETag: \"1\"\r\nLast-Modified: Mon, 02 Mar 2026 08:00:00 GMT\r\n\r\n",
                body.len()
            );
            if stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body)).is_err() {
                return;
            }
        }
    }

    fn answer(&self, request: &Request) -> (&'static str, Vec<u8>) {
        let mut objects = self.objects.lock().unwrap();
        let path = request.path.strip_prefix("/bucket").unwrap_or(&request.path).trim_start_matches('/').to_owned();
        match request.method.as_str() {
            "PUT" => {
                objects.insert(path, request.body.clone());
                ("200 OK", Vec::new())
            }
            "DELETE" => {
                objects.remove(&path);
                ("204 No Content", Vec::new())
            }
            "GET" if path.is_empty() => ("200 OK", list(&objects, request)),
            "GET" => match objects.get(&path) {
                Some(found) => ("200 OK", found.clone()),
                None => ("404 Not Found", b"<Error><Code>NoSuchKey</Code></Error>".to_vec()),
            },
            _ => ("405 Method Not Allowed", Vec::new()),
        }
    }
}

fn list(objects: &BTreeMap<String, Vec<u8>>, request: &Request) -> Vec<u8> {
    let asked = |name: &str| request.query.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    let (prefix, after) = (asked("prefix").unwrap_or_default(), asked("continuation-token").unwrap_or_default());
    let found: Vec<_> = objects.iter().filter(|(key, _)| key.starts_with(prefix) && key.as_str() > after).collect();
    let mut xml = String::from("<?xml version=\"1.0\"?><ListBucketResult>");
    for (key, bytes) in found.iter().take(PAGE) {
        xml += &format!(
            "<Contents><Key>{key}</Key><LastModified>2026-03-02T08:00:00.000Z</LastModified><ETag>\"1\"</ETag>\
             <Size>{}</Size></Contents>",
            bytes.len()
        );
    }
    let truncated = found.len() > PAGE;
    xml += &format!("<IsTruncated>{truncated}</IsTruncated>");
    if truncated {
        xml += &format!("<NextContinuationToken>{}</NextContinuationToken>", found[PAGE - 1].0);
    }
    xml += "</ListBucketResult>";
    xml.into_bytes()
}

impl Request {
    fn read(reader: &mut impl BufRead) -> Option<Request> {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let mut words = line.split_whitespace();
        let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
        let mut headers = Vec::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok()?;
            let Some((name, value)) = line.trim_end().split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let length = headers.iter().find(|(name, _)| name == "content-length").map_or(0, |(_, v)| v.parse().unwrap());
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        let query = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| (decoded(name), decoded(value)))
            .collect();
        Some(Request { method, path: path.to_owned(), query, headers, body })
    }

    fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.as_str())
    }

    /// Computes the signature anew from the request as it came over the wire.
    fn check(&self) -> Result<(), String> {
        let given = self.header("authorization").strip_prefix("AWS4-HMAC-SHA256 ").ok_or("no signature")?;
        let part =
            |name: &str| given.split(',').find_map(|part| part.trim().strip_prefix(name)).ok_or(format!("no {name}"));
        let (credential, signed, signature) = (part("Credential=")?, part("SignedHeaders=")?, part("Signature=")?);
        let scope = credential.strip_prefix(&format!("{KEY_ID}/")).ok_or("another key")?;
        let payload = self.header("x-amz-content-sha256");
        if payload != "UNSIGNED-PAYLOAD" && payload != hex(&Sha256::digest(&self.body)) {
            return Err("the body is not the one signed".to_owned());
        }
        let mut query: Vec<_> = self.query.iter().map(|(n, v)| format!("{}={}", encoded(n), encoded(v))).collect();
        query.sort();
        let headers: String = signed.split(';').map(|name| format!("{name}:{}\n", self.header(name))).collect();
        let canonical = format!("{}\n{}\n{}\n{headers}\n{signed}\n{payload}", self.method, self.path, query.join("&"));
        let to_sign = format!(
            "AWS4-HMAC-SHA256\n{}\n{scope}\n{}",
            self.header("x-amz-date"),
            hex(&Sha256::digest(canonical.as_bytes()))
        );
        let mut key = format!("AWS4{SECRET}").into_bytes();
        for step in scope.split('/') {
            key = hmac(&key, step.as_bytes());
        }
        if hex(&hmac(&key, to_sign.as_bytes())) == signature { Ok(()) } else { Err("another signature".to_owned()) }
    }
}

fn hmac(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).unwrap();
    mac.update(data);
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
