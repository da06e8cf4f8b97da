//! Pushes that are refused, each with autopush's status and number.

use hyper::HeaderMap;
use kaipush_push_service::{Event, Mode, PushService};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::browser::{Browser, Subscription};
use crate::http::{Answer, address, post, post_tls, send};
use crate::sender::{Push, Sender, now};
use crate::{TIMEOUT, start};

struct Scene {
    service: PushService,
    sender: Sender,
    browser: Browser,
    subscription: Subscription,
}

impl Scene {
    async fn new() -> Self {
        let service = start(Mode::Standard).await;
        let sender = Sender::new();
        let mut browser = Browser::new(&service).await;
        let subscription = browser.subscribe(Some(&sender)).await;
        Self { service, sender, browser, subscription }
    }

    fn push(&self) -> Push {
        self.sender.push(&self.subscription.endpoint)
    }

    /// A push with one claim replaced.
    fn claiming(&self, name: &str, value: Value) -> Push {
        let mut claims = Sender::claims(&self.subscription.endpoint);
        claims[name] = value;
        let token = self.sender.sign(&claims);
        self.push().with("Authorization", format!("WebPush {token}"))
    }

    async fn refused(&self, push: Push, status: u16, errno: u64, message: &str) -> HeaderMap {
        let answer = post(&self.service, push).await;
        assert_eq!(answer.code(), (status, Some(errno)), "{answer:?}");
        assert!(answer.message().contains(message), "{}", answer.message());
        assert_eq!(answer.body["code"], status);
        assert!(answer.body["error"].is_string() && answer.body["more_info"].is_string());
        let logged = |event: &Event| {
            matches!(event, Event::Posted(post) if post.status == status
                && post.errno.map(u64::from) == Some(errno)
                && post.message.as_deref() == Some(answer.message()))
        };
        self.service.wait_for(logged, TIMEOUT).await.unwrap();
        answer.headers
    }
}

#[tokio::test]
async fn headers_400() {
    let scene = Scene::new().await;
    let push = || scene.push();
    scene.refused(push().without("TTL"), 400, 111, "TTL").await;
    scene.refused(push().with("TTL", "soon"), 400, 111, "soon").await;
    scene.refused(push().with("TTL", "-1"), 400, 114, "negative").await;
    scene.refused(push().with("Topic", "a".repeat(33)), 400, 113, "Topic").await;
    let push = |without| scene.push().without(without);
    scene.refused(push("Content-Encoding"), 400, 110, "Content-Encoding").await;
    scene.refused(push("Encryption"), 400, 110, "salt").await;
    scene.refused(push("Crypto-Key"), 400, 110, "p256ecdsa").await;
    let br = scene.push().with("Content-Encoding", "br");
    scene.refused(br, 400, 110, "'br'").await;
    let no_dh = format!("p256ecdsa={}", scene.sender.key());
    scene.refused(scene.push().with("Crypto-Key", no_dh), 400, 110, "dh is missing").await;
}

#[tokio::test]
async fn vapid_401() {
    let scene = Scene::new().await;
    let unsigned = scene.push().without("Authorization");
    scene.refused(unsigned, 401, 109, "Authorization header is missing").await;
    let other = Sender::new().push(&scene.subscription.endpoint);
    scene.refused(other, 401, 109, "not the applicationServerKey").await;
    let token = Sender::new().sign(&Sender::claims(&scene.subscription.endpoint));
    let forged = scene.push().with("Authorization", format!("WebPush {token}"));
    scene.refused(forged, 401, 109, "signature").await;

    let no_port = scene.claiming("aud", json!("https://127.0.0.1"));
    scene.refused(no_port, 401, 109, "endpoint's origin").await;
    scene.refused(scene.claiming("exp", json!(now() - 1)), 401, 109, "past").await;
    let late = json!(now() + 24 * 60 * 60 + 60);
    scene.refused(scene.claiming("exp", late), 401, 109, "more than a day").await;
    scene.refused(scene.claiming("sub", json!("")), 401, 109, "sub").await;
    let basic = scene.push().with("Authorization", "Basic YTpi");
    scene.refused(basic, 401, 109, "scheme").await;

    let modern = scene.sender.modern_push(&scene.subscription.endpoint);
    let no_key = modern.with("Authorization", "vapid t=a.b.c");
    scene.refused(no_key, 401, 109, "k= is missing").await;
    let modern = Sender::new().modern_push(&scene.subscription.endpoint);
    scene.refused(modern, 401, 109, "not the applicationServerKey").await;
}

#[tokio::test]
async fn tokens_404() {
    let scene = Scene::new().await;
    let path = |path: &str| Push { path: path.to_owned(), ..scene.push() };
    let good = scene.push().path;
    scene.refused(path("/wpush/v2/nonsense"), 404, 102, "garbled").await;
    scene.refused(path("/wpush/v2/%ff%00"), 404, 102, "garbled").await;
    scene.refused(path(&good[..good.len() - 1]), 404, 102, "garbled").await;
    scene.refused(path(&good.replace("/v2/", "/v3/")), 404, 102, "/wpush/v").await;
    scene.refused(path(&good.replace("/v2/", "/v1/")), 404, 102, "v2").await;
    scene.refused(path("/wpush/x"), 404, 102, "/wpush/v").await;

    let elsewhere = post(&scene.service, path("/")).await;
    assert_eq!(elsewhere.status, 405);
    let elsewhere = post(&scene.service, path("/elsewhere")).await;
    assert_eq!(elsewhere.code(), (404, None));
    let address = address(&scene.service.http_origin()).to_owned();
    let get = send(TcpStream::connect(address).await.unwrap(), "GET", scene.push()).await;
    assert_eq!(get.code(), (405, None));
    assert!(get.message().contains("POST"));
}

#[tokio::test]
async fn gone_410() {
    let mut scene = Scene::new().await;
    scene.browser.unsubscribe(&scene.subscription.channel).await;
    let headers = scene.refused(scene.push(), 410, 106, "no such subscription").await;
    assert_eq!(headers["cache-control"], "max-age=86400");
    scene.service.forget_clients();
    scene.refused(scene.push(), 410, 103, "does not know the browser").await;
}

#[tokio::test]
async fn bodies_413() {
    let mut scene = Scene::new().await;
    assert_eq!(post(&scene.service, scene.push().data([1; 4096])).await.status, 201);
    scene.browser.pushed().await;
    for size in [4097, 1 << 20] {
        scene.refused(scene.push().data(vec![1; size]), 413, 104, &size.to_string()).await;
        let answer = post_tls(&scene.service, scene.push().data(vec![1; size])).await;
        assert_eq!(answer.code(), (413, Some(104)));
    }
    scene.browser.hears_nothing().await;
}

#[tokio::test]
async fn nothing_brings_it_down() {
    let mut scene = Scene::new().await;
    for origin in [scene.service.http_origin(), scene.service.https_origin().to_owned()] {
        for garbage in
            [&b"\0\xff\xfe nonsense\r\n\r\n"[..], b"POST /wpush/v2/", b"\x16\x03\x01\x00"]
        {
            let mut stream = TcpStream::connect(address(&origin)).await.unwrap();
            stream.write_all(garbage).await.unwrap();
            stream.shutdown().await.unwrap();
            let _ = stream.read_to_end(&mut vec![]).await;
        }
    }
    let strange = |push: Push| post(&scene.service, push);
    let header = |name| scene.push().with(name, "=;,=\"é,;;==");
    for name in ["Authorization", "Crypto-Key", "Encryption", "Content-Encoding", "TTL", "Topic"] {
        let answer: Answer = strange(header(name)).await;
        assert!(matches!(answer.status, 400 | 401), "{name}: {answer:?}");
    }
    assert_eq!(post(&scene.service, scene.push()).await.status, 201);
    scene.browser.pushed().await;
}
