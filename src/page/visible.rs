//! Whether the user sees the page.

use gloo::events::EventListener;
use web_sys::VisibilityState;

/// What the browser says; `None` where there is no page.
pub(super) fn visibility() -> Option<VisibilityState> {
    Some(web_sys::window()?.document()?.visibility_state())
}

/// Calls `told` whenever the page comes to sight, as long as it lives. Settings are another app: who
/// has changed something there comes back.
pub(super) fn when_visible(told: impl Fn() + 'static) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    EventListener::new(&document, "visibilitychange", move |_| {
        if visibility() == Some(VisibilityState::Visible) {
            told();
        }
    })
    .forget();
}
