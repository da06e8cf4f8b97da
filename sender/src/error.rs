//! What can go wrong, by whose fault it is.

use std::fmt;

/// Why a push could not be made or sent.
///
/// The variant says what to do: a bad [`Subscription`](Error::Subscription) is deleted, wrong
/// [`Vapid`](Error::Vapid) keys are a matter of configuration, a bad [`Push`](Error::Push) is a bug
/// of the caller. What a push service answers is no error but an [`Answer`](crate::Answer).
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The subscription can't be sent to, now or ever.
    #[error("{0}")]
    Subscription(Fault),
    /// The server's keys, subject or lifetime.
    #[error("{0}")]
    Vapid(Fault),
    /// Something about this one push.
    #[error("{0}")]
    Push(Fault),
    /// What the client was set up with.
    #[error("{0}")]
    Client(Fault),
    /// The system gives no random numbers, or a cipher failed.
    #[error("encryption failed: the system's random generator gives nothing")]
    Crypto,
    /// The push service was not reached, or was silent. The push may have been taken all the same.
    #[error("no answer from {host}: {why}")]
    NoAnswer {
        /// Host and port that were asked.
        host: String,
        /// What happened instead.
        why: String,
    },
}

/// A field, and what is wrong with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    field: &'static str,
    why: String,
}

impl Error {
    /// The field at fault: `keys.p256dh`, `subject`, `payload`…
    ///
    /// ```
    /// let error = r#"{"endpoint": "https://push.example"}"#.parse::<kaipush_sender::Subscription>();
    /// assert_eq!(error.unwrap_err().field(), Some("keys"));
    /// ```
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::Subscription(fault)
            | Self::Vapid(fault)
            | Self::Push(fault)
            | Self::Client(fault) => Some(fault.field),
            Self::Crypto | Self::NoAnswer { .. } => None,
        }
    }

    pub(crate) fn subscription(field: &'static str, why: impl Into<String>) -> Self {
        Self::Subscription(Fault { field, why: why.into() })
    }

    pub(crate) fn vapid(field: &'static str, why: impl Into<String>) -> Self {
        Self::Vapid(Fault { field, why: why.into() })
    }

    pub(crate) fn push(field: &'static str, why: impl Into<String>) -> Self {
        Self::Push(Fault { field, why: why.into() })
    }

    #[cfg(feature = "client")]
    pub(crate) fn client(field: &'static str, why: impl Into<String>) -> Self {
        Self::Client(Fault { field, why: why.into() })
    }
}

impl Fault {
    /// The field's name, with its path: `keys.auth`.
    pub fn field(&self) -> &'static str {
        self.field
    }

    /// What is wrong with it and what to do.
    pub fn why(&self) -> &str {
        &self.why
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.why)
    }
}
