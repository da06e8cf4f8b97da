//! Launches, whichever way they come, each once.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use kaipush_model::Value;
use kaipush_model::click::{Via, detach};
use kaipush_model::notification::MARKER;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, VisibilityState};

use super::visible::{visibility, when_visible};
use super::{changes, closings, foreground, history, manifest, registration, waiting};
use crate::console::say;
use crate::foreign::Js;
use crate::promise::in_background;
use crate::sys::Navigator;
use crate::{Launch, apart, kept, seen};

/// A launch, and how and when it came.
#[derive(Clone, PartialEq, Debug)]
pub struct Launched {
    /// What the user clicked.
    pub launch: Launch,
    /// The way it came.
    pub via: Via,
    /// When, in milliseconds since 1970.
    pub at: f64,
}

type Handler = Rc<dyn Fn(Launched)>;

#[derive(Default)]
struct Inbox {
    begun: bool,
    /// The newest that came, also where there is no storage that remembers them.
    came: Vec<String>,
    /// Those that came before there was a `Push`.
    early: Vec<String>,
    waiting: Vec<Launched>,
    on_launch: Option<Handler>,
    on_received: Option<Rc<dyn Fn()>>,
}

impl Inbox {
    /// What an earlier page has left goes before what has come to this one.
    fn take(&mut self, left: Vec<Launched>) {
        for one in left.into_iter().rev() {
            if !self.came.contains(&one.launch.id) {
                self.came.push(one.launch.id.clone());
                self.waiting.insert(0, one);
            }
        }
    }
}

thread_local! {
    static INBOX: RefCell<Inbox> = RefCell::default();
}

/// Starts to listen, and takes a launch out of the page's address. Runs once, as early as the page
/// can: what comes before the app has set its handler waits for it.
///
/// [`Push::new`](super::Push::new) calls it; call it earlier if the app reads `location.hash`
/// before it has a `Push`.
pub fn begin() {
    if INBOX.with_borrow_mut(|inbox| std::mem::replace(&mut inbox.begun, true)) {
        return;
    }
    INBOX.with_borrow_mut(|inbox| {
        inbox.take(waiting::left());
        inbox.early = inbox.came.clone();
    });
    closings::watch();
    from_address();
    if let Some(container) = registration::container() {
        EventListener::new(&container, "message", |event| {
            from_worker(&Js(event.unchecked_ref::<MessageEvent>().data()));
        })
        .forget();
    }
    from_system();
    let Some(window) = web_sys::window() else { return };
    when_visible(look_in_storage);
    // Behind the list of notices a page may have been visible all the time. Gecko 48 takes the object that
    // gloo gives with a listener for `capture`, by which the window hears of each element's focus, too.
    EventListener::new(&window, "focus", |event| {
        if event.target() == event.current_target() {
            look_in_storage();
        }
    })
    .forget();
}

/// There is a [`Push`](super::Push) now, and with it a place where things are kept.
pub(crate) fn placed() {
    INBOX.with_borrow_mut(|inbox| {
        let (early, left) = (std::mem::take(&mut inbox.early), waiting::left());
        let is_left = |id: &String| left.iter().any(|one| one.launch.id == *id);
        // What came another way before goes, unless it has waited since.
        inbox.waiting.retain(|one| {
            let id = &one.launch.id;
            history::launched(one) || !early.contains(id) || is_left(id)
        });
        inbox.take(left);
        waiting::keep(&inbox.waiting);
        waiting::placed();
    });
    look_in_storage();
}

/// What came another way is quicker, and what is written late is found by the second look.
const LOOKS: [u32; 2] = [500, 3_000];

fn look_in_storage() {
    for milliseconds in LOOKS {
        Timeout::new(milliseconds, || in_background(from_storage())).forget();
    }
}

/// A launch that waits in storage, for the page that the user sees.
async fn from_storage() {
    if visibility() != Some(VisibilityState::Visible) || !apart::is_set() {
        return;
    }
    // Without storage nothing waits there.
    for launch in kept::take().await.unwrap_or_default() {
        deliver(launch, Via::Storage);
    }
}

/// What the worker posts: `{kaipush: "launch", launch}`, `{kaipush: "received"}`, the question of
/// [`foreground`], and `{kaipush: "changed"}`, which the app's other pages say, too.
pub(crate) fn from_worker(message: &Js) {
    match message.text("kaipush").as_deref() {
        Some("launch") => {
            if let Some(launch) = message.get("launch").and_then(|l| Launch::read(&l)) {
                // Some phones have no `focus` (WorkerPrefs.h), so nobody else has done it.
                come_to_front();
                deliver(launch, Via::Message);
            }
        }
        Some("foreground") => foreground::asked(message),
        Some("received") => {
            if let Some(told) = INBOX.with_borrow(|inbox| inbox.on_received.clone()) {
                told();
            }
        }
        Some("changed") => changes::suspect(),
        _ => {}
    }
}

/// `openWindow` put the launch into the fragment. It is taken out again, so that neither a reload
/// nor the app's own router sees it.
fn from_address() {
    let Some(window) = web_sys::window() else { return };
    let location = window.location();
    let fragment = location.hash().unwrap_or_default();
    let Some((rest, encoded)) = detach(&fragment) else { return };
    let launch = js_sys::decode_uri_component(encoded)
        .ok()
        .and_then(|json| Launch::read(&Js::parse(&String::from(json))?))
        .map(|launch| Launch { url: launch.url.filter(|url| is_own(url)), ..launch });
    if let Ok(history) = window.history() {
        let path = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(&(path + rest)));
    }
    if let Some(launch) = launch {
        deliver(launch, Via::Url);
    }
}

/// Whether an address is of the page's own origin. Anybody may link to the app with a launch in the
/// address; a launch of the worker's own with a foreign target never comes this way.
fn is_own(url: &str) -> bool {
    let Some(location) = web_sys::window().map(|window| window.location()) else { return false };
    web_sys::Url::new(url).is_ok_and(|url| {
        location.protocol().as_ref() == Ok(&url.protocol())
            && location.host().as_ref() == Ok(&url.host())
    })
}

/// KaiOS 2.5: system messages. Those that came before are delivered when the handler is set.
fn from_system() {
    let Some(navigator) = Navigator::get().filter(|n| n.message_handler_function().is_some())
    else {
        return;
    };
    listen(&navigator, "serviceworker-notification", from_open_app);
    listen(&navigator, "notification", from_dead_notification);
}

fn listen(navigator: &Navigator, name: &str, handle: fn(Js)) {
    let handler = Closure::<dyn Fn(JsValue)>::new(move |message: JsValue| handle(Js(message)));
    // Throws where the manifest does not declare the message.
    let _ = navigator.set_message_handler(name, handler.as_ref().unchecked_ref());
    handler.forget();
}

fn from_open_app(message: Js) {
    come_to_front();
    let text = message.text("msg").unwrap_or_default();
    let ours = Js::parse(&text).filter(|object| object.get(MARKER).is_some());
    // A message that the app itself gave to `openApp` is handed on as it is.
    let launch = ours.and_then(|object| Launch::read(&object)).or_else(|| {
        (!text.is_empty()).then(|| own_launch(&message, Some(Js(text.as_str().into()))))
    });
    if let Some(launch) = launch {
        deliver(launch, Via::OpenApp);
    }
}

/// A click on the page's own notification after the page was gone (`AlertsHelper.jsm`). The same
/// message also says that one was closed.
fn from_dead_notification(message: Js) {
    if message.flag("clicked") == Some(true) {
        come_to_front();
        from_notification(&message);
    }
}

/// A click on one of the page's own notifications.
pub(crate) fn from_notification(notification: &Js) {
    // The app's own stands inside; where the app has shown it without kaipush, there is nothing around.
    let data = notification.get("data");
    let data = match data {
        Some(ours) if ours.get(MARKER).is_some() => ours.get("data"),
        other => other,
    };
    deliver(own_launch(notification, data), Via::Notification);
}

fn own_launch(notification: &Js, data: Option<Js>) -> Launch {
    Launch {
        id: seen::new_id(),
        action: String::new(),
        title: notification.text("title").unwrap_or_default(),
        body: notification.text("body"),
        tag: notification.said("tag"),
        url: None,
        data,
        count: None,
    }
}

/// A system message does not bring a running app to front (`SystemMessageInternal.js`).
pub(crate) fn come_to_front() {
    if visibility() == Some(VisibilityState::Hidden) {
        in_background(async {
            if let Some(app) = manifest::own_app().await {
                let _ = app.launch();
            }
        });
    }
}

fn deliver(launch: Launch, via: Via) {
    let launched = Launched { launch, via, at: js_sys::Date::now() };
    let is_new = INBOX.with_borrow_mut(|inbox| {
        let is_new = !inbox.came.contains(&launched.launch.id);
        inbox.came.truncate(history::KEEP as usize);
        inbox.came.insert(0, launched.launch.id.clone());
        is_new
    });
    let is_early = !apart::is_set();
    if !is_new || (!is_early && !history::launched(&launched)) {
        return; // It came another way before.
    }
    say("launch", via.as_str());
    INBOX.with_borrow_mut(|inbox| {
        if is_early {
            inbox.early.push(launched.launch.id.clone());
        }
        inbox.waiting.push(launched);
        waiting::keep(&inbox.waiting);
    });
    hand_over();
}

/// Gives what waits to the app, outside of any borrow: a handler may set another one, or none.
fn hand_over() {
    while let Some((handler, launched)) = INBOX.with_borrow_mut(|inbox| {
        let handler = inbox.on_launch.clone()?;
        let next = (!inbox.waiting.is_empty()).then(|| inbox.waiting.remove(0))?;
        waiting::keep(&inbox.waiting);
        Some((handler, next))
    }) {
        handler(launched);
    }
}

/// Sets the app's handler; what came before is delivered at once.
pub(crate) fn on_launch(handler: Option<Handler>) {
    begin();
    INBOX.with_borrow_mut(|inbox| inbox.on_launch = handler);
    hand_over();
}

/// Tells the app that a push was handled while the page is open.
pub(crate) fn on_received(handler: Option<Rc<dyn Fn()>>) {
    INBOX.with_borrow_mut(|inbox| inbox.on_received = handler);
}
