//! What a phone shows.

use serde::{Deserialize, Serialize};

use super::tray::Notice;
use crate::app::App;
use crate::manifest::Refused;
use crate::profile::Profile;

/// Everything that the window draws but the log.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct State {
    /// Which phone it is.
    pub profile: &'static str,
    /// Which phones there are.
    pub profiles: [&'static str; 6],
    /// The installed app.
    pub app: Option<Installed>,
    /// Why there is none.
    pub refused: Option<Refusal>,
    /// Whether the app has the screen to itself, without the status bar.
    pub fullscreen: bool,
    /// Whether the phone is offline.
    pub offline: bool,
    /// Whether the settings forbid the app's notifications.
    pub withdrawn: bool,
    /// The toast on the screen.
    pub toast: Option<Notice>,
    /// The dialog on the screen.
    pub dialog: Option<Notice>,
    /// The Notices list, newest first.
    pub notices: Vec<Notice>,
    /// Where the app is.
    pub place: Place,
    /// Whether the phone asks for the notification permission.
    pub asking: bool,
}

/// Where an app is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// On the screen.
    Front,
    /// Open behind the home screen.
    Background,
    /// Not open.
    #[default]
    Closed,
}

/// The app on the home screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Installed {
    /// Its name.
    pub name: String,
    /// Address of its icon, or empty.
    pub icon: String,
    /// Its origin.
    pub origin: String,
    /// The colour of the status bar over it, or empty.
    pub color: String,
    /// As what it is installed, in a few words.
    pub facts: String,
}

/// Why the system has not installed the app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// File and member, or line.
    pub place: String,
    /// Why, and what to write instead.
    pub text: String,
}

impl State {
    pub(super) fn new(profile: Profile) -> Self {
        Self {
            profile: profile.name(),
            profiles: Profile::ALL.map(Profile::name),
            app: None,
            refused: None,
            fullscreen: false,
            offline: false,
            withdrawn: false,
            toast: None,
            dialog: None,
            notices: Vec::new(),
            place: Place::Closed,
            asking: false,
        }
    }
}

impl Installed {
    pub(super) fn of(app: &App) -> Self {
        let (profile, installed) = (app.profile(), app.installed());
        let manifest = &installed.manifest;
        // 2.5 has a map of sizes, 3.x a list; nearest to 56 is the home screen's.
        let icon = match &manifest["icons"] {
            serde_json::Value::Object(sizes) => sizes.get("56").or(sizes.values().next()),
            serde_json::Value::Array(icons) => icons.first().map(|icon| &icon["src"]),
            _ => None,
        };
        let icon = icon.and_then(serde_json::Value::as_str).unwrap_or_default();
        let icon = if icon.is_empty() {
            String::new()
        } else {
            app.site().url(&format!("/{}", icon.trim_start_matches("./").trim_start_matches('/')))
        };
        let how = match (profile.packaged, installed.app_type.as_deref()) {
            (true, Some(kind)) => format!("packaged, {kind}"),
            (true, None) => "packaged".into(),
            (false, _) => "hosted".into(),
        };
        Self {
            name: installed.name.clone(),
            icon,
            origin: app.site().origin(),
            color: manifest["theme_color"].as_str().unwrap_or_default().into(),
            facts: format!("{}, {how}, {}", profile.system, app.site().origin()),
        }
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        Self { place: refused.place, text: refused.text }
    }
}

/// Whether the manifest asks for the whole screen: `fullscreen` of 2.5 (above) and 3.x (in
/// `b2g_features`); a text in most apps.
pub(super) fn is_fullscreen(manifest: &serde_json::Value) -> bool {
    let asks = |value: &serde_json::Value| *value == true || *value == "true";
    asks(&manifest["fullscreen"]) || asks(&manifest["b2g_features"]["fullscreen"])
}
