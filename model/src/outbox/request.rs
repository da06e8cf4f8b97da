//! An operation as a request.

use super::{Kind, Operation};
use crate::{Sink, Value};

/// The HTTP method.
pub const fn method(kind: Kind) -> &'static str {
    match kind {
        Kind::Subscription | Kind::Event | Kind::Answer => "POST",
        Kind::Unsubscription => "DELETE",
        Kind::App => "PATCH",
    }
}

/// The body, from the operation's own, which the caller has parsed, and the endpoint that the server
/// knows now.
pub fn body<S: Sink>(operation: &Operation, given: Option<&S::Value>, endpoint: &str) -> S {
    let out = S::empty();
    match operation.kind {
        Kind::Subscription => {
            pass(&out, given, ["subscription", "platform", "encodings", "vapid"]);
            let mut olds = operation.olds.iter();
            out.set_text_if("old", olds.next().map(String::as_str));
            if !olds.as_slice().is_empty() {
                out.set_texts("older", olds.as_slice());
            }
        }
        Kind::Unsubscription => out.set_text("endpoint", &operation.endpoint),
        Kind::App => {
            out.set_text("endpoint", endpoint);
            let set = S::empty();
            if let Some(value) = given {
                set.set_value(&operation.name, value);
            }
            out.set_object("set", set);
        }
        Kind::Event => {
            // None after the user has unsubscribed.
            out.set_text_if("endpoint", Some(endpoint).filter(|known| !known.is_empty()));
            if let Some(event) = given {
                out.set_value("event", event);
            }
        }
        Kind::Answer => {
            out.set_text("key", &operation.id);
            pass(&out, given, ["action", "id", "tag", "data"]);
        }
    }
    out
}

fn pass<S: Sink>(out: &S, given: Option<&S::Value>, names: [&str; 4]) {
    for name in names {
        if let Some(value) = given.and_then(|given| given.get(name)) {
            out.set_value(name, &value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::JsonSink;
    use serde_json::{Value as Json, json};

    fn sent(operation: &Operation, given: &Json) -> Json {
        body::<JsonSink>(operation, Some(given), "https://now").finish()
    }

    fn made(kind: Kind) -> Operation {
        Operation {
            name: "topics".into(),
            endpoint: "https://own".into(),
            ..Operation::new(kind, "id".into(), "/r", 0.0)
        }
    }

    #[test]
    fn the_methods_are_the_documented_contract() {
        use Kind::{Answer, App, Event, Subscription, Unsubscription};
        let posted = [Subscription, Event, Answer].map(method);
        assert_eq!(posted, ["POST"; 3]);
        assert_eq!([Unsubscription, App].map(method), ["DELETE", "PATCH"]);
    }

    #[test]
    fn the_bodies_are_the_documented_contract() {
        let given = json!({ "subscription": { "endpoint": "https://own" }, "vapid": "draft-01" });
        let mut report = made(Kind::Subscription);
        assert_eq!(sent(&report, &given), given);
        report.olds = vec!["https://x".into(), "https://y".into()];
        let mut expected = given.clone();
        expected["old"] = json!("https://x");
        expected["older"] = json!(["https://y"]);
        assert_eq!(sent(&report, &given), expected);

        let gone = sent(&made(Kind::Unsubscription), &Json::Null);
        assert_eq!(gone, json!({ "endpoint": "https://own" }));
        let set = sent(&made(Kind::App), &json!(["a"]));
        assert_eq!(set, json!({ "endpoint": "https://now", "set": { "topics": ["a"] } }));
        let event = sent(&made(Kind::Event), &json!({ "id": "m-1" }));
        assert_eq!(event, json!({ "endpoint": "https://now", "event": { "id": "m-1" } }));
        let event = body::<JsonSink>(&made(Kind::Event), Some(&json!({})), "").finish();
        assert_eq!(event, json!({ "event": {} }));
        let answer = json!({ "action": "like", "id": "m-1", "data": null });
        let expected = json!({ "key": "id", "action": "like", "id": "m-1" });
        assert_eq!(sent(&made(Kind::Answer), &answer), expected);
    }
}
