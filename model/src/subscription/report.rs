//! The body of the report to the app's server.

use super::{PushHost, Subscription};
use crate::platform::Platform;

/// What kaipush posts to the app's server: the subscription, the one it replaces, and how to send.
///
/// KaiOS' push service takes only `aesgcm` with VAPID draft 01, which no library sends by
/// default, so the report tells the server (web-push-libs/web-push issue 603).
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Report {
    /// The subscription to store.
    pub subscription: Subscription,
    /// The endpoint it replaces, to be forgotten.
    pub old: Option<String>,
    /// Where the app runs.
    pub platform: PlatformReport,
    /// The content encodings that will arrive, best first.
    pub encodings: &'static [&'static str],
    /// `draft-01` (`Authorization: WebPush`) or `rfc8292` (`Authorization: vapid`).
    pub vapid: &'static str,
}

/// Where the app runs, as its server sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
pub struct PlatformReport {
    /// [`System::as_str`](crate::platform::System::as_str).
    pub system: &'static str,
    /// KaiOS' version.
    pub version: String,
    /// Gecko's major version.
    pub gecko: u32,
    /// [`AppType::as_str`](crate::platform::AppType::as_str).
    pub app_type: &'static str,
    /// [`PushHost::as_str`].
    pub host: &'static str,
}

impl Report {
    /// Makes the report for a new subscription.
    pub fn new(subscription: Subscription, old: Option<String>, platform: &Platform) -> Self {
        let host = PushHost::of(&subscription.endpoint);
        // The push service decides, not the phone: an app that hides its KaiOS is still refused.
        let modern = platform.system.features().modern_encoding
            && !matches!(host, PushHost::Kaios | PushHost::Jio);
        Self {
            platform: PlatformReport {
                system: platform.system.as_str(),
                version: platform.version.clone(),
                gecko: platform.gecko,
                app_type: platform.app_type.as_str(),
                host: host.as_str(),
            },
            old: old.filter(|endpoint| *endpoint != subscription.endpoint),
            subscription,
            encodings: if modern { MODERN } else { LEGACY },
            vapid: if modern { "rfc8292" } else { "draft-01" },
        }
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
        let report =
            Report::new(subscription, Some("https://old".into()), &Platform::detect(&seen));
        assert_eq!(
            serde_json::to_value(&report).unwrap(),
            serde_json::json!({
                "subscription": {
                    "endpoint": "https://push.kaiostech.com:8443/wpush/v2/x",
                    "keys": { "auth": "YQ", "p256dh": "BA" }
                },
                "old": "https://old",
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
        let report = |endpoint| Report::new(Subscription::sample(endpoint), None, &web);
        let phone = report("https://push.kaiostech.com:8443/wpush/v2/x");
        assert_eq!((phone.encodings, phone.vapid), (LEGACY, "draft-01"));
        let browser = report("https://updates.push.services.mozilla.com/wpush/v2/x");
        assert_eq!((browser.encodings, browser.vapid), (MODERN, "rfc8292"));
    }

    #[test]
    fn an_endpoint_does_not_replace_itself() {
        let platform = Platform::detect(&Evidence::default());
        let report =
            Report::new(Subscription::sample("https://a"), Some("https://a".into()), &platform);
        assert_eq!(report.old, None);
    }
}
