//! Pages as Gecko 48 reads them: it knows neither modules nor their attributes.

use lol_html::html_content::Element;
use lol_html::{HtmlRewriter, Settings, element};

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
///
/// A page that can't be read stays as it is.
pub(crate) fn of_gecko48(page: &[u8]) -> Page {
    let mut content = Vec::with_capacity(page.len());
    let mut has_inline_module = false;
    let script = element!("script", |script: &mut Element<'_, '_>| {
        script.remove_attribute("nomodule");
        script.remove_attribute("crossorigin");
        let kind = script.get_attribute("type").unwrap_or_default();
        if kind.eq_ignore_ascii_case("module") && !script.has_attribute("src") {
            has_inline_module = true;
            script.set_attribute("type", "module of Firefox 60")?;
        }
        Ok(())
    });
    let settings = Settings::new().append_element_content_handler(script);
    let mut rewriter = HtmlRewriter::new(settings, |part: &[u8]| content.extend_from_slice(part));
    let read = rewriter.write(page).and_then(|()| rewriter.end());
    match read {
        Ok(()) => Page { content, has_inline_module },
        Err(_) => Page { content: page.to_vec(), has_inline_module: false },
    }
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
            "<!doctype html><SCRIPT src=a.js></SCRIPT><script defer src='b.js'></script><script>c</script>"
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
