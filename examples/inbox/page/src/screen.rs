//! The screen: five elements of index.html, and texts in them. Nothing is set as HTML, so what a
//! server sends stays text.

use kaipush::Launch;
use kaipush::model::Value;
use kaipush::model::permission::State;
use kaipush::model::subscription::Reported;
use kaipush::page::{Entry, Error};
use web_sys::{Document, Element};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn write(id: &str, text: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        element.set_text_content(Some(text));
    }
}

/// Where the app stands, in plain words.
pub(crate) fn state(state: &State) {
    let (heading, advice) = match state {
        State::Unsupported(problem) => ("Push can't work here", problem.to_string()),
        State::NeedsPermission { .. } => ("Messages are off", "May this app notify you?".into()),
        State::Blocked(blocked) => {
            ("Messages are blocked", ["Allow them in ", blocked.settings(), "."].concat())
        }
        State::Ready => ("Messages are off", "Turn them on to hear of news.".into()),
        State::Subscribed(_, Reported::Refused) => {
            ("Messages can't arrive", "The server refused this phone: try again.".into())
        }
        State::Subscribed(..) => ("Messages are on", String::new()),
        State::Stale(_) => ("Messages are off", "Something changed: turn them on again.".into()),
        _ => ("Unknown state", String::new()),
    };
    headed(state.as_str(), heading, &advice);
}

pub(crate) fn failed(error: &Error) {
    headed(error.code().as_str(), "That did not work", &error.to_string());
}

pub(crate) fn busy() {
    headed("busy", "One moment …", "");
    key("");
}

/// `name` is for the style sheet: `body[data-state=…]`.
fn headed(name: &str, heading: &str, advice: &str) {
    if let Some(body) = document().and_then(|document| document.body()) {
        // Fails for names that are no names only.
        let _ = body.set_attribute("data-state", name);
    }
    write("heading", heading);
    write("advice", advice);
}

/// What Enter does.
pub(crate) fn key(label: &str) {
    write("key", label);
}

/// What the user clicked on.
pub(crate) fn launched(launch: &Launch) {
    let text = match launch.action.as_str() {
        "" => ["You opened “", &launch.title, "”"].concat(),
        action => ["You chose “", action, "” on “", &launch.title, "”"].concat(),
    };
    write("launch", &text);
}

/// What came, newest first. What the worker kept from the user is none of this list.
pub(crate) fn list(entries: &[Entry]) {
    let Some(list) = document().and_then(|document| document.get_element_by_id("inbox")) else {
        return;
    };
    list.set_text_content(None);
    for entry in entries.iter().filter(|entry| entry.record.flag("shown") == Some(true)) {
        let body = entry.record.text("body").unwrap_or_default();
        let title = entry.record.text("title").unwrap_or_default();
        if let Some(item) = item(&[title, body].join(" ")) {
            // Refused for an ancestor of the list only.
            let _ = list.append_child(&item);
        }
    }
}

/// Scrolls the list by so many entries, as no finger can on a phone without touch.
pub(crate) fn scroll(entries: i32) {
    if let Some(list) = document().and_then(|document| document.get_element_by_id("inbox")) {
        // About as high as app.css makes an entry, in pixels.
        list.set_scroll_top(list.scroll_top() + 28 * entries);
    }
}

/// In the list's place: the advice is about the state.
pub(crate) fn no_list(error: &Error) {
    write("inbox", &error.to_string());
}

fn item(text: &str) -> Option<Element> {
    let item = document()?.create_element("li").ok()?;
    item.set_text_content(Some(text));
    Some(item)
}
