//! A push that was taken.

use std::time::Instant;

use crate::base64url;
use crate::event::Post;
use crate::headers::{Encryption, PushHeaders};
use crate::id;
use crate::protocol::{CryptoHeaders, Notification};

/// A push that was taken, waiting to be delivered and acknowledged.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) channel: String,
    /// Its id. Firefox takes a repeated one for a repeated message.
    pub(crate) version: String,
    pub(crate) topic: Option<String>,
    pub(crate) expires: Instant,
    /// It was written to a connection before.
    pub(crate) sent: bool,
    ttl: u64,
    encryption: Option<Encryption>,
    body: Vec<u8>,
}

impl Message {
    pub(crate) fn new(channel: &str, headers: PushHeaders, body: &[u8], now: Instant) -> Self {
        Self {
            channel: channel.to_owned(),
            version: id::random(),
            topic: headers.topic,
            expires: now + headers.ttl,
            sent: false,
            ttl: headers.ttl.as_secs(),
            encryption: headers.encryption,
            body: body.to_vec(),
        }
    }

    /// A TTL of 0 asks for delivery now or never (RFC 8030 section 5.2).
    pub(crate) fn is_now_or_never(&self) -> bool {
        self.ttl == 0
    }

    /// How the browser hears of it.
    pub(crate) fn notification(&self) -> Notification {
        let headers = self.encryption.as_ref().map(|encryption| {
            let encoding = encryption.name();
            let (encryption, crypto_key) = match encryption.clone() {
                Encryption::Aesgcm { encryption, crypto_key } => {
                    (Some(encryption), Some(crypto_key))
                }
                Encryption::Aes128gcm => (None, None),
            };
            CryptoHeaders { encoding, encryption, crypto_key }
        });
        Notification {
            channel: self.channel.clone(),
            version: self.version.clone(),
            ttl: self.ttl,
            data: headers.is_some().then(|| base64url::encode(&self.body)),
            headers,
        }
    }

    /// How the log hears of it.
    pub(crate) fn post(&self) -> Post {
        Post {
            status: 201,
            channel: Some(self.channel.clone()),
            version: Some(self.version.clone()),
            encoding: self.encryption.as_ref().map(Encryption::name),
            ttl: Some(self.ttl),
            topic: self.topic.clone(),
            bytes: self.body.len(),
            ..Post::default()
        }
    }
}
