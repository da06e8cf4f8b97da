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
    /// rustfmt and clippy.
    pub lint: bool,
}

impl Needs {
    /// To build products, and no more.
    pub const BUILD: Self = Self { browser: false, wasm_pack: false, levels: false, lint: false };
    /// To build and to open a browser.
    pub const BROWSER: Self = Self { browser: true, ..Self::BUILD };
    /// To build and to check the levels.
    pub const LEVELS: Self = Self { levels: true, ..Self::BUILD };
    /// To build and to check formatting and style.
    pub const LINT: Self = Self { lint: true, ..Self::BUILD };
    /// Everything.
    pub const ALL: Self = Self { browser: true, wasm_pack: true, levels: true, lint: true };

    /// What either of them needs.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            browser: self.browser || other.browser,
            wasm_pack: self.wasm_pack || other.wasm_pack,
            levels: self.levels || other.levels,
            lint: self.lint || other.lint,
        }
    }
}
