//! Texts far larger than the core's first memory: it has to grow, and nothing may be lost in it.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::harness::{SOON, Scenario, Scene, scenarios};

pub fn scenarios() -> Vec<Scenario> {
    scenarios![large_text_through_the_page, large_text_through_the_worker]
}

/// 128 KiB is where memory begins.
const LARGE: usize = 400_000;

async fn large_text_through_the_page(scene: &Scene<'_>) -> Result<()> {
    let page = scene.ready().await?;
    // Three bytes are four characters of base64; every byte is compared.
    let decode = "let binary = '';
        for (let at = 0; at < arguments[0] / 4 * 3; at++) binary += String.fromCharCode(at * 7 % 251);
        const bytes = kaipush.urlB64ToUint8Array(btoa(binary));
        let wrong = 0;
        for (let at = 0; at < binary.length; at++) if (bytes[at] !== binary.charCodeAt(at)) wrong++;
        return [bytes.length, wrong];";
    for _ in 0..3 {
        let decoded = page.run(decode, &[json!(LARGE)]).await?;
        ensure!(decoded == json!([LARGE / 4 * 3, 0]), "decoded, wrong: {decoded}");
    }
    Ok(())
}

async fn large_text_through_the_worker(scene: &Scene<'_>) -> Result<()> {
    // In both directions: the app's text in, the notification's text out.
    scene.worker(&format!(
        "kaipush.onpush = function (message) {{
            var body = '';
            while (body.length < {LARGE}) body += message.title + body.length + ';';
            self.expected = body;
            return {{ title: message.title, body: body }};
        }};
        var show = self.kaipushReport;
        self.kaipushReport = function (report) {{
            if (report.kind !== 'showNotification') return show(report);
            return show({{ kind: 'large', length: report.options.body.length,
                           same: report.options.body === self.expected }});
        }};"
    ))?;
    scene.subscribe().await?;
    for title in ["Erste", "Zweite \u{1F375}"] {
        scene.app.site().clear_reports();
        scene.send(json!({ "title": title })).await?;
        scene.app.alerts().wait(SOON, |alert| alert.title == title).await?;
        let shown = scene.report("large").await?;
        ensure!(shown["same"] == true, "not what went in: {shown}");
        ensure!(shown["length"].as_u64() >= Some(LARGE as u64), "too short: {shown}");
    }
    scene.alerts_stay(2).await?;
    Ok(())
}
