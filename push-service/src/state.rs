//! What all connections and requests share.

use std::sync::atomic::AtomicBool;

use crate::log::Log;
use crate::mode::Mode;
use crate::registry::Registry;
use crate::token::Token;

/// What all connections and requests share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) mode: Mode,
    /// The origin in all endpoints: https, since `web-push` speaks nothing else.
    pub(crate) origin: String,
    pub(crate) registry: Registry,
    pub(crate) log: Log,
    /// New connections of browsers are turned away.
    pub(crate) refusing: AtomicBool,
}

impl Shared {
    pub(crate) fn new(mode: Mode, origin: String) -> Self {
        let log = Log::new();
        Self {
            mode,
            origin,
            registry: Registry::new(log.clone()),
            log,
            refusing: AtomicBool::new(false),
        }
    }

    /// Where to push to for a subscription.
    pub(crate) fn endpoint(&self, uaid: &str, channel: &str, keyed: bool) -> String {
        let version = version(keyed);
        let token = Token::encode(uaid, channel);
        format!("{}/wpush/{version}/{token}", self.origin)
    }
}

/// autopush's name for endpoints: v2 is bound to a key, v1 is open to all.
pub(crate) fn version(keyed: bool) -> &'static str {
    if keyed { "v2" } else { "v1" }
}
