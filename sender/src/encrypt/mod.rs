//! From a payload to a body that only the subscribed browser can read.
//!
//! Both encodings agree on a secret with the browser's key and mix its `auth` in ([`Exchange`]); what
//! they derive from that, and how they lay the body out, is theirs: [`aesgcm`] and [`aes128gcm`].

pub(crate) mod aes128gcm;
pub(crate) mod aesgcm;
mod derive;
mod exchange;
mod recipient;

pub(crate) use exchange::{Exchange, Salt};
pub(crate) use recipient::Recipient;

/// An uncompressed P-256 point (SEC 1, section 2.3.3).
pub(crate) const POINT: usize = 65;
