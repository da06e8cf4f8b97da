//! The `Authorization` header of a push, in both VAPID schemes.

use axum::http::{HeaderMap, header};
use serde_json::Value;

use super::{ServerKey, claims};
use crate::base64url;
use crate::params::Params;
use crate::refusal::Refusal;

/// How a push carries its VAPID token and key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// VAPID's first draft: `Authorization: WebPush <JWT>` (or `Bearer`), the key as
    /// `p256ecdsa` in `Crypto-Key`. The only one KaiOS takes.
    WebPush,
    /// RFC 8292: `Authorization: vapid t=<JWT>, k=<key>`.
    Vapid,
}

/// A push's VAPID token with its key, read but not yet believed.
#[derive(Debug)]
pub(crate) struct Authorization {
    token: String,
    key: ServerKey,
}

impl Scheme {
    /// The scheme named in the `Authorization` header, if there is one and it is known.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
        match value.split(' ').next()?.to_ascii_lowercase().as_str() {
            "webpush" | "bearer" => Some(Self::WebPush),
            "vapid" => Some(Self::Vapid),
            _ => None,
        }
    }
}

impl Authorization {
    /// Reads token and key; `None` for a push without `Authorization`.
    pub(crate) fn read(headers: &HeaderMap) -> Result<Option<Self>, Refusal> {
        let Some(value) = headers.get(header::AUTHORIZATION) else {
            return Ok(None);
        };
        let value = String::from_utf8_lossy(value.as_bytes());
        let credentials = value.split_once(' ').map_or("", |(_, rest)| rest.trim());
        let (token, key) = match Scheme::of(headers) {
            Some(Scheme::WebPush) => (credentials.to_owned(), key_in_header(headers)?),
            Some(Scheme::Vapid) => {
                let params = Params::parse(credentials);
                let part = |name: &str| {
                    let missing = || bad(format!("{name}= is missing in 'vapid t=…, k=…'"));
                    params.get(name).map(str::to_owned).ok_or_else(missing)
                };
                (part("t")?, part("k")?)
            }
            None => {
                return Err(bad(
                    "the scheme in Authorization is unknown: 'WebPush <JWT>' or 'vapid t=…, k=…'",
                ));
            }
        };
        let key = ServerKey::parse(&key).map_err(|why| bad(format!("the sender's key: {why}")))?;
        Ok(Some(Self { token, key }))
    }

    /// Checks all of it: key against the subscription's (if it has one), signature, claims.
    pub(crate) fn check(
        &self,
        subscription: Option<&ServerKey>,
        origin: &str,
        now: u64,
    ) -> Result<(), Refusal> {
        if subscription.is_some_and(|key| *key != self.key) {
            return Err(bad(
                "this key is not the applicationServerKey that the page subscribed with",
            ));
        }
        let claims = self.verified_claims().map_err(bad)?;
        claims::check(&claims, origin, now).map_err(bad)
    }

    /// The token's claims, once its signature is known to be the key's.
    fn verified_claims(&self) -> Result<Value, String> {
        let (signed, signature) = self.token.rsplit_once('.').ok_or("the token is no JWT")?;
        let (head, body) = signed.split_once('.').ok_or("the token is no JWT")?;
        let json = |part: &str| -> Option<Value> {
            serde_json::from_slice(&base64url::decode(part)?).ok()
        };
        let head = json(head).ok_or("the token's head is no base64url of JSON")?;
        if head["alg"] != "ES256" {
            return Err(format!("the token's alg is {} instead of \"ES256\"", head["alg"]));
        }
        let signature = base64url::decode(signature).ok_or("the signature is no base64url")?;
        if !self.key.signed(signed.as_bytes(), &signature) {
            return Err("the token's signature is not by the key sent with it".to_owned());
        }
        json(body).ok_or_else(|| "the token's claims are no base64url of JSON".to_owned())
    }
}

/// The first draft keeps the key in `Crypto-Key`; there autopush counts its absence
/// as a wrong encryption header.
fn key_in_header(headers: &HeaderMap) -> Result<String, Refusal> {
    let params = Params::of(headers, "crypto-key");
    let key = params.as_ref().and_then(|params| params.get("p256ecdsa"));
    key.map(str::to_owned).ok_or_else(|| {
        let message = "'Authorization: WebPush' needs the sender's key as p256ecdsa in Crypto-Key";
        Refusal::bad_request(110, message)
    })
}

fn bad(why: impl Into<String>) -> Refusal {
    Refusal::unauthorized(format!("VAPID: {}", why.into()))
}

#[cfg(test)]
#[path = "authorization_tests.rs"]
mod tests;
