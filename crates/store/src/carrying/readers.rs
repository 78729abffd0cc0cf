//! Readers, what they agreed to, and what the law keeps of their connections, row by row. In no export: a folder that is
//! handed around names no reader. What throttles count is not carried: the key of its digests stays in the process.

use manuscript::Uuid;

use crate::connection_data::Kept;
use crate::row::row;
use crate::{Broken, Snapshot, Tx};

row! {
    /// Somebody who reads.
    ReaderRow {
        id: Uuid,
        address: Option<String>,
        proven_at: Option<i64>,
        language: String,
        name: Option<String>,
        made_at: i64,
        seen_at: Option<i64>,
    }
}

row! {
    /// What readers were asked to agree to.
    WordingRow {
        digest: Vec<u8>,
        text: String,
    }
}

row! {
    /// What a reader agreed to.
    ConsentRow {
        id: Uuid,
        reader: Uuid,
        what: String,
        wording: Vec<u8>,
        form: String,
        given_at: i64,
        withdrawn_at: Option<i64>,
        kept_until: Option<i64>,
    }
}

/// Rows of `readers` after one, at most `limit`.
pub async fn readers(snapshot: &mut Snapshot, after: Uuid, limit: i64) -> Result<Vec<ReaderRow>, Broken> {
    query!(all snapshot, "carrying/readers.sql", ReaderRow, after, limit)
}

/// Puts a row of `readers` where it was.
pub async fn put_readers(tx: &mut Tx, row: &ReaderRow) -> Result<(), Broken> {
    query!(
        run tx, "carrying/put_readers.sql", row.id, row.address.as_deref(), row.proven_at, row.language.as_str(), row.name.as_deref(),
        row.made_at, row.seen_at
    )
    .map(drop)
}

/// Every row of `wordings`.
pub async fn wordings(snapshot: &mut Snapshot) -> Result<Vec<WordingRow>, Broken> {
    query!(all snapshot, "carrying/wordings.sql", WordingRow)
}

/// Puts a row of `wordings` where it was.
pub async fn put_wordings(tx: &mut Tx, row: &WordingRow) -> Result<(), Broken> {
    query!(run tx, "carrying/put_wordings.sql", row.digest.as_slice(), row.text.as_str()).map(drop)
}

/// Rows of `consents` after one, at most `limit`.
pub async fn consents(snapshot: &mut Snapshot, after: Uuid, limit: i64) -> Result<Vec<ConsentRow>, Broken> {
    query!(all snapshot, "carrying/consents.sql", ConsentRow, after, limit)
}

/// Puts a row of `consents` where it was.
pub async fn put_consents(tx: &mut Tx, row: &ConsentRow) -> Result<(), Broken> {
    query!(
        run tx, "carrying/put_consents.sql", row.id, row.reader, row.what.as_str(), row.wording.as_slice(), row.form.as_str(),
        row.given_at, row.withdrawn_at, row.kept_until
    )
    .map(drop)
}

/// Rows of `connection_data` after one, at most `limit`.
pub async fn connection_data(snapshot: &mut Snapshot, after: Uuid, limit: i64) -> Result<Vec<Kept>, Broken> {
    query!(all snapshot, "carrying/connection_data.sql", Kept, after, limit)
}
