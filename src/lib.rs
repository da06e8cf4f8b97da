//! Push notifications for KaiOS apps, from one crate for the page and the service worker.
//!
//! An app has two entry points and takes one half of this crate in each, so that no page code is
//! loaded in the worker:
//!
//! - [`page`] (feature `page`): may this app push, what is missing, subscribe, report the
//!   subscription to the app's server, receive launches.
//! - [`worker`] (feature `worker`): `push`, `notificationclick`, `notificationclose`, `pushsubscriptionchange`,
//!   and `systemmessage` of KaiOS 3 and 4.
//!
//! The decisions behind both are in `kaipush-model`, the raw bindings to what KaiOS has and
//! `web-sys` lacks in [`sys`]. The default features make the package for JavaScript; a Rust app
//! says `default-features = false` and names its side.

#[cfg(not(any(feature = "page", feature = "worker")))]
compile_error!("name the side you build: feature `page` or feature `worker`");

#[cfg(all(feature = "allocator", target_family = "wasm"))]
mod allocator;
mod apart;
#[cfg(any(feature = "page", feature = "closings"))]
mod closing;
#[cfg(feature = "outbox")]
mod console;
mod foreign;
#[cfg(any(feature = "outbox", feature = "content"))]
mod http;
#[cfg(feature = "js")]
mod js;
#[cfg(any(feature = "page", feature = "waiting"))]
mod kept;
mod limit;
#[cfg(feature = "page")]
mod local;
#[cfg(feature = "outbox")]
mod outbox;
#[cfg(feature = "page")]
pub mod page;
mod promise;
mod remembered;
mod renewal;
#[cfg(feature = "outbox")]
mod request;
mod seen;
mod settings;
mod store;
mod subscribed;
pub mod sys;
#[cfg(any(feature = "guard", feature = "outbox"))]
mod turn;
#[cfg(feature = "worker")]
pub mod worker;

pub use foreign::Js;
pub use kaipush_model as model;
pub use kaipush_model::notification::{Action, Behavior, Direction, LoopControl};

/// A notification that the service worker shows; it may have actions.
pub type Notification = kaipush_model::notification::Notification<Js>;
/// A click on a notification, as the app sees it.
pub type Launch = kaipush_model::click::Launch<Js>;
