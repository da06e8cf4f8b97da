//! A browser's registration and subscription, as far as a page can tell.

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
