//! A sentence of the program for the people who use it, in each language that it speaks.

use std::fmt::{self, Display};

use serde::{Deserialize, Serialize};

use crate::language::Language;

/// The languages in which the program itself speaks. Papers and articles may be in any other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Locale {
    #[default]
    #[serde(rename = "fr")]
    French,
    #[serde(rename = "en")]
    English,
}

impl Locale {
    /// In which of them somebody is told who reads a language: French for `fr` and its countries, English for any other.
    pub fn of(language: &Language) -> Self {
        if language.primary() == "fr" { Self::French } else { Self::English }
    }

    pub const fn is_french(self) -> bool {
        matches!(self, Self::French)
    }

    /// Its own of two things of which each language has one.
    pub fn choose<T>(self, french: T, english: T) -> T {
        match self {
            Self::French => french,
            Self::English => english,
        }
    }
}

/// One sentence in every language that the program speaks; doors tell it in their reader's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Said {
    pub fr: String,
    pub en: String,
}

impl Said {
    pub fn new(fr: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            fr: fr.into(),
            en: en.into(),
        }
    }

    /// Words that are the same in every language: a path, a message of the machine.
    pub fn alike(words: impl Display) -> Self {
        Self::new(words.to_string(), words.to_string())
    }

    /// The same with more words behind it.
    #[must_use]
    pub fn and(mut self, french: &str, english: &str) -> Self {
        self.fr.push_str(french);
        self.en.push_str(english);
        self
    }

    pub fn told(&self, locale: Locale) -> &str {
        locale.choose(&self.fr, &self.en)
    }

    pub fn into_told(self, locale: Locale) -> String {
        locale.choose(self.fr, self.en)
    }
}

/// Words that stand inside of such a sentence: English where they are shown as they are, French in the alternate form
/// (`{words:#}`), so that both sentences of a refusal can name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    pub fr: &'static str,
    pub en: &'static str,
}

impl Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if f.alternate() { self.fr } else { self.en })
    }
}
