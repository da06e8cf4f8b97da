//! Pages as Gecko 48 reads them: it knows neither modules nor their attributes.

/// What Gecko 48 makes of a page's scripts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    /// The page, for a Firefox that is to do the same.
    pub(crate) content: Vec<u8>,
    /// Whether there is a module written into it, which does not run.
    pub(crate) has_inline_module: bool,
}

/// Takes `nomodule` off the scripts of a page, which Gecko 48 runs whatever it says (Firefox 60), and
/// `crossorigin`, which makes no difference for an app's own files but that Firefox asks for them as
/// for modules. The type of a module without `src` becomes one that Firefox passes over, too.
pub(crate) fn of_gecko48(page: &[u8]) -> Page {
    let mut content = Vec::with_capacity(page.len());
    let mut has_inline_module = false;
    let mut rest = page;
    while let Some(at) = next_script(rest) {
        content.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        let (attributes, length) = attributes(&rest[TAG.len()..]);
        let is = |attribute: &Attribute<'_>, name: &str| {
            attribute.name.eq_ignore_ascii_case(name.as_bytes())
        };
        let inline = !attributes.iter().any(|one| is(one, "src"));
        content.extend_from_slice(TAG);
        for attribute in &attributes {
            if is(attribute, "nomodule") || is(attribute, "crossorigin") {
                continue;
            }
            let module = is(attribute, "type") && attribute.value.eq_ignore_ascii_case(b"module");
            if module && inline {
                has_inline_module = true;
                content.extend_from_slice(b" type=\"module of Firefox 60\"");
            } else {
                content.push(b' ');
                content.extend_from_slice(attribute.text);
            }
        }
        rest = &rest[TAG.len() + length..];
        // What stands in a script is no markup.
        let end = find(rest, b"</script").unwrap_or(rest.len());
        content.extend_from_slice(&rest[..end]);
        rest = &rest[end..];
    }
    content.extend_from_slice(rest);
    Page { content, has_inline_module }
}

const TAG: &[u8] = b"<script";

struct Attribute<'a> {
    name: &'a [u8],
    value: &'a [u8],
    /// All of it, as it is written.
    text: &'a [u8],
}

/// Where the next script begins, outside of comments.
fn next_script(page: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let script = from + find(&page[from..], TAG)?;
        match find(&page[from..], b"<!--").map(|at| from + at) {
            Some(comment) if comment < script => {
                from = comment + find(&page[comment..], b"-->")?;
            }
            _ => match page.get(script + TAG.len()) {
                Some(b'>' | b'/') => return Some(script),
                Some(next) if next.is_ascii_whitespace() => return Some(script),
                _ => from = script + TAG.len(),
            },
        }
    }
}

/// The attributes of a tag, and where it ends: at its `>`.
fn attributes(tag: &[u8]) -> (Vec<Attribute<'_>>, usize) {
    let mut attributes = Vec::new();
    let mut at = 0;
    let until = |from: usize, ends: &dyn Fn(u8) -> bool| {
        tag[from..].iter().position(|byte| ends(*byte)).map_or(tag.len(), |length| from + length)
    };
    let blank = |byte: u8| byte.is_ascii_whitespace();
    loop {
        at = until(at, &|byte| !blank(byte) && byte != b'/');
        if at == tag.len() || tag[at] == b'>' {
            return (attributes, at);
        }
        let start = at;
        at = until(at + 1, &|byte| blank(byte) || matches!(byte, b'=' | b'>' | b'/'));
        let name = &tag[start..at];
        let after = until(at, &|byte| !blank(byte));
        let mut value: &[u8] = b"";
        if tag.get(after) == Some(&b'=') {
            let begin = until(after + 1, &|byte| !blank(byte));
            (value, at) = match tag.get(begin) {
                Some(&quote @ (b'"' | b'\'')) => {
                    let end = until(begin + 1, &|byte| byte == quote);
                    (&tag[begin + 1..end], (end + 1).min(tag.len()))
                }
                _ => {
                    let end = until(begin, &|byte| blank(byte) || byte == b'>');
                    (&tag[begin..end], end)
                }
            };
        }
        attributes.push(Attribute { name, value, text: &tag[start..at] });
    }
}

/// Where a word stands, whatever its case.
fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).position(|window| window.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::of_gecko48;

    fn read(page: &str) -> (String, bool) {
        let page = of_gecko48(page.as_bytes());
        (String::from_utf8(page.content).unwrap(), page.has_inline_module)
    }

    #[test]
    fn attributes_of_modules_are_gone() {
        let (page, inline) = read(
            "<!doctype html><SCRIPT nomodule src=a.js></SCRIPT>\
             <script crossorigin=\"anonymous\" defer src='b.js' ></script><script\nCROSSORIGIN\n>c</script>",
        );
        assert_eq!(
            page,
            "<!doctype html><script src=a.js></SCRIPT><script defer src='b.js'></script><script>c</script>"
        );
        assert!(!inline);
    }

    #[test]
    fn modules_of_a_file_are_asked_for_and_those_in_the_page_do_not_run() {
        let (page, inline) = read("<script type=module src=a.js></script>");
        assert_eq!((&*page, inline), ("<script type=module src=a.js></script>", false));
        let (page, inline) = read("<script type=\"module\">let a;</script><p>");
        assert_eq!(page, "<script type=\"module of Firefox 60\">let a;</script><p>");
        assert!(inline);
    }

    #[test]
    fn all_else_stays() {
        for page in [
            "",
            "<p nomodule>a</p><scripts crossorigin><link crossorigin href=a.css>",
            "<!-- <script nomodule> --><script>\"<script nomodule>\" < 1</script>",
            "<script",
            "<!-- <script nomodule>",
            "ä<script>ö</script>",
        ] {
            assert_eq!(read(page).0, page);
        }
    }
}
