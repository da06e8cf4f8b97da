//! The installer of KaiOS 3 and 4: api-daemon (services/apps/src/manifest.rs), then
//! b2g/components/{PermissionsInstaller,PermissionsTable,ServiceWorkerAssistant}.jsm.

mod messages;

use std::path::Path;

use serde_json::{Value, json};

use super::reading::{Reading, is_absolute, path};
use super::{Asking, Grants, Installed, Refused};
use crate::profile::Profile;

const FILE: &str = "manifest.webmanifest";
/// KaiOS 2.5's, which a package may have instead.
const LEGACY: &str = "manifest.webapp";

/// Installs by `manifest.webmanifest`, a package by `manifest.webapp` where it has no other.
pub(super) fn install(profile: Profile, folder: &Path) -> Result<Installed, Refused> {
    let mut reading = Reading::new(profile, folder, FILE);
    if !reading.has(FILE) && !profile.packaged {
        reading.note("", "there is none: the site opens as a page in the browser, not as an app");
        return Ok(installed(reading, json!({}), "Page".into(), "/".into(), false));
    }
    if !reading.has(FILE) && reading.has(LEGACY) {
        reading = Reading::new(profile, folder, LEGACY);
        let manifest = from_legacy(&reading.open()?);
        reading.note(
            "",
            "is KaiOS 2.5's, and read for want of a manifest.webmanifest; write one, with `start_url` \
             and `b2g_features`",
        );
        return install_by(reading, manifest, profile);
    }
    let manifest = reading.open()?;
    install_by(reading, manifest, profile)
}

/// As api-daemon reads it (`from_legacy`): what stands in `b2g_features` stood above it.
fn from_legacy(legacy: &Value) -> Value {
    let mut features = legacy.clone();
    features["from_legacy"] = json!(true);
    json!({ "name": legacy["name"], "start_url": legacy["launch_path"], "b2g_features": features })
}

fn install_by(
    mut reading: Reading,
    manifest: Value,
    profile: Profile,
) -> Result<Installed, Refused> {
    let name = reading.name(&manifest)?;
    let start = manifest["start_url"].as_str().unwrap_or("/index.html");
    if is_absolute(start) && profile.packaged {
        return Err(reading.refuse("start_url", format!("{start} is no path inside the app")));
    }
    if let Some(lack) = reading.lacks(start) {
        reading.note("start_url", format!("{lack}: an error page opens"));
    }
    let launch_path = path(start);
    messages::check(&mut reading, &manifest["b2g_features"])?;
    permissions(&mut reading, &manifest);
    Ok(installed(reading, manifest, name, launch_path, profile.packaged))
}

fn installed(
    reading: Reading,
    manifest: Value,
    name: String,
    launch_path: String,
    packaged: bool,
) -> Installed {
    let features = &manifest["b2g_features"];
    Installed {
        name,
        launch_path,
        grants: grants(features, packaged),
        messages: messages::listed(features).map(|name| (name, None)).collect(),
        worker: worker(features),
        policy: None,
        app_type: features["type"].as_str().map(str::to_owned),
        findings: reading.findings,
        manifest,
    }
}

/// installPermissions leaves at once where there is no `permissions`, and with it the defaults,
/// `push` among them, are not granted. The type is told by the host: `*.localhost` is `signed`, all
/// else `pwa`.
fn grants(features: &Value, packaged: bool) -> Grants {
    let listed = |name: &str| features["permissions"].get(name).is_some();
    // PROMPT for all, with ALLOW as the default action of signed and core apps. What is not listed is
    // unknown, for which the user is asked, too (ContentPermissionPrompt.jsm).
    let granted = packaged && listed("desktop-notification");
    Grants {
        service_worker: true,
        push: features["permissions"].is_object(),
        notifications: if granted { Asking::Granted } else { Asking::Prompt },
        alarms: listed("alarms"),
    }
}

fn permissions(reading: &mut Reading, manifest: &Value) {
    let features = &manifest["b2g_features"];
    if features["permissions"].is_object() {
        return;
    }
    reading.note(
        "b2g_features.permissions",
        "is missing, and with it what every app gets: `pushManager` can't be reached in the worker, \
         and the user's answer is forgotten when the phone restarts; write {} at least",
    );
    if !manifest["permissions"].is_null() {
        reading.note("permissions", "is KaiOS 2.5's; from 3.0 on it stands in `b2g_features`");
    }
}

/// `{ "script_url": …, "options": { "scope": … } }`.
fn worker(features: &Value) -> Option<(String, String)> {
    let declared = features["serviceworker"].as_object()?;
    let script = path(declared.get("script_url")?.as_str()?);
    let scope = features["serviceworker"]["options"]["scope"].as_str().unwrap_or("/");
    Some((script, path(scope)))
}
