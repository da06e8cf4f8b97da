//! The app's wishes.

use js_sys::Reflect;
use kaipush_model::Sink;

use crate::foreign::Js;
use crate::seen::{global, global_object};

/// The worker's global `kaipush`, whose members are described in `npm/index.d.ts` (`KaipushWorker`).
/// Each event reads them anew; set them when the worker's wasm starts.
///
/// ```no_run
/// use kaipush::{Js, model::Sink, worker};
///
/// let settings = worker::settings();
/// settings.set_text("foreground", "hidden");
/// let flood = Js::empty();
/// flood.set_number("seconds", 30);
/// flood.set_number("most", 5);
/// settings.set_object("flood", flood);
/// ```
pub fn settings() -> Js {
    global("kaipush").unwrap_or_else(|| {
        let settings = Js::empty();
        // The shim, which makes it otherwise, takes over one that is there.
        let _ = Reflect::set(&global_object(), &"kaipush".into(), &settings.0);
        settings
    })
}
