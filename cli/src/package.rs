//! `kaipush package`.

use std::fs::{self, File, Permissions};
use std::io::{Cursor, Seek, Write};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use clap::Args;
use kaipush_build::RustApp;
use kaipush_build::app::{files, is_outside};
use kaipush_simulator::{Profile, System, manifest};
use serde_json::json;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::check::App;
use crate::out::{folder_of, line};

const KAIOS25: Profile = Profile::packaged(System::Kaios25);

/// Packs an app that was built into a zip file for the store, or to be installed by hand.
///
/// The same app makes the same file, byte by byte. Nothing is written where the app has a problem (`kaipush
/// check`), unless by --force.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The app's folder, OUT/kaios25 or OUT/kaios3 of `kaipush build`
    folder: PathBuf,
    /// The file to write
    zip: PathBuf,
    /// For OmniSD and tools like it on KaiOS 2.5: the package inside another, beside its metadata.json
    #[arg(long)]
    omnisd: bool,
    /// Packs it whatever is wrong
    #[arg(long)]
    force: bool,
}

/// Checks it, and packs it.
pub fn run(arguments: &Arguments) -> Result<()> {
    let Arguments { folder, zip, .. } = arguments;
    is_outside(folder, zip)?;
    ensure!(
        RustApp::in_folder(folder).is_none(),
        "{} is the app as it is written: name what `kaipush build` has made of it",
        folder.display()
    );
    if !arguments.force {
        sound(folder, arguments.omnisd)?;
    }
    let package = pack(folder)?;
    let content = if arguments.omnisd { omnisd(folder, &package)? } else { package };
    write(zip, &content)?;
    line(format_args!("{}: {} bytes", zip.display(), content.len()))
}

/// As a package on the systems that it is for.
fn sound(folder: &Path, omnisd: bool) -> Result<()> {
    let app = App::read(folder)?.built();
    let profiles = app.profiles()?;
    ensure!(
        !omnisd || profiles.contains(&KAIOS25),
        "{} is not for KaiOS 2.5, and OmniSD is: name OUT/kaios25",
        folder.display()
    );
    let mut problems: Vec<String> = Vec::new();
    for profile in profiles.into_iter().filter(|profile| profile.packaged) {
        for problem in app.problems(profile) {
            if !problems.contains(&problem) {
                problems.push(problem);
            }
        }
    }
    if !problems.is_empty() {
        bail!("nothing was packed (--force does it all the same):\n  {}", problems.join("\n  "));
    }
    for note in app.notes() {
        eprintln!("note: {note}");
    }
    Ok(())
}

/// The files, with the manifest at the top.
fn pack(folder: &Path) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files(folder)? {
        let name = file.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
        let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        add(&mut zip, &name, &content, CompressionMethod::Deflated)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// OmniSD reads an app's id from beside its package.
fn omnisd(folder: &Path, package: &[u8]) -> Result<Vec<u8>> {
    let installed = manifest::install(KAIOS25, folder)?;
    let origin = installed.manifest["origin"].as_str().unwrap_or_default();
    ensure!(
        origin.starts_with("app://") && !origin.trim_end_matches('/').ends_with("app:"),
        "manifest.webapp: origin: is missing, and so the app has no name of its own: \"app://NAME\""
    );
    let manifest = format!("{}/manifest.webapp", origin.trim_end_matches('/'));
    let metadata = json!({ "version": 1, "manifestURL": manifest }).to_string();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    add(&mut zip, "metadata.json", metadata.as_bytes(), CompressionMethod::Deflated)?;
    add(&mut zip, "application.zip", package, CompressionMethod::Stored)?;
    Ok(zip.finish()?.into_inner())
}

/// With no time of its own: a package is known by its content.
fn add<W: Write + Seek>(
    zip: &mut ZipWriter<W>,
    name: &str,
    content: &[u8],
    method: CompressionMethod,
) -> Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    zip.start_file(name, options)?;
    Ok(zip.write_all(content)?)
}

/// Whole, or as it was.
fn write(file: &Path, content: &[u8]) -> Result<()> {
    let cannot = || format!("cannot write {}", file.display());
    let file_name = file.file_name().with_context(cannot)?;
    let folder = folder_of(file);
    // A temporary file is for this user only, unless it is told otherwise.
    let mut new = tempfile::Builder::new()
        .prefix(".kaipush-")
        .permissions(Permissions::from_mode(0o666))
        .tempfile_in(folder)
        .with_context(cannot)?;
    new.write_all(content).with_context(cannot)?;
    let _: File = new.persist(folder.join(file_name)).with_context(cannot)?;
    Ok(())
}
