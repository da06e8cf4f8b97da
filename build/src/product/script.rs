//! Hand-written sources and cores → one minified classic script.

use std::fs;

use anyhow::{Context, Result};

use super::{Level, Script};
use crate::core::Core;
use crate::exec;
use crate::memo::Memo;
use crate::tools::Tools;

/// The sources of a script, lowered to `level`; they may be written in newer JavaScript.
pub(super) fn sources(tools: &Tools, script: &Script, level: Level) -> Result<String> {
    let mut text = String::new();
    for path in &script.sources {
        text +=
            &fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        text.push('\n');
    }
    text += &script.start;
    let target = format!("es{}", level.ecma());
    through(tools, script, &text, "lower.mjs", &target)
        .with_context(|| format!("in the sources of {}", script.name))
}

/// Everything in one strict function, so that nothing but what the sources export gets out.
fn closed(parts: &[&str]) -> String {
    format!("(function () {{\n\"use strict\";\n{}\n}})();\n", parts.join("\n"))
}

/// One core and the sources. Of the other core the minifier knows that there is none, so that it sees which way
/// the loader goes and drops the rest of it.
pub(super) fn assembled(core: &Core, sources: &str, level: Level) -> String {
    let own = match level {
        Level::KaiOs25 => &core.js_script,
        Level::KaiOs3 => &core.wasm_script,
    };
    closed(&[own, &without_core(sources, level)])
}

/// The same without its core.
pub(super) fn without_core(sources: &str, level: Level) -> String {
    let other = match level {
        // build/js/minify.mjs does it: it does not look through variables there.
        Level::KaiOs25 => "",
        Level::KaiOs3 => "var kaipushJsCore;",
    };
    format!("{other}\n{sources}")
}

/// A part of a script, to be weighed by itself.
pub(super) fn alone(part: &str) -> String {
    closed(&[part])
}

/// A js core that arrives in a file of its own and is found by the loader as a global function.
pub(super) fn fallback(core: &str) -> String {
    closed(&[core, "self.kaipushJsCore = kaipushJsCore;"])
}

/// The text as it ships.
pub(super) fn minified(tools: &Tools, script: &Script, text: &str, ecma: u16) -> Result<String> {
    through(tools, script, text, "minify.mjs", &ecma.to_string())
}

/// Through one of the scripts of build/js; remembered beside the core's build.
fn through(tools: &Tools, script: &Script, text: &str, name: &str, option: &str) -> Result<String> {
    let version = tools.version();
    let ingredients = [version.as_bytes(), name.as_bytes(), option.as_bytes(), text.as_bytes()];
    let folder = Memo::of(&script.core.target_dir).folder(&ingredients, |folder| {
        let (input, output) = (folder.join("input.js"), folder.join("output.js"));
        fs::write(&input, text)?;
        exec::run(tools.script(name).arg(&input).arg(&output).arg(option))?;
        Ok(())
    })?;
    Ok(fs::read_to_string(folder.join("output.js"))?)
}
