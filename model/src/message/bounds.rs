//! How long the texts of a payload may be.

use super::Message;
use crate::error::{Note, Warning};

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
        if cut(&mut self.notification.title, TITLE) {
            warnings.push(Warning::new(Note::TextCut, "title"));
        }
        if self.notification.body.as_mut().is_some_and(|body| cut(body, BODY)) {
            warnings.push(Warning::new(Note::TextCut, "body"));
        }
    }
}

/// Leaves `most` characters, the last of them an ellipsis; false if there are no more anyway.
fn cut(text: &mut String, most: usize) -> bool {
    let mut ends = text.char_indices().map(|(at, _)| at).skip(most - 1);
    let (Some(end), Some(_)) = (ends.next(), ends.next()) else { return false };
    text.truncate(end);
    text.push('…');
    true
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
            let mut text = before.to_owned();
            assert_eq!((cut(&mut text, 3), &*text), (before != after, after));
        }
    }
}
