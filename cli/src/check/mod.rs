//! `kaipush check`.

mod app;
mod files;
mod key;
mod names;
mod pages;
mod paths;
mod profiles;
mod scripts;
mod workers;

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;
use kaipush_simulator::Profile;

use crate::out::line;
pub use app::{App, WORKERS};
pub use files::Files;
pub use key::CONFIG;
use names::Names;
pub use profiles::profiles;
pub use scripts::KAIPUSH;

/// Says what each KaiOS would make of an app: by its manifest, its pages, and the syntax of its scripts.
///
/// Looks at the app as it is written and at what `kaipush build` made of it. What the phone refuses, and
/// what it passes over in silence: a missing permission or `messages` entry, an address of another app, a
/// script that is not there or that its engine can't read. What may be meant so is a note, and no problem.
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
    let app = App::read(&arguments.folder)?;
    let mut wanted = match &*arguments.profiles {
        [] => app.profiles()?,
        named => named.to_vec(),
    };
    let mut seen = HashSet::new();
    wanted.retain(|profile| seen.insert(*profile));
    let mut names = arguments.names.then(Names::ready).transpose()?;
    let mut groups: Vec<(Vec<String>, Vec<Profile>)> = Vec::new();
    for profile in wanted {
        let mut problems = app.problems(profile);
        if let Some(names) = &mut names {
            problems.extend(names.missing(profile.engine(), &app)?);
        }
        match groups.iter_mut().find(|(known, _)| *known == problems) {
            Some((_, alike)) => alike.push(profile),
            None => groups.push((problems, vec![profile])),
        }
    }
    for (problems, alike) in &groups {
        let names: Vec<_> = alike.iter().map(|profile| profile.name()).collect();
        let result = if problems.is_empty() { " nothing is wrong" } else { "" };
        line(format_args!("{}:{result}", names.join(", ")))?;
        problems.iter().try_for_each(|problem| line(format_args!("  {problem}")))?;
    }
    app.notes().iter().try_for_each(|note| line(format_args!("note: {note}")))?;
    let all: BTreeSet<_> = groups.iter().flat_map(|(problems, _)| problems).collect();
    match all.len() {
        0 => Ok(()),
        1 => bail!("there is 1 problem"),
        count => bail!("there are {count} problems"),
    }
}
