//! `cargo xtask phone`: a phone to look at.

mod apps;
mod screen;
mod shot;

use std::path::PathBuf;

use anyhow::{Result, bail, ensure};
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};
use kaipush_simulator::{Phone, PhoneConfig, Profile, StageConfig};
use tokio::runtime::Runtime;

use crate::dist;
use crate::root::root;
use apps::Apps;

/// What the command line says: `[PROFILE] [APP-FOLDER] [--shot FILE]`.
#[derive(Debug, PartialEq)]
struct Wanted {
    profile: Profile,
    app: Option<PathBuf>,
    shot: Option<PathBuf>,
}

/// Opens the phone with the template, or with the app in a folder.
pub fn run(arguments: &[String]) -> Result<()> {
    let Wanted { profile, app, shot } = read(arguments)?;
    if shot.is_none() {
        screen::is_there()?;
    }
    let progress = Progress::stderr();
    let tools = Tools::locate_or_install(Needs::BROWSER, &progress)?;
    let mut config = config(&tools, &progress, profile, app)?;
    config.stage.launch.headless = shot.is_some();
    config.print = true;
    Runtime::new()?.block_on(async {
        let mut phone = unless(ended(), Phone::start(config)).await?;
        if let Some(file) = shot {
            let shot = unless(ended(), shot::take(&mut phone, &file)).await;
            return phone.close().await.and(shot);
        }
        phone.run().await?;
        // Who has closed the window has closed the browser.
        let _ = phone.close().await;
        Ok(())
    })
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

/// A headless phone with the app's server, and with the template unless it is another app.
pub fn config(
    tools: &Tools,
    progress: &Progress,
    profile: Profile,
    app: Option<PathBuf>,
) -> Result<PhoneConfig> {
    let apps = Apps::new(app);
    if apps.take_kaipush() {
        dist::make(tools, progress)?;
    }
    let stage = StageConfig::new(tools.geckodriver()?, tools.firefox()?);
    let mut config = PhoneConfig::with_folders(stage, profile, move |profile| apps.folder(profile));
    config.server = Some((root().join("examples/server/server.js"), tools.node_modules()));
    Ok(config)
}

fn read(arguments: &[String]) -> Result<Wanted> {
    let (mut profile, mut app, mut shot) = (None, None, None);
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        if argument == "--shot" {
            let Some(file) = arguments.next() else { bail!("--shot FILE") };
            shot = Some(file.into());
        } else if let (None, Ok(named)) = (profile, argument.parse::<Profile>()) {
            profile = Some(named);
        } else {
            let folder = PathBuf::from(argument);
            ensure!(app.is_none(), "cargo xtask phone [PROFILE] [APP-FOLDER] [--shot FILE]");
            // A slip in the profile's name is more likely than a folder that is not there.
            if !folder.is_dir() {
                let unknown = argument.parse::<Profile>().err();
                let unknown = unknown.map(|error| error.to_string()).unwrap_or_default();
                bail!("there is no folder {argument}; {unknown}");
            }
            app = Some(folder);
        }
    }
    Ok(Wanted { profile: profile.unwrap_or(Profile::ALL[0]), app, shot })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_line(line: &str) -> Result<Wanted> {
        read(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

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

    #[test]
    fn arguments_come_in_any_order() {
        let src = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        let wanted = read_line(&format!("{src} kaios3 --shot a.png")).unwrap();
        assert_eq!(wanted.profile.name(), "kaios3-hosted");
        assert_eq!((wanted.app, wanted.shot), (Some(src.into()), Some("a.png".into())));
        assert_eq!(read_line("").unwrap().profile, Profile::ALL[0]);
        let error = read_line("kaios5").unwrap_err().to_string();
        assert!(error.contains("there is no profile `kaios5`"), "{error}");
        assert!(read_line("--shot").is_err());
    }
}
