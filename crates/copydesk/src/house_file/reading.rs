//! From a house file to a house, or to the place where it does not hold.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use manuscript::reader_words;
use toml::Spanned;

use super::examples;
use super::file::{HouseFault, HouseFile, HouseRefused, OfSection};
use crate::checks;
use crate::folding::folded;
use crate::house::{House, Name, Phrase, Spacing};
use crate::phrases::Phrases;

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
    let file: HouseFile = toml::from_str(toml).map_err(|error| {
        let said = reader_words::said(error.message());
        refused(toml, error.span(), HouseFault::NotRead(said.fr, said.en))
    })?;
    if let Some(code) = codes(&file).find(|code| checks::named(code.get_ref()).is_none()) {
        let fault = HouseFault::NoCheck(code.get_ref().clone());
        return Err(refused(toml, Some(code.span()), fault));
    }
    let house = over(&file, under).numbered(toml);
    match examples::wrong(&file, &house) {
        Some((span, fault)) => Err(refused(toml, Some(span), fault)),
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

fn refused(toml: &str, span: Option<Range<usize>>, fault: HouseFault) -> HouseRefused {
    let before = toml.get(..span.map_or(0, |span| span.start)).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    HouseRefused {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        fault,
    }
}
