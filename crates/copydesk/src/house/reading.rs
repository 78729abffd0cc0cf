//! From a house file to a house, or to the place where it does not hold.

use std::collections::BTreeMap;
use std::collections::HashSet;
use std::ops::Range;

use serde::de::value::MapAccessDeserializer;
use serde::de::{IntoDeserializer as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::spacing::SomeSpacing;
use super::{House, Name, Phrase, SomeThresholds, Spacing, Weight, examples};
use crate::phrases::{Phrases, folded};

/// A house file that cannot be taken, and where. Lines and columns begin at 1, columns count characters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct HouseRefused {
    pub line: usize,
    pub column: usize,
    pub message: String,
}

/// The file as TOML gives it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HouseFile {
    spacing: SomeSpacing,
    severity: BTreeMap<Spanned<String>, OfSection>,
    thresholds: SomeThresholds,
    agencies: Names,
    brands: Names,
    units: Symbols,
    words: Known,
    pub(super) name: Vec<NameEntry>,
    pub(super) phrase: Vec<PhraseEntry>,
}

/// A weight, or the weights of a section.
#[derive(Debug)]
enum OfSection {
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
struct Names {
    names: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Symbols {
    symbols: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Known {
    known: Vec<String>,
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
    prefer: Option<String>,
    why_fr: Option<String>,
    why_en: Option<String>,
    #[serde(default)]
    unless_after: Vec<String>,
    #[serde(default)]
    pub(super) wrong: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) right: Vec<Spanned<String>>,
}

/// The house that ships: a test reads it, so that here it is taken as it is.
pub(super) fn shipped(toml: &str) -> House {
    let file: HouseFile = toml::from_str(toml).unwrap_or_default();
    let empty = House {
        spacing: Spacing::default(),
        thresholds: file.thresholds.whole().unwrap_or_default(),
        names: Vec::new(),
        phrases: Vec::new(),
        agencies: Vec::new(),
        brands: Vec::new(),
        units: HashSet::new(),
        words: HashSet::new(),
        avoided: Phrases::default(),
        variants: Phrases::default(),
        severities: BTreeMap::new(),
        sections: BTreeMap::new(),
        edition: 0,
    };
    over(&file, &empty).numbered(toml)
}

/// A file over a house; its examples must hold.
pub(super) fn read(toml: &str, under: &House) -> Result<House, HouseRefused> {
    let file: HouseFile = toml::from_str(toml).map_err(|error| refused(toml, error.span(), error.message()))?;
    if let Some(code) = codes(&file).find(|code| crate::checks::named(code.get_ref()).is_none()) {
        let message = format!("`{}` is no check; docs/checks/codes.md lists them", code.get_ref());
        return Err(refused(toml, Some(code.span()), &message));
    }
    let house = over(&file, under).numbered(toml);
    match examples::wrong(&file, &house) {
        Some((span, message)) => Err(refused(toml, Some(span), &message)),
        None => Ok(house),
    }
}

/// The checks that a file names, for the paper and for its sections.
fn codes(file: &HouseFile) -> impl Iterator<Item = &Spanned<String>> {
    file.severity.iter().flat_map(|(name, weight)| match weight {
        OfSection::Weight(_) => vec![name],
        OfSection::Section(weights) => weights.keys().collect(),
    })
}

fn over(file: &HouseFile, under: &House) -> House {
    let mut house = under.clone();
    house.spacing.overlaid(&file.spacing);
    house.thresholds.overlaid(&file.thresholds);
    for (code, weight) in &file.severity {
        match weight {
            OfSection::Weight(weight) => drop(house.severities.insert(code.get_ref().clone(), *weight)),
            OfSection::Section(weights) => {
                let weights = weights.iter().map(|(code, weight)| (code.get_ref().clone(), *weight));
                house.sections.entry(code.get_ref().clone()).or_default().extend(weights);
            }
        }
    }
    house.agencies.extend(file.agencies.names.iter().cloned());
    house.brands.extend(file.brands.names.iter().cloned());
    house.units.extend(file.units.symbols.iter().cloned());
    house.words.extend(file.words.known.iter().map(|word| folded(word)));
    let names = file.name.iter().map(|entry| Name {
        preferred: entry.preferred.get_ref().clone(),
        variants: entry.variants.clone(),
    });
    house.names.extend(names);
    for entry in &file.phrase {
        house
            .phrases
            .retain(|phrase| folded(&phrase.avoid) != folded(entry.avoid.get_ref()));
        house.phrases.push(Phrase {
            avoid: entry.avoid.get_ref().clone(),
            prefer: entry.prefer.clone(),
            why_fr: entry.why_fr.clone(),
            why_en: entry.why_en.clone(),
            unless_after: entry.unless_after.iter().map(|word| folded(word)).collect(),
        });
    }
    house.avoided = Phrases::of(house.phrases.iter().map(|phrase| phrase.avoid.as_str()));
    house.variants = Phrases::exact(
        house
            .names
            .iter()
            .enumerate()
            .flat_map(|(at, name)| name.variants.iter().map(move |variant| (at, variant.as_str()))),
    );
    house
}

fn refused(toml: &str, span: Option<Range<usize>>, message: &str) -> HouseRefused {
    let before = toml.get(..span.map_or(0, |span| span.start)).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    HouseRefused {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        message: message.to_owned(),
    }
}
