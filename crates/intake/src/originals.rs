//! Originals in a store that every node asks: pledged before they get there, relied upon by the act that takes them in, and
//! thrown away where nothing came of them (decision 56).

use manuscript::commitment::Hash;
use manuscript::{Clock, Instant};
use store::media::MediaFolder;
use store::{Broken, Store, asleep, assets, pledged_originals, withholdings};

use crate::own_time::in_its_own_time;

/// How long an original waits for its act once it is in the store, in milliseconds.
const WAITS: i64 = 15 * 60 * 1_000;

/// The slowest way to a store on which it is still waited for: bytes in a millisecond.
const SLOWEST: i64 = 50;

/// So many are seen to at once.
const AT_A_TIME: i64 = 100;

/// Pledges an original of a length. Answers whether it may be relied upon.
pub(crate) async fn pledge(store: &Store, (hash, length): (&Hash, i64), clock: &dyn Clock) -> Result<bool, Broken> {
    let until = Instant(clock.now().0 + WAITS + length / SLOWEST);
    let mut tx = acts::begin_unrecorded(store).await?;
    let pledged = pledged_originals::pledge(&mut tx, hash, until).await?;
    tx.commit().await?;
    Ok(pledged)
}

/// Whether some act took an original in, and nobody withheld it since.
pub(crate) async fn is_wanted(store: &Store, hash: &Hash) -> Result<bool, Broken> {
    let mut snapshot = store.snapshot().await?;
    Ok(assets::by_hash(&mut snapshot, hash).await?.is_some() && !withholdings::is_media(&mut snapshot, hash).await?)
}

/// Throws originals away of which nothing came by the end of their pledge. Answers how many went. A copy that sleeps throws
/// nothing away: the store may be that of the paper of which it is a copy.
pub async fn sweep(store: &Store, received: &MediaFolder, clock: &dyn Clock) -> Result<usize, Broken> {
    if received.originals().is_none() {
        return Ok(0);
    }
    let mut snapshot = store.snapshot().await?;
    if asleep::state(&mut snapshot).await?.is_some() {
        return Ok(0);
    }
    let ended = pledged_originals::ended(&mut snapshot, clock.now(), AT_A_TIME).await?;
    drop(snapshot);
    let mut gone = 0;
    for hash in ended {
        if let_go(store, &hash, clock).await? {
            gone += see_off(store, received, &hash).await?;
        }
    }
    Ok(gone)
}

/// From here on nobody relies on it.
async fn let_go(store: &Store, hash: &Hash, clock: &dyn Clock) -> Result<bool, Broken> {
    let mut tx = acts::begin_unrecorded(store).await?;
    let let_go = pledged_originals::let_go(&mut tx, hash, clock.now()).await?;
    tx.commit().await?;
    Ok(let_go)
}

async fn see_off(store: &Store, received: &MediaFolder, hash: &Hash) -> Result<usize, Broken> {
    let mut gone = 0;
    if !is_wanted(store, hash).await? {
        let (received, original) = (received.clone(), *hash);
        let forgotten = in_its_own_time(move || received.forget(&original)).await;
        forgotten.map_err(|error| Broken::unreadable("an original in the media store", error))?;
        gone = 1;
    }
    let mut tx = acts::begin_unrecorded(store).await?;
    pledged_originals::gone(&mut tx, hash).await?;
    tx.commit().await?;
    Ok(gone)
}
