//! Scripts that a script names.

/// The paths by which a text names a file, outside of comments: `js/kaipush-sw.js`.
pub fn named(text: &str, file: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for (at, _) in text.match_indices(file) {
        let line = text[..at].rsplit('\n').next().unwrap_or_default();
        let folder = line.rsplit(['"', '\'', '`', '=', '(', ' ', '\t']).next().unwrap_or_default();
        // `my-kaipush-sw.js` is another file.
        if !is_comment(line) && (folder.is_empty() || folder.ends_with('/')) {
            paths.push(format!("{folder}{file}"));
        }
    }
    paths
}

/// Whether a line that begins so is one of a comment. No parser: comments have their own lines.
fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("//")
        || line.starts_with(['*'])
        || line.starts_with("/*") && !line.contains("*/")
}
