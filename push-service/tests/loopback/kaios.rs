//! What KaiOS' server refuses and the standards allow.

use kaipush_push_service::{Mode, Options};

use crate::browser::Browser;
use crate::http::post;
use crate::sender::{Push, Sender};
use crate::start;

#[test]
fn kaios_rules_are_the_default() {
    assert_eq!(Options::default().mode, Mode::Kaios);
}

#[tokio::test]
async fn only_the_first_drafts_are_taken() {
    let service = start(Mode::Kaios).await;
    let sender = Sender::new();
    let mut browser = Browser::new(&service).await;
    let endpoint = browser.subscribe(Some(&sender)).await.endpoint;

    let modern = post(&service, sender.modern_push(&endpoint)).await;
    assert_eq!(modern.code(), (401, Some(109)));
    assert!(modern.message().contains("aesgcm"));

    let vapid = format!("vapid t={}, k={}", sender.sign(&Sender::claims(&endpoint)), sender.key());
    let mixed = post(&service, sender.push(&endpoint).with("Authorization", vapid.as_str())).await;
    assert_eq!(mixed.code(), (400, None));
    assert!(mixed.message().contains("WebPush <JWT>"));
    let empty = post(&service, Push::new(&endpoint).with("Authorization", vapid)).await;
    assert_eq!(empty.code(), (400, None));

    browser.hears_nothing().await;
    assert_eq!(post(&service, sender.push(&endpoint)).await.status, 201);
    assert_eq!(browser.pushed().await["headers"]["encoding"], "aesgcm");
}

#[tokio::test]
async fn without_a_key_only_empty_pushes_are_taken() {
    let service = start(Mode::Kaios).await;
    let sender = Sender::new();
    let mut browser = Browser::new(&service).await;
    let endpoint = browser.subscribe(None).await.endpoint;

    for push in [sender.push(&endpoint), sender.push(&endpoint).without("Authorization")] {
        let answer = post(&service, push).await;
        assert_eq!(answer.code(), (401, Some(109)));
        assert!(answer.message().contains("without a body"));
    }
    browser.hears_nothing().await;
    assert_eq!(post(&service, Push::new(&endpoint)).await.status, 201);
    assert!(browser.pushed().await.get("data").is_none());
}
