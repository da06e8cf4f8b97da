//! The service worker's half: a push becomes one notification, a click opens the app.
//!
//! The worker's script is `sw/shim.js` with this crate inside. The shim registers the listeners in
//! its first run, holds `waitUntil` and the deadline, and calls the exports of this module;
//! `sw/CONTRACT.md` has both sides of it.
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
