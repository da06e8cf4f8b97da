//! `kaipush phone`.

mod apps;
mod screen;
mod shot;

use std::path::PathBuf;

use anyhow::{Result, bail, ensure};
use clap::Args;
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};
use kaipush_simulator::{Build, Phone, PhoneConfig, Profile, StageConfig, System};
use tokio::runtime::Runtime;

use crate::root::root;
use apps::Apps;

/// Opens a phone to look at, with the template or an app of yours.
///
/// It is a real Firefox that behaves as the phone does where an app can tell. What a phone passes over in
/// silence it says. An app that kaipush has to be put into is built first.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The app's folder; without one it is the template
    app: Option<PathBuf>,
    /// The system, and how the app comes onto it, such as kaios3 or kaios25-hosted
    #[arg(long = "for", value_name = "PROFILE", default_value_t = Profile::ALL[0])]
    profile: Profile,
    /// Which KaiOS 2.5, where it is one: 2.5.1, or 2.5.4, whose notifications have more options
    #[arg(long = "kaios", value_name = "VERSION")]
    build: Option<Build>,
    /// Takes the README's picture instead, without a screen
    #[arg(long, value_name = "FILE")]
    shot: Option<PathBuf>,
}

/// Opens it, until its window is closed.
pub fn run(arguments: &Arguments) -> Result<()> {
    let Arguments { app, shot, .. } = arguments;
    if let Some(app) = app {
        ensure!(app.is_dir(), "there is no folder {}: name the app's", app.display());
    }
    ensure!(
        arguments.build.is_none() || arguments.profile.system == System::Kaios25,
        "--kaios chooses among the versions of 2.5, and {} is none",
        arguments.profile
    );
    if shot.is_none() {
        screen::is_there()?;
    }
    let tools = Tools::locate_or_install(Needs::BROWSER, &Progress::stderr())?;
    let mut config = arguments.config(&tools)?;
    config.stage.launch.headless = shot.is_some();
    config.print = true;
    Runtime::new()?.block_on(async {
        let mut phone = unless(ended(), Phone::start(config)).await?;
        if let Some(file) = shot {
            let shot = unless(ended(), shot::take(&mut phone, file)).await;
            return phone.close().await.and(shot);
        }
        phone.run().await?;
        // Who has closed the window has closed the browser.
        let _ = phone.close().await;
        Ok(())
    })
}

impl Arguments {
    /// The phone with the app, and with the app's server.
    fn config(&self, tools: &Tools) -> Result<PhoneConfig> {
        let root = root()?;
        let server = (root.join("examples/server/server.js"), tools.node_modules());
        let apps = Apps::new(root, tools.clone(), self.app.clone());
        apps.prepare()?;
        let stage = StageConfig::new(tools.geckodriver()?, tools.firefox()?);
        let folder = move |profile| apps.folder(profile);
        let mut config = PhoneConfig::with_folders(stage, self.profile, folder);
        config.build = self.build.unwrap_or_default();
        config.server = Some(server);
        Ok(config)
    }
}

/// By Ctrl-C. Who has once listened for it is never ended by it any more, and so has to go on listening.
async fn ended() {
    let _ = tokio::signal::ctrl_c().await;
}

/// Does the work, or drops it with all that it holds when it is ended before.
async fn unless<T>(
    ended: impl Future<Output = ()>,
    work: impl Future<Output = Result<T>>,
) -> Result<T> {
    tokio::select! {
        biased;
        () = ended => bail!("ended by Ctrl-C"),
        done = work => done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ended_leaves_no_folder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_owned();
        let work = async move {
            let _held = folder;
            std::future::pending::<Result<()>>().await
        };
        let soon = async { tokio::time::sleep(std::time::Duration::from_millis(10)).await };
        let done = Runtime::new().unwrap().block_on(unless(soon, work));
        assert!(done.is_err() && !path.exists());
    }
}
