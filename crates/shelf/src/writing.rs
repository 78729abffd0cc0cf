//! What the press puts on the shelf: one transaction for everything that a stretch of the record touched.
//!
//! Rows go down many at a time, the small ones as one JSON text a table: every statement is a journey to SQLite's own
//! thread and back, and a shelf of many thousand articles is remade in seconds.

use manuscript::ids::Thing;
use manuscript::words::Place;
use manuscript::{Access, Instant, Nature, Uuid};
use serde::Serialize;
use sqlx::query_builder::Separated;
use sqlx::{QueryBuilder, Sqlite, Transaction};

use crate::applied::Applied;
use crate::broken::Broken;
use crate::ids::{hexadecimal, ids, maybe_hexadecimal};
use crate::reading::{CatalogueThing, Retracted, Suspended};
use crate::shelf::Shelf;

/// What the public may know of one article.
#[derive(Clone, Debug)]
pub struct Shelved {
    pub state: ShelvedState,
    /// Every list in which it stands, or stood.
    pub lists: Vec<Uuid>,
    pub versions: Vec<ShelvedVersion>,
    pub explanations: Vec<ShelvedExplanation>,
}

/// Whether readers read the article, or why they no longer do.
#[derive(Clone, Debug)]
pub enum ShelvedState {
    Live(Box<ShelvedArticle>),
    Retracted(Retracted),
}

/// An article as the press lays it on the shelf.
#[derive(Clone, Debug)]
pub struct ShelvedArticle {
    pub id: Uuid,
    pub path: String,
    pub number: i64,
    pub first_published_at: Instant,
    pub updated_at: Instant,
    pub day: String,
    pub section: Option<Uuid>,
    pub access: Access,
    pub teaser_ends_after: u32,
    pub translation_set: Option<String>,
    pub pinned_at: Option<Instant>,
    pub typesetter: i64,
    pub copy: String,
    pub typeset: Typeset,
    pub media: Vec<ShelvedMedia>,
}

/// What typesetting makes of a copy, as JSON.
#[derive(Clone, Debug)]
pub struct Typeset {
    pub rendering: String,
    pub card: String,
}

/// A version in its chain; hashes in hexadecimal, leaves as JSON.
#[derive(Clone, Debug)]
pub struct ShelvedVersion {
    pub article: Uuid,
    pub number: i64,
    pub nature: Nature,
    pub at: Instant,
    /// Nothing where the article was taken back.
    pub copy: Option<String>,
    pub leaves: String,
    pub previous: String,
    pub link: String,
}

/// What readers are told about a version.
#[derive(Clone, Debug, Serialize)]
pub struct ShelvedExplanation {
    #[serde(serialize_with = "hexadecimal")]
    pub article: Uuid,
    pub number: i64,
    pub nature: Nature,
    pub at: Instant,
    pub place: Place,
    pub text: Option<String>,
}

/// A file that an article uses.
#[derive(Clone, Debug)]
pub struct ShelvedMedia {
    pub hash: String,
    /// Of the bytes that readers get; nothing before they are cleaned.
    pub public: Option<String>,
    pub media_type: String,
    pub bytes: i64,
    pub width: Option<i64>,
    pub height: Option<i64>,
}

/// One address of a thing, current or former.
#[derive(Clone, Debug)]
pub struct ShelvedAddress {
    pub path: String,
    pub thing: Thing,
    pub id: Uuid,
    pub moved_to: Option<String>,
}

/// What changed since the shelf was last written. Things whose addresses are given lose the ones not given.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Articles touched: as they are now, or nothing if they are not public.
    pub articles: Vec<(Uuid, Option<Shelved>)>,
    /// The whole catalogue, if anything in it was touched.
    pub things: Option<Vec<CatalogueThing>>,
    /// All of them, if any was touched.
    pub suspensions: Option<Vec<Suspended>>,
    pub addresses: Vec<(Uuid, Vec<ShelvedAddress>)>,
    pub settings: Option<String>,
    pub identity: Option<String>,
    /// The record's number and hash up to which this goes.
    pub applied: Applied,
}

#[derive(Serialize)]
struct ThingRow<'a> {
    #[serde(serialize_with = "hexadecimal")]
    id: Uuid,
    thing: &'static str,
    key: &'a str,
    name: &'a str,
    #[serde(serialize_with = "maybe_hexadecimal")]
    parent: Option<Uuid>,
    details: &'a str,
    position: i64,
    path: Option<&'a str>,
}

#[derive(Serialize)]
struct AddressRow<'a> {
    path: &'a str,
    thing: &'static str,
    #[serde(serialize_with = "hexadecimal")]
    id: Uuid,
    moved_to: Option<&'a str>,
}

#[derive(Serialize)]
struct PlaceRow {
    #[serde(serialize_with = "hexadecimal")]
    list: Uuid,
    first_published_at: Instant,
    #[serde(serialize_with = "hexadecimal")]
    article: Uuid,
    retracted_at: Option<Instant>,
}

#[derive(Serialize)]
struct MediaRow<'a> {
    hash: &'a str,
    public: Option<&'a str>,
    #[serde(serialize_with = "hexadecimal")]
    article: Uuid,
    media_type: &'a str,
    bytes: i64,
    width: Option<i64>,
    height: Option<i64>,
}

/// So many rows in one statement.
const ROWS: usize = 100;

type Row<'q> = Separated<'q, Sqlite, &'static str>;

macro_rules! put {
    ($tx:expr, $file:literal $(, $bind:expr)*) => {
        sqlx::query(include_str!(concat!("../sql/", $file)))$(.bind($bind))*.execute(&mut **$tx).await.map(drop)
    };
}

/// Puts rows down, all at once; nothing where there are none.
macro_rules! keep {
    ($tx:expr, $file:literal, $rows:expr) => {{
        let rows: Vec<_> = $rows;
        if !rows.is_empty() {
            put!($tx, $file, text_of(&rows)?)?;
        }
    }};
}

impl Shelf {
    /// Lays a change on the shelf, whole or not at all.
    pub async fn apply(&self, change: &Change) -> Result<(), Broken> {
        let mut tx = self.writing.begin_with("begin immediate").await?;
        if !self.is_filling {
            forget(&mut tx, change).await?;
        }
        keep_articles(&mut tx, &change.articles).await?;
        if let Some(things) = &change.things {
            replace_things(&mut tx, things).await?;
        }
        if let Some(suspensions) = &change.suspensions {
            put!(&mut tx, "forget_suspensions.sql")?;
            keep!(&mut tx, "keep_suspensions.sql", suspensions.iter().collect());
        }
        let addresses = change.addresses.iter().flat_map(|(_, all)| all);
        keep!(&mut tx, "keep_addresses.sql", addresses.map(address_row).collect());
        for (key, value) in [("settings", &change.settings), ("identity", &change.identity)] {
            if let Some(value) = value {
                put!(&mut tx, "set_state.sql", key, value)?;
            }
        }
        put!(&mut tx, "set_state.sql", "applied", change.applied.to_string())?;
        tx.commit().await?;
        self.checkpoint_now_and_then();
        Ok(())
    }

    /// All media are to be looked at, as if their uses had changed.
    pub async fn touch_all_media(&self) -> Result<(), Broken> {
        let mut tx = self.writing.begin().await?;
        put!(&mut tx, "touch_all_media.sql")?;
        tx.commit().await?;
        Ok(())
    }

    /// Somebody has looked at these changes.
    pub async fn forget_media_touched(&self, numbers: &[i64]) -> Result<(), Broken> {
        let mut tx = self.writing.begin().await?;
        put!(&mut tx, "forget_media_touched.sql", text_of(&numbers)?)?;
        tx.commit().await?;
        Ok(())
    }

    /// Replaces what typesetting made of an article.
    pub async fn set_typeset(&self, id: Uuid, typeset: &Typeset, typesetter: i64) -> Result<(), Broken> {
        let mut tx = self.writing.begin().await?;
        put!(&mut tx, "set_rendering.sql", id, &typeset.rendering, &typeset.card, typesetter)?;
        tx.commit().await?;
        Ok(())
    }
}

/// Forgets what is about to be laid anew.
async fn forget(tx: &mut Transaction<'_, Sqlite>, change: &Change) -> Result<(), Broken> {
    if !change.articles.is_empty() {
        put!(tx, "forget_articles.sql", ids(change.articles.iter().map(|(id, _)| id))?)?;
    }
    if !change.addresses.is_empty() {
        put!(tx, "forget_addresses.sql", ids(change.addresses.iter().map(|(id, _)| id))?)?;
    }
    Ok(())
}

async fn keep_articles(tx: &mut Transaction<'_, Sqlite>, articles: &[(Uuid, Option<Shelved>)]) -> Result<(), Broken> {
    let shelved = || articles.iter().filter_map(|(id, shelved)| Some((*id, shelved.as_ref()?)));
    let live = || shelved().filter_map(|(_, one)| one.live());
    lay(tx, include_str!("../sql/keep_articles.sql"), live(), article_row).await?;
    let versions = shelved().flat_map(|(_, one)| &one.versions);
    lay(tx, include_str!("../sql/keep_versions.sql"), versions, version_row).await?;
    keep!(
        tx,
        "keep_retractions.sql",
        shelved().filter_map(|(_, one)| one.retraction()).collect()
    );
    keep!(tx, "keep_places.sql", shelved().flat_map(|(id, one)| one.places(id)).collect());
    keep!(
        tx,
        "keep_explanations.sql",
        shelved().flat_map(|(_, one)| &one.explanations).collect()
    );
    keep!(tx, "keep_media.sql", live().flat_map(media_of).collect());
    Ok(())
}

/// Rows whose texts are long go down as they are, so many in one statement.
async fn lay<'a, T: 'a>(
    tx: &mut Transaction<'_, Sqlite>,
    insert: &'static str,
    rows: impl Iterator<Item = &'a T>,
    row: fn(&mut Row<'_>, &T),
) -> Result<(), Broken> {
    let rows: Vec<_> = rows.collect();
    for some in rows.chunks(ROWS) {
        let mut query = QueryBuilder::new(insert);
        query.push_values(some, |mut values, one| row(&mut values, one));
        // One row is what every publication lays: its statement is kept ready.
        query.build().persistent(some.len() == 1).execute(&mut **tx).await?;
    }
    Ok(())
}

fn article_row(row: &mut Row<'_>, article: &ShelvedArticle) {
    let a = article;
    row.push_bind(a.id)
        .push_bind(&a.path)
        .push_bind(a.number)
        .push_bind(a.first_published_at.0)
        .push_bind(a.updated_at.0)
        .push_bind(&a.day)
        .push_bind(a.section)
        .push_bind(a.access.as_str())
        .push_bind(a.teaser_ends_after)
        .push_bind(&a.translation_set)
        .push_bind(a.pinned_at.map(|at| at.0))
        .push_bind(a.typesetter)
        .push_bind(&a.copy)
        .push_bind(&a.typeset.card)
        .push_bind(&a.typeset.rendering);
}

fn version_row(row: &mut Row<'_>, version: &ShelvedVersion) {
    let v = version;
    row.push_bind(v.article)
        .push_bind(v.number)
        .push_bind(v.nature.as_str())
        .push_bind(v.at.0)
        .push_bind(&v.copy)
        .push_bind(&v.leaves)
        .push_bind(&v.previous)
        .push_bind(&v.link);
}

impl Shelved {
    fn live(&self) -> Option<&ShelvedArticle> {
        match &self.state {
            ShelvedState::Live(article) => Some(article),
            ShelvedState::Retracted(_) => None,
        }
    }

    fn retraction(&self) -> Option<&Retracted> {
        match &self.state {
            ShelvedState::Live(_) => None,
            ShelvedState::Retracted(retraction) => Some(retraction),
        }
    }

    fn places(&self, article: Uuid) -> impl Iterator<Item = PlaceRow> {
        let (first_published_at, retracted_at) = match &self.state {
            ShelvedState::Live(article) => (article.first_published_at, None),
            ShelvedState::Retracted(retraction) => (retraction.first_published_at, Some(retraction.at)),
        };
        self.lists.iter().map(move |list| PlaceRow {
            list: *list,
            first_published_at,
            article,
            retracted_at,
        })
    }
}

fn media_of(article: &ShelvedArticle) -> impl Iterator<Item = MediaRow<'_>> {
    article.media.iter().map(|media| MediaRow {
        hash: &media.hash,
        article: article.id,
        public: media.public.as_deref(),
        media_type: &media.media_type,
        bytes: media.bytes,
        width: media.width,
        height: media.height,
    })
}

async fn replace_things(tx: &mut Transaction<'_, Sqlite>, things: &[CatalogueThing]) -> Result<(), Broken> {
    put!(tx, "forget_things.sql")?;
    keep!(tx, "keep_things.sql", things.iter().map(thing_row).collect());
    Ok(())
}

fn thing_row(thing: &CatalogueThing) -> ThingRow<'_> {
    ThingRow {
        id: thing.id,
        thing: thing.thing.as_str(),
        key: &thing.key,
        name: &thing.name,
        parent: thing.parent,
        details: &thing.details,
        position: thing.position,
        path: thing.path.as_deref(),
    }
}

fn address_row(address: &ShelvedAddress) -> AddressRow<'_> {
    AddressRow {
        path: &address.path,
        thing: address.thing.as_str(),
        id: address.id,
        moved_to: address.moved_to.as_deref(),
    }
}

fn text_of<T: Serialize>(rows: &T) -> Result<String, Broken> {
    serde_json::to_string(rows).map_err(|error| Broken::unreadable("a row of the shelf", error))
}
