//! Versions: what was published, verbatim, each chained to the one before.

use std::ops::RangeInclusive;

use manuscript::commitment::{Hash, Leaf};
use manuscript::withheld::{self, Readable};
use manuscript::{Copy, Instant, Nature, Uuid, canonical};

use crate::numbered::Numbered;
use crate::row::{hash_of, row};
use crate::{Broken, Snapshot, Tx};

row! { LastRow { number: i64, nature: String, link: Vec<u8>, copy: String, leaves: String } }

row! {
    VersionRow {
        number: i64,
        nature: String,
        at: i64,
        by_whom: String,
        copy: String,
        leaves: String,
        previous: Vec<u8>,
        link: Vec<u8>,
    }
}

row! {
    CarriedRow {
        article: Uuid,
        number: i64,
        nature: String,
        at: i64,
        by_whom: String,
        copy: String,
        leaves: String,
        previous: Vec<u8>,
        link: Vec<u8>,
    }
}

/// A version as it is kept: canonical bytes verbatim, leaves, links.
#[derive(Clone, Debug)]
pub struct Version {
    pub article: Uuid,
    pub number: i64,
    pub nature: Nature,
    pub at: Instant,
    pub by: String,
    pub copy: String,
    pub leaves: Vec<Leaf>,
    pub previous: Hash,
    pub link: Hash,
}

/// The newest version of an article.
#[derive(Clone, Debug)]
pub struct Last {
    pub number: i64,
    pub nature: Nature,
    pub link: Hash,
    /// With holes where something is withheld.
    pub copy: Copy,
}

/// A version as it is kept, its leaves unread: for the shelf, which hands them on.
#[derive(Clone, Debug)]
pub struct Kept {
    pub article: Uuid,
    pub number: i64,
    pub nature: Nature,
    pub at: Instant,
    pub copy: String,
    /// JSON.
    pub leaves: String,
    pub previous: Hash,
    pub link: Hash,
}

impl Kept {
    /// The copy as it may still be read.
    pub fn readable(&self) -> Result<Readable, Broken> {
        readable(&self.copy, &self.leaves)
    }
}

/// Appends a version to its chain.
pub async fn append(tx: &mut Tx, version: &Version) -> Result<(), Broken> {
    let leaves = canonical::text_of(&version.leaves).map_err(|error| Broken::unreadable("leaves", error))?;
    query!(
        run tx, "versions/append.sql", version.article, version.number, version.nature.as_str(), version.at.0, &version.by,
        &version.copy, leaves, version.previous.as_slice(), version.link.as_slice()
    )
    .map(drop)
}

/// The newest version, if any was published.
pub async fn last(snapshot: &mut Snapshot, article: Uuid) -> Result<Option<Last>, Broken> {
    let row = query!(optional snapshot, "versions/last.sql", LastRow, article)?;
    row.map(LastRow::last).transpose()
}

impl LastRow {
    pub(crate) fn last(self) -> Result<Last, Broken> {
        Ok(Last {
            number: self.number,
            nature: nature_of(&self.nature)?,
            link: hash_of(&self.link)?,
            copy: readable(&self.copy, &self.leaves)?.copy,
        })
    }
}

/// One version of an article.
pub async fn one(snapshot: &mut Snapshot, article: Uuid, number: i64) -> Result<Option<Version>, Broken> {
    let row = query!(optional snapshot, "versions/one.sql", VersionRow, article, number)?;
    row.map(|row| row.version(article)).transpose()
}

/// All versions of an article, oldest first.
pub async fn of(snapshot: &mut Snapshot, article: Uuid) -> Result<Vec<Version>, Broken> {
    query!(all snapshot, "versions/of.sql", VersionRow, article)?
        .into_iter()
        .map(|row| row.version(article))
        .collect()
}

impl CarriedRow {
    fn kept(self) -> Result<Kept, Broken> {
        Ok(Kept {
            article: self.article,
            number: self.number,
            nature: nature_of(&self.nature)?,
            at: Instant(self.at),
            copy: self.copy,
            leaves: self.leaves,
            previous: hash_of(&self.previous)?,
            link: hash_of(&self.link)?,
        })
    }
}

impl VersionRow {
    fn version(self, article: Uuid) -> Result<Version, Broken> {
        Ok(Version {
            article,
            number: self.number,
            nature: nature_of(&self.nature)?,
            at: Instant(self.at),
            by: self.by_whom,
            copy: self.copy,
            leaves: leaves_of(&self.leaves)?,
            previous: hash_of(&self.previous)?,
            link: hash_of(&self.link)?,
        })
    }
}

/// The versions of the articles whose identities lie between two, both included, by article and number.
pub async fn within(snapshot: &mut Snapshot, articles: &RangeInclusive<Uuid>) -> Result<Vec<Kept>, Broken> {
    query!(all snapshot, "versions/within.sql", CarriedRow, articles.start(), articles.end())?
        .into_iter()
        .map(CarriedRow::kept)
        .collect()
}

/// Versions after one, by article and number, at most `limit`: the walk of `verify` and of an export.
pub async fn after(snapshot: &mut Snapshot, one: Numbered, limit: i64) -> Result<Vec<Version>, Broken> {
    query!(all snapshot, "versions/after.sql", CarriedRow, one.article, one.number, limit)?
        .into_iter()
        .map(|row| {
            Ok(Version {
                article: row.article,
                number: row.number,
                nature: nature_of(&row.nature)?,
                at: Instant(row.at),
                by: row.by_whom,
                copy: row.copy,
                leaves: leaves_of(&row.leaves)?,
                previous: hash_of(&row.previous)?,
                link: hash_of(&row.link)?,
            })
        })
        .collect()
}

pub(crate) fn nature_of(word: &str) -> Result<Nature, Broken> {
    word.parse().map_err(|error| Broken::unreadable("a version's nature", error))
}

/// The same walk, with the leaves unread: whoever checks them reads them on another core.
pub async fn kept_after(snapshot: &mut Snapshot, one: Numbered, limit: i64) -> Result<Vec<Kept>, Broken> {
    query!(all snapshot, "versions/after.sql", CarriedRow, one.article, one.number, limit)?
        .into_iter()
        .map(CarriedRow::kept)
        .collect()
}

fn leaves_of(text: &str) -> Result<Vec<Leaf>, Broken> {
    canonical::read(text).map_err(|error| Broken::unreadable("a version's leaves", error))
}

/// A version's copy as it may still be read. Only a copy with holes needs its leaves.
pub(crate) fn readable(copy: &str, leaves: &str) -> Result<Readable, Broken> {
    let is_whole = leaves.matches("\"digest\":").count() == leaves.matches("\"salt\":").count();
    let leaves = if is_whole { Vec::new() } else { leaves_of(leaves)? };
    withheld::read(copy, &leaves).map_err(|error| Broken::unreadable("a copy", error))
}

impl Version {
    /// The copy as it may still be read, with holes where something is withheld.
    pub fn readable(&self) -> Result<Readable, Broken> {
        withheld::read(&self.copy, &self.leaves).map_err(|error| Broken::unreadable("a copy", error))
    }
}
