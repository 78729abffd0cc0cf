//! Assets: the paper's pictures, sounds, films and documents, each one file known by its SHA-256.

use manuscript::commitment::Hash;
use manuscript::state::Key;
use manuscript::{Instant, Uuid};

use crate::row::{hash_of, row};
use crate::{Broken, Snapshot, Tx};

row! { HashedRow { id: Uuid, media_type: String, bytes: i64, width: Option<i64>, height: Option<i64> } }

row! {
    /// A row of `assets`.
    AssetRow { id: Uuid, hash: Vec<u8>, media_type: String, bytes: i64, width: Option<i64>, height: Option<i64> }
}

/// One file of the paper. Width and height in pixels, of pictures only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    pub id: Uuid,
    pub hash: Hash,
    pub media_type: String,
    pub bytes: i64,
    pub width: Option<i64>,
    pub height: Option<i64>,
}

/// Takes a file in, once: answers the asset that has its bytes.
pub async fn take_in(tx: &mut Tx, asset: &Asset, at: Instant) -> Result<Asset, Broken> {
    let taken = query!(
        run tx, "assets/take_in.sql", asset.id, asset.hash.as_slice(), &asset.media_type, asset.bytes, asset.width, asset.height, at.0
    )?;
    if taken > 0 {
        tx.changed(Key::Media(asset.hash));
    }
    Ok(by_hash(tx, &asset.hash).await?.unwrap_or_else(|| asset.clone()))
}

/// The asset with these bytes.
pub async fn by_hash(snapshot: &mut Snapshot, hash: &Hash) -> Result<Option<Asset>, Broken> {
    let row = query!(optional snapshot, "assets/by_hash.sql", HashedRow, hash.as_slice())?;
    Ok(row.map(|row| Asset {
        id: row.id,
        hash: *hash,
        media_type: row.media_type,
        bytes: row.bytes,
        width: row.width,
        height: row.height,
    }))
}

/// Every asset.
pub async fn all(snapshot: &mut Snapshot) -> Result<Vec<Asset>, Broken> {
    query!(all snapshot, "assets/all.sql", AssetRow)?
        .into_iter()
        .map(AssetRow::asset)
        .collect()
}

/// Every asset whose file must be there: what is withheld is gone for good, and left out of exports and backups.
pub async fn not_withheld(snapshot: &mut Snapshot) -> Result<Vec<Asset>, Broken> {
    query!(all snapshot, "assets/not_withheld.sql", AssetRow)?
        .into_iter()
        .map(AssetRow::asset)
        .collect()
}

impl AssetRow {
    pub(crate) fn asset(self) -> Result<Asset, Broken> {
        Ok(Asset {
            id: self.id,
            hash: hash_of(&self.hash)?,
            media_type: self.media_type,
            bytes: self.bytes,
            width: self.width,
            height: self.height,
        })
    }
}
