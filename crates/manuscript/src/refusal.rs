//! Refusals: sentences that someone can act on, in English and in French.

/// A sentence that is also there in French. English is what `Display` says.
pub trait InFrench: std::fmt::Display {
    /// The same sentence in French.
    fn in_french(&self) -> String;
}

/// Declares why something may be refused: each variant with its sentence in English and in French.
///
/// The variants in brackets only pass on the sentence of another refusal.
///
/// ```
/// manuscript::refusals! {
///     /// Why a page was not turned.
///     #[derive(Debug)]
///     pub enum TurnRefused [] {
///         NoPage(number: u32): "there is no page {number}" / "il n’y a pas de page {number}",
///     }
/// }
/// assert_eq!(TurnRefused::NoPage(3).to_string(), "there is no page 3");
/// ```
#[macro_export]
macro_rules! refusals {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident [$($(#[$pmeta:meta])* $passed:ident($source:ty)),* $(,)?] {
            $($(#[$vmeta:meta])* $variant:ident $(($($field:ident : $ty:ty),+))? : $english:literal / $french:literal,)*
        }
    ) => {
        $(#[$meta])*
        $vis enum $name {
            $($(#[$pmeta])* $passed($source),)*
            $($(#[$vmeta])* $variant $(($($ty),+))?,)*
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    $(Self::$passed(source) => std::fmt::Display::fmt(source, f),)*
                    $(Self::$variant $(($($field),+))? => write!(f, $english),)*
                }
            }
        }

        impl std::error::Error for $name {
            fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
                match self {
                    $(Self::$passed(source) => Some(source),)*
                    $(Self::$variant { .. } => None,)*
                }
            }
        }

        impl $crate::refusal::InFrench for $name {
            fn in_french(&self) -> String {
                match self {
                    $(Self::$passed(source) => $crate::refusal::InFrench::in_french(source),)*
                    $(Self::$variant $(($($field),+))? => format!($french),)*
                }
            }
        }

        $(impl From<$source> for $name {
            fn from(source: $source) -> Self {
                Self::$passed(source)
            }
        })*
    };
}
