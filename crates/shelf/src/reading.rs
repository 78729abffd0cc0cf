//! What the reader's side asks of the shelf.

use manuscript::ids::{Thing, ThingId};
use manuscript::words::Place;
use manuscript::{Access, Instant, Nature, Uuid};
use serde::Serialize;

use crate::applied::Applied;
use crate::broken::Broken;
use crate::ids::{hexadecimal, ids, maybe_hexadecimal};
use crate::shelf::Shelf;

/// What answers at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AtPath {
    Thing(ThingId),
    /// The thing moved; this is where it is now.
    Moved(String),
}

/// A section, person, dossier, series or topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueThing {
    pub id: Uuid,
    pub thing: Thing,
    pub key: String,
    pub name: String,
    pub parent: Option<Uuid>,
    /// JSON of what is said of it.
    pub details: String,
    pub position: i64,
    pub path: Option<String>,
}

/// An article whole.
#[derive(Clone, Debug)]
pub struct Article {
    pub id: Uuid,
    pub path: String,
    pub number: i64,
    pub first_published_at: Instant,
    pub updated_at: Instant,
    pub section: Option<Uuid>,
    pub access: Access,
    pub teaser_ends_after: u32,
    pub translation_set: Option<String>,
    /// JSON, as typesetting made them.
    pub card: String,
    pub rendering: String,
}

/// An article as lists show it.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: Uuid,
    pub path: String,
    pub first_published_at: Instant,
    pub updated_at: Instant,
    pub section: Option<Uuid>,
    pub access: Access,
    pub translation_set: Option<String>,
    pub card: String,
}

/// A file that something live uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaUse {
    /// SHA-256 of the bytes that readers get, in hexadecimal; nothing before they are cleaned.
    pub public: Option<String>,
    pub media_type: String,
    pub bytes: i64,
    pub width: Option<i64>,
    pub height: Option<i64>,
}

/// What stands in the place of an article that was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Retracted {
    #[serde(serialize_with = "hexadecimal")]
    pub id: Uuid,
    pub path: String,
    /// The version that took the article's place.
    pub number: i64,
    pub first_published_at: Instant,
    pub at: Instant,
    #[serde(serialize_with = "maybe_hexadecimal")]
    pub section: Option<Uuid>,
    pub language: String,
    pub headline: String,
    /// Nothing once it was withheld.
    pub reason: Option<String>,
}

/// A version in its chain. The copy is gone where the article was taken back.
#[derive(Clone, Debug)]
pub struct Versioned {
    pub number: i64,
    pub nature: Nature,
    pub at: Instant,
    pub copy: Option<String>,
    /// JSON.
    pub leaves: String,
    /// Hexadecimal.
    pub previous: String,
    pub link: String,
}

/// A version without what it says; `leaves` is JSON.
#[derive(Clone, Debug)]
pub struct Step {
    pub number: i64,
    pub nature: Nature,
    pub at: Instant,
    pub leaves: String,
}

/// What readers were told about a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    pub number: i64,
    pub nature: Nature,
    pub at: Instant,
    pub place: Place,
    /// Nothing once it was withheld.
    pub text: Option<String>,
}

/// A correction with the article that it is about.
#[derive(Clone, Debug)]
pub struct Corrected {
    pub article: Uuid,
    /// The version that was told of.
    pub number: i64,
    pub nature: Nature,
    pub at: Instant,
    pub text: Option<String>,
    pub path: String,
    /// The article's card, JSON; nothing if it was taken back.
    pub card: Option<String>,
    /// Headline and language, where it was taken back.
    pub headline: Option<String>,
    pub language: Option<String>,
}

/// Where comments are, or were, suspended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suspended {
    #[serde(serialize_with = "hexadecimal")]
    pub id: Uuid,
    /// `paper`, `section` or `article`.
    pub thing: String,
    #[serde(serialize_with = "maybe_hexadecimal")]
    pub subject: Option<Uuid>,
    pub begins_at: Instant,
    pub ends_at: Option<Instant>,
    pub review_on: Option<String>,
    pub reason: String,
    pub ended_at: Option<Instant>,
    pub end_reason: Option<String>,
}

/// One of some lists that has articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    pub list: Uuid,
    pub count: i64,
    /// When its newest article was first published.
    pub newest: Instant,
}

/// A change of the uses of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaTouched {
    pub number: i64,
    /// Of the bytes that were received.
    pub hash: String,
    /// Of those that readers get or got.
    pub public: Option<String>,
}

macro_rules! ask {
    ($shelf:expr, $file:literal, $row:ty, $fetch:ident $(, $bind:expr)*) => {
        sqlx::query_as::<_, $row>(include_str!(concat!("../sql/", $file)))$(.bind($bind))*.$fetch(&$shelf.reading).await
    };
}

impl Shelf {
    /// What answers at a path.
    pub async fn at_path(&self, path: &str) -> Result<Option<AtPath>, Broken> {
        let row = ask!(self, "address.sql", (String, Uuid, Option<String>), fetch_optional, path)?;
        row.map(|(thing, id, moved_to)| match (moved_to, Thing::from_word(&thing)) {
            (Some(path), _) => Ok(AtPath::Moved(path)),
            (None, Some(thing)) => Ok(AtPath::Thing(ThingId { thing, id })),
            (None, None) => Err(Broken::unreadable("an address", thing)),
        })
        .transpose()
    }

    /// An article whole.
    pub async fn article(&self, id: Uuid) -> Result<Option<Article>, Broken> {
        self.held_back.refuse(id)?;
        Ok(ask!(self, "article.sql", Article, fetch_optional, id)?)
    }

    /// What stands in the place of an article that was taken back.
    pub async fn retraction(&self, id: Uuid) -> Result<Option<Retracted>, Broken> {
        self.held_back.refuse(id)?;
        Ok(ask!(self, "retraction.sql", Retracted, fetch_optional, id)?)
    }

    /// Articles that were taken back, the last one first: of a list, or of the whole paper.
    pub async fn retractions(&self, list: Option<Uuid>, limit: i64) -> Result<Vec<Retracted>, Broken> {
        let rows = match list {
            Some(list) => ask!(self, "retractions_of_list.sql", Retracted, fetch_all, list, limit)?,
            None => ask!(self, "retractions.sql", Retracted, fetch_all, limit)?,
        };
        Ok(self.held_back.without(rows, |one| one.id))
    }

    /// The versions of an article, oldest first.
    pub async fn versions(&self, article: Uuid) -> Result<Vec<Versioned>, Broken> {
        self.held_back.refuse(article)?;
        Ok(ask!(self, "versions_of.sql", Versioned, fetch_all, article)?)
    }

    /// Number, nature, instant and leaves of an article's versions, oldest first, without what they say.
    pub async fn steps(&self, article: Uuid) -> Result<Vec<Step>, Broken> {
        self.held_back.refuse(article)?;
        Ok(ask!(self, "steps_of.sql", Step, fetch_all, article)?)
    }

    /// What readers were told about an article, oldest first.
    pub async fn explanations(&self, article: Uuid) -> Result<Vec<Explained>, Broken> {
        self.held_back.refuse(article)?;
        Ok(ask!(self, "explanations_of.sql", Explained, fetch_all, article)?)
    }

    /// Corrections, clarifications, retractions and restorations of the whole paper, newest first.
    pub async fn corrections(&self, limit: i64, offset: i64) -> Result<Vec<Corrected>, Broken> {
        let rows = ask!(self, "corrections.sql", Corrected, fetch_all, limit, offset)?;
        Ok(self.held_back.without(rows, |one: &Corrected| one.article))
    }

    /// How many of these there are.
    pub async fn count_of_corrections(&self) -> Result<i64, Broken> {
        Ok(ask!(self, "count_corrections.sql", (i64,), fetch_one)?.0)
    }

    /// Where comments are, or were, suspended, the newest first.
    pub async fn suspensions(&self) -> Result<Vec<Suspended>, Broken> {
        Ok(ask!(self, "suspensions.sql", Suspended, fetch_all)?)
    }

    /// The newest articles.
    pub async fn latest(&self, limit: i64, offset: i64) -> Result<Vec<Listed>, Broken> {
        Ok(self.listed(ask!(self, "latest.sql", Listed, fetch_all, limit, offset)?))
    }

    /// Articles that the newsroom pinned, last pinned first.
    pub async fn pinned(&self, limit: i64) -> Result<Vec<Listed>, Broken> {
        Ok(self.listed(ask!(self, "pinned.sql", Listed, fetch_all, limit)?))
    }

    /// Articles first published on a day of the paper's zone (`2026-11-22`).
    pub async fn of_day(&self, day: &str, limit: i64, offset: i64) -> Result<Vec<Listed>, Broken> {
        Ok(self.listed(ask!(self, "of_day.sql", Listed, fetch_all, day, limit, offset)?))
    }

    /// Articles of a section, person, series, dossier or topic, newest first.
    pub async fn of_list(&self, list: Uuid, limit: i64, offset: i64) -> Result<Vec<Listed>, Broken> {
        Ok(self.listed(ask!(self, "of_list.sql", Listed, fetch_all, list, limit, offset)?))
    }

    /// Every list in which an article stands.
    pub async fn lists_of(&self, article: Uuid) -> Result<Vec<Uuid>, Broken> {
        Ok(ask!(self, "lists_of.sql", (Uuid,), fetch_all, article)?
            .into_iter()
            .map(|(list,)| list)
            .collect())
    }

    /// The articles of a translation set.
    pub async fn translations(&self, set: &str) -> Result<Vec<Listed>, Broken> {
        Ok(self.listed(ask!(self, "translations.sql", Listed, fetch_all, set)?))
    }

    /// How many articles there are, in all, in a list, on a day.
    pub async fn count(&self) -> Result<i64, Broken> {
        Ok(ask!(self, "count.sql", (i64,), fetch_one)?.0)
    }

    pub async fn count_of_list(&self, list: Uuid) -> Result<i64, Broken> {
        Ok(ask!(self, "count_list.sql", (i64,), fetch_one, list)?.0)
    }

    /// Those of some lists that have articles: how many, and when the newest was first published.
    pub async fn lists_with_articles(&self, lists: &[Uuid]) -> Result<Vec<Filled>, Broken> {
        let lists = ids(lists.iter())?;
        Ok(ask!(self, "lists_with_articles.sql", Filled, fetch_all, lists)?)
    }

    pub async fn count_of_day(&self, day: &str) -> Result<i64, Broken> {
        Ok(ask!(self, "count_day.sql", (i64,), fetch_one, day)?.0)
    }

    /// Days with articles, newest first, with how many.
    pub async fn days(&self, limit: i64, offset: i64) -> Result<Vec<(String, i64)>, Broken> {
        Ok(ask!(self, "days.sql", (String, i64), fetch_all, limit, offset)?)
    }

    /// The nearest days with articles before and after a day.
    pub async fn days_around(&self, day: &str) -> Result<(Option<String>, Option<String>), Broken> {
        let before = ask!(self, "neighbour_before.sql", (Option<String>,), fetch_one, day)?.0;
        let after = ask!(self, "neighbour_after.sql", (Option<String>,), fetch_one, day)?.0;
        Ok((before, after))
    }

    /// Paths and instants for the sitemap, oldest first.
    pub async fn sitemap(&self, limit: i64, offset: i64) -> Result<Vec<(String, Instant)>, Broken> {
        let rows = ask!(self, "sitemap.sql", (String, i64), fetch_all, limit, offset)?;
        Ok(rows.into_iter().map(|(path, at)| (path, Instant(at))).collect())
    }

    /// Everything of the catalogue that is public.
    pub async fn things(&self) -> Result<Vec<CatalogueThing>, Broken> {
        Ok(ask!(self, "things.sql", CatalogueThing, fetch_all)?)
    }

    /// A file, if something live uses it.
    pub async fn media(&self, hash: &str) -> Result<Option<MediaUse>, Broken> {
        let row = ask!(self, "media.sql", MediaUse, fetch_optional, hash)?;
        if row.is_some() && self.held_back.is_any() && self.held_back.are_all(&self.users_of(hash).await?) {
            return Err(Broken::HeldBack);
        }
        Ok(row)
    }

    /// The articles that use a file.
    pub async fn users_of(&self, hash: &str) -> Result<Vec<Uuid>, Broken> {
        let rows = ask!(self, "users_of_media.sql", (Uuid,), fetch_all, hash)?;
        Ok(rows.into_iter().map(|(article,)| article).collect())
    }

    /// The files that an article uses: the hashes of what was received, and of what readers get.
    pub async fn media_of(&self, article: Uuid) -> Result<Vec<(String, Option<String>)>, Broken> {
        Ok(ask!(self, "media_of_article.sql", (String, Option<String>), fetch_all, article)?)
    }

    /// Whether readers get these cleaned bytes of anything.
    pub async fn is_public(&self, public: &str) -> Result<bool, Broken> {
        Ok(ask!(self, "is_public.sql", (i64,), fetch_optional, public)?.is_some())
    }

    /// The media whose uses have changed since somebody looked, the last first.
    pub async fn media_touched(&self, most: i64) -> Result<Vec<MediaTouched>, Broken> {
        Ok(ask!(self, "media_touched.sql", MediaTouched, fetch_all, most)?)
    }

    /// How many such changes there are.
    pub async fn media_touched_count(&self) -> Result<i64, Broken> {
        Ok(ask!(self, "count_media_touched.sql", (i64,), fetch_one)?.0)
    }

    /// The paper's settings as canonical JSON, once there are any.
    pub async fn settings(&self) -> Result<Option<String>, Broken> {
        self.state("settings").await
    }

    /// The number and hash of the last record entry that is on this shelf.
    pub async fn applied(&self) -> Result<Option<Applied>, Broken> {
        Ok(self.state("applied").await?.and_then(|text| Applied::read(&text)))
    }

    /// The identity of the paper that this shelf was made for.
    pub async fn identity(&self) -> Result<Option<String>, Broken> {
        self.state("identity").await
    }

    /// What of these rows readers may have.
    fn listed(&self, rows: Vec<Listed>) -> Vec<Listed> {
        self.held_back.without(rows, |one| one.id)
    }

    async fn state(&self, key: &str) -> Result<Option<String>, Broken> {
        Ok(ask!(self, "state.sql", (String,), fetch_optional, key)?.map(|(value,)| value))
    }

    /// Copies whose rendering another typesetter made, at most `limit`.
    pub async fn typeset_otherwise(&self, typesetter: i64, limit: i64) -> Result<Vec<(Uuid, String)>, Broken> {
        Ok(ask!(
            self,
            "copies_typeset_otherwise.sql",
            (Uuid, String),
            fetch_all,
            typesetter,
            limit
        )?)
    }
}
