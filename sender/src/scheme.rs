//! The two ways to encrypt and sign, and which one a subscription gets.

use kaipush_model::subscription::PushHost;

/// How a push is encrypted and signed. The two halves belong together: no push service takes one
/// half of the one with one half of the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[non_exhaustive]
pub enum Scheme {
    /// `aesgcm` with VAPID's draft 01 (`Authorization: WebPush`): all that KaiOS' push service takes
    /// (web-push-libs/pywebpush issue 138, web-push-libs/web-push issue 603).
    Legacy,
    /// `aes128gcm` (RFC 8291) with `Authorization: vapid` (RFC 8292): everybody else.
    Standard,
}

impl Scheme {
    /// The name in `Content-Encoding`.
    pub const fn encoding(self) -> &'static str {
        match self {
            Self::Legacy => "aesgcm",
            Self::Standard => "aes128gcm",
        }
    }

    /// The most bytes that a payload may have: what encryption adds must leave a body of 4096,
    /// autopush's `max_data_bytes` and the least that RFC 8030 (section 7.2) lets a service take.
    pub const fn most(self) -> usize {
        const BODY: usize = 4096;
        const TAG: usize = 16;
        match self {
            Self::Legacy => BODY - TAG - 2,
            Self::Standard => BODY - TAG - 87,
        }
    }

    /// What a push service takes, whatever a report says. The others take the standard, as far as is
    /// known: of the hosts that are not KaiOS', nearly all are browsers' own, and Apple's takes nothing
    /// else. Mozilla's takes both, so there it depends on what the browser decrypts.
    pub(crate) const fn of_host(host: PushHost) -> Option<Self> {
        match host {
            PushHost::Kaios | PushHost::Jio => Some(Self::Legacy),
            _ => None,
        }
    }
}
