//! What a phone makes of a payload.

use kaipush_model::error::{Note, Warning};
use kaipush_model::message::{Fallback, Message, Payload, inner};
use kaipush_model::platform::System;
use serde_json::Value;

/// How many buttons a notification has: all KaiOS are alike in it.
const BUTTONS: usize = System::Kaios25.features().max_actions;

/// Bytes that every push service takes, and the way to it with them.
const SAFE: usize = 3072;

/// What is read beside a `notification` in the payload (docs/payload.md).
const BESIDE: [&str; 5] = ["web_push", "notification", "id", "data", "kaipush"];

/// What a phone would leave out or could not read, in words, and what may not come to it.
pub fn warnings(payload: &[u8]) -> Vec<String> {
    let (message, mut warnings) = read(payload);
    if message.notification.actions.len() > BUTTONS {
        warnings.push(Warning::new(Note::ActionsDropped, "actions"));
    }
    warnings.extend(unloaded(&message));
    let mut told: Vec<_> = warnings.iter().map(line).collect();
    told.extend(message.payload.as_ref().and_then(outside));
    if payload.len() > SAFE {
        told.push(format!(
            "it has {} bytes: not every push service takes more than {SAFE}",
            payload.len()
        ));
    }
    told
}

/// Pictures and sounds that an app loads neither as a site of `http:` nor as one of `https:`.
fn unloaded(message: &Message<Value>) -> Vec<Warning> {
    let [http, mut https] = ["http:", "https:"].map(|own| message.clone().check_pictures(own));
    https.retain(|warning| http.contains(warning));
    https
}

/// What stands beside `notification` and is not read there.
fn outside(payload: &Value) -> Option<String> {
    inner(payload)?;
    let lost = payload.as_object()?.keys().filter(|name| !BESIDE.contains(&name.as_str()));
    let lost: Vec<_> = lost.map(|name| format!("`{name}`")).collect();
    (!lost.is_empty()).then(|| {
        format!(
            "{}: not read beside `notification`, where it belongs if a notification has it",
            lost.join(", ")
        )
    })
}

/// Its name, what it is about, and what to do.
fn line(warning: &Warning) -> String {
    let Warning { note, about } = warning;
    let about = if about.is_empty() { String::new() } else { format!("{about}: ") };
    format!("{}: {about}{}", note.as_str(), note.advice())
}

/// The notification that kaipush's worker shows where the app does not decide otherwise, in lines.
pub fn shown(payload: &[u8]) -> String {
    let (message, _) = read(payload);
    let texts = ["title", "body", "tag", "url"].into_iter().filter_map(|name| {
        message.notification.text(name).map(|text| format!("\n  {name}: {text}"))
    });
    let buttons = message.notification.actions.iter().take(BUTTONS);
    let buttons =
        buttons.map(|one| format!("\n  button: {}", one.text("title").unwrap_or_default()));
    "Shown by default:".to_owned() + &texts.chain(buttons).collect::<String>()
}

fn read(payload: &[u8]) -> (Message<Value>, Vec<Warning>) {
    let fallback =
        Fallback { title: "(the app's name)".into(), body: "(its fallback text)".into() };
    Message::read(shape(payload), &fallback)
}

fn shape(payload: &[u8]) -> Payload<Value> {
    if payload.is_empty() {
        return Payload::Empty;
    }
    // As `event.data.text()` decodes it.
    let payload = payload.strip_prefix("\u{feff}".as_bytes()).unwrap_or(payload);
    let text = String::from_utf8_lossy(payload).into_owned();
    Payload::parse(text, |text| serde_json::from_str::<Option<Value>>(&whole(text)).ok())
}

/// JSON without halves of characters, as cutting a text in JavaScript leaves them (`"\ud83d"`): browsers read them,
/// and Rust has none.
fn whole(json: &str) -> String {
    const HALF: std::ops::Range<u16> = 0xd800..0xdc00;
    let unit = |at: usize| {
        let escape = json.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(escape, 16).ok()
    };
    let (mut whole, mut at) = (String::new(), 0);
    while let Some(next) = json[at..].chars().next() {
        let escaped =
            json.get(at + 1..).and_then(|rest| rest.chars().next()).filter(|_| next == '\\');
        let length = match (unit(at), unit(at + 6)) {
            (Some(one), Some(0xdc00..0xe000)) if HALF.contains(&one) => 12,
            (Some(0xd800..0xe000), _) => {
                whole.push_str("\\ufffd");
                at += 6;
                continue;
            }
            (Some(_), _) => 6,
            // `\\u` is no escape of a character.
            _ => next.len_utf8() + escaped.map_or(0, char::len_utf8),
        };
        whole.push_str(&json[at..at + length]);
        at += length;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    const THREE: &str = r#"{"actions": [{"action": "a", "title": "A"}, {"action": "b", "title": "B"}, {"action": "c", "title": "C"}]}"#;

    #[test]
    fn as_many_buttons_are_shown_as_a_phone_has() {
        let shown = shown(THREE.as_bytes());
        assert!(shown.contains("button: B") && !shown.contains("button: C"), "{shown}");
        for system in [System::Kaios3, System::Kaios4, System::Web] {
            assert_eq!(system.features().max_actions, BUTTONS, "{system:?}");
        }
    }

    /// `"See you 😀".slice(0, 9)`, and a text that only looks so.
    #[test]
    fn halves_of_characters_are_read_as_a_browser_does() {
        for (json, read) in [
            (r#""a\ud83d""#, r#""a\ufffd""#),
            (r#""\ude00b""#, r#""\ufffdb""#),
            (r#""\ud83d\ud83d\ude00""#, r#""\ufffd\ud83d\ude00""#),
            (r#""\ud83d\ude00é\n\\ud83d""#, r#""\ud83d\ude00é\n\\ud83d""#),
            (r#""\"#, r#""\"#),
            (r#""\u00e"#, r#""\u00e"#),
        ] {
            assert_eq!(whole(json), read);
        }
        assert!(warnings(br#"{"title": "A \ud83d"}"#).is_empty());
        assert!(shown(br#"{"title": "A \ud83d"}"#).contains("title: A \u{fffd}"));
    }

    #[test]
    fn what_a_phone_would_leave_out_is_told() {
        for (payload, told) in [
            ("", vec![]),
            ("Hello", vec![]),
            (r#"{"title": "Ada"}"#, vec![]),
            ("\u{feff}{\"title\": \"Ada\"}", vec![]),
            (r#"{"title": "Ada""#, vec!["payload-broken"]),
            (THREE, vec!["actions-dropped: actions"]),
            (r#"{"title": 5, "tag": []}"#, vec!["field-wrong: title", "field-wrong: tag"]),
            (r#"{"icon": "ftp://example.org/a.png"}"#, vec!["field-wrong: icon"]),
            (r#"{"image": "http://app.example/a.png", "icon": "//app.example/a.png"}"#, vec![]),
            (
                r#"{"notification": {"title": "Ada"}, "id": "1", "url": "/a", "body": "B"}"#,
                vec!["`body`, `url`: not read beside `notification`"],
            ),
            (r#"{"title": "T", "notification": {"id": 7}}"#, vec!["field-wrong: notification"]),
            (r#"{"notification": "none", "url": "/a"}"#, vec!["field-wrong: notification"]),
            (r#"{"web_push": 8030, "notification": {"title": "Ada", "navigate": "/"}}"#, vec![]),
            (
                &format!(r#"{{"body": "Ada", "data": "{}"}}"#, "x".repeat(3072)),
                vec!["it has 3099 bytes"],
            ),
        ] {
            let found = warnings(payload.as_bytes());
            let begin = |(line, told): (&String, &&str)| line.starts_with(*told);
            assert!(found.len() == told.len() && found.iter().zip(&told).all(begin), "{found:?}");
        }
    }
}
