//! The preferences that make real pushes work in an automated, offline Firefox.

use serde_json::{Map, Value, json};

use crate::launch::Launch;

/// A port nobody listens on, in place of Mozilla's push service.
const NO_PUSH_SERVICE: &str = "ws://127.0.0.1:9/";

/// All preferences of a launch, for `moz:firefoxOptions`.
pub(crate) fn preferences(launch: &Launch) -> Map<String, Value> {
    let push_url = launch.push_url.as_deref().unwrap_or(NO_PUSH_SERVICE);
    let mut all = Map::new();
    let mut set = |name: &str, value: Value| all.insert(name.to_owned(), value);

    // The push service of the test, on plain `ws:`, which is refused otherwise.
    set("dom.push.serverURL", json!(push_url));
    set("dom.push.testing.allowInsecureServerURL", json!(true));
    // Firefox' own defaults for automation switch push off.
    set("dom.push.connection.enabled", json!(true));
    // First pause before it connects again (doubles); 5000 otherwise.
    set("dom.push.retryBaseInterval", json!(200));
    set("permissions.default.desktop-notification", json!(launch.notifications.action()));
    // A permission prompt ignores clicks in its first half second otherwise.
    set("security.notification_enable_delay", json!(0));
    // The defaults for automation only play at raising windows, and `client.focus()` of a hidden
    // page then brings no tab to the front.
    set("focusmanager.testmode", json!(false));
    // The browser goes on when a test closes its last tab.
    set("browser.tabs.closeWindowWithLastTab", json!(false));
    // The alerts service is ours, see alerts/mock.js; should it ever be asked
    // before, headless Firefox has no D-Bus to show anything with.
    set("alerts.useSystemBackend", json!(false));

    spare(&mut set);
    for (name, value) in &launch.preferences {
        set(name, value.clone());
    }
    all
}

/// What nobody looks at in a browser without a screen: a fifth of a test run's processor time.
fn spare(set: &mut impl FnMut(&str, Value) -> Option<Value>) {
    // A process for each origin, which no KaiOS has either: it came with Firefox 95.
    set("fission.webContentIsolationStrategy", json!(0));
    // Frames a second, 60 otherwise.
    set("layout.frame_rate", json!(15));
    set("ui.prefersReducedMotion", json!(1));
    set("browser.pagethumbnails.capturing_disabled", json!(true));
    // Milliseconds between two copies of all open tabs, for the next start.
    set("browser.sessionstore.interval", json!(3_600_000));
    set("places.history.enabled", json!(false));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Permission;

    #[test]
    fn own_preferences_win() {
        let mut launch = Launch::new("g", "f");
        launch.notifications = Permission::Prompt;
        launch.preferences.push(("dom.push.retryBaseInterval".into(), json!(7)));
        let all = preferences(&launch);
        assert_eq!(all["dom.push.retryBaseInterval"], 7);
        assert_eq!(all["permissions.default.desktop-notification"], 0);
        assert_eq!(all["dom.push.serverURL"], NO_PUSH_SERVICE);
    }
}
