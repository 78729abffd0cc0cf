//! Tags: what an act touches and what a page shows, in the same words, so that a purge is exact.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::commitment::hex;

/// One thing that a page may show.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tag {
    /// The article wherever it is shown: its page, a card, a line of a feed.
    Article(Uuid),
    /// The list of the newest articles, whole paper.
    Latest,
    /// The articles of a section (those of the sections below it included).
    ListSection(Uuid),
    /// The articles first published on a day of the paper's zone: `2026-11-22`.
    ListDay(String),
    /// The articles that a person signed.
    ListPerson(Uuid),
    /// The articles of a topic, a dossier or a series.
    ListOf(Uuid),
    /// The translations of one article, by the digest of the word that they share: the record holds no words.
    Translations(String),
    /// The person's own words: name, biography, interests.
    Person(Uuid),
    /// The section's own words: name, description.
    Section(Uuid),
    /// The own words of a dossier, a series or a topic: name, description, rhythm.
    Described(Uuid),
    /// The page of all corrections and its feed.
    Corrections,
    /// Where comments are closed: the page that says so, and every article.
    Suspensions,
    /// Menus, labels, name, legal identity: what stands on every page.
    Paper,
    /// What readers get of a file, by the SHA-256 of what was received, in hexadecimal.
    Media(String),
    /// What answers at a path; carried by every page, refusal and redirect.
    Address(String),
}

impl Tag {
    /// The translations that share a word.
    pub fn translations(set: &str) -> Self {
        Self::Translations(translations_digest(set))
    }

    /// As the record writes it: `article:ID`, `list:day:2026-11-22`, `address:/path`.
    pub fn as_entry(&self) -> String {
        match self {
            Self::Article(id) => format!("article:{id}"),
            Self::Latest => "list:latest".into(),
            Self::ListSection(id) => format!("list:section:{id}"),
            Self::ListDay(day) => format!("list:day:{day}"),
            Self::ListPerson(id) => format!("list:person:{id}"),
            Self::ListOf(id) => format!("list:of:{id}"),
            Self::Translations(set) => format!("list:translations:{set}"),
            Self::Person(id) => format!("person:{id}"),
            Self::Section(id) => format!("section:{id}"),
            Self::Described(id) => format!("described:{id}"),
            Self::Corrections => "list:corrections".into(),
            Self::Suspensions => "list:suspensions".into(),
            Self::Paper => "paper".into(),
            Self::Media(hash) => format!("media:{hash}"),
            Self::Address(path) => format!("address:{path}"),
        }
    }

    /// Reads what [`Tag::as_entry`] wrote.
    pub fn from_entry(text: &str) -> Option<Self> {
        if let Some(path) = text.strip_prefix("address:") {
            return Some(Self::Address(path.to_owned()));
        }
        let id = |prefix: &str| text.strip_prefix(prefix).and_then(|id| Uuid::try_parse(id).ok());
        match text {
            "list:latest" => Some(Self::Latest),
            "list:corrections" => Some(Self::Corrections),
            "list:suspensions" => Some(Self::Suspensions),
            "paper" => Some(Self::Paper),
            _ => id("article:")
                .map(Self::Article)
                .or_else(|| text.strip_prefix("list:day:").map(|day| Self::ListDay(day.to_owned())))
                .or_else(|| text.strip_prefix("media:").map(|hash| Self::Media(hash.to_owned())))
                .or_else(|| {
                    text.strip_prefix("list:translations:")
                        .map(|set| Self::Translations(set.to_owned()))
                })
                .or_else(|| id("list:section:").map(Self::ListSection))
                .or_else(|| id("list:person:").map(Self::ListPerson))
                .or_else(|| id("list:of:").map(Self::ListOf))
                .or_else(|| id("person:").map(Self::Person))
                .or_else(|| id("section:").map(Self::Section))
                .or_else(|| id("described:").map(Self::Described)),
        }
    }
}

/// What stands for the word that translations share. It is nobody's name, so that its digest needs no salt.
pub fn translations_digest(set: &str) -> String {
    hex(&Sha256::new()
        .chain_update(b"rotative translations 1\0")
        .chain_update(set)
        .finalize())
}
