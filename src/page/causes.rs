//! What may change the state from outside of a page. Each may be missing, and the others serve.

use std::cell::RefCell;

use kaipush_model::{Sink, Value};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent};

use super::changes::suspect;
use super::launches;
use super::visible::when_visible;
use crate::apart::named;
use crate::foreign::Js;
use crate::promise::in_background;
use crate::seen::global;

/// Between the pages of an app; Firefox has it since 38.
const CHANNEL: &str = "kaipush";

thread_local! {
    static CAUSES: RefCell<Option<Causes>> = const { RefCell::new(None) };
}

/// What is listened to, held as long as the page lives: a permission's status without anybody who
/// holds it may be collected, listener and all.
struct Causes {
    channel: Option<BroadcastChannel>,
    permission: Option<Js>,
}

/// Begins to listen, once a page.
pub(crate) fn watch() {
    if CAUSES.with_borrow(Option::is_some) {
        return;
    }
    CAUSES.set(Some(Causes { channel: channel(), permission: None }));
    when_visible(suspect);
    in_background(watch_permission());
}

/// Tells the app's other pages.
pub(crate) fn tell_others() {
    let message = Js::empty();
    message.set_text("kaipush", "changed");
    let open = CAUSES.with_borrow(|causes| causes.as_ref().and_then(|c| c.channel.clone()));
    if let Some(channel) = open {
        let _ = channel.post_message(&message.0);
    } else if let Ok(channel) = BroadcastChannel::new(&named(CHANNEL)) {
        // A page that listens to nothing has changed something all the same.
        let _ = channel.post_message(&message.0);
        channel.close();
    }
}

/// `None` where there is none: KaiOS has it, but a page without a real origin may not open one.
fn channel() -> Option<BroadcastChannel> {
    let channel = BroadcastChannel::new(&named(CHANNEL)).ok()?;
    let hear = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        launches::from_worker(&Js(event.data()));
    });
    channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    Some(channel)
}

/// The Permissions API: Firefox has it since 46, but not each has this name, and then it throws or
/// rejects.
async fn watch_permission() {
    let wanted = Js::empty();
    wanted.set_text("name", "notifications");
    let asked = global("navigator")
        .and_then(|navigator| navigator.get("permissions"))
        .and_then(|permissions| permissions.call("query", &wanted.0).ok().map(Js));
    let Some(asked) = asked else { return };
    let Ok(status) = JsFuture::from(js_sys::Promise::resolve(&asked.0)).await else { return };
    let status = Js(status);
    let changed = Closure::<dyn Fn()>::new(suspect);
    status.set_value("onchange", &Js(changed.as_ref().clone()));
    changed.forget();
    CAUSES.with_borrow_mut(|causes| {
        if let Some(causes) = causes {
            causes.permission = Some(status);
        }
    });
}
