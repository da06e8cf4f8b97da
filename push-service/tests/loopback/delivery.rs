//! From the endpoint to the browser: what, when, in which order, how often.

use std::time::Duration;

use kaipush_push_service::{Event, Mode, PushService};
use serde_json::json;

use crate::browser::{Browser, Subscription};
use crate::http::post;
use crate::sender::{Push, Sender};
use crate::{TIMEOUT, start};

/// A browser that subscribed and left.
async fn away(service: &PushService, sender: &Sender) -> (String, Subscription) {
    let mut browser = Browser::new(service).await;
    let subscription = browser.subscribe(Some(sender)).await;
    let uaid = browser.uaid.clone();
    let log = service.log().from_now();
    drop(browser);
    let gone = |event: &Event| matches!(event, Event::Disconnected { uaid: Some(_) });
    log.wait_for(gone, TIMEOUT).await.unwrap();
    (uaid, subscription)
}

/// Posts and gives the message's id.
async fn sent(service: &PushService, push: Push) -> String {
    let answer = post(service, push).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let location = answer.headers["location"].to_str().unwrap();
    location.rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn what_the_browser_hears() {
    let service = start(Mode::Standard).await;
    let sender = Sender::new();
    let mut browser = Browser::new(&service).await;
    let Subscription { channel, endpoint } = browser.subscribe(Some(&sender)).await;
    let padded = sender
        .push(&endpoint)
        .with("Encryption", "keyid=\"k\"; salt=\"YWJjZA==\"")
        .with("Crypto-Key", format!("keyid=k;dh=\"ZGVmZw==\", p256ecdsa={}=", sender.key()))
        .data([251, 255, 0]);
    let version = sent(&service, padded).await;
    let wanted = json!({
        "messageType": "notification", "channelID": channel, "version": version, "ttl": 60,
        "data": "-_8A",
        "headers": {
            "encoding": "aesgcm",
            "encryption": "keyid=k;salt=YWJjZA",
            "crypto_key": format!("keyid=k;dh=ZGVmZw,p256ecdsa={}", sender.key()),
        },
    });
    assert_eq!(browser.pushed().await, wanted);

    sent(&service, sender.modern_push(&endpoint)).await;
    assert_eq!(browser.pushed().await["headers"], json!({ "encoding": "aes128gcm" }));

    let version = sent(&service, sender.modern_push(&endpoint).data([])).await;
    let wanted = json!({
        "messageType": "notification", "channelID": channel, "version": version, "ttl": 60,
    });
    assert_eq!(browser.pushed().await, wanted);
}

#[tokio::test]
async fn what_was_sent_while_away_comes_in_order() {
    let service = start(Mode::Kaios).await;
    let sender = Sender::new();
    let (uaid, subscription) = away(&service, &sender).await;
    let mut versions = vec![];
    for _ in 0..5 {
        versions.push(sent(&service, sender.push(&subscription.endpoint)).await);
    }
    let mut browser = Browser::back(&service, &uaid).await;
    for version in versions {
        let pushed = browser.pushed().await;
        assert_eq!(pushed["version"], version.as_str());
        browser.ack(&pushed, 100).await;
    }
    browser.hears_nothing().await;
    Browser::back(&service, &uaid).await.hears_nothing().await;
}

#[tokio::test]
async fn what_is_not_acknowledged_comes_again() {
    let service = start(Mode::Kaios).await;
    let sender = Sender::new();
    let mut browser = Browser::new(&service).await;
    let endpoint = browser.subscribe(Some(&sender)).await.endpoint;
    let uaid = browser.uaid.clone();
    let first = sent(&service, sender.push(&endpoint)).await;
    let second = sent(&service, sender.push(&endpoint)).await;
    let pushed = browser.pushed().await;
    assert_eq!(pushed["version"], first.as_str());
    assert_eq!(browser.pushed().await["version"], second.as_str());
    // Not decrypted is acknowledged all the same.
    browser.ack(&pushed, 101).await;
    let acked = |event: &Event| matches!(event, Event::Acked { code: Some(101), .. });
    service.wait_for(acked, TIMEOUT).await.unwrap();

    let log = service.log().from_now();
    service.drop_connections();
    browser.is_dropped().await;
    let mut browser = Browser::back(&service, &uaid).await;
    assert_eq!(browser.pushed().await["version"], second.as_str());
    let again = |event: &Event| matches!(event, Event::Delivered { again: true, .. });
    log.wait_for(again, TIMEOUT).await.unwrap();
    browser.hears_nothing().await;
}

#[tokio::test]
async fn ttl_ends_while_away() {
    let service = start(Mode::Kaios).await;
    let sender = Sender::new();
    let (uaid, subscription) = away(&service, &sender).await;
    let push = |ttl| sender.push(&subscription.endpoint).ttl(ttl);
    let expired = async |version: String| {
        let expired = |event: &Event| matches!(event, Event::Expired { version: gone, .. } if *gone == version);
        service.wait_for(expired, TIMEOUT).await.unwrap();
    };
    expired(sent(&service, push(0)).await).await;
    let soon = sent(&service, push(1)).await;
    let kept = sent(&service, push(60)).await;
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let mut browser = Browser::back(&service, &uaid).await;
    assert_eq!(browser.pushed().await["version"], kept.as_str());
    browser.hears_nothing().await;
    expired(soon).await;
}

#[tokio::test]
async fn ttl_0_reaches_a_browser_that_is_there() {
    let service = start(Mode::Kaios).await;
    let sender = Sender::new();
    let mut browser = Browser::new(&service).await;
    let endpoint = browser.subscribe(Some(&sender)).await.endpoint;
    let version = sent(&service, sender.push(&endpoint).ttl(0)).await;
    assert_eq!(browser.pushed().await["version"], version.as_str());
    // Not acknowledged, but it was for then only.
    Browser::back(&service, &browser.uaid).await.hears_nothing().await;
}

#[tokio::test]
async fn a_topic_keeps_only_its_last() {
    let service = start(Mode::Kaios).await;
    let sender = Sender::new();
    let (uaid, subscription) = away(&service, &sender).await;
    let push = || sender.push(&subscription.endpoint);
    let replaced = sent(&service, push().with("Topic", "score")).await;
    let plain = sent(&service, push()).await;
    let other = sent(&service, push().with("Topic", "weather")).await;
    let last = sent(&service, push().with("Topic", "score")).await;
    let mut browser = Browser::back(&service, &uaid).await;
    for version in [plain, other, last] {
        assert_eq!(browser.pushed().await["version"], version.as_str());
    }
    browser.hears_nothing().await;
    let gone = |event: &Event| {
        matches!(event, Event::Replaced { version, topic, .. }
            if *version == replaced && topic == "score")
    };
    service.wait_for(gone, TIMEOUT).await.unwrap();
}

#[tokio::test]
async fn an_ended_subscription_gets_nothing_more() {
    let service = start(Mode::Kaios).await;
    let sender = Sender::new();
    let mut browser = Browser::new(&service).await;
    let ended = browser.subscribe(Some(&sender)).await;
    let other = browser.subscribe(Some(&sender)).await;
    sent(&service, sender.push(&ended.endpoint)).await;
    browser.pushed().await;
    browser.unsubscribe(&ended.channel).await;
    let kept = sent(&service, sender.push(&other.endpoint)).await;
    browser.pushed().await;
    let mut browser = Browser::back(&service, &browser.uaid).await;
    assert_eq!(browser.pushed().await["version"], kept.as_str());
    browser.hears_nothing().await;
}
