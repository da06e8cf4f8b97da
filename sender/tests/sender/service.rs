//! The strict push service takes what is sent, and its refusals are explained.

use std::time::Duration;

use kaipush_push_service::{Mode, Options, PushService};
use kaipush_sender::{Answer, Client, Meaning, Push, Scheme, Subscription, Vapid};
use serde_json::Value;

use crate::browser::Connection;
use crate::node::Browser;
use crate::vapid;

struct Scene {
    service: PushService,
    browser: Browser,
    connection: Connection,
    client: Client,
    vapid: Vapid,
    subscription: Subscription,
}

impl Scene {
    async fn new(mode: Mode) -> Self {
        let options = Options { mode, ..Options::default() };
        let service = PushService::start(options).await.unwrap();
        let (browser, vapid) = (Browser::new(), vapid());
        let mut connection = Connection::open(&service).await;
        let endpoint = connection.subscribe(1, vapid.public_key()).await;
        let subscription = browser.subscription(&endpoint);
        let client = Client::trusting(service.certificate_pem()).unwrap();
        Self { service, browser, connection, client, vapid, subscription }
    }

    async fn send(&self, push: Push) -> Answer {
        let request = push.request(&self.subscription, &self.vapid).unwrap();
        self.client.send(request).await.unwrap()
    }

    /// The next push, decrypted with what the service passed on.
    async fn read(&mut self) -> (Value, Vec<u8>) {
        let pushed = self.connection.hear().await;
        let headers = &pushed["headers"];
        let old = serde_json::json!({
            "encryption": headers["encryption"], "crypto-key": headers["crypto_key"],
        });
        let (encoding, data) =
            (headers["encoding"].as_str().unwrap(), pushed["data"].as_str().unwrap());
        let read = self.browser.open(encoding, &old, data);
        (pushed, read)
    }
}

#[tokio::test]
async fn both_schemes_are_taken_and_read() {
    for (mode, scheme) in [
        (Mode::Kaios, Scheme::Legacy),
        (Mode::Standard, Scheme::Legacy),
        (Mode::Standard, Scheme::Standard),
    ] {
        let mut scene = Scene::new(mode).await;
        for payload in ["Grüße 👋".as_bytes().to_vec(), vec![b'x'; scheme.most()]] {
            let push =
                Push::new().scheme(scheme).payload(payload.clone()).ttl(Duration::from_secs(77));
            let answer = scene.send(push).await;
            assert_eq!((answer.status(), answer.is_taken()), (201, true), "{answer}");
            let (pushed, read) = scene.read().await;
            assert_eq!(read, payload);
            assert_eq!(pushed["ttl"], 77);
        }
        let empty = Push::new().scheme(scheme).topic("t");
        assert!(scene.send(empty).await.is_taken());
        assert!(scene.connection.hear().await.get("data").is_none());
        scene.service.stop().await;
    }
}

#[tokio::test]
async fn kaios_refusals_are_explained() {
    let scene = Scene::new(Mode::Kaios).await;
    let standard = Push::new().scheme(Scheme::Standard);
    let answer = scene.send(standard.clone().payload("x")).await;
    assert_eq!((answer.meaning(), answer.errno()), (Meaning::Unauthorized, Some(109)));
    assert!(answer.to_string().contains("Scheme::Legacy"), "{answer}");
    // Without a body the scheme of the signature is all that is wrong.
    let answer = scene.send(standard).await;
    assert_eq!((answer.status(), answer.errno()), (400, None));
    assert!(answer.to_string().contains("Scheme::Legacy"), "{answer}");
    assert!(!answer.may_retry() && !answer.is_gone());
}

#[tokio::test]
async fn another_key_is_refused_and_said_so() {
    let scene = Scene::new(Mode::Kaios).await;
    let push = Push::new().scheme(Scheme::Legacy).payload("x");
    let request = push.request(&scene.subscription, &vapid()).unwrap();
    let answer = scene.client.send(request).await.unwrap();
    assert_eq!((answer.status(), answer.errno()), (401, Some(109)));
    assert!(answer.to_string().contains("must have subscribed with the public key"), "{answer}");
}

#[tokio::test]
async fn a_dead_subscription_is_gone() {
    let mut scene = Scene::new(Mode::Kaios).await;
    let push = Push::new().scheme(Scheme::Legacy);
    scene.connection.unsubscribe(1).await;
    let unsubscribed = scene.send(push.clone()).await;
    assert_eq!((unsubscribed.status(), unsubscribed.errno()), (410, Some(106)));
    scene.service.forget_clients();
    let reset = scene.send(push.clone()).await;
    assert_eq!((reset.status(), reset.errno()), (410, Some(103)));
    let endpoint = format!("{}/wpush/v2/garbled", scene.service.https_origin());
    scene.subscription = scene.browser.subscription(&endpoint);
    let garbled = scene.send(push).await;
    assert_eq!((garbled.status(), garbled.errno()), (404, Some(102)));
    for answer in [unsubscribed, reset, garbled] {
        assert!(answer.is_gone() && answer.to_string().contains("send nothing there"), "{answer}");
    }
}
