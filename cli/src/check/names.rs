//! What an engine lacks of what an app uses: by MDN's data, with the tools that build kaipush.

use std::collections::HashMap;

use anyhow::Result;
use kaipush_build::levels::{Problem, apis, css};
use kaipush_build::progress::Progress;
use kaipush_build::tools::{Needs, Tools};
use kaipush_simulator::Engine;

use super::App;

/// Finds them, once for each engine.
pub struct Names {
    tools: Tools,
    found: HashMap<Engine, Vec<String>>,
}

impl Names {
    /// Installs what is missing of the tools.
    pub fn ready() -> Result<Self> {
        let tools = Tools::locate_or_install(Needs::BUILD, &Progress::stderr())?;
        Ok(Self { tools, found: HashMap::new() })
    }

    /// Functions, classes, members and CSS that came after this engine, in words.
    pub fn missing(&mut self, engine: Engine, app: &App) -> Result<Vec<String>> {
        if let Some(found) = self.found.get(&engine) {
            return Ok(found.clone());
        }
        let folder = &*app.files.folder;
        let (pages, workers) = app.scripts.files(folder);
        let mut problems = apis(&self.tools, engine.firefox(), &pages, &workers)?;
        let styles = app.files.ending(&[".css"]).map(|name| folder.join(name));
        let styles: Vec<_> = styles.collect();
        problems.extend(css(&self.tools, engine.firefox(), &styles)?);
        let line = |problem: Problem| {
            let file = problem.file.strip_prefix(folder).unwrap_or(&problem.file).to_owned();
            Problem { file, ..problem }.to_string()
        };
        let found: Vec<_> = problems.into_iter().map(line).collect();
        self.found.insert(engine, found.clone());
        Ok(found)
    }
}
