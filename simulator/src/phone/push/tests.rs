use serde_json::json;

use super::*;

#[test]
fn what_is_empty_is_not_sent() {
    let form = Form { title: "Ada".into(), ..Form::default() };
    assert_eq!(Push::Notification(form.into()).payload(), Ok(json!({ "title": "Ada" })));
    assert_eq!(Push::Empty.payload(), Ok(Value::Null));
}

#[test]
fn a_full_form_is_kaipushs_shape() {
    let form = Form {
        title: "Ada".into(),
        actions: "reply = Reply, later".into(),
        require_interaction: true,
        vibration: "30, 200,30".into(),
        noclear: true,
        ..Form::default()
    };
    let payload = json!({
        "title": "Ada",
        "actions": [
            { "action": "reply", "title": "Reply" }, { "action": "later", "title": "later" }
        ],
        "requireInteraction": true,
        "mozbehavior": { "vibrationPattern": [30, 200, 30], "noclear": true },
    });
    assert_eq!(Push::Notification(form.into()).payload(), Ok(payload));
}

#[test]
fn mistakes_are_told() {
    let wrong = |form: Form| Push::Notification(form.into()).payload().unwrap_err();
    let text = wrong(Form { vibration: "30, long".into(), ..Form::default() });
    assert!(text.contains("`long`"), "{text}");
    let text = wrong(Form { actions: "=Reply".into(), ..Form::default() });
    assert!(text.contains("`=Reply`"), "{text}");
    let text = Push::Json { text: "{".into() }.payload().unwrap_err();
    assert!(text.starts_with("this is no JSON: EOF"), "{text}");
}

#[test]
fn the_window_speaks_the_same() {
    let said = json!({ "kind": "notification", "title": "Ada", "requireInteraction": true });
    let form = Form { title: "Ada".into(), require_interaction: true, ..Form::default() };
    assert_eq!(serde_json::from_value::<Push>(said).unwrap(), Push::Notification(form.into()));
    let text = json!({ "kind": "text", "text": "hello" });
    assert_eq!(serde_json::from_value::<Push>(text).unwrap(), Push::Text { text: "hello".into() });
}
