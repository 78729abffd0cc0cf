//! What the record proves of the present: the base that stands for older entries, and what all entries say held against the
//! tables.

use std::collections::BTreeMap;

use manuscript::act::Act;
use manuscript::commitment::hex;
use manuscript::record::{Entry, Form, State, words_digest};
use manuscript::state::{Derived, Present, Proof, base_digest};
use manuscript::{Ids, Instant};
use serde_json::json;

use crate::carrying::recorded::{self as rows, RecordBaseRow, StateSaltRow};
use crate::row::row;
use crate::{Broken, Snapshot, Tx, record, state};

row! { Counted { count: i64 } }

/// Whether the record begins with entries that carry no state, and nothing stands for them yet.
pub async fn lacks_base(snapshot: &mut Snapshot) -> Result<bool, Broken> {
    Ok(query!(one snapshot, "record/lacks_base.sql", Counted)?.count > 0)
}

/// Commits to the present state of all that older entries do not carry, where that has not been done: once in the life of
/// a paper that is older than the second form. Answers the number of the entry.
pub async fn commit_to_base(tx: &mut Tx, ids: &dyn Ids, at: Instant) -> Result<Option<i64>, Broken> {
    record::lock_record(tx).await?;
    if !lacks_base(tx).await? {
        return Ok(None);
    }
    let mut salts = Vec::new();
    let mut salting = |key: &str| {
        let salt = ids.salt().to_vec();
        salts.push(StateSaltRow {
            key: key.to_owned(),
            salt: salt.clone(),
        });
        Some(salt)
    };
    let base = state::all(tx, &mut salting).await?;
    for salt in &salts {
        rows::put_state_salts(tx, salt).await?;
    }
    for (key, value) in &base {
        let row = RecordBaseRow {
            key: key.clone(),
            value: value.clone(),
        };
        rows::put_record_base(tx, &row).await?;
    }
    let entry = Entry {
        form: Form::Two,
        number: 0,
        at,
        by: "migration".into(),
        act: Act::StateCommitted.as_str().into(),
        thing: None,
        tags: Vec::new(),
        purge: None,
        detail: json!({ "count": base.len(), "digest": hex(&base_digest(&base)) }),
        state: State::new(),
    };
    record::chain(tx, entry).await.map(Some)
}

/// Holds what all entries of the record say against the tables.
pub async fn prove(snapshot: &mut Snapshot, derived: Derived) -> Result<Proof, Broken> {
    let salts = rows::state_salts(snapshot).await?;
    let salts: BTreeMap<String, Vec<u8>> = salts.into_iter().map(|row| (row.key, row.salt)).collect();
    let base = rows::record_base(snapshot).await?;
    let words = rows::record_words(snapshot).await?;
    let now = Present {
        base: base.into_iter().map(|row| (row.key, row.value)).collect(),
        subjects: state::all(snapshot, &mut |key: &str| salts.get(key).cloned()).await?,
        words: words
            .into_iter()
            .map(|row| ((row.entry, row.name), hex(&words_digest(&row.salt, &row.text))))
            .collect(),
    };
    Ok(derived.held_against(&now))
}
