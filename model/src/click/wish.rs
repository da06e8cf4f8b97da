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
        let own = data.object("actions").and_then(|actions| actions.object(action));
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

    fn wish(action: &str) -> Wish {
        let notification = Notification::<Json>::new("T")
            .url("/home")
            .action(Action::new("open", "Open"))
            .action(Action::new("deep", "Deep").url("/deep"))
            .action(Action::new("like", "Like").post("/likes"))
            .action(Action::new("both", "Both").post("/both").open())
            .action(Action::new("later", "Later").dismiss());
        let options = JsonSink::empty();
        notification.lower(System::Kaios25, &options);
        Wish::read(&options.finish()["data"], action)
    }

    fn leads(open: bool, url: &str, post: Option<&str>) -> Wish {
        Wish { open, url: Some(url.into()), post: post.map(str::to_owned) }
    }

    #[test]
    fn each_button_has_its_own_way_also_those_that_are_not_shown() {
        assert_eq!(wish("open"), leads(true, "/home", None));
        assert_eq!(wish("deep"), leads(true, "/deep", None));
        assert_eq!(wish("like"), leads(false, "/home", Some("/likes")));
        assert_eq!(wish("both"), leads(true, "/home", Some("/both")));
        assert_eq!(wish("later"), leads(false, "/home", None));
    }

    #[test]
    fn the_notification_itself_and_what_nobody_knows_open_the_app() {
        for action in ["", "unknown", "constructor", "__proto__"] {
            assert_eq!(wish(action), leads(true, "/home", None), "{action}");
        }
        let bare = Wish { open: true, url: None, post: None };
        for data in [json!({}), json!(null), json!({ "actions": [1], "url": 3 })] {
            assert_eq!(Wish::read(&data, "like"), bare, "{data}");
        }
        let wrong = json!({ "actions": { "like": { "open": "no", "post": {} } } });
        assert_eq!(Wish::read(&wrong, "like"), bare);
    }
}
