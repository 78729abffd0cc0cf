//! What the press puts on the shelf: one transaction for everything that a stretch of the record touched.

use manuscript::ids::Thing as Sort;
use manuscript::{Access, Instant, Uuid};
use sqlx::{Sqlite, Transaction};

use crate::{Broken, Shelf, Thing};

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
    pub card: String,
    pub impression: String,
    /// Every list in which it stands.
    pub lists: Vec<Uuid>,
    pub media: Vec<ShelvedMedia>,
}

/// A file that an article uses.
#[derive(Clone, Debug)]
pub struct ShelvedMedia {
    pub hash: String,
    pub media_type: String,
    pub width: Option<i64>,
    pub height: Option<i64>,
}

/// One address of a thing, current or former.
#[derive(Clone, Debug)]
pub struct ShelvedAddress {
    pub path: String,
    pub thing: Sort,
    pub id: Uuid,
    pub moved_to: Option<String>,
}

/// What changed since the shelf was last written. Things whose addresses are given lose the ones not given.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Articles touched: as they are now, or nothing if they are no longer public.
    pub articles: Vec<(Uuid, Option<ShelvedArticle>)>,
    /// The whole catalogue, if anything in it was touched.
    pub things: Option<Vec<Thing>>,
    pub addresses: Vec<(Uuid, Vec<ShelvedAddress>)>,
    pub settings: Option<String>,
    pub identity: Option<String>,
    /// The record's number and hash up to which this goes.
    pub applied: (i64, String),
}

macro_rules! put {
    ($tx:expr, $file:literal $(, $bind:expr)*) => {
        sqlx::query(include_str!(concat!("../sql/", $file)))$(.bind($bind))*.execute(&mut **$tx).await.map(drop)
    };
}

impl Shelf {
    /// Lays a change on the shelf, whole or not at all.
    pub async fn apply(&self, change: &Change) -> Result<(), Broken> {
        let mut tx = self.writing.begin_with("begin immediate").await?;
        for (id, article) in &change.articles {
            replace_article(&mut tx, *id, article.as_ref()).await?;
        }
        if let Some(things) = &change.things {
            replace_things(&mut tx, things).await?;
        }
        for (id, addresses) in &change.addresses {
            replace_addresses(&mut tx, *id, addresses).await?;
        }
        for (key, value) in [("settings", &change.settings), ("identity", &change.identity)] {
            if let Some(value) = value {
                put!(&mut tx, "set_state.sql", key, value)?;
            }
        }
        let (number, hash) = &change.applied;
        put!(&mut tx, "set_state.sql", "applied", format!("{number} {hash}"))?;
        tx.commit().await?;
        Ok(())
    }

    /// Replaces what typesetting made of an article.
    pub async fn set_impression(&self, id: Uuid, (impression, card): (&str, &str), typesetter: i64) -> Result<(), Broken> {
        let mut tx = self.writing.begin().await?;
        put!(&mut tx, "set_impression.sql", id, impression, card, typesetter)?;
        tx.commit().await?;
        Ok(())
    }
}

async fn replace_article(tx: &mut Transaction<'_, Sqlite>, id: Uuid, article: Option<&ShelvedArticle>) -> Result<(), Broken> {
    put!(tx, "forget_article.sql", id)?;
    put!(tx, "forget_places.sql", id)?;
    put!(tx, "forget_media.sql", id)?;
    let Some(a) = article else { return Ok(()) };
    put!(
        tx,
        "keep_article.sql",
        a.id,
        &a.path,
        a.number,
        a.first_published_at.0,
        a.updated_at.0,
        &a.day,
        a.section,
        a.access.as_str(),
        i64::from(a.teaser_ends_after),
        a.translation_set.as_deref(),
        a.pinned_at.map(|at| at.0),
        a.typesetter,
        &a.copy,
        &a.card,
        &a.impression
    )?;
    for list in &a.lists {
        put!(tx, "keep_place.sql", *list, a.first_published_at.0, a.id)?;
    }
    for media in &a.media {
        put!(
            tx,
            "keep_media.sql",
            &media.hash,
            a.id,
            &media.media_type,
            media.width,
            media.height
        )?;
    }
    Ok(())
}

async fn replace_things(tx: &mut Transaction<'_, Sqlite>, things: &[Thing]) -> Result<(), Broken> {
    put!(tx, "forget_things.sql")?;
    for t in things {
        put!(
            tx,
            "keep_thing.sql",
            t.id,
            t.thing.as_str(),
            &t.key,
            &t.name,
            t.parent,
            &t.details,
            t.position,
            t.path.as_deref()
        )?;
    }
    Ok(())
}

async fn replace_addresses(tx: &mut Transaction<'_, Sqlite>, id: Uuid, addresses: &[ShelvedAddress]) -> Result<(), Broken> {
    put!(tx, "forget_addresses.sql", id)?;
    for a in addresses {
        put!(tx, "keep_address.sql", &a.path, a.thing.as_str(), a.id, a.moved_to.as_deref())?;
    }
    Ok(())
}
