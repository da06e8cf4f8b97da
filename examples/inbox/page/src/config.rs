//! What changes from server to server, in static/js/config.js: no build for a new key.

use kaipush::Js;
use kaipush::model::Value;
use kaipush::model::key::Key;
use kaipush::page::{Config, Error};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = config)]
    static CONFIG: Option<JsValue>;
}

/// The app's configuration.
///
/// # Errors
/// What is wrong with the key.
pub(crate) fn read() -> Result<Config, Error> {
    let given = Js(CONFIG.with(|config| config.clone().unwrap_or_default()));
    let text = |name| given.text(name).filter(|text| !text.is_empty());
    let mut config = Config::new("sw.js");
    if let Some(key) = text("key") {
        config = config.key(Key::parse(&key)?);
    }
    if let Some(url) = text("reportTo") {
        config = config.report_to(url);
    }
    Ok(config)
}
