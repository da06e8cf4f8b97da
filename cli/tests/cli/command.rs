//! Calls of the command.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

/// Far more than a browser takes on a busy machine.
pub const SOON: Duration = Duration::from_secs(20);

/// How a call ended.
pub struct Done {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// The command, which is ended by this signal where it takes far longer than it should: one that hangs
/// fails, and nobody waits for ever.
pub fn timed(signal: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new("timeout");
    command.args(["-s", signal, "600", env!("CARGO_BIN_EXE_kaipush")]).args(arguments);
    command
}

/// Calls it in a folder, without any keys in the environment.
pub fn kaipush(folder: &Path, arguments: &[&str]) -> Done {
    let mut command = timed("TERM", arguments);
    command.current_dir(folder);
    for name in ["VAPID_PUBLIC", "VAPID_PRIVATE", "VAPID_SUBJECT"] {
        command.env_remove(name);
    }
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Done { code: status.code().unwrap(), out: text(stdout), err: text(stderr) }
}

impl Done {
    /// What it printed, where it did what it should.
    #[track_caller]
    pub fn works(self) -> String {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self.out
    }

    /// What it said, where it refused.
    #[track_caller]
    pub fn fails(self) -> String {
        assert_eq!(self.code, 1, "{}{}", self.out, self.err);
        self.out + &self.err
    }

    /// What it said, where it was not called as it may be.
    #[track_caller]
    pub fn misused(self) -> String {
        assert_eq!(self.code, 2, "{}{}", self.out, self.err);
        self.err
    }
}

/// Changes a text in a file, which has to be there.
#[track_caller]
pub fn edit(file: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(old), "{old} is not in {}", file.display());
    fs::write(file, text.replace(old, new)).unwrap();
}
