//! Content hashes, for file names and folders of results.

use sha2::{Digest, Sha256};

/// All hex digits of SHA-256.
pub(crate) fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The first eight.
pub(crate) fn hash8(content: &[u8]) -> String {
    hash(content)[..8].to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn is_the_start_of_sha_256() {
        assert_eq!(super::hash8(b"abc"), "ba7816bf");
    }
}
