//! base64url as push uses it: written without padding, read with or without.

use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Firefox pads the key it registers, libraries mostly don't pad anything.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Writes without padding.
pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    ENGINE.encode(bytes)
}

/// Reads with or without padding; `None` if it is no base64url.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    ENGINE.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_is_read_and_not_written() {
        assert_eq!(encode([251, 255]), "-_8");
        assert_eq!(decode("-_8"), Some(vec![251, 255]));
        assert_eq!(decode("-_8="), Some(vec![251, 255]));
        assert_eq!(decode("+/8="), None);
    }
}
