//! Questions that nobody is asked.

use anyhow::{Result, ensure};
use kaipush_browser::{Answer, Permission};
use kaipush_simulator::System;
use serde_json::json;

use crate::harness::{Bare, SOON, Scenario, Scene, only, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    [
        only(
            |profile| profile.system != System::Kaios25 && !profile.packaged,
            scenarios![permission_on_a_soft_key],
        ),
        scenarios![push_permission_with_user_visible],
    ]
    .concat()
}

/// On 3.0 and later only Enter and keys that type are a user's gesture. kaipush's template asks on
/// Enter (`asked_in_the_key_press_though_the_worker_is_slow`).
async fn permission_on_a_soft_key(scene: &Scene<'_>) -> Result<()> {
    let bare = Bare::with_worker(scene, "").await?;
    let origin = bare.app.site().origin();
    scene.firefox().set_permission(&origin, "notifications", Permission::Prompt).await?;
    bare.app.site().put(
        "/app.js",
        "window.onkeydown = function (event) {
            window.answer = '';
            if (event.key === 'Call') {
                navigator.serviceWorker.getRegistration('/').then(function (registration) {
                    return registration.pushManager.subscribe({ userVisibleOnly: true });
                }).catch(function (error) { window.answer = error.name; });
            } else {
                Notification.requestPermission().then(function (answer) { window.answer = answer; });
            }
        };",
    );
    let page = bare.open().await?;
    for (key, expected) in [("SoftLeft", "default"), ("Call", "NotAllowedError")] {
        page.press(key).await?;
        let answer = page.wait_for(SOON, "return window.answer;", &[]).await?;
        ensure!(answer == expected, "{key} was answered {answer}");
        bare.is_warned(&format!("the permission was asked for in {key}: on KaiOS 3")).await?;
    }
    page.press("Enter").await?;
    scene.firefox().answer_prompt(SOON, Answer::Allow).await?;
    page.wait_for(SOON, "return window.answer === 'granted';", &[]).await?;
    ensure!(!bare.has_warned("asked for in Enter"), "Enter is a gesture");
    bare.close().await
}

/// As on a desktop with Chrome; Gecko 48 knows the flag and refuses it (Permissions.cpp). kaipush asks
/// for `notifications` (`withdrawn_while_the_app_is_open`).
async fn push_permission_with_user_visible(scene: &Scene<'_>) -> Result<()> {
    let bare = Bare::with_worker(scene, "").await?;
    let page = bare.app.open().await?;
    let query =
        "return navigator.permissions.query(arguments[0]).then(() => 'answered', () => 'refused');";
    let refused = scene.profile().system == System::Kaios25;
    for (descriptor, expected) in [
        (json!({ "name": "push" }), "answered"),
        (
            json!({ "name": "push", "userVisible": true }),
            if refused { "refused" } else { "answered" },
        ),
    ] {
        let answer = page.run(query, std::slice::from_ref(&descriptor)).await?;
        ensure!(answer == expected, "{descriptor} was {answer}");
    }
    bare.close().await
}
