//! The record and what stands beside it: its entries, the base of their state, words and salts, row by row.

use manuscript::Uuid;
use manuscript::commitment::Hash;
use manuscript::record::Entry;
use serde::{Deserialize, Serialize};

use crate::record;
use crate::row::row;
use crate::{Broken, Snapshot, Tx};

row! {
    /// What an entry committed to last of a draft; without a text where that is found nowhere any more.
    CommittedDraftRow { article: Uuid, revision: i64, copy: Option<String> }
}

row! {
    /// What a subject was when the record began to carry state.
    #[derive(Serialize, Deserialize)]
    RecordBaseRow { key: String, value: String }
}

row! {
    /// With what the words of a subject were hashed into its newest entry.
    #[derive(Serialize, Deserialize)]
    StateSaltRow {
        key: String,
        #[serde(with = "crate::hexadecimal")]
        salt: Vec<u8>,
    }
}

row! {
    /// Words of an entry that stand nowhere else.
    #[derive(Serialize, Deserialize)]
    RecordWordsRow {
        entry: i64,
        name: String,
        text: String,
        #[serde(with = "crate::hexadecimal")]
        salt: Vec<u8>,
    }
}

/// Puts an entry of the record where it was; the head is put last.
pub async fn put_entry(tx: &mut Tx, entry: &Entry, hash: &Hash) -> Result<(), Broken> {
    record::insert(tx, entry, hash).await
}

/// Every row of `record_base`.
pub async fn record_base(snapshot: &mut Snapshot) -> Result<Vec<RecordBaseRow>, Broken> {
    query!(all snapshot, "carrying/record_base.sql", RecordBaseRow)
}

/// Puts a row of `record_base` where it was.
pub async fn put_record_base(tx: &mut Tx, row: &RecordBaseRow) -> Result<(), Broken> {
    query!(run tx, "carrying/put_record_base.sql", &row.key, &row.value).map(drop)
}

/// Every row of `state_salts`.
pub async fn state_salts(snapshot: &mut Snapshot) -> Result<Vec<StateSaltRow>, Broken> {
    query!(all snapshot, "carrying/state_salts.sql", StateSaltRow)
}

/// Puts a row of `state_salts` where it was.
pub async fn put_state_salts(tx: &mut Tx, row: &StateSaltRow) -> Result<(), Broken> {
    query!(run tx, "carrying/put_state_salts.sql", &row.key, &row.salt).map(drop)
}

/// Every row of `record_words`.
pub async fn record_words(snapshot: &mut Snapshot) -> Result<Vec<RecordWordsRow>, Broken> {
    query!(all snapshot, "carrying/record_words.sql", RecordWordsRow)
}

/// Puts a row of `record_words` where it was.
pub async fn put_record_words(tx: &mut Tx, row: &RecordWordsRow) -> Result<(), Broken> {
    query!(run tx, "carrying/put_record_words.sql", row.entry, &row.name, &row.text, &row.salt).map(drop)
}

/// What was committed to of the drafts after an article, at most `limit`.
pub(crate) async fn committed_drafts(snapshot: &mut Snapshot, article: Uuid, limit: i64) -> Result<Vec<CommittedDraftRow>, Broken> {
    query!(all snapshot, "state/drafts.sql", CommittedDraftRow, article, limit)
}
