//! Names that nobody has yet.

use ring::rand::{SecureRandom, SystemRandom};

/// 32 random hex digits.
pub(crate) fn random() -> String {
    let mut bytes = [0; 16];
    SystemRandom::new().fill(&mut bytes).expect("the operating system gives random bytes");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
