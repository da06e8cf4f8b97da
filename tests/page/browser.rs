//! A browser's registration and subscription, as far as a page can tell.

use crate::common::Placed;

/// The subscription. How often it was ended is `self.ended`.
pub const EXISTING: &str = "{ endpoint: 'https://push.example/1', toJSON: () =>
    ({ endpoint: 'https://push.example/1', keys: { auth: 'AA', p256dh: 'BB' } }),
    unsubscribe: () => { self.ended += 1; return Promise.resolve(true); } }";

/// What gives a registration with this push manager.
pub fn registration(manager: &str) -> String {
    format!(
        "() => Promise.resolve({{ scope: location.origin + '/', active: {{}},
            update: () => Promise.resolve(), pushManager: {manager} }})"
    )
}

/// A browser that has it, and gives it to whoever registers.
pub fn registering(manager: &str) -> [Placed; 2] {
    let registration = registration(manager);
    ["getRegistration", "register"]
        .map(|name| Placed::new("navigator.serviceWorker", name, &registration))
}
