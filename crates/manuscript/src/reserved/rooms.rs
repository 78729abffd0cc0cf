//! Rooms of the program that will answer readers, and the words at which each of them may.

use crate::sentence::Locale;

/// A room that will have addresses of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Room {
    Newsroom,
    Search,
    /// A reader's own: who they are here, what they get, how they leave.
    Account,
    Comments,
    Newsletters,
    /// Drafts that somebody outside is shown.
    Previews,
}

impl Room {
    pub const ALL: [Self; 6] = [
        Self::Newsroom,
        Self::Search,
        Self::Account,
        Self::Comments,
        Self::Newsletters,
        Self::Previews,
    ];

    /// The words that it may have in a language, the one that it would rather have first. New ones come last, and none goes:
    /// a paper's choice must never change.
    pub const fn words(self, locale: Locale) -> &'static [&'static str] {
        match (self, locale) {
            (Self::Newsroom, Locale::French) => &["redaction", "salle-de-redaction", "newsroom"],
            (Self::Newsroom, Locale::English) => &["newsroom", "news-desk", "editors-desk"],
            (Self::Search, Locale::French) => &["recherche", "rechercher", "chercher"],
            (Self::Search, Locale::English) => &["search", "search-articles", "search-the-paper"],
            (Self::Account, Locale::French) => &["compte", "mon-compte", "espace-lecteur"],
            (Self::Account, Locale::English) => &["account", "my-account", "reader-account"],
            (Self::Comments, Locale::French) => &["commentaires", "commenter", "espace-commentaires"],
            (Self::Comments, Locale::English) => &["comments", "reader-comments", "all-comments"],
            (Self::Newsletters, Locale::French) => &["lettres", "infolettres", "lettres-d-information"],
            (Self::Newsletters, Locale::English) => &["newsletters", "email-newsletters", "newsletter"],
            (Self::Previews, Locale::French) => &["apercu", "apercus", "previsualisation"],
            (Self::Previews, Locale::English) => &["preview", "previews", "draft-preview"],
        }
    }

    /// The word at which it answers in a paper: the first of the paper's language that the paper has not taken itself, else
    /// of the other language. Nothing if the paper has them all.
    ///
    /// The choice lasts: every one of these words is reserved in every paper, so that a word which is free stays free.
    pub fn word(self, locale: Locale, is_taken: impl Fn(&str) -> bool) -> Option<&'static str> {
        let other = locale.choose(Locale::English, Locale::French);
        let own = self.words(locale).iter().chain(self.words(other));
        own.copied().find(|word| !is_taken(word))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Room;
    use crate::sentence::Locale;

    #[test]
    fn a_room_takes_its_next_word_where_the_paper_has_the_first_and_then_one_of_the_other_language() {
        let taken = |words: &'static [&'static str]| move |word: &str| words.contains(&word);
        assert_eq!(Room::Search.word(Locale::French, taken(&[])), Some("recherche"));
        assert_eq!(Room::Search.word(Locale::English, taken(&[])), Some("search"));
        assert_eq!(
            Room::Search.word(Locale::French, taken(&["recherche", "search"])),
            Some("rechercher")
        );
        let french = Room::Search.words(Locale::French);
        assert_eq!(Room::Search.word(Locale::French, taken(french)), Some("search"));
        assert_eq!(Room::Search.word(Locale::French, |_| true), None);
    }

    #[test]
    fn no_two_rooms_ever_want_one_word() {
        let mut wanted = BTreeMap::new();
        for room in Room::ALL {
            for word in [Locale::French, Locale::English].into_iter().flat_map(|locale| room.words(locale)) {
                let by = *wanted.entry(word).or_insert(room);
                assert_eq!(by, room, "{word}");
            }
        }
    }
}
