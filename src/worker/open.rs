//! The ways to open the app, carried out.

use js_sys::{Promise, encode_uri_component};
use kaipush_model::Sink;
use kaipush_model::click::{Step, attach};
use kaipush_model::error::Note;
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

/// Tries the steps until one works.
pub(crate) async fn walk(
    errand: &Errand<'_>,
    steps: &[Step],
    system: System,
) -> Result<JsValue, JsValue> {
    let mut last = JsValue::UNDEFINED;
    for step in steps {
        match errand.take(*step, system).await {
            Ok(()) => return Ok(JsValue::UNDEFINED),
            Err(error) => {
                errand.host.note(Note::OpenFailed, name(*step));
                last = error;
            }
        }
    }
    Err(last)
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
    async fn take(&self, step: Step, system: System) -> Result<(), JsValue> {
        match step {
            Step::Focus(at) => {
                // Focus first: a message or navigation before it may spend the right to focus.
                settle(self.open[at].focus()?).await?;
                self.tell(at)
            }
            Step::OpenApp => {
                let options = Js::empty();
                options.set_text("msg", &self.written().record_to_json());
                settle(clients().open_app(&options.0)?).await
            }
            Step::OpenWindow => {
                let options = Js::empty();
                if system.features().disposition {
                    options.set_text("disposition", "window");
                }
                settle(clients().open_window(&self.url(), &options.0)?).await
            }
            Step::Tell(at) => self.tell(at),
        }
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

async fn settle(promise: Promise) -> Result<(), JsValue> {
    JsFuture::from(promise).await.map(drop)
}
