//! The ways to open the app, carried out.

use js_sys::encode_uri_component;
use kaipush_model::Sink;
use kaipush_model::click::{Step, attach};
use kaipush_model::error::Note;
use kaipush_model::notification::MARKER;
use kaipush_model::platform::System;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::WindowClient;

use super::Host;
use super::scope::{address, clients, envelope};
use crate::Launch;
use crate::foreign::Js;

/// One click's errand.
pub(crate) struct Errand<'a> {
    pub(crate) host: &'a Host,
    pub(crate) open: &'a [WindowClient],
    pub(crate) launch: &'a Launch,
    pub(crate) foreign: bool,
}

/// Tries the steps until one works. None may take long: some of Gecko 48's `openWindow` never
/// settle (ServiceWorkerClients.cpp, `OpenWindowRunnable`), and the right to open ends soon.
pub(crate) async fn walk(
    errand: &Errand<'_>,
    steps: &[Step],
    system: System,
) -> Result<JsValue, JsValue> {
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
            Step::Focus(at) => self.open[at].focus()?,
            Step::OpenApp => {
                let (options, message) = (Js::empty(), self.written());
                // An app's own messages to `openApp` have none.
                message.set_number(MARKER, 1);
                options.set_text("msg", &message.record_to_json());
                clients().open_app(&options.0)?
            }
            Step::OpenWindow => {
                let options = Js::empty();
                if system.features().disposition {
                    options.set_text("disposition", "window");
                }
                clients().open_window(&self.url(), &options.0)?
            }
            Step::Tell(at) => return self.tell(at).map(|()| true),
        };
        let settled = self.host.settles(&underway, system.features().patience);
        let in_time = JsFuture::from(settled).await?.is_truthy();
        if let (Step::Focus(at), true) = (step, in_time) {
            // Only now: a message or navigation before may spend the right to focus.
            self.tell(at)?;
        }
        Ok(in_time)
    }

    fn tell(&self, at: usize) -> Result<(), JsValue> {
        self.open[at].post_message(&envelope("launch", "launch", &self.written().0))
    }

    fn written(&self) -> Js {
        let written = Js::empty();
        self.launch.write(&written);
        written
    }

    /// The address to open, with the launch inside; not for other origins, whom it is none of
    /// their business.
    fn url(&self) -> String {
        let start = || self.host.start().unwrap_or_else(address);
        let url = self.launch.url.clone().unwrap_or_else(start);
        if self.foreign {
            return url;
        }
        let encoded = String::from(encode_uri_component(&self.written().record_to_json()));
        attach(&url, &encoded)
    }
}
