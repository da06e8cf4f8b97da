//! The VAPID public key of the app's server.
mod decode;
mod parse;

pub use decode::url_b64_to_bytes;
pub use parse::Key;
