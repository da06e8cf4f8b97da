//! What stands between two nodes of the tree, which the tree does not say.

/// The first byte from `at` on that is neither blank nor comment.
pub(super) fn skip(source: &str, at: usize) -> usize {
    let mut rest = source.get(at..).unwrap_or_default();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let end = if rest.starts_with("//") {
            rest.find(['\n', '\r', '\u{2028}', '\u{2029}']).unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else {
            return source.len() - rest.len();
        };
        rest = &rest[end..];
    }
}

/// Where a comma follows, if one does.
pub(super) fn comma(source: &str, at: usize) -> Option<usize> {
    let at = skip(source, at);
    source[at..].starts_with(',').then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_are_found_behind_comments() {
        assert_eq!(comma("a /* , */ // ,\n , )", 1), Some(16));
        assert_eq!(comma("a /* , */ )", 1), None);
        assert_eq!(comma("a", 1), None);
        assert_eq!(comma("a // end", 1), None);
        assert_eq!(comma("a /* open", 1), None);
    }
}
