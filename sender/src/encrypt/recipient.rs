//! The keys of a subscription.

use kaipush_model::key::url_b64_to_bytes;

use super::POINT;
use crate::Error;

const UNCOMPRESSED: u8 = 4;
/// RFC 8291, section 3.2.
const AUTH: usize = 16;

/// Who will decrypt: the browser's public key and the secret it shares with the app's server.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Recipient {
    pub(super) public: [u8; POINT],
    pub(super) auth: [u8; AUTH],
}

impl Recipient {
    /// Reads both from base64. Whether the point is one of the curve shows when it is used.
    pub(crate) fn parse(p256dh: &str, auth: &str) -> Result<Self, Error> {
        let public = bytes("keys.p256dh", p256dh)?;
        if public.first() != Some(&UNCOMPRESSED) {
            let why = "is no uncompressed point, which starts with the byte 4 (its text with `B`)";
            return Err(Error::subscription("keys.p256dh", why));
        }
        Ok(Self { public, auth: bytes("keys.auth", auth)? })
    }

    /// What is said when the point turns out not to be on P-256.
    pub(super) fn off_curve() -> Error {
        Error::subscription(
            "keys.p256dh",
            "is no point of the curve P-256: delete the subscription",
        )
    }
}

fn bytes<const N: usize>(field: &'static str, text: &str) -> Result<[u8; N], Error> {
    let bytes = url_b64_to_bytes(text).map_err(|problem| {
        Error::subscription(field, format!("is no base64url: {}", problem.detail))
    })?;
    let found = bytes.len();
    bytes
        .try_into()
        .map_err(|_| Error::subscription(field, format!("{found} bytes instead of {N}")))
}

/// Without `auth`, which is a secret.
impl std::fmt::Debug for Recipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recipient").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use base64::prelude::*;

    use super::*;

    #[test]
    fn each_key_is_named() {
        let b64 = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
        let (good, auth) = (b64(&[4; 65]), b64(&[1; 16]));
        assert!(Recipient::parse(&good, &auth).is_ok());
        for (p256dh, auth, said) in [
            ("", &*auth, "keys.p256dh: 0 bytes instead of 65"),
            ("B*", &auth, "keys.p256dh: is no base64url: '*' at character 2"),
            (&b64(&[4; 64]), &auth, "keys.p256dh: 64 bytes instead of 65"),
            (&b64(&[0; 65]), &auth, "keys.p256dh: is no uncompressed point"),
            (&good, "", "keys.auth: 0 bytes instead of 16"),
            (&good, &b64(&[1; 17]), "keys.auth: 17 bytes instead of 16"),
        ] {
            let error = Recipient::parse(p256dh, auth).unwrap_err().to_string();
            assert!(error.starts_with(said), "{error}");
        }
    }
}
