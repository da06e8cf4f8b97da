//! The shim, as the core sees it.

use js_sys::Promise;
use kaipush_model::Value;
use kaipush_model::error::{Note, Warning};
use kaipush_model::message::Fallback;
use wasm_bindgen::prelude::*;

use crate::foreign::Js;
use crate::promise::{Work, promise};

#[wasm_bindgen]
extern "C" {
    /// What the shim hands over with each event (`sw/host.js`); `sw/CONTRACT.md` describes it.
    pub type Host;

    /// Shows a notification, the first time it is called; the shim keeps the score, so that one
    /// push never becomes two notifications.
    #[wasm_bindgen(method)]
    pub(crate) fn show(this: &Host, title: &str, options: &JsValue) -> Promise;

    /// Calls the app's JavaScript handler of that name. Resolves with its answer; with `undefined`
    /// where there is none, where it failed, or where it took too long.
    #[wasm_bindgen(method)]
    pub(crate) fn ask(this: &Host, name: &str, argument: &JsValue) -> Promise;

    /// The same with a second argument.
    #[wasm_bindgen(method, js_name = ask)]
    pub(crate) fn ask_about(this: &Host, name: &str, argument: &JsValue, about: &str) -> Promise;

    /// Waits for a handler in Rust as `ask` does for one in JavaScript; `tag` is what it was asked about. With
    /// `decides` it is `onpush`.
    #[wasm_bindgen(method)]
    pub(crate) fn lets(this: &Host, answer: &Promise, tag: &str, decides: bool) -> Promise;

    /// Resolves when the promise does, and with `undefined` and a warning when that fails or takes
    /// longer than `milliseconds`; 0 stands for half of the deadline.
    #[wasm_bindgen(method)]
    pub(crate) fn within(this: &Host, promise: &Promise, note: &str, milliseconds: u32) -> Promise;

    /// Resolves with true when the promise does, with false when that takes longer than
    /// `milliseconds`; rejects as it does. Tells the shim that the app is being opened.
    #[wasm_bindgen(method)]
    pub(crate) fn settles(this: &Host, promise: &Promise, milliseconds: u32) -> Promise;

    /// Says that the app took care of the push.
    #[wasm_bindgen(method)]
    pub(crate) fn dropped(this: &Host);

    /// Closes the notification of a click, if nobody has called this yet.
    #[wasm_bindgen(method)]
    pub(crate) fn close(this: &Host);

    /// Whether the app's handler has shown a notification itself.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn adopted(this: &Host) -> bool;

    /// Writes one line to the console.
    #[wasm_bindgen(method)]
    pub(crate) fn warn(this: &Host, note: &str, about: &str);

    /// The same about what was thrown.
    #[wasm_bindgen(method, js_name = warn)]
    pub(crate) fn warn_of(this: &Host, note: &str, thrown: &JsValue);

    /// The worker's `kaipush` object, where the app sets its wishes.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn settings(this: &Host) -> JsValue;
}

impl Host {
    /// Lets a handler in Rust that decides nothing work, for half of the deadline; a failure is a warning.
    pub(crate) fn lets_work(&self, work: Work<'static, ()>, tag: &str) -> Promise {
        let done = promise(async {
            work.await;
            Ok(JsValue::UNDEFINED)
        });
        self.lets(&done, tag, false)
    }

    pub(crate) fn note(&self, note: Note, about: &str) {
        self.warn(note.as_str(), about);
    }

    pub(crate) fn tell(&self, warnings: Vec<Warning>) {
        for warning in warnings {
            self.note(warning.note, &warning.about);
        }
    }

    /// The texts for a push that brings none; the shim fills in what the app left out.
    pub(crate) fn fallback(&self) -> Fallback {
        let texts = Js(self.settings()).get("fallback");
        let text = |name| texts.as_ref().and_then(|t| t.text(name)).unwrap_or_default();
        Fallback { title: text("title"), body: text("body") }
    }

    /// Origins that a click may lead to besides the app's own.
    pub(crate) fn allow(&self) -> Vec<Js> {
        Js(self.settings()).list("allow").unwrap_or_default()
    }

    /// The address that opens the app when a click has no target.
    pub(crate) fn start(&self) -> Option<String> {
        Js(self.settings()).text("start")
    }
}
