//! The built-in client when things go wrong.

use std::sync::Arc;
use std::time::Duration;

use kaipush_push_service::{Mode, Options, PushService};
use kaipush_sender::{Answer, Client, Error, KeyPair, Push, Scheme, Subscription};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::vapid;

fn request(origin: &str) -> http::Request<Vec<u8>> {
    let keys = KeyPair::generate().unwrap();
    let endpoint = format!("{origin}/wpush/v2/x");
    let subscription =
        Subscription::new(&endpoint, keys.public(), "BTBZMqHH6r4Tts7J_aSIgg").unwrap();
    Push::new().scheme(Scheme::Legacy).request(&subscription, &vapid()).unwrap()
}

fn why(error: &Error, host: &str) -> String {
    match error {
        Error::NoAnswer { host: asked, why } if asked == host => why.clone(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_unknown_authority_is_not_trusted() {
    let service =
        PushService::start(Options { mode: Mode::Kaios, ..Options::default() }).await.unwrap();
    let error = Client::new().unwrap().send(request(service.https_origin())).await.unwrap_err();
    let host = service.https_origin().trim_start_matches("https://");
    assert!(why(&error, host).contains("certificate"), "{error}");
    // Trusted, the same request gets an answer.
    let client = Client::trusting(service.certificate_pem()).unwrap();
    assert_eq!(client.send(request(service.https_origin())).await.unwrap().status(), 404);
}

#[tokio::test]
async fn silence_ends_at_the_time_limit() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = silent.local_addr().unwrap().to_string();
    let client = Client::new().unwrap().timeout(Duration::from_millis(100));
    let error = client.send(request(&format!("https://{host}"))).await.unwrap_err();
    assert_eq!(why(&error, &host), "nothing came within 100ms");
}

/// What a push service that says this and falls silent comes to.
async fn told(answer: Vec<u8>) -> Answer {
    let own = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(own.signing_key.serialize_der()));
    let tls = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = TlsAcceptor::from(Arc::new(tls)).accept(stream).await.unwrap();
        stream.write_all(&answer).await.unwrap();
        stream.flush().await.unwrap();
        std::future::pending::<()>().await;
    });
    let client = Client::trusting(&own.cert.pem()).unwrap().timeout(Duration::from_secs(1));
    client.send(request(&format!("https://{host}"))).await.unwrap()
}

/// A push that was taken is not to be sent again because its answer's body is late.
#[tokio::test]
async fn a_status_counts_whose_body_never_ends() {
    let half = b"HTTP/1.1 201 Created\r\nContent-Length: 9\r\n\r\nhalf";
    let answer = told(half.to_vec()).await;
    assert_eq!((answer.status(), answer.said()), (201, "half"));
}

/// Such as a proxy's page.
#[tokio::test]
async fn a_long_explanation_is_read_as_far_as_it_goes() {
    let mut long = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 200000\r\n\r\n<h1>No".to_vec();
    long.resize(200_000, b'.');
    let answer = told(long).await;
    assert!(answer.said().starts_with("<h1>No..."), "{}", answer.said());
}

#[tokio::test]
async fn what_is_not_there_or_no_tls_is_said() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = listener.local_addr().unwrap().to_string();
    let client = Client::new().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut hello = [0; 64];
        let _ = stream.read(&mut hello).await;
        let _ = stream.write_all(b"HTTP/1.1 201 Created\r\n\r\n").await;
    });
    let plain = client.send(request(&format!("https://{host}"))).await.unwrap_err();
    assert!(why(&plain, &host).len() > 20, "{plain}");
    let closed = client.send(request(&format!("https://{host}"))).await.unwrap_err();
    assert!(why(&closed, &host).contains("refused"), "{closed}");
}

#[test]
fn an_authority_must_be_one() {
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for pem in ["", "nonsense", broken] {
        assert_eq!(Client::trusting(pem).unwrap_err().field(), Some("authority"), "{pem}");
    }
}
