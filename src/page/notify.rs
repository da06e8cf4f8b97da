//! The page's own notifications.

use kaipush_model::Sink;
use kaipush_model::error::{Code, Warning};
use kaipush_model::notification::{InPage, Notification};
use wasm_bindgen::prelude::*;
use web_sys::NotificationOptions;

use super::{Error, launches, situation};
use crate::foreign::Js;

/// A notification that the page shows while it is open; no actions, by type.
pub type PageNotification = Notification<Js, InPage>;

/// Shows it with `new Notification`. A click on it is a launch like any other.
///
/// # Errors
/// [`Code::PermissionNotGranted`] or [`Code::NotifyFailed`].
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
    let clicked = shown.clone();
    // Lives as long as the notification: its click may come hours later.
    let on_click = Closure::once_into_js(move || {
        clicked.close();
        if let Some(window) = web_sys::window() {
            let _ = window.focus();
        }
        launches::come_to_front();
        launches::from_notification(&Js(clicked.into()));
    });
    shown.set_onclick(Some(on_click.unchecked_ref()));
    Ok(warnings)
}
