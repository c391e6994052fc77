//! The way to an object store: object_store's requests carried by ureq, on a thread that may block.
//!
//! object_store's own client would bring a second TLS stack (aws-lc) and OpenSSL probing; ureq stands on rustls and ring,
//! which the database driver has brought already.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use http_body_util::BodyExt;
use object_store::ClientOptions;
use object_store::client::{
    ClientConfigKey, HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService,
};
use ureq::Agent;
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};

use super::MAX_FILE;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(10);
/// How long one request may take from its beginning to its end.
const WHOLE: Duration = Duration::from_secs(120);

/// Makes clients that carry requests by ureq.
#[derive(Debug)]
pub(super) struct Carrier;

impl HttpConnector for Carrier {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        let allow_http = options.get_config_value(&ClientConfigKey::AllowHttp).as_deref() == Some("true");
        let mut tls = TlsConfig::builder();
        // The customary variable for an authority of one's own, as object stores inside an organ have.
        if let Ok(bundle) = std::env::var("AWS_CA_BUNDLE") {
            tls = tls.root_certs(RootCerts::Specific(Arc::new(certificates(&bundle).map_err(refused)?)));
        }
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(WHOLE))
            .tls_config(tls.build())
            .build()
            .into();
        Ok(HttpClient::new(Service { agent, allow_http }))
    }
}

fn certificates(bundle: &str) -> std::io::Result<Vec<ureq::tls::Certificate<'static>>> {
    let pem = std::fs::read(bundle)?;
    let mut found = Vec::new();
    for item in parse_pem(&pem) {
        if let PemItem::Certificate(certificate) = item.map_err(std::io::Error::other)? {
            found.push(certificate);
        }
    }
    Ok(found)
}

fn refused(source: std::io::Error) -> object_store::Error {
    object_store::Error::Generic { store: "S3", source: Box::new(source) }
}

#[derive(Debug)]
struct Service {
    agent: Agent,
    allow_http: bool,
}

#[async_trait]
impl HttpService for Service {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        if request.uri().scheme_str() != Some("https") && !self.allow_http {
            let plain = std::io::Error::other("plain http is not allowed; set AWS_ALLOW_HTTP=true if that is meant");
            return Err(HttpError::new(HttpErrorKind::Unknown, plain));
        }
        let (parts, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        let agent = self.agent.clone();
        let carried = tokio::task::spawn_blocking(move || {
            let response = agent.run(http::Request::from_parts(parts, body.as_ref()))?;
            let (parts, body) = response.into_parts();
            let body = body.into_with_config().limit(MAX_FILE as u64 + 1).read_to_vec()?;
            Ok::<_, ureq::Error>(http::Response::from_parts(parts, body.into()))
        });
        match carried.await {
            Ok(response) => response.map_err(|e| HttpError::new(kind(&e), e)),
            Err(stopped) => Err(HttpError::new(HttpErrorKind::Interrupted, stopped)),
        }
    }
}

fn kind(error: &ureq::Error) -> HttpErrorKind {
    use std::io::ErrorKind;
    match error {
        ureq::Error::Timeout(_) => HttpErrorKind::Timeout,
        ureq::Error::ConnectionFailed | ureq::Error::HostNotFound => HttpErrorKind::Connect,
        ureq::Error::Io(e) => match e.kind() {
            ErrorKind::ConnectionRefused => HttpErrorKind::Connect,
            ErrorKind::TimedOut => HttpErrorKind::Timeout,
            ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
            | ErrorKind::UnexpectedEof => HttpErrorKind::Interrupted,
            _ => HttpErrorKind::Unknown,
        },
        _ => HttpErrorKind::Unknown,
    }
}
