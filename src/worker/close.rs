//! A notification was closed.

use js_sys::Promise;
use kaipush_model::click::{How, Traces, how};
use kaipush_model::{Sink, Value};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::NotificationEvent;

use super::push::keep;
use super::{Host, scope};
use crate::closing;
use crate::foreign::Js;
use crate::sys::KaiRegistration;

/// Who closes writes it down at the same time, which may take as long on a slow phone.
const GRACE: u32 = 500;

/// Tells the app's `onclose` how it ended and writes it down. Older builds of 2.5 never come here.
pub(crate) async fn close(event: NotificationEvent, host: Host) -> Result<JsValue, JsValue> {
    let closed = Js(event.notification().into());
    if let Some(how) = ended(&host, &closed).await {
        told(&host, &closed, how, "").await;
    }
    Ok(JsValue::UNDEFINED)
}

/// How it ended; `None` where the app has been told.
async fn ended(host: &Host, closed: &Js) -> Option<How> {
    let Some(name) = closing::name_of(closed) else { return Some(How::Unknown) };
    for patience in [GRACE, 0] {
        let code = closing::take(name.clone()).await;
        if let Ok(Some(true)) = code {
            return None;
        }
        let code = code.ok().map(|code| code.is_some());
        let how = how(Traces { code, replaced: replaced(closed, &name).await });
        if how != How::User || patience == 0 {
            return Some(how);
        }
        let never = Promise::new(&mut |_, _| ());
        let _ = JsFuture::from(host.settles(&never, patience)).await;
    }
    None
}

/// Whether another notification with this one's tag is shown.
async fn replaced(closed: &Js, name: &str) -> Option<bool> {
    let Some(tag) = closed.text("tag").filter(|tag| !tag.is_empty()) else { return Some(false) };
    let filter = Js::empty();
    filter.set_text("tag", &tag);
    let registration: KaiRegistration = scope::scope().registration().unchecked_into();
    let asked = registration.get_notifications(&filter.0).ok()?;
    let shown = Js(JsFuture::from(asked).await.ok()?).as_list()?;
    Some(shown.iter().any(|one| closing::name_of(one).as_deref() != Some(name)))
}

/// Tells the app of the end of a notification, which may have come by a button, and writes it down.
pub(crate) async fn told(host: &Host, closed: &Js, how: How, action: &str) {
    let (argument, record) = (Js::empty(), Js::empty());
    record.set_text("kind", "closed");
    record.set_value("at", &Js(js_sys::Date::now().into()));
    for object in [&argument, &record] {
        for name in ["title", "body", "tag"] {
            object.copy(name, closed);
        }
        if let Some(data) = closed.get("data") {
            object.copy("data", &data);
        }
        if !action.is_empty() {
            object.set_text("action", action);
        }
    }
    record.set_flag("shown", true);
    record.set_text("how", how.as_str());
    let _ = JsFuture::from(host.ask_about("onclose", &argument.0, how.as_str())).await;
    keep(host, "closed", &record).await;
}
