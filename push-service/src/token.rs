//! The last part of an endpoint: which browser, which subscription.

use ring::digest::{SHA256, digest};

use crate::base64url;

const CHECKSUM: usize = 8;

/// What an endpoint's token names.
///
/// It says so itself, as autopush's does, so that an endpoint of a service that was
/// restarted since is "gone" (410) and only a garbled one is "not found" (404). It is
/// checked, not encrypted: nobody but this machine can post to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) uaid: String,
    pub(crate) channel: String,
}

impl Token {
    pub(crate) fn encode(uaid: &str, channel: &str) -> String {
        let names = format!("{uaid}:{channel}");
        base64url::encode([&checksum(names.as_bytes())[..], names.as_bytes()].concat())
    }

    pub(crate) fn decode(text: &str) -> Option<Self> {
        let bytes = base64url::decode(text)?;
        let (sum, names) = bytes.split_at_checked(CHECKSUM)?;
        if sum != checksum(names) {
            return None;
        }
        let (uaid, channel) = std::str::from_utf8(names).ok()?.split_once(':')?;
        Some(Self { uaid: uaid.to_owned(), channel: channel.to_owned() })
    }
}

fn checksum(bytes: &[u8]) -> [u8; CHECKSUM] {
    let mut sum = [0; CHECKSUM];
    sum.copy_from_slice(&digest(&SHA256, bytes).as_ref()[..CHECKSUM]);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_browser_and_subscription() {
        let token = Token::decode(&Token::encode("aa", "cc:dd")).unwrap();
        assert_eq!((token.uaid.as_str(), token.channel.as_str()), ("aa", "cc:dd"));
    }

    #[test]
    fn a_garbled_token_is_none() {
        let token = Token::encode("aa", "cc");
        let garbled: String = token.chars().rev().collect();
        for text in ["", "x", "!!", garbled.as_str(), &token[2..]] {
            assert_eq!(Token::decode(text), None, "{text}");
        }
    }
}
