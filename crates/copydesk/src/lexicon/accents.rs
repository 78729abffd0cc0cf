//! The same letters with other accents: forms that differ from a word only by accents and ligatures.

use fst::Automaton;

use super::Lexicon;
use super::capitals::Capitals;

impl Lexicon {
    /// The one form that differs from an unknown word only by accents or ligature, with the word's capitals:
    /// *Etat* gives *État*, *coeur* gives *cœur*. None when the word is known, or when two forms could be meant.
    pub fn accented(&self, word: &str) -> Option<String> {
        let word = &*super::plain(word);
        if self.lists_in_any_case(word) {
            return None;
        }
        let capitals = Capitals::of(word);
        let mut forms: Vec<String> = self
            .same_letters(word)
            .iter()
            .map(|form| capitals.given_to(form))
            .filter(|form| bare(form) == bare(word))
            .collect();
        forms.sort_unstable();
        forms.dedup();
        (forms.len() == 1).then(|| forms.remove(0))
    }

    /// The word with œ and æ, where only that form is known: *soeur* gives *sœur*, *ex-aequo* gives *ex-æquo*.
    pub fn ligature(&self, word: &str) -> Option<String> {
        if !word.is_ascii() && word.contains(['œ', 'æ']) || self.knows_in_any_case(word) {
            return None;
        }
        let both = with_e_in_a(&with_e_in_o(word));
        [with_e_in_o(word), with_e_in_a(word), both]
            .into_iter()
            .find(|form| form != word && self.knows_in_any_case(form))
    }

    /// The forms of the list that have the letters of this word, whatever the accents and capitals; not the word itself.
    pub(super) fn same_letters(&self, word: &str) -> Vec<String> {
        let mut forms = self.search(&SameLetters::of(word));
        forms.retain(|(form, tags)| form != word && !tags.is_unsuggested());
        forms.into_iter().map(|(form, _)| form).collect()
    }
}

fn with_e_in_o(word: &str) -> String {
    word.replace("oe", "œ").replace("Oe", "Œ").replace("OE", "Œ")
}

fn with_e_in_a(word: &str) -> String {
    word.replace("ae", "æ").replace("Ae", "Æ").replace("AE", "Æ")
}

/// The word without accents, ligatures written out, capitals kept.
fn bare(word: &str) -> String {
    let mut letters = String::with_capacity(word.len());
    for sign in word.chars() {
        let lower = super::lower(sign);
        match lower {
            'œ' => letters.push_str("oe"),
            'æ' => letters.push_str("ae"),
            _ => letters.push(without_accent(lower)),
        }
        if sign.is_uppercase()
            && let Some(last) = letters.pop()
        {
            letters.extend(last.to_uppercase());
        }
    }
    letters
}

/// The letter that carries the accent; any other sign is its own. For small letters.
pub(super) fn without_accent(sign: char) -> char {
    match sign {
        'à' | 'â' | 'ä' | 'á' | 'ã' | 'å' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' | 'í' | 'ì' => 'i',
        'ñ' => 'n',
        'ô' | 'ö' | 'ó' | 'ò' | 'õ' => 'o',
        'ù' | 'û' | 'ü' | 'ú' => 'u',
        'ÿ' | 'ý' => 'y',
        _ => sign,
    }
}

/// Reads forms of the list byte by byte and keeps to those that have the same letters.
struct SameLetters {
    letters: Vec<char>,
}

/// How many letters are read, and the first byte of a letter whose second is awaited.
#[derive(Clone, Copy)]
struct Reading {
    read: usize,
    begun: Option<u8>,
}

impl SameLetters {
    fn of(word: &str) -> SameLetters {
        SameLetters {
            letters: bare(&word.to_lowercase()).chars().collect(),
        }
    }

    /// How many letters are read once this sign follows, if it may.
    fn after(&self, read: usize, sign: char) -> Option<usize> {
        let rest = self.letters.get(read..)?;
        let lower = super::lower(sign);
        match (lower, rest) {
            ('œ', ['o', 'e', ..]) | ('æ', ['a', 'e', ..]) => Some(read + 2),
            (_, [next, ..]) if without_accent(lower) == *next => Some(read + 1),
            _ => None,
        }
    }
}

impl Automaton for SameLetters {
    type State = Option<Reading>;

    fn start(&self) -> Self::State {
        Some(Reading { read: 0, begun: None })
    }

    fn is_match(&self, state: &Self::State) -> bool {
        state.is_some_and(|reading| reading.read == self.letters.len() && reading.begun.is_none())
    }

    fn can_match(&self, state: &Self::State) -> bool {
        state.is_some()
    }

    fn accept(&self, state: &Self::State, byte: u8) -> Self::State {
        let Reading { read, begun } = (*state)?;
        let sign = match begun {
            None if byte.is_ascii() => char::from(byte),
            None if (0xC3..=0xC5).contains(&byte) => return Some(Reading { read, begun: Some(byte) }),
            None => return None,
            Some(first) => char::from_u32(u32::from(first & 0x1F) << 6 | u32::from(byte & 0x3F))?,
        };
        self.after(read, sign).map(|read| Reading { read, begun: None })
    }
}
