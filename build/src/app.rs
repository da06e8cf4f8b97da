//! An app and a product → a folder that can be served or packaged.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

/// The worker's entry, in products and in apps.
const ENTRY: &str = "sw.js";

/// Copies the app and one system's product (`dist/kaios25` or `dist/kaios3`) into `out`.
///
/// An app without a `sw.js` gets the product's. An app with its own writes
/// `importScripts("kaipush-sw.js")`; in all its scripts that name becomes the hashed one.
pub fn install(product: &Path, app: &Path, out: &Path) -> Result<()> {
    let hashed = worker_name(product)?;
    let plain = plain_name(&hashed)?;
    fs::create_dir_all(out).with_context(|| format!("cannot make {}", out.display()))?;
    let (app, out) = (
        fs::canonicalize(app).with_context(|| format!("there is no app in {}", app.display()))?,
        fs::canonicalize(out)?,
    );
    ensure!(
        !out.starts_with(&app),
        "{} is inside the app's own folder: choose another to install to",
        out.display()
    );

    let mut named = false;
    for file in files(&app)? {
        let target = out.join(file.strip_prefix(&app)?);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        if file.extension().is_some_and(|end| end == "js") {
            let text = fs::read_to_string(&file)
                .with_context(|| format!("{} is not UTF-8 text", file.display()))?;
            named |= text.contains(&plain);
            fs::write(&target, text.replace(&plain, &hashed))?;
        } else {
            fs::copy(&file, &target)?;
        }
    }
    let own_entry = app.join(ENTRY).is_file();
    ensure!(
        named || !own_entry,
        "{} never imports the worker: write importScripts(\"{plain}\"); at its top, or remove the file",
        app.join(ENTRY).display()
    );
    for file in files(product)? {
        let name = file.strip_prefix(product)?;
        let is_module = name.extension().is_some_and(|end| end == "mjs");
        if !(is_module || own_entry && name == Path::new(ENTRY)) {
            fs::copy(&file, out.join(name))?;
        }
    }
    Ok(())
}

/// The hashed name, from the product's one-line `sw.js`.
pub fn worker_name(product: &Path) -> Result<String> {
    let entry = product.join(ENTRY);
    let text = fs::read_to_string(&entry).with_context(|| {
        format!("there is no product in {}: `cargo xtask dist` makes it", product.display())
    })?;
    match text.split('"').nth(1) {
        Some(name) => Ok(name.to_owned()),
        None => bail!("{} does not import a worker", entry.display()),
    }
}

/// `kaipush-sw-01234567.js` → `kaipush-sw.js`.
fn plain_name(hashed: &str) -> Result<String> {
    match hashed.rsplit_once('-') {
        Some((name, _)) => Ok(format!("{name}.js")),
        None => bail!("{hashed} has no hash in its name"),
    }
}

/// All files below a folder.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}

/// All files below a folder whose names end so.
pub(crate) fn files_ending(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = files(folder)?;
    found.retain(|file| {
        file.extension().is_some_and(|end| endings.iter().any(|wanted| end == *wanted))
    });
    Ok(found)
}

#[cfg(test)]
mod tests;
