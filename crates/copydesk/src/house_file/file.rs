//! A house file as TOML gives it.

use std::collections::BTreeMap;

use manuscript::Said;
use manuscript::refusal::Refusal as _;
use serde::de::value::MapAccessDeserializer;
use serde::de::{IntoDeserializer as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use crate::house::{SomeSpacing, SomeThresholds, Weight};

manuscript::refusals! {
    /// What is wrong in a house file.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum HouseFault [] {
        NotRead(fr: String, en: String):
            "{en}"
            / "{fr}",
        NoCheck(code: String):
            "`{code}` is no check; docs/checks/codes.md lists them"
            / "« {code} » n’est pas une vérification ; docs/checks/codes.md en donne la liste",
        SilentExample(name: String):
            "this wrong example holds nothing that the entry “{name}” finds"
            / "cet exemple fautif ne contient rien que l’entrée « {name} » trouve",
        LoudExample(name: String):
            "the entry “{name}” finds something in this right example"
            / "l’entrée « {name} » trouve quelque chose dans cet exemple juste",
    }
}

/// A house file that cannot be taken, and where. Lines and columns begin at 1, columns count characters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {fault}")]
pub struct HouseRefused {
    pub line: usize,
    pub column: usize,
    pub fault: HouseFault,
}

impl HouseRefused {
    /// The sentence with its place, in every language of the house.
    pub fn said(&self) -> Said {
        let Self { line, column, fault } = self;
        let said = fault.said();
        Said::new(
            format!("ligne {line}, colonne {column} : {}", said.fr),
            format!("line {line}, column {column}: {}", said.en),
        )
    }
}

/// The file as TOML gives it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HouseFile {
    pub(super) spacing: SomeSpacing,
    pub(super) severity: BTreeMap<Spanned<String>, OfSection>,
    pub(super) thresholds: SomeThresholds,
    pub(super) agencies: Names,
    pub(super) brands: Names,
    pub(super) units: Symbols,
    pub(super) words: Known,
    pub(super) name: Vec<NameEntry>,
    pub(super) phrase: Vec<PhraseEntry>,
}

/// A weight, or the weights of a section.
#[derive(Debug)]
pub(super) enum OfSection {
    Weight(Weight),
    Section(BTreeMap<Spanned<String>, Weight>),
}

/// Not `untagged`: that would lose where in the file it stands, and which weights there are.
impl<'de> Deserialize<'de> for OfSection {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WeightOrSection)
    }
}

struct WeightOrSection;

impl<'de> Visitor<'de> for WeightOrSection {
    type Value = OfSection;

    fn expecting(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("\"legal\", \"block\", \"warning\", \"note\", \"off\" or the severities of a section")
    }

    fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<OfSection, E> {
        Weight::deserialize(word.into_deserializer()).map(OfSection::Weight)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<OfSection, A::Error> {
        Deserialize::deserialize(MapAccessDeserializer::new(map)).map(OfSection::Section)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Names {
    pub(super) names: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Symbols {
    pub(super) symbols: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Known {
    pub(super) known: Vec<String>,
}

/// Examples are sentences in which the entry finds something, and in which it finds nothing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NameEntry {
    pub(super) preferred: Spanned<String>,
    pub(super) variants: Vec<String>,
    #[serde(default)]
    pub(super) wrong: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) right: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PhraseEntry {
    pub(super) avoid: Spanned<String>,
    pub(super) prefer: Option<String>,
    pub(super) why_fr: Option<String>,
    pub(super) why_en: Option<String>,
    #[serde(default)]
    pub(super) unless_after: Vec<String>,
    #[serde(default)]
    pub(super) wrong: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) right: Vec<Spanned<String>>,
}
