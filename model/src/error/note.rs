//! Things worth a line in the log that stop nothing.

/// The stable name of a warning.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[non_exhaustive]
pub enum Note {
    /// No key was given: only empty pushes can arrive (KaiOS and Firefox accept that).
    NoKey,
    /// The platform does not know this option; it was left out.
    OptionIgnored,
    /// More actions than the platform shows; the rest was left out.
    ActionsDropped,
    /// A field has a wrong type or value; it was left out.
    FieldWrong,
    /// The payload starts like JSON but can't be read.
    PayloadBroken,
    /// A click's target is neither of the app's origin nor allowed by the app.
    TargetRefused,
    /// The manifest has no `messages` entry for `serviceworker-notification`, so KaiOS 2.5
    /// resolves `openApp` and delivers nothing.
    MessagesEntryMissing,
    /// The manifest has no `permissions`: KaiOS 3 then grants not even the defaults.
    PermissionsEntryMissing,
    /// One way of opening the app failed; the next was tried.
    OpenFailed,
    /// What a button posts did not arrive.
    AnswerFailed,
    /// The app's handler failed or took too long; the default was shown.
    HandlerFailed,
    /// The record of what happened could not be stored.
    StoreFailed,
}

impl Note {
    /// The warning as JavaScript sees it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Note::NoKey => "no-key",
            Note::OptionIgnored => "option-ignored",
            Note::ActionsDropped => "actions-dropped",
            Note::FieldWrong => "field-wrong",
            Note::PayloadBroken => "payload-broken",
            Note::TargetRefused => "target-refused",
            Note::MessagesEntryMissing => "messages-entry-missing",
            Note::PermissionsEntryMissing => "permissions-entry-missing",
            Note::OpenFailed => "open-failed",
            Note::AnswerFailed => "answer-failed",
            Note::HandlerFailed => "handler-failed",
            Note::StoreFailed => "store-failed",
        }
    }
}

/// A warning: its name and what it is about, such as the name of an option.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Warning {
    /// The stable name.
    pub note: Note,
    /// What it is about; empty where the name says it all.
    pub about: String,
}

impl Warning {
    /// A warning about something.
    pub fn new(note: Note, about: impl Into<String>) -> Self {
        Self { note, about: about.into() }
    }
}
