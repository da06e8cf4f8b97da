//! A click opens the app, with the message.

#[cfg(feature = "waiting")]
use std::cell::RefCell;

#[cfg(feature = "closings")]
use kaipush_model::click::How;
use kaipush_model::click::{Client, Situation, Wish, route};
use kaipush_model::{Sink, Value};
use wasm_bindgen::JsValue;
#[cfg(feature = "answers")]
use wasm_bindgen_futures::JsFuture;

use super::open::{Errand, walk};
use super::scope::{has_open_app, is_visible, pages, platform};
use super::{Host, judge};
use crate::foreign::Js;
use crate::seen;

/// Event → wish → judgement → open, by the first way that works, and answer.
///
/// Nothing waits for storage or network before the app is open: Gecko 48 forgets the click after about a
/// second (`dom.disable_open_click_delay`).
pub(crate) async fn click(event: Js, host: Host) -> Result<JsValue, JsValue> {
    let notification = event.get("notification").unwrap_or_else(Js::empty);
    let action = event.text("action").unwrap_or_default();
    let data = notification.get("data").unwrap_or_else(Js::empty);
    let wish = Wish::read(&data, &action);
    let post = wish.post.as_deref().and_then(|to| judge::server(&host, to));
    // An answer that may not be sent is left to the app.
    let opens = wish.open || (wish.post.is_some() && post.is_none());
    // The shim has closed it, unless its answer comes first; nobody waits for the storage.
    #[cfg(feature = "closings")]
    if opens || post.is_none() {
        super::traces::clicked(&notification, !opens);
    }
    // Nobody waits for it before the app is open.
    #[cfg(feature = "answers")]
    let answered = post.map(|to| super::answer::answer(&to, &notification, &data, &action));
    let opened = if opens {
        host.close();
        open(&host, &notification, &data, wish.url, &action).await
    } else {
        host.dropped();
        Ok(JsValue::UNDEFINED)
    };
    #[cfg(feature = "answers")]
    if let Some(answered) = answered {
        // What the storage does not take waits in memory.
        let _ = JsFuture::from(answered).await;
        if !opens {
            super::traces::clicked(&notification, true);
            host.close();
        }
    }
    #[cfg(feature = "reports")]
    super::reports::clicked(&host, &notification, &action).await;
    // The app may take its time over it, so what the user has said is safe first.
    #[cfg(feature = "closings")]
    if !opens {
        super::close::told(&host, &notification, How::User, &action).await;
    }
    opened
}

async fn open(
    host: &Host,
    notification: &Js,
    data: &Js,
    url: Option<String>,
    action: &str,
) -> Result<JsValue, JsValue> {
    let (url, foreign) = judge::page(host, url);
    let launch = launch(notification, data, action, url.as_deref());
    let system = platform().system;
    let open = pages(system.features().patience).await;
    let situation = Situation {
        clients: open.iter().map(describe).collect(),
        open_app: has_open_app(),
        system,
        foreign,
    };
    let errand = Errand {
        host,
        open: &open,
        launch: &launch,
        url,
        foreign,
        #[cfg(feature = "waiting")]
        kept: RefCell::default(),
    };
    walk(&errand, &route(&situation), situation.system).await
}

/// A [`Launch`](crate::Launch) as the page reads it.
fn launch(notification: &Js, data: &Js, action: &str, url: Option<&str>) -> Js {
    let launch = Js::empty();
    launch.set_text("id", &seen::new_id());
    launch.set_text("action", action);
    for name in ["title", "body"] {
        launch.copy(name, notification);
    }
    launch.set_text_if("tag", notification.said("tag").as_deref());
    launch.set_text_if("url", url);
    for name in ["data", "count"] {
        launch.copy(name, data);
    }
    launch
}

fn describe(page: &Js) -> Client {
    Client { visible: is_visible(page), focused: page.flag("focused") == Some(true) }
}
