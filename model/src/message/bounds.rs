//! How long the texts of a payload may be.

use super::Message;
use crate::error::{Note, Warning};
use crate::notification::content;

/// Characters of a title; a screen of 240 pixels shows about 40.
pub const TITLE: usize = 200;
/// Characters of a body. A push can't bring many more, but content that the worker fetches can.
pub const BODY: usize = 1000;
/// Bytes of an id.
const ID: usize = 200;

/// Whether a text can be an id: 50 of them are remembered, each in a line.
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.len() <= ID && text.bytes().all(|byte| byte >= b' ')
}

impl<V> Message<V> {
    /// Cuts what is shown to [`TITLE`] and [`BODY`]; the payload stays whole.
    pub(super) fn cut(&mut self, warnings: &mut Vec<Warning>) {
        for (name, most) in [(content::TITLE, TITLE), (content::BODY, BODY)] {
            let text = self.notification.text(name);
            if let Some(text) = text.and_then(|text| cut(text, most)) {
                self.notification.members.set_text(name, text);
                warnings.push(Warning::new(Note::TextCut, name));
            }
        }
    }
}

/// The first `most` characters, the last of them an ellipsis; `None` if there are no more anyway.
fn cut(text: &str, most: usize) -> Option<String> {
    // Bytes that begin a character: Rust's own way to count them weighs more in the worker's core.
    let begins = |(_, byte): &(usize, u8)| byte & 0xc0 != 0x80;
    let mut ends = text.bytes().enumerate().filter(begins).skip(most - 1);
    let ((end, _), _) = (ends.next()?, ends.next()?);
    Some([text.get(..end)?, "…"].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_told_apart_is_no_id() {
        let ids = ["", "a", "a\nb", "m-1042"].map(is_id);
        assert_eq!(ids, [false, true, false, true]);
        assert!(is_id(&"x".repeat(ID)) && !is_id(&"x".repeat(ID + 1)));
    }

    #[test]
    fn it_is_cut_between_characters() {
        for (before, after) in
            [("", ""), ("abc", "abc"), ("abcd", "ab…"), ("äöü€", "äö…"), ("🐕🐕🐕", "🐕🐕🐕")]
        {
            assert_eq!(cut(before, 3).as_deref().unwrap_or(before), after);
        }
    }
}
