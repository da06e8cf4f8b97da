//! Code inside pages, which the policy of packages refuses (`script-src` without `'unsafe-inline'`).

use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str};

/// What of a page's own code a package does not run, each once: `a <script> without src`, `onclick of <a>`,
/// `javascript: in href of <a>`. A page that can't be read has none.
///
/// ```
/// let found = kaipush_simulator::inline_code("<script>start()</script><a onclick='go()'>");
/// assert_eq!(found, ["a <script> without src", "onclick of <a>"]);
/// ```
pub fn inline_code(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut note = |text: String| {
        if !found.contains(&text) {
            found.push(text);
        }
    };
    let any = element!("*", |element: &mut Element<'_, '_>| {
        let tag = element.tag_name();
        if tag == "script" && !element.has_attribute("src") && runs(element) {
            note("a <script> without src".to_owned());
        }
        for attribute in element.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            if name.len() > 2 && name.starts_with("on") {
                note(format!("{name} of <{tag}>"));
            } else if value.trim_start().to_ascii_lowercase().starts_with("javascript:") {
                note(format!("javascript: in {name} of <{tag}>"));
            }
        }
        Ok(())
    });
    let settings = RewriteStrSettings::new().append_element_content_handler(any);
    match rewrite_str(page, settings) {
        Ok(_) => found,
        Err(_) => Vec::new(),
    }
}

/// What has a type of its own, such as JSON or a template, is data.
fn runs(script: &Element<'_, '_>) -> bool {
    let kind = script.get_attribute("type").unwrap_or_default().to_ascii_lowercase();
    kind.is_empty()
        || kind == "module"
        || kind.contains("javascript")
        || kind.contains("ecmascript")
}

#[cfg(test)]
mod tests {
    use super::inline_code;

    #[test]
    fn files_and_data_are_no_code() {
        let page = "<!doctype html><script src=a.js onload=\"\"></script><script type=application/json>{}</script>\
                    <p on='' title='javascript'>text<!-- <script>no()</script> -->";
        assert_eq!(inline_code(page), ["onload of <script>"]);
        assert!(inline_code("<script src=a.js></script><a href=#x>").is_empty());
    }

    #[test]
    fn each_kind_of_code_is_told_once() {
        let page = "<SCRIPT type=module>a()</SCRIPT><script>b()</script><BODY onLoad='c()'>\
                    <a href=' JavaScript:d()'>";
        let told = ["a <script> without src", "onload of <body>", "javascript: in href of <a>"];
        assert_eq!(inline_code(page), told);
    }
}
