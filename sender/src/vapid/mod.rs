//! Who sends: a key pair, a contact, and the tokens that prove it.

mod key_pair;
mod token;
mod tokens;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

pub use key_pair::KeyPair;
use token::Signer;
use tokens::Tokens;

use crate::Error;

const HOUR: Duration = Duration::from_secs(60 * 60);

/// What an app's server signs its pushes with (VAPID: RFC 8292, and draft 01 for KaiOS).
///
/// A token is signed once for each push service and used again for half of its lifetime, twelve hours
/// unless [`lifetime`](Self::lifetime) says otherwise: signing costs as much as encrypting, and
/// services remember tokens that they have checked (RFC 8292, section 4.1). Clones share their tokens;
/// all of it may be used from many threads.
///
/// ```
/// use kaipush_sender::{KeyPair, Vapid};
/// let keys = KeyPair::generate()?; // once; keep it, and put `keys.public()` into the app
/// let vapid = Vapid::new("mailto:push@example.org", keys.public(), keys.private())?;
/// # Ok::<(), kaipush_sender::Error>(())
/// ```
#[derive(Clone)]
pub struct Vapid {
    signer: Arc<Signer>,
    tokens: Arc<Tokens>,
    lifetime: Duration,
}

impl Vapid {
    /// Takes a contact, `mailto:` or `https:`, and both keys as base64url: what
    /// `npx web-push generate-vapid-keys` prints, in the order of npm's `setVapidDetails`.
    ///
    /// # Errors
    /// [`Error::Vapid`] with the field that is wrong: `subject`, `public key`, `private key`.
    pub fn new(subject: &str, public: &str, private: &str) -> Result<Self, Error> {
        let signer = Arc::new(Signer::new(subject, KeyPair::parse(public, private)?)?);
        Ok(Self { signer, tokens: Arc::default(), lifetime: 12 * HOUR })
    }

    /// How long a new token is valid: up to 24 hours (RFC 8292, section 2).
    ///
    /// # Errors
    /// [`Error::Vapid`] for more than that, or for less than a minute.
    pub fn lifetime(self, lifetime: Duration) -> Result<Self, Error> {
        if !(HOUR / 60..=24 * HOUR).contains(&lifetime) {
            let why = format!("{lifetime:?}: push services take a minute to 24 hours");
            return Err(Error::vapid("lifetime", why));
        }
        Ok(Self { lifetime, tokens: Arc::default(), ..self })
    }

    /// The public key as base64url: what the app subscribes with.
    pub fn public_key(&self) -> &str {
        self.signer.public_key()
    }

    /// A token for the push service at this origin.
    pub(crate) fn token(&self, audience: &str) -> Result<Arc<str>, Error> {
        self.tokens.get(audience, SystemTime::now(), self.lifetime, |expiry| {
            self.signer.token(audience, expiry)
        })
    }
}

/// Without the private key.
impl fmt::Debug for Vapid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vapid").field("public_key", &self.public_key()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_named() {
        let keys = KeyPair::generate().unwrap();
        let other = KeyPair::generate().unwrap();
        let error = |subject, public, private| {
            Vapid::new(subject, public, private).unwrap_err().to_string()
        };
        let (contact, public, private) = ("mailto:a@b.example", keys.public(), keys.private());
        for subject in ["", "a@b.example", "mailto:", "https:", "http://b.example", "mailto:a\n@b"]
        {
            assert!(error(subject, public, private).starts_with("subject: "), "{subject}");
        }
        for (bad, said) in [
            ("", "public key: 0 bytes instead of 65"),
            ("B*", "public key: is no base64url"),
            (private, "public key: 32 bytes instead of 65: this is a private key"),
        ] {
            assert!(error(contact, bad, private).starts_with(said), "{bad}");
        }
        for (bad, said) in [
            ("", "private key: 0 bytes instead of 32"),
            (public, "private key: 65 bytes instead of 32: this is a public key"),
            (other.private(), "private key: is not that of the public key"),
        ] {
            assert!(error(contact, public, bad).starts_with(said), "{bad}");
        }
    }

    #[test]
    fn a_lifetime_is_a_minute_to_a_day() {
        let keys = KeyPair::generate().unwrap();
        let vapid = Vapid::new("https://b.example/", keys.public(), keys.private()).unwrap();
        for seconds in [0, 59, 86401] {
            let refused = vapid.clone().lifetime(Duration::from_secs(seconds)).unwrap_err();
            assert_eq!(refused.field(), Some("lifetime"));
        }
        assert!(vapid.lifetime(24 * HOUR).is_ok());
    }

    #[test]
    fn secrets_are_not_printed() {
        let keys = KeyPair::generate().unwrap();
        let vapid = Vapid::new("mailto:a@b.example", keys.public(), keys.private()).unwrap();
        let printed = format!("{vapid:?} {keys:?}");
        assert!(printed.contains(keys.public()) && !printed.contains(keys.private()));
    }
}
