//! The same where IndexedDB is refused or full: the page has a storage of its own.

use kaipush_model::subscription::Remembered;

use crate::foreign::Js;
use crate::local::storage;

/// Where kaipush 0.1 kept it, too.
const NAME: &str = "kaipush.subscription";

pub(super) fn load() -> Option<Remembered> {
    super::read(&Js::parse(&storage()?.get_item(NAME).ok()??)?)
}

pub(super) fn save(remembered: Option<&Remembered>) {
    let Some(storage) = storage() else { return };
    // Both storages full only means that the report is made again at the next start.
    let _ = match remembered {
        Some(remembered) => storage.set_item(NAME, &super::write(remembered).to_json()),
        None => storage.remove_item(NAME),
    };
}
