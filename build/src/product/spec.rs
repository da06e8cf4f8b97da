//! What a product is made of.

use std::path::PathBuf;

use crate::core::CoreSpec;

/// A page and a worker that belong together.
#[derive(Debug, Clone)]
pub struct Product {
    /// The page's script.
    pub page: Script,
    /// The worker's script.
    pub worker: Script,
    /// A worker that does less and weighs less, for apps that choose it.
    pub small: Option<Script>,
}

/// One script with a core inside.
#[derive(Debug, Clone)]
pub struct Script {
    /// The file's name without its ending.
    pub name: String,
    /// The crate for its core.
    pub core: CoreSpec,
    /// Hand-written classic scripts that start the core and use it, in their order. They run in one
    /// function scope together with `kaipushWasmCore` or `kaipushJsCore`, whichever the file holds.
    pub sources: Vec<PathBuf>,
    /// What is run after the sources, in the same scope.
    pub start: String,
    /// For a page that bundlers may import, too.
    pub module: Option<Module>,
}

/// The ES module beside a classic script.
#[derive(Debug, Clone)]
pub struct Module {
    /// The global object that the sources define.
    pub global: String,
    /// Its members that are exported.
    pub exports: Vec<String>,
}

impl Script {
    /// A script of this name, without an ES module.
    pub fn new(name: &str, core: CoreSpec, sources: impl IntoIterator<Item = PathBuf>) -> Self {
        Self {
            name: name.to_owned(),
            core,
            sources: sources.into_iter().collect(),
            start: String::new(),
            module: None,
        }
    }
}
