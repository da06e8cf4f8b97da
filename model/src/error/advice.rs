//! What to do about each error and warning. Only the page and dev builds carry these texts.

use super::{Code, Note};

impl Code {
    /// What is wrong and what to do about it, in one or two plain sentences.
    ///
    /// ```
    /// use kaipush_model::error::Code;
    /// for code in Code::ALL {
    ///     assert!(code.advice().ends_with('.'));
    /// }
    /// ```
    pub const fn advice(self) -> &'static str {
        match self {
            Code::KeyEmpty => {
                "The key is empty. Paste the public VAPID key of your server; `kaipush keys` makes a pair."
            }
            Code::KeyNotBase64 => {
                "The key is not base64url. Paste the public VAPID key as your server prints it: 87 letters, digits, `-` and `_`."
            }
            Code::KeyIsPrivate => {
                "This looks like the private key, which must never be in an app. Use the public key of the pair, and make a new pair if this one was published."
            }
            Code::KeyIsDer => {
                "This is a key in PEM or DER form. Use the bare public key: the last 65 bytes of it as base64url."
            }
            Code::KeyCompressed => {
                "These are 33 bytes: a compressed point. Browsers take the uncompressed form only, 65 bytes that start with 4."
            }
            Code::KeyWrongLength => {
                "A public VAPID key has 65 bytes, 87 characters of base64url. Part of it may be missing, or it was encoded twice."
            }
            Code::KeyWrongForm => {
                "These are 65 bytes, but a public VAPID key starts with the byte 4 (its text with `B`). Compare it with what your server prints."
            }
            Code::KeyRefused => {
                "The browser refused the key: it is no point of the curve P-256. A character may be wrong; compare it with what your server prints."
            }
            Code::ConfigWrong => {
                "The configuration given to kaipush is wrong. The text names the field; index.d.ts describes all of them."
            }
            Code::ServiceworkerPermissionMissing => {
                "`serviceworker` is missing in manifest.webapp: add it to `permissions`, then install the app again."
            }
            Code::PushPermissionMissing => {
                "`push` is missing in manifest.webapp: add it to `permissions`, then install the app again. Without it KaiOS 2.5 never answers."
            }
            Code::NotificationPermissionMissing => {
                "`desktop-notification` is missing in the app's manifest: add it to `permissions` (on KaiOS 3 to `b2g_features.permissions`), then install the app again."
            }
            Code::ScopeNotRoot => {
                "On KaiOS 2.5 a click opens the app only if the worker's scope is the folder that holds manifest.webapp. Put the worker's script into that folder and leave `scope` out: a script further down can't have that scope."
            }
            Code::NoServiceWorker => {
                "There are no service workers here. Serve the app by https or from localhost, outside private windows."
            }
            Code::NoPush => {
                "This browser has no Push API. Push needs KaiOS 2.5 or later, or a current browser."
            }
            Code::NoNotification => "This browser can't show notifications.",
            Code::PermissionBlocked => {
                "Notifications are blocked for this app. They can be allowed again in Settings > Privacy & Security > App Permissions; in a browser, beside the address."
            }
            Code::PermissionNotGranted => {
                "Notifications were not allowed. Ask again when the user presses a key, and say first what they are for."
            }
            Code::WorkerRegisterFailed => {
                "The service worker could not be registered. Check that its URL answers with JavaScript, and that it lies at or above the scope."
            }
            Code::WorkerRedundant => {
                "The service worker gave up before it was active: its script threw an error, or a newer one replaced it. The console names the line."
            }
            Code::WorkerTimeout => {
                "The service worker was not active in time. Try again; raise `timeout` if the phone is slow."
            }
            Code::SubscribeTimeout => {
                "The push service did not answer in time. Check the network and try again; on KaiOS 2.5 also that manifest.webapp has `push`."
            }
            Code::SubscribeFailed => {
                "The browser could not subscribe. It needs the network to reach its push service; try again."
            }
            Code::UnsubscribeFailed => "The browser could not end the subscription. Try again.",
            Code::ReportFailed => {
                "The app's server could not be reached, or asked to wait. kaipush tries again by itself. If that never ends: on another origin the server must answer `OPTIONS` and allow the app's, and KaiOS 2.5 must trust its certificate (docs/server.md)."
            }
            Code::ReportRefused => {
                "The app's server refused what it was told. Look at its answer: the address, the sign-in or the body it expects may differ."
            }
            Code::OutboxFull => {
                "A hundred values wait for the app's server already. Set fewer names, or look why it can't be reached."
            }
            Code::NotifyFailed => {
                "The notification could not be shown. Check its texts and the permission."
            }
            Code::StorageFailed => {
                "The list of what came can't be read: the app's storage is switched off, or does not answer. Pushes and launches still arrive."
            }
            Code::NoSystemMessages => {
                "Workers get no system messages here: KaiOS 3 and later have them. On KaiOS 2.5 a page listed in `messages` of manifest.webapp gets them, by `navigator.mozSetMessageHandler`."
            }
            Code::SystemMessageRefused => {
                "The app may not have this system message. Add the permission that the text names to `b2g_features.permissions` of manifest.webmanifest, then install the app again."
            }
            Code::SystemMessageTaken => {
                "The worker at the root of this origin has this system message already. Subscribe from there, or use one worker."
            }
            Code::SystemMessageFailed => {
                "The system did not subscribe to the system message. Try again."
            }
            Code::CoreFailed => {
                "kaipush could not start. Check that all its files are there and of one version."
            }
            Code::CoreLoading => {
                "kaipush is still loading its core. Call this when the promise of `Push.create` has resolved."
            }
        }
    }
}

impl Note {
    /// What it means and what to do about it, in one or two plain sentences.
    ///
    /// ```
    /// use kaipush_model::error::Note;
    /// assert!(Note::NoKey.advice().contains("VAPID"));
    /// ```
    pub const fn advice(self) -> &'static str {
        match self {
            Note::NoKey => {
                "No VAPID key is set, so only empty pushes can arrive. Set the public key of your server."
            }
            Note::OptionIgnored => {
                "This system does not know the option, or its name is wrong; it was left out."
            }
            Note::ActionsDropped => {
                "More buttons than this system shows; the rest was left out. Put the two that matter first."
            }
            Note::FieldWrong => {
                "The field has a wrong type or value; it was left out. The text names it: correct what the server sends or the app sets."
            }
            Note::PayloadBroken => {
                "The payload starts like JSON but can't be read. Make it with a JSON library, and keep it under 3 kB, so that nobody cuts it off."
            }
            Note::TargetRefused => {
                "The target is of another origin. Name that origin in `kaipush.allow` if clicks may lead there, or answers go, or content come from. A package has no server at its own: name the whole address."
            }
            Note::MessagesEntryMissing => {
                "`messages` in manifest.webapp lacks `serviceworker-notification`, so a click can't open the app. Add it, with the launch path as its address."
            }
            Note::PermissionsEntryMissing => {
                "`b2g_features.permissions` is missing in the manifest, so KaiOS grants nothing, not even push. Add it, even if it is empty."
            }
            Note::OpenFailed => {
                "One way to open the app failed; the next was tried. If the app came to front there is nothing to do; if not, look at the manifest first."
            }
            Note::AnswerFailed => {
                "What a button posts did not arrive: the server could not be reached, and it is tried again; or it refused; or the core failed: then the notification stands there to be pressed again, where its button opens nothing."
            }
            Note::SystemMessageUnknown => {
                "kaipush does not know this system message; the system took it all the same. Check the name."
            }
            Note::HandlerFailed => {
                "The app's handler failed or took too long; for a push the default was shown. The text behind the name says why: catch errors in it, and have it done within half of `kaipush.deadline`."
            }
            Note::StoreFailed => {
                "What the text names could not be written: the storage may be full, switched off or slow. Messages are shown all the same; the app's list lacks an entry, a launch may come one way only. Keep less in it."
            }
            Note::PushFailed => {
                "The text behind the name says why. If it comes again, report it with the payload."
            }
            Note::ClickFailed => {
                "The text behind the name says why. Where no way to open the app works, look at the manifest first: on KaiOS 2.5 at `messages`."
            }
            Note::CloseFailed => {
                "The text behind the name says why; nothing is lost but the record."
            }
            Note::SystemMessageFailed => {
                "The text behind the name says why. The message is lost: the system tells it once."
            }
            Note::CoreRestarted => {
                "The worker's core stopped in the middle of its work, and a fresh one took its place. What was in hand fell back. Please report it with the lines before this one."
            }
            Note::CoreFailed => {
                "The text behind the name says why. Memory may be short; the JavaScript core needs less."
            }
            Note::TextCut => {
                "The text is longer than any notification; its end was left out. The handler still gets the whole payload."
            }
            Note::QuotaSpent => {
                "Nothing was shown for this push, or not within three seconds. KaiOS 3 ends the subscription of a web app after 16 of them, or fewer, between two visits of the user; show something, or send fewer."
            }
            Note::ContentFailed => {
                "The content of an empty push could not be fetched in time, so the fallback text was shown. Check the address in `kaipush.content` and what the server answers."
            }
            Note::TextMissing => {
                "The tables in `kaipush.texts` have no text of this key, in no language that applies. The payload's own text was shown, or the fallback."
            }
            Note::ForegroundFailed => {
                "The page in front did not say in time whether to show the push, so it was shown. Answer in `onforeground` or `onmessage` at once, and do the work afterwards."
            }
            Note::RequestHandlerFailed => {
                "The app's `onrequest` failed or took too long; the request is tried again later. In the worker it has four seconds, the request included."
            }
            Note::RenewFailed => {
                "The subscription could not be renewed; it is tried again by a page that is open, less and less often, at the next start, or by `subscribe`."
            }
            Note::StorageRefused => {
                "IndexedDB is refused, full or does not answer. kaipush works without, but what the server has not been told yet is lost when the app is closed."
            }
        }
    }
}
