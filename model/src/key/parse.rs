//! A key that is known to be one.

use super::url_b64_to_bytes;
use crate::error::{Code, Problem};

/// An uncompressed P-256 point starts with this byte (SEC 1, section 2.3.3).
const UNCOMPRESSED: u8 = 4;
/// That byte and two coordinates of 32 bytes.
const POINT: usize = 65;

/// The public half of the VAPID key pair of the app's server (RFC 8292).
///
/// ```
/// use kaipush_model::key::Key;
/// let key = Key::parse(
///     "BF7_KAxbQWoYtHwB7YnL0BlSQ-tvfmWrbp6Z9pUC_8kAdBUDv2QAZ4QScnQjwS982cpV5mqtT6QebWQLP5GpGwM",
/// )?;
/// assert_eq!(key.bytes()[0], 4);
///
/// let private = Key::parse("4cjKnRevSuxLh6KHBEQzG9I3pzM_LFZwyxkqBsW1Kdg").unwrap_err();
/// assert!(private.to_string().contains("private key, which must never be in an app"));
/// # Ok::<(), kaipush_model::error::Problem>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Key([u8; POINT]);

impl Key {
    /// Reads a key as people paste it: base64url or base64, with white space or `<>` around it.
    ///
    /// # Errors
    /// A [`Problem`] whose code says what the text is instead of a public key.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        // A file's byte order mark comes along with its first line.
        let around = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '\u{feff}');
        let text = text.trim_matches(around);
        if text.is_empty() {
            return Err(Problem::new(Code::KeyEmpty));
        }
        if text.starts_with("-----BEGIN") {
            let private = text.contains("PRIVATE KEY");
            let code = if private { Code::KeyIsPrivate } else { Code::KeyIsDer };
            return Err(Problem::with(code, "PEM"));
        }
        Self::from_bytes(&url_b64_to_bytes(text)?)
    }

    /// Takes the bytes of an uncompressed P-256 point.
    ///
    /// # Errors
    /// As [`Key::parse`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Problem> {
        let code = match (bytes.len(), bytes.first()) {
            (POINT, Some(&UNCOMPRESSED)) => {
                return bytes.try_into().map(Self).map_err(|_| Problem::new(Code::KeyWrongLength));
            }
            (POINT, _) => Code::KeyWrongForm,
            (32, _) => Code::KeyIsPrivate,
            (33, Some(2 | 3)) => Code::KeyCompressed,
            // 91 bytes are a P-256 key as SubjectPublicKeyInfo; 0x30 is DER's SEQUENCE.
            (80.., Some(0x30)) => Code::KeyIsDer,
            _ => Code::KeyWrongLength,
        };
        Err(Problem::with(code, format!("{} bytes", bytes.len())))
    }

    /// The 65 bytes, as `applicationServerKey` takes them on every KaiOS.
    pub fn bytes(&self) -> &[u8] {
        &self.0[..]
    }

    /// The key as base64url without padding, the form to compare and to store.
    pub fn to_base64url(&self) -> String {
        use base64::prelude::*;
        BASE64_URL_SAFE_NO_PAD.encode(self.bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str =
        "BF7_KAxbQWoYtHwB7YnL0BlSQ-tvfmWrbp6Z9pUC_8kAdBUDv2QAZ4QScnQjwS982cpV5mqtT6QebWQLP5GpGwM";

    #[test]
    fn a_key_survives_the_way_people_paste_it() {
        for text in [
            format!(" <{GOOD}>\n"),
            format!("\u{feff}{GOOD}\u{85}"),
            GOOD.replace('-', "+").replace('_', "/") + "=",
        ] {
            assert_eq!(Key::parse(&text).unwrap().to_base64url(), GOOD);
        }
    }

    #[test]
    fn everything_else_is_told_apart() {
        use base64::prelude::*;
        let b64 = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
        let mut compressed = [7; 33];
        compressed[0] = 2;
        let mut der = [9; 91];
        der[0] = 0x30;
        for (text, code) in [
            ("  ".into(), Code::KeyEmpty),
            ("-----BEGIN PUBLIC KEY-----".into(), Code::KeyIsDer),
            ("-----BEGIN EC PRIVATE KEY-----".into(), Code::KeyIsPrivate),
            ("B*".into(), Code::KeyNotBase64),
            (b64(&[1; 32]), Code::KeyIsPrivate),
            (b64(&compressed), Code::KeyCompressed),
            (b64(&der), Code::KeyIsDer),
            (b64(&[0; 65]), Code::KeyWrongForm),
            (b64(&[4; 64]), Code::KeyWrongLength),
        ] {
            assert_eq!(Key::parse(&text).unwrap_err().code, code, "{text}");
        }
    }
}
