//! Where this app keeps things: page and worker by the same names, and apart from other apps of the origin.

#[cfg(feature = "page")]
use std::cell::RefCell;

use kaipush_model::Value;
use kaipush_model::scope::apart;

use crate::seen::global;

#[cfg(feature = "page")]
thread_local! {
    /// The page's, if it has said it: `None` in it is one that can't be told.
    static SCOPE: RefCell<Option<Option<String>>> = const { RefCell::new(None) };
}

/// What the page's worker covers; true if that is new.
#[cfg(feature = "page")]
pub(crate) fn set(scope: Option<String>) -> bool {
    let scope = Some(scope);
    SCOPE.with_borrow_mut(|known| std::mem::replace(known, scope.clone()) != scope)
}

/// Whether the page has said it.
#[cfg(feature = "page")]
pub(crate) fn is_set() -> bool {
    SCOPE.with_borrow(Option::is_some)
}

/// The address that the app's worker covers.
pub(crate) fn scope() -> String {
    #[cfg(feature = "page")]
    if let Some(scope) = SCOPE.with_borrow(Clone::clone).flatten() {
        return scope;
    }
    // A worker knows its own.
    global("registration").and_then(|registration| registration.text("scope")).unwrap_or_default()
}

/// The app's own name for something.
pub(crate) fn named(name: &str) -> String {
    apart(name, &scope())
}
