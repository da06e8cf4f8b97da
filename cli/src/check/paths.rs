//! Paths inside an app.

use std::path::Path;

use anyhow::Result;
use percent_encoding::percent_decode_str;

/// A file's path from the app's folder, as in an address.
pub fn name(folder: &Path, file: &Path) -> Result<String> {
    let parts = file.strip_prefix(folder)?.iter().map(|part| part.to_string_lossy());
    Ok(parts.collect::<Vec<_>>().join("/"))
}

/// The folder of such a path.
pub fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The file of the app that an address means, read in this folder; none where it leads elsewhere.
pub fn file(folder: &str, address: &str) -> Option<String> {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let is_elsewhere = address.starts_with("//")
        || address.split_once(':').is_some_and(|(scheme, _)| !scheme.contains('/'));
    if is_elsewhere {
        return None;
    }
    let address = percent_decode_str(address).decode_utf8_lossy();
    let whole =
        if address.starts_with('/') { address.into_owned() } else { format!("{folder}/{address}") };
    let mut parts = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// What is said of a file that can't be read as text.
pub fn no_text(name: &str) -> String {
    format!("{name}: is no UTF-8 text: save it as UTF-8")
}

#[cfg(test)]
mod tests {
    use super::file;

    #[test]
    fn addresses_are_the_browsers() {
        for (folder, address, expected) in [
            ("", "a.js", Some("a.js")),
            ("js", "./a.js?v=1", Some("js/a.js")),
            ("js", "/a.js", Some("a.js")),
            ("js/x", "../../../a.js#b", Some("a.js")),
            ("", "https://a.example/a.js", None),
            ("", "//a.example/a.js", None),
            ("", "data:text/javascript,1", None),
            ("", "a/b:c.js", Some("a/b:c.js")),
            ("", "my%20app.js", Some("my app.js")),
        ] {
            assert_eq!(file(folder, address).as_deref(), expected, "{address}");
        }
    }
}
