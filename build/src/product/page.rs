//! The page's files.

use anyhow::Result;

use super::script::{assembled, fallback, minified, sources};
use super::{CORE_URL, Level, Module, Script};
use crate::core::Core;
use crate::tools::Tools;

/// Names and texts of the page's files at `level`.
pub(super) fn files(
    tools: &Tools,
    script: &Script,
    core: &Core,
    level: Level,
) -> Result<Vec<(String, String)>> {
    let name = &script.name;
    let core_name = format!("{name}-core.js");
    let sources = sources(tools, script, level)?.replace(CORE_URL, &core_name);
    let page = minified(tools, script, &assembled(core, &sources, level), level.ecma())?;
    let mut files = vec![(format!("{name}.js"), page.clone())];
    if level == Level::KaiOs3 {
        // Loaded by a script element, and only where the page may not use WebAssembly.
        files.push((
            core_name,
            minified(tools, script, &fallback(&core.js_script), Level::KaiOs25.ecma())?,
        ));
    }
    if let Some(module) = &script.module {
        files.push((format!("{name}.mjs"), exporting(&page, module, level)));
    }
    Ok(files)
}

/// The same script again, with exports: whoever imports it gets what a script element would. The
/// loader of a script with a second core looks for that core beside the module.
fn exporting(page: &str, module: &Module, level: Level) -> String {
    let address = match level {
        Level::KaiOs25 => "",
        Level::KaiOs3 => "var kaipushModuleUrl=import.meta.url;\n",
    };
    let members = module.exports.iter().map(|name| format!("{name}=self.{}.{name}", module.global));
    format!("{address}{page}export var {};\n", members.collect::<Vec<_>>().join(","))
}
