//! What a browser is started with.

use std::path::PathBuf;
use std::time::Duration;

use serde_json::Value;

use crate::permission::Permission;

/// How to start Firefox; see [`crate::Firefox::launch`].
#[derive(Clone, Debug)]
pub struct Launch {
    /// Path of the geckodriver program.
    pub geckodriver: PathBuf,
    /// Path of the Firefox program.
    pub firefox: PathBuf,
    /// WebSocket address of the push service (`ws://127.0.0.1:PORT/`). Without
    /// one, `subscribe` fails: no test ever speaks to Mozilla's server.
    pub push_url: Option<String>,
    /// No window on the screen. True by default.
    pub headless: bool,
    /// What every origin may do with notifications unless it is told otherwise
    /// with [`crate::Firefox::set_permission`]. Granted by default;
    /// [`Permission::Prompt`] is what an ordinary browser does.
    pub notifications: Permission,
    /// Size of every page in CSS pixels, `(240, 320)` for a KaiOS phone.
    pub viewport: Option<(u32, u32)>,
    /// Directory of the profile; it is kept. Without one, a fresh profile is
    /// made and removed at the end.
    pub profile: Option<PathBuf>,
    /// More preferences, by name (booleans, integers, strings); they win over
    /// those of this crate.
    pub preferences: Vec<(String, Value)>,
    /// How long one script may take before it is given up.
    pub script_timeout: Duration,
}

impl Launch {
    /// A headless Firefox with a fresh profile and granted notifications.
    pub fn new(geckodriver: impl Into<PathBuf>, firefox: impl Into<PathBuf>) -> Self {
        Self {
            geckodriver: geckodriver.into(),
            firefox: firefox.into(),
            push_url: None,
            headless: true,
            notifications: Permission::Granted,
            viewport: None,
            profile: None,
            preferences: Vec::new(),
            script_timeout: Duration::from_secs(30),
        }
    }
}
