//! What a request asks for, as far as the browser says it.

use std::collections::BTreeSet;

use http::HeaderMap;
use http::header::REFERER;
use url::Url;

/// What the browser wants a file for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A page's classic script.
    Script,
    /// A module.
    Module,
    /// A worker, or what a worker imports.
    Worker,
    /// Anything else: pages, styles, pictures, `fetch`.
    Other,
}

/// A file that is about to be served.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Its path: `/index.html`, also where `/` was asked for.
    pub path: &'a str,
    /// Its content type.
    pub content_type: &'a str,
    /// What it is for.
    pub purpose: Purpose,
}

impl Purpose {
    /// From the Fetch metadata, and from who refers to it: what a worker imports looks like a page's
    /// script otherwise. <https://w3c.github.io/webappsec-fetch-metadata/>
    pub(super) fn of(headers: &HeaderMap, workers: &BTreeSet<String>) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let referer = text(REFERER.as_str()).and_then(|referer| Url::parse(referer).ok());
        match (text("sec-fetch-dest"), text("sec-fetch-mode")) {
            (Some("serviceworker" | "worker" | "sharedworker"), _) => Self::Worker,
            // Where Firefox looks for an update nobody refers to the imported script.
            (Some("script"), _) if headers.contains_key("service-worker") => Self::Worker,
            (Some("script"), _) if referer.is_some_and(|it| workers.contains(it.path())) => {
                Self::Worker
            }
            (Some("script"), Some("cors")) => Self::Module,
            (Some("script"), _) => Self::Script,
            _ => Self::Other,
        }
    }
}

/// Whether a service worker itself is asked for, not what it imports.
pub(super) fn is_service_worker(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-dest").is_some_and(|dest| dest == "serviceworker")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_says_what_it_is_for() {
        let workers = BTreeSet::from(["/sw.js".to_owned()]);
        let purpose = |lines: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in lines {
                headers.insert(*name, value.parse().unwrap());
            }
            Purpose::of(&headers, &workers)
        };
        let script = ("sec-fetch-dest", "script");
        assert_eq!(purpose(&[("sec-fetch-dest", "serviceworker")]), Purpose::Worker);
        assert_eq!(purpose(&[script, ("sec-fetch-mode", "no-cors")]), Purpose::Script);
        assert_eq!(purpose(&[script, ("sec-fetch-mode", "cors")]), Purpose::Module);
        assert_eq!(purpose(&[script, ("referer", "http://a.b:1/sw.js")]), Purpose::Worker);
        assert_eq!(purpose(&[script, ("referer", "http://a.b:1/")]), Purpose::Script);
        assert_eq!(purpose(&[script, ("service-worker", "script")]), Purpose::Worker);
        assert_eq!(purpose(&[("sec-fetch-dest", "empty")]), Purpose::Other);
        assert_eq!(purpose(&[]), Purpose::Other);
    }
}
