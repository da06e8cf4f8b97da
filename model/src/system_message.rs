//! System messages of KaiOS 3 and 4: which there are, and what each takes.

/// The known messages and the permissions they take, as `SystemMessageService.cpp` has them
/// (`BuildPermissionsTable`). A message that is not in that table is refused.
const KNOWN: [(&str, &str); 30] = [
    ("activity", ""),
    ("alarm", "alarms"),
    ("bluetooth-dialer-command", BLUETOOTH),
    ("bluetooth-map-request", BLUETOOTH),
    ("bluetooth-opp-receiving-file-confirmation", BLUETOOTH),
    ("bluetooth-opp-transfer-complete", BLUETOOTH),
    ("bluetooth-opp-transfer-start", BLUETOOTH),
    ("bluetooth-opp-update-progress", BLUETOOTH),
    ("bluetooth-pairing-aborted", BLUETOOTH),
    ("bluetooth-pairing-request", BLUETOOTH),
    ("bluetooth-pbap-request", BLUETOOTH),
    ("cellbroadcast-received", "cellbroadcast"),
    ("data-sms-received", "sms"),
    ("icc-stkcommand", "settings"),
    ("media-button", ""),
    ("networkstats-alarm", "networkstats-manage"),
    ("sms-delivery-error", "sms"),
    ("sms-delivery-success", "sms"),
    ("sms-failed", "sms"),
    ("sms-received", "sms"),
    ("sms-sent", "sms"),
    ("system-time-change", "system-time"),
    ("telephony-call-ended", TELEPHONY),
    ("telephony-hac-mode-changed", TELEPHONY),
    ("telephony-new-call", TELEPHONY),
    ("telephony-tty-mode-changed", TELEPHONY),
    ("ussd-received", "mobileconnection"),
    ("wappush-received", "wappush"),
    // Of 2.5 alone; people who port an app look for them here.
    ("notification", NEVER),
    ("serviceworker-notification", NEVER),
];

const BLUETOOTH: &str = "bluetooth-privileged";
const TELEPHONY: &str = "telephony";
/// Stands for: no permission helps.
const NEVER: &str = "-";

/// What a system message takes.
///
/// ```
/// use kaipush_model::system_message::{Needs, needs};
/// assert_eq!(needs("alarm"), Needs::Permission("alarms"));
/// assert_eq!(needs("activity"), Needs::Nothing);
/// assert_eq!(needs("push"), Needs::Unknown);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Needs {
    /// Every app may have it.
    Nothing,
    /// This permission in the manifest, under `b2g_features.permissions`.
    Permission(&'static str),
    /// It exists on KaiOS 2.5 only, where pages get it by `mozSetMessageHandler`.
    Kaios25,
    /// Not known here; the system may know better.
    Unknown,
}

/// What the message of this name takes.
pub fn needs(name: &str) -> Needs {
    match KNOWN.iter().find(|(known, _)| *known == name) {
        Some((_, "")) => Needs::Nothing,
        Some((_, NEVER)) => Needs::Kaios25,
        Some((_, permission)) => Needs::Permission(permission),
        None => Needs::Unknown,
    }
}

/// The names that KaiOS 3 and 4 know.
pub fn names() -> impl Iterator<Item = &'static str> {
    KNOWN.iter().filter(|(_, permission)| *permission != NEVER).map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_stands_once_and_takes_what_the_system_asks_for() {
        let names: Vec<_> = names().collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(names, sorted, "in the order of the source, which is alphabetical");
        assert_eq!(names.len(), 28);
        assert_eq!(needs("sms-received"), Needs::Permission("sms"));
        assert_eq!(needs("serviceworker-notification"), Needs::Kaios25);
        for name in ["", "Alarm", "push", "-"] {
            assert_eq!(needs(name), Needs::Unknown, "{name}");
        }
    }
}
