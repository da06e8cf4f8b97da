//! From JSON: a report, or a bare subscription.

use serde_json::Value;

use crate::{Error, Scheme, Subscription};

/// Reads either; a report is known by its member `subscription`.
pub(super) fn subscription(value: &Value) -> Result<Subscription, Error> {
    if !value.is_object() {
        let why = format!("is {}, not an object: pass what the page reported", kind(value));
        return Err(Error::subscription("subscription", why));
    }
    let Some(inner) = member(value, "subscription", "subscription", Value::is_object)? else {
        return bare(value);
    };
    let subscription = bare(inner)?;
    let reported = reported(value)?;
    // A service that is known takes what it takes.
    Ok(match Scheme::of_host(subscription.host()) {
        Some(_) => subscription,
        None => subscription.with_scheme(reported),
    })
}

fn bare(value: &Value) -> Result<Subscription, Error> {
    let endpoint = text(value, "endpoint", "endpoint")?;
    let keys = member(value, "keys", "keys", Value::is_object)?.ok_or_else(|| missing("keys"))?;
    let p256dh = text(keys, "p256dh", "keys.p256dh")?;
    let auth = text(keys, "auth", "keys.auth")?;
    Subscription::new(endpoint, p256dh, auth)
}

/// Legacy as soon as anything in the report says so: only the legacy scheme is worth a word.
fn reported(report: &Value) -> Result<Scheme, Error> {
    let encodings = member(report, "encodings", "encodings", Value::is_array)?;
    let vapid = member(report, "vapid", "vapid", Value::is_string)?;
    let platform =
        member(report, "platform", "platform", Value::is_object)?.unwrap_or(&Value::Null);
    let system = member(platform, "system", "platform.system", Value::is_string)?;

    let modern = |list: &Value| {
        list.as_array().is_some_and(|list| list.iter().any(|encoding| encoding == "aes128gcm"))
    };
    let on_kaios = |system: &Value| system.as_str().is_some_and(|name| name.starts_with("kaios"));
    let legacy = encodings.is_some_and(|list| !modern(list))
        || vapid.is_some_and(|scheme| scheme == "draft-01")
        || system.is_some_and(on_kaios);
    Ok(if legacy { Scheme::Legacy } else { Scheme::Standard })
}

fn text<'a>(object: &'a Value, name: &str, field: &'static str) -> Result<&'a str, Error> {
    let value = member(object, name, field, Value::is_string)?;
    value.and_then(Value::as_str).ok_or_else(|| missing(field))
}

/// A member of the right type; `None` where it is missing or null.
fn member<'a>(
    object: &'a Value,
    name: &str,
    field: &'static str,
    right: impl Fn(&Value) -> bool,
) -> Result<Option<&'a Value>, Error> {
    match object.get(name).filter(|value| !value.is_null()) {
        Some(value) if !right(value) => {
            let why = format!("is {}: pass the JSON of the page's PushSubscription", kind(value));
            Err(Error::subscription(field, why))
        }
        found => Ok(found),
    }
}

fn missing(field: &'static str) -> Error {
    Error::subscription(field, "is missing: pass the JSON of the page's PushSubscription")
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
