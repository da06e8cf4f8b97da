//! `messages` in `b2g_features`: the system messages that the declared worker is subscribed to.

use serde_json::Value;

use super::super::Refused;
use super::super::reading::{Reading, is_absolute};
use super::worker;

const PLACE: &str = "b2g_features.messages";
/// What `systemMessageManager` knows and an app that is not the system's own may have; `alarm` takes
/// the permission `alarms`, the others none (SystemMessageService.cpp).
const MESSAGES: [&str; 3] = ["activity", "alarm", "media-button"];

/// The names that are subscribed to at installation: ServiceWorkerAssistant.jsm hands each entry on
/// as the name, and what is no text becomes "[object Object]", which no table has.
pub(super) fn listed(features: &Value) -> impl Iterator<Item = String> {
    let entries = features["messages"].as_array().into_iter().flatten();
    entries.filter_map(Value::as_str).map(str::to_owned)
}

/// The names in 2.5's form, `{ "alarm": "/index.html" }`, which api-daemon reads, too.
fn in_older_form(features: &Value) -> impl Iterator<Item = String> {
    let entries = features["messages"].as_array().into_iter().flatten();
    entries.filter_map(Value::as_object).flat_map(|pairs| pairs.keys()).cloned()
}

/// Refuses what the installer does not take, and notes what comes to nothing.
pub(super) fn check(reading: &mut Reading, features: &Value) -> Result<(), Refused> {
    match &features["messages"] {
        Value::Null => return Ok(()),
        Value::Array(entries) => {
            for href in entries.iter().filter_map(Value::as_object).flat_map(|one| one.values()) {
                if href.as_str().is_none_or(is_absolute) {
                    let why = format!("{href} is no path inside the app");
                    return Err(reading.refuse(PLACE, why));
                }
            }
        }
        _ => return Err(reading.refuse(PLACE, "is a list of names: [\"alarm\"]")),
    }
    if worker(features).is_none() {
        reading.note(PLACE, "is not read without `b2g_features.serviceworker`");
    }
    let (known, unknown): (Vec<_>, Vec<_>) =
        in_older_form(features).partition(|name| MESSAGES.contains(&&**name));
    for name in known {
        let why = "is KaiOS 2.5's form: it is read but not subscribed; write the name alone";
        reading.note(PLACE, format!("{{ \"{name}\": … }} {why}: \"{name}\""));
    }
    let listed = listed(features).filter(|name| !MESSAGES.contains(&&**name));
    for name in listed.chain(unknown) {
        let why = match &*name {
            "push" | "notification" | "serviceworker-notification" => {
                "is KaiOS 2.5's: from 3.0 on these are events of the service worker"
            }
            _ => "is no message for apps",
        };
        reading.note(PLACE, format!("`{name}` {why}"));
    }
    Ok(())
}
