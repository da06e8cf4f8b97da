//! `kaipush keys`.

mod file;

use anyhow::Result;
use clap::Args;
use kaipush_sender::KeyPair;

use crate::out::line;
pub use file::Keys;

/// Makes the key pair (VAPID) of an app's server.
#[derive(Debug, Args)]
pub struct Arguments {
    /// As {"publicKey": …, "privateKey": …}, npm's form; else as lines for an environment
    #[arg(long)]
    json: bool,
}

/// Prints a new pair.
pub fn run(arguments: &Arguments) -> Result<()> {
    let pair = KeyPair::generate()?;
    let (public, private) = (pair.public().to_owned(), pair.private().to_owned());
    let keys = Keys { public, private, place: String::new() };
    line(if arguments.json { keys.json() } else { keys.lines() })?;
    eprintln!(
        "The public key goes into the app, the private one stays on its server. Keep both: an app \
         that has subscribed with this key can be reached with no other."
    );
    Ok(())
}
