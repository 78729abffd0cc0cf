//! First words of addresses that no paper may give away: what answers there is the program's, now or later (decision 43).

mod folded;
mod keeper;
mod list;
mod rooms;

use std::sync::LazyLock;

use crate::sentence::Locale;
use folded::Folded;
use list::{BEGINNINGS, OF_THE_SITE, WORDS};

pub use keeper::Keeper;
pub use rooms::Room;

/// Every word that is fixed, in order.
static SORTED: LazyLock<Vec<(&'static str, Keeper)>> = LazyLock::new(|| {
    let mut all: Vec<_> = words().collect();
    all.sort_unstable();
    all.dedup();
    all
});

/// A path that begins with a reserved word, and at which nothing of the program answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reserved<'a> {
    pub keeper: Keeper,
    pub path: &'a str,
}

impl<'a> Reserved<'a> {
    /// What a path is, if its first word is reserved.
    pub fn at(path: &'a str) -> Option<Self> {
        let keeper = keeper_of(first_word(path))?;
        Some(Self { keeper, path })
    }

    /// The word, in the letters of the path.
    pub fn word(&self) -> &'a str {
        first_word(self.path)
    }

    /// Whether the site never gave this word away, so that no paper can have it.
    pub fn is_of_the_site(&self) -> bool {
        of_the_site(self.word()).is_some()
    }
}

/// What stands between the first slash of a path and the second.
pub fn first_word(path: &str) -> &str {
    path.strip_prefix('/').and_then(|path| path.split('/').next()).unwrap_or_default()
}

/// For what a word is reserved that the site has had since its first release.
pub fn of_the_site(word: &str) -> Option<Keeper> {
    OF_THE_SITE.iter().find(|(known, _)| *known == word).map(|(_, keeper)| *keeper)
}

/// For what a first word is reserved, in whatever letters somebody writes it: `recherche`, `Recherche`, `rédaction`.
pub fn keeper_of(word: &str) -> Option<Keeper> {
    // Most addresses begin with a year, and no reserved word with a digit.
    if word.starts_with(|sign: char| sign.is_ascii_digit()) {
        return None;
    }
    let folded = Folded::of(word);
    let letters = folded.as_bytes();
    let known = || SORTED.binary_search_by(|(known, _)| known.as_bytes().cmp(letters)).ok();
    let fixed = folded.is_whole.then(known).flatten();
    let fixed = fixed.and_then(|at| SORTED.get(at)).map(|(_, keeper)| *keeper);
    let begins = |(beginning, _): &&(&str, Keeper)| letters.starts_with(beginning.as_bytes()) && word.contains('.');
    fixed.or_else(|| BEGINNINGS.iter().find(begins).map(|(_, keeper)| *keeper))
}

/// Every reserved word that is fixed, with what it is for; those of two languages or lists may come twice.
pub fn words() -> impl Iterator<Item = (&'static str, Keeper)> {
    let of_rooms = Room::ALL.into_iter().flat_map(|room| {
        let words = [Locale::French, Locale::English]
            .into_iter()
            .flat_map(move |locale| room.words(locale));
        words.map(move |word| (*word, Keeper::Room(room)))
    });
    let others = WORDS
        .into_iter()
        .flat_map(|(keeper, words)| words.split_ascii_whitespace().map(move |word| (word, keeper)));
    OF_THE_SITE.into_iter().chain(of_rooms).chain(others)
}

/// What else is reserved: any file name that begins so.
pub fn beginnings() -> impl Iterator<Item = &'static str> {
    BEGINNINGS.into_iter().map(|(beginning, _)| beginning)
}

#[cfg(test)]
mod tests {
    use super::{Keeper, Room, SORTED, keeper_of, words};

    #[test]
    fn a_word_is_reserved_for_one_thing_in_whatever_letters() {
        for pair in SORTED.windows(2) {
            assert_ne!(pair[0].0, pair[1].0, "reserved for {:?} and for {:?}", pair[0].1, pair[1].1);
        }
        for (word, keeper) in words() {
            let is_plain = word.is_ascii() && word.to_lowercase() == word && !word.starts_with(|sign: char| sign.is_ascii_digit());
            assert!(is_plain && word.len() < 40, "{word}");
            assert_eq!(keeper_of(word), Some(keeper), "{word}");
            assert_eq!(keeper_of(&word.to_uppercase()), Some(keeper), "{word}");
            if !word.contains('.') {
                assert_eq!(
                    keeper_of(&format!("{word}-2")),
                    None,
                    "what is made of words alone finds a free one beside {word}"
                );
            }
        }
        for written in ["Rédaction", "RE\u{301}DACTION", "aperçu", "écrire", "désabonnement"] {
            assert!(keeper_of(&crate::settled::nfc(written)).is_some(), "{written}");
        }
    }

    #[test]
    fn names_of_a_fixed_beginning_are_reserved_however_long_and_texts_about_them_are_not() {
        for (word, keeper) in [
            (".env", Keeper::WellKnown),
            ("wp-login.php", Keeper::OtherSystems),
            ("WP-Signup.php", Keeper::OtherSystems),
            ("favicon-32x32.png", Keeper::WellKnown),
            ("apple-touch-icon-152x152-precomposed-and-what-else.png", Keeper::WellKnown),
        ] {
            assert_eq!(keeper_of(word), Some(keeper), "{word}");
        }
        for free in [
            "favicon",
            "favicons-comment-faire",
            "apple-touch-icon",
            "wp-la-faille",
            "search2",
            "la-recherche",
            "",
        ] {
            assert_eq!(keeper_of(free), None, "{free}");
        }
        assert_eq!(keeper_of("recherche"), Some(Keeper::Room(Room::Search)));
    }
}
