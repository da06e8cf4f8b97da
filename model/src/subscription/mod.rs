//! A subscription, and what the app's server is told of it.
mod host;
mod remembered;
mod report;

pub use host::PushHost;
pub use remembered::{Remembered, Renewal, Reported};
pub use report::{Report, encodings};

/// What the browser's push service gave: where to send, and the keys to encrypt with.
///
/// The members are those of `PushSubscription.toJSON()` (Push API, section 8).
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Subscription {
    /// The address that the server posts to.
    pub endpoint: String,
    /// The keys, base64url without padding.
    pub keys: Keys,
}

/// The keys of a subscription.
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Keys {
    /// The shared secret.
    pub auth: String,
    /// The browser's public key.
    pub p256dh: String,
}

#[cfg(test)]
impl Subscription {
    pub(crate) fn sample(endpoint: &str) -> Self {
        Self { endpoint: endpoint.into(), keys: Keys { auth: "YQ".into(), p256dh: "BA".into() } }
    }
}
