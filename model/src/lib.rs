//! The decisions of kaipush, without a browser.
//!
//! Everything here is data and pure functions: what a VAPID key looks like, which KaiOS this is
//! and what it can do, what an app's manifest lacks, what a payload means, how a notification is
//! lowered to a platform and where a click leads. The crate `kaipush` carries the decisions out;
//! tests, tools and fakes use the same code through [`Value`] and [`Sink`].
#![forbid(unsafe_code)]

pub mod click;
mod clock;
pub mod error;
#[cfg(feature = "key")]
pub mod key;
pub mod manifest;
mod meant;
pub mod message;
pub mod notification;
pub mod outbox;
pub mod permission;
pub mod platform;
pub mod scope;
mod sink;
pub mod subscription;
pub mod system_message;
mod value;

pub use meant::meant;
#[cfg(feature = "json")]
pub use sink::JsonSink;
pub use sink::Sink;
pub use value::Value;
