//! A core that is looked at instead of shipped.

use anyhow::Result;

use super::{Code, CoreSpec, bindgen, compiled, js, wasm};
use crate::progress::Progress;
use crate::tools::Tools;

/// Makes binaryen keep the names of functions.
const KEPT: &[&str] = &["-g"];

/// What a core is made of: the same chain as a [`Core`](super::Core)'s, but that functions keep their
/// names.
#[derive(Debug, Clone)]
pub struct Named {
    /// The code of the module.
    pub code: Code,
    /// The script of the wasm core without its module.
    pub wasm_glue: String,
    /// The script of the js core without its module.
    pub js_glue: String,
}

impl Named {
    /// Compiles the crate and makes it.
    pub fn build(tools: &Tools, spec: &CoreSpec, progress: &Progress) -> Result<Self> {
        let module = compiled(spec, progress)?;
        progress.step(&format!("taking {spec} apart"), || {
            let work = tempfile::tempdir()?;
            let bound = bindgen::run(tools, &module, KEPT, work.path())?;
            let wasm = wasm::optimize(tools, &bound, KEPT, work.path())?;
            Ok(Self {
                code: Code::read(&wasm)?,
                wasm_glue: wasm::script(tools, &bound, &[], work.path())?,
                js_glue: js::around(tools, &bound, "", work.path())?,
            })
        })
    }
}
