//! Where a click may lead, and where an answer may go or content come from.

use kaipush_model::click::{Target, target};
use kaipush_model::error::Note;
use web_sys::Url;

use super::Host;
use super::scope::{address, scope};

/// The page that a click opens: an address (`None`: the app's start), and whether it is another
/// origin's.
pub(crate) fn page(host: &Host, wish: Option<String>) -> (Option<String>, bool) {
    let Some(wish) = wish else { return (None, false) };
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
    let judged = Url::new_with_base(wish, &address()).ok().map(|url| {
        // Gecko 48 gives `null` as the origin of `app:` addresses; scheme and host always work.
        let origin = url.protocol() + "//" + &url.host();
        (target(&origin, &own_origin(), &host.allow()), url.href())
    });
    let judged = judged.filter(|(target, _)| *target != Target::Refused);
    if judged.is_none() {
        host.note(Note::TargetRefused, wish);
    }
    judged
}

pub(crate) fn own_origin() -> String {
    let location = scope().location();
    location.protocol() + "//" + &location.host()
}
