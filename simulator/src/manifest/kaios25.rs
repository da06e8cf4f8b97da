//! The installer of KaiOS 2.5: dom/apps/{Webapps,AppsUtils,PermissionsTable,PermissionsInstaller}.jsm.

use std::path::Path;

use serde_json::Value;

use super::reading::{Reading, is_absolute, path};
use super::{Asking, Grants, Installed, Refused};
use crate::profile::{Profile, System};

/// The system message of `openApp`.
pub(crate) const OPEN_APP: &str = "serviceworker-notification";

/// Installs by `manifest.webapp`.
pub(super) fn install(packaged: bool, folder: &Path) -> Result<Installed, Refused> {
    let profile = Profile { system: System::Kaios25, packaged };
    let mut reading = Reading::new(profile, folder, "manifest.webapp");
    let manifest = reading.open()?;
    let name = reading.name(&manifest)?;
    let app_type = app_type(&reading, &manifest, packaged)?;
    let launch_path = launch_path(&mut reading, &manifest)?;
    let messages = messages(&mut reading, &manifest)?;
    let grants = grants(&mut reading, &manifest);
    if grants.notifications == Asking::Granted {
        opens(&mut reading, &messages, &launch_path);
    }
    if !manifest["b2g_features"].is_null() {
        reading
            .note("b2g_features", "is KaiOS 3's; 2.5 reads `permissions` and `messages` above it");
    }
    let privileged = matches!(&*app_type, "privileged" | "certified");
    Ok(Installed {
        name,
        launch_path,
        grants,
        messages,
        worker: None,
        policy: manifest["csp"].as_str().filter(|_| privileged).map(str::to_owned),
        app_type: Some(app_type),
        findings: reading.findings,
        manifest,
    })
}

/// Only a package can have more rights than a web page.
fn app_type(reading: &Reading, manifest: &Value, packaged: bool) -> Result<String, Refused> {
    let app_type = manifest["type"].as_str().unwrap_or("web");
    match app_type {
        "web" | "hosted" => Ok(app_type.to_owned()),
        "privileged" | "certified" if packaged => Ok(app_type.to_owned()),
        "privileged" | "certified" => Err(reading.refuse(
            "type",
            format!("a hosted app can't be {app_type} (INVALID_SECURITY_LEVEL); write \"web\""),
        )),
        _ => Err(reading.refuse(
            "type",
            format!("there is no type {app_type:?}; there are web, hosted, privileged, certified"),
        )),
    }
}

fn launch_path(reading: &mut Reading, manifest: &Value) -> Result<String, Refused> {
    let href = manifest["launch_path"].as_str().unwrap_or("/index.html");
    if is_absolute(href) {
        return Err(reading.refuse("launch_path", format!("{href} is no path inside the app")));
    }
    if let Some(lack) = reading.lacks(href) {
        reading.note("launch_path", format!("{lack}: an error page opens"));
    }
    Ok(path(href))
}

fn messages(
    reading: &mut Reading,
    manifest: &Value,
) -> Result<Vec<(String, Option<String>)>, Refused> {
    let listed = match &manifest["messages"] {
        Value::Null => return Ok(Vec::new()),
        Value::Array(listed) => listed,
        _ => return Err(reading.refuse("messages", "is a list: [{ \"NAME\": \"/PAGE\" }]")),
    };
    let mut messages = Vec::new();
    for entry in listed {
        match entry {
            // A name alone means the launch_path.
            Value::String(name) => messages.push((name.clone(), None)),
            Value::Object(pairs) if pairs.len() == 1 => {
                for (name, href) in pairs {
                    let Some(href) = href.as_str().filter(|href| !is_absolute(href)) else {
                        let why = format!("the page of {name} is no path inside the app");
                        return Err(reading.refuse("messages", why));
                    };
                    messages.push((name.clone(), Some(path(href))));
                }
            }
            _ => {
                let why = "each entry is an object with one member: { \"NAME\": \"/PAGE\" }";
                return Err(reading.refuse("messages", why));
            }
        }
    }
    Ok(messages)
}

/// All three are ALLOW for every type, if they are listed.
fn grants(reading: &mut Reading, manifest: &Value) -> Grants {
    let listed = |name: &str| manifest["permissions"].get(name).is_some();
    if !manifest["permissions"].is_null() && !manifest["permissions"].is_object() {
        reading.note("permissions", "is no object, so nothing is granted: { \"push\": {}, … }");
    }
    for (name, consequence) in [
        ("serviceworker", "there is no navigator.serviceWorker"),
        ("push", "subscribe() never answers, and the system may end the app for it"),
        ("desktop-notification", "requestPermission() answers \"default\" without asking"),
    ] {
        if !listed(name) {
            reading.note("permissions", format!("`{name}` is not listed: {consequence}"));
        }
    }
    let notifications =
        if listed("desktop-notification") { Asking::Granted } else { Asking::Never };
    Grants {
        service_worker: listed("serviceworker"),
        push: listed("push"),
        notifications,
        alarms: listed("alarms"),
    }
}

/// Whether `openApp` reaches a page.
fn opens(reading: &mut Reading, messages: &[(String, Option<String>)], launch_path: &str) {
    let Some((_, href)) = messages.iter().find(|(name, _)| name == OPEN_APP) else {
        let why = format!(
            "`{OPEN_APP}` is not listed: openApp resolves, and nothing opens; \
             write {{ \"{OPEN_APP}\": \"{launch_path}\" }}"
        );
        return reading.note("messages", why);
    };
    let href = href.as_deref().unwrap_or(launch_path);
    if let Some(lack) = reading.lacks(href) {
        reading.note("messages", format!("the page of {OPEN_APP}: {lack}"));
    }
}
