//! What readers get of a file: its cleaned bytes, by their own hash, or nothing for a reason.

use manuscript::commitment::Hash;
use manuscript::state::Key;
use manuscript::{Instant, Uuid};

use crate::assets::{Asset, AssetRow};
use crate::row::{hash_of, row};
use crate::{Broken, Snapshot, Tx};

row! { CleanedRow { hash: Option<Vec<u8>>, edition: i64, reason: Option<String> } }

row! {
    FoundRow {
        id: Uuid,
        media_type: String,
        bytes: i64,
        width: Option<i64>,
        height: Option<i64>,
        public_hash: Option<Vec<u8>>,
        edition: Option<i64>,
        reason: Option<String>,
    }
}

row! { OfFileRow { received: Vec<u8>, public_hash: Option<Vec<u8>>, edition: i64, reason: Option<String> } }

row! { HashRow { hash: Vec<u8> } }

row! { AssetId { asset: Uuid } }

row! { NotPublicRow { hash: Vec<u8>, reason: Option<String> } }

/// What a cleaning made of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// The cleaned bytes' own, or why nothing of the file is public.
    pub outcome: Result<Hash, String>,
    /// Of the cleaning: a later one may find more.
    pub edition: i64,
}

/// What was made of the file with this hash; nothing if it was never cleaned.
pub async fn of_file(snapshot: &mut Snapshot, received: &Hash) -> Result<Option<Cleaned>, Broken> {
    let row = query!(optional snapshot, "public_media/of_file.sql", CleanedRow, received.as_slice())?;
    row.map(|row| cleaned(row.hash, row.edition, row.reason)).transpose()
}

/// A file with what was made of it.
pub async fn found(snapshot: &mut Snapshot, received: &Hash) -> Result<Option<(Asset, Option<Cleaned>)>, Broken> {
    let row = query!(optional snapshot, "public_media/found.sql", FoundRow, received.as_slice())?;
    row.map(|row| {
        let cleaned = match row.edition {
            Some(edition) => Some(cleaned(row.public_hash, edition, row.reason)?),
            None => None,
        };
        let asset = Asset {
            id: row.id,
            hash: *received,
            media_type: row.media_type,
            bytes: row.bytes,
            width: row.width,
            height: row.height,
        };
        Ok((asset, cleaned))
    })
    .transpose()
}

fn cleaned(hash: Option<Vec<u8>>, edition: i64, reason: Option<String>) -> Result<Cleaned, Broken> {
    let outcome = match hash {
        Some(hash) => Ok(hash_of(&hash)?),
        None => Err(reason.unwrap_or_default()),
    };
    Ok(Cleaned { outcome, edition })
}

/// Every file that was cleaned, by the hash of what was received.
pub async fn all(snapshot: &mut Snapshot) -> Result<Vec<(Hash, Cleaned)>, Broken> {
    query!(all snapshot, "public_media/all.sql", OfFileRow)?
        .into_iter()
        .map(|row| Ok((hash_of(&row.received)?, cleaned(row.public_hash, row.edition, row.reason)?)))
        .collect()
}

/// The files that are the same once cleaned, by the hashes of what was received.
pub async fn with_hash(snapshot: &mut Snapshot, public: &Hash) -> Result<Vec<Hash>, Broken> {
    query!(all snapshot, "public_media/with_hash.sql", HashRow, public.as_slice())?
        .into_iter()
        .map(|row| hash_of(&row.hash))
        .collect()
}

/// Keeps what a cleaning made of an asset. Answers false if one of this edition or a later one is kept already.
pub async fn set(tx: &mut Tx, asset: &Asset, cleaned: &Cleaned, at: Instant) -> Result<bool, Broken> {
    let hash = cleaned.outcome.as_ref().ok().map(Hash::as_slice);
    let reason = cleaned.outcome.as_ref().err();
    let kept = query!(optional tx, "public_media/set.sql", AssetId, asset.id, hash, cleaned.edition, reason, at.0)?;
    if kept.is_some() {
        tx.changed(Key::Media(asset.hash));
    }
    Ok(kept.is_some())
}

/// Files that no cleaning of an edition has seen, the newest first, from those before `before` on.
pub async fn not_cleaned(snapshot: &mut Snapshot, edition: i64, before: Uuid, limit: i64) -> Result<Vec<Asset>, Broken> {
    query!(all snapshot, "public_media/not_cleaned.sql", AssetRow, edition, before, limit)?
        .into_iter()
        .map(AssetRow::asset)
        .collect()
}

/// Files of which nothing is public, by the hash of what was received, and why.
pub async fn not_public(snapshot: &mut Snapshot) -> Result<Vec<(Hash, String)>, Broken> {
    query!(all snapshot, "public_media/not_public.sql", NotPublicRow)?
        .into_iter()
        .map(|row| Ok((hash_of(&row.hash)?, row.reason.unwrap_or_default())))
        .collect()
}
