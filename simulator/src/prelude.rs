//! What stands in front of an app's own scripts.

use serde_json::{Value, json};

use crate::build::Build;
use crate::dictionary::Dictionary;
use crate::manifest::{Asking, Installed};
use crate::profile::{Profile, System};

/// One function around the files in `scripts/`: they share `SYSTEM`, what the simulator knows, and
/// `report`, `warn` and `reject` of the first of them.
macro_rules! scripts {
    ($($file:literal),+ $(,)?) => {
        concat!($(include_str!(concat!("../scripts/", $file)), "\n"),+)
    };
}

const WORKER_25: &str = scripts![
    "report.js",
    "user-agent.js",
    "options.js",
    "kaios25/permissions.js",
    "kaios25/process.js",
    "kaios25/interaction.js",
    "kaios25/clients.js",
    "kaios25/older-builds.js",
    "events.js",
];
const PAGE_25: &str = scripts![
    "report.js",
    "user-agent.js",
    "options.js",
    "kaios25/permissions.js",
    "kaios25/apps.js",
    "kaios25/messages.js",
];
const WORKER_3: &str = scripts![
    "report.js",
    "user-agent.js",
    "options.js",
    "kaios3/permissions.js",
    "kaios3/clients.js",
    "kaios3/system-messages.js",
    "kaios3/system-message-event.js",
    "events.js",
];
/// Behind it for sites; nobody is asked whether to install a package.
const INSTALLABLE: &str = scripts!["kaios3/installable.js"];
const PAGE_3: &str = scripts![
    "report.js",
    "user-agent.js",
    "options.js",
    "kaios3/gesture.js",
    "kaios3/system-messages.js",
];

/// What the scripts of one app are told.
pub(crate) struct Prelude {
    profile: Profile,
    facts: Value,
}

impl Prelude {
    pub(crate) fn new(profile: Profile, build: Build, app: &Installed, secret: &str) -> Self {
        let messages = app.messages.iter();
        let messages =
            messages.map(|(name, href)| (name, href.as_ref().unwrap_or(&app.launch_path)));
        let dictionary = Dictionary::of(profile.system, build);
        let facts = json!({
            "name": profile.system.to_string(),
            "userAgent": profile.user_agent(build),
            "options": dictionary.options,
            "behavior": dictionary.behavior,
            "build": build,
            "grants": {
                "serviceWorker": app.grants.service_worker,
                "push": app.grants.push,
                "notifications": app.grants.notifications != Asking::Never,
                "alarms": app.grants.alarms,
            },
            "manifest": app.manifest,
            "messages": messages.collect::<Vec<_>>(),
            "secret": secret,
        });
        Self { profile, facts }
    }

    /// In front of the service worker.
    pub(crate) fn worker(&self) -> String {
        let scripts = match (self.profile.system, self.profile.packaged) {
            (System::Kaios25, _) => WORKER_25,
            (System::Kaios3 | System::Kaios4, true) => WORKER_3,
            (System::Kaios3 | System::Kaios4, false) => &format!("{WORKER_3}{INSTALLABLE}"),
        };
        self.wrap(scripts, &self.facts)
    }

    /// In front of every page; `pending` are the system messages that wait (2.5).
    pub(crate) fn page(&self, pending: &[Value]) -> String {
        let scripts = match self.profile.system {
            System::Kaios25 => PAGE_25,
            System::Kaios3 | System::Kaios4 => PAGE_3,
        };
        let mut facts = self.facts.clone();
        facts["pending"] = json!(pending);
        self.wrap(scripts, &facts)
    }

    /// The engine goes first: what it takes away is not for these scripts either, but `report`'s own.
    fn wrap(&self, scripts: &str, facts: &Value) -> String {
        let engine = self.profile.engine().prelude();
        format!("{engine}\n(function (self, SYSTEM) {{\n{scripts}}}(self, {facts}));")
    }
}
