//! What a paper's own articles say of its house style: names, spellings, words, habits, agencies, with counts.
//!
//! It proposes, a sub-editor decides: [`Learned::to_toml`] is a house file in which what is doubtful is commented out.

mod capitals;
mod fragment;
mod habits;
mod notes;
mod spellings;
mod tally;

use manuscript::Copy;

use crate::house::House;

pub use habits::{Acronyms, Apostrophes, Habits, Sign, Spaces};
pub use spellings::{Doubt, Spelling};
pub use tally::{Example, Seen};

use notes::{ARTICLES, Notes};
use spellings::spellings;

/// From how many times on a name is the paper's own.
const NAME_TIMES: u32 = 5;
/// What was learned; everything the most frequent first, then by the alphabet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learned {
    pub articles: u32,
    /// Names that the dictionary does not know.
    pub names: Vec<Seen>,
    /// Names that are written in several ways.
    pub spellings: Vec<Spelling>,
    /// Words in lower case that the dictionary does not know.
    pub words: Vec<Seen>,
    pub habits: Habits,
    /// Agencies of credits that the house does not name.
    pub agencies: Vec<Seen>,
    /// The spacing that the habits are held against.
    spacing: crate::house::Spacing,
}

/// Learns from copies, each with the name of its article. `knows` says whether the dictionary has a word in any case:
/// [`knows_in_any_case`](crate::lexicon::Lexicon::knows_in_any_case) of the French one.
pub fn learn<'a>(copies: impl Iterator<Item = (&'a str, &'a Copy)>, house: &House, knows: impl Fn(&str) -> bool) -> Learned {
    let mut notes = Notes::new(house, &knows);
    for (name, copy) in copies {
        notes.read(name, copy);
    }
    learned(notes)
}

fn learned(notes: Notes<'_>) -> Learned {
    let spellings = spellings(&notes);
    let is_told = |name: &str| {
        let of_house = notes
            .house
            .names
            .iter()
            .any(|known| known.preferred == name || known.variants.iter().any(|v| v == name));
        of_house || notes.house.brands.iter().any(|brand| brand == name) || spellings.iter().any(|spelling| spelling.is(name))
    };
    let mut names = notes
        .names
        .seen(|name, seen| seen.times >= NAME_TIMES && seen.opening < seen.times && !is_told(name));
    names.retain(|name| !notes.is_known_name(&name.words));
    Learned {
        articles: notes.articles,
        names,
        words: notes.words.seen(|_, seen| seen.articles >= ARTICLES),
        agencies: notes.agencies.seen(|_, _| true),
        habits: notes.habits,
        spacing: notes.house.spacing,
        spellings,
    }
}

#[cfg(test)]
mod tests;
