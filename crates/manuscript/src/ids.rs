//! Identities that come from words: the same name always means the same thing of the paper.

use uuid::Uuid;

/// What sort of thing a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Thing {
    Article,
    Section,
    Person,
    Dossier,
    Series,
    Topic,
    Page,
}

impl Thing {
    pub const ALL: [Self; 7] = [
        Self::Article,
        Self::Section,
        Self::Person,
        Self::Dossier,
        Self::Series,
        Self::Topic,
        Self::Page,
    ];

    /// As the database and the record write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Section => "section",
            Self::Person => "person",
            Self::Dossier => "dossier",
            Self::Series => "series",
            Self::Topic => "topic",
            Self::Page => "page",
        }
    }

    /// Reads what [`Thing::as_str`] wrote.
    pub fn from_word(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|thing| thing.as_str() == text)
    }
}

/// A thing of the paper with its identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ThingId {
    pub thing: Thing,
    pub id: Uuid,
}
