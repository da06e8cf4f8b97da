//! From a path to the bytes of a file.

use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

use super::rules::Rules;

/// The content at a path and the path it was found under (`/` gives
/// `/index.html`, unless the site has no index); none when there is nothing to serve.
pub(super) async fn find(rules: &Rules, path: &str) -> Option<(String, Vec<u8>)> {
    let mut path = percent_decode_str(path).decode_utf8().ok()?.into_owned();
    if path.ends_with('/') && !rules.read(|rules| rules.no_index) {
        path.push_str("index.html");
    }
    if !is_plain(&path) {
        return None;
    }
    if let Some(single) = rules.read(|rules| rules.files.get(&path).cloned()) {
        return single.map(|content| (path, content));
    }
    for (root, file) in candidates(rules, &path) {
        if let Some(content) = read_below(&root, &file).await {
            return Some((path, content));
        }
    }
    None
}

/// No way up, nothing that some system reads as a way up, and nothing that is hidden, such as `.env`.
fn is_plain(path: &str) -> bool {
    !path.contains(['\\', '\0']) && path.split('/').all(|part| !part.starts_with('.'))
}

/// The mounted directories that may hold a path, the last mounted first.
fn candidates(rules: &Rules, path: &str) -> Vec<(PathBuf, PathBuf)> {
    rules.read(|rules| {
        let mounts = rules.mounts.iter().rev();
        let found = mounts.filter_map(|(prefix, root)| {
            let below = path.strip_prefix(prefix.as_str())?.strip_prefix('/')?;
            Some((root.clone(), root.join(below.trim_start_matches('/'))))
        });
        found.collect()
    })
}

/// Reads a file that really lies in the directory, links followed.
async fn read_below(root: &Path, file: &Path) -> Option<Vec<u8>> {
    let file = tokio::fs::canonicalize(file).await.ok()?;
    if !file.starts_with(root) {
        return None;
    }
    tokio::fs::read(file).await.ok()
}
