//! The configuration as JavaScript gives it.

use js_sys::{Array, Reflect};
use kaipush_model::error::{Code, Log, Problem};
use kaipush_model::key::Key;
use kaipush_model::permission::Ask;
use kaipush_model::{Value, meant};

use crate::foreign::Js;
use crate::page::{Config, EVENTS_WITHIN, MAX_TIMEOUT, TIMEOUT};

/// What the object may have.
const MEMBERS: &[&str] =
    &["worker", "key", "scope", "reportTo", "eventsTo", "eventsWithin", "timeout", "ask", "log"];

/// The members that nobody reads, a slip of the pen among them, with the name that may be meant.
pub(crate) fn unknown(object: &Js) -> Vec<String> {
    let of = |object: &Js, place: &str, known: &[&str]| {
        // Throws for a revoked proxy only, of which nothing can be read either.
        let own = Reflect::own_keys(&object.0).unwrap_or_else(|_| Array::new());
        let names = own.iter().filter_map(|name| name.as_string());
        let unread = names.filter(|name| !known.contains(&&**name) && object.get(name).is_some());
        let told = unread.map(|name| match meant(&name, known) {
            Some(meant) => [place, &name, ", meant is perhaps ", place, meant].concat(),
            None => [place, &name].concat(),
        });
        told.collect::<Vec<_>>()
    };
    let mut unknown = of(object, "", MEMBERS);
    if let Some(ask) = object.object("ask") {
        unknown.extend(of(&ask, "ask.", Ask::MEMBERS));
    }
    unknown
}

/// Reads the object that JavaScript gives to `Push.create`.
///
/// # Errors
/// [`Code::ConfigWrong`] with the field's name, or what is wrong with the key.
pub(crate) fn read(object: &Js) -> Result<Config, Problem> {
    let wrong = |field: &str| Problem::with(Code::ConfigWrong, field);
    let text = |field| match object.get(field) {
        Some(value) => value.as_text().map(Some).ok_or_else(|| wrong(field)),
        None => Ok(None),
    };
    let timeout = match object.get("timeout") {
        Some(value) => value.as_number().filter(|t| *t >= 1.0).ok_or_else(|| wrong("timeout"))?,
        None => f64::from(TIMEOUT),
    };
    let within = match object.get("eventsWithin") {
        Some(value) => {
            value.as_number().filter(|t| *t >= 0.0).ok_or_else(|| wrong("eventsWithin"))?
        }
        None => f64::from(EVENTS_WITHIN),
    };
    let ask = match object.get("ask") {
        Some(rule) => Ask::read(&rule).map_err(wrong)?,
        None => Ask::new(),
    };
    let log = text("log")?.map_or(Some(Log::default()), |name| Log::parse(&name));
    let config = Config {
        worker: text("worker")?.ok_or_else(|| wrong("worker"))?,
        scope: text("scope")?,
        key: text("key")?.map(|key| Key::parse(&key)).transpose()?,
        report_to: text("reportTo")?,
        events_to: text("eventsTo")?,
        events_within: within.min(f64::from(EVENTS_WITHIN)) as u32,
        timeout: timeout.min(f64::from(MAX_TIMEOUT)) as u32,
        ask,
        log: log.ok_or_else(|| wrong("log"))?,
    };
    match config.wrong() {
        Some(what) => Err(wrong(&what)),
        None => Ok(config),
    }
}
