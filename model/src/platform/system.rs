//! The four systems.

/// A system that kaipush tells apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[non_exhaustive]
pub enum System {
    /// KaiOS 2.5: Gecko 48, no WebAssembly, `openApp`.
    Kaios25,
    /// KaiOS 3.0 to 3.2: Gecko 84.
    Kaios3,
    /// KaiOS 4.0: Gecko 123.
    Kaios4,
    /// Any other browser: a desktop Firefox, for example.
    Web,
}

impl System {
    /// The name used in reports, in JavaScript and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            System::Kaios25 => "kaios2.5",
            System::Kaios3 => "kaios3",
            System::Kaios4 => "kaios4",
            System::Web => "web",
        }
    }

    /// Whether it is a KaiOS at all.
    pub const fn is_kaios(self) -> bool {
        !matches!(self, System::Web)
    }
}
