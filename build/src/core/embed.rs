//! Bytes as text inside a script.
//!
//! Compared by `gzip -9`, 11 kB of wasm (5.24 kB by itself): base64 6.91 kB, one character a byte in
//! UTF-8 5.40 kB, this 5.21 kB. Base64 cuts bytes into pieces of six bits, so that deflate no longer
//! sees what repeats. UTF-8 is right for a worker, whose scripts always are UTF-8, but a page without
//! a charset reads its scripts as windows-1252 and the module would arrive broken.
//!
//! So: only printable ASCII, and a byte is one character if it is among the 90 most frequent of this
//! module, else two. 256 bits tell which are which. js/unpack.js is the way back.

/// `function kaipushUnpack(text, marks, length)`.
pub(super) const UNPACK: &str = include_str!("../../js/unpack.js");

/// Characters that stand for a byte alone or end a pair; the alphabet's last two begin a pair.
const SINGLE: usize = 90;

/// The arguments of `kaipushUnpack`, as source text.
pub(super) fn arguments(bytes: &[u8]) -> String {
    let marks = frequent(bytes);
    let alphabet = alphabet();
    let (single, double): (Vec<u8>, Vec<u8>) =
        (0..=255).partition(|&byte| marks[usize::from(byte)]);
    let mut place = [0; 256];
    for (index, byte) in single.into_iter().chain(double).enumerate() {
        place[usize::from(byte)] = index;
    }
    let mut text = String::with_capacity(bytes.len() * 5 / 4);
    for &byte in bytes {
        match place[usize::from(byte)] {
            index if index < SINGLE => text.push(alphabet[index]),
            index => text.extend([alphabet[SINGLE - 1 + index / SINGLE], alphabet[index % SINGLE]]),
        }
    }
    format!("\"{text}\", \"{}\", {}", hex(&marks), bytes.len())
}

/// Printable ASCII, less what would need care in a string literal (`"`, `\`) or in an inline
/// script (`<`).
fn alphabet() -> Vec<char> {
    (' '..='~').filter(|character| !matches!(character, '"' | '\\' | '<')).collect()
}

/// Marks the byte values that get one character.
fn frequent(bytes: &[u8]) -> [bool; 256] {
    let mut counts = [0_usize; 256];
    for &byte in bytes {
        counts[usize::from(byte)] += 1;
    }
    let mut order: Vec<usize> = (0..256).collect();
    order.sort_by_key(|&byte| std::cmp::Reverse(counts[byte]));
    let mut marks = [false; 256];
    for &byte in &order[..SINGLE] {
        marks[byte] = true;
    }
    marks
}

/// Four marks a digit, the first in its lowest bit.
fn hex(marks: &[bool; 256]) -> String {
    let digit =
        |four: &[bool]| four.iter().rev().fold(0, |digit, &mark| digit << 1 | u32::from(mark));
    marks.chunks(4).filter_map(|four| char::from_digit(digit(four), 16)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    /// Back through the function that ships, in node.
    fn unpack(bytes: &[u8]) -> Vec<u8> {
        let code = format!(
            "{UNPACK}\nprocess.stdout.write(Buffer.from(kaipushUnpack({})))",
            arguments(bytes)
        );
        Command::new("node").args(["--eval", &code]).output().unwrap().stdout
    }

    #[test]
    fn every_byte_comes_back() {
        let mut bytes: Vec<u8> = (0..=255).chain((0..=255).rev()).collect();
        bytes.extend([0; 100]);
        assert_eq!(unpack(&bytes), bytes);
    }

    #[test]
    fn nothing_is_something_too() {
        assert_eq!(unpack(&[]), Vec::<u8>::new());
    }

    #[test]
    fn the_text_is_plain_ascii() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert!(
            arguments(&bytes)
                .chars()
                .all(|character| (' '..='~').contains(&character) && !"\\<".contains(character))
        );
    }
}
