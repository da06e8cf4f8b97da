#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![deny(missing_debug_implementations)]

mod answer;
#[cfg(feature = "client")]
mod client;
mod encrypt;
mod error;
mod push;
mod scheme;
mod subscription;
mod vapid;

pub use answer::{Answer, Meaning};
#[cfg(feature = "client")]
pub use client::Client;
pub use error::{Error, Fault};
pub use kaipush_model::subscription::PushHost;
pub use push::{Push, Urgency};
pub use scheme::Scheme;
pub use subscription::Subscription;
pub use vapid::{KeyPair, Vapid};
