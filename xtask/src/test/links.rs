//! Links between the project's own texts.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

/// Folders that are not ours to read, or are made.
const OTHERS: [&str; 3] = ["target", "dist", "node_modules"];

/// Every link in every Markdown file leads to a file, folder or heading of the repository.
pub fn check(root: &Path) -> Result<()> {
    let mut dead = Vec::new();
    for file in texts(root)? {
        let text = read(&file)?;
        for link in links(&text).filter(|link| !link.contains("://")) {
            if !leads(&file, link)? {
                dead.push(format!("{}: {link}", file.strip_prefix(root)?.display()));
            }
        }
    }
    ensure!(dead.is_empty(), "links that lead nowhere:\n{}", dead.join("\n"));
    Ok(())
}

fn texts(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !name.starts_with('.') && !OTHERS.contains(&&*name) {
            found.extend(texts(&path)?);
        } else if name.ends_with(".md") {
            found.push(path);
        }
    }
    Ok(found)
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

/// What stands in `](…)`.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link)
}

fn leads(from: &Path, link: &str) -> Result<bool> {
    let (path, heading) = link.split_once('#').unwrap_or((link, ""));
    let target = match path {
        "" => from.to_owned(),
        path => from.parent().unwrap_or(from).join(path),
    };
    if heading.is_empty() || !target.is_file() {
        return Ok(target.exists());
    }
    Ok(read(&target)?
        .lines()
        .filter(|line| line.starts_with('#'))
        .any(|line| anchor(line) == heading))
}

/// The name that a page of Markdown gives to a heading.
fn anchor(heading: &str) -> String {
    let words = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = words.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dead_links_are_found() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("docs")).unwrap();
        let readme =
            "[a](docs/a.md#what-it-cant-do) [b](docs/) [c](https://a.example/x) [d](#top)\n# Top";
        fs::write(root.path().join("README.md"), readme).unwrap();
        let page = "[up](../README.md) [x](b.md) [y](../README.md#bottom)\n## What it can't do";
        fs::write(root.path().join("docs/a.md"), page).unwrap();
        let error = check(root.path()).unwrap_err().to_string();
        let dead: Vec<_> = error.lines().skip(1).collect();
        assert_eq!(dead, ["docs/a.md: b.md", "docs/a.md: ../README.md#bottom"]);
    }
}
