//! The request that a push becomes.

use base64::prelude::*;
use http::header::{
    AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName,
    HeaderValue,
};
use http::{Method, Request};

use super::Push;
use crate::encrypt::{Exchange, Recipient, aes128gcm, aesgcm};
use crate::{Error, Scheme, Subscription, Vapid};

const CRYPTO_KEY: HeaderName = HeaderName::from_static("crypto-key");
const ENCRYPTION: HeaderName = HeaderName::from_static("encryption");
const TOPIC: HeaderName = HeaderName::from_static("topic");
const TTL: HeaderName = HeaderName::from_static("ttl");
const URGENCY: HeaderName = HeaderName::from_static("urgency");

/// RFC 8030, section 5.4.
const LONGEST_TOPIC: usize = 32;

/// Checks, encrypts, signs. The headers are those of npm's `web-push`, which KaiOS is known to take.
pub(super) fn build(
    push: &Push,
    subscription: &Subscription,
    vapid: &Vapid,
) -> Result<Request<Vec<u8>>, Error> {
    let scheme = push.scheme.unwrap_or(subscription.scheme());
    check(push, scheme)?;
    let mut headers = HeaderMap::with_capacity(10);
    headers.insert(TTL, push.ttl.as_secs().into());
    headers.insert(URGENCY, HeaderValue::from_static(push.urgency.as_str()));
    if let Some(topic) = &push.topic {
        headers.insert(TOPIC, value(topic)?);
    }
    let body = encrypt(push, &subscription.recipient, scheme)?;
    headers.insert(CONTENT_LENGTH, body.bytes.len().into());
    if !body.bytes.is_empty() {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(scheme.encoding()));
    }
    if let Some(salt) = &body.salt {
        headers.insert(ENCRYPTION, value(&format!("salt={salt}"))?);
    }
    let token = vapid.token(subscription.endpoint.audience())?;
    let key = vapid.public_key();
    let mut authorization = match scheme {
        Scheme::Legacy => {
            let dh = body.public.map(|public| format!("dh={public};")).unwrap_or_default();
            headers.insert(CRYPTO_KEY, value(&format!("{dh}p256ecdsa={key}"))?);
            value(&format!("WebPush {token}"))?
        }
        Scheme::Standard => value(&format!("vapid t={token}, k={key}"))?,
    };
    authorization.set_sensitive(true);
    headers.insert(AUTHORIZATION, authorization);

    let mut request = Request::new(body.bytes);
    *request.method_mut() = Method::POST;
    *request.uri_mut() = subscription.endpoint.uri().clone();
    *request.headers_mut() = headers;
    Ok(request)
}

fn check(push: &Push, scheme: Scheme) -> Result<(), Error> {
    let (found, most) = (push.payload.len(), scheme.most());
    if found > most {
        let why = format!(
            "{found} bytes, at most {most} for {}: send an id, and let the app fetch the rest",
            scheme.encoding()
        );
        return Err(Error::push("payload", why));
    }
    let allowed = |c: u8| c.is_ascii_alphanumeric() || c == b'-' || c == b'_';
    let good =
        |topic: &String| (1..=LONGEST_TOPIC).contains(&topic.len()) && topic.bytes().all(allowed);
    match &push.topic {
        Some(topic) if !good(topic) => {
            let why = format!("{topic:?} must be 1 to {LONGEST_TOPIC} letters, digits, - or _");
            Err(Error::push("topic", why))
        }
        _ => Ok(()),
    }
}

/// A body, and what the legacy scheme has in headers instead.
#[derive(Default)]
struct Body {
    bytes: Vec<u8>,
    salt: Option<String>,
    public: Option<String>,
}

/// An empty push has nothing to encrypt.
fn encrypt(push: &Push, recipient: &Recipient, scheme: Scheme) -> Result<Body, Error> {
    if push.payload.is_empty() {
        return Ok(Body::default());
    }
    let exchange = Exchange::new(recipient)?;
    Ok(match scheme {
        Scheme::Legacy => Body {
            bytes: aesgcm::encrypt(&exchange, recipient, &push.payload)?,
            salt: Some(BASE64_URL_SAFE_NO_PAD.encode(exchange.salt)),
            public: Some(BASE64_URL_SAFE_NO_PAD.encode(exchange.public)),
        },
        Scheme::Standard => Body {
            bytes: aes128gcm::encrypt(&exchange, recipient, &push.payload)?,
            ..Body::default()
        },
    })
}

/// Base64url and checked topics are always good header values.
fn value(text: &str) -> Result<HeaderValue, Error> {
    HeaderValue::from_str(text).map_err(|_| Error::Crypto)
}
