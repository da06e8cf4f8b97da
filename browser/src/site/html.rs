//! The prelude's script element in a page.

/// Where the page prelude is served.
pub(super) const PRELUDE: &str = "/__prelude/page.js";

/// Puts the script element first into `<head>`, or where the parser would make
/// a head: after `<html>`, after the doctype, or at the very front.
pub(super) fn insert_prelude(page: &[u8]) -> Vec<u8> {
    let at = end_of_tag(page, "<head")
        .or_else(|| end_of_tag(page, "<html"))
        .or_else(|| end_of_tag(page, "<!doctype"))
        .unwrap_or(0);
    let element = format!(r#"<script src="{PRELUDE}"></script>"#);
    [&page[..at], element.as_bytes(), &page[at..]].concat()
}

/// Position behind the first tag of this name; `<header>` is no `<head>`.
fn end_of_tag(page: &[u8], tag: &str) -> Option<usize> {
    let is_tag = |from: usize| {
        let name = page.get(from..from + tag.len());
        let next = page.get(from + tag.len());
        name.is_some_and(|name| name.eq_ignore_ascii_case(tag.as_bytes()))
            && next.is_some_and(|next| *next == b'>' || next.is_ascii_whitespace())
    };
    let start = (0..page.len()).find(|from| is_tag(*from))?;
    let length = page[start..].iter().position(|byte| *byte == b'>')?;
    Some(start + length + 1)
}

#[cfg(test)]
mod tests {
    use super::insert_prelude;

    fn inserted(page: &str) -> String {
        let page = String::from_utf8(insert_prelude(page.as_bytes())).unwrap();
        page.replace(r#"<script src="/__prelude/page.js"></script>"#, "|")
    }

    #[test]
    fn prelude_comes_first_in_the_head() {
        assert_eq!(
            inserted("<!DOCTYPE html><html lang=de><HEAD\n dir=ltr><script>1</script>"),
            "<!DOCTYPE html><html lang=de><HEAD\n dir=ltr>|<script>1</script>"
        );
    }

    #[test]
    fn pages_without_a_head_get_it_too() {
        assert_eq!(inserted("<html><header>x"), "<html>|<header>x");
        assert_eq!(inserted("<!doctype html><p>x"), "<!doctype html>|<p>x");
        assert_eq!(inserted("<p>x"), "|<p>x");
        assert_eq!(inserted(""), "|");
    }
}
