//! The catalogue: sections, people, dossiers, series and topics, which articles are placed under and signed by.

use manuscript::ids::Thing;
use manuscript::{Uuid, canonical};
use serde::{Deserialize, Serialize};

use crate::row::row;
use crate::{Broken, Stacks, Tx};

row! { KeyedRow { id: Uuid, name: String, parent: Option<Uuid>, details: String, position: i64 } }

row! {
    EntryRow {
        thing: String,
        key: String,
        name: String,
        parent: Option<Uuid>,
        details: String,
        position: i64,
        path: Option<String>,
    }
}

row! {
    ListedRow {
        id: Uuid,
        thing: String,
        key: String,
        name: String,
        parent: Option<Uuid>,
        details: String,
        position: i64,
        path: Option<String>,
    }
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
    pub path: Option<String>,
}

/// Adds a thing.
pub async fn add(tx: &mut Tx, entry: &Entry) -> Result<(), Broken> {
    let details = text_of(&entry.details)?;
    query!(
        run tx, "catalogue/add.sql", entry.id, entry.thing.as_str(), &entry.key, &entry.name, entry.parent, details, entry.position
    )
    .map(drop)
}

/// Changes what is said of a thing.
pub async fn describe(tx: &mut Tx, entry: &Entry) -> Result<(), Broken> {
    let details = text_of(&entry.details)?;
    query!(run tx, "catalogue/describe.sql", entry.id, &entry.name, details, entry.position).map(drop)
}

/// The thing with a key, without its address.
pub async fn by_key(stacks: &mut Stacks, thing: Thing, key: &str) -> Result<Option<Entry>, Broken> {
    let row = query!(optional stacks, "catalogue/by_key.sql", KeyedRow, thing.as_str(), key)?;
    row.map(|row| {
        Ok(Entry {
            id: row.id,
            thing,
            key: key.to_owned(),
            name: row.name,
            parent: row.parent,
            details: details_of(&row.details)?,
            position: row.position,
            path: None,
        })
    })
    .transpose()
}

/// The thing with an id.
pub async fn entry(stacks: &mut Stacks, id: Uuid) -> Result<Option<Entry>, Broken> {
    let row = query!(optional stacks, "catalogue/entry.sql", EntryRow, id)?;
    row.map(|row| {
        Ok(Entry {
            id,
            thing: thing_of(&row.thing)?,
            key: row.key,
            name: row.name,
            parent: row.parent,
            details: details_of(&row.details)?,
            position: row.position,
            path: row.path,
        })
    })
    .transpose()
}

/// Everything in the catalogue, in the order in which it is listed.
pub async fn all(stacks: &mut Stacks) -> Result<Vec<Entry>, Broken> {
    query!(all stacks, "catalogue/all.sql", ListedRow)?
        .into_iter()
        .map(|row| {
            Ok(Entry {
                id: row.id,
                thing: thing_of(&row.thing)?,
                key: row.key,
                name: row.name,
                parent: row.parent,
                details: details_of(&row.details)?,
                position: row.position,
                path: row.path,
            })
        })
        .collect()
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
