//! The words that French and English have, with what kind each is: known, unknown, meant instead.
//!
//! The data is made by `lexicon/remake.sh` and embedded; `lexicon/README.md` says from what. Opening copies nothing.

use std::borrow::Cow;
use std::sync::OnceLock;

use fst::{Automaton, IntoStreamer, Map, Streamer};

mod accents;
mod capitals;
mod compounds;
mod resemblance;
mod suggestions;
mod tags;
#[cfg(test)]
mod tests;

pub use tags::Tags;

use capitals::capitalised;

static FRENCH: &[u8] = include_bytes!("../../lexicon/fr.fst");
static FRENCH_TAGS: &[u8] = include_bytes!("../../lexicon/fr.tags");
static ENGLISH: &[u8] = include_bytes!("../../lexicon/en.fst");
static ENGLISH_TAGS: &[u8] = include_bytes!("../../lexicon/en.tags");

/// The words of one language.
pub struct Lexicon {
    /// Each form to the place of its tag set; without it, the lexicon has no opinion and knows every word.
    forms: Option<Map<&'static [u8]>>,
    /// Tag sets, four bytes each, little-endian.
    sets: &'static [u8],
    language: Language,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Language {
    French,
    English,
}

impl Lexicon {
    /// French in its traditional spelling, with those reformed spellings of 1990 that the dictionary admits (*évènement*).
    pub fn french() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Lexicon::open(FRENCH, FRENCH_TAGS, Language::French))
    }

    /// English as Americans spell it, with the commonest British spellings. Its forms carry no kinds.
    pub fn english() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Lexicon::open(ENGLISH, ENGLISH_TAGS, Language::English))
    }

    fn open(forms: &'static [u8], sets: &'static [u8], language: Language) -> Lexicon {
        Lexicon {
            forms: Map::new(forms).ok(),
            sets,
            language,
        }
    }

    /// Whether this form, capitals as written, is in the list or is well composed of words that are.
    /// ’ and ' are the same. A lexicon that could not be opened knows every word.
    pub fn knows(&self, word: &str) -> bool {
        let word = &*plain(word);
        self.forms.is_none() || self.lists(word) || self.composes(word)
    }

    /// Whether the word is known as written, in small letters, or with a first capital: *Les*, *FRANCE*, *paris*.
    pub fn knows_in_any_case(&self, word: &str) -> bool {
        let word = &*plain(word);
        if self.forms.is_none() || self.lists_in_any_case(word) {
            return true;
        }
        let small = word.to_lowercase();
        self.composes(word) || (small != word && self.composes(&small))
    }

    /// What kinds of word this form may be, capitals as written. Composed words have no tags.
    pub fn tags(&self, word: &str) -> Tags {
        self.listed(&plain(word)).unwrap_or_default()
    }

    fn listed(&self, plain: &str) -> Option<Tags> {
        let place = self.forms.as_ref()?.get(plain)?;
        Some(self.set(place))
    }

    fn set(&self, place: u64) -> Tags {
        let from = usize::try_from(place).unwrap_or(usize::MAX).saturating_mul(4);
        let bytes = self.sets.get(from..).and_then(<[u8]>::first_chunk::<4>);
        Tags::from_bits(bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes)))
    }

    fn lists(&self, plain: &str) -> bool {
        self.forms.as_ref().is_some_and(|forms| forms.contains_key(plain))
    }

    fn lists_in_any_case(&self, plain: &str) -> bool {
        if self.lists(plain) {
            return true;
        }
        let small = plain.to_lowercase();
        self.lists(&small) || self.lists(&capitalised(&small))
    }

    /// The listed forms that an automaton takes, with their tags.
    fn search(&self, automaton: &impl Automaton) -> Vec<(String, Tags)> {
        let mut found = Vec::new();
        let Some(forms) = &self.forms else { return found };
        let mut stream = forms.search(automaton).into_stream();
        while let Some((form, place)) = stream.next() {
            if let Ok(form) = std::str::from_utf8(form) {
                found.push((form.to_owned(), self.set(place)));
            }
        }
        found
    }
}

/// The word with the signs that the list is written in: a straight apostrophe, a plain hyphen.
fn plain(word: &str) -> Cow<'_, str> {
    if word.contains(['’', 'ʼ', '\u{2010}', '\u{2011}']) {
        Cow::Owned(word.replace(['’', 'ʼ'], "'").replace(['\u{2010}', '\u{2011}'], "-"))
    } else {
        Cow::Borrowed(word)
    }
}

/// A sign as a small one, where that is one sign.
fn lower(sign: char) -> char {
    let mut small = sign.to_lowercase();
    match (small.next(), small.next()) {
        (Some(small), None) => small,
        _ => sign,
    }
}
