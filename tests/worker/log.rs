//! What came and what was closed, in IndexedDB, as the page reads it.

use js_sys::Array;
use kaipush::page::{Config, History, Push};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{forget, js, json, member, names, pass, storage};
use crate::core::{Worker, notification};

async fn history() -> History {
    Push::new(Config::new("/sw.js")).history().await.unwrap()
}

async fn push(settings: &str, payload: &str) -> Worker {
    let worker = Worker::new(settings).await;
    worker.push(&format!("JSON.stringify({payload})")).await.unwrap();
    worker
}

#[wasm_bindgen_test]
async fn fifty_records_are_kept_newest_first() {
    for number in 0..60 {
        push("{}", &format!("{{ title: 'logged {number}' }}")).await;
    }
    let kept = history().await.received;
    let titles: Array = kept.iter().map(|entry| member(&entry.record.0, "title")).collect();
    let expected: Array = (10..60).rev().map(|number| js(&format!("'logged {number}'"))).collect();
    assert_eq!(json(&titles), json(&expected));
}

#[wasm_bindgen_test]
async fn ends_take_no_place_of_pushes() {
    let worker = Worker::new("{}").await;
    let closed = notification("ended", "{ data: { kaipush: 1 } }").await;
    for number in 0..50 {
        worker.push(&format!("'ended {number}'")).await.unwrap();
        worker.close(&closed).await.unwrap();
    }
    let kept = history().await;
    assert_eq!((kept.received.len(), kept.closed.len()), (50, 50));
    assert_eq!(member(&kept.received[49].record.0, "body"), "ended 0");
}

#[wasm_bindgen_test]
async fn a_record_has_what_an_app_lists() {
    push("{}", "{ title: 'T', body: 'B', tag: 'G', url: '/u', icon: '/i.png', data: { d: [1] } }")
        .await;
    let record = history().await.received.remove(0).record;
    assert_eq!(names(&record.0), r#"["kind","at","title","body","tag","url","shown","data"]"#);
    assert_eq!(member(&record.0, "shown"), true);
    assert_eq!(json(&member(&record.0, "data")), r#"{"d":[1]}"#);
    assert!(member(&record.0, "at").as_f64().unwrap() > 1.6e12);
}

/// An app that lists them may go there.
#[wasm_bindgen_test]
async fn an_address_that_no_click_may_lead_to_is_not_kept() {
    for url in ["javascript:alert(1)", "https://elsewhere.example/", "data:text/html,x"] {
        push("{}", &format!("{{ title: 'T', url: '{url}' }}")).await;
        let record = history().await.received.remove(0).record;
        assert_eq!(member(&record.0, "title"), "T");
        assert!(member(&record.0, "url").is_undefined(), "{url}");
    }
    // Whole, for the page that lists it may lie in another folder.
    push("{}", "{ url: 'index.html#/7' }").await;
    let record = history().await.received.remove(0).record;
    assert_eq!(member(&record.0, "url"), js("new URL('index.html#/7', registration.scope).href"));
    let allowing = "{ allow: ['https://elsewhere.example'] }";
    push(allowing, "{ url: 'https://elsewhere.example/' }").await;
    let record = history().await.received.remove(0).record;
    assert_eq!(member(&record.0, "url"), "https://elsewhere.example/");
}

#[wasm_bindgen_test]
async fn what_was_dropped_is_there_and_says_so() {
    push("{ onpush: () => false }", "{ title: 'Dropped' }").await;
    let record = history().await.received.remove(0).record;
    assert_eq!(member(&record.0, "title"), "Dropped");
    assert_eq!(member(&record.0, "shown"), false);
}

#[wasm_bindgen_test]
async fn what_the_handler_made_of_it_is_what_counts() {
    push("{ onpush: () => ({ title: 'Edited' }) }", "{ title: 'Original' }").await;
    assert_eq!(member(&history().await.received.remove(0).record.0, "title"), "Edited");
}

#[wasm_bindgen_test]
async fn pushes_at_once_are_all_written() {
    let worker = Worker::new("{}").await;
    let (one, two, three) =
        (worker.push("'at once'"), worker.push("'at once'"), worker.push("'at once'"));
    for done in [one.await, two.await, three.await] {
        done.unwrap();
    }
    let bodies = history().await.received.into_iter().take(3);
    assert!(bodies.into_iter().all(|entry| member(&entry.record.0, "body") == "at once"));
}

#[wasm_bindgen_test]
async fn without_a_storage_pushes_are_still_shown() {
    let worker = {
        let _off = storage("self", "null").await;
        push("{}", "{ title: 'Shown all the same' }").await
    };
    assert_eq!(worker.texts().0, "Shown all the same");
    assert_eq!(worker.warnings(), r#"["store-failed received"]"#);
}

/// A newer kaipush may need another layout, which an open connection would block.
#[wasm_bindgen_test]
async fn a_connection_is_closed_for_who_upgrades_or_deletes() {
    push("{}", "{ title: 'Connected' }").await;
    history().await;
    // What a page looks up when it starts.
    pass(500).await;
    forget().await;
    push("{}", "{ title: 'Connected again' }").await;
    assert_eq!(member(&history().await.received.remove(0).record.0, "title"), "Connected again");
}
