//! The page's own notifications.

use kaipush_model::error::{Code, Warning};
use kaipush_model::notification::{InPage, Notification};
use kaipush_model::{Sink, Value};
use wasm_bindgen::prelude::*;
use web_sys::NotificationOptions;

use super::{Error, launches, situation};
use crate::foreign::Js;

/// A notification that the page shows while it is open; no actions, by type.
pub type PageNotification = Notification<Js, InPage>;

/// Shows it with `new Notification`. A click on it is a launch like any other.
///
/// # Errors
/// [`Code::NoNotification`], [`Code::PermissionNotGranted`] or [`Code::NotifyFailed`].
pub(crate) fn show(notification: &PageNotification) -> Result<Vec<Warning>, Error> {
    use kaipush_model::permission::Answer;
    match situation::permission() {
        None => return Err(Code::NoNotification.into()),
        Some(Answer::Granted) => {}
        Some(_) => return Err(Code::PermissionNotGranted.into()),
    }
    let options = Js::empty();
    let warnings = notification.lower(situation::platform(None).features(), &options);
    let options: NotificationOptions = options.0.unchecked_into();
    let title = notification.text("title").unwrap_or_default();
    let shown = web_sys::Notification::new_with_options(title, &options)
        .map_err(|thrown| Error::caused(Code::NotifyFailed, thrown))?;
    ON_CLICK.with(|on_click| shown.set_onclick(Some(on_click.unchecked_ref())));
    Ok(warnings)
}

thread_local! {
    /// One for all: a handler of its own would hold each that is never clicked as long as the page lives.
    static ON_CLICK: JsValue =
        Closure::<dyn Fn(JsValue)>::new(|event| clicked(&Js(event))).into_js_value();
}

fn clicked(event: &Js) {
    let Some(target) = event.get("target") else { return };
    let notification: &web_sys::Notification = target.0.unchecked_ref();
    // One is clicked once.
    notification.set_onclick(None);
    notification.close();
    if let Some(window) = web_sys::window() {
        let _ = window.focus();
    }
    launches::come_to_front();
    launches::from_notification(&target);
}
