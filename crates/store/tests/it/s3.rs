//! Files in an object store, against a server that checks signatures itself.

use store::files::S3;
use store::{Error, Files, Hash};

use crate::place::runtime;
use crate::s3_server::{KEY_ID, SECRET, Server};

fn files(server: &Server, secret: &str, allow_http: &str) -> Files {
    let settings = [
        ("AWS_ENDPOINT", server.endpoint.as_str()),
        ("AWS_REGION", "cn-north-1"),
        ("AWS_ACCESS_KEY_ID", KEY_ID),
        ("AWS_SECRET_ACCESS_KEY", secret),
        ("AWS_ALLOW_HTTP", allow_http),
    ];
    Files::S3(S3::with(&settings, "bucket", "gongkai/files").unwrap())
}

#[test]
fn files_go_to_the_bucket_and_come_back() {
    let server = Server::start();
    runtime().block_on(async {
        let files = files(&server, SECRET, "true");
        let mut hashes = Vec::new();
        for number in 0..8_u32 {
            hashes.push(files.put(vec![number as u8; 1000 + number as usize]).await.unwrap());
        }
        let key = format!("gongkai/files/{}/{}", &hashes[0].to_string()[..2], hashes[0]);
        assert!(server.objects.lock().unwrap().contains_key(&key));
        assert_eq!(files.get(hashes[3]).await.unwrap(), vec![3; 1003]);
        let mut listed: Vec<_> = files.list().await.unwrap().into_iter().map(|file| file.hash).collect();
        listed.sort();
        let mut expected = hashes.clone();
        expected.sort();
        assert_eq!(listed, expected, "all pages of the listing");
        files.delete(hashes[0]).await.unwrap();
        files.delete(hashes[0]).await.unwrap();
        assert!(matches!(files.get(hashes[0]).await, Err(Error::FileMissing(_))));
        server.objects.lock().unwrap().values_mut().for_each(|bytes| bytes[0] ^= 1);
        assert!(matches!(files.get(hashes[3]).await, Err(Error::FileAltered(_))));
        assert_eq!(*server.refused.lock().unwrap(), [] as [String; 0]);
    });
}

#[test]
fn a_wrong_secret_is_told_to_the_operator() {
    let server = Server::start();
    runtime().block_on(async {
        let refused = files(&server, "another secret", "true").put(b"x".to_vec()).await.unwrap_err();
        assert!(matches!(&refused, Error::Objects { .. }));
        assert_eq!(refused.actor(), store::Actor::Operator);
        assert!(std::error::Error::source(&refused).is_some());
        assert_eq!(*server.refused.lock().unwrap(), ["another signature"]);
        assert!(server.objects.lock().unwrap().is_empty());
    });
}

#[test]
fn plain_http_is_refused_unless_allowed() {
    let server = Server::start();
    runtime().block_on(async {
        let refused = files(&server, SECRET, "false").get(Hash::of(b"x")).await.unwrap_err();
        assert!(matches!(refused, Error::Objects { .. }));
        assert!(server.refused.lock().unwrap().is_empty());
    });
}
