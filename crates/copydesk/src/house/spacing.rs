//! Which space stands before a sign, by house and by country.

use manuscript::spacing::{NBSP, NNBSP};
use serde::Deserialize;

use crate::passage::Tongue;

/// A space that belongs before a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Space {
    None,
    Narrow,
    NoBreak,
}

impl Space {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Narrow => "\u{202f}",
            Self::NoBreak => "\u{a0}",
        }
    }
}

/// The spacing table of a house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Spacing {
    /// Only the space of the table is right, not the other no-break one.
    pub strict: bool,
    pub semicolon: Space,
    pub exclamation: Space,
    pub question: Space,
    pub colon: Space,
    pub guillemets: Space,
    pub percent: Space,
    pub currency: Space,
    pub thousands: Space,
    pub unit: Space,
}

/// The table where a house file names only some signs.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SomeSpacing {
    strict: Option<bool>,
    semicolon: Option<Space>,
    exclamation: Option<Space>,
    question: Option<Space>,
    colon: Option<Space>,
    guillemets: Option<Space>,
    percent: Option<Space>,
    currency: Option<Space>,
    thousands: Option<Space>,
    unit: Option<Space>,
}

impl Default for Spacing {
    fn default() -> Self {
        Self {
            strict: false,
            semicolon: Space::Narrow,
            exclamation: Space::Narrow,
            question: Space::Narrow,
            colon: Space::NoBreak,
            guillemets: Space::NoBreak,
            percent: Space::NoBreak,
            currency: Space::NoBreak,
            thousands: Space::Narrow,
            unit: Space::NoBreak,
        }
    }
}

impl Spacing {
    pub(crate) fn overlaid(&mut self, some: &SomeSpacing) {
        let pairs = [
            (&mut self.semicolon, some.semicolon),
            (&mut self.exclamation, some.exclamation),
            (&mut self.question, some.question),
            (&mut self.colon, some.colon),
            (&mut self.guillemets, some.guillemets),
            (&mut self.percent, some.percent),
            (&mut self.currency, some.currency),
            (&mut self.thousands, some.thousands),
            (&mut self.unit, some.unit),
        ];
        for (space, said) in pairs {
            *space = said.unwrap_or(*space);
        }
        self.strict = some.strict.unwrap_or(self.strict);
    }

    /// The space before a sign of punctuation in a language.
    pub fn before(&self, sign: char, tongue: Tongue) -> Space {
        match (tongue, sign) {
            (Tongue::English | Tongue::Other, _) | (Tongue::CanadianFrench, ';' | '!' | '?') => Space::None,
            (_, ';') => self.semicolon,
            (_, '!') => self.exclamation,
            (_, '?') => self.question,
            (_, ':') => self.colon,
            (_, '»' | '«') => self.guillemets,
            (_, '%' | '‰') => self.percent,
            (_, '€' | '$' | '£') => self.currency,
            _ => Space::None,
        }
    }

    /// Whether what stands there may stay: the space of the table, or, unless the house is strict, another that does not break.
    pub fn accepts(&self, wanted: Space, written: &str) -> bool {
        let mut letters = written.chars();
        let (first, more) = (letters.next(), letters.next());
        match (wanted, first, more) {
            (Space::None, first, _) => first.is_none(),
            (_, Some(NBSP | NNBSP), None) => !self.strict || written == wanted.as_str(),
            _ => false,
        }
    }
}
