//! The ways to open the app, carried out.

#[cfg(feature = "waiting")]
use std::cell::RefCell;

#[cfg(feature = "waiting")]
use js_sys::Promise;
use js_sys::{Object, encode_uri_component};
use kaipush_model::Sink;
use kaipush_model::click::{Step, attach};
use kaipush_model::error::Note;
use kaipush_model::notification::MARKER;
use kaipush_model::platform::System;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::Host;
use super::scope::{open_app, open_window, tell};
use crate::foreign::Js;
#[cfg(feature = "waiting")]
use crate::kept;
#[cfg(feature = "waiting")]
use crate::promise::promise;

/// Milliseconds that the storage may take, once the app is open. Far below the shim's deadline, at
/// which it would open the app itself.
#[cfg(feature = "waiting")]
const STORE_PATIENCE: u32 = 2_000;

/// One click's errand.
pub(crate) struct Errand<'a> {
    pub(crate) host: &'a Host,
    pub(crate) open: &'a [Js],
    pub(crate) launch: &'a Js,
    /// Where it leads, if not to the app's start.
    pub(crate) url: Option<String>,
    pub(crate) foreign: bool,
    /// The launch on its way into storage.
    #[cfg(feature = "waiting")]
    pub(crate) kept: RefCell<Option<Promise>>,
}

/// Opens the app, and leaves the launch in storage for the case that it does not arrive.
pub(crate) async fn walk(
    errand: &Errand<'_>,
    steps: &[Step],
    system: System,
) -> Result<JsValue, JsValue> {
    let opened = open(errand, steps, system).await;
    // Where nothing worked the shim opens the app itself, and must not take the storage's success for
    // an open app.
    #[cfg(feature = "waiting")]
    if opened.is_ok()
        && let Some(kept) = errand.kept.take()
    {
        // A storage that hangs must not end the click as a failure: the app is open.
        let settled = JsFuture::from(errand.host.settles(&kept, STORE_PATIENCE)).await;
        if !settled.is_ok_and(|in_time| in_time.is_truthy()) {
            errand.host.note(Note::StoreFailed, "launch");
        }
    }
    opened
}

/// Tries the steps until one works. None may take long: some of Gecko 48's `openWindow` never
/// settle (ServiceWorkerClients.cpp, `OpenWindowRunnable`), and the right to open ends soon.
async fn open(errand: &Errand<'_>, steps: &[Step], system: System) -> Result<JsValue, JsValue> {
    let mut last = Err(JsValue::UNDEFINED);
    for step in steps {
        last = match errand.take(*step, system).await {
            Ok(true) => return Ok(JsValue::UNDEFINED),
            // A window that is slow to open may still come: no reason to open another.
            Ok(false) if matches!(step, Step::OpenWindow) => Ok(JsValue::UNDEFINED),
            Ok(false) => Err(JsValue::from("too late")),
            Err(error) => Err(error),
        };
        errand.host.note(Note::OpenFailed, name(*step));
        // KaiOS 3's settles when the page has loaded (`ClientOpenWindowUtils.cpp`, `WaitForLoad`): the app's
        // own page would come to front over it. Some of 2.5's never open anything.
        if last.is_ok() && system != System::Kaios25 {
            break;
        }
    }
    last
}

fn name(step: Step) -> &'static str {
    match step {
        Step::Focus(_) => "focus",
        Step::OpenApp => "openApp",
        Step::OpenWindow => "openWindow",
        Step::Tell(_) => "postMessage",
    }
}

impl Errand<'_> {
    /// Takes one step; false when it did not end in time.
    async fn take(&self, step: Step, system: System) -> Result<bool, JsValue> {
        let underway = match step {
            Step::Focus(at) => self.open[at].call("focus", &JsValue::UNDEFINED)?.unchecked_into(),
            Step::OpenApp => {
                let (options, message) = (Js::empty(), self.written());
                // An app's own messages to `openApp` have none.
                message.set_number(MARKER, 1);
                options.set_text("msg", &message.record_to_json());
                open_app(&options.0)?
            }
            Step::OpenWindow => {
                let options = Js::empty();
                if system.features().disposition {
                    options.set_text("disposition", "window");
                }
                open_window(&self.url(), &options.0)?
            }
            Step::Tell(at) => return self.tell(at).map(|()| true),
        };
        #[cfg(feature = "waiting")]
        if matches!(step, Step::Focus(_) | Step::OpenApp) {
            self.keep();
        }
        let settled = self.host.settles(&underway, system.features().patience);
        let in_time = JsFuture::from(settled).await?.is_truthy();
        if let (Step::Focus(at), true) = (step, in_time) {
            // Only now: a message or navigation before may spend the right to focus.
            self.tell(at)?;
        }
        Ok(in_time)
    }

    /// Begins to write the launch down, once; not for a new window, which has it in its address, and
    /// which another page of the app must not forestall. Only when a way to open is taken already:
    /// waiting for the storage would lose the right to open.
    #[cfg(feature = "waiting")]
    fn keep(&self) {
        use kaipush_model::Value;
        let mut kept = self.kept.borrow_mut();
        if kept.is_none() {
            let (id, launch) = (self.launch.text("id").unwrap_or_default(), self.written());
            let keeping = async move { kept::keep(&id, launch).await.map(|()| JsValue::UNDEFINED) };
            *kept = Some(promise(keeping));
        }
    }

    fn tell(&self, at: usize) -> Result<(), JsValue> {
        tell(&self.open[at], "launch", "launch", &self.launch.0)
    }

    /// The launch, for somebody who may change it.
    fn written(&self) -> Js {
        Js(Object::assign(&Object::new(), self.launch.0.unchecked_ref()).into())
    }

    /// The address to open, with the launch inside; not for other origins, whom it is none of
    /// their business.
    fn url(&self) -> String {
        let start = || self.host.start().unwrap_or_else(crate::apart::scope);
        let url = self.url.clone().unwrap_or_else(start);
        if self.foreign {
            return url;
        }
        let encoded = String::from(encode_uri_component(&self.written().record_to_json()));
        attach(&url, &encoded)
    }
}
