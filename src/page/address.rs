//! Addresses in the app's configuration.

use web_sys::Url;

/// The whole of one, by the document's base, which `<base>` may set: so `register` and `fetch` take it.
pub(super) fn whole(url: &str) -> Option<String> {
    let base = web_sys::window()?.document()?.base_uri().ok()??;
    Url::new_with_base(url, &base).ok().map(|url| url.href())
}
