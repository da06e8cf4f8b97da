//! A worker registered without kaipush.

use anyhow::Result;
use kaipush_browser::Page;
use serde_json::json;

/// Registers a worker from a page, and waits until it is active.
pub async fn register(page: &Page, worker: &str, scope: &str) -> Result<()> {
    let register = "const [script, scope] = arguments;
        const registration = await navigator.serviceWorker.register(script, { scope });
        const worker = registration.installing || registration.waiting || registration.active;
        while (worker.state !== 'activated') {
            if (worker.state === 'redundant') throw new Error('the worker became redundant');
            await new Promise(later => setTimeout(later, 20));
        }";
    page.run(register, &[json!(worker), json!(scope)]).await.map(drop)
}
