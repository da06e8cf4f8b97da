//! A launch inside an address, for systems that open the app by `openWindow`.

/// Starts the launch in the fragment.
const NAME: &str = "kaipush=";

/// Puts an encoded launch into the fragment of an address.
///
/// The fragment never travels to a server: no length limit there, no trace in its logs.
///
/// ```
/// use kaipush_model::click::attach;
/// assert_eq!(attach("/index.html", "%7B%7D"), "/index.html#kaipush=%7B%7D");
/// assert_eq!(attach("/#/chat/7", "%7B%7D"), "/#/chat/7&kaipush=%7B%7D");
/// ```
pub fn attach(url: &str, encoded: &str) -> String {
    let joint = if url.contains('#') { "&" } else { "#" };
    let mut with = String::from(url);
    with.push_str(joint);
    with.push_str(NAME);
    with.push_str(encoded);
    with
}

/// Takes the launch out of a fragment (with its `#`): the fragment as it was, and the launch still
/// encoded. `None` where there is no launch.
///
/// ```
/// use kaipush_model::click::detach;
/// assert_eq!(detach("#/chat/7&kaipush=%7B%7D"), Some(("#/chat/7", "%7B%7D")));
/// assert_eq!(detach("#/chat/7"), None);
/// ```
pub fn detach(fragment: &str) -> Option<(&str, &str)> {
    let at = fragment.rfind(NAME)?;
    let before = &fragment[..at];
    let rest = before.strip_suffix('#').or_else(|| before.strip_suffix('&'))?;
    Some((rest, &fragment[at + NAME.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_attached_comes_back() {
        for url in ["/", "/a?b=c", "/#", "/#/x&y", "/#/x&kaipush=old"] {
            let with = attach(url, "%7B%22a%22%3A1%7D");
            let at = with.find('#').unwrap();
            let (before, encoded) = detach(&with[at..]).unwrap();
            assert_eq!(encoded, "%7B%22a%22%3A1%7D");
            assert_eq!(before, url.find('#').map_or("", |at| &url[at..]), "{url}");
        }
    }

    #[test]
    fn a_word_that_ends_like_ours_is_not_ours() {
        assert_eq!(detach("#notkaipush=1"), None);
    }
}
