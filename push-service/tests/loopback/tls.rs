//! The certificate, and browsers over TLS.

use kaipush_push_service::Mode;

use crate::browser::Browser;
use crate::http::{post_tls, tls};
use crate::sender::Sender;
use crate::start;

#[tokio::test]
async fn a_browser_connects_over_tls() {
    let service = start(Mode::Kaios).await;
    let sender = Sender::new();
    let stream = Box::new(tls(&service, "localhost").await);
    let mut browser = Browser::over(stream, &service.secure_websocket_url()).await.unwrap();
    browser.hello(None).await;
    let endpoint = browser.subscribe(Some(&sender)).await.endpoint;
    assert_eq!(post_tls(&service, sender.push(&endpoint)).await.status, 201);
    browser.pushed().await;
}

#[tokio::test]
async fn each_service_has_a_certificate_of_its_own() {
    let (one, two) = (start(Mode::Kaios).await, start(Mode::Kaios).await);
    assert_ne!(one.certificate_pem(), two.certificate_pem());
    for pem in [one.certificate_pem(), two.certificate_pem()] {
        assert!(pem.starts_with("-----BEGIN CERTIFICATE-----"));
        assert!(!pem.contains("PRIVATE"));
    }
}
