//! A line in the console, in page and worker.

use kaipush_model::error::Note;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = warn)]
    fn console_warn(line: &str);
}

/// What is wrong, what it is about, and what to do, where that text is on board.
pub(crate) fn warn(note: Note, about: &str) {
    #[cfg(feature = "page")]
    let (stop, advice) = (". ", note.advice());
    #[cfg(not(feature = "page"))]
    let (stop, advice) = ("", "");
    let colon = if about.is_empty() { "" } else { ": " };
    console_warn(&["kaipush: ", note.as_str(), colon, about, stop, advice].concat());
}
