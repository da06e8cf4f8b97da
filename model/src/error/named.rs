//! Enums whose variants have names in JavaScript and stand in the documentation.

/// An enum with a name for each variant. The doc comments are also the documentation's meanings.
macro_rules! named {
    (
        $(#[$about:meta])*
        $enum:ident {
            $($(#[doc = $doc:literal])* $variant:ident = $name:literal,)*
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        #[non_exhaustive]
        pub enum $enum {
            $($(#[doc = $doc])* $variant,)*
        }

        impl $enum {
            /// Every one there is, in the order of the documentation.
            pub const ALL: &'static [$enum] = &[$($enum::$variant,)*];

            /// The meanings, in the same order.
            #[cfg(test)]
            pub(super) const MEANINGS: &'static [&'static str] = &[$(concat!($($doc),*),)*];

            /// The name as JavaScript sees it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $($enum::$variant => $name,)*
                }
            }
        }
    };
}
pub(super) use named;
