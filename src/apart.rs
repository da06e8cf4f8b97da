//! Where this app keeps things: page and worker by the same names, and apart from other apps of the origin.

#[cfg(feature = "page")]
use std::cell::OnceCell;

use kaipush_model::Value;
use kaipush_model::scope::apart;

use crate::seen::global;

#[cfg(feature = "page")]
thread_local! {
    /// The page's, which knows it by its configuration only; `None` in it is one that can't be told.
    static SCOPE: OnceCell<Option<String>> = const { OnceCell::new() };
}

/// What the page's worker covers. The first word counts: what is kept does not move while the page is open.
#[cfg(feature = "page")]
pub(crate) fn set(scope: Option<String>) {
    SCOPE.with(|known| drop(known.set(scope)));
}

/// Whether the page has said it.
#[cfg(feature = "page")]
pub(crate) fn is_set() -> bool {
    SCOPE.with(|known| known.get().is_some())
}

/// The address that the app's worker covers.
pub(crate) fn scope() -> String {
    #[cfg(feature = "page")]
    if let Some(scope) = SCOPE.with(|known| known.get().cloned().flatten()) {
        return scope;
    }
    // A worker knows its own.
    global("registration").and_then(|registration| registration.text("scope")).unwrap_or_default()
}

/// The app's own name for something.
pub(crate) fn named(name: &str) -> String {
    apart(name, &scope())
}
