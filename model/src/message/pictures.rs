//! Where pictures and sounds of a payload may come from.

use super::Message;
use crate::error::{Note, Warning};
use crate::notification::content::{ICON, IMAGE};
use crate::notification::{Members, SOUND_FILE};

impl<V> Message<V> {
    /// Leaves out pictures and sounds that are neither of the app's own origin nor `https:` nor
    /// `data:image/`. Only payloads are judged so; what the app's handler answers is the app's word.
    ///
    /// ```
    /// use kaipush_model::message::{Fallback, Message, Payload};
    /// let payload = serde_json::json!({ "title": "Ada", "icon": "ftp://example.org/ada.png" });
    /// let texts = Fallback { title: "Inbox".into(), body: "Something is new".into() };
    /// let (mut message, _) = Message::read(Payload::Json(payload), &texts);
    /// assert_eq!(message.check_pictures("https://app.example")[0].about, "icon");
    /// assert_eq!(message.notification.text("icon"), None);
    /// ```
    pub fn check_pictures(&mut self, own: &str) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let mut judge = |members: &mut Members, name| {
            if members.text(name).is_some_and(|url| !may_be_loaded(url, own)) {
                members.remove(name);
                warnings.push(Warning::new(Note::FieldWrong, name));
            }
        };
        judge(&mut self.notification.members, ICON);
        judge(&mut self.notification.members, IMAGE);
        judge(&mut self.notification.behavior.0, SOUND_FILE);
        warnings
    }
}

fn may_be_loaded(url: &str, own: &str) -> bool {
    // Parsers of addresses pass over them, so that they would hide a scheme.
    let url = url.get(url.bytes().take_while(|byte| *byte == b' ').count()..).unwrap_or("");
    if url.bytes().any(|byte| byte < b' ') {
        return false;
    }
    let no_scheme = |byte: u8| !byte.is_ascii_alphanumeric() && !matches!(byte, b'+' | b'-' | b'.');
    let relative = url.bytes().find(|byte| no_scheme(*byte)) != Some(b':');
    // `//elsewhere.example/` has the page's own scheme. To parsers a `\` is a `/` there.
    let foreign = url.bytes().take_while(|byte| matches!(byte, b'/' | b'\\')).count() > 1;
    let relative = relative && (!foreign || own.starts_with("https:"));
    let begins = |with: &str| {
        url.get(..with.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(with))
    };
    // `http://app.example@evil.example/` only begins like the app's own.
    let is_own =
        || url.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    relative || begins("https:") || begins("data:image/") || is_own()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_and_secure_ones_are_loaded() {
        let own = "http://127.0.0.1:80";
        for url in [
            "/icon.png",
            "icon.png",
            "icons/a:b.png",
            "?x",
            "",
            "https://cdn.example/a.png",
            "HTTPS://cdn.example/a.png",
            "data:image/png;base64,AA",
            "http://127.0.0.1:80/a.png",
        ] {
            assert!(may_be_loaded(url, own), "{url}");
        }
        for url in [
            "http://cdn.example/a.png",
            "//cdn.example/a.png",
            "/\\cdn.example/a.png",
            " \\/cdn.example/a.png",
            "\\\\cdn.example/a.png",
            "http://127.0.0.1:80@evil.example/",
            "http://127.0.0.1:8080/",
            "javascript:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "blob:x",
            "file:///etc/passwd",
            "app://other/a.png",
        ] {
            assert!(!may_be_loaded(url, own), "{url}");
        }
    }

    /// It is `https:` there, too.
    #[test]
    fn an_app_of_https_may_leave_the_scheme_out() {
        for url in ["//cdn.example/a.png", "/\\cdn.example/a.png"] {
            assert!(may_be_loaded(url, "https://app.example"), "{url}");
            assert!(!may_be_loaded(url, "app://inbox"), "{url}");
        }
    }
}
