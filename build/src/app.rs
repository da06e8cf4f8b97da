//! An app and a product → a folder that can be served or packaged.

mod named;
mod place;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::product::{ENTRY, SMALL_ENTRY};
pub use named::named;
use place::Place;
pub use place::is_outside;
pub(crate) use place::real;

/// Copies the app and one system's product (`dist/kaios25` or `dist/kaios3`) into `out`, a folder that
/// is empty or not there yet; it stays as it was where this fails.
///
/// An app without a `sw.js` gets the product's, unless another of its scripts imports the worker. An app with
/// its own writes `importScripts("kaipush-sw.js")`, or `"kaipush-sw-small.js"`; in all its scripts that name
/// becomes the hashed one. A worker that nobody imports is left out.
pub fn install(product: &Path, app: &Path, out: &Path) -> Result<()> {
    let mut workers = Worker::all(product)?;
    let app =
        fs::canonicalize(app).with_context(|| format!("there is no app in {}", app.display()))?;
    let place = Place::at(out, &app)?;
    let out = place.folder();

    let mut is_imported = false;
    fill(&app, &out, &["js"], |mut text| {
        for worker in &mut workers {
            let is_named = !named(&text, &worker.plain).is_empty();
            worker.wanted |= is_named;
            is_imported |= is_named && text.contains("importScripts");
            text = text.replace(&worker.plain, &worker.hashed);
        }
        text
    })?;
    let own_entry = app.join(ENTRY).is_file();
    let is_wanted = workers.iter().any(|worker| worker.wanted);
    entry_imports(&app, is_wanted, &workers[0].plain)?;
    // A second worker at the root would never be registered, and hide that the app's own lies elsewhere.
    let takes_entry = !own_entry && !is_imported;
    workers[0].wanted |= takes_entry;
    for file in files(product)? {
        let name = file.strip_prefix(product)?;
        let is_module = name.extension().is_some_and(|end| end == "mjs");
        let is_entry = name == Path::new(SMALL_ENTRY) || !takes_entry && name == Path::new(ENTRY);
        let is_unwanted = workers.iter().any(|worker| !worker.wanted && worker.owns(name));
        if !(is_module || is_entry || is_unwanted) {
            fs::copy(&file, out.join(name))?;
        }
    }
    if own_entry {
        imports_what_is_there(&out, &workers)?;
    }
    place.finish()
}

/// Refuses what [`install`] would where an app's own `sw.js` imports none of these workers: before anything is
/// built for it.
///
/// # Errors
/// As [`install`] for such an app, or where its folder can't be read.
pub fn imports_worker(app: &Path, workers: &[&str]) -> Result<()> {
    let is_wanted = files_ending(app, &["js"])?.iter().any(|file| {
        // What is no text is told when it is installed.
        let text = fs::read_to_string(file).unwrap_or_default();
        workers.iter().any(|worker| !named(&text, worker).is_empty())
    });
    entry_imports(app, is_wanted, workers.first().copied().unwrap_or_default())
}

/// Refuses a `sw.js` where no script of the app names a worker.
fn entry_imports(app: &Path, is_wanted: bool, worker: &str) -> Result<()> {
    let entry = app.join(ENTRY);
    ensure!(
        is_wanted || !entry.is_file(),
        "{} never imports the worker: write importScripts(\"{worker}\"); at its top, or remove the file",
        entry.display()
    );
    Ok(())
}

/// Copies an app into `out`, as [`install`] does, with its texts (files that end so) as `change` makes them.
///
/// What else belongs into the folder is put there by `more`.
///
/// # Errors
/// Where `out` is something already, or lies in the app; then it stays as it was.
pub fn copy(
    app: &Path,
    out: &Path,
    texts: &[&str],
    change: impl FnMut(String) -> String,
    more: impl FnOnce(&Path) -> Result<()>,
) -> Result<()> {
    let app =
        fs::canonicalize(app).with_context(|| format!("there is no app in {}", app.display()))?;
    let place = Place::at(out, &app)?;
    fill(&app, &place.folder(), texts, change)?;
    more(&place.folder())?;
    place.finish()
}

/// The app's files, and of those that end so the texts as they are changed.
fn fill(
    app: &Path,
    out: &Path,
    texts: &[&str],
    mut change: impl FnMut(String) -> String,
) -> Result<()> {
    for file in files(app)? {
        let target = out.join(file.strip_prefix(app)?);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        if ends(&file, texts) {
            let text = fs::read_to_string(&file)
                .with_context(|| format!("{} is not UTF-8 text", file.display()))?;
            fs::write(&target, change(text))?;
        } else {
            fs::copy(&file, &target)?;
        }
    }
    Ok(())
}

fn ends(file: &Path, endings: &[&str]) -> bool {
    file.extension().is_some_and(|end| endings.iter().any(|wanted| end == *wanted))
}

/// Kaipush's files lie at the app's root, and `js/kaipush-sw.js` would be found by nobody.
fn imports_what_is_there(out: &Path, workers: &[Worker]) -> Result<()> {
    let entry = fs::read_to_string(out.join(ENTRY))?;
    for worker in workers {
        for path in named(&entry, &worker.hashed) {
            let is_there = path.contains("//")
                || out.join(path.trim_start_matches("./").trim_start_matches('/')).is_file();
            ensure!(
                is_there,
                "{ENTRY} imports {path}, which will not be there: kaipush's files are put beside {ENTRY}; write importScripts(\"{}\");",
                worker.plain
            );
        }
    }
    Ok(())
}

/// A worker of a product.
struct Worker {
    /// `kaipush-sw-01234567.js`
    hashed: String,
    /// `kaipush-sw.js`
    plain: String,
    /// Its script, which names its js core if that is a file of its own.
    text: String,
    /// Whether the app imports it.
    wanted: bool,
}

impl Worker {
    /// The product's worker, and behind it the small one if there is one.
    fn all(product: &Path) -> Result<Vec<Self>> {
        let mut workers = vec![Self::of(product, ENTRY)?];
        if product.join(SMALL_ENTRY).is_file() {
            workers.push(Self::of(product, SMALL_ENTRY)?);
        }
        Ok(workers)
    }

    fn of(product: &Path, entry: &str) -> Result<Self> {
        let hashed = imported(product, entry)?;
        let Some((name, _)) = hashed.rsplit_once('-') else {
            bail!("{hashed} has no hash in its name");
        };
        let file = product.join(&hashed);
        let text =
            fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        Ok(Self { plain: format!("{name}.js"), text, wanted: false, hashed })
    }

    /// Whether a file of the product is there for this worker alone.
    fn owns(&self, file: &Path) -> bool {
        let name = file.to_string_lossy();
        name == self.hashed.as_str() || self.text.contains(&*name)
    }
}

/// The hashed name of the worker, from the product's `sw.js`.
pub fn worker_name(product: &Path) -> Result<String> {
    imported(product, ENTRY)
}

/// The same of all workers: the small one comes last.
pub fn worker_names(product: &Path) -> Result<Vec<String>> {
    Ok(Worker::all(product)?.into_iter().map(|worker| worker.hashed).collect())
}

/// What a product's entry imports: it does nothing before.
fn imported(product: &Path, entry: &str) -> Result<String> {
    let entry = product.join(entry);
    let text = fs::read_to_string(&entry).with_context(|| {
        format!("there is no product in {}: `cargo xtask dist` makes it", product.display())
    })?;
    match text.split('"').nth(1) {
        Some(name) => Ok(name.to_owned()),
        None => bail!("{} does not import a worker", entry.display()),
    }
}

/// All files of an app, in their order: those below its folder that are parts of it ([`is_part`]).
///
/// # Errors
/// Where a folder can't be read, a link leads to nothing or back to a folder around it, or something is neither
/// file nor folder.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    collect(folder, &mut Vec::new(), &mut found)?;
    found.sort();
    Ok(found)
}

/// Whether a file or folder of this name is a part of an app: not what begins with a dot (`.git`, `.env`),
/// and not `node_modules`.
pub fn is_part(name: &str) -> bool {
    !name.starts_with('.') && name != "node_modules"
}

/// `around` are the folders that this one lies in.
fn collect(folder: &Path, around: &mut Vec<PathBuf>, found: &mut Vec<PathBuf>) -> Result<()> {
    let cannot = || format!("cannot read {}", folder.display());
    let real = fs::canonicalize(folder).with_context(cannot)?;
    ensure!(
        !around.contains(&real),
        "{} is a link to a folder that it lies in: remove it",
        folder.display()
    );
    around.push(real);
    for entry in fs::read_dir(folder).with_context(cannot)? {
        let entry = entry?;
        let path = entry.path();
        if !is_part(&entry.file_name().to_string_lossy()) {
            continue;
        }
        let kind = fs::metadata(&path).with_context(|| {
            let what = if path.is_symlink() { ": it is a link to nothing; remove it" } else { "" };
            format!("cannot read {}{what}", path.display())
        })?;
        match kind {
            kind if kind.is_dir() => collect(&path, around, found)?,
            kind if kind.is_file() => found.push(path),
            // Reading a pipe would wait for who writes to it.
            _ => bail!("{} is neither a file nor a folder: remove it", path.display()),
        }
    }
    around.pop();
    Ok(())
}

/// All files below a folder whose names end so.
pub(crate) fn files_ending(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = files(folder)?;
    found.retain(|file| ends(file, endings));
    Ok(found)
}

#[cfg(test)]
mod tests;
