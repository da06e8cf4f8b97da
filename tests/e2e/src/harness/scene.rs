//! One scenario's own app, origin and server.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use kaipush_browser::{Alert, Answer, Firefox, Page, Permission, Report};
use kaipush_push_service::Log;
use kaipush_simulator::manifest::Asking;
use kaipush_simulator::{
    App, Build, Product, Profile, ReferenceServer, Sent, ServerConfig, Stage, template,
};
use serde_json::{Value, json};

use super::{Certain, QUIET, SOON, Workshop, product_folder, told_once};

/// The template app on an origin of its own, configured with the key and the address of a reference
/// server of its own. Nothing is open yet, so files, headers and worker may still be changed
/// (`scene.app.site()`).
pub struct Scene<'a> {
    /// What can be built beside the product.
    pub workshop: &'a Workshop,
    /// The stage, shared with other scenes.
    pub stage: &'a Stage,
    /// The app.
    pub app: App,
    /// The app's server; it knows of no subscription yet.
    pub server: &'a ReferenceServer,
    /// How another server is started, for a second key.
    pub server_config: &'a ServerConfig,
    /// What the push service sees from now on.
    pub log: Log,
}

impl<'a> Scene<'a> {
    pub fn set(
        workshop: &'a Workshop,
        stage: &'a Stage,
        server: &'a ReferenceServer,
        server_config: &'a ServerConfig,
        app: App,
    ) -> Self {
        let log = stage.push().log().from_now();
        app.configure(server.public_key(), &server.report_url());
        Self { workshop, stage, app, server, server_config, log }
    }

    /// Closes the app's tabs.
    pub async fn strike(self) -> Result<()> {
        self.app.close().await
    }

    pub fn profile(&self) -> Profile {
        self.app.profile()
    }

    pub fn product(&self) -> Product {
        self.profile().product()
    }

    /// Whether notifications have `image`, `silent` and `mozbehavior.loopControl` there.
    pub fn has_newer_options(&self) -> bool {
        self.product() == Product::Kaios3 || self.app.build().newer_options
    }

    pub fn firefox(&self) -> &Firefox {
        self.stage.firefox()
    }

    /// Gives the app a worker with code of its own behind kaipush's. Before the app is opened.
    pub fn worker(&self, code: &str) -> Result<()> {
        worker_of(&self.app, &product_folder(self.product())?, "", code)
    }

    /// Gives the app a worker with code before kaipush's. Before the app is opened.
    pub fn worker_after(&self, code: &str) -> Result<()> {
        worker_of(&self.app, &product_folder(self.product())?, code, "")
    }

    /// Gives the app the small worker, with code of its own behind it. Before the app is opened.
    pub fn small_worker(&self, code: &str) -> Result<()> {
        let product = product_folder(self.product())?;
        let name = kaipush_build::app::worker_names(&product)?.pop().unwrap_or_default();
        let site = self.app.site();
        // The app was installed with the full one only.
        site.mount("/", &product)?;
        site.put("/sw.js", format!("importScripts({name:?});\n{code}"));
        Ok(())
    }

    /// Puts another version of the template in the place of the first: its worker has the core of
    /// another crate, and code of its own.
    pub fn install_with_worker(&self, package: &str, code: &str) -> Result<()> {
        self.install_with_worker_on(&self.app, package, code)
    }

    /// The same with another app than the scene's.
    pub fn install_with_worker_on(&self, app: &App, package: &str, code: &str) -> Result<()> {
        let product = self.workshop.with_worker(package)?.join(self.product().folder());
        app.site().mount("/", product.with_extension("app"))?;
        worker_of(app, &product, "", code)
    }

    /// Opens the template and subscribes with the Enter key, as a user does, who also answers where
    /// the system asks.
    pub async fn subscribe(&self) -> Result<Page> {
        let page = self.app.open().await?;
        self.state(&page, if self.asks() { "needs-permission" } else { "ready" }).await?;
        page.press("Enter").await?;
        if self.asks() {
            self.firefox().answer_prompt(SOON, Answer::Allow).await?;
        }
        self.state(&page, "subscribed").await?;
        Ok(page)
    }

    /// The same app installed once more, on this build of the system, and subscribed; the user has
    /// allowed it to show notifications.
    pub async fn subscribe_on(&self, build: Build) -> Result<(App, Page)> {
        let folder = self.app.folder();
        let app = App::install_on(self.stage, self.profile(), build, folder).await?;
        app.configure(self.server.public_key(), &self.server.report_url());
        let origin = app.site().origin();
        self.firefox().set_permission(&origin, "notifications", Permission::Granted).await?;
        let page = app.open().await?;
        self.state(&page, "ready").await?;
        page.press("Enter").await?;
        self.state(&page, "subscribed").await?;
        Ok((app, page))
    }

    /// Opens the template, which the user has allowed to show notifications before.
    pub async fn ready(&self) -> Result<Page> {
        if self.asks() {
            self.permit(Permission::Granted).await?;
        }
        let page = self.app.open().await?;
        self.state(&page, "ready").await?;
        Ok(page)
    }

    /// Sets what the user has chosen in the phone's Settings.
    pub async fn permit(&self, choice: Permission) -> Result<()> {
        let origin = self.app.site().origin();
        self.firefox().set_permission(&origin, "notifications", choice).await
    }

    /// Whether the system asks the user before this app may show notifications.
    pub fn asks(&self) -> bool {
        self.app.installed().grants.notifications == Asking::Prompt
    }

    /// Has the push service forget every subscription, and the browser hear of it.
    pub fn lose_subscriptions(&self) {
        self.stage.push().forget_clients();
        self.stage.push().drop_connections();
    }

    /// Brings something else to front, so that the app is open and hidden.
    pub async fn elsewhere(&self, page: &Page) -> Result<Page> {
        let other = self.firefox().open("about:blank").await?;
        page.wait_for(SOON, "return document.visibilityState === 'hidden';", &[]).await?;
        Ok(other)
    }

    /// Waits until the template shows a state.
    pub async fn state(&self, page: &Page, state: &str) -> Result<()> {
        template::wait_state(page, state).await
    }

    /// Waits until the server knows this many subscriptions, and gives them.
    pub async fn server_knows(&self, count: usize) -> Result<Vec<Value>> {
        self.server_has(count, |_| true).await
    }

    /// The same of subscriptions that all are so.
    pub async fn server_has(
        &self,
        count: usize,
        all: impl Fn(&Value) -> bool,
    ) -> Result<Vec<Value>> {
        let end = Instant::now() + 2 * SOON;
        loop {
            let known = self.server.subscriptions().await?;
            if known.len() == count && known.iter().all(&all) {
                return Ok(known);
            }
            ensure!(Instant::now() < end, "{count} subscriptions of another kind, but: {known:?}");
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// Waits until there is something of this kind.
    pub async fn until<T>(&self, look: impl AsyncFn() -> Result<Option<T>>) -> Result<T> {
        let end = Instant::now() + SOON;
        loop {
            if let Some(found) = look().await? {
                return Ok(found);
            }
            ensure!(Instant::now() < end, "it did not come in {SOON:?}");
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// Sends one push through the reference server and npm's web-push; it must be taken.
    pub async fn send(&self, payload: Value) -> Result<()> {
        for sent in self.post(payload).await? {
            ensure!(sent.status == 201, "the push was answered {}: {}", sent.status, sent.body);
        }
        Ok(())
    }

    /// Sends one push and says what became of it.
    pub async fn post(&self, payload: Value) -> Result<Vec<Sent>> {
        let sent = self.server.send(&json!({ "payload": payload })).await?;
        ensure!(!sent.is_empty(), "the reference server knows no subscription");
        Ok(sent)
    }

    /// Waits for a notification with this title.
    pub async fn alert(&self, title: &str) -> Result<Alert> {
        self.app.alerts().wait(SOON, |alert| alert.title == title).await
    }

    /// That there were this many notifications, closed ones counted, and no more come.
    pub async fn alerts_stay(&self, count: usize) -> Result<Vec<Alert>> {
        tokio::time::sleep(QUIET).await;
        let alerts = self.app.alerts().list().await?;
        let told = format!("{} notifications instead of {count}", alerts.len());
        ensure!(alerts.len() <= count, Certain(told));
        ensure!(alerts.len() == count, told);
        Ok(alerts)
    }

    /// That no core has failed. Its shim shows the same of many a push, so a test of such a one asks.
    pub async fn alive(&self) -> Result<()> {
        let lines = self.firefox().console(&self.app.site().origin()).await?;
        let failed = ["kaipush: push-failed", "kaipush: core-failed", "kaipush: core-restarted"];
        let failed = lines.iter().find(|line| failed.iter().any(|note| line.text.contains(note)));
        match failed {
            Some(line) => bail!("the shim had to help: {}", line.text),
            None => Ok(()),
        }
    }

    /// Waits for a report of the stand-ins (`showNotification`, `openApp`, `openWindow`).
    pub async fn report(&self, kind: &str) -> Result<Value> {
        let is = |report: &Report| report.value["kind"] == kind;
        Ok(self.app.site().wait_report(SOON, is).await?.value)
    }

    /// All reports of one kind.
    pub fn reports(&self, kind: &str) -> Vec<Report> {
        let mut reports = self.app.site().reports();
        reports.retain(|report| report.value["kind"] == kind);
        reports
    }

    /// The one launch that the page has had by now.
    pub async fn launched(&self, page: &Page) -> Result<Value> {
        let mut all = template::wait_launched(page).await?;
        ensure!(all[1].is_null(), Certain(format!("one click, but these launches: {all}")));
        Ok(all[0].take())
    }

    /// The same; no second one comes, and the app's own handler was told of it once, whatever page that was in.
    pub async fn launched_once(&self, page: &Page) -> Result<Value> {
        self.launched(page).await?;
        told_once(&self.app).await?;
        self.launched(page).await
    }

    /// That the app's own handler has put this launch on the screen.
    pub async fn on_screen(&self, page: &Page, launch: &Value) -> Result<()> {
        let shown = "const banner = document.querySelector('.banner');
            return banner && [banner.dataset.via, banner.dataset.action];";
        let shown = page.wait_for(SOON, shown, &[]).await?;
        let expected = json!([launch["via"], launch["action"]]);
        ensure!(shown == expected, "the app shows {shown} instead of {expected}");
        Ok(())
    }

    /// The app's `history()`, by way of the template.
    pub async fn history(&self, page: &Page) -> Result<Value> {
        template::history(page).await
    }

    /// Waits for a line in a worker's or page's console that has this in it.
    pub async fn console(&self, part: &str) -> Result<String> {
        let origin = self.app.site().origin();
        let has = |line: &kaipush_browser::Message| line.text.contains(part);
        Ok(self.firefox().wait_console(&origin, SOON, has).await?.text)
    }
}

/// A worker's script that imports the product's, with code before and behind that.
fn worker_of(app: &App, product: &Path, before: &str, behind: &str) -> Result<()> {
    let name = kaipush_build::app::worker_name(product)?;
    app.site().put("/sw.js", format!("{before}\nimportScripts({name:?});\n{behind}"));
    Ok(())
}
