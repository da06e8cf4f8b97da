//! `urlB64ToUint8Array` against the browser's own `atob`.

use js_sys::Uint8Array;
use kaipush::model::error::Code;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{assert_thrown, js, member};
use crate::core::Core;

#[wasm_bindgen(module = "/tests/page/key.js")]
extern "C" {
    /// Texts that are base64, nearly base64, or not at all.
    fn texts(count: u32) -> Vec<JsValue>;
    /// The tutorials' function of that name; `None` where it throws.
    fn tutorial(text: &JsValue) -> Option<Uint8Array>;
}

#[wasm_bindgen_test]
async fn it_takes_what_the_tutorials_function_takes() {
    let core = Core::start().await;
    let (mut taken, mut refused) = (0, 0);
    for text in texts(4_000) {
        match (core.decode(&text), tutorial(&text)) {
            (Ok(ours), Some(theirs)) => {
                assert_eq!(ours.to_vec(), theirs.to_vec(), "{text:?}");
                taken += 1;
            }
            (Err(thrown), None) => {
                assert_eq!(member(&thrown, "code"), "key-not-base64", "{text:?}");
                refused += 1;
            }
            (ours, theirs) => panic!("{text:?}: {ours:?} here, {theirs:?} there"),
        }
    }
    assert!(taken > 500 && refused > 500, "{taken} taken, {refused} refused");
}

#[wasm_bindgen_test]
async fn an_error_says_where() {
    let thrown = Core::start().await.decode(&"AA*A".into()).unwrap_err();
    assert_thrown(&thrown, Code::KeyNotBase64, "'*' at character 3");
}

#[wasm_bindgen_test]
async fn what_is_no_text_is_no_key() {
    let core = Core::start().await;
    for source in ["undefined", "null", "65", "{}", "new Uint8Array(65)"] {
        let thrown = core.decode(&js(source)).unwrap_err();
        assert_thrown(&thrown, Code::KeyNotBase64, "no text");
    }
}
