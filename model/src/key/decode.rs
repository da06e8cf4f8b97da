//! Base64 in any spelling.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::error::{Code, Problem};

/// As forgiving as `atob`: padding may be there or not, and left-over bits are dropped.
const LIKE_ATOB: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Decodes base64url or base64, padded or not: what every push tutorial calls
/// `urlB64ToUint8Array`.
///
/// White space is skipped, as `atob` does. The bytes are not judged; [`Key::parse`] does that.
///
/// # Errors
/// [`Code::KeyNotBase64`] with the offending character, or with the length that no base64 has.
///
/// ```
/// use kaipush_model::key::url_b64_to_bytes;
/// assert_eq!(url_b64_to_bytes("-_8")?, [0xfb, 0xff]);
/// assert_eq!(url_b64_to_bytes("+/8=")?, [0xfb, 0xff]);
/// # Ok::<(), kaipush_model::error::Problem>(())
/// ```
///
/// [`Key::parse`]: super::Key::parse
pub fn url_b64_to_bytes(text: &str) -> Result<Vec<u8>, Problem> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_ascii_whitespace())
        .map(|c| match c {
            '-' => '+',
            '_' => '/',
            c => c,
        })
        .collect();
    LIKE_ATOB.decode(&plain).map_err(|_| Problem::with(Code::KeyNotBase64, why(&plain)))
}

fn why(plain: &str) -> String {
    let alien = |c: &char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '='));
    match plain.chars().enumerate().find(|(_, c)| alien(c)) {
        Some((at, c)) => format!("{c:?} at character {}", at + 1),
        None => format!("{} characters", plain.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::prelude::*;

    #[test]
    fn every_spelling_of_every_length_comes_back() {
        for length in 0..70u8 {
            let bytes: Vec<u8> = (0..length).map(|i| i.wrapping_mul(37) ^ 0xfa).collect();
            for text in [
                BASE64_STANDARD.encode(&bytes),
                BASE64_STANDARD_NO_PAD.encode(&bytes),
                BASE64_URL_SAFE.encode(&bytes),
                BASE64_URL_SAFE_NO_PAD.encode(&bytes),
            ] {
                assert_eq!(url_b64_to_bytes(&text).unwrap(), bytes, "{text}");
            }
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let problem = url_b64_to_bytes("ab!d").unwrap_err();
        assert_eq!(
            (problem.code, problem.detail.as_str()),
            (Code::KeyNotBase64, "'!' at character 3")
        );
        assert_eq!(url_b64_to_bytes("abcde").unwrap_err().detail, "5 characters");
    }

    #[test]
    fn left_over_bits_are_dropped_as_atob_does() {
        assert_eq!(url_b64_to_bytes("/x").unwrap(), [0xff]);
    }
}
