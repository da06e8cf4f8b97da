//! A click opens the app, with the message.

use kaipush_model::click::{Client, Situation, Target, route, target};
use kaipush_model::error::Note;
use kaipush_model::{Sink, Value};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{NotificationEvent, Url, VisibilityState, WindowClient};

use super::open::{Errand, walk};
use super::scope::{address, clients, pages, platform};
use super::{Host, scope};
use crate::foreign::Js;
use crate::{Launch, seen};

/// Event → target → route → the first way that works.
///
/// No storage and no network before the app is open: Gecko 48 forgets the click after about a
/// second (`dom.disable_open_click_delay`).
pub(crate) async fn click(event: NotificationEvent, host: Host) -> Result<JsValue, JsValue> {
    let notification: Js = Js(event.notification().into());
    let action = Js(event.unchecked_into()).text("action").unwrap_or_default();
    let data = notification.get("data").unwrap_or_else(Js::empty);
    let (url, foreign) = judge(&host, Launch::wish(&data, &action));
    let launch = Launch {
        id: seen::new_id(),
        action,
        title: notification.text("title").unwrap_or_default(),
        body: notification.text("body"),
        tag: notification.text("tag").filter(|tag| !tag.is_empty()),
        url,
        data: data.get("data"),
    };
    let open = pages().await;
    let situation = Situation {
        clients: open.iter().map(describe).collect(),
        open_app: clients().open_app_function().is_some(),
        system: platform().system,
        foreign,
    };
    let errand = Errand { host: &host, open: &open, launch: &launch, foreign };
    walk(&errand, &route(&situation), situation.system).await
}

fn describe(client: &WindowClient) -> Client {
    Client {
        visible: client.visibility_state() == VisibilityState::Visible,
        focused: client.focused(),
    }
}

/// Resolves and judges what the notification wishes: an address (`None`: the app's start), and
/// whether it is another origin's.
fn judge(host: &Host, wish: Option<String>) -> (Option<String>, bool) {
    let Some(wish) = wish else { return (None, false) };
    let judged = Url::new_with_base(&wish, &address()).ok().map(|url| {
        // Gecko 48 gives `null` as the origin of `app:` addresses; scheme and host always work.
        let origin = url.protocol() + "//" + &url.host();
        (target(&origin, &own_origin(), &host.allow()), url.href())
    });
    match judged {
        Some((Target::Own, href)) => (Some(href), false),
        Some((Target::Allowed, href)) => (Some(href), true),
        _ => {
            host.note(Note::TargetRefused, &wish);
            (None, false)
        }
    }
}

fn own_origin() -> String {
    let location = scope::scope().location();
    location.protocol() + "//" + &location.host()
}
