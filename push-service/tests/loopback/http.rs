//! Posting, plain and over TLS.

use std::sync::Arc;

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::{HeaderMap, Request};
use hyper_util::rt::TokioIo;
use kaipush_push_service::PushService;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::TIMEOUT;
use crate::browser::Stream;
use crate::sender::Push;

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    /// JSON, or null when empty.
    pub body: Value,
}

impl Answer {
    /// Status and autopush's number.
    pub fn code(&self) -> (u16, Option<u64>) {
        (self.status, self.body["errno"].as_u64())
    }

    pub fn message(&self) -> &str {
        self.body["message"].as_str().unwrap_or_default()
    }
}

/// Posts over plain HTTP.
pub async fn post(service: &PushService, push: Push) -> Answer {
    let stream = TcpStream::connect(address(&service.http_origin())).await.unwrap();
    send(stream, "POST", push).await
}

/// Posts over TLS, trusting only the service's own certificate.
pub async fn post_tls(service: &PushService, push: Push) -> Answer {
    send(tls(service, "127.0.0.1").await, "POST", push).await
}

pub async fn tls(service: &PushService, name: &'static str) -> TlsStream<TcpStream> {
    let mut roots = RootCertStore::empty();
    let pem = service.certificate_pem().as_bytes();
    roots.add(CertificateDer::from_pem_slice(pem).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = TcpStream::connect(address(service.https_origin())).await.unwrap();
    let name = ServerName::try_from(name).unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, stream).await.unwrap()
}

pub async fn send(stream: impl Stream + 'static, method: &str, push: Push) -> Answer {
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    let mut request = Request::builder().method(method).uri(push.path);
    for (name, value) in push.headers {
        request = request.header(name, value);
    }
    let request = request.header("host", "127.0.0.1");
    let request = request.body(Full::new(Bytes::from(push.body))).unwrap();
    let response = timeout(TIMEOUT, sender.send_request(request)).await;
    let (head, body) = response.expect("an answer in time").unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Answer {
        status: head.status.as_u16(),
        headers: head.headers,
        body: serde_json::from_slice(&body).unwrap_or_default(),
    }
}

pub fn address(origin: &str) -> &str {
    origin.split_once("://").unwrap().1
}
