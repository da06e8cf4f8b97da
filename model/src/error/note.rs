//! Things worth a line in the log that stop nothing.

use std::borrow::Cow;

use super::named::named;

named! {
    /// The stable name of a warning.
    Note {
        /// No key was given: only empty pushes can arrive (KaiOS and Firefox accept that).
        NoKey = "no-key",
        /// The platform does not know this option, or nobody does; it was left out.
        OptionIgnored = "option-ignored",
        /// More actions than the platform shows; the rest was left out.
        ActionsDropped = "actions-dropped",
        /// A field has a wrong type or value; it was left out.
        FieldWrong = "field-wrong",
        /// The payload starts like JSON but can't be read.
        PayloadBroken = "payload-broken",
        /// A click's target is neither of the app's origin nor allowed by the app.
        TargetRefused = "target-refused",
        /// The manifest has no `messages` entry for `serviceworker-notification`, so KaiOS 2.5
        /// resolves `openApp` and delivers nothing.
        MessagesEntryMissing = "messages-entry-missing",
        /// The manifest has no `permissions`: KaiOS 3 then grants not even the defaults.
        PermissionsEntryMissing = "permissions-entry-missing",
        /// One way of opening the app failed; the next was tried.
        OpenFailed = "open-failed",
        /// What a button posts did not arrive.
        AnswerFailed = "answer-failed",
        /// kaipush knows no system message of this name.
        SystemMessageUnknown = "system-message-unknown",
        /// The app's handler failed or took too long; of a push the default was shown.
        HandlerFailed = "handler-failed",
        /// What happened, or a launch, could not be stored.
        StoreFailed = "store-failed",
        /// The worker's core failed at a push; the fallback was shown.
        PushFailed = "push-failed",
        /// The worker's core failed at a click; the app was opened without a launch.
        ClickFailed = "click-failed",
        /// The worker's core failed when a notification was closed.
        CloseFailed = "close-failed",
        /// The worker's core failed at a system message.
        SystemMessageFailed = "systemmessage-failed",
        /// The worker's core had trapped; a fresh one took its place.
        CoreRestarted = "core-restarted",
        /// A core could not be started; where there is another one, that runs.
        CoreFailed = "core-failed",
        /// A text of the payload was too long; its end was left out.
        TextCut = "text-cut",
        /// A push of a KaiOS 3 web app showed nothing in three seconds and cost it a part of its quota.
        QuotaSpent = "quota-spent",
        /// The content of an empty push could not be fetched; the fallback text was shown.
        ContentFailed = "content-failed",
        /// The app's tables have no text of this key.
        TextMissing = "text-missing",
        /// The page in front did not answer whether to show a push; it was shown.
        ForegroundFailed = "foreground-failed",
        /// The app's `onrequest` failed; the request is tried again later.
        RequestHandlerFailed = "request-handler-failed",
        /// A lost subscription could not be renewed.
        RenewFailed = "renew-failed",
        /// The outbox can't be kept in the storage, only in memory.
        StorageRefused = "storage-refused",
    }
}

/// A warning: its name and what it is about, such as the name of an option.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Warning {
    /// The stable name.
    pub note: Note,
    /// What it is about; empty where the name says it all.
    pub about: Cow<'static, str>,
}

impl Warning {
    /// A warning about something.
    pub fn new(note: Note, about: impl Into<Cow<'static, str>>) -> Self {
        Self { note, about: about.into() }
    }
}
