//! What the system has decided about an app, given to the browser and to the app's site.

use std::sync::Arc;

use anyhow::Result;
use kaipush_browser::{Firefox, Permission, Site};
use tokio::task::JoinHandle;

use crate::build::Build;
use crate::manifest::{Asking, Finding, Installed};
use crate::prelude::Prelude;
use crate::profile::{Profile, System as Name};
use crate::system::{Shared, System};

/// Pushes without a notification that a PWA of KaiOS 3 may get (`dom.push.maxQuotaPerSubscription`).
const QUOTA: u32 = 16;
/// 2.5 refills the quota with each push, and packages of KaiOS 3 have none (PushRecord.jsm of both).
const NO_QUOTA: u32 = 1_000_000;
/// So many milliseconds after a click windows may be opened on KaiOS 3 (`dom.serviceWorkers.disable_open_click_delay` in
/// b2g/app/b2g.js); today's Firefox has the preference by another name.
const CLICK_DELAY: u32 = 5000;
const CLICK_DELAY_NAME: &str = "dom.webnotifications.disable_open_click_delay";
/// Stands before a system message, see scripts/kaios3/system-message-event.js.
pub(crate) const SECRET: &str = "kaipush-simulator-system-message:";

/// Sets what the app may do before anybody is asked.
pub(crate) async fn grant(firefox: &Firefox, site: &Site, app: &Installed) -> Result<()> {
    let permission = match app.grants.notifications {
        Asking::Granted => Permission::Granted,
        Asking::Prompt | Asking::Never => Permission::Prompt,
    };
    firefox.set_permission(&site.origin(), "notifications", permission).await
}

/// Gives the browser and the site all else that the system has decided, and notes what of it the
/// browser refuses.
pub(crate) async fn begin(
    profile: Profile,
    build: Build,
    firefox: &Arc<Firefox>,
    site: &Arc<Site>,
    app: &mut Installed,
    shared: Shared,
) -> Result<JoinHandle<()>> {
    site.clear_headers();
    if let Some(policy) = app.system_policy(profile) {
        // Both hold: a manifest can only forbid more.
        let own = app.policy.iter().map(String::as_str);
        let policies: Vec<_> = std::iter::once(policy).chain(own).collect();
        site.header_everywhere("Content-Security-Policy", &policies.join(", "))?;
    }
    let has_quota = !profile.packaged && profile.system != Name::Kaios25;
    let quota = if has_quota { QUOTA } else { NO_QUOTA };
    firefox.set_preference("dom.push.maxQuotaPerSubscription", quota).await?;
    firefox.set_preference(CLICK_DELAY_NAME, CLICK_DELAY).await?;

    let prelude = Prelude::new(profile, build, app, SECRET);
    let system = System::new(profile.system, firefox.clone(), site.clone(), app, prelude, shared);
    if let Some((script, scope)) = &app.worker
        && let Err(error) = firefox.register_worker(&site.url(scope), &site.url(script)).await
    {
        // The app is there all the same, and can be opened.
        app.findings.push(Finding {
            place: "b2g_features.serviceworker".to_owned(),
            text: format!("{script} can't be registered: {error:#}"),
        });
    }
    Ok(tokio::spawn(system.run()))
}

/// The host of a package: `Push Inbox` → `push-inbox` (`.localhost`).
pub(crate) fn host(name: &str) -> String {
    let letters =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' });
    let host: String = letters.collect();
    match host.trim_matches('-') {
        "" => "app".to_owned(),
        host => host.to_owned(),
    }
}
