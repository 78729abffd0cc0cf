//! The catalogue: sections, people, dossiers, series and topics, which articles are placed under and signed by.

use manuscript::ids::Thing;
use manuscript::state::Key;
use manuscript::{Body, Instant, Uuid, canonical};
use serde::{Deserialize, Serialize};

use crate::row::row;
use crate::{Broken, Snapshot, Tx};

row! {
    ListedRow {
        id: Uuid,
        thing: String,
        key: String,
        name: String,
        parent: Option<Uuid>,
        details: String,
        position: i64,
        public_since: Option<i64>,
        path: Option<String>,
    }
}

row! { IdRow { id: Uuid } }

row! {
    /// A former description; `details` is JSON.
    Former { number: i64, name: String, details: String, until: i64, by: String }
}

/// What is said of a thing besides its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rhythm: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub biography: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interests: Option<String>,
    /// The name that this section's own nearly is: a slip, as long as nobody has said what it is. No menu has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearly: Option<String>,
    /// The text of a page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub body: Body,
}

/// One thing of the catalogue. `key` is unique among its kind: a section's path, a name's slug.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: Uuid,
    pub thing: Thing,
    pub key: String,
    pub name: String,
    pub parent: Option<Uuid>,
    pub details: Details,
    pub position: i64,
    /// Since when readers may know of it.
    pub public_since: Option<Instant>,
    pub path: Option<String>,
}

/// Adds a thing.
pub async fn add(tx: &mut Tx, entry: &Entry) -> Result<(), Broken> {
    tx.changed(Key::Catalogue(entry.id));
    let details = text_of(&entry.details)?;
    query!(
        run tx, "catalogue/add.sql", entry.id, entry.thing.as_str(), &entry.key, &entry.name, entry.parent, details, entry.position,
        entry.public_since.map(|at| at.0)
    )
    .map(drop)
}

/// Keeps how a thing is described now, before it is described anew.
pub async fn keep_former(tx: &mut Tx, id: Uuid, until: Instant, by: &str) -> Result<(), Broken> {
    query!(run tx, "catalogue/keep_former.sql", id, until.0, by).map(drop)
}

/// How a thing was described before, oldest first.
pub async fn formers_of(snapshot: &mut Snapshot, id: Uuid) -> Result<Vec<Former>, Broken> {
    query!(all snapshot, "catalogue/formers_of.sql", Former, id)
}

/// Lets readers know of a thing. Answers false if they knew already.
pub async fn make_public(tx: &mut Tx, id: Uuid, since: Instant) -> Result<bool, Broken> {
    let made = query!(optional tx, "catalogue/make_public.sql", IdRow, id, since.0)?.is_some();
    if made {
        tx.changed(Key::Catalogue(id));
    }
    Ok(made)
}

/// Changes what is said of a thing.
pub async fn describe(tx: &mut Tx, entry: &Entry) -> Result<(), Broken> {
    tx.changed(Key::Catalogue(entry.id));
    let details = text_of(&entry.details)?;
    query!(run tx, "catalogue/describe.sql", entry.id, &entry.name, details, entry.position).map(drop)
}

/// The thing with an id.
pub async fn entry(snapshot: &mut Snapshot, id: Uuid) -> Result<Option<Entry>, Broken> {
    let row = query!(optional snapshot, "catalogue/entry.sql", ListedRow, id)?;
    row.map(ListedRow::entry).transpose()
}

/// The thing with a key.
pub async fn by_key(snapshot: &mut Snapshot, thing: Thing, key: &str) -> Result<Option<Entry>, Broken> {
    let row = query!(optional snapshot, "catalogue/by_key.sql", ListedRow, thing.as_str(), key)?;
    row.map(ListedRow::entry).transpose()
}

/// The sections that stand in one section, or in none.
pub async fn sections_within(snapshot: &mut Snapshot, section: Option<Uuid>) -> Result<Vec<Entry>, Broken> {
    let rows = query!(all snapshot, "catalogue/sections_within.sql", ListedRow, section)?;
    rows.into_iter().map(ListedRow::entry).collect()
}

/// A section and those above it, the nearest first.
pub async fn with_ancestors(snapshot: &mut Snapshot, section: Uuid) -> Result<Vec<Entry>, Broken> {
    let rows = query!(all snapshot, "catalogue/with_ancestors.sql", ListedRow, section)?;
    rows.into_iter().map(ListedRow::entry).collect()
}

/// Everything in the catalogue, in the order in which it is listed.
pub async fn all(snapshot: &mut Snapshot) -> Result<Vec<Entry>, Broken> {
    let rows = query!(all snapshot, "catalogue/all.sql", ListedRow)?;
    rows.into_iter().map(ListedRow::entry).collect()
}

/// The sections, and what readers do not know of yet.
pub async fn nearby(snapshot: &mut Snapshot) -> Result<Vec<Entry>, Broken> {
    let rows = query!(all snapshot, "catalogue/nearby.sql", ListedRow)?;
    rows.into_iter().map(ListedRow::entry).collect()
}

impl ListedRow {
    fn entry(self) -> Result<Entry, Broken> {
        Ok(Entry {
            id: self.id,
            thing: thing_of(&self.thing)?,
            key: self.key,
            name: self.name,
            parent: self.parent,
            details: details_of(&self.details)?,
            position: self.position,
            public_since: self.public_since.map(Instant),
            path: self.path,
        })
    }
}

fn text_of(details: &Details) -> Result<String, Broken> {
    canonical::text_of(details).map_err(|error| Broken::unreadable("details", error))
}

fn details_of(text: &str) -> Result<Details, Broken> {
    canonical::read(text).map_err(|error| Broken::unreadable("details", error))
}

fn thing_of(word: &str) -> Result<Thing, Broken> {
    Thing::from_word(word).ok_or_else(|| Broken::unreadable("a thing of the catalogue", word))
}
