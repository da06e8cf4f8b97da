//! The browser has lost the subscription, and nobody may open the app for weeks.

use js_sys::{Promise, Uint8Array};
use kaipush_model::Sink;
use kaipush_model::error::Note;
use kaipush_model::subscription::{Remembered, Renewal, Subscription};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::Host;
use super::scope::tell_all;
use crate::foreign::Js;
use crate::limit::pause;
use crate::promise::begun;
use crate::renewal::{self, Held};
use crate::settings::Settings;
use crate::store::answers;
use crate::{remembered, subscribed};

/// Milliseconds after which it is looked again whether somebody else still renews.
const PAUSE: f64 = 1_000.0;
/// How long the storage, and a page, are waited for. The event ends after half a minute, and a page that died
/// had taken it for longer.
const PATIENCE: f64 = 20_000.0;
/// Milliseconds between two tries to subscribe, doubled after each until they are the longest; for as long as
/// [`PATIENCE`].
const AGAIN: f64 = 1_000.0;
const LONGEST: f64 = 4_000.0;
/// What is taken for the rest of the event. Who has it for longer than that then is waited for no more.
const REST: f64 = 5_000.0;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["self", "registration", "pushManager"], js_name = getSubscription)]
    fn get_subscription() -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["self", "registration", "pushManager"])]
    fn subscribe(options: &JsValue) -> Result<Promise, JsValue>;

    type Pushing;
    #[wasm_bindgen(method, catch)]
    fn unsubscribe(this: &Pushing) -> Result<Promise, JsValue>;
}

/// `pushsubscriptionchange`: subscribes again, with the key that was lost. The event itself says
/// nothing of it before Firefox 139. What the page does not know it reports at its next start.
pub(crate) async fn renew(host: Host) -> Result<JsValue, JsValue> {
    // A subscription that no page of kaipush made is another's, and so is its loss.
    let begun = js_sys::Date::now();
    let mut known = remembered::known().await;
    if known.is_err() {
        // A phone that starts is busy, and nothing else says that it is lost.
        answers(PATIENCE).await;
        known = remembered::known().await;
    }
    if known.is_err() {
        host.note(Note::RenewFailed, "IndexedDB does not answer");
    }
    let Some(lost) = known.unwrap_or_default().filter(|lost| !lost.leaving) else {
        return Ok(JsValue::UNDEFINED);
    };
    let settings = Settings::load().await.unwrap_or_default();
    // The loss is told once, and a phone that is just coming back to the network has none for a moment.
    let mut wait = AGAIN;
    let renewed = loop {
        let held = alone(begun, &settings).await;
        let renewed = again(&lost, &settings).await;
        renewal::end(held).await;
        if renewed.is_ok() || js_sys::Date::now() - begun + wait > PATIENCE {
            break renewed;
        }
        pause(wait as u32).await;
        wait = f64::min(wait * 2.0, LONGEST);
    };
    // Also what failed: a page that is open may do better.
    if !matches!(renewed, Ok(false)) {
        tell_all("changed", "by", &"worker".into()).await;
    }
    renewed.map(|_| JsValue::UNDEFINED)
}

/// Waits until nobody else renews.
async fn alone(begun: f64, settings: &Settings) -> Held {
    loop {
        let waits = js_sys::Date::now() - begun < PATIENCE;
        match renewal::begin(if waits { renewal::lease(settings.timeout) } else { REST }).await {
            Ok(held) => return held,
            // A page is at it, and may die before it has done; else there is nothing left to do then.
            Err(left) => pause(left.min(PAUSE) as u32).await,
        }
    }
}

/// True if the subscription is another one now.
async fn again(lost: &Remembered, settings: &Settings) -> Result<bool, JsValue> {
    let mut pushing = JsFuture::from(begun(get_subscription())).await?;
    if !pushing.is_object() {
        pushing = JsFuture::from(begun(subscribe(&options(lost.key.as_deref())))).await?;
    }
    let Some(current) = subscribed::read(&pushing) else { return Ok(false) };
    if current.endpoint == lost.endpoint {
        return Ok(false);
    }
    let (decide, came_upon) = remembered::renewing(&current.endpoint, lost.key.as_deref());
    let remembered = remembered::change(decide).await;
    match (came_upon.get(), remembered) {
        (Some(Renewal::Left), _) => {
            JsFuture::from(begun(pushing.unchecked_into::<Pushing>().unsubscribe())).await?;
        }
        (Some(Renewal::Known), _) => return Ok(false),
        // Also where the storage is full: the outbox goes on in memory.
        (Some(Renewal::New), Some(remembered)) => report(current, remembered, settings).await,
        // The storage has not answered; the page finds out at its next start.
        _ => {}
    }
    Ok(true)
}

fn options(key: Option<&str>) -> JsValue {
    let options = Js::empty();
    options.set_flag("userVisibleOnly", true);
    if let Some(key) = key {
        // Gecko 48 takes a typed array only.
        let bytes = bytes(key);
        options.set_value("applicationServerKey", &Js(Uint8Array::from(&bytes[..]).into()));
    }
    options.0
}

/// The bytes of a key in base64, in either alphabet, up to its padding. The page has judged it; its
/// base64 crate would weigh ten times as much, and so would `atob`, which gives a string.
fn bytes(key: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for letter in key.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => break,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    bytes
}

#[cfg(feature = "outbox")]
async fn report(current: Subscription, remembered: Remembered, settings: &Settings) {
    let Some(to) = settings.report_to.as_deref() else { return };
    let mut platform = super::scope::platform();
    if let Some(app_type) = settings.app_type {
        platform.app_type = app_type;
    }
    let report = crate::outbox::report(current, remembered.replaces, &platform, to);
    crate::outbox::tell(report).await;
    super::replay::renewed();
}

/// The page reports it when it is next opened.
#[cfg(not(feature = "outbox"))]
async fn report(_: Subscription, _: Remembered, _: &Settings) {}
