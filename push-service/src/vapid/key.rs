//! The sender's public key, `applicationServerKey` in the page.

use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

use crate::base64url;

const POINT: usize = 65;
const UNCOMPRESSED: u8 = 4;

/// A sender's public key: an uncompressed P-256 point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ServerKey([u8; POINT]);

impl ServerKey {
    /// Reads base64url. The error says what the text is instead of a key.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let bytes = base64url::decode(text).ok_or("no base64url")?;
        match <[u8; POINT]>::try_from(bytes.as_slice()) {
            Ok(point) if point[0] == UNCOMPRESSED => Ok(Self(point)),
            Ok(point) => Err(format!("its first byte is {} instead of 4", point[0])),
            Err(_) => Err(format!("{} bytes instead of {POINT}", bytes.len())),
        }
    }

    /// Whether this key's owner signed that (ES256). A point off the curve never did.
    pub(crate) fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &self.0).verify(message, signature).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_uncompressed_point_is_a_key() {
        let error = |bytes: &[u8]| ServerKey::parse(&base64url::encode(bytes)).unwrap_err();
        assert_eq!(error(&[4; 32]), "32 bytes instead of 65");
        assert_eq!(error(&[0; 65]), "its first byte is 0 instead of 4");
        assert_eq!(ServerKey::parse("n o").unwrap_err(), "no base64url");
        assert!(ServerKey::parse(&base64url::encode([4; 65])).is_ok());
    }

    #[test]
    fn a_point_off_the_curve_signed_nothing() {
        assert!(!ServerKey([4; POINT]).signed(b"message", &[1; 64]));
    }
}
