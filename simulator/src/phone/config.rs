//! What a phone is started with.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;

use crate::build::Build;
use crate::profile::Profile;
use crate::stage::StageConfig;

/// How to start; see [`super::Phone::start`].
#[derive(Clone)]
pub struct PhoneConfig {
    /// Browser and push service. `launch.headless` is true by default: set it to false for people.
    pub stage: StageConfig,
    /// Which phone it is at first.
    pub profile: Profile,
    /// Which build of 2.5, where it is such a phone; [`Build::CURRENT`] by default. [`Build`] lists what they
    /// have or lack.
    pub build: Build,
    /// The reference server's script and the `node_modules` that it takes; with none, pushes are
    /// handed straight to the worker.
    pub server: Option<(PathBuf, PathBuf)>,
    /// Whether what happens is told on the standard output, too.
    pub print: bool,
    folders: Folders,
}

type Folders = Arc<dyn Fn(Profile) -> Result<PathBuf> + Send + Sync>;

impl PhoneConfig {
    /// A phone with an app from one folder, whatever the profile.
    pub fn new(stage: StageConfig, profile: Profile, folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        Self::with_folders(stage, profile, move |_| Ok(folder.clone()))
    }

    /// A phone with an app that differs by profile. The function is asked whenever the app is
    /// installed or updated, so it may make the folder then.
    pub fn with_folders(
        stage: StageConfig,
        profile: Profile,
        folders: impl Fn(Profile) -> Result<PathBuf> + Send + Sync + 'static,
    ) -> Self {
        Self {
            stage,
            profile,
            build: Build::CURRENT,
            server: None,
            print: false,
            folders: Arc::new(folders),
        }
    }

    pub(super) fn folder(&self, profile: Profile) -> Result<PathBuf> {
        (self.folders)(profile)
    }
}

impl fmt::Debug for PhoneConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { stage, profile, build, server, print, folders: _ } = self;
        f.debug_struct("PhoneConfig")
            .field("stage", stage)
            .field("profile", profile)
            .field("build", build)
            .field("server", server)
            .field("print", print)
            .finish_non_exhaustive()
    }
}
