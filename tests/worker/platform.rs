//! Options for the system that the worker finds itself on.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{Placed, json, member};
use crate::core::Worker;

const PUSH: &str = r#"'{"title":"T","vibrate":[30,200,30],"silent":true,"image":"/i.png","mozbehavior":{"noclear":true,"loopControl":{"sound":true}}}'"#;

async fn lowered() -> (String, String) {
    let worker = Worker::new("{}").await;
    worker.push(PUSH).await.unwrap();
    (json(&member(&worker.shown(), "options")), worker.warnings())
}

#[wasm_bindgen_test]
async fn the_web_knows_no_mozbehavior() {
    let (options, warnings) = lowered().await;
    assert_eq!(options, r#"{"image":"/i.png","silent":true,"data":{"kaipush":1}}"#);
    assert_eq!(warnings, r#"["option-ignored mozbehavior"]"#);
}

#[wasm_bindgen_test]
async fn open_app_means_kaios_2_5() {
    let _open_app = Placed::new("clients", "openApp", "() => Promise.resolve()");
    let (options, warnings) = lowered().await;
    assert_eq!(
        options,
        r#"{"mozbehavior":{"noclear":true,"vibrationPattern":[30,200,30]},"data":{"kaipush":1}}"#
    );
    assert_eq!(
        warnings,
        r#"["option-ignored image","option-ignored silent","option-ignored mozbehavior.loopControl"]"#
    );
}

#[wasm_bindgen_test]
async fn a_system_message_manager_means_kaios_3() {
    let _manager = Placed::new("registration", "systemMessageManager", "{}");
    let (options, warnings) = lowered().await;
    assert_eq!(
        options,
        r#"{"image":"/i.png","silent":true,"mozbehavior":{"noclear":true,"loopControl":{"sound":true},"vibrationPattern":[30,200,30]},"data":{"kaipush":1}}"#
    );
    assert_eq!(warnings, "[]");
}

#[wasm_bindgen_test]
async fn the_user_agent_decides_where_features_are_silent() {
    let agent = "'Mozilla/5.0 (Mobile; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5.4'";
    let _agent = Placed::new("navigator", "userAgent", agent);
    let (options, warnings) = lowered().await;
    assert!(options.contains("mozbehavior"), "{options}");
    // It has what 2.5 has only since then.
    assert!(options.contains(r#""image":"/i.png","silent":true"#), "{options}");
    assert_eq!(warnings, "[]");
}
