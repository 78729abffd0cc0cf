//! Answers that are kept for a while: an act that is asked for again under the same key is not done again.

use manuscript::{Instant, Uuid};

use crate::row::row;
use crate::{Broken, Snapshot, Tx};

row! {
    /// What was asked under a key, and what was answered.
    Answered {
        /// SHA-256 of the request.
        request: Vec<u8>,
        /// The answer as canonical JSON.
        answer: String,
    }
}

/// Who asks, and under which key: the digest of what was sent as such.
#[derive(Clone, Copy, Debug)]
pub struct Key<'a> {
    pub account: Uuid,
    pub digest: &'a [u8],
}

/// What was answered under a key, unless it is to be forgotten by now.
pub async fn of_key(snapshot: &mut Snapshot, key: Key<'_>, now: Instant) -> Result<Option<Answered>, Broken> {
    query!(optional snapshot, "answers/of_key.sql", Answered, key.account, key.digest, now.0)
}

/// Keeps an answer until an instant.
pub async fn keep(tx: &mut Tx, key: Key<'_>, answered: &Answered, until: Instant) -> Result<(), Broken> {
    query!(
        run tx, "answers/keep.sql", key.account, key.digest, answered.request.as_slice(), answered.answer.as_str(), until.0
    )
    .map(drop)
}

/// Forgets what was to be forgotten by now.
pub async fn forget(tx: &mut Tx, now: Instant) -> Result<(), Broken> {
    query!(run tx, "answers/forget.sql", now.0).map(drop)
}
