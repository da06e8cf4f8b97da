//! VAPID: who sends, and may they push to this subscription?

mod authorization;
mod claims;
mod key;

pub(crate) use authorization::{Authorization, Scheme};
pub(crate) use key::ServerKey;
