//! One push: what it carries, how long it waits, how urgent it is.

mod request;
mod urgency;

use std::time::Duration;

use serde::Serialize;
pub use urgency::Urgency;

use crate::{Error, Scheme, Subscription, Vapid};

/// Four weeks, as npm's `web-push` has it.
const TTL: Duration = Duration::from_secs(4 * 7 * 24 * 60 * 60);

/// A push, to be sent to one subscription or to many.
///
/// ```
/// use kaipush_sender::{KeyPair, Push, Subscription, Urgency, Vapid};
/// use std::time::Duration;
///
/// # let keys = KeyPair::generate()?;
/// # let vapid = Vapid::new("mailto:push@example.org", keys.public(), keys.private())?;
/// # let p256dh = keys.public();
/// let subscription =
///     Subscription::new("https://push.kaiostech.com:8443/wpush/v2/abc", p256dh, "BTBZMqHH6r4Tts7J_aSIgg")?;
/// let push = Push::new()
///     .json(&serde_json::json!({ "title": "Ada", "body": "See you at eight" }))?
///     .ttl(Duration::from_secs(3600))
///     .urgency(Urgency::High)
///     .topic("chat-7");
/// let request = push.request(&subscription, &vapid)?; // for any HTTP client
/// assert_eq!(request.headers()["content-encoding"], "aesgcm");
/// # Ok::<(), kaipush_sender::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Push {
    payload: Vec<u8>,
    ttl: Duration,
    urgency: Urgency,
    topic: Option<String>,
    scheme: Option<Scheme>,
}

impl Push {
    /// An empty push: the app is woken and gets no data.
    pub fn new() -> Self {
        Self { payload: vec![], ttl: TTL, urgency: Urgency::Normal, topic: None, scheme: None }
    }

    /// What the app gets: text or bytes, at most [`Scheme::most`] of them; 3 kB are safe everywhere.
    #[must_use]
    pub fn payload(self, payload: impl Into<Vec<u8>>) -> Self {
        Self { payload: payload.into(), ..self }
    }

    /// The same, as JSON. kaipush's worker shows `{title, body, …}` by itself.
    ///
    /// # Errors
    /// [`Error::Push`] when `message` can't be JSON.
    pub fn json(self, message: &(impl Serialize + ?Sized)) -> Result<Self, Error> {
        let payload = serde_json::to_vec(message)
            .map_err(|error| Error::push("payload", format!("can't be JSON: {error}")))?;
        Ok(self.payload(payload))
    }

    /// How long the push service keeps it for a phone that is off, in whole seconds. Zero is now or
    /// never. Four weeks if not set; services may shorten it.
    #[must_use]
    pub fn ttl(self, ttl: Duration) -> Self {
        Self { ttl, ..self }
    }

    /// How much of a phone's battery it is worth.
    #[must_use]
    pub fn urgency(self, urgency: Urgency) -> Self {
        Self { urgency, ..self }
    }

    /// Replaces a push of the same topic that the phone has not fetched yet: 1 to 32 letters, digits,
    /// `-` or `_` (RFC 8030, section 5.4).
    #[must_use]
    pub fn topic(self, topic: impl Into<String>) -> Self {
        Self { topic: Some(topic.into()), ..self }
    }

    /// Sends it this way, whatever the subscription's own scheme is.
    #[must_use]
    pub fn scheme(self, scheme: Scheme) -> Self {
        Self { scheme: Some(scheme), ..self }
    }

    /// Encrypts and signs it for one subscription, with a key and a salt of its own each time.
    ///
    /// Post the request as it is, by any HTTP client, and make an [`Answer`](crate::Answer) of the
    /// response. Its token is valid for half of [`Vapid::lifetime`] or more.
    ///
    /// # Errors
    /// [`Error::Push`] for a payload that is too large or a bad topic; [`Error::Subscription`] for a
    /// `p256dh` that is no point of the curve.
    pub fn request(
        &self,
        subscription: &Subscription,
        vapid: &Vapid,
    ) -> Result<http::Request<Vec<u8>>, Error> {
        request::build(self, subscription, vapid)
    }
}

impl Default for Push {
    fn default() -> Self {
        Self::new()
    }
}
