//! What was received and launched, for the app to list.

use js_sys::Array;
use kaipush_model::message::Memory;
use kaipush_model::{Sink, Value};
use web_sys::Storage;

use super::launches::Launched;
use crate::Launch;
use crate::apart::named;
use crate::foreign::Js;
use crate::limit::{Limited, within};
use crate::local::storage;
use crate::promise::promise;
use crate::store::{self, Shelf};

/// Long enough for a hundred records on a slow phone.
const PATIENCE: u32 = 10_000;
const LAUNCHED: &str = "kaipush.launched";
/// How many of each are listed; of launches also how far back a repeat is recognised.
pub(crate) const KEEP: u32 = 50;

/// A notification that was shown, dropped or closed.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// The worker's record: `title`, `body`, `tag`, `url` (whole), `data`, `at` (milliseconds since 1970), `shown`; of
    /// one that was closed also `how` and `action`. What [`Push::on_message`](super::Push::on_message) gets has no
    /// `at` and `shown`, and the payload besides.
    pub record: Js,
}

/// What happened, newest first, 50 of each at most.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct History {
    /// Pushes.
    pub received: Vec<Entry>,
    /// Notifications that were closed, by whomever.
    pub closed: Vec<Entry>,
    /// Launches: `id`, `action`, `title`, `body`, `tag`, `url`, `data`, `count`, `via`, `at`.
    pub launched: Vec<Entry>,
    /// Pushes that have shown no notification since the visit before this one; the first push after this visit
    /// starts the count anew. KaiOS 3 ends the subscription of a web app after 16 of them, and after fewer where
    /// the first one came later than half a day after the visit (`PushRecord.jsm`: 8 after a day, 2 after six).
    pub silent: u32,
}

impl History {
    pub(crate) async fn read() -> Result<Self, wasm_bindgen::JsValue> {
        let mut history = Self {
            launched: stored(storage(), &named(LAUNCHED))
                .iter()
                .map(|item| Entry { record: Js(item) })
                .collect(),
            ..Self::default()
        };
        let read = promise(async {
            let list =
                |records: Vec<Js>| records.into_iter().map(|record| record.0).collect::<Array>();
            let log = list(store::all(Shelf::Log).await?);
            Ok(Array::of2(&log, &list(store::all(Shelf::State).await?)).into())
        });
        let shelves = match within(&read, PATIENCE).await {
            Limited::Settled(shelves) => Array::from(&shelves?),
            Limited::TooLate => return Err("the storage does not answer".into()),
        };
        let facts: Vec<Js> = Array::from(&shelves.get(1)).iter().map(Js).collect();
        history.silent = Memory::find(&facts).silent;
        for record in Array::from(&shelves.get(0)).iter().map(Js).rev() {
            let list = match record.text("kind").as_deref() {
                Some("closed") => &mut history.closed,
                _ => &mut history.received,
            };
            if list.len() < KEEP as usize {
                list.push(Entry { record });
            }
        }
        Ok(history)
    }
}

/// The app is opened, which fills up a web app's quota on KaiOS 3.
pub(crate) async fn visit() {
    // Without storage nothing was counted.
    let _ = store::change(
        Shelf::State,
        Box::new(|facts| {
            let mut memory = Memory::find(&facts);
            let changed = memory.visited();
            let record = Js::empty();
            memory.write(&record);
            changed.then_some(store::Change::Put(record)).into_iter().collect()
        }),
    )
    .await;
}

/// Writes a launch down; false if it is written there already.
pub(crate) fn launched(launched: &Launched) -> bool {
    let list = stored(storage(), &named(LAUNCHED));
    if list.iter().any(|item| Js(item).text("id").as_ref() == Some(&launched.launch.id)) {
        return false;
    }
    let Some(entry) = Js::parse(&describe(launched).record_to_json()) else { return true };
    list.unshift(&entry.0);
    list.set_length(list.length().min(KEEP));
    if let Some(storage) = storage() {
        // Without storage a launch still arrives; only its repeat would not be recognised.
        let _ = storage.set_item(&named(LAUNCHED), &Js(list.into()).to_json());
    }
    true
}

/// A launch as JavaScript sees it.
pub(crate) fn describe(launched: &Launched) -> Js {
    let record = Js::empty();
    Launch::write(&launched.launch, &record);
    record.set_text("via", launched.via.as_str());
    record.set_value("at", &Js(launched.at.into()));
    record
}

/// A list out of the page's storage; empty where there is none.
pub(crate) fn stored(storage: Option<Storage>, name: &str) -> Array {
    use wasm_bindgen::JsCast;
    let stored = storage.and_then(|s| s.get_item(name).ok()?).and_then(|t| Js::parse(&t));
    match stored {
        Some(list) if Array::is_array(&list.0) => list.0.unchecked_into(),
        _ => Array::new(),
    }
}
