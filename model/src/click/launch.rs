//! What the app gets from a click.

use crate::{Sink, Value};

/// How a launch came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Via {
    /// `openApp`, as the system message `serviceworker-notification` (KaiOS 2.5).
    OpenApp,
    /// `postMessage` from the worker: the app was open.
    Message,
    /// In the address that `openWindow` opened.
    Url,
    /// A click on a notification of the page's own (`notify`); on KaiOS 2.5 also after the page was gone, by the
    /// system message `notification`.
    Notification,
    /// Out of the storage that page and worker share: whatever else was tried has not arrived.
    Storage,
}

impl Via {
    /// The name in JavaScript.
    pub const fn as_str(self) -> &'static str {
        match self {
            Via::OpenApp => "openapp",
            Via::Message => "message",
            Via::Url => "url",
            Via::Notification => "notification",
            Via::Storage => "storage",
        }
    }

    /// The way of that name.
    ///
    /// ```
    /// use kaipush_model::click::Via;
    /// assert_eq!(Via::parse("openapp"), Some(Via::OpenApp));
    /// assert_eq!(Via::parse("pigeon"), None);
    /// ```
    pub fn parse(name: &str) -> Option<Self> {
        let all = [Via::OpenApp, Via::Message, Via::Url, Via::Notification, Via::Storage];
        all.into_iter().find(|via| via.as_str() == name)
    }
}

/// A click on a notification, as the app sees it: one object, whichever way it came.
#[derive(Clone, PartialEq, Debug)]
pub struct Launch<V> {
    /// Made for each click; the same launch may come two ways and is delivered once.
    pub id: String,
    /// The button, empty for the notification itself.
    pub action: String,
    /// The notification's title.
    pub title: String,
    /// The notification's body.
    pub body: Option<String>,
    /// The notification's tag.
    pub tag: Option<String>,
    /// Where the click leads, resolved and judged; `None` for the app's start. Only a new window is there
    /// already ([`Via::Url`]): an app that was open, or that `openApp` has started, goes there itself.
    pub url: Option<String>,
    /// The notification's data.
    pub data: Option<V>,
    /// How many pushes the notification stood for, where the worker counts them.
    pub count: Option<u32>,
}

impl<V: Value> Launch<V> {
    /// Writes the launch for its journey.
    pub fn write<S: Sink<Value = V>>(&self, out: &S) {
        out.set_text("id", &self.id);
        out.set_text("action", &self.action);
        out.set_text("title", &self.title);
        out.set_text_if("body", self.body.as_deref());
        out.set_text_if("tag", self.tag.as_deref());
        out.set_text_if("url", self.url.as_deref());
        if let Some(data) = &self.data {
            out.set_value("data", data);
        }
        if let Some(count) = self.count {
            out.set_number("count", count);
        }
    }

    /// Reads a launch after its journey; `None` for anything else, such as a message of the app's
    /// own.
    ///
    /// ```
    /// use kaipush_model::click::Launch;
    /// let launch = Launch::read(&serde_json::json!({ "id": "1", "action": "reply" })).unwrap();
    /// assert_eq!(launch.action, "reply");
    /// assert!(Launch::read(&serde_json::json!({ "hello": 1 })).is_none());
    /// ```
    pub fn read(value: &V) -> Option<Self> {
        Some(Self {
            id: value.text("id")?,
            action: value.text("action")?,
            title: value.text("title").unwrap_or_default(),
            body: value.text("body"),
            tag: value.text("tag"),
            url: value.text("url"),
            data: value.get("data"),
            count: value.number("count").map(|count| count as u32),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::JsonSink;
    use serde_json::json;

    #[test]
    fn each_way_is_read_by_its_name() {
        let all = [Via::OpenApp, Via::Message, Via::Url, Via::Notification, Via::Storage];
        let names = ["openapp", "message", "url", "notification", "storage"];
        assert_eq!(all.map(Via::as_str), names);
        assert_eq!(names.map(Via::parse), all.map(Some));
    }

    #[test]
    fn a_launch_survives_its_journey() {
        let launch = Launch {
            id: "k1".into(),
            action: "reply".into(),
            title: "Ünïcode".into(),
            body: None,
            tag: Some("inbox".into()),
            url: Some("/x".into()),
            data: Some(json!({ "deep": [1, { "a": null }] })),
            count: Some(3),
        };
        let sink = JsonSink::empty();
        launch.write(&sink);
        assert_eq!(Launch::read(&sink.finish()), Some(launch));
    }
}
