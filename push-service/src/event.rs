//! What happens in the service, told for tests and demos.

use std::fmt;

/// One thing that happened in the service. Its `Display` is one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A browser asked to connect and was turned away ([`PushService::refuse`](crate::PushService::refuse)).
    ConnectionRefused,
    /// A browser connected and said hello.
    Hello {
        /// The browser's id, given by the service.
        uaid: String,
        /// The service knew the browser already: its subscriptions still hold.
        known: bool,
    },
    /// A browser's connection ended.
    Disconnected {
        /// The browser, if it had said hello.
        uaid: Option<String>,
    },
    /// A page subscribed.
    Registered {
        /// The browser.
        uaid: String,
        /// The subscription, in the browser's own words (its `channelID`).
        channel: String,
        /// Where to push to.
        endpoint: String,
        /// Subscribed with an `applicationServerKey`.
        keyed: bool,
    },
    /// A page unsubscribed, or the browser did so for it.
    Unregistered {
        /// The subscription.
        channel: String,
        /// Why: 200 by the page, 201 quota used up, 202 permission revoked.
        code: Option<u16>,
    },
    /// A push came in over HTTP, taken or not.
    Posted(Post),
    /// A message was written to the browser's connection.
    Delivered {
        /// The subscription.
        channel: String,
        /// The message's id.
        version: String,
        /// It was sent before, without an answer.
        again: bool,
    },
    /// The browser acknowledged a message.
    Acked {
        /// The subscription.
        channel: String,
        /// The message's id.
        version: String,
        /// 100 given to the service worker, 101 not decrypted, 102 not delivered.
        code: Option<u16>,
    },
    /// The service worker failed with a message the browser had acknowledged.
    Nacked {
        /// The message's id.
        version: String,
        /// 301 the handler threw, 302 the promise given to `waitUntil` was rejected.
        code: Option<u16>,
    },
    /// A waiting message was replaced by a newer one of the same topic.
    Replaced {
        /// The subscription.
        channel: String,
        /// The message that is gone.
        version: String,
        /// The topic.
        topic: String,
    },
    /// A message's TTL ended before it could be delivered.
    Expired {
        /// The subscription.
        channel: String,
        /// The message that is gone.
        version: String,
    },
    /// A browser said something that is not in the protocol; its connection is closed.
    BadFrame {
        /// What was wrong.
        reason: String,
    },
}

/// A push that came in over HTTP and what it was answered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Post {
    /// The HTTP status: 201 when taken.
    pub status: u16,
    /// autopush's error number, when refused and there is one.
    pub errno: Option<u16>,
    /// Why it was refused.
    pub message: Option<String>,
    /// The subscription, once the endpoint could be read.
    pub channel: Option<String>,
    /// The message's id, when taken.
    pub version: Option<String>,
    /// `Content-Encoding`, when taken with a body.
    pub encoding: Option<&'static str>,
    /// Seconds to keep the message for, when taken.
    pub ttl: Option<u64>,
    /// The message's topic, when taken.
    pub topic: Option<String>,
    /// Length of the body, when taken.
    pub bytes: usize,
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = |code: &Option<u16>| code.map_or_else(|| "no code".into(), |c| c.to_string());
        match self {
            Self::ConnectionRefused => write!(f, "connection refused"),
            Self::Hello { uaid, known: true } => write!(f, "hello from {uaid}"),
            Self::Hello { uaid, known: false } => write!(f, "hello from a new browser: {uaid}"),
            Self::Disconnected { uaid: Some(uaid) } => write!(f, "{uaid} disconnected"),
            Self::Disconnected { uaid: None } => write!(f, "a nameless browser disconnected"),
            Self::Registered { channel, endpoint, keyed, .. } => {
                let keyed = if *keyed { "" } else { " without a key" };
                write!(f, "{channel} subscribed{keyed}: {endpoint}")
            }
            Self::Unregistered { channel, code: why } => {
                write!(f, "{channel} unsubscribed ({})", code(why))
            }
            Self::Posted(post) => post.fmt(f),
            Self::Delivered { version, again, .. } => {
                let again = if *again { " again" } else { "" };
                write!(f, "message {version} sent{again}")
            }
            Self::Acked { version, code: c, .. } => {
                write!(f, "message {version} acknowledged ({})", code(c))
            }
            Self::Nacked { version, code: c } => {
                write!(f, "message {version} failed in the worker ({})", code(c))
            }
            Self::Replaced { version, topic, .. } => {
                write!(f, "message {version} replaced by a newer one on {topic}")
            }
            Self::Expired { version, .. } => write!(f, "message {version} expired"),
            Self::BadFrame { reason } => write!(f, "bad frame: {reason}"),
        }
    }
}

impl fmt::Display for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "push answered {}", self.status)?;
        if let Some(errno) = self.errno {
            write!(f, " errno {errno}")?;
        }
        if let Some(message) = &self.message {
            write!(f, ": {message}")?;
        }
        if let Some(version) = &self.version {
            let encoding = self.encoding.unwrap_or("no body");
            write!(f, ": message {version}, {} bytes, {encoding}", self.bytes)?;
        }
        Ok(())
    }
}
