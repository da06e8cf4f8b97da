//! The same where IndexedDB is refused or full: the page has a storage of its own, and knows what it was for as
//! long as it is open.

use std::cell::{Cell, RefCell};

use kaipush_model::subscription::Remembered;

use crate::apart::named;
use crate::foreign::Js;
use crate::local::storage;

/// Beside what else the page keeps there.
const NAME: &str = "kaipush.subscription";

thread_local! {
    /// What was remembered when the page last looked, or changed it. A storage that fails in between is not one
    /// in which nothing was.
    static LAST: RefCell<Option<Option<Remembered>>> = const { RefCell::new(None) };
    /// That is what it takes for granted, because it could read nothing.
    static GUESSED: Cell<bool> = const { Cell::new(false) };
}

/// `None` where the page has not come to know it.
pub(super) fn last() -> Option<Option<Remembered>> {
    LAST.with_borrow(Clone::clone)
}

/// Of a page only: a worker that has the page's code, too, may be one of two, and of before the page's change.
pub(super) fn note(remembered: Option<Remembered>) {
    if web_sys::window().is_some() {
        LAST.set(Some(remembered));
    }
}

pub(super) fn guessed(guessed: bool) {
    GUESSED.set(guessed);
}

pub(super) fn is_guess() -> bool {
    GUESSED.get()
}

pub(super) fn load() -> Option<Remembered> {
    super::read(&Js::parse(&storage()?.get_item(&named(NAME)).ok()??)?)
}

/// What is only a guess is not kept: the next start may be able to read what it stands for.
pub(super) fn keep(remembered: &Remembered) {
    if !GUESSED.get() {
        save(Some(remembered));
    }
}

pub(super) fn save(remembered: Option<&Remembered>) {
    let Some(storage) = storage() else { return };
    // Both storages full only means that the report is made again at the next start.
    let _ = match remembered {
        Some(remembered) => storage.set_item(&named(NAME), &super::write(remembered).to_json()),
        None => storage.remove_item(&named(NAME)),
    };
}
