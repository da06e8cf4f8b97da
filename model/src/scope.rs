//! The address that a worker covers.

/// The name under which an app keeps something apart from the other apps of its origin, each of which has a scope of
/// its own. A scope that is all of the origin leaves the name as it is.
///
/// ```
/// use kaipush_model::scope::apart;
/// assert_eq!(apart("kaipush", "app://inbox/"), "kaipush");
/// assert_eq!(apart("kaipush", "https://apps.example/inbox/"), "kaipush https://apps.example/inbox/");
/// ```
pub fn apart(name: &str, scope: &str) -> String {
    // `scheme://host/` has three. Counted, because a slice of it weighs twice as much in the worker's core.
    let slashes = scope.bytes().filter(|byte| *byte == b'/').count();
    let whole = slashes < 3 + usize::from(scope.ends_with('/'));
    if whole { name.to_owned() } else { [name, " ", scope].concat() }
}

/// An address's origin, and its path with all that follows, which may be empty.
pub(crate) fn split(url: &str) -> (&str, &str) {
    // The third: `scheme://host/`. A search for text would weigh more than the whole rest.
    let slash = url.bytes().enumerate().filter(|(_, byte)| *byte == b'/').nth(2);
    slash.and_then(|(at, _)| url.split_at_checked(at)).unwrap_or((url, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_of_one_origin_have_names_of_their_own() {
        let name = |scope| apart("kaipush", scope);
        assert_eq!(name("https://a.example:8080/"), "kaipush");
        assert_eq!(name(""), "kaipush");
        let all = [
            "https://a.example/",
            "https://a.example/x",
            "https://a.example/x/",
            "https://a.example/x/y/",
        ];
        for (at, scope) in all.iter().enumerate() {
            assert!(all[..at].iter().all(|other| name(other) != name(scope)), "{scope}");
        }
    }

    #[test]
    fn an_address_has_its_path_behind_the_origin() {
        assert_eq!(split("https://a.example:8080/x/y"), ("https://a.example:8080", "/x/y"));
        assert_eq!(split("https://a.example"), ("https://a.example", ""));
        assert_eq!(split(""), ("", ""));
    }
}
