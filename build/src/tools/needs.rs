//! What a caller is going to do, and so what has to be there.

/// The sets of tools. A target of rustup, node's tools and wasm-bindgen are always needed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Needs {
    /// Firefox and geckodriver.
    pub browser: bool,
    /// wasm-pack.
    pub wasm_pack: bool,
    /// The old engines: Node 6 and SpiderMonkey 78.
    pub levels: bool,
}

impl Needs {
    /// To build products, and no more.
    pub const BUILD: Self = Self { browser: false, wasm_pack: false, levels: false };
    /// To build and to open a browser.
    pub const BROWSER: Self = Self { browser: true, ..Self::BUILD };
    /// To build and to check the levels.
    pub const LEVELS: Self = Self { levels: true, ..Self::BUILD };
    /// Everything.
    pub const ALL: Self = Self { browser: true, wasm_pack: true, levels: true };
}
