//! What the reader's side asks of the shelf.

use crate::writing::ids;
use manuscript::ids::{Thing as Sort, ThingId};
use manuscript::words::Place;
use manuscript::{Access, Instant, Nature, Uuid};

use crate::{Broken, Shelf};

/// What answers at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AtPath {
    Thing(ThingId),
    /// The thing moved; this is where it is now.
    Moved(String),
}

/// A section, person, dossier, series or topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    pub id: Uuid,
    pub thing: Sort,
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
    pub impression: String,
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
    pub width: Option<i64>,
    pub height: Option<i64>,
}

/// What stands in the place of an article that was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retracted {
    pub id: Uuid,
    pub path: String,
    /// The version that took the article's place.
    pub number: i64,
    pub first_published_at: Instant,
    pub at: Instant,
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
    pub explained: (i64, Nature, Instant),
    pub text: Option<String>,
    pub path: String,
    /// The article's card, JSON; nothing if it was taken back.
    pub card: Option<String>,
    /// Headline and language of an article that was taken back.
    pub retracted: Option<(String, String)>,
}

/// Where comments are, or were, suspended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspended {
    pub id: Uuid,
    /// `paper`, `section` or `article`.
    pub thing: String,
    pub subject: Option<Uuid>,
    pub begins_at: Instant,
    pub ends_at: Option<Instant>,
    pub review_on: Option<String>,
    pub reason: String,
    pub ended_at: Option<Instant>,
    pub end_reason: Option<String>,
}

type RetractedRow = (Uuid, String, i64, i64, i64, Option<Uuid>, String, String, Option<String>);
type VersionRow = (i64, String, i64, Option<String>, String, String, String);
type ExplainedRow = (i64, String, i64, String, Option<String>);
type CorrectedRow = (
    Uuid,
    i64,
    String,
    i64,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
);
type SuspendedRow = (
    Uuid,
    String,
    Option<Uuid>,
    i64,
    Option<i64>,
    Option<String>,
    String,
    Option<i64>,
    Option<String>,
);
type ListedRow = (Uuid, String, i64, i64, Option<Uuid>, String, Option<String>, String);
type ArticleRow = (
    Uuid,
    String,
    i64,
    i64,
    i64,
    Option<Uuid>,
    String,
    i64,
    Option<String>,
    String,
    String,
);
type ThingRow = (Uuid, String, String, String, Option<Uuid>, String, i64, Option<String>);

macro_rules! ask {
    ($shelf:expr, $file:literal, $row:ty, $fetch:ident $(, $bind:expr)*) => {
        sqlx::query_as::<_, $row>(include_str!(concat!("../sql/", $file)))$(.bind($bind))*.$fetch(&$shelf.reading).await
    };
}

impl Shelf {
    /// What answers at a path.
    pub async fn at_path(&self, path: &str) -> Result<Option<AtPath>, Broken> {
        let row = ask!(self, "address.sql", (String, Uuid, Option<String>), fetch_optional, path)?;
        row.map(|(thing, id, moved_to)| match (moved_to, Sort::from_word(&thing)) {
            (Some(path), _) => Ok(AtPath::Moved(path)),
            (None, Some(thing)) => Ok(AtPath::Thing(ThingId { thing, id })),
            (None, None) => Err(Broken::unreadable("an address", thing)),
        })
        .transpose()
    }

    /// An article whole.
    pub async fn article(&self, id: Uuid) -> Result<Option<Article>, Broken> {
        self.held_back.refuse(id)?;
        ask!(self, "article.sql", ArticleRow, fetch_optional, id)?.map(article).transpose()
    }

    /// What stands in the place of an article that was taken back.
    pub async fn retraction(&self, id: Uuid) -> Result<Option<Retracted>, Broken> {
        self.held_back.refuse(id)?;
        Ok(ask!(self, "retraction.sql", RetractedRow, fetch_optional, id)?.map(retracted))
    }

    /// Articles that were taken back, the last one first: of a list, or of the whole paper.
    pub async fn retractions(&self, list: Option<Uuid>, limit: i64) -> Result<Vec<Retracted>, Broken> {
        let rows = match list {
            Some(list) => ask!(self, "retractions_of_list.sql", RetractedRow, fetch_all, list, limit)?,
            None => ask!(self, "retractions.sql", RetractedRow, fetch_all, limit)?,
        };
        let rows = rows.into_iter().map(retracted).collect();
        Ok(self.held_back.without(rows, |one| one.id))
    }

    /// The versions of an article, oldest first.
    pub async fn versions(&self, article: Uuid) -> Result<Vec<Versioned>, Broken> {
        self.held_back.refuse(article)?;
        ask!(self, "versions_of.sql", VersionRow, fetch_all, article)?
            .into_iter()
            .map(|(number, nature, at, copy, leaves, previous, link)| {
                Ok(Versioned {
                    number,
                    nature: nature_of(&nature)?,
                    at: Instant(at),
                    copy,
                    leaves,
                    previous,
                    link,
                })
            })
            .collect()
    }

    /// Number, nature, instant and leaves of an article's versions, oldest first, without what they say.
    pub async fn steps(&self, article: Uuid) -> Result<Vec<Step>, Broken> {
        self.held_back.refuse(article)?;
        ask!(self, "steps_of.sql", (i64, String, i64, String), fetch_all, article)?
            .into_iter()
            .map(|(number, nature, at, leaves)| {
                Ok(Step {
                    number,
                    nature: nature_of(&nature)?,
                    at: Instant(at),
                    leaves,
                })
            })
            .collect()
    }

    /// What readers were told about an article, oldest first.
    pub async fn explanations(&self, article: Uuid) -> Result<Vec<Explained>, Broken> {
        self.held_back.refuse(article)?;
        ask!(self, "explanations_of.sql", ExplainedRow, fetch_all, article)?
            .into_iter()
            .map(|(number, nature, at, place, text)| {
                Ok(Explained {
                    number,
                    nature: nature_of(&nature)?,
                    at: Instant(at),
                    place: place.parse().map_err(|error| Broken::unreadable("a place", error))?,
                    text,
                })
            })
            .collect()
    }

    /// Corrections, clarifications, retractions and restorations of the whole paper, newest first.
    pub async fn corrections(&self, limit: i64, offset: i64) -> Result<Vec<Corrected>, Broken> {
        let rows = ask!(self, "corrections.sql", CorrectedRow, fetch_all, limit, offset)?;
        self.held_back
            .without(rows, |(article, ..)| *article)
            .into_iter()
            .map(|(article, number, nature, at, text, path, card, headline, language)| {
                Ok(Corrected {
                    article,
                    explained: (number, nature_of(&nature)?, Instant(at)),
                    text,
                    path: path.unwrap_or_default(),
                    card,
                    retracted: headline.zip(language),
                })
            })
            .collect()
    }

    /// How many of these there are.
    pub async fn count_of_corrections(&self) -> Result<i64, Broken> {
        Ok(ask!(self, "count_corrections.sql", (i64,), fetch_one)?.0)
    }

    /// Where comments are, or were, suspended, the newest first.
    pub async fn suspensions(&self) -> Result<Vec<Suspended>, Broken> {
        let rows = ask!(self, "suspensions.sql", SuspendedRow, fetch_all)?;
        Ok(rows
            .into_iter()
            .map(
                |(id, thing, subject, begins_at, ends_at, review_on, reason, ended_at, end_reason)| Suspended {
                    id,
                    thing,
                    subject,
                    begins_at: Instant(begins_at),
                    ends_at: ends_at.map(Instant),
                    review_on,
                    reason,
                    ended_at: ended_at.map(Instant),
                    end_reason,
                },
            )
            .collect())
    }

    /// The newest articles.
    pub async fn latest(&self, limit: i64, offset: i64) -> Result<Vec<Listed>, Broken> {
        self.listed(ask!(self, "latest.sql", ListedRow, fetch_all, limit, offset)?)
    }

    /// Articles that the newsroom pinned, last pinned first.
    pub async fn pinned(&self, limit: i64) -> Result<Vec<Listed>, Broken> {
        self.listed(ask!(self, "pinned.sql", ListedRow, fetch_all, limit)?)
    }

    /// Articles first published on a day of the paper's zone (`2026-11-22`).
    pub async fn of_day(&self, day: &str, limit: i64, offset: i64) -> Result<Vec<Listed>, Broken> {
        self.listed(ask!(self, "of_day.sql", ListedRow, fetch_all, day, limit, offset)?)
    }

    /// Articles of a section, person, series, dossier or topic, newest first.
    pub async fn of_list(&self, list: Uuid, limit: i64, offset: i64) -> Result<Vec<Listed>, Broken> {
        self.listed(ask!(self, "of_list.sql", ListedRow, fetch_all, list, limit, offset)?)
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
        self.listed(ask!(self, "translations.sql", ListedRow, fetch_all, set)?)
    }

    /// How many articles there are, in all, in a list, on a day.
    pub async fn count(&self) -> Result<i64, Broken> {
        Ok(ask!(self, "count.sql", (i64,), fetch_one)?.0)
    }

    pub async fn count_of_list(&self, list: Uuid) -> Result<i64, Broken> {
        Ok(ask!(self, "count_list.sql", (i64,), fetch_one, list)?.0)
    }

    /// Those of some lists that have articles: how many, and when the newest was first published.
    pub async fn lists_with_articles(&self, lists: &[Uuid]) -> Result<Vec<(Uuid, i64, Instant)>, Broken> {
        let lists = ids(lists.iter())?;
        let rows = ask!(self, "lists_with_articles.sql", (Uuid, i64, i64), fetch_all, lists)?;
        Ok(rows.into_iter().map(|(list, count, at)| (list, count, Instant(at))).collect())
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
    pub async fn things(&self) -> Result<Vec<Thing>, Broken> {
        ask!(self, "things.sql", ThingRow, fetch_all)?
            .into_iter()
            .map(|(id, thing, key, name, parent, details, position, path)| {
                let sort = Sort::from_word(&thing).ok_or_else(|| Broken::unreadable("a thing", thing))?;
                Ok(Thing {
                    id,
                    thing: sort,
                    key,
                    name,
                    parent,
                    details,
                    position,
                    path,
                })
            })
            .collect()
    }

    /// A file, if something live uses it.
    pub async fn media(&self, hash: &str) -> Result<Option<MediaUse>, Broken> {
        let row = ask!(
            self,
            "media.sql",
            (Option<String>, String, Option<i64>, Option<i64>),
            fetch_optional,
            hash
        )?;
        if row.is_some() && self.held_back.is_any() && self.held_back.are_all(&self.users_of(hash).await?) {
            return Err(Broken::HeldBack);
        }
        Ok(row.map(|(public, media_type, width, height)| MediaUse {
            public,
            media_type,
            width,
            height,
        }))
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

    /// The media whose uses have changed since somebody looked, the last first: the number of the change, the hash of the
    /// file, and that of the bytes that readers get or got.
    pub async fn media_touched(&self, most: i64) -> Result<Vec<(i64, String, Option<String>)>, Broken> {
        Ok(ask!(self, "media_touched.sql", (i64, String, Option<String>), fetch_all, most)?)
    }

    /// The paper's settings as canonical JSON, once there are any.
    pub async fn settings(&self) -> Result<Option<String>, Broken> {
        self.state("settings").await
    }

    /// The number and hash of the last record entry that is on this shelf.
    pub async fn applied(&self) -> Result<Option<(i64, String)>, Broken> {
        let Some(text) = self.state("applied").await? else {
            return Ok(None);
        };
        let parsed = text
            .split_once(' ')
            .and_then(|(number, hash)| Some((number.parse().ok()?, hash.to_owned())));
        Ok(parsed)
    }

    /// The identity of the paper that this shelf was made for.
    pub async fn identity(&self) -> Result<Option<String>, Broken> {
        self.state("identity").await
    }

    /// What of these rows readers may have.
    fn listed(&self, rows: Vec<ListedRow>) -> Result<Vec<Listed>, Broken> {
        let rows = self.held_back.without(rows, |(id, ..)| *id);
        rows.into_iter()
            .map(
                |(id, path, first_published_at, updated_at, section, access, translation_set, card)| {
                    Ok(Listed {
                        id,
                        path,
                        first_published_at: Instant(first_published_at),
                        updated_at: Instant(updated_at),
                        section,
                        access: access_of(&access)?,
                        translation_set,
                        card,
                    })
                },
            )
            .collect()
    }

    async fn state(&self, key: &str) -> Result<Option<String>, Broken> {
        Ok(ask!(self, "state.sql", (String,), fetch_optional, key)?.map(|(value,)| value))
    }

    /// Copies whose impression another typesetter made, at most `limit`.
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

fn article(row: ArticleRow) -> Result<Article, Broken> {
    let (id, path, number, first, updated, section, access, teaser_ends_after, translation_set, card, impression) = row;
    Ok(Article {
        id,
        path,
        number,
        first_published_at: Instant(first),
        updated_at: Instant(updated),
        section,
        access: access_of(&access)?,
        teaser_ends_after: u32::try_from(teaser_ends_after).unwrap_or(0),
        translation_set,
        card,
        impression,
    })
}

fn retracted((id, path, number, first_published_at, at, section, language, headline, reason): RetractedRow) -> Retracted {
    Retracted {
        id,
        path,
        number,
        first_published_at: Instant(first_published_at),
        at: Instant(at),
        section,
        language,
        headline,
        reason,
    }
}

fn nature_of(word: &str) -> Result<Nature, Broken> {
    word.parse().map_err(|error| Broken::unreadable("a version's nature", error))
}

fn access_of(word: &str) -> Result<Access, Broken> {
    word.parse().map_err(|error| Broken::unreadable("an article's access", error))
}
