//! The sender before its judges: npm's `web-push`, the strict push service, and bad input.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod browser;
mod choice;
mod client;
mod input;
mod limits;
mod node;
mod npm;
mod service;

use kaipush_sender::{KeyPair, Vapid};

const SUBJECT: &str = "mailto:push@example.org";

/// A new key pair's signature.
fn vapid() -> Vapid {
    let keys = KeyPair::generate().unwrap();
    Vapid::new(SUBJECT, keys.public(), keys.private()).unwrap()
}
