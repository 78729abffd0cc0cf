//! Names that are written in several ways: with or without an accent, a hyphen, an apostrophe, a capital.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::notes::{ARTICLES, Notes};
use super::tally::Seen;

/// A name with several spellings in this paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// The most frequent one.
    pub preferred: Seen,
    pub variants: Vec<Seen>,
    pub doubt: Option<Doubt>,
}

/// Why a sub-editor should look twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// No spelling is twice as frequent as the others together.
    Undecided,
    /// Seen in few articles.
    Rare,
    /// They differ in capitals alone.
    Capitals,
    /// A word of the dictionary, accents left out on its capital: TYP-22 finds that.
    Accent,
}

impl Spelling {
    pub(super) fn is(&self, name: &str) -> bool {
        self.preferred.words == name || self.variants.iter().any(|variant| variant.words == name)
    }

    fn times(&self) -> u32 {
        self.preferred.times + self.variants.iter().map(|variant| variant.times).sum::<u32>()
    }
}

/// What the spellings of one name have in common: no accents, no case, one sign between words.
pub(super) fn skeleton(name: &str) -> String {
    let open = name
        .replace(['-', '’', '\''], " ")
        .replace(['œ', 'Œ'], "oe")
        .replace(['æ', 'Æ'], "ae");
    let bare = open.nfd().filter(|letter| !matches!(letter, '\u{300}'..='\u{36f}'));
    bare.flat_map(char::to_lowercase).collect()
}

/// The names with several spellings, the most frequent first.
pub(super) fn spellings(notes: &Notes<'_>) -> Vec<Spelling> {
    let mut groups: BTreeMap<String, Vec<&Seen>> = BTreeMap::new();
    for seen in notes.names.all().filter(|seen| !is_capitals(&seen.words)) {
        groups.entry(skeleton(&seen.words)).or_default().push(seen);
    }
    let several = groups.into_values().filter(|group| group.len() > 1 && is_one_name(notes, group));
    let mut spellings: Vec<Spelling> = several.filter_map(|group| spelling(notes, group)).collect();
    spellings.sort_by_key(|spelling| std::cmp::Reverse(spelling.times()));
    spellings
}

/// Headings and acronyms in capitals are no spelling of a name.
fn is_capitals(name: &str) -> bool {
    !name.chars().any(char::is_lowercase)
}

/// Told by the house already, only ever at the start of sentences, or two words of the dictionary: not one name.
fn is_one_name(notes: &Notes<'_>, group: &[&Seen]) -> bool {
    let is_told = |seen: &&Seen| notes.house.names.iter().any(|name| name.variants.contains(&seen.words));
    let is_word = |seen: &&&Seen| !seen.words.contains([' ', '-', '’']) && notes.is_known(&seen.words.to_lowercase());
    let stands_inside = group.iter().any(|seen| seen.opening < seen.times);
    stands_inside && !group.iter().any(is_told) && group.iter().filter(is_word).count() < 2
}

fn spelling(notes: &Notes<'_>, mut group: Vec<&Seen>) -> Option<Spelling> {
    group.sort_by_key(|seen| std::cmp::Reverse(seen.times));
    let (preferred, variants) = group.split_first()?;
    let spelling = Spelling {
        preferred: (*preferred).clone(),
        variants: variants.iter().map(|seen| (*seen).clone()).collect(),
        doubt: None,
    };
    let doubt = doubt(notes, &spelling);
    Some(Spelling { doubt, ..spelling })
}

fn doubt(notes: &Notes<'_>, spelling: &Spelling) -> Option<Doubt> {
    let Spelling { preferred, variants, .. } = spelling;
    let others: u32 = variants.iter().map(|variant| variant.times).sum();
    let case_alone = |variant: &Seen| variant.words.to_lowercase() == preferred.words.to_lowercase();
    let is_accent = |variant: &Seen| {
        let behind_first = |name: &str| name.chars().skip(1).collect::<String>();
        behind_first(&variant.words) == behind_first(&preferred.words)
    };
    let is_word = notes.is_known(&preferred.words.to_lowercase());
    if variants.iter().any(case_alone) {
        Some(Doubt::Capitals)
    } else if is_word && variants.iter().any(is_accent) {
        Some(Doubt::Accent)
    } else if preferred.times < 2 * others {
        Some(Doubt::Undecided)
    } else {
        (preferred.articles < ARTICLES).then_some(Doubt::Rare)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_have_one_skeleton() {
        for (one, other) in [
            ("Érignac", "Erignac"),
            ("Haut-Karabakh", "Haut Karabakh"),
            ("Val-d’Oise", "Val d'Oise"),
            ("MacDonald", "Macdonald"),
            ("Sacré-Cœur", "Sacré Coeur"),
        ] {
            assert_eq!(skeleton(one), skeleton(other));
        }
        assert_ne!(skeleton("Le Mans"), skeleton("Lemans"));
    }
}
