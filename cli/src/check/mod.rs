//! `kaipush check`.

mod names;
mod profiles;
mod scripts;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;
use kaipush_build::RustApp;
use kaipush_simulator::{Profile, manifest};

use names::Names;
pub use profiles::profiles;
pub use scripts::Scripts;

/// Says what each KaiOS would make of an app: by its manifest, and by the syntax of its scripts.
///
/// Looks at the app as it is written and at what `kaipush build` made of it. What the phone refuses, and
/// what it passes over in silence: a missing permission or `messages` entry, an address of another app, a
/// script that its engine can't read.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The app's folder
    folder: PathBuf,
    /// A system, and how the app comes onto it, such as kaios25 or kaios3-hosted (may be repeated); else those
    /// whose manifest, and whose kaipush, is in the folder
    #[arg(long = "for", value_name = "PROFILE")]
    profiles: Vec<Profile>,
    /// Also looks for functions, classes and CSS that an engine lacks; takes what `kaipush build` installs
    #[arg(long)]
    names: bool,
}

/// Prints what is wrong, for all systems with the same problems at once.
pub fn run(arguments: &Arguments) -> Result<()> {
    let Arguments { folder, profiles: named, names } = arguments;
    // What a phone gets of an app in Rust, but for what is built.
    let files = RustApp::in_folder(folder).map(|app| app.files);
    let folder = files.as_ref().unwrap_or(folder);
    let profiles = if named.is_empty() { profiles(folder)? } else { named.clone() };
    let scripts = Scripts::read(folder)?;
    let mut names = names.then(Names::ready).transpose()?;
    let mut groups: Vec<(Vec<String>, Vec<Profile>)> = Vec::new();
    for profile in profiles {
        let mut problems = problems(profile, folder, &scripts);
        problems.extend(scripts.missing(false));
        if let Some(names) = &mut names {
            problems.extend(names.missing(profile.engine(), folder, &scripts)?);
        }
        match groups.iter_mut().find(|(known, _)| *known == problems) {
            Some((_, alike)) => alike.push(profile),
            None => groups.push((problems, vec![profile])),
        }
    }
    for (problems, alike) in &groups {
        let names: Vec<_> = alike.iter().map(|profile| profile.name()).collect();
        let result = if problems.is_empty() { " nothing is wrong" } else { "" };
        println!("{}:{result}", names.join(", "));
        problems.iter().for_each(|problem| println!("  {problem}"));
    }
    match groups.iter().flat_map(|(problems, _)| problems).count() {
        0 => Ok(()),
        1 => bail!("there is 1 problem"),
        count => bail!("there are {count} problems"),
    }
}

/// What one system makes of an app.
pub fn problems(profile: Profile, folder: &Path, scripts: &Scripts) -> Vec<String> {
    let mut problems = match manifest::install(profile, folder) {
        Err(refused) => vec![refused.to_string()],
        Ok(installed) => {
            let findings = installed.findings.iter().map(ToString::to_string);
            let is_package = installed.system_policy(profile).is_some();
            findings.chain(scripts.refused().filter(|_| is_package)).collect()
        }
    };
    problems.extend(scripts.unreadable(profile.engine()));
    problems
}
