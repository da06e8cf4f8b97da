//! The browser's side of the protocol.

use kaipush_push_service::{Event, Mode};
use serde_json::json;
use tokio_tungstenite::tungstenite::Error;

use crate::browser::Browser;
use crate::http::post;
use crate::sender::Sender;
use crate::{TIMEOUT, start};

#[tokio::test]
async fn a_known_browser_keeps_name_and_subscriptions() {
    let service = start(Mode::Kaios).await;
    let sender = Sender::new();
    let mut browser = Browser::new(&service).await;
    let endpoint = browser.subscribe(Some(&sender)).await.endpoint;
    let mut back = Browser::back(&service, &browser.uaid).await;
    assert_eq!(back.uaid, browser.uaid);
    // Its older connection ends, the new one has its place.
    browser.is_dropped().await;
    assert_eq!(post(&service, sender.push(&endpoint)).await.status, 201);
    back.pushed().await;
}

#[tokio::test]
async fn an_unknown_browser_gets_a_new_name() {
    let service = start(Mode::Kaios).await;
    for unknown in ["", "0123456789abcdef", "no name at all"] {
        let browser = Browser::back(&service, unknown).await;
        assert_ne!(browser.uaid, unknown);
    }
    let (one, two) = (Browser::new(&service).await, Browser::new(&service).await);
    assert_ne!(one.uaid, two.uaid);
}

#[tokio::test]
async fn a_forgotten_browser_gets_a_new_name_and_410() {
    let service = start(Mode::Kaios).await;
    let sender = Sender::new();
    let mut browser = Browser::new(&service).await;
    let endpoint = browser.subscribe(Some(&sender)).await.endpoint;
    service.forget_clients();
    service.drop_connections();
    browser.is_dropped().await;
    assert_eq!(post(&service, sender.push(&endpoint)).await.code(), (410, Some(103)));
    let back = Browser::back(&service, &browser.uaid).await;
    assert_ne!(back.uaid, browser.uaid);
}

#[tokio::test]
async fn subscribing_when_forgotten_ends_the_connection() {
    let service = start(Mode::Kaios).await;
    let mut browser = Browser::new(&service).await;
    service.forget_clients();
    browser.say(json!({ "messageType": "register", "channelID": "c" })).await;
    browser.is_dropped().await;
}

#[tokio::test]
async fn refusing_keeps_browsers_away() {
    let service = start(Mode::Kaios).await;
    let mut browser = Browser::new(&service).await;
    service.refuse(true);
    browser.hears_nothing().await;
    service.drop_connections();
    browser.is_dropped().await;
    match Browser::connect(&service).await {
        Err(Error::Http(response)) => assert_eq!(response.status(), 503),
        other => panic!("not refused: {:?}", other.err()),
    }
    let refused = |event: &Event| *event == Event::ConnectionRefused;
    service.wait_for(refused, TIMEOUT).await.unwrap();
    service.refuse(false);
    Browser::back(&service, &browser.uaid).await;
}

#[tokio::test]
async fn ping_is_answered_and_announcements_are_not() {
    let service = start(Mode::Kaios).await;
    let mut browser = Browser::new(&service).await;
    browser.say(json!({ "messageType": "broadcast_subscribe", "broadcasts": { "a": "b" } })).await;
    browser.hears_nothing().await;
}

#[tokio::test]
async fn a_key_that_is_none_is_not_registered() {
    let service = start(Mode::Kaios).await;
    let mut browser = Browser::new(&service).await;
    browser.say(json!({ "messageType": "register", "channelID": "c", "key": "AAAA" })).await;
    let answer = browser.hear().await;
    assert_eq!((&answer["status"], &answer["channelID"]), (&json!(400), &json!("c")));
}

#[tokio::test]
async fn failures_in_the_worker_are_logged() {
    let service = start(Mode::Kaios).await;
    let mut browser = Browser::new(&service).await;
    browser.say(json!({ "messageType": "nack", "version": "v", "code": 302 })).await;
    let failed = Event::Nacked { version: "v".into(), code: Some(302) };
    service.wait_for(|event| *event == failed, TIMEOUT).await.unwrap();
}

#[tokio::test]
async fn the_reason_to_unsubscribe_is_logged() {
    let service = start(Mode::Kaios).await;
    let mut browser = Browser::new(&service).await;
    let channel = browser.subscribe(None).await.channel;
    browser.say(json!({ "messageType": "unregister", "channelID": channel, "code": 201 })).await;
    let gone = Event::Unregistered { channel, code: Some(201) };
    service.wait_for(|event| *event == gone, TIMEOUT).await.unwrap();
}

#[tokio::test]
async fn what_is_not_in_the_protocol_ends_only_that_connection() {
    let service = start(Mode::Kaios).await;
    let mut bystander = Browser::new(&service).await;
    for text in ["", "nonsense", "[]", r#"{"messageType":"dance"}"#, r#"{"messageType":"hello"}"#] {
        let log = service.log().from_now();
        let mut browser = Browser::new(&service).await;
        browser.say_text(text).await;
        browser.is_dropped().await;
        let bad = |event: &Event| matches!(event, Event::BadFrame { .. });
        log.wait_for(bad, TIMEOUT).await.unwrap();
    }
    let mut nameless = Browser::connect(&service).await.unwrap();
    nameless.say(json!({ "messageType": "register", "channelID": "c" })).await;
    nameless.is_dropped().await;
    bystander.hears_nothing().await;
}
