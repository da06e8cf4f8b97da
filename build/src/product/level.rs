//! The two language levels that ship.

/// Which engines a folder of files is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// KaiOS 2.5, Gecko 48: ES5 (its workers lack even `let`) and no WebAssembly.
    KaiOs25,
    /// KaiOS 3.x, Gecko 84, and all that is newer: ES2020 and WebAssembly.
    KaiOs3,
}

impl Level {
    /// Both, the older first.
    pub const ALL: [Self; 2] = [Self::KaiOs25, Self::KaiOs3];

    /// The folder of its files.
    pub fn folder(self) -> &'static str {
        match self {
            Self::KaiOs25 => "kaios25",
            Self::KaiOs3 => "kaios3",
        }
    }

    /// The version of ECMAScript.
    pub fn ecma(self) -> u16 {
        match self {
            Self::KaiOs25 => 5,
            Self::KaiOs3 => 2020,
        }
    }

    /// The version of Firefox that has the same engine.
    pub fn firefox(self) -> u16 {
        match self {
            Self::KaiOs25 => 48,
            Self::KaiOs3 => 84,
        }
    }
}
