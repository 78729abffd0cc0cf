//! An older record is brought up to carry state: one entry commits to what everything is now.

use manuscript::{Clock, Ids};
use store::{Broken, Store, proving};

/// Commits to the present state where the record begins with entries that carry none, once in the life of a paper. Answers
/// the number of the entry, if one was made.
pub async fn commit_to_base(store: &Store, clock: &dyn Clock, ids: &dyn Ids) -> Result<Option<i64>, Broken> {
    if !proving::lacks_base(&mut store.snapshot().await?).await? {
        return Ok(None);
    }
    let mut tx = crate::begin(store).await?;
    let number = proving::commit_to_base(&mut tx, ids, clock.now()).await?;
    tx.commit().await?;
    Ok(number)
}
