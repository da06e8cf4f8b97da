//! A worker's core that does nothing but wait: `cargo xtask size` weighs it beside the real ones.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

// Its allocator; the page's half, for the worker's has exports of its own.
use kaipush as _;

/// Waits for what it is given.
///
/// # Errors
/// As that rejects.
#[wasm_bindgen]
pub async fn push(event: JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&event)).await
}
