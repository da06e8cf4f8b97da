//! The page's own storage, which the worker has not.

use web_sys::Storage;

/// The page's storage; `None` where it is switched off, which makes the getter throw, and in workers.
pub(crate) fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
