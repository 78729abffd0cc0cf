//! Refusals: sentences that someone can act on, with a code for machines and the field that they are about.

use std::error::Error;

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::commitment::hex;
pub use crate::sentence::{Locale, Phrase, Said};
use crate::words::Nature;

/// What the record may keep of a refusal, by the names in its declaration.
pub type Facts = Map<String, Value>;

/// Why something is refused. English is what `Display` says.
pub trait Refusal: Error {
    /// The sentence, in every language of the house.
    fn said(&self) -> Said;

    /// Its name for machines and for the record, for life: `publish.moved_on`.
    fn code(&self) -> String;

    /// The field of the request that it is about, as JSON names it, if it is about one.
    fn field(&self) -> Option<String> {
        None
    }

    /// What the record may keep of it beside the code: identities, numbers and paths, never words.
    fn facts(&self) -> Facts {
        Facts::new()
    }

    /// Every code that one of its kind may have.
    fn codes() -> Vec<String>
    where
        Self: Sized;
}

/// A refusal as the record keeps it.
pub fn as_entry(refusal: &dyn Refusal) -> Value {
    let mut entry = refusal.facts();
    entry.insert("code".into(), refusal.code().into());
    Value::Object(entry)
}

/// What a refusal names, and whether the record may keep it: an identity, a number, a path may stand there, words may not.
pub trait Fact {
    fn as_fact(&self) -> Option<Value> {
        None
    }
}

impl Fact for String {}
impl Fact for std::io::Error {}
impl Fact for Phrase {}

impl Fact for Uuid {
    fn as_fact(&self) -> Option<Value> {
        Some(self.to_string().into())
    }
}

impl Fact for Nature {
    fn as_fact(&self) -> Option<Value> {
        Some(self.as_str().into())
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl Fact for $number {
            fn as_fact(&self) -> Option<Value> {
                Some((*self).into())
            }
        })*
    };
}

numbers!(i64, u32, u64, usize);

/// A part of a copy, by the path that commitments give it: `headline`, `body/ID`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartPath(pub String);

impl std::fmt::Display for PartPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Fact for PartPath {
    fn as_fact(&self) -> Option<Value> {
        Some(self.0.clone().into())
    }
}

/// A file of the paper, by its SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileHash(pub [u8; 32]);

impl std::fmt::Display for FileHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl Fact for FileHash {
    fn as_fact(&self) -> Option<Value> {
        Some(self.to_string().into())
    }
}

/// A code from the names in a declaration: `PublishRefused` and `MovedOn` are `publish.moved_on`.
pub fn code_of(kind: &str, variant: &str) -> String {
    let kind = kind.strip_suffix("Refused").filter(|kind| !kind.is_empty()).unwrap_or(kind);
    format!("{}.{}", snake(kind), snake(variant))
}

fn snake(name: &str) -> String {
    let mut made = String::with_capacity(name.len() + 4);
    for (at, letter) in name.char_indices() {
        if letter.is_ascii_uppercase() && at > 0 {
            made.push('_');
        }
        made.push(letter.to_ascii_lowercase());
    }
    made
}

/// Declares why something may be refused: each variant with its sentence in English and in French and, behind `at`, the
/// field of the request that it is about.
///
/// The variants in brackets only pass on another refusal.
///
/// ```
/// use manuscript::refusal::Refusal as _;
///
/// manuscript::refusals! {
///     /// Why a page was not turned.
///     #[derive(Debug)]
///     pub enum TurnRefused [] {
///         NoPage(number: u32) at "page": "there is no page {number}" / "il n’y a pas de page {number}",
///     }
/// }
/// let refused = TurnRefused::NoPage(3);
/// assert_eq!(refused.to_string(), "there is no page 3");
/// assert_eq!(refused.said().fr, "il n’y a pas de page 3");
/// assert_eq!(refused.code(), "turn.no_page");
/// assert_eq!(refused.field().as_deref(), Some("page"));
/// assert_eq!(refused.facts()["number"], 3);
/// ```
#[macro_export]
macro_rules! refusals {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident [$($(#[$pmeta:meta])* $passed:ident($source:ty)),* $(,)?] {
            $($(#[$vmeta:meta])* $variant:ident $(($($part:ident : $ty:ty),+))? $(at $field:literal)? : $english:literal / $french:literal,)*
        }
    ) => {
        $(#[$meta])*
        $vis enum $name {
            $($(#[$pmeta])* $passed($source),)*
            $($(#[$vmeta])* $variant $(($($ty),+))?,)*
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&$crate::refusal::Refusal::said(self).en)
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

        impl $crate::refusal::Refusal for $name {
            fn said(&self) -> $crate::refusal::Said {
                match self {
                    $(Self::$passed(source) => $crate::refusal::Refusal::said(source),)*
                    $(Self::$variant $(($($part),+))? => $crate::refusal::Said::new(format!($french), format!($english)),)*
                }
            }

            fn code(&self) -> String {
                match self {
                    $(Self::$passed(source) => $crate::refusal::Refusal::code(source),)*
                    $(Self::$variant { .. } => $crate::refusal::code_of(stringify!($name), stringify!($variant)),)*
                }
            }

            fn field(&self) -> Option<String> {
                match self {
                    $(Self::$passed(source) => $crate::refusal::Refusal::field(source),)*
                    $(Self::$variant { .. } => $crate::refusals!(@field $($field)?),)*
                }
            }

            fn facts(&self) -> $crate::refusal::Facts {
                match self {
                    $(Self::$passed(source) => $crate::refusal::Refusal::facts(source),)*
                    $(Self::$variant $(($($part),+))? => $crate::refusals!(@facts $($($part),+)?),)*
                }
            }

            fn codes() -> Vec<String> {
                let passed: Vec<Vec<String>> = vec![$(<$source as $crate::refusal::Refusal>::codes()),*];
                let own = [$($crate::refusal::code_of(stringify!($name), stringify!($variant))),*];
                passed.into_iter().flatten().chain(own).collect()
            }
        }

        $(impl From<$source> for $name {
            fn from(source: $source) -> Self {
                Self::$passed(source)
            }
        })*
    };
    (@field) => { None };
    (@field $field:literal) => { Some(String::from($field)) };
    (@facts) => { $crate::refusal::Facts::new() };
    (@facts $($part:ident),+) => {
        [$((stringify!($part), $crate::refusal::Fact::as_fact($part))),+]
            .into_iter()
            .filter_map(|(name, fact)| Some((String::from(name), fact?)))
            .collect()
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    refusals! {
        /// Why a page was not turned.
        #[derive(Debug)]
        enum TurnRefused [] {
            TornOut(page: i64, by: String, part: PartPath):
                "{by} tore page {page} out ({part})" / "{by} a arraché la page {page} ({part})",
        }
    }

    refusals! {
        /// Why a book was not read.
        #[derive(Debug)]
        enum ReadRefused [Turn(TurnRefused)] {}
    }

    #[test]
    fn a_refusal_that_is_passed_on_stays_what_it_is() {
        let refused = ReadRefused::from(TurnRefused::TornOut(3, "Léa".into(), PartPath("body/a1".into())));
        assert_eq!(refused.said().fr, "Léa a arraché la page 3 (body/a1)");
        assert_eq!(refused.code(), "turn.torn_out");
        assert_eq!(refused.field(), None);
        assert_eq!(ReadRefused::codes(), ["turn.torn_out"]);
    }

    #[test]
    fn the_record_keeps_numbers_and_paths_and_no_names() {
        let refused = TurnRefused::TornOut(3, "Léa".into(), PartPath("body/a1".into()));
        assert_eq!(
            as_entry(&refused).to_string(),
            r#"{"code":"turn.torn_out","page":3,"part":"body/a1"}"#
        );
    }
}
