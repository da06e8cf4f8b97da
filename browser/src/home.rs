//! What Firefox refuses to start with.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::process::Command;

/// Started by root, Firefox refuses each of these that belongs to somebody else.
const REFUSED: [&str; 3] = ["HOME", "XAUTHORITY", "XDG_RUNTIME_DIR"];

/// Makes root's Firefox start below this command, where the environment is another user's, as in
/// containers of CI and after `sudo -E`: what is refused goes, and HOME becomes `own`, a folder that
/// this process has made.
pub fn own_home(command: &mut Command, own: &Path) {
    let root = own.metadata().is_ok_and(|data| data.uid() == 0);
    for name in REFUSED {
        let owner = std::env::var_os(name).and_then(|path| Path::new(&path).metadata().ok());
        if root && owner.is_some_and(|data| data.uid() != 0) {
            command.env_remove(name);
            if name == "HOME" {
                command.env(name, own);
            }
        }
    }
}
