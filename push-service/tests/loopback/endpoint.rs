//! Pushes that are taken.

use kaipush_push_service::{Event, Mode};

use crate::browser::Browser;
use crate::http::{post, post_tls};
use crate::sender::{Push, Sender};
use crate::{TIMEOUT, start};

#[tokio::test]
async fn a_push_is_taken_over_http_and_tls() {
    let service = start(Mode::Kaios).await;
    let sender = Sender::new();
    let mut browser = Browser::new(&service).await;
    let subscription = browser.subscribe(Some(&sender)).await;
    let endpoint = &subscription.endpoint;
    assert!(endpoint.starts_with(&format!("{}/wpush/v2/", service.https_origin())));

    for answer in [
        post(&service, sender.push(endpoint)).await,
        post_tls(&service, sender.push(endpoint)).await,
    ] {
        assert_eq!(answer.status, 201, "{answer:?}");
        assert_eq!(answer.headers["ttl"], "60");
        let pushed = browser.pushed().await;
        let version = pushed["version"].as_str().unwrap();
        let location = format!("{}/m/{version}", service.https_origin());
        assert_eq!(answer.headers["location"], location.as_str());
    }
}

#[tokio::test]
async fn standard_takes_both_encodings_and_both_schemes() {
    let service = start(Mode::Standard).await;
    let sender = Sender::new();
    let mut browser = Browser::new(&service).await;
    let endpoint = browser.subscribe(Some(&sender)).await.endpoint;
    let token = sender.sign(&Sender::claims(&endpoint));
    let draft = |push: Push| {
        push.with("Authorization", format!("WebPush {token}"))
            .with("Crypto-Key", format!("p256ecdsa={}", sender.key()))
    };
    let rfc = format!("vapid t={token},k={}", sender.key());
    for (push, encoding) in [
        (sender.push(&endpoint), "aesgcm"),
        (sender.push(&endpoint).with("Authorization", rfc), "aesgcm"),
        (sender.modern_push(&endpoint), "aes128gcm"),
        (draft(sender.modern_push(&endpoint)), "aes128gcm"),
    ] {
        let answer = post(&service, push).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        assert_eq!(browser.pushed().await["headers"]["encoding"], encoding);
    }
}

#[tokio::test]
async fn without_a_key_no_vapid_is_needed_but_a_wrong_one_is_refused() {
    let service = start(Mode::Standard).await;
    let sender = Sender::new();
    let mut browser = Browser::new(&service).await;
    let endpoint = browser.subscribe(None).await.endpoint;
    assert!(endpoint.contains("/wpush/v1/"));

    let signed = sender.push(&endpoint);
    let unsigned = signed.clone().without("Authorization");
    assert_eq!(post(&service, unsigned).await.status, 201);
    assert_eq!(post(&service, signed.clone()).await.status, 201);
    let wrong = signed.with("Authorization", "WebPush a.b.c");
    assert_eq!(post(&service, wrong).await.code(), (401, Some(109)));
}

#[tokio::test]
async fn the_log_tells_a_pushs_whole_way() {
    let service = start(Mode::Kaios).await;
    let sender = Sender::new();
    let mut browser = Browser::new(&service).await;
    let subscription = browser.subscribe(Some(&sender)).await;
    let push = sender.push(&subscription.endpoint).with("Topic", "inbox");
    post(&service, push).await;
    let pushed = browser.pushed().await;
    browser.ack(&pushed, 100).await;
    let acked = |event: &Event| matches!(event, Event::Acked { code: Some(100), .. });
    let last = service.wait_for(acked, TIMEOUT).await.unwrap();

    let entries = service.log().entries();
    assert!(entries.is_sorted_by_key(|entry| entry.at) && entries.contains(&last));
    let events: Vec<Event> = entries.into_iter().map(|entry| entry.event).collect();
    let [
        Event::Hello { known: false, .. },
        Event::Registered { keyed: true, .. },
        Event::Posted(post),
        Event::Delivered { again: false, .. },
        Event::Acked { .. },
    ] = &events[..]
    else {
        panic!("{}", service.log());
    };
    assert_eq!((post.status, post.errno, post.ttl), (201, None, Some(60)));
    assert_eq!((post.encoding, post.bytes), (Some("aesgcm"), 11));
    assert_eq!(post.topic.as_deref(), Some("inbox"));
    assert_eq!(post.channel.as_deref(), Some(subscription.channel.as_str()));
    assert_eq!(post.version.as_deref(), pushed["version"].as_str());
}
