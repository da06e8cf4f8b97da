//! Where a notification is on the phone: toast, dialog, Notices list.
//!
//! Sources: `notification_toaster`, `notification_store` of KaiOS' system app; ukaiosdev wiki.

#[cfg(test)]
mod tests;

use std::collections::VecDeque;

use serde::Serialize;

/// How long a toast is shown, in milliseconds.
const TOAST: u64 = 5000;
/// The Notices list holds so many; the oldest make room.
const MAX_NOTICES: usize = 99;

/// A notification, as far as it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// The alert's number.
    pub seq: u64,
    /// Title.
    pub title: String,
    /// Body.
    pub body: String,
    /// Address of the icon, or empty.
    pub icon: String,
    /// Its buttons: name and text.
    pub actions: Vec<(String, String)>,
    /// Whether "Clear all" leaves it.
    pub noclear: bool,
    /// When it came, in milliseconds since 1970.
    pub at: u64,
    /// What the phone does with it, in words.
    pub effects: String,
}

/// All notifications of the phone.
#[derive(Clone, Debug, Default)]
pub struct Tray {
    toast: Option<(Notice, u64)>,
    dialogs: Vec<Notice>,
    notices: VecDeque<Notice>,
}

impl Tray {
    /// A notification comes: as a dialog if it wants an answer, else as a toast and into the list.
    /// Gives the one that has to leave the list for it.
    pub fn arrive(&mut self, notice: Notice, wants_answer: bool, now: u64) -> Option<u64> {
        if wants_answer {
            self.dialogs.push(notice);
            return None;
        }
        self.notices.push_front(notice.clone());
        self.toast = Some((notice, now + TOAST));
        let is_full = self.notices.len() > MAX_NOTICES;
        is_full.then(|| self.notices.pop_back().map(|oldest| oldest.seq)).flatten()
    }

    /// A notification is over: closed by user, app or a newer one with its tag.
    pub fn gone(&mut self, seq: u64) {
        self.answered(seq);
        self.notices.retain(|notice| notice.seq != seq);
    }

    /// The user chose something: toast and dialog go, the list keeps what the app does not close.
    pub fn answered(&mut self, seq: u64) {
        self.dialogs.retain(|dialog| dialog.seq != seq);
        self.toast.take_if(|(toast, _)| toast.seq == seq);
    }

    /// Time goes by.
    pub fn pass(&mut self, now: u64) {
        self.toast.take_if(|(_, end)| *end <= now);
    }

    /// What "Clear all" closes.
    pub fn clearable(&self) -> Vec<u64> {
        self.notices.iter().filter(|notice| !notice.noclear).map(|notice| notice.seq).collect()
    }

    /// Forgets all, as with another phone.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// The toast on the screen.
    pub fn toast(&self) -> Option<&Notice> {
        self.toast.as_ref().map(|(notice, _)| notice)
    }

    /// The dialog on the screen: the newest, the others wait below.
    pub fn dialog(&self) -> Option<&Notice> {
        self.dialogs.last()
    }

    /// The Notices list, newest first.
    pub fn notices(&self) -> impl Iterator<Item = &Notice> {
        self.notices.iter()
    }
}
