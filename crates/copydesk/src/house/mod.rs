//! The house style as data: spacing, severities, names, phrases, agencies, units, thresholds.

mod spacing;

use std::collections::{BTreeMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::Deserialize;

use crate::finding::Severity;
use crate::folding::folded;
use crate::phrases::Phrases;

pub(crate) use spacing::SomeSpacing;
pub use spacing::{Space, Spacing};

/// The house style that a copy is read with.
#[derive(Clone, Debug)]
pub struct House {
    pub spacing: Spacing,
    pub thresholds: Thresholds,
    pub names: Vec<Name>,
    pub phrases: Vec<Phrase>,
    pub agencies: Vec<String>,
    /// Names that carry a sign of punctuation: `Yahoo!`.
    pub brands: Vec<String>,
    pub units: HashSet<String>,
    /// Words that the dictionary does not know and the paper writes, in lower case.
    pub words: HashSet<String>,
    pub(crate) avoided: Phrases,
    pub(crate) variants: Phrases,
    pub(crate) severities: BTreeMap<String, Weight>,
    pub(crate) sections: BTreeMap<String, BTreeMap<String, Weight>>,
    pub(crate) edition: u64,
}

/// What a check weighs by the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Weight {
    Legal,
    Block,
    Warning,
    Note,
    Off,
}

/// A name with one spelling in this paper.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    pub preferred: String,
    pub variants: Vec<String>,
}

/// A phrase that the paper does not print.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phrase {
    pub avoid: String,
    /// What it prints instead; without it the phrase is banned.
    pub prefer: Option<String>,
    pub why_fr: Option<String>,
    pub why_en: Option<String>,
    /// Words after which it is right.
    pub unless_after: Vec<String>,
}

macro_rules! thresholds {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// Numbers that the checks hold copy against.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Thresholds { $($(#[$doc])* pub $name: u32),+ }

        /// The same, where a house file names only some.
        #[derive(Clone, Copy, Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub(crate) struct SomeThresholds { $($name: Option<u32>),+ }

        impl Thresholds {
            pub(crate) fn overlaid(&mut self, some: &SomeThresholds) {
                $(if let Some(value) = some.$name { self.$name = value; })+
            }
        }

        impl SomeThresholds {
            pub(crate) fn whole(&self) -> Option<Thresholds> {
                Some(Thresholds { $($name: self.$name?),+ })
            }
        }
    };
}

thresholds! {
    /// How many marks are shown for each hundred words.
    marks_per_hundred_words,
    /// How many marks are shown for a text.
    marks_per_text,
    /// Partial quotations of fewer words need nobody who says them.
    quoted_words,
    /// Characters.
    headline,
    short_headline,
    search_headline,
    social_headline,
    alert_headline,
    description,
    /// Words of a passage that is printed twice.
    repeated_words,
    /// Percent of a text that stands word for word in a source.
    copied_warning,
    copied_block,
    /// Digits from which a number is grouped.
    grouped_digits,
    /// How far, in percent, a rounded figure may be from the one in the text.
    rounding,
}

impl House {
    /// What a check weighs in a section; nothing if it is off.
    pub fn severity(&self, code: &str, section: Option<&str>, own: Severity) -> Option<Severity> {
        let of_section = section.and_then(|section| self.of_section(code, section));
        match of_section.or_else(|| self.severities.get(code)) {
            None => Some(own),
            Some(Weight::Off) => None,
            Some(Weight::Legal) => Some(Severity::Legal),
            Some(Weight::Block) => Some(Severity::Block),
            Some(Weight::Warning) => Some(Severity::Warning),
            Some(Weight::Note) => Some(Severity::Note),
        }
    }

    /// What a section says of a check, or the nearest one above it that says something.
    fn of_section(&self, code: &str, section: &str) -> Option<&Weight> {
        let mut path = section.trim_matches('/');
        loop {
            if let Some(weight) = self.sections.get(path).and_then(|weights| weights.get(code)) {
                return Some(weight);
            }
            path = path.rsplit_once('/')?.0;
        }
    }

    /// Tells one house from another: what was read with one is read anew with the next.
    pub const fn edition(&self) -> u64 {
        self.edition
    }

    /// Whether a word is one of the paper's own.
    pub fn knows(&self, word: &str) -> bool {
        self.words.contains(&folded(word))
    }

    pub fn is_agency(&self, name: &str) -> bool {
        self.agencies.iter().any(|agency| agency.eq_ignore_ascii_case(name.trim()))
    }

    pub(crate) fn numbered(mut self, source: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        (self.edition, source).hash(&mut hasher);
        self.edition = hasher.finish();
        self
    }
}
