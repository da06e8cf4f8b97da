//! `kaipush new`.

mod placed;
mod rust;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use clap::Args;
use kaipush_build::app;
use kaipush_model::key::Key;
use serde_json::Value;

use crate::out::{line, typed};
use crate::root::root;
use placed::place;

/// Copies a whole app to make your own of it: the template in JavaScript, or one that is all Rust.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A folder that is empty or not there yet
    folder: PathBuf,
    /// The app in Rust: a crate for the page, one for the worker
    #[arg(long)]
    rust: bool,
    /// The app's name, instead of the folder's
    #[arg(long)]
    name: Option<String>,
    /// Your server's public key; `kaipush keys` makes a pair
    #[arg(long, default_value = "")]
    key: String,
    /// Where your server takes subscriptions, a full URL
    #[arg(long, value_name = "URL", default_value = "")]
    report_to: String,
}

/// An app of this repository.
struct Template {
    folder: &'static str,
    /// What it is called.
    name: &'static str,
    /// Its name in addresses.
    slug: &'static str,
    /// Key and address are in this file.
    config: &'static str,
}

const JAVASCRIPT: Template = Template {
    folder: "app-template",
    name: "Push Inbox",
    slug: "push-inbox",
    config: "js/config.js",
};

const RUST: Template = Template {
    folder: "examples/inbox",
    name: "Rust Inbox",
    slug: "rust-inbox",
    config: "static/js/config.js",
};

/// Files in which it is called so, or that hold key, address, or a path of this repository.
const TEXTS: [&str; 5] = ["html", "js", "webapp", "webmanifest", "toml"];

/// Copies it, with name, key and address in their places.
pub fn run(arguments: &Arguments) -> Result<()> {
    let Arguments { folder, key, report_to, .. } = arguments;
    if !key.is_empty() {
        Key::parse(key).context("--key")?;
    }
    ensure!(
        report_to.is_empty() || is_url(report_to),
        "--report-to: {report_to} is no full URL of http or https; a packaged app has no server of its own"
    );
    let (root, name) = (root()?, arguments.app_name()?);
    let template = if arguments.rust { RUST } else { JAVASCRIPT };
    let mut placed = vec![
        ("key: \"\"", format!("key: {}", Value::from(key.trim()))),
        ("reportTo: \"\"", format!("reportTo: {}", Value::from(&**report_to))),
        (template.name, name.clone()),
        (template.slug, slug(&name)),
    ];
    if arguments.rust {
        placed.extend(rust::placed(&root));
    }
    let change = |text: String| place(&text, &placed);
    let more = |new: &Path| if arguments.rust { rust::finish(&root, new) } else { Ok(()) };
    app::copy(&root.join(template.folder), folder, &TEXTS, change, more)?;

    line(format_args!("{}: {name}, an app for KaiOS 2.5, 3 and 4", folder.display()))?;
    let left = [("`key`", key), ("`reportTo`", report_to)];
    let left: Vec<_> =
        left.iter().filter(|(_, given)| given.is_empty()).map(|(name, _)| *name).collect();
    if !left.is_empty() {
        let config = folder.join(template.config);
        line(format_args!("Next: set {} in {}", left.join(" and "), config.display()))?;
    }
    line(format_args!("Then: kaipush build {} OUT", typed(folder)))
}

fn is_url(text: &str) -> bool {
    let url = text.parse::<http::Uri>();
    url.is_ok_and(|url| {
        matches!(url.scheme_str(), Some("http" | "https"))
            && url.host().is_some_and(|host| !host.is_empty())
    })
}

impl Arguments {
    fn app_name(&self) -> Result<String> {
        let name = match &self.name {
            Some(name) => name.trim().to_owned(),
            None => {
                let folder = std::path::absolute(&self.folder)?;
                folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
            }
        };
        ensure!(!name.is_empty(), "the app needs a name: --name NAME");
        // It stands in HTML, too, and in scripts between quotes.
        let bad = name.chars().find(|c| c.is_control() || "<>&\"\\".contains(*c));
        if let Some(bad) = bad {
            anyhow::bail!(
                "--name: a name with {bad:?} in it has to be written by hand: choose another"
            );
        }
        Ok(name)
    }
}

/// For an address: small letters and digits, with dashes between.
fn slug(name: &str) -> String {
    let mapped: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .collect();
    let words: Vec<_> = mapped.split('-').filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "app".to_owned() } else { words.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_addresses() {
        for (name, expected) in [
            ("My App", "my-app"),
            ("  Café -- 7 ", "caf-7"),
            ("نافذة", "app"),
            ("push-inbox", "push-inbox"),
        ] {
            assert_eq!(slug(name), expected, "{name}");
        }
    }
}
