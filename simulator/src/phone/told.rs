//! What the push service and the scripts of an app tell, as lines of the log.

use kaipush_push_service::Event;
use serde_json::Value;

use super::journal::Kind;

const LONG: usize = 140;

/// A thing that happened in the push service; none for what only its protocol is about.
pub(super) fn event(event: &Event) -> Option<(Kind, String)> {
    let told = match event {
        Event::Posted(post) if post.status == 201 => {
            let encoding = post.encoding.unwrap_or("no payload");
            let ttl = post.ttl.unwrap_or_default();
            let text =
                format!("taken by the push service: {} bytes, {encoding}, TTL {ttl}", post.bytes);
            (Kind::Push, text)
        }
        Event::Posted(_) => (Kind::Error, event.to_string()),
        Event::Delivered { again, .. } => {
            let again = if *again { " again" } else { "" };
            (Kind::Push, format!("sent to the phone{again}"))
        }
        Event::Acked { code: Some(100), .. } => {
            (Kind::Push, "acknowledged: given to the worker (100)".into())
        }
        Event::Acked { code: Some(101), .. } => {
            (Kind::Error, "acknowledged: it can't be decrypted, nobody hears of it (101)".into())
        }
        Event::Acked { code, .. } => {
            (Kind::Error, format!("acknowledged: not delivered ({})", number(*code)))
        }
        Event::Nacked { code, .. } => {
            (Kind::Error, format!("the worker failed with it ({})", number(*code)))
        }
        Event::Registered { keyed, .. } => {
            let key = if *keyed { "with a key" } else { "without a key: empty pushes only" };
            (Kind::Push, format!("subscribed, {key}"))
        }
        Event::Unregistered { code, .. } => {
            let why = match code {
                Some(201) => "its quota is used up (201)",
                Some(202) => "the permission was taken back (202)",
                _ => "by the app or the system",
            };
            (Kind::Push, format!("unsubscribed: {why}"))
        }
        Event::Hello { known: true, .. } => (Kind::Push, "the phone is connected again".into()),
        Event::Hello { known: false, .. } => {
            (Kind::Push, "the phone is connected, under a new name".into())
        }
        Event::Disconnected { .. } => (Kind::Push, "the phone is disconnected".into()),
        Event::Replaced { topic, .. } => {
            (Kind::Push, format!("a waiting push was replaced by a newer one on {topic}"))
        }
        Event::Expired { .. } => (Kind::Push, "a push was too old before it could be sent".into()),
        Event::BadFrame { .. } => (Kind::Error, event.to_string()),
        // The phone tries again and again while it is refused.
        _ => return None,
    };
    Some(told)
}

/// What a page or worker reported; none for what only the simulated system is about.
pub(super) fn report(report: &Value) -> Option<(Kind, String)> {
    let text = |name: &str| report[name].as_str().unwrap_or_default();
    let told = match text("kind") {
        "event" => match (text("name"), text("action")) {
            (name, "") => format!("event {name}"),
            (name, action) => format!("event {name}, action “{action}”"),
        },
        "showNotification" => {
            format!("showNotification(“{}”, {})", text("title"), report["options"])
        }
        "openWindow" => format!("clients.openWindow(“{}”, {})", text("url"), report["options"]),
        "openApp" => format!("clients.openApp({{ msg: “{}” }})", text("msg")),
        "launch" => "mozApps.getSelf().launch()".into(),
        "taken" => "the page took its system message".into(),
        "subscribe" => format!("systemMessageManager.subscribe(“{}”)", text("name")),
        _ => return None,
    };
    Some((Kind::Worker, shorten(&told)))
}

/// A text that fits into the log.
pub(super) fn shorten(text: &str) -> String {
    if text.chars().count() <= LONG {
        return text.to_owned();
    }
    let kept: String = text.chars().take(LONG - 1).collect();
    kept + "…"
}

fn number(code: Option<u16>) -> String {
    code.map_or_else(|| "no code".into(), |code| code.to_string())
}

#[cfg(test)]
mod tests {
    use kaipush_push_service::Post;
    use serde_json::json;

    use super::*;

    #[test]
    fn refused_pushes_are_errors_with_their_reason() {
        let post = Post {
            status: 401,
            errno: Some(109),
            message: Some("aesgcm only".into()),
            ..Post::default()
        };
        let (kind, text) = event(&Event::Posted(post)).unwrap();
        assert_eq!((kind, &*text), (Kind::Error, "push answered 401 errno 109: aesgcm only"));
        assert_eq!(event(&Event::ConnectionRefused), None);
    }

    #[test]
    fn reports_are_calls() {
        let click = json!({ "kind": "event", "name": "notificationclick", "action": "reply" });
        assert_eq!(report(&click).unwrap().1, "event notificationclick, action “reply”");
        let long = json!({ "kind": "openApp", "id": "1", "msg": "x".repeat(500) });
        assert_eq!(report(&long).unwrap().1.chars().count(), LONG);
        // Warnings have a way of their own, and an app's own reports are the app's.
        assert_eq!(report(&json!({ "kind": "warning", "text": "…" })), None);
        assert_eq!(report(&json!({ "mine": 1 })), None);
    }
}
