//! How the app is installed.

/// How the app is installed; it decides which permissions must be asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[non_exhaustive]
pub enum AppType {
    /// 2.5: `web` or `hosted`, from a web server.
    Hosted,
    /// 2.5: `privileged`, packaged.
    Privileged,
    /// 2.5: `certified`, or `core` on 3.x; part of the phone.
    Certified,
    /// 3.x: packaged, from `http://NAME.localhost`. The host decides, not the manifest's `type`
    /// (`PermissionsInstaller.jsm`).
    Signed,
    /// 3.x: a web app from a server; the only type that prompts.
    Pwa,
    /// A page in a browser.
    Page,
}

impl AppType {
    /// The name used in reports and in JavaScript.
    pub const fn as_str(self) -> &'static str {
        match self {
            AppType::Hosted => "hosted",
            AppType::Privileged => "privileged",
            AppType::Certified => "certified",
            AppType::Signed => "signed",
            AppType::Pwa => "pwa",
            AppType::Page => "page",
        }
    }
    /// Reads the name.
    ///
    /// ```
    /// use kaipush_model::platform::AppType;
    /// assert_eq!(AppType::parse("pwa"), Some(AppType::Pwa));
    /// assert_eq!(AppType::parse("?"), None);
    /// ```
    pub fn parse(name: &str) -> Option<Self> {
        use AppType::{Certified, Hosted, Page, Privileged, Pwa, Signed};
        [Hosted, Privileged, Certified, Signed, Pwa, Page]
            .into_iter()
            .find(|app_type| app_type.as_str() == name)
    }
}
