//! Tokens that were signed before.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::Error;

/// So many push services there are not; but an endpoint is what somebody reported, and nobody shall fill
/// the memory with origins.
const MOST: usize = 64;

/// The tokens by audience.
#[derive(Default)]
pub(super) struct Tokens(Mutex<HashMap<String, Token>>);

struct Token {
    text: Arc<str>,
    /// Half of its lifetime.
    renewed: SystemTime,
}

impl Tokens {
    /// The token at hand, or a new one by `sign`, which gets the expiry in seconds since 1970.
    pub(super) fn get(
        &self,
        audience: &str,
        now: SystemTime,
        lifetime: Duration,
        sign: impl FnOnce(u64) -> Result<String, Error>,
    ) -> Result<Arc<str>, Error> {
        // Held while signing: of many threads that start at once, one signs.
        let mut tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // The second half keeps out a token of the time before the clock was set back.
        let fresh = |token: &&Token| now < token.renewed && token.renewed <= now + lifetime / 2;
        if let Some(token) = tokens.get(audience).filter(fresh) {
            return Ok(token.text.clone());
        }
        let expiry = (now + lifetime).duration_since(UNIX_EPOCH).unwrap_or_default();
        let text: Arc<str> = sign(expiry.as_secs())?.into();
        if tokens.len() >= MOST {
            tokens.clear();
        }
        let token = Token { text: text.clone(), renewed: now + lifetime / 2 };
        tokens.insert(audience.to_owned(), token);
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    fn get(tokens: &Tokens, audience: &str, now: SystemTime) -> Arc<str> {
        tokens.get(audience, now, 12 * HOUR, |expiry| Ok(format!("{audience} {expiry}"))).unwrap()
    }

    #[test]
    fn a_token_serves_half_its_life() {
        let (tokens, start) = (Tokens::default(), UNIX_EPOCH + 1000 * HOUR);
        let first = get(&tokens, "a", start);
        assert_eq!(&*first, "a 3643200");
        assert_eq!(get(&tokens, "a", start + 6 * HOUR - Duration::from_secs(1)), first);
        assert_ne!(get(&tokens, "b", start), first);
        let second = get(&tokens, "a", start + 6 * HOUR);
        assert_eq!(&*second, "a 3664800");
        // A clock that was set back would send an expiry too far ahead.
        assert_eq!(&*get(&tokens, "a", start), &*first);
    }

    #[test]
    fn memory_is_bounded_and_a_failure_is_not_kept() {
        let (tokens, now) = (Tokens::default(), SystemTime::now());
        for audience in 0..1000 {
            get(&tokens, &audience.to_string(), now);
        }
        assert!(tokens.0.lock().unwrap().len() <= MOST);
        assert!(tokens.get("x", now, HOUR, |_| Err(Error::Crypto)).is_err());
        assert_eq!(&*tokens.get("x", now, HOUR, |_| Ok("signed".into())).unwrap(), "signed");
    }
}
