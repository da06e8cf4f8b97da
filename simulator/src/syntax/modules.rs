//! The scripts of a page that are modules by their `type`, whatever is in them.

use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str};

use super::features::MODULE;
use crate::engine::Engine;

/// What a page's modules are called that this engine passes over: the `src` of each as it is written, or
/// `<script type=module>`. None where the page has a `nomodule` script, which such an engine runs instead.
///
/// ```
/// use kaipush_simulator::{Engine, syntax};
/// let page = "<script type=module src=app.js></script>";
/// assert_eq!(syntax::passed_over(page, Engine::Gecko48), ["app.js"]);
/// assert!(syntax::passed_over(page, Engine::Gecko84).is_empty());
/// ```
pub fn passed_over(page: &str, engine: Engine) -> Vec<String> {
    let (mut modules, mut is_answered) = (Vec::new(), false);
    if !MODULE.is_newer_than(engine) {
        return modules;
    }
    let script = element!("script", |script: &mut Element<'_, '_>| {
        let kind = script.get_attribute("type").unwrap_or_default();
        if kind.trim().eq_ignore_ascii_case("module") {
            let src = script.get_attribute("src").map(|src| src.trim().to_owned());
            modules.push(src.unwrap_or_else(|| "<script type=module>".to_owned()));
        } else {
            is_answered |= script.has_attribute("nomodule");
        }
        Ok(())
    });
    // A browser reads on, whatever stands where it should not.
    let settings =
        RewriteStrSettings::new().with_strict(false).append_element_content_handler(script);
    // What was found before a place that can't be read was found.
    let _ = rewrite_str(page, settings);
    if is_answered {
        modules.clear();
    }
    modules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_known_by_their_type() {
        for (page, expected) in [
            ("<script type='module' crossorigin src=' a.js '></script>", &["a.js"][..]),
            ("<SCRIPT TYPE=Module>go()</SCRIPT>", &["<script type=module>"]),
            ("<script src=a.js></script><!-- <script type=module src=b.js></script> -->", &[]),
            ("<script type=module src=a.js></script><script nomodule src=b.js></script>", &[]),
        ] {
            assert_eq!(passed_over(page, Engine::Gecko48), expected, "{page}");
        }
    }
}
