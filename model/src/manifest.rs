//! What kaipush needs to know of an app's own manifest.

use crate::Value;
use crate::scope::split;

/// The parts of `manifest.webapp` (2.5) or `manifest.webmanifest` (3.x) that decide about push.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Manifest {
    /// `type`, or `b2g_features.type`.
    pub app_type: Option<String>,
    /// The names under `permissions`; `None` where the manifest has no such key.
    pub permissions: Option<Vec<Permission>>,
    /// Where the system message `serviceworker-notification` is delivered (2.5).
    pub message_href: Option<String>,
    /// Its own address, where the system tells it (2.5: `manifestURL`).
    pub url: Option<String>,
}

/// A permission that push depends on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Permission {
    /// `push`.
    Push,
    /// `serviceworker`.
    ServiceWorker,
    /// `desktop-notification`.
    DesktopNotification,
}

impl Permission {
    const ALL: [(Permission, &'static str); 3] = [
        (Permission::Push, "push"),
        (Permission::ServiceWorker, "serviceworker"),
        (Permission::DesktopNotification, "desktop-notification"),
    ];
}

impl Manifest {
    /// Reads either kind of manifest: what 2.5 has at the top, 3.x has in `b2g_features`.
    ///
    /// ```
    /// use kaipush_model::manifest::{Manifest, Permission};
    /// let manifest = Manifest::read(&serde_json::json!({
    ///     "type": "privileged",
    ///     "permissions": { "push": {} },
    ///     "messages": [{ "serviceworker-notification": "/index.html" }]
    /// }));
    /// assert!(manifest.has(Permission::Push) && !manifest.has(Permission::ServiceWorker));
    /// ```
    pub fn read<V: Value>(manifest: &V) -> Self {
        let features = manifest.object("b2g_features");
        let top = features.as_ref().unwrap_or(manifest);
        let messages = top.list("messages").unwrap_or_default();
        Self {
            app_type: top.text("type"),
            permissions: top.object("permissions").map(|listed| {
                let declared = |(permission, name): &(Permission, &str)| {
                    listed.get(name).is_some().then_some(*permission)
                };
                Permission::ALL.iter().filter_map(declared).collect()
            }),
            message_href: messages.iter().find_map(|m| m.text("serviceworker-notification")),
            url: None,
        }
    }

    /// The scope that the app's worker must have, where it is another one than this.
    ///
    /// `openApp` looks for the app whose manifest is the worker's scope and `manifest.webapp`, and
    /// resolves even where there is none (`OpenAppRunnable` in Gecko 48's ServiceWorkerClients.cpp).
    /// A manifest of another origin is a store's; what `openApp` finds then can't be seen from here.
    ///
    /// ```
    /// use kaipush_model::manifest::Manifest;
    /// let manifest = Manifest { url: Some("app://inbox/manifest.webapp".into()), ..Manifest::default() };
    /// assert_eq!(manifest.better_scope("app://inbox/"), None);
    /// assert_eq!(manifest.better_scope("app://inbox/push/"), Some("app://inbox/"));
    /// ```
    pub fn better_scope(&self, scope: &str) -> Option<&str> {
        let url = self.url.as_deref()?;
        let folder = url.get(..url.rfind('/')? + 1)?;
        (split(folder).0 == split(scope).0 && folder != scope).then_some(folder)
    }

    /// Whether the manifest lists the permission.
    pub fn has(&self, permission: Permission) -> bool {
        self.permissions.as_ref().is_some_and(|listed| listed.contains(&permission))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_webmanifest_keeps_its_permissions_in_b2g_features() {
        let manifest = Manifest::read(&json!({
            "name": "x", "b2g_features": { "permissions": { "desktop-notification": {} } }
        }));
        assert!(manifest.has(Permission::DesktopNotification));
        assert_eq!(manifest.message_href, None);
    }

    /// The two at the top of the repository, which are the template's.
    #[test]
    fn the_reference_manifests_have_all_that_push_takes() {
        let read = |name: &str| {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
            let text = std::fs::read_to_string(path).unwrap();
            serde_json::from_str::<serde_json::Value>(&text).unwrap()
        };
        let webapp = read("manifest.webapp");
        let manifest = Manifest::read(&webapp);
        for (permission, name) in Permission::ALL {
            assert!(manifest.has(permission), "{name}");
        }
        assert_eq!(manifest.app_type.as_deref(), Some("privileged"));
        assert!(webapp["origin"].as_str().unwrap().starts_with("app://"));
        assert_eq!(manifest.message_href.as_deref(), webapp["launch_path"].as_str());

        let manifest = Manifest::read(&read("manifest.webmanifest"));
        assert!(manifest.has(Permission::DesktopNotification));
    }

    #[test]
    fn only_a_manifest_of_the_same_origin_tells_where_the_scope_belongs() {
        let at = |url: &str| Manifest { url: Some(url.into()), ..Manifest::default() };
        for (url, scope, better) in [
            ("https://a.example/manifest.webapp", "https://a.example/", None),
            ("https://a.example/app/manifest.webapp", "https://a.example/app/", None),
            (
                "https://a.example/app/manifest.webapp",
                "https://a.example/",
                Some("https://a.example/app/"),
            ),
            (
                "https://a.example/manifest.webapp",
                "https://a.example/app/",
                Some("https://a.example/"),
            ),
            // A store's own address, another scheme, rubbish: nothing is known.
            ("https://store.example/apps/7/manifest.webapp", "app://inbox/", None),
            ("http://a.example/manifest.webapp", "https://a.example/app/", None),
            ("manifest.webapp", "https://a.example/app/", None),
            ("", "", None),
        ] {
            assert_eq!(at(url).better_scope(scope), better, "{url} {scope}");
        }
        assert_eq!(Manifest::default().better_scope("https://a.example/app/"), None);
    }

    #[test]
    fn no_permissions_and_empty_permissions_differ() {
        assert_eq!(Manifest::read(&json!({})).permissions, None);
        assert_eq!(Manifest::read(&json!({ "permissions": {} })).permissions, Some(vec![]));
    }

    #[test]
    fn rubbish_reads_as_nothing() {
        for rubbish in
            [json!(3), json!("x"), json!([1]), json!({ "permissions": 1, "messages": {} })]
        {
            assert_eq!(Manifest::read(&rubbish), Manifest::default());
        }
    }
}
