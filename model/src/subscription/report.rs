//! The body of the report to the app's server.

use super::{PushHost, Subscription};
use crate::Sink;
use crate::platform::Platform;

/// What kaipush tells the app's server of a subscription: the subscription itself, and how to send.
///
/// KaiOS' push service takes only `aesgcm` with VAPID draft 01, which no library sends by
/// default, so the report tells the server (web-push-libs/web-push issue 603).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// The subscription to store.
    pub subscription: Subscription,
    /// Where the app runs.
    pub platform: Platform,
    /// The content encodings that will arrive, best first.
    pub encodings: &'static [&'static str],
    /// `draft-01` (`Authorization: WebPush`) or `rfc8292` (`Authorization: vapid`).
    pub vapid: &'static str,
}

impl Report {
    /// Makes the report for a subscription.
    pub fn new(subscription: Subscription, platform: &Platform) -> Self {
        // The push service decides, not the phone: an app that hides its KaiOS is still refused.
        let modern = platform.system.features().modern_encoding
            && !matches!(PushHost::of(&subscription.endpoint), PushHost::Kaios | PushHost::Jio);
        Self {
            platform: platform.clone(),
            subscription,
            encodings: if modern { MODERN } else { LEGACY },
            vapid: if modern { "rfc8292" } else { "draft-01" },
        }
    }

    /// Writes it, but for `old`, which is known only when it is sent.
    pub fn write<S: Sink>(&self, out: &S) {
        let keys = S::empty();
        keys.set_text("auth", &self.subscription.keys.auth);
        keys.set_text("p256dh", &self.subscription.keys.p256dh);
        let subscription = S::empty();
        subscription.set_text("endpoint", &self.subscription.endpoint);
        subscription.set_object("keys", keys);
        let platform = S::empty();
        platform.set_text("system", self.platform.system.as_str());
        platform.set_text("version", &self.platform.version);
        platform.set_number("gecko", self.platform.gecko);
        platform.set_text("appType", self.platform.app_type.as_str());
        platform.set_text("host", PushHost::of(&self.subscription.endpoint).as_str());
        out.set_object("subscription", subscription);
        out.set_object("platform", platform);
        let encodings: Vec<_> = self.encodings.iter().map(|name| String::from(*name)).collect();
        out.set_texts("encodings", &encodings);
        out.set_text("vapid", self.vapid);
    }
}

const MODERN: &[&str] = &["aes128gcm", "aesgcm"];
const LEGACY: &[&str] = &["aesgcm"];

/// The content encodings that arrive on this platform, best first.
pub fn encodings(platform: &Platform) -> &'static [&'static str] {
    if platform.system.features().modern_encoding { MODERN } else { LEGACY }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::JsonSink;
    use crate::platform::Evidence;

    #[test]
    fn the_body_is_the_documented_contract() {
        let seen = Evidence {
            open_app: true,
            protocol: "app:".into(),
            user_agent: "Gecko/48.0 Firefox/48.0 KAIOS/2.5.4".into(),
            ..Evidence::default()
        };
        let subscription = Subscription::sample("https://push.kaiostech.com:8443/wpush/v2/x");
        let body = JsonSink::empty();
        Report::new(subscription, &Platform::detect(&seen)).write(&body);
        assert_eq!(
            body.finish(),
            serde_json::json!({
                "subscription": {
                    "endpoint": "https://push.kaiostech.com:8443/wpush/v2/x",
                    "keys": { "auth": "YQ", "p256dh": "BA" }
                },
                "platform": {
                    "system": "kaios2.5", "version": "2.5.4", "gecko": 48,
                    "appType": "privileged", "host": "kaios"
                },
                "encodings": ["aesgcm"],
                "vapid": "draft-01"
            })
        );
    }

    #[test]
    fn the_push_service_decides_on_the_encoding() {
        let web = Platform::detect(&Evidence::default());
        let report = |endpoint| Report::new(Subscription::sample(endpoint), &web);
        let phone = report("https://push.kaiostech.com:8443/wpush/v2/x");
        assert_eq!((phone.encodings, phone.vapid), (LEGACY, "draft-01"));
        let browser = report("https://updates.push.services.mozilla.com/wpush/v2/x");
        assert_eq!((browser.encodings, browser.vapid), (MODERN, "rfc8292"));
    }
}
