//! What a push says about itself in its headers: TTL, topic, encryption.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, header};

use crate::base64url;
use crate::params::Params;
use crate::refusal::Refusal;

/// autopush silently shortens a longer TTL to 60 days.
const MAX_TTL: u64 = 60 * 24 * 60 * 60;
const MAX_TOPIC: usize = 32;

/// A push's headers, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PushHeaders {
    pub(crate) ttl: Duration,
    pub(crate) topic: Option<String>,
    /// `None` for a push without a body.
    pub(crate) encryption: Option<Encryption>,
}

/// What Firefox needs to decrypt the body; it goes there as it is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Encryption {
    /// The draft KaiOS takes: salt and sender's key are in headers.
    Aesgcm { encryption: String, crypto_key: String },
    /// RFC 8188: salt and sender's key are in the body.
    Aes128gcm,
}

impl PushHeaders {
    /// Reads and checks the headers as autopush does, with its numbers.
    pub(crate) fn read(headers: &HeaderMap, has_data: bool) -> Result<Self, Refusal> {
        Ok(Self {
            ttl: ttl(headers)?,
            encryption: has_data.then(|| Encryption::read(headers)).transpose()?,
            topic: topic(headers)?,
        })
    }
}

impl Encryption {
    /// The name in `Content-Encoding`.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Aesgcm { .. } => "aesgcm",
            Self::Aes128gcm => "aes128gcm",
        }
    }

    fn read(headers: &HeaderMap) -> Result<Self, Refusal> {
        match text(headers, header::CONTENT_ENCODING).as_deref() {
            Some("aesgcm") => Ok(Self::Aesgcm {
                encryption: params_with(headers, "Encryption", "salt")?,
                crypto_key: params_with(headers, "Crypto-Key", "dh")?,
            }),
            Some("aes128gcm") => Self::nothing_beside(headers),
            Some(other) => Err(bad_encryption(format!(
                "unknown Content-Encoding '{other}': aesgcm or aes128gcm is wanted"
            ))),
            None => Err(bad_encryption("a push with a body needs a Content-Encoding header")),
        }
    }

    /// A salt or key beside the body that holds them means that two encodings were mixed.
    fn nothing_beside(headers: &HeaderMap) -> Result<Self, Refusal> {
        for (name, item) in [("Encryption", "salt"), ("Crypto-Key", "dh")] {
            let params = Params::of(headers, &name.to_ascii_lowercase());
            if params.is_some_and(|params| params.get(item).is_some()) {
                return Err(bad_encryption(format!(
                    "aes128gcm carries its {item} in the body: no '{item}' may be in {name}"
                )));
            }
        }
        Ok(Self::Aes128gcm)
    }
}

fn ttl(headers: &HeaderMap) -> Result<Duration, Refusal> {
    let missing = || Refusal::bad_request(111, "the TTL header (seconds, a number) is missing");
    let ttl = text(headers, HeaderName::from_static("ttl")).ok_or_else(missing)?;
    let seconds: i64 = ttl
        .parse()
        .map_err(|_| Refusal::bad_request(111, format!("TTL is no number of seconds: '{ttl}'")))?;
    let seconds = u64::try_from(seconds)
        .map_err(|_| Refusal::bad_request(114, format!("TTL is negative: {seconds}")))?;
    Ok(Duration::from_secs(seconds.min(MAX_TTL)))
}

fn topic(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let Some(topic) = text(headers, HeaderName::from_static("topic")) else {
        return Ok(None);
    };
    if topic.len() > MAX_TOPIC || !is_base64url(topic.trim_end_matches('=')) {
        let message = format!("Topic must be 1 to {MAX_TOPIC} letters, digits, '-' or '_'");
        return Err(Refusal::bad_request(113, message));
    }
    Ok(Some(topic))
}

fn params_with(headers: &HeaderMap, name: &str, item: &str) -> Result<String, Refusal> {
    let params = Params::of(headers, &name.to_ascii_lowercase())
        .ok_or_else(|| bad_encryption(format!("aesgcm needs the header '{name}: {item}=…'")))?;
    let value = params
        .get(item)
        .ok_or_else(|| bad_encryption(format!("{item} is missing in the {name} header")))?;
    if value.is_empty() || base64url::decode(value).is_none() {
        let message = format!("{item} in the {name} header is no base64url: '{value}'");
        return Err(bad_encryption(message));
    }
    Ok(params.to_string())
}

fn bad_encryption(message: impl Into<String>) -> Refusal {
    Refusal::bad_request(110, message)
}

fn is_base64url(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    !text.is_empty() && text.bytes().all(allowed)
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
}

#[cfg(test)]
#[path = "headers_tests.rs"]
mod tests;
