//! Versions: what was published, verbatim, each chained to the one before.

use manuscript::commitment::{Hash, Leaf};
use manuscript::{Instant, Nature, Uuid, canonical};

use crate::record::hash_of;
use crate::row::row;
use crate::{Broken, Stacks, Tx};

row! { LastRow { number: i64, link: Vec<u8>, copy: String } }

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

row! { HistoryRow { number: i64, nature: String, at: i64 } }

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
    pub link: Hash,
    pub copy: String,
}

/// One line of an article's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub number: i64,
    pub nature: Nature,
    pub at: Instant,
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
pub async fn last(stacks: &mut Stacks, article: Uuid) -> Result<Option<Last>, Broken> {
    let row = query!(optional stacks, "versions/last.sql", LastRow, article)?;
    row.map(|row| {
        Ok(Last {
            number: row.number,
            link: hash_of(&row.link)?,
            copy: row.copy,
        })
    })
    .transpose()
}

/// All versions of an article, oldest first.
pub async fn of(stacks: &mut Stacks, article: Uuid) -> Result<Vec<Version>, Broken> {
    query!(all stacks, "versions/of.sql", VersionRow, article)?
        .into_iter()
        .map(|row| {
            Ok(Version {
                article,
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

/// Numbers, natures and instants of an article's versions, oldest first.
pub async fn history(stacks: &mut Stacks, article: Uuid) -> Result<Vec<Step>, Broken> {
    query!(all stacks, "versions/history.sql", HistoryRow, article)?
        .into_iter()
        .map(|row| {
            Ok(Step {
                number: row.number,
                nature: nature_of(&row.nature)?,
                at: Instant(row.at),
            })
        })
        .collect()
}

/// Versions after one, by article and number, at most `limit`: the walk of `verify` and of an export.
pub async fn after(stacks: &mut Stacks, (article, number): (Uuid, i64), limit: i64) -> Result<Vec<Version>, Broken> {
    query!(all stacks, "versions/after.sql", CarriedRow, article, number, limit)?
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

fn nature_of(word: &str) -> Result<Nature, Broken> {
    word.parse().map_err(|error| Broken::unreadable("a version's nature", error))
}

fn leaves_of(text: &str) -> Result<Vec<Leaf>, Broken> {
    canonical::read(text).map_err(|error| Broken::unreadable("a version's leaves", error))
}
