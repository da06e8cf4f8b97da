//! Lines in the console, in page and worker, as many as the app wants.

use kaipush_model::error::{Log, Note};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = warn)]
    fn console_warn(line: &str);
    #[cfg(feature = "page")]
    #[wasm_bindgen(js_namespace = console, js_name = log)]
    fn console_log(line: &str);
}

#[cfg(feature = "page")]
thread_local! {
    /// The page's, whose app says it once.
    static LEVEL: std::cell::Cell<Log> = const { std::cell::Cell::new(Log::Warnings) };
}

/// Sets how much the page writes.
#[cfg(feature = "page")]
pub(crate) fn set(level: Log) {
    LEVEL.set(level);
}

#[cfg(feature = "page")]
fn level() -> Log {
    LEVEL.get()
}

/// The worker's stands among its settings.
#[cfg(not(feature = "page"))]
fn level() -> Log {
    use kaipush_model::Value;
    let settings = crate::seen::global("kaipush");
    settings.and_then(|settings| Log::parse(&settings.text("log")?)).unwrap_or_default()
}

/// What is wrong, what it is about, and what to do, where that text is on board.
pub(crate) fn warn(note: Note, about: &str) {
    if level() == Log::None {
        return;
    }
    #[cfg(feature = "page")]
    let (stop, advice) = (". ", note.advice());
    #[cfg(not(feature = "page"))]
    let (stop, advice) = ("", "");
    let colon = if about.is_empty() { "" } else { ": " };
    console_warn(&["kaipush: ", note.as_str(), colon, about, stop, advice].concat());
}

/// A step on the way, for those who look for where it ends.
#[cfg(feature = "page")]
pub(crate) fn say(what: &str, about: &str) {
    if level() == Log::All {
        console_log(&["kaipush: ", what, ": ", about].concat());
    }
}
