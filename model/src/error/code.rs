//! The names of errors.

use super::named::named;

named! {
    /// The stable name of an error, the same in Rust and in JavaScript (`error.code`).
    Code {
        /// No text where the key should be.
        KeyEmpty = "key-empty",
        /// Neither base64url nor base64.
        KeyNotBase64 = "key-not-base64",
        /// 32 bytes: the private half of the pair.
        KeyIsPrivate = "key-is-private",
        /// PEM or DER instead of the bare point.
        KeyIsDer = "key-is-der",
        /// 33 bytes: the compressed form of a point.
        KeyCompressed = "key-compressed",
        /// Some other number of bytes.
        KeyWrongLength = "key-wrong-length",
        /// 65 bytes that do not start with 4.
        KeyWrongForm = "key-wrong-form",
        /// The browser refused the key, for example because it is not a point of the curve.
        KeyRefused = "key-refused",
        /// A field of the configuration is missing, empty or wrong, or a handler is no function.
        ConfigWrong = "config-wrong",
        /// KaiOS 2.5: manifest.webapp lacks the permission `serviceworker`.
        ServiceworkerPermissionMissing = "serviceworker-permission-missing",
        /// KaiOS 2.5: manifest.webapp lacks the permission `push`.
        PushPermissionMissing = "push-permission-missing",
        /// The manifest lacks the permission `desktop-notification`.
        NotificationPermissionMissing = "notification-permission-missing",
        /// KaiOS 2.5: the worker's scope is not the folder that holds manifest.webapp.
        ScopeNotRoot = "scope-not-root",
        /// This browser has no service workers here.
        NoServiceWorker = "no-service-worker",
        /// This browser has no Push API.
        NoPush = "no-push",
        /// This browser has no notifications.
        NoNotification = "no-notification",
        /// The user, or a setting, has blocked notifications.
        PermissionBlocked = "permission-blocked",
        /// A notification of the page's own, or subscribing, needs a permission that the user has not given.
        PermissionNotGranted = "permission-not-granted",
        /// The worker's script could not be registered.
        WorkerRegisterFailed = "worker-register-failed",
        /// The worker became redundant before it was active: its script threw, or a newer one came.
        WorkerRedundant = "worker-redundant",
        /// The worker was not active in time.
        WorkerTimeout = "worker-timeout",
        /// The push service did not answer in time.
        SubscribeTimeout = "subscribe-timeout",
        /// The browser could not subscribe.
        SubscribeFailed = "subscribe-failed",
        /// The browser could not end the subscription.
        UnsubscribeFailed = "unsubscribe-failed",
        /// The app's server could not be reached, or asked to try again later; kaipush does.
        ReportFailed = "report-failed",
        /// The app's server refused what it was told.
        ReportRefused = "report-refused",
        /// Too many of the app's values wait to be sent.
        OutboxFull = "outbox-full",
        /// A notification could not be shown.
        NotifyFailed = "notify-failed",
        /// The app's storage could not be read or written.
        StorageFailed = "storage-failed",
        /// There are no system messages for workers: KaiOS 2.5, browsers.
        NoSystemMessages = "no-system-messages",
        /// The app may not have this system message.
        SystemMessageRefused = "system-message-refused",
        /// Another worker of the app has this system message.
        SystemMessageTaken = "system-message-taken",
        /// The system did not subscribe to the system message, for another reason.
        SystemMessageFailed = "system-message-failed",
        /// Neither core of kaipush could be started.
        CoreFailed = "core-failed",
        /// A function was called that needs the core, before that was there.
        CoreLoading = "core-loading",
    }
}

impl Code {
    /// Whether the same call may succeed later without anything being changed.
    ///
    /// ```
    /// use kaipush_model::error::Code;
    /// assert!(Code::ReportFailed.retryable());
    /// assert!(!Code::KeyIsPrivate.retryable());
    /// ```
    pub const fn retryable(self) -> bool {
        matches!(
            self,
            Code::WorkerRegisterFailed
                | Code::WorkerTimeout
                | Code::SubscribeTimeout
                | Code::SubscribeFailed
                | Code::UnsubscribeFailed
                | Code::ReportFailed
                | Code::PermissionNotGranted
                | Code::OutboxFull
                | Code::StorageFailed
                | Code::SystemMessageFailed
                | Code::CoreLoading
        )
    }
}
