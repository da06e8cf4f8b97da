//! The outbox: what the app's server has to be told waits in IndexedDB, and whoever runs, page or
//! worker, sends what is due. The rules are `kaipush_model::outbox`'s.

mod flush;
mod send;
mod shelf;

pub(crate) use flush::{Carrier, flush};
pub(crate) use send::Shape;
#[cfg(feature = "page")]
pub(crate) use shelf::put;
#[cfg(feature = "worker")]
pub(crate) use shelf::tell;
#[cfg(feature = "page")]
pub(crate) use shelf::{hurry, take_refused};

use kaipush_model::Sink;
use kaipush_model::outbox::{Kind, Operation};
use kaipush_model::platform::Platform;
use kaipush_model::subscription::{Report, Subscription};

use crate::foreign::Js;
use crate::seen::new_id;

/// Now, in milliseconds since 1970.
pub(crate) fn now() -> f64 {
    js_sys::Date::now()
}

/// The report of a subscription.
pub(crate) fn report(
    subscription: Subscription,
    replaces: Option<String>,
    platform: &Platform,
    to: &str,
) -> Operation {
    let body = Js::empty();
    let endpoint = subscription.endpoint.clone();
    Report::new(subscription, platform).write(&body);
    Operation {
        endpoint,
        olds: replaces.into_iter().collect(),
        body: body.to_json(),
        ..Operation::new(Kind::Subscription, new_id(), to, now())
    }
}
