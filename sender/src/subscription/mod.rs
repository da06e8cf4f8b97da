//! Whom a push is for.

mod endpoint;
mod read;

use std::str::FromStr;

use kaipush_model::subscription::PushHost;
use serde_json::Value;

pub(crate) use endpoint::Endpoint;

use crate::encrypt::Recipient;
use crate::{Error, Scheme};

/// A subscription, checked: where to post, and the keys to encrypt with.
///
/// It is read from what kaipush reports (`{subscription, platform, encodings, vapid}`), or from the
/// bare `PushSubscription` of any page (`{endpoint, keys: {p256dh, auth}}`).
///
/// ```
/// use kaipush_sender::{Scheme, Subscription};
/// let subscription: Subscription = r#"{
///     "endpoint": "https://push.kaiostech.com:8443/wpush/v2/abc",
///     "keys": {
///         "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
///         "auth": "BTBZMqHH6r4Tts7J_aSIgg"
///     }
/// }"#.parse()?;
/// assert_eq!(subscription.scheme(), Scheme::Legacy); // KaiOS' own push service
/// # Ok::<(), kaipush_sender::Error>(())
/// ```
///
/// Store the JSON as it came; it is `Deserialize`, too. Which [`Scheme`] it gets:
///
/// 1. KaiOS' and Jio's hosts take only the legacy one.
/// 2. On any other host (Mozilla's takes both; a test's own service, for example) the report decides: legacy if
///    `encodings` lacks `aes128gcm`, or `vapid` is `draft-01`, or `platform.system` is a KaiOS.
/// 3. Without a report: the standard one.
#[derive(Clone, PartialEq, Eq, Debug, serde::Deserialize)]
#[serde(try_from = "Value")]
pub struct Subscription {
    pub(crate) endpoint: Endpoint,
    pub(crate) recipient: Recipient,
    scheme: Scheme,
}

impl Subscription {
    /// A subscription from its three parts. The keys are base64url, as browsers give them.
    ///
    /// # Errors
    /// [`Error::Subscription`] with the part that is wrong.
    pub fn new(endpoint: &str, p256dh: &str, auth: &str) -> Result<Self, Error> {
        let endpoint = Endpoint::parse(endpoint)?;
        let recipient = Recipient::parse(p256dh, auth)?;
        let scheme = Scheme::of_host(endpoint.host()).unwrap_or(Scheme::Standard);
        Ok(Self { endpoint, recipient, scheme })
    }

    /// Has all its pushes sent this way, against the choice made from host and report.
    #[must_use]
    pub fn with_scheme(self, scheme: Scheme) -> Self {
        Self { scheme, ..self }
    }

    /// How its pushes are encrypted and signed.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// Where its pushes are posted.
    pub fn endpoint(&self) -> &http::Uri {
        self.endpoint.uri()
    }

    /// Whose push service that is. An endpoint comes from whoever reports it, so a server that can
    /// reach more than the internet should look before it posts.
    pub fn host(&self) -> PushHost {
        self.endpoint.host()
    }
}

impl FromStr for Subscription {
    type Err = Error;

    /// Reads JSON, see [`Subscription`].
    fn from_str(json: &str) -> Result<Self, Error> {
        let why = |error| format!("is not JSON: {error}");
        let value = serde_json::from_str(json)
            .map_err(|error| Error::subscription("subscription", why(error)))?;
        read::subscription(&value)
    }
}

impl TryFrom<Value> for Subscription {
    type Error = Error;

    fn try_from(value: Value) -> Result<Self, Error> {
        read::subscription(&value)
    }
}

impl TryFrom<&Value> for Subscription {
    type Error = Error;

    fn try_from(value: &Value) -> Result<Self, Error> {
        read::subscription(value)
    }
}
