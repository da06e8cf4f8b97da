//! An inbox in Rust: the service worker. It looks at every push before it is shown; everything else
//! (showing, clicks, opening the app) kaipush does by itself.

use kaipush::model::Value;
use kaipush::worker::{Answer, Message, on_push};
use kaipush::{Action, Behavior};
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;

/// The beginning: runs whenever the browser starts the worker.
#[wasm_bindgen(start)]
pub fn start() {
    on_push(decide);
}

/// What to do about a push. It may wait for something, but not longer than a few seconds: then what
/// the payload says is shown.
async fn decide(message: Message) -> Answer {
    // A payload of ours, beside kaipush's own fields: the app is to fetch something, the user need
    // not know. (KaiOS 3 lets a web app do that 16 times.)
    if message.payload.as_ref().and_then(|payload| payload.flag("quiet")) == Some(true) {
        return Answer::Drop;
    }
    Answer::Show(
        message
            .notification
            .tag("inbox") // One notification, not a pile.
            .action(Action::new("read", "Mark as read"))
            .behavior(Behavior::new().vibrate([30, 200, 30])),
    )
}
