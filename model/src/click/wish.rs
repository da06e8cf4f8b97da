//! What a click asks for, before anybody has judged it.

use crate::Value;

/// What the notification wants to happen on a click.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wish {
    /// The app is opened.
    pub open: bool,
    /// Where it leads; `None` for the app's start.
    pub url: Option<String>,
    /// Where the worker sends the answer.
    pub post: Option<String>,
}

impl Wish {
    /// The button's own wish, else the notification's. `data` is what
    /// [`Notification::lower`](crate::notification::Notification::lower) put there.
    ///
    /// Older builds of KaiOS 2.5 do not say which button it was (`AlertsHelper.jsm`): then it is
    /// the notification itself, which opens the app.
    ///
    /// ```
    /// use kaipush_model::click::Wish;
    /// let data = serde_json::json!({ "url": "/inbox", "actions": { "later": { "open": false } } });
    /// assert!(!Wish::read(&data, "later").open);
    /// assert_eq!(Wish::read(&data, "").url.as_deref(), Some("/inbox"));
    /// ```
    pub fn read<V: Value>(data: &V, action: &str) -> Self {
        // A button without a name would take over the clicks on the notification itself.
        let actions = data.object("actions").filter(|_| !action.is_empty());
        let own = actions.and_then(|actions| actions.object(action));
        let text = |name| own.as_ref().and_then(|own| own.text(name));
        let post = text("post");
        Self {
            open: own.as_ref().and_then(|own| own.flag("open")).unwrap_or(true),
            url: text("url").or_else(|| data.text("url")),
            post,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notification::{Action, Notification};
    use crate::platform::System;
    use crate::{JsonSink, Sink};
    use serde_json::{Value as Json, json};

    fn wish_of(button: Action, action: &str) -> Wish {
        let notification = Notification::<Json>::new("T").url("/home").action(button);
        let options = JsonSink::empty();
        notification.lower(System::Kaios25.features(), &options);
        Wish::read(&options.finish()["data"], action)
    }

    fn leads(open: bool, url: &str, post: Option<&str>) -> Wish {
        Wish { open, url: Some(url.into()), post: post.map(str::to_owned) }
    }

    #[test]
    fn each_button_has_its_own_way() {
        let button = || Action::new("a", "A");
        for (button, wish) in [
            (button(), leads(true, "/home", None)),
            (button().url("/deep"), leads(true, "/deep", None)),
            (button().post("/likes"), leads(false, "/home", Some("/likes"))),
            (button().post("/both").open(), leads(true, "/home", Some("/both"))),
            (button().dismiss(), leads(false, "/home", None)),
        ] {
            assert_eq!(wish_of(button, "a"), wish);
        }
    }

    #[test]
    fn the_notification_itself_and_what_nobody_knows_open_the_app() {
        for action in ["", "unknown", "constructor", "__proto__"] {
            let button = Action::new("like", "Like").post("/likes");
            assert_eq!(wish_of(button, action), leads(true, "/home", None), "{action}");
        }
        let unnamed = Action::new("", "Like").post("/likes");
        assert_eq!(wish_of(unnamed, ""), leads(true, "/home", None));
        let bare = Wish { open: true, url: None, post: None };
        for data in [json!({}), json!(null), json!({ "actions": [1], "url": 3 })] {
            assert_eq!(Wish::read(&data, "like"), bare, "{data}");
        }
        let wrong = json!({ "actions": { "like": { "open": "no", "post": {} } } });
        assert_eq!(Wish::read(&wrong, "like"), bare);
    }
}
