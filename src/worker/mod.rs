//! The service worker's half: a push becomes one notification, a click opens the app.
//!
//! The worker's script is the shim (`sw/shim.js` and its neighbours) with this crate inside. The shim
//! registers the listeners in its first run, holds `waitUntil` and the deadline, and calls the exports of
//! this module; `sw/CONTRACT.md` has both sides of it.
//!
//! An app's own worker is a crate of its own that sets a handler when it starts:
//!
//! ```no_run
//! use kaipush::{Behavior, worker::{self, Answer}};
//! use wasm_bindgen::prelude::wasm_bindgen;
//!
//! #[wasm_bindgen(start)]
//! pub fn start() {
//!     worker::on_push(|message| async move {
//!         Answer::Show(message.notification.tag("inbox").behavior(Behavior::new().vibrate([30, 200, 30])))
//!     });
//! }
//! ```
//!
//! # Testing a handler
//!
//! A handler is an async function like any other, and [`Message::read`] makes its argument of whatever a
//! push may bring. A message holds JavaScript values, so the test runs in `wasm-pack test --node`, where
//! `#[wasm_bindgen_test]` stands before it. The worker's `Cargo.toml` needs `js-sys = "0.3.77"` and
//! `wasm-bindgen-test = "0.3.50"` in its `[dev-dependencies]`; what `kaipush new --rust` makes has both, and such
//! a test in `worker/src/tests.rs`:
//!
//! ```no_run
//! use kaipush::worker::{Answer, Message};
//! use kaipush::{Js, model::message::{Fallback, Payload}};
//!
//! async fn decide(message: Message) -> Answer {
//!     match message.notification.text("title") {
//!         Some("ping") => Answer::Drop,
//!         _ => Answer::Show(message.notification.tag("inbox")),
//!     }
//! }
//!
//! async fn pushed(json: &str) -> Answer {
//!     let payload = js_sys::JSON::parse(json).expect("JSON");
//!     let texts = Fallback { title: "Inbox".into(), body: "Something is new".into() };
//!     let (message, warnings) = Message::read(Payload::Json(Js(payload)), &texts);
//!     assert_eq!(warnings, []);
//!     decide(message).await
//! }
//!
//! async fn all_goes_into_the_inbox() {
//!     let Answer::Show(shown) = pushed(r#"{"body": "See you"}"#).await else { panic!("not shown") };
//!     assert_eq!((shown.text("title"), shown.text("tag")), (Some("Inbox"), Some("inbox")));
//!     assert!(matches!(pushed(r#"{"title": "ping"}"#).await, Answer::Drop));
//! }
//! ```
#[cfg(feature = "answers")]
mod answer;
mod click;
mod close;
#[cfg(feature = "content")]
mod content;
mod exports;
#[cfg(feature = "foreground")]
mod foreground;
#[cfg(feature = "guard")]
mod guard;
mod handler;
mod host;
mod judge;
#[cfg(feature = "localise")]
mod localise;
#[cfg(any(feature = "guard", feature = "quota"))]
mod memory;
mod open;
mod push;
mod renew;
#[cfg(feature = "outbox")]
mod replay;
#[cfg(feature = "reports")]
mod reports;
mod scope;
mod settings;
#[cfg(feature = "system-messages")]
mod system_message;
#[cfg(feature = "guard")]
mod take;
#[cfg(feature = "closings")]
mod traces;

pub use close::{Closed, on_close};
pub use handler::{Answer, on_push};
pub use host::Host;
#[cfg(feature = "outbox")]
pub use replay::on_request;
pub use settings::settings;
#[cfg(feature = "system-messages")]
pub use system_message::{SystemMessage, on_system_message};

#[cfg(feature = "outbox")]
pub use crate::request::Request;

/// A push, as the app's handler sees it.
pub type Message = kaipush_model::message::Message<crate::Js>;
