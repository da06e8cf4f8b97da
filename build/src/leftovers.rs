//! Folders that an interrupted run began and never gave their name.

use std::fs;
use std::path::Path;
use std::time::Duration;

/// Removes the folders below `parent` that begin with `prefix` and were last written to longer ago
/// than `age`. What can't be removed stays for the next time: it is in nobody's way.
pub(crate) fn remove(parent: &Path, prefix: &str, age: Duration) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        if !entry.file_name().to_string_lossy().starts_with(prefix) {
            continue;
        }
        let written = entry.metadata().and_then(|data| data.modified());
        if written.is_ok_and(|time| time.elapsed().is_ok_and(|passed| passed >= age)) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_ones_go_and_all_else_stays() {
        let folder = tempfile::tempdir().unwrap();
        for name in [".making-a", "made"] {
            fs::create_dir_all(folder.path().join(name).join("inside")).unwrap();
        }
        remove(folder.path(), ".making-", Duration::from_secs(3600));
        assert!(folder.path().join(".making-a").is_dir(), "somebody is at work in it");
        remove(folder.path(), ".making-", Duration::ZERO);
        assert!(!folder.path().join(".making-a").exists());
        assert!(folder.path().join("made").is_dir());
    }
}
