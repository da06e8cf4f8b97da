//! Where a click may lead, and where an answer may go or content come from.

use kaipush_model::Value;
use kaipush_model::click::{Target, target};
use kaipush_model::error::Note;
use wasm_bindgen::prelude::*;

use super::Host;
use crate::foreign::Js;
use crate::seen::global;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = URL)]
    type Url;
    #[wasm_bindgen(catch, constructor, js_class = URL)]
    fn new(url: &str, base: &str) -> Result<Url, JsValue>;
}

/// The page that a click opens: an address (`None`: the app's start), and whether it is another
/// origin's.
pub(crate) fn page(host: &Host, wish: Option<String>) -> (Option<String>, bool) {
    // Servers send an empty one where there is none.
    let Some(wish) = wish.filter(|wish| !wish.is_empty()) else { return (None, false) };
    match judge(host, &wish) {
        Some((judged, href)) => (Some(href), judged == Target::Allowed),
        None => (None, false),
    }
}

/// The address that content is fetched from, or an answer posted to. A packaged app of KaiOS 2.5 is
/// an origin without a server (`app:`): its server has to be allowed.
#[cfg(any(feature = "answers", feature = "content"))]
pub(crate) fn remote(host: &Host, wish: &str) -> Option<String> {
    let (_, href) = judge(host, wish)?;
    if href.starts_with("http") {
        return Some(href);
    }
    host.note(Note::TargetRefused, wish);
    None
}

/// The address that an answer is posted to.
#[cfg(feature = "answers")]
pub(crate) fn server(host: &Host, wish: &str) -> Option<String> {
    remote(host, wish)
}

/// This worker sends no answers; the app may.
#[cfg(not(feature = "answers"))]
pub(crate) fn server(_: &Host, _: &str) -> Option<String> {
    None
}

/// Resolves and judges an address.
fn judge(host: &Host, wish: &str) -> Option<(Target, String)> {
    let judged = resolved(wish).map(|url| {
        let allowed = host.allow();
        let allowed = allowed.iter().filter_map(|one| Some(origin(&resolved(&one.as_text()?)?)));
        (target(&origin(&url), &own_origin(), allowed), url.text("href").unwrap_or_default())
    });
    let judged = judged.filter(|(target, _)| *target != Target::Refused);
    if judged.is_none() {
        host.note(Note::TargetRefused, wish);
    }
    judged
}

fn resolved(address: &str) -> Option<Js> {
    Url::new(address, &crate::apart::scope()).ok().map(|url| Js(url.into()))
}

pub(crate) fn own_origin() -> String {
    global("location").map_or_else(String::new, |location| origin(&location))
}

/// Gecko 48 gives `null` as the origin of `app:` addresses; scheme and host always work.
fn origin(address: &Js) -> String {
    let part = |name| address.text(name).unwrap_or_default();
    part("protocol") + "//" + &part("host")
}
