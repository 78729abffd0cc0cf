//! Pledged originals: files that stand in a store which every node asks, before a row knows of them. Each is pledged until a
//! moment; what nothing came of by then goes, and while it goes nobody may rely on it.

use manuscript::Instant;
use manuscript::commitment::Hash;

use crate::row::row;
use crate::{Broken, Snapshot, Tx};

row! { EndedRow { hash: Vec<u8> } }

/// Who throws originals away takes so long at most, or is dead.
pub const GOING: i64 = 10 * 60 * 1_000;

/// Pledges an original until a moment; one that is pledged for longer stays so. Answers whether it may be relied upon: not
/// while it goes.
pub async fn pledge(tx: &mut Tx, hash: &Hash, until: Instant) -> Result<bool, Broken> {
    let pledged = query!(run tx, "pledged_originals/pledge.sql", hash.as_slice(), until.0)?;
    Ok(pledged > 0)
}

/// Ends a pledge, for a row knows of the original from now on. Answers whether it stood: whoever comes too late finds that the
/// original may be gone.
pub async fn keep(tx: &mut Tx, hash: &Hash) -> Result<bool, Broken> {
    Ok(query!(run tx, "pledged_originals/keep.sql", hash.as_slice())? > 0)
}

/// Some of those whose moment has passed.
pub async fn ended(snapshot: &mut Snapshot, now: Instant, limit: i64) -> Result<Vec<Hash>, Broken> {
    let rows = query!(all snapshot, "pledged_originals/ended.sql", EndedRow, now.0, limit)?;
    rows.into_iter().map(|row| hash_of(row.hash)).collect()
}

/// Says that an original goes now, if its moment has passed still. Answers whether it is this one’s to throw away.
pub async fn let_go(tx: &mut Tx, hash: &Hash, now: Instant) -> Result<bool, Broken> {
    let let_go = query!(run tx, "pledged_originals/let_go.sql", hash.as_slice(), now.0, now.0 + GOING)?;
    Ok(let_go > 0)
}

/// Says that an original is gone: it may be pledged anew.
pub async fn gone(tx: &mut Tx, hash: &Hash) -> Result<(), Broken> {
    query!(run tx, "pledged_originals/gone.sql", hash.as_slice()).map(drop)
}

/// Forgets every pledge: they are those of the paper of which this is a copy, and so are the originals.
pub async fn forget_all(tx: &mut Tx) -> Result<(), Broken> {
    query!(run tx, "pledged_originals/forget_all.sql").map(drop)
}

fn hash_of(bytes: Vec<u8>) -> Result<Hash, Broken> {
    bytes
        .try_into()
        .map_err(|_| Broken::unreadable("a pledged original", "its hash is not 32 bytes long"))
}
