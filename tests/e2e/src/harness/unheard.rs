//! A subscription that the page never hears of.

use anyhow::Result;
use kaipush_browser::Page;
use serde_json::Value;

use super::SOON;

/// Has the template's page subscribe, and gives the endpoint as soon as the browser has it. The page
/// waits for that for ever.
pub async fn subscribe_unheard(page: &Page) -> Result<Value> {
    let subscribe = "const { subscribe } = PushManager.prototype;
        PushManager.prototype.subscribe = function (...options) {
            return subscribe.apply(this, options).then(subscription => {
                window.subscribed = subscription.endpoint;
                return new Promise(() => {});
            });
        };
        inbox.push.subscribe();";
    page.run(subscribe, &[]).await?;
    page.wait_for(SOON, "return window.subscribed;", &[]).await
}
