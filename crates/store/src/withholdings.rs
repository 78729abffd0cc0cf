//! Withholdings: what was taken from the public on legal grounds, and how it is known again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use manuscript::commitment::{Hash, Leaf};
use manuscript::state::Key;
use manuscript::withheld::{Remembered, Trace};
use manuscript::words::Ground;
use manuscript::{Copy, Instant, Uuid, canonical};

use crate::articles::copy_of;
use crate::numbered::Numbered;
use crate::row::{hash_of, row};
use crate::{Broken, Snapshot, Tx};

row! { TraceRow { id: Uuid, article: Uuid, salt: Vec<u8>, words: i64, fingerprint: Vec<u8> } }
row! { WithheldRow { what: String, ground: String, reason: String, at: i64, by_whom: String } }
row! { ArticleRow { article: Uuid } }
row! { HashRow { hash: Vec<u8> } }
row! { CheckpointRow { number: i64, copy: String } }

/// One withholding, as the newsroom knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withholding {
    pub article: Uuid,
    pub what: String,
    pub ground: Ground,
    pub reason: String,
    pub at: Instant,
    pub by: String,
}

/// Keeps a withholding with what it is known by.
pub async fn add(tx: &mut Tx, id: Uuid, withholding: &Withholding, trace: &Trace) -> Result<(), Broken> {
    tx.changed(Key::Withholding(id));
    tx.pending.withheld = None;
    let w = withholding;
    let words = i64::try_from(trace.words).unwrap_or_default();
    query!(
        run tx, "withholdings/add.sql", id, w.article, &w.what, w.ground.as_str(), &w.reason, trace.salt.as_slice(), words, w.at.0, &w.by
    )?;
    for fingerprint in &trace.fingerprints {
        query!(run tx, "withholdings/remember.sql", id, fingerprint.as_slice())?;
    }
    Ok(())
}

/// Everything that must not come back, read once for all acts of a transaction.
pub async fn held(tx: &mut Tx) -> Result<Arc<[Remembered]>, Broken> {
    if let Some(known) = &tx.pending.withheld {
        return Ok(Arc::clone(known));
    }
    let known: Arc<[Remembered]> = all(tx).await?.into();
    tx.pending.withheld = Some(Arc::clone(&known));
    Ok(known)
}

async fn all(snapshot: &mut Snapshot) -> Result<Vec<Remembered>, Broken> {
    let mut found: BTreeMap<Uuid, Remembered> = BTreeMap::new();
    for row in query!(all snapshot, "withholdings/all.sql", TraceRow)? {
        let salt = row
            .salt
            .as_slice()
            .try_into()
            .map_err(|_| Broken::unreadable("a salt", "it is not 16 bytes long"))?;
        let remembered = found.entry(row.id).or_insert_with(|| Remembered {
            article: row.article,
            trace: Trace {
                salt,
                words: usize::try_from(row.words).unwrap_or_default(),
                fingerprints: BTreeSet::default(),
            },
        });
        remembered.trace.fingerprints.insert(hash_of(&row.fingerprint)?);
    }
    Ok(found.into_values().collect())
}

/// The withholdings of an article, oldest first.
pub async fn of(snapshot: &mut Snapshot, article: Uuid) -> Result<Vec<Withholding>, Broken> {
    query!(all snapshot, "withholdings/of.sql", WithheldRow, article)?
        .into_iter()
        .map(|row| {
            Ok(Withholding {
                article,
                what: row.what,
                ground: row.ground.parse().map_err(|error| Broken::unreadable("a ground", error))?,
                reason: row.reason,
                at: Instant(row.at),
                by: row.by_whom,
            })
        })
        .collect()
}

/// The article from which something was withheld by the withholding of an identity.
pub async fn article_of(snapshot: &mut Snapshot, id: Uuid) -> Result<Option<Uuid>, Broken> {
    Ok(query!(optional snapshot, "withholdings/by_id.sql", ArticleRow, id)?.map(|row| row.article))
}

/// Takes leaves of a version away: the copy without their bytes, the leaves without their salts.
pub async fn cut_version(tx: &mut Tx, version: Numbered, copy: &str, leaves: &[Leaf]) -> Result<(), Broken> {
    let leaves = canonical::text_of(&leaves).map_err(|error| Broken::unreadable("leaves", error))?;
    query!(run tx, "withholdings/cut_version.sql", version.article, version.number, copy, leaves).map(drop)
}

/// The checkpoints of an article with their copies.
pub async fn checkpoints(snapshot: &mut Snapshot, article: Uuid) -> Result<Vec<(i64, Copy)>, Broken> {
    query!(all snapshot, "withholdings/checkpoints.sql", CheckpointRow, article)?
        .into_iter()
        .map(|row| Ok((row.number, copy_of(&row.copy)?)))
        .collect()
}

/// Keeps a checkpoint without what is withheld.
pub async fn cut_checkpoint(tx: &mut Tx, article: Uuid, number: i64, copy: &str) -> Result<(), Broken> {
    query!(run tx, "withholdings/cut_checkpoint.sql", article, number, copy).map(drop)
}

/// A file is withheld, whatever uses it.
pub async fn withhold_media(tx: &mut Tx, hash: &Hash, withholding: Uuid) -> Result<(), Broken> {
    tx.changed(Key::Withholding(withholding));
    query!(run tx, "withholdings/withhold_media.sql", hash.as_slice(), withholding).map(drop)
}

/// The files that one withholding took.
pub async fn media_of(snapshot: &mut Snapshot, withholding: Uuid) -> Result<Vec<Hash>, Broken> {
    query!(all snapshot, "withholdings/media_of.sql", HashRow, withholding)?
        .into_iter()
        .map(|row| hash_of(&row.hash))
        .collect()
}

/// Whether a file is withheld.
pub async fn is_media(snapshot: &mut Snapshot, hash: &Hash) -> Result<bool, Broken> {
    Ok(query!(optional snapshot, "withholdings/is_media.sql", HashRow, hash.as_slice())?.is_some())
}
