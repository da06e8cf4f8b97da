//! The answer of a button that tells the app's server.

use kaipush_model::outbox::{Kind, Operation};
use kaipush_model::{Sink, Value};

use crate::foreign::Js;
use crate::outbox::{now, put};
use crate::seen::new_id;

/// Puts `{action, id, tag, data}` into the outbox, which sends it with its key when the event is done.
pub(crate) async fn answer(to: &str, notification: &Js, data: &Js, action: &str) {
    let body = Js::empty();
    body.set_text("action", action);
    body.copy("id", data);
    if notification.text("tag").is_some_and(|tag| !tag.is_empty()) {
        body.copy("tag", notification);
    }
    body.copy("data", data);
    let operation = Operation {
        body: body.record_to_json(),
        ..Operation::new(Kind::Answer, new_id(), to, now())
    };
    // Only the app's values have a bound that refuses.
    let _ = put(operation).await;
}
