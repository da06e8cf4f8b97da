//! What a phone makes of a payload.

use kaipush_model::error::{Note, Warning};
use kaipush_model::message::{Fallback, Message, Payload};
use kaipush_model::platform::System;
use serde_json::Value;

/// How many buttons a notification has: all KaiOS are alike in it.
const BUTTONS: usize = System::Kaios25.features().max_actions;

/// What a phone would leave out or could not read, in words.
pub fn warnings(payload: &[u8]) -> Vec<String> {
    let (message, mut warnings) = read(payload);
    if message.notification.actions.len() > BUTTONS {
        warnings.push(Warning::new(Note::ActionsDropped, "actions"));
    }
    warnings.iter().map(line).collect()
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
    Payload::parse(text, |text| serde_json::from_str::<Option<Value>>(text).ok())
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
        ] {
            let found = warnings(payload.as_bytes());
            let begin = |(line, told): (&String, &&str)| line.starts_with(*told);
            assert!(found.len() == told.len() && found.iter().zip(&told).all(begin), "{found:?}");
        }
    }
}
