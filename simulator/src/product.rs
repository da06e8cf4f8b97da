//! The two products, and the systems they run on.

/// A product, as `dist/` has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Product {
    /// For KaiOS 2.5: JavaScript only.
    Kaios25,
    /// For KaiOS 3 and 4: WebAssembly.
    Kaios3,
}

impl Product {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Kaios25, Self::Kaios3];

    /// The folder in `dist/`.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Kaios25 => "kaios25",
            Self::Kaios3 => "kaios3",
        }
    }

    /// The system as the page API names it.
    pub const fn system(self) -> &'static str {
        match self {
            Self::Kaios25 => "kaios2.5",
            Self::Kaios3 => "kaios3",
        }
    }

    /// A phone's user agent, which is how the product knows KaiOS 3 in a stock Firefox.
    pub const fn user_agent(self) -> &'static str {
        match self {
            Self::Kaios25 => {
                "Mozilla/5.0 (Mobile; Nokia_8110_4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5.4"
            }
            Self::Kaios3 => {
                "Mozilla/5.0 (Mobile; Nokia 2780; rv:84.0) Gecko/84.0 Firefox/84.0 KAIOS/3.1"
            }
        }
    }
}
