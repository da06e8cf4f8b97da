//! Where a click may lead.

/// Where a click leads, after judgement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// An address of the app's own.
    Own,
    /// Another origin that the app allows.
    Allowed,
    /// Neither: the app itself is opened instead.
    Refused,
}

/// Judges a target by its origin: the app's own, or one in the app's list. What a payload asks
/// for never widens that.
///
/// Origins are `scheme://host:port`, as `URL` gives them after resolving the target against the
/// worker's scope; so `javascript:` and `data:` have none that could match.
///
/// ```
/// use kaipush_model::click::{Target, target};
/// let allow = ["https://help.example".to_owned()];
/// assert_eq!(target("https://app.example", "https://app.example", allow.clone()), Target::Own);
/// assert_eq!(target("https://evil.example", "https://app.example", allow), Target::Refused);
/// ```
pub fn target(origin: &str, own: &str, allow: impl IntoIterator<Item = String>) -> Target {
    if origin == own {
        Target::Own
    } else if allow.into_iter().any(|allowed| allowed == origin) {
        Target::Allowed
    } else {
        Target::Refused
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_compared_whole() {
        let allow = ["https://help.example".to_owned()];
        let judge = |origin| target(origin, "app://inbox", allow.clone());
        assert_eq!(judge("https://help.example"), Target::Allowed);
        for foreign in [
            "http://help.example",
            "https://help.example.evil",
            "javascript://",
            "data://",
            "null",
            "",
        ] {
            assert_eq!(judge(foreign), Target::Refused, "{foreign}");
        }
    }
}
