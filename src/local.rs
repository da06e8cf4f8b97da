//! The page's own storages, which the worker has not.

use web_sys::Storage;

/// That of all the app's pages; `None` where it is switched off, which makes the getter throw, and in workers.
pub(crate) fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// That of one page, over its reloads; `None` where there is none.
pub(crate) fn session() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}
