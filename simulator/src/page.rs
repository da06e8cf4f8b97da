//! What a page of HTML brings: scripts of files, and code of its own.

use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str};

/// The scripts and the code of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageCode {
    /// The `src` of each script, as it is written.
    pub scripts: Vec<String>,
    /// The modules among them, and `<script type=module>` for one without `src`.
    pub modules: Vec<String>,
    /// Whether a script is for engines without modules (`nomodule`).
    pub has_nomodule: bool,
    /// What the policy of packages refuses (`script-src` without `'unsafe-inline'`), each once:
    /// `a <script> without src`, `onclick of <a>`, `javascript: in href of <a>`.
    pub inline: Vec<String>,
}

/// Attributes that hold an address which is followed.
const ADDRESSES: [&str; 6] = ["href", "src", "action", "formaction", "data", "xlink:href"];

/// Reads a page.
///
/// ```
/// let page = kaipush_simulator::page_code("<script src=a.js></script><a onclick='go()'>");
/// assert_eq!((page.scripts, page.inline), (vec!["a.js".into()], vec!["onclick of <a>".into()]));
/// ```
pub fn page_code(page: &str) -> PageCode {
    let mut code = PageCode::default();
    let any = element!("*", |element: &mut Element<'_, '_>| {
        let tag = element.tag_name();
        let mut inline = Vec::new();
        if tag == "script" && runs(element) {
            let src = element.get_attribute("src").map(|src| src.trim().to_owned());
            if is_module(element) {
                let name = src.clone().unwrap_or_else(|| "<script type=module>".to_owned());
                code.modules.push(name);
            } else {
                code.has_nomodule |= element.has_attribute("nomodule");
            }
            match src {
                Some(src) => code.scripts.push(src),
                None => inline.push("a <script> without src".to_owned()),
            }
        }
        for attribute in element.attributes() {
            let (name, value) = (attribute.name(), attribute.value().trim().to_ascii_lowercase());
            if is_handler(&name) {
                inline.push(format!("{name} of <{tag}>"));
            } else if ADDRESSES.contains(&&*name) && value.starts_with("javascript:") {
                inline.push(format!("javascript: in {name} of <{tag}>"));
            }
        }
        inline.retain(|one| !code.inline.contains(one));
        code.inline.append(&mut inline);
        Ok(())
    });
    // A browser reads on, whatever stands where it should not.
    let settings = RewriteStrSettings::new().with_strict(false).append_element_content_handler(any);
    // What was found before a place that can't be read was found.
    let _ = rewrite_str(page, settings);
    code
}

/// By its name, as all that begins so is one but for `once`, which is nobody's.
fn is_handler(name: &str) -> bool {
    name.len() > 2 && name.starts_with("on") && name != "once"
}

/// What has a type of its own, such as JSON or a template, is data.
fn runs(script: &Element<'_, '_>) -> bool {
    let kind = kind(script);
    is_module(script)
        || kind.is_empty()
        || kind.contains("javascript")
        || kind.contains("ecmascript")
}

fn is_module(script: &Element<'_, '_>) -> bool {
    kind(script).trim() == "module"
}

fn kind(script: &Element<'_, '_>) -> String {
    script.get_attribute("type").unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::page_code;

    #[test]
    fn files_data_and_texts_are_no_code() {
        let page = page_code(
            "<!doctype html><script src=' a.js '></script><SCRIPT defer src=b.js type=module></SCRIPT>\
             <script type=application/json>{}</script><p on='' once title='JavaScript: an intro'>lib/c.js\
             <!-- <script src=d.js>no()</script> --><select><xmp></select><a href=#x>",
        );
        assert_eq!(page.scripts, ["a.js", "b.js"]);
        assert!(page.inline.is_empty(), "{:?}", page.inline);
    }

    #[test]
    fn modules_are_known_by_their_type() {
        for (page, modules, has_nomodule) in [
            (
                "<script type='module' crossorigin src=' a.js '></script>",
                &["a.js".to_owned()][..],
                false,
            ),
            ("<SCRIPT TYPE=Module>go()</SCRIPT>", &["<script type=module>".to_owned()], false),
            (
                "<script src=a.js></script><!-- <script type=module src=b.js></script> -->",
                &[],
                false,
            ),
            (
                "<script type=module src=a.js></script><script nomodule src=b.js></script>",
                &["a.js".to_owned()],
                true,
            ),
        ] {
            let code = page_code(page);
            assert_eq!((&*code.modules, code.has_nomodule), (modules, has_nomodule), "{page}");
        }
    }

    #[test]
    fn each_kind_of_code_is_told_once() {
        let page = page_code(
            "<script type=module>a()</script><script>b()</script><BODY onLoad='c()'>\
             <a href=' JavaScript:d()'><script src=a.js onload=''></script>",
        );
        let told = [
            "a <script> without src",
            "onload of <body>",
            "javascript: in href of <a>",
            "onload of <script>",
        ];
        assert_eq!(page.inline, told);
    }
}
