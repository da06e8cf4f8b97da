//! Everything that one phone needs, started: for the demo, and for a benchmark.

use anyhow::Result;
use kaipush_browser::Permission;
use kaipush_build::tools::Tools;
use kaipush_simulator::manifest::Asking;
use kaipush_simulator::template::wait_state;
use kaipush_simulator::{App, Profile, ReferenceServer, ServerConfig, Stage, StageConfig};
use tempfile::TempDir;

use crate::root::root;

/// Push service, Firefox, the app's server, and the template with the product inside.
pub struct House {
    pub stage: Stage,
    pub server: ReferenceServer,
    pub app: App,
    _installed: TempDir,
}

impl House {
    /// Starts it all.
    pub async fn open(tools: &Tools, profile: Profile) -> Result<Self> {
        let installed = TempDir::with_prefix("kaipush-house-")?;
        let folder = root().join("dist").join(profile.product().folder());
        kaipush_build::app::install(&folder, &root().join("app-template"), installed.path())?;

        let stage = Stage::start(StageConfig::new(tools.geckodriver()?, tools.firefox()?)).await?;
        let server = ReferenceServer::start(&ServerConfig {
            script: root().join("examples/server/server.js"),
            node_modules: tools.node_modules(),
            certificate: Some(stage.certificate().into()),
            keys: None,
            store: None,
            print: false,
        })
        .await?;
        let app = App::install(&stage, profile, installed.path()).await?;
        app.configure(server.public_key(), &server.report_url());
        Ok(Self { stage, server, app, _installed: installed })
    }

    /// Does something in it, and ends all of it whatever came of that.
    pub async fn play(self, work: impl AsyncFnOnce(&Self) -> Result<()>) -> Result<()> {
        let played = work(&self).await;
        let closed = self.app.close().await;
        let stopped = self.stage.stop().await;
        played.and(closed).and(stopped)
    }
}

/// The user lets the template notify, it subscribes, and is closed.
pub async fn subscribe(stage: &Stage, app: &App) -> Result<()> {
    if app.installed().grants.notifications == Asking::Prompt {
        let (origin, granted) = (app.site().origin(), Permission::Granted);
        stage.firefox().set_permission(&origin, "notifications", granted).await?;
    }
    let page = app.open().await?;
    wait_state(&page, "ready").await?;
    page.press("Enter").await?;
    wait_state(&page, "subscribed").await?;
    app.leave().await
}
