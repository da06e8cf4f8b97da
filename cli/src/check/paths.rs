//! Paths inside an app.

use percent_encoding::percent_decode_str;

/// The folder of a path from the app's.
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

/// The last part of an address.
pub fn file_name(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
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
