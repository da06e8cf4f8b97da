//! A notification was closed.

use kaipush::page::{Config, Push};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{json, member};
use crate::core::{Worker, notification};

#[wasm_bindgen_test]
async fn the_app_is_told_and_it_is_written_down() {
    let worker = Worker::new("{}").await;
    let closed =
        notification("closed", "{ body: 'B', data: { kaipush: 1, data: { n: 1 }, url: '/u' } }")
            .await;
    worker.close(&closed).await.unwrap();
    assert_eq!(
        json(&member(&worker.host, "asked")),
        r#"[{"name":"onclose","argument":{"title":"About closed","body":"B","tag":"closed","data":{"n":1}}}]"#
    );
    let history = Push::new(Config::new("/sw.js")).history().await.unwrap();
    let record = &history.closed[0].record.0;
    assert_eq!(member(record, "title"), "About closed");
    assert_eq!(member(record, "kind"), "closed");
    assert_eq!(json(&member(record, "data")), r#"{"n":1}"#);
}

#[wasm_bindgen_test]
async fn a_notification_without_data_can_be_closed() {
    let worker = Worker::new("{}").await;
    worker.close(&notification("bare", "{}").await).await.unwrap();
    assert_eq!(worker.warnings(), "[]");
}
