//! `Push` and `urlB64ToUint8Array` for the page.

use std::rc::Rc;

use js_sys::{Array, Function, Promise, Uint8Array};
use kaipush_model::error::{Code, Note, Problem, Warning};
use kaipush_model::key::url_b64_to_bytes;
use kaipush_model::permission::State;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::config;
use super::state::{DeliveryFace, PlatformFace, StateFace};
use crate::console;
use crate::foreign::Js;
use crate::outbox::Shape;
use crate::page::{
    ChangeHandler, Entry, Error, ForegroundHandler, PageNotification, Push, begin, describe,
    from_worker, listen, on_foreground, on_message, to_js,
};
use crate::promise::{called, promise};

/// Starts to listen for launches, and takes over what the loader heard before the core was there.
#[wasm_bindgen(js_name = begin)]
pub fn js_begin(early: Array) {
    begin();
    for message in early.iter() {
        from_worker(&Js(message));
    }
}

/// Decodes base64url or base64, padded or not.
///
/// # Errors
/// Throws an error with the code `key-not-base64`.
#[wasm_bindgen(js_name = urlB64ToUint8Array)]
pub fn url_b64_to_uint8_array(text: JsValue) -> Result<Uint8Array, JsValue> {
    let bytes = match text.as_string() {
        Some(text) => url_b64_to_bytes(&text),
        None => Err(Problem::with(Code::KeyNotBase64, "no text")),
    };
    let bytes = bytes.map_err(Error::from)?;
    Ok(Uint8Array::from(bytes.as_slice()))
}

/// `Push` as `npm/index.d.ts` describes it.
#[wasm_bindgen(js_name = Push)]
#[derive(Debug)]
pub struct JsPush {
    push: Push,
}

#[wasm_bindgen(js_class = Push)]
impl JsPush {
    /// Reads the app's configuration.
    ///
    /// # Errors
    /// Throws an error with the code `config-wrong`, or one of the key's.
    pub fn create(config: JsValue) -> Result<JsPush, JsValue> {
        let config = Js(config);
        if !kaipush_model::Value::is_object(&config) {
            return Err(Error::from(Problem::with(Code::ConfigWrong, "no object")).into());
        }
        let unknown = config::unknown(&config);
        let config = config::read(&config).map_err(Error::from)?;
        let push = Push::new(config);
        unknown.iter().for_each(|about| console::warn(Note::OptionIgnored, about));
        Ok(Self { push })
    }

    /// Where the app runs.
    #[wasm_bindgen(getter)]
    pub fn platform(&self) -> JsValue {
        to_js(&PlatformFace::new(&self.push.platform()))
    }

    /// Where the app stands.
    pub fn state(&self) -> Promise {
        let push = self.push.clone();
        self.answer(async move { Ok(push.state().await) })
    }

    /// Asks the user. Call it in the key handler.
    #[wasm_bindgen(js_name = requestPermission)]
    pub fn request_permission(&self) -> Promise {
        let asked = self.push.request_permission();
        self.answer(async move { Ok(asked.await) })
    }

    /// The user said "not now" to the app's own question.
    pub fn postpone(&self) -> Promise {
        let postponed = self.push.postpone();
        self.answer(async move { Ok(postponed.await) })
    }

    /// Asks the user, registers, subscribes, reports. Call it in the key handler.
    pub fn subscribe(&self) -> Promise {
        self.answer(self.push.subscribe())
    }

    /// Ends the subscription.
    pub fn unsubscribe(&self) -> Promise {
        let push = self.push.clone();
        self.answer(async move { push.unsubscribe().await })
    }

    /// The app's function for launches.
    ///
    /// # Errors
    /// Throws an error with the code `config-wrong` for what is no function.
    #[wasm_bindgen(setter)]
    pub fn set_onlaunch(&self, handler: JsValue) -> Result<(), JsValue> {
        let handler = function("onlaunch", handler)?;
        let Some(handler) = handler else {
            self.push.off_launch();
            return Ok(());
        };
        self.push.on_launch(move |launched| tell(&handler, &describe(&launched).0));
        Ok(())
    }

    /// The app's function for new states.
    ///
    /// # Errors
    /// Throws an error with the code `config-wrong` for what is no function.
    #[wasm_bindgen(setter)]
    pub fn set_onchange(&self, handler: JsValue) -> Result<(), JsValue> {
        let handler = function("onchange", handler)?;
        let told = handler.map(|handler| -> ChangeHandler {
            Rc::new(move |state, warnings| {
                tell(&handler, &to_js(&StateFace::new(state, warnings)));
            })
        });
        listen(&self.push, told);
        Ok(())
    }

    /// The app's function for pushes that come while the page is open.
    ///
    /// # Errors
    /// Throws an error with the code `config-wrong` for what is no function.
    #[wasm_bindgen(setter)]
    pub fn set_onreceived(&self, handler: JsValue) -> Result<(), JsValue> {
        let Some(handler) = function("onreceived", handler)? else {
            self.push.off_received();
            return Ok(());
        };
        self.push.on_received(move || tell(&handler, &JsValue::UNDEFINED));
        Ok(())
    }

    /// The app's function for pushes that the worker leaves to the page.
    ///
    /// # Errors
    /// Throws an error with the code `config-wrong` for what is no function.
    #[wasm_bindgen(setter)]
    pub fn set_onmessage(&self, handler: JsValue) -> Result<(), JsValue> {
        let handler = function("onmessage", handler)?;
        on_message(handler.map(|handler| -> ForegroundHandler {
            Rc::new(move |Entry { record }| {
                let answer = answer(&handler, &record);
                Box::pin(async move { answer.await.is_none() })
            })
        }));
        Ok(())
    }

    /// The app's function that says whether a push is shown while the page is in front.
    ///
    /// # Errors
    /// Throws an error with the code `config-wrong` for what is no function.
    #[wasm_bindgen(setter)]
    pub fn set_onforeground(&self, handler: JsValue) -> Result<(), JsValue> {
        let handler = function("onforeground", handler)?;
        on_foreground(handler.map(|handler| -> ForegroundHandler {
            Rc::new(move |Entry { record }| {
                let answer = answer(&handler, &record);
                Box::pin(async move { answer.await.and_then(|said| said.as_bool()) != Some(false) })
            })
        }));
        Ok(())
    }

    /// System messages of KaiOS 3 and 4: `{subscribe(name)}`.
    #[wasm_bindgen(getter, js_name = systemMessages)]
    pub fn system_messages(&self) -> SystemMessages {
        SystemMessages { push: self.push.clone() }
    }

    /// Has the app's server keep a value beside the subscription.
    pub fn set(&self, name: JsValue, value: JsValue) -> Promise {
        let push = self.push.clone();
        // As it is now: the app may change it before anybody is at work.
        let value = Js(value).to_json();
        promise(async move {
            let name = name.as_string().unwrap_or_default();
            push.set_value(&name, value).await?;
            Ok(JsValue::UNDEFINED)
        })
    }

    /// The app's function that shapes requests to its server.
    ///
    /// # Errors
    /// Throws an error with the code `config-wrong` for what is no function.
    #[wasm_bindgen(setter)]
    pub fn set_onrequest(&self, handler: JsValue) -> Result<(), JsValue> {
        let handler = function("onrequest", handler)?;
        self.push.shape_requests(
            handler
                .map(|handler| -> Shape { Rc::new(move |request| called(&handler, &request.0)) }),
        );
        Ok(())
    }

    /// The app's function that is told what became of each try.
    ///
    /// # Errors
    /// Throws an error with the code `config-wrong` for what is no function.
    #[wasm_bindgen(setter)]
    pub fn set_ondelivery(&self, handler: JsValue) -> Result<(), JsValue> {
        let handler = function("ondelivery", handler)?;
        let Some(handler) = handler else {
            self.push.off_delivery();
            return Ok(());
        };
        self.push.on_delivery(move |delivery| {
            tell(&handler, &to_js(&DeliveryFace::new(&delivery)));
        });
        Ok(())
    }

    /// What was received, closed and launched, newest first.
    pub fn history(&self) -> Promise {
        let push = self.push.clone();
        promise(async move {
            let history = push.history().await?;
            let face = <Js as kaipush_model::Sink>::empty();
            for (name, entries) in [
                ("received", history.received),
                ("closed", history.closed),
                ("launched", history.launched),
            ] {
                let list: Array = entries.into_iter().map(|Entry { record }| record.0).collect();
                kaipush_model::Sink::set_value(&face, name, &Js(list.into()));
            }
            kaipush_model::Sink::set_number(&face, "silent", history.silent);
            Ok(face.0)
        })
    }

    /// Shows a notification of the page's own.
    pub fn notify(&self, title: JsValue, options: JsValue) -> Promise {
        let shown = match title.as_string() {
            Some(title) => {
                let (notification, unread) = PageNotification::read(&Js(options), &title);
                let unknown = self.push.notify(&notification.title(title));
                unknown.map(|unknown| unread.into_iter().chain(unknown).for_each(warn))
            }
            None => Err(Problem::with(Code::NotifyFailed, "title").into()),
        };
        match shown {
            Ok(()) => Promise::resolve(&JsValue::UNDEFINED),
            Err(error) => Promise::reject(&error.into()),
        }
    }

    fn answer(&self, reaching: impl Future<Output = Result<State, Error>> + 'static) -> Promise {
        let push = self.push.clone();
        promise(async move {
            let state = reaching.await?;
            Ok(to_js(&StateFace::new(state, push.changes.warnings())))
        })
    }
}

/// `push.systemMessages`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct SystemMessages {
    push: Push,
}

#[wasm_bindgen]
impl SystemMessages {
    /// Has the worker called for every message of this name.
    pub fn subscribe(&self, name: JsValue) -> Promise {
        let push = self.push.clone();
        promise(async move {
            let wrong =
                || Error::from(Problem::with(Code::ConfigWrong, "systemMessages.subscribe"));
            let name = name.as_string().ok_or_else(wrong)?;
            push.subscribe_system_message(&name).await?.into_iter().for_each(warn);
            Ok(JsValue::UNDEFINED)
        })
    }
}

/// A handler; `null` and `undefined` are none.
fn function(setter: &str, given: JsValue) -> Result<Option<Function>, JsValue> {
    if given.is_undefined() || given.is_null() {
        return Ok(None);
    }
    let wrong = |_| {
        let what = [setter, " is no function"].concat();
        Error::from(Problem::with(Code::ConfigWrong, what)).into()
    };
    given.dyn_into().map(Some).map_err(wrong)
}

/// Tells the app's function. One that throws keeps nothing from the next call; it shows in the console and in the
/// app's own error handling.
fn tell(handler: &Function, argument: &JsValue) {
    if let Err(thrown) = handler.call1(&JsValue::UNDEFINED, argument) {
        let _ = Promise::reject(&thrown);
    }
}

/// What the app's function gives, or promises, for a push; `None` where it fails.
fn answer(handler: &Function, push: &Js) -> impl Future<Output = Option<JsValue>> + use<> {
    let answer = called(handler, &push.0);
    async move {
        // Waiting has handled the rejection, which shall show in the console.
        let said = JsFuture::from(answer).await.inspect_err(|thrown| drop(Promise::reject(thrown)));
        said.ok()
    }
}

fn warn(Warning { note, about }: Warning) {
    console::warn(note, &about);
}
